"""When competencies appeared, from the dates of works alone."""

from datetime import date

import pytest

from tests.builders import cohort, school, student, work
from vitrail.content.model.realisation import Claim
from vitrail.content.model.state import State
from vitrail.ground.language import Period
from vitrail.knowledge.coverage import compute, growth


def done(slug, start, end, code="X1.1"):
    """A work of these days that declares a competency."""
    period = Period(start=start, end=end) if start else None
    return work(slug, period=period, claims=(Claim(cited=code, competency=code, sentence="Fait."),))


WORKS = (
    done("a", date(2025, 10, 1), date(2025, 11, 28)),
    done("b", date(2026, 1, 5), date(2026, 5, 2), "X1.2"),
    done("c", None, None, "X2.1"),
)


@pytest.mark.parametrize(
    ("days", "today", "ends"),
    [
        (
            [date(2025, 11, 28), date(2026, 4, 2)],
            date(2026, 8, 2),
            [date(2025, 12, 31), date(2026, 3, 31), date(2026, 7, 31)],
        ),
        ([date(2020, 1, 9), date(2020, 3, 31)], date(2027, 3, 15), [date(2020, 3, 31)]),
        ([date(2025, 11, 28)], date(2025, 12, 31), []),
        ([date(2025, 12, 31)], date(2026, 1, 1), [date(2025, 12, 31)]),
        ([], date(2026, 1, 1), []),
        ([date(2030, 1, 1)], date(2026, 1, 1), []),
    ],
)
def test_terms_go_from_the_first_work_to_the_last(days, today, ends):
    """Three a school year; the term that runs is today's, and neither what is to come nor the years since draw one."""
    assert list(growth.terms(days, today)) == ends


def test_a_mistyped_year_draws_no_century():
    """The latest terms are kept."""
    found = growth.terms([date(205, 1, 1), date(2026, 1, 5)], date(2026, 3, 1))
    assert len(found) == growth.MOST_TERMS
    assert found[-1] == date(2025, 12, 31)


def test_a_term_shows_what_was_finished_by_then_and_today_shows_all():
    """A work that is still going on, or has no date, is not in a past term."""
    records = school(cohort(student(realisations=WORKS)))
    coverage = compute(records).cohorts[0].students[0]
    days = growth.finished(WORKS)
    by = {
        day: growth.by(coverage, days, day).covered
        for day in (date(2025, 11, 27), date(2025, 12, 31), date(2026, 7, 31))
    }
    assert list(by.values()) == [0, 1, 2]
    assert coverage.covered == 3
    assert growth.by(coverage, days, date(2025, 12, 31)).competencies["X1.2"].state is State.UNCOVERED


def test_a_competency_appears_with_the_first_work_that_covers_it():
    """Nothing dated covers the last."""
    records = school(cohort(student(realisations=WORKS)))
    found = compute(records).cohorts[0].students[0].competencies
    days = growth.finished(WORKS)
    assert [growth.appeared(found[code], days) for code in ("X1", "X1.2", "X2.1")] == [
        date(2025, 11, 28), date(2026, 5, 2), None,
    ]  # fmt: skip
