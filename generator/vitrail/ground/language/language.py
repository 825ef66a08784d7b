"""One language: its sentences, its plurals, its dates, numbers and names in order.

Templates are typeset before their values are filled in; what authors write in a key, once, where each audience gets its
records (``model.said.typeset``), and their texts in Markdown never.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

from vitrail.ground.language.period import Period
from vitrail.ground.language.phrase import Alternatives, Phrase, Value, mark
from vitrail.ground.language.usage import USAGES, Usage
from vitrail.ground.regex import regex

NARROW = "\N{NARROW NO-BREAK SPACE}"
_BEFORE = regex(r" (»|[;:!?](?![\w\[]))")
"""The space before a French sign, but not before one that begins a piece of Markdown or of YAML: « ![plan](…) »."""
_AFTER = regex(r"« ")
_UNIT = regex(r"(?<=[\d}]) (?=(?:Mo|ko|s|%)(?!\w))")
_OF, _ELIDING = regex(r"\b([Dd])e \{(name|owner)\}"), frozenset("aeiouh")
"""« de » before a person's name, and the letters before which it is elided."""
_APOSTROPHE = regex(r"(?<=\w)'(?=[\w«{])")
"""The apostrophe of an elision, between two words; quotes around a value of YAML stay straight."""

_PARTICLE = regex(r"^(?:(?:de la|de l|du|des|de|d|von der|von|van der|van den|van|da|dos|do|el|al) |(?:d|l)['’] ?)+")
_SEPARATORS = regex(r"[-\s]+")
NameKey = tuple[str, str, str]

SUPPORTED = ("fr", "en")
"""French first: it is the source of every sentence."""

_KILO, _MEGA = 1_000, 1_000_000


class Language(Struct, frozen=True):
    """The language of a site (``langue`` in mkdocs.yml); an unknown code reads as French."""

    code: str = "fr"

    def gettext(self, message: str) -> str:
        """Translate a French sentence; the sentence itself when it has no translation; a filled phrase comes filled."""
        if isinstance(message, Phrase) and message.values:
            return self._phrase(message)
        said = messages(self.code).get(message)
        if said and said[0]:
            return said[0]
        return french(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Choose between singular and plural; in French 0 and 1 are singular, in English 1 alone is."""
        said = messages(self.code).get(singular)
        if said and all(said):
            return said[0] if number == 1 else said[-1]
        return french(singular if abs(number) < 2 else plural)  # noqa: PLR2004 - the French rule of plurals itself

    def sentence(self, template: str, values: Mapping[str, Value]) -> str:
        """Translate a template and fill it: doubled braces become single, even without values."""
        return self.gettext(template).format_map({name: self.write(value) for name, value in values.items()})

    def write(self, value: Value) -> str:
        """Write a phrase of ours, a date, a period, a list or a number; an author's text comes out as it is."""
        match value:
            case Phrase():
                return self._phrase(value)
            case str():
                return value
            case int():
                return str(value)
            case dt.date():
                return self.date(value)
            case tuple():
                return self.listing(map(self.write, value), "or" if isinstance(value, Alternatives) else "standard")
            case _:
                return self.period(value)

    def _phrase(self, phrase: Phrase) -> str:
        number = phrase.values.get("n", 0)
        template = (
            self.ngettext(phrase.template, phrase.plural, number)
            if phrase.plural and isinstance(number, int)
            else self.gettext(phrase.template)
        )
        if not phrase.values:
            return template
        return template.format_map({name: self.write(value) for name, value in phrase.values.items()})

    def number(self, value: float, places: int | None = None) -> str:
        """Write a number with the language's separators, and as many decimals as are asked."""
        return self._usage.number(value, places)

    def weight(self, octets: int) -> str:
        """Write « 84 ko », « 1,4 Mo »: in powers of 1000, as systems count a file; never 0."""
        if octets < _MEGA:
            return self.gettext(mark("{n} ko")).format(n=self.number(max(1, round(octets / _KILO))))
        return self.gettext(mark("{n} Mo")).format(n=self.number(round(octets / _MEGA, 1)))

    def date(self, day: dt.date) -> str:
        """Write « 12 janvier 2026 », in French « 1er janvier 2026 »; no line breaks between the day and its month."""
        return self._whole(self._usage.write_day(day, self._usage.date), day)

    def short_date(self, day: dt.date) -> str:
        """Write « 12/01/26 », the form that the official table asks for (JJ/MM/AA)."""
        return day.strftime("%d/%m/%y")

    def month(self, day: dt.date) -> str:
        """Write « janv. 2026 », for axes."""
        return self._usage.write_day(day, "{short} {year}")

    def full_month(self, day: dt.date) -> str:
        """Write « janvier 2026 »."""
        return self._usage.write_day(day, "{month} {year}")

    @lru_cache(maxsize=4096)  # noqa: B019  # the same
    def period(self, period: Period) -> str:
        """Write « du 12 janvier au 6 février 2026 »: a month or a year that both ends share is written once."""
        start, end = period.start, period.end
        write = self.full_month if period.by_month else self.date
        if end is None:
            template = mark("depuis {start}") if period.by_month else mark("depuis le {start}")
            return self.gettext(template).format(start=write(start))
        if start == end:
            return self.gettext("le {day}").format(day=self.date(start))
        if period.by_month and (start.year, start.month) == (end.year, end.month):
            return self.full_month(start)
        shown, template = self._shortened(start, end, by_month=period.by_month), mark("du {start} au {end}")
        if period.by_month:  # French elides « de » before avril, août and octobre
            template = mark("d'{start} à {end}") if shown[0] in "ao" else mark("de {start} à {end}")
        return self.gettext(template).format(start=shown, end=write(end))

    def table_period(self, period: Period | None) -> str:
        """Write « 12/01/26 au 06/02/26 », the form of the official table."""
        if period is None:
            return ""
        if period.end is None:
            return self.gettext("depuis le {start}").format(start=self.short_date(period.start))
        template = self.gettext("{start} au {end}")
        return template.format(start=self.short_date(period.start), end=self.short_date(period.end))

    def listing(self, items: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """Write « A, B et C », « A, B ou C »."""
        return self._usage.listing(tuple(items), either=style == "or")

    @property
    def locale(self) -> str:
        """Babel's name of the language."""
        return self.code if self.code in SUPPORTED else "fr"

    @property
    def _usage(self) -> Usage:
        return USAGES[self.locale]

    def _shortened(self, start: dt.date, end: dt.date, *, by_month: bool) -> str:
        if start.year != end.year:
            return self.full_month(start) if by_month else self.date(start)
        if by_month:
            return self._usage.write_day(start, "{month}")
        if self.locale == "fr" and start.month == end.month:
            return "1er" if start.day == 1 else str(start.day)
        return self._whole(self._usage.write_day(start, self._usage.day), start)

    def _whole(self, text: str, day: dt.date) -> str:
        ordinal = text.replace("1", "1er", 1) if self.locale == "fr" and day.day == 1 else text
        return ordinal.replace(" ", "\N{NO-BREAK SPACE}", 1)


FRENCH = Language()
"""The source of every sentence."""


Forms: TypeAlias = tuple[str, ...]
"""The singular, then the plural when the message has one."""
_LOCALE = Path(__file__).with_name("locale")


@lru_cache(maxsize=8)
def messages(code: str) -> Mapping[str, Forms]:
    """Read a language's catalogue: French sentence (its singular) → translated forms; empty for French itself."""
    file = _LOCALE / code / "LC_MESSAGES" / "vitrail.po"
    if not file.is_file():
        return {}
    from babel.messages.pofile import read_po  # a French site never pays for it

    with file.open("rb") as stream:
        catalog = read_po(stream, locale=code)
    forms: dict[str, Forms] = {}
    for message in catalog:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            forms[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return forms


@lru_cache(maxsize=4096)
def name_key(last_name: str, first_name: str = "") -> NameKey:
    """Return a person's sort key: the name without its lower-case particle, the first name, the name as written.

    French usage (AFNOR Z 44-001) files « de Vigny » at V and « Da Silva », « Le Goff », « La Fontaine » at their
    capital: a particle written with a capital belongs to the name.
    """
    bare = _PARTICLE.sub("", _SEPARATORS.sub(" ", last_name.strip()))
    return (text_key(bare or last_name), text_key(first_name), f"{last_name} {first_name}")


def text_key(text: str) -> str:
    """Fold accents, case, ligatures and hyphens away, so that « Élodie » stands beside « Elodie »."""
    expanded = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    bare = "".join(char for char in unicodedata.normalize("NFKD", expanded) if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", bare.replace("’", "'").casefold()).strip()


def elided(sentence: str, values: Mapping[str, object]) -> str:
    """Write « d’{name} » for « de {name} » before a vowel or an h; other languages have no « de »."""

    def written(match: re.Match[str]) -> str:
        first = text_key(str(values.get(match[2], "")))[:1]
        return f"{match[1]}\N{RIGHT SINGLE QUOTATION MARK}{{{match[2]}}}" if first in _ELIDING else match[0]

    return _OF.sub(written, sentence) if "de {" in sentence else sentence


@lru_cache(maxsize=4096)
def french(text: str) -> str:
    """Give a French sentence its narrow no-break spaces and its curly apostrophes."""
    spaced = _UNIT.sub(NARROW, _AFTER.sub(f"«{NARROW}", _BEFORE.sub(rf"{NARROW}\1", text)))
    return _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", spaced)
