"""The technology watch of a student: the list, and a page for each entry."""

from collections.abc import Iterator

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.spec import NavItem, PageSpec
from generator.model.student import WatchEntry
from generator.pages.parts import Fault, Neighbours, Ref, neighbours
from generator.pages.portfolio.portfolio import Portfolio


class WatchLine(Struct, frozen=True, kw_only=True):
    """An entry in the list."""

    title: str
    url: str
    on: str
    origin: str
    analysis: str
    withheld: str


class ListContent(Struct, frozen=True, kw_only=True):
    """The list, by theme."""

    kind: str = "watch"
    name: str
    themes: tuple[tuple[str, tuple[WatchLine, ...]], ...]
    """(theme, its entries, latest first); the entries without a theme stand last under an empty one."""


class Content(Struct, frozen=True, kw_only=True):
    """One entry."""

    kind: str = "watch_entry"
    title: str
    author: str
    on: str
    origin: str
    link: str
    theme: str
    analysis: str
    has_text: bool
    withheld: str
    step: Neighbours
    faults: tuple[Fault, ...]


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the list and its entries; the list exists even when empty, to say what would fill it."""
    url = addresses.watch(owner.cohort, owner.student)
    title = owner.setting.text("Veille technologique")
    content = ListContent(name=owner.student.name, themes=tuple(_themes(owner)))
    yield PageSpec(url=url, title=title, scope=owner.scope(owner.home), content=content)
    series = tuple(
        Ref(title=entry.title, url=addresses.watch(owner.cohort, owner.student, entry)) for entry in owner.watch
    )
    parent = NavItem(title=owner.setting.text("Veille"), url=url)
    for index, entry in enumerate(owner.watch):
        yield _entry(owner, entry, neighbours(series, index), parent)


def _themes(owner: Portfolio) -> Iterator[tuple[str, tuple[WatchLine, ...]]]:
    themes = sorted({entry.theme or "" for entry in owner.watch}, key=lambda theme: (not theme, theme))
    for theme in themes:
        yield theme, tuple(_line(owner, entry) for entry in owner.watch if (entry.theme or "") == theme)


def _line(owner: Portfolio, entry: WatchEntry) -> WatchLine:
    return WatchLine(
        title=entry.title,
        url=addresses.watch(owner.cohort, owner.student, entry),
        on=owner.setting.language.date(entry.on) if entry.on else "",
        origin=entry.origin or "",
        analysis=entry.analysis or "",
        withheld=owner.setting.withheld(entry.visibility),
    )


def _entry(owner: Portfolio, entry: WatchEntry, step: Neighbours, parent: NavItem) -> PageSpec:
    content = Content(
        title=entry.title,
        author=owner.student.name,
        on=owner.setting.language.date(entry.on) if entry.on else "",
        origin=entry.origin or "",
        link=entry.link or "",
        theme=entry.theme or "",
        analysis=entry.analysis or "",
        has_text=entry.body is not None and not entry.body.empty,
        withheld=owner.setting.withheld(entry.visibility),
        step=step,
        faults=owner.setting.file_faults(entry.source.path),
    )
    return PageSpec(
        url=addresses.watch(owner.cohort, owner.student, entry),
        title=entry.title,
        scope=owner.scope(owner.home, parent),
        content=content,
        body=entry.body,
        description=entry.analysis or "",
        targets=owner.setting.targets(entry.body),
    )
