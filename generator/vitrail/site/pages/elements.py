"""The small records that pages are made of: plain values, only those that templates print."""

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import TypeAlias, TypeVar

from msgspec import Struct


class Row(SimpleNamespace):
    """A line of one page, or a part of it: plain values, under the names that its template reads.

    A thing that several templates show, each in its own way, has a record instead, as those below.
    """


class Ref(Struct, frozen=True):
    """A link with its words; without ``url`` the words alone."""

    title: str
    url: str | None = None
    note: str = ""


class Chip(Struct, frozen=True, kw_only=True):
    """A competency named by its code: hue of its bloc, sign of its state (empty when no state is meant)."""

    code: str
    title: str
    hue: str
    sign: str = ""
    url: str | None = None


class Card(Struct, frozen=True, kw_only=True):
    """A réalisation in a list."""

    title: str
    url: str
    facts: tuple[str, ...] = ()
    """Context, host, team, period, in this order."""
    chips: tuple[Chip, ...] = ()
    summary: str = ""
    draft: bool = False
    observed: bool = False
    withheld: str = ""
    """Who alone sees it, in words: « visible du jury et de l'équipe »; empty when everyone does."""


class Fault(Struct, frozen=True, kw_only=True):
    """A diagnostic as printed to the team."""

    severity: str
    code: str
    message: str
    advice: str
    place: str
    article: Ref | None = None
    """The sentence of the regulation that it checks, linked to the page where that regulation is quoted."""


Item = TypeVar("Item")
Fact: TypeAlias = tuple[str, tuple[Ref, ...]]
"""A label and its values, each possibly a link."""


class Neighbours(Struct, frozen=True, kw_only=True):
    """The neighbours of a page in its series."""

    previous: Ref | None = None
    following: Ref | None = None
    back: Ref | None = None
    """Link to the page that lists the series."""


def those(*rows: tuple[object, Item]) -> tuple[Item, ...]:
    """Return the items of the rows whose first value is true, such as links to the pages that there are."""
    return tuple(item for there, item in rows if there)


def dotted(*shown: object) -> str:
    """Join with « · » all texts in some shown values, however nested: strings, words of links; nothing empty."""
    return " · ".join(filter(None, _words(shown)))


def _words(shown: object) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, Ref):
        yield from (shown.title, shown.note)
    elif isinstance(shown, Iterable):
        for part in shown:
            yield from _words(part)


def in_series(pages: Iterable[Ref]) -> Iterator[Neighbours]:
    """Yield the neighbours of each page of a series."""
    known = (None, *pages, None)
    for previous, following in zip(known[:-2], known[2:], strict=True):
        yield Neighbours(previous=previous, following=following)


def facts(*lines: tuple[str, Iterable[Ref | str | None]]) -> tuple[Fact, ...]:
    """Build facts from labels and values, leaving out empty values and labels without values."""
    labelled = (
        (label, tuple(Ref(value) if isinstance(value, str) else value for value in values if value))
        for label, values in lines
    )
    return tuple((label, values) for label, values in labelled if values)
