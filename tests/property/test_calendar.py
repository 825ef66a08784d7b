"""The calendar of stages against a slow, independent oracle, on random calendars."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deep import sized
from tests.oracle import calendar as oracle
from tests.unit.rules.internships.records import codes, part, school, stage, student
from vitrail.content.model.internships.internship import Internship, InternshipPeriod
from vitrail.ground.language import Period
from vitrail.knowledge.internships.weeks import Days, counted_weeks, days_of, holes, longest_rest, public_holidays

DATES = st.dates(min_value=date(2010, 1, 1), max_value=date(2045, 12, 31))
SPANS = st.tuples(DATES, st.integers(min_value=0, max_value=60)).map(
    lambda pair: (pair[0], pair[0] + timedelta(pair[1]))
)
TIMETABLES = DATES.flatmap(
    lambda start: st.lists(
        st.tuples(st.integers(0, 90), st.integers(0, 45)).map(
            lambda pair: (start + timedelta(pair[0]), start + timedelta(pair[0] + pair[1]))
        ),
        min_size=1,
        max_size=4,
    )
)
"""Periods near each other, so that they overlap, touch and leave holes."""
FIRST, SECOND = date(2020, 5, 25), date(2021, 1, 4)
DURATION = {"STG019", "STG020", "STG021", "STG025", "STG220", "STG221"}


def periods(spans):
    """Write pairs of dates as periods."""
    return [Period(start=start, end=end) for start, end in spans]


def weeks_from(monday, number):
    """Give whole weeks from a Monday, to the last Friday."""
    return Period(start=monday, end=monday + timedelta(weeks=number, days=-3))


def said(first, second, extension=0):
    """Give what the rules on duration say of two stages and of weeks of the winter holidays."""
    more = weeks_from(date(2021, 2, 22), extension) if extension else None
    one, two = stage(1, part(weeks_from(FIRST, first))), stage(2, part(weeks_from(SECOND, second)), extension=more)
    return DURATION & set(codes(school(student(one, two))))


@given(TIMETABLES)
@settings(max_examples=sized(100, 400), deadline=None)
def test_weeks_are_counted_as_the_oracle_counts_them(spans):
    """Over any union of periods, the number of weeks is the oracle's."""
    assert len(counted_weeks(days_of(periods(spans)))) == oracle.count(spans)


@given(TIMETABLES, st.lists(SPANS, max_size=1))
@settings(max_examples=sized(75, 300), deadline=None)
def test_a_hole_is_seen_where_the_oracle_sees_one(spans, extension):
    """« Consécutives » is broken exactly when the oracle finds a missing working day."""
    more = days_of(periods(extension))
    days = Days(regular=days_of(periods(spans)) - more, extension=more)
    assert (not holes(days)) == oracle.consecutive(spans, extension)


@given(st.integers(min_value=2008, max_value=2090))
@settings(max_examples=sized(15, 60), deadline=None)
def test_public_holidays_are_those_of_the_oracle(year):
    """The library and the oracle close the same days."""
    days = oracle.walk(date(year, 1, 1), date(year, 12, 31))
    assert public_holidays(year) == {day for day in days if oracle.closed(day)}


@given(SPANS, st.lists(SPANS, max_size=2))
@settings(max_examples=sized(25, 100), deadline=None)
def test_the_longest_rest_is_the_longest_run_of_free_days(window, spans):
    """Rest is the longest run of days of the window that no stage takes."""
    marks = "".join("x" if oracle.inside(day, spans) else "." for day in oracle.walk(*window))
    assert longest_rest(periods([window])[0], days_of(periods(spans))) == max(map(len, marks.split("x")))


@pytest.mark.parametrize(("first", "second"), tuple(product(range(3, 7), range(4, 8))))
def test_only_four_and_six_or_five_and_five_weeks_are_accepted(first, second):
    """R19 with R20 and R21 leaves 4 + 6 and 5 + 5: any other split is refused."""
    assert (not said(first, second)) == oracle.legal(first, second, 0)
    assert (not said(first, second)) == ((first, second) in {(4, 6), (5, 5)})


@pytest.mark.parametrize(("first", "second"), [(4, 5), (5, 6)])
def test_nine_and_eleven_weeks_are_said_by_the_total_alone(first, second):
    """4 + 5 and 5 + 6 have lawful stages and an unlawful sum."""
    assert said(first, second) == {"STG019"}


@pytest.mark.parametrize("extension", [1, 2])
def test_eleven_and_twelve_weeks_are_lawful_as_a_holiday_extension(extension):
    """5 + 5 weeks may be prolonged up to twelve."""
    assert said(5, 5, extension) == set()


def test_twelve_weeks_are_the_ceiling():
    """A third week of extension is refused."""
    assert "STG025" in said(5, 5, 3)


@given(st.integers(min_value=1, max_value=22))
@settings(max_examples=sized(5, 22), deadline=None)
def test_a_day_off_between_two_periods_breaks_consecutive_even_with_the_right_sum(offset):
    """A hole of one working day is a fault, whatever the sum; a week-end is none."""
    cut = FIRST + timedelta(offset)
    whole = weeks_from(FIRST, 5)
    parts = tuple(
        InternshipPeriod(period=item)
        for item in (Period(start=whole.start, end=cut - timedelta(1)), Period(start=cut + timedelta(1), end=whole.end))
    )
    split = Internship(slug="stage-1", rank=1, periods=parts)
    found = {"STG220"} & set(codes(school(student(split, stage(2, part(weeks_from(SECOND, 5)))))))
    assert bool(found) == (cut.isoweekday() <= 5 and not oracle.closed(cut))


@given(st.lists(st.tuples(st.dates(), st.dates()), max_size=4))
@settings(max_examples=sized(15, 60), deadline=None)
def test_absurd_dates_are_judged_without_a_crash(spans):
    """Years 1 to 9999, reversed or overlapping: the rules answer."""
    parts = tuple(InternshipPeriod(period=Period(start=start, end=end)) for start, end in spans)
    codes(school(student(Internship(slug="stage-1", periods=parts), extension_free(spans))))


def extension_free(spans):
    """Write a second stage whose extension is the first of the absurd periods."""
    extension = periods(spans)[0] if spans else None
    return Internship(slug="stage-2", extension=extension, periods=())
