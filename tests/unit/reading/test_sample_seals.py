"""The sample school's seals, as a school's of last year: a program that no longer gives them undoes its verdicts."""

from pathlib import Path

from generator.reading.school import read_school

PORTFOLIOS = Path(__file__).parents[3] / "portfolios"


def test_every_sealed_verdict_of_the_sample_holds_but_the_one_that_was_edited_since():
    """What a text shows or links is part of its seal: whoever changes how links are found must find the same."""
    moved, held = set(), 0
    for cohort in read_school(PORTFOLIOS).school.cohorts:
        for student in cohort.students:
            works = {item.slug: item for item in student.realisations}
            for verdict in student.verdicts:
                if verdict.fingerprint and verdict.fingerprint == works[verdict.realisation].fingerprint:
                    held += 1
                elif verdict.fingerprint:
                    moved.add((student.slug, verdict.realisation, bool(verdict.since)))
    assert moved == {("petit-chloe", "base-restaurant-scolaire", True)}
    assert held == 174
