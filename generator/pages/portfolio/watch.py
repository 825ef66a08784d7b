"""The technology watch of a student: the list, and a page for each entry."""

from collections.abc import Iterator

from msgspec import Struct

from generator.addressing.spec import NavItem, PageSpec
from generator.addressing.table import InPortfolio
from generator.model.student import WatchEntry
from generator.pages.elements import Fault, Neighbours, in_series
from generator.pages.portfolio.portfolio import Portfolio


class WatchLine(Struct, frozen=True, kw_only=True):
    """An entry, in the list and at the head of its page."""

    title: str
    url: str
    on: str
    origin: str
    analysis: str
    withheld: str


class ListContent(Struct, frozen=True, kw_only=True):
    """The list, by theme."""

    kind: str = "watch"
    themes: tuple[tuple[str, tuple[WatchLine, ...]], ...]
    """(theme, its entries, latest first); the entries without a theme stand last under an empty one."""


class Content(Struct, frozen=True, kw_only=True):
    """One entry."""

    kind: str = "watch_entry"
    line: WatchLine
    link: str
    theme: str
    step: Neighbours
    faults: tuple[Fault, ...]


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the list and its entries; the list exists even when empty, to say what would fill it."""
    url, say = owner.page(InPortfolio.WATCH), owner.setting.text
    lines = {entry.slug: _line(owner, entry) for entry in owner.watch}
    named = sorted({entry.theme or "" for entry in owner.watch}, key=lambda theme: (not theme, theme))
    themes = (
        (theme, tuple(lines[entry.slug] for entry in owner.watch if (entry.theme or "") == theme)) for theme in named
    )
    content = ListContent(themes=tuple(themes))
    yield PageSpec(url=url, title=say("Veille technologique"), scope=owner.scope(owner.home), content=content)
    scope = owner.scope(owner.home, NavItem(say("Veille"), url))
    for entry, step in zip(owner.watch, in_series(map(owner.ref, owner.watch)), strict=True):
        yield PageSpec(
            url=owner.url(entry),
            title=entry.title,
            scope=scope,
            content=Content(
                line=lines[entry.slug],
                link=entry.link or "",
                theme=entry.theme or "",
                step=step,
                faults=owner.setting.file_faults(entry.source.path),
            ),
            body=entry.body,
            description=entry.analysis or "",
        )


def _line(owner: Portfolio, entry: WatchEntry) -> WatchLine:
    return WatchLine(
        title=entry.title,
        url=owner.url(entry),
        on=owner.setting.day(entry.on),
        origin=entry.origin or "",
        analysis=entry.analysis or "",
        withheld=owner.setting.withheld(entry.visibility),
    )
