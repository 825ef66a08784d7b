"""What a language writes is what Babel writes, which no build loads."""

from datetime import date

import pytest
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from vitrail.ground.language.usage import USAGES

YEAR = tuple(date.fromordinal(day) for day in range(date(2028, 1, 1).toordinal(), date(2029, 1, 1).toordinal()))


@pytest.mark.parametrize("locale", USAGES)
def test_a_day_is_written_as_babel_writes_it(locale):
    """Whole, without its year, and by its month alone."""
    usage = USAGES[locale]
    day_and_month = {"fr": "d MMMM", "en": "MMMM d"}[locale]
    for day in YEAR:
        assert usage.write_day(day, usage.date) == format_date(day, "long", locale=locale)
        assert usage.write_day(day, usage.day) == format_date(day, day_and_month, locale=locale)
        assert usage.write_day(day, "{month} {year}") == format_date(day, "MMMM y", locale=locale)
        assert usage.write_day(day, "{short} {year}") == format_skeleton("yMMM", day, locale=locale)


@pytest.mark.parametrize("locale", USAGES)
@given(number=st.integers(-(10**12), 10**12), tenths=st.integers(-(10**9), 10**9))
def test_a_number_is_written_as_babel_writes_it(locale, number, tenths):
    """With the separators of the language, and no decimal that says nothing."""
    usage = USAGES[locale]
    assert usage.number(number) == format_decimal(number, locale=locale)
    assert usage.number(tenths / 10) == format_decimal(tenths / 10, locale=locale)
    assert usage.number(tenths / 10, 2) == format_decimal(tenths / 10, "0.00", locale=locale)


@pytest.mark.parametrize("locale", USAGES)
@pytest.mark.parametrize("items", ["", "a", "ab", "abc", "abcd"])
def test_a_list_is_written_as_babel_writes_it(locale, items):
    """« A, B et C », “A, B, or C”."""
    usage = USAGES[locale]
    assert usage.listing(items) == format_list(list(items), "standard", locale=locale)
    assert usage.listing(items, either=True) == format_list(list(items), "or", locale=locale)
