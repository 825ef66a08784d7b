"""Days, weeks and spans, to fill the catalogue's sentences with."""

from generator.language import Phrase, nmark
from generator.model.internships.period import Period


def span(period: Period) -> Period:
    """Return the days of an interval, to be told as days even when only its months were written."""
    return Period(start=period.start, end=period.end)


def weeks(number: int) -> Phrase:
    """Write a number of weeks."""
    return nmark("{n} semaine", "{n} semaines", number)


def days(number: int) -> Phrase:
    """Write a number of days."""
    return nmark("{n} jour", "{n} jours", number)
