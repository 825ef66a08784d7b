"""How French and English write a day, a number and a list: like Babel, which takes longer to load than a page to make.

``tests/unit/language/test_usage.py`` compares every form with Babel's.
"""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct


class Usage(Struct, frozen=True, kw_only=True):
    """The forms of one language; braces stand for what is filled in."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    day: str
    date: str
    thousands: str
    decimal: str
    words: tuple[str, str]
    """« et », « ou »."""
    serial: str = ""
    """Sign after the last but one of three items or more."""

    def write_day(self, day: dt.date, form: str) -> str:
        """Write a day by ``self.day``, ``self.date``, or a form of its month, its ``short`` month and its year."""
        rank = day.month - 1
        return form.format(day=day.day, month=self.months[rank], short=self.short_months[rank], year=day.year)

    def number(self, value: float, places: int | None = None) -> str:
        """Write a number, with three decimals at most and no trailing zeros, or with as many as ``places``."""
        shown = f"{value:,.3f}".rstrip("0").rstrip(".") if places is None else f"{value:.{places}f}"
        return shown.translate({ord(","): self.thousands, ord("."): self.decimal})

    def listing(self, items: Sequence[str], *, either: bool = False) -> str:
        """Join items: « A, B et C », « A ou B »."""
        *first, last = items or ("",)
        serial = self.serial if len(first) > 1 else ""
        return f"{', '.join(first)}{serial} {self.words[either]} {last}" if first else last


USAGES = {
    "fr": Usage(
        months=tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),
        short_months=tuple("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()),
        day="{day} {month}",
        date="{day} {month} {year}",
        thousands="\N{NARROW NO-BREAK SPACE}",
        decimal=",",
        words=("et", "ou"),
    ),
    "en": Usage(
        months=tuple("January February March April May June July August September October November December".split()),
        short_months=tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
        day="{month} {day}",
        date="{month} {day}, {year}",
        thousands=",",
        decimal=".",
        words=("and", "or"),
        serial=",",
    ),
}
