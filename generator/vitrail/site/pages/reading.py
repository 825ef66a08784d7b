"""Pages that show the text files of a portfolio, one a file, with a link back; they work from the disk too.

A browser shows a text in whatever encoding it guesses, and source code not at all; the file itself stays as it is, to
be downloaded.
"""

from collections import defaultdict
from collections.abc import Iterator

from vitrail.content.addressing.addresses import Authored
from vitrail.content.addressing.spec import PageSpec, ShownFile, templated
from vitrail.site.pages.elements import Ref
from vitrail.site.pages.portfolio.portfolio import Portfolio


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield a page for each text file that a page of the portfolio shows."""
    setting, links = owner.setting, owner.setting.links
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
            url=page,
            title=" · ".join(dict.fromkeys((title, name))),
            scope=owner.scope(owner.home),
            content=templated(
                "file",
                title=title,
                name=name,
                url=url,
                weight=setting.language.weight(measure.weight),
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
