"""A date written in no form that is read, made one when it can only be that date."""

import re
from collections.abc import Callable, Iterator

from generator.values.dates import MONTHS, DateFault, read_date, read_period
from generator.values.suggesting import guess

_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[\s_,;:/.\\\\-]+(\d{1,2})[\s_,;:/.\\\\-]+(\d{4})(?!\d)")
_GLUED = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)")
_STUCK = re.compile(r"(?<=\d)(?=[^\W\d_]{3})|(?<=[^\W\d_]{3})(?=\d)")
_DAY = r"\d{1,2}/\d{1,2}/\d{4}"
_PAIR = re.compile(rf"({_DAY})\W+(?:et\s+)?({_DAY})")


def as_read(text: str, *, day: bool) -> str:
    """Return a date, a period unless a ``day`` is wanted, in a form that is read; empty when there is none."""
    read: Callable[[str], object] = read_date if day else read_period
    found = ((form, read(form)) for form in _forms(text) if form != text)
    return next((form for form, value in found if value and not isinstance(value, DateFault)), "")


def _forms(text: str) -> Iterator[str]:
    """Yield a text with its months spelt, its numbers parted, its two days joined: each on top of those before."""
    spaced = _STUCK.sub(" ", text)
    yield spaced
    spelt = _WORD.sub(_month, spaced)
    yield spelt
    parted = _GLUED.sub(r"\1/\2/\3", _NUMBERS.sub(r"\1/\2/\3", spelt))
    yield parted
    yield _PAIR.sub(r"\1 au \2", parted)


def _month(found: re.Match[str]) -> str:
    near = guess(found[0], MONTHS)
    return near.name if near and near.sure else found[0]
