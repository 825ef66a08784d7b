"""The technology watch of a student: the list, and a page for each entry."""

from collections.abc import Iterator

from vitrail.content.addressing.spec import NavItem, PageSpec, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.model.student import WatchEntry
from vitrail.site.pages.elements import Row, in_series, spoken
from vitrail.site.pages.portfolio.portfolio import Portfolio


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the list and its entries; nothing where there is none, since no menu would lead to the list."""
    say = owner.setting.text
    if not owner.watch:
        return
    lines = {entry.slug: _line(owner, entry) for entry in owner.watch}
    named = sorted({entry.theme or "" for entry in owner.watch}, key=lambda theme: (not theme, theme))
    themes = (
        (theme, tuple((owner.url(entry), lines[entry.slug]) for entry in owner.watch if (entry.theme or "") == theme))
        for theme in named
    )
    content = templated("watch", themes=tuple(themes))
    yield owner.spec(InPortfolio.WATCH, say("Veille technologique"), content)
    scope = owner.scope(owner.home, NavItem(say("Veille"), owner.page(InPortfolio.WATCH)))
    for entry, step in zip(owner.watch, in_series(map(owner.ref, owner.watch)), strict=True):
        yield PageSpec(
            url=owner.url(entry),
            title=entry.title,
            scope=scope,
            content=templated(
                "watch_entry",
                team=owner.setting.for_team,
                line=lines[entry.slug],
                link=entry.link or "",
                theme=entry.theme or "",
                step=step,
                faults=owner.setting.file_faults(entry.source.path),
            ),
            body=entry.body,
            description=entry.analysis or "",
            terms=spoken(entry.theme or "", entry.origin or ""),
        )


def _line(owner: Portfolio, entry: WatchEntry) -> Row:
    return Row(
        title=entry.title,
        on=owner.setting.day(entry.on),
        origin=entry.origin or "",
        analysis=entry.analysis or "",
        withheld=owner.setting.withheld(entry.visibility),
    )
