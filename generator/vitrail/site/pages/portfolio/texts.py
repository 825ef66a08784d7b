"""Texts of a student beside réalisations and stages: the technology watch, any page (parcours…), files of text."""

from collections import defaultdict
from collections.abc import Iterator

from vitrail.content.addressing.addresses import Authored
from vitrail.content.addressing.spec import NavItem, PageSpec, ShownFile, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.model.student import WatchEntry
from vitrail.site.pages.elements import Ref, Row, dotted, in_series
from vitrail.site.pages.portfolio.portfolio import Portfolio


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the watch where there is some, since no menu leads to an empty list, then the free pages."""
    if owner.watch:
        yield from _watch(owner)
    for page in owner.pages:
        shown = (work for work in owner.works if page.source.path in {item.file for item in work.productions})
        content = templated(
            "free",
            back=tuple(map(owner.ref, shown)),
            draft=page.draft,
            withheld=owner.say.withheld(page.visibility),
            faults=owner.setting.file_faults(page.source.path),
        )
        yield owner.written(page, content)


def _watch(owner: Portfolio) -> Iterator[PageSpec]:
    lines = {entry.slug: _line(owner, entry) for entry in owner.watch}
    named = sorted({entry.theme or "" for entry in owner.watch}, key=lambda theme: (not theme, theme))
    themes = (
        (theme, tuple((owner.url(entry), lines[entry.slug]) for entry in owner.watch if (entry.theme or "") == theme))
        for theme in named
    )
    yield owner.spec(InPortfolio.WATCH, owner.say("Veille technologique"), templated("watch", themes=tuple(themes)))
    above = NavItem(owner.say("Veille"), owner.page(InPortfolio.WATCH))
    for entry, step in zip(owner.watch, in_series(map(owner.ref, owner.watch)), strict=True):
        content = templated(
            "watch_entry",
            line=lines[entry.slug],
            link=entry.link or "",
            theme=entry.theme or "",
            step=step,
            faults=owner.setting.file_faults(entry.source.path),
        )
        terms = dotted(entry.theme or "", entry.origin or "")
        yield owner.written(entry, content, above, description=entry.analysis or "", terms=terms)


def _line(owner: Portfolio, entry: WatchEntry) -> Row:
    return Row(
        title=entry.title,
        on=owner.say.day(entry.on),
        origin=entry.origin or "",
        analysis=entry.analysis or "",
        withheld=owner.say.withheld(entry.visibility),
    )


def plan_files(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield a page for each text file that a page of the portfolio shows, with a link back.

    A browser shows a text in whatever encoding it guesses, and source code not at all; the file itself stays as it is,
    to be downloaded.
    """
    links = owner.setting.links
    attached = ((file, url) for file, url in sorted(links.attachments.items()) if url.startswith(owner.scope().root))
    shown = [
        (file, url, page, measure)
        for file, url in attached
        if (page := links.reading(file)) and (measure := links.measure(file))
    ]
    users = _users(owner) if shown else {}
    titles = {item.file: item.title for work in reversed(owner.works) for item in reversed(work.productions)}
    for file, url, page, measure in shown:
        name, back = url.rpartition("/")[2], tuple(users.get(file, ()))
        title = titles.get(file) or name
        yield PageSpec(
            page,
            " · ".join(dict.fromkeys((title, name))),
            owner.scope(owner.home),
            templated(
                "file",
                title=title,
                name=name,
                url=url,
                weight=owner.setting.language.weight(measure.weight),
                back=back or (Ref(owner.home.title, owner.home.url),),
            ),
            file=ShownFile(path=file, digest=measure.digest),
            searchable=False,
        )


def _users(owner: Portfolio) -> dict[str, list[Ref]]:
    """Map each file to the pages that show it or link to it."""
    users: defaultdict[str, dict[str, Ref]] = defaultdict(dict)
    for work in owner.works:
        for item in work.productions:
            if item.file:
                users[item.file][owner.url(work)] = owner.ref(work)
    written: tuple[Authored, ...] = (*owner.works, *owner.stages, *owner.watch, *owner.pages)
    pages = [(owner.ref(item), item.body) for item in written]
    pages += [(owner.account(stage, account), account.body) for stage in owner.stages for account in stage.accounts]
    for ref, body in pages:
        for file, _ in owner.setting.links.targets(body) if body else ():
            users[file][ref.url or ""] = ref
    return {file: list(refs.values()) for file, refs in users.items()}
