"""Render what changed, link what did not, and write every file of a site into its tree."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from generator.addressing.spec import PageSpec
from generator.chrome.search_files import FORMS
from generator.model.source import Body
from generator.pages.site import Part
from generator.privacy.blocks import author_text
from generator.privacy.unpacking import UnsearchableError
from generator.prose import Lost
from generator.publishing.disk.links import leads, leads_of, without
from generator.publishing.disk.patch import Patch
from generator.publishing.disk.site import LeakError, Published, Site
from generator.publishing.disk.tree import SiteTree
from generator.publishing.indexes import Indexes, ScopeIndex
from generator.publishing.page_keys import PageKeys, digest
from generator.publishing.plans import PlannedPage, ScopePlan, keep_plans, read_plans
from generator.publishing.store import Store
from generator.publishing.workers.executors import Workers
from generator.publishing.workers.render import Job, Rendered, lost, render_chunk, render_page

Progress: TypeAlias = Callable[[int], None]
"""Called with the pages rendered so far."""


def silent(done: int) -> None:
    """Say nothing of the progress."""


class _Writing:
    """One build's writing: what was planned, found, refused and leaked on the way."""

    def __init__(self, site: Site, tree: SiteTree | Patch, store: Store, beside: Collection[str]) -> None:
        self.site = site
        self.tree = tree
        self.store = store
        self.beside = beside
        self.indexes = Indexes(store, site.audience)
        self.watch_key = digest(repr((site.secrets, site.excused)))
        self.cleared = store.cleared(site.audience, self.watch_key)
        self.rendering: dict[str, tuple[PlannedPage, Body | None, ScopeIndex]] = {}
        """Address of a page that a worker has → its line, its text, its index."""
        self.lost: dict[str, tuple[Lost, ...]] = {}
        """Path of a text → what of it did not come through."""
        self.refused: dict[str, str] = {}
        """Path of a text → why its page does not show it, of those of which nobody knew."""
        self.leaks: dict[str, dict[str, bool]] = {}
        self.seen: dict[str, frozenset[str]] = {}
        """Key of a page rendered in this build → where it leads, until its scope is complete."""
        self.scopes: list[tuple[tuple[tuple[str, str], ...], set[str]]] = []
        """Pages of a scope, and where they lead."""
        self.manifest: dict[str, str] = {}
        self.kept: list[str] = []
        self.rendered = 0
        self.reused = 0

    def look(self, url: str, raw: bytes) -> None:
        """The last look at a file before it is published."""
        try:
            found = self.site.searches.met(url, raw)
        except UnsearchableError:  # it was searched before: somebody is writing it
            self.leaks[url] = {"?": False}
            return
        if found:
            html = raw.decode("utf-8", "ignore") if url.endswith(".html") else ""
            self.blame(url, found, self.site.secrets.met((author_text(html),)))

    def blame(self, url: str, found: Iterable[str], written: Collection[str]) -> None:
        """Remember what a file holds and may not."""
        leaks = {value: value in written for value in found if not self.site.excused.allows(url, value)}
        if leaks:
            self.leaks[url] = leaks

    def enter(self, sheet: ScopePlan) -> ScopeIndex:
        """Enter the pages of a scope in its index, and what they lend in the wider ones."""
        index = self.indexes.enter(sheet.root)
        index.pages += [(line.url, line.key) for line in sheet.lines]
        for line in sheet.lines:
            self.indexes.lend(sheet.root, line.loan)
        return index

    def publish(self, line: PlannedPage, file: Path) -> None:
        """Give a page of the store its place in the site."""
        self.tree.link(line.url, file)
        self.manifest[line.url] = f"page : {line.kind}"
        self.kept.append(line.key)


def write(  # noqa: PLR0913, PLR0917 - what writing takes, each by name
    site: Site,
    tree: SiteTree | Patch,
    store: Store,
    crew: Workers,
    progress: Progress = silent,
    beside: Collection[str] = (),
) -> Published:
    """Write every file of the site into ``tree``: a folder of its own, or the one that MkDocs has begun to fill.

    ``beside`` are the files of the site that are there already, when only some of its parts are written.

    Pages are planned, rendered and forgotten scope by scope, so that a school of eight hundred takes no more memory
    than one of eight; the index of a scope is written as soon as its last page is there.

    Raises:
        LeakError: when a file holds what its readers may not see; ``tree`` must then not be published.
        OSError: when the disk refuses.
    """
    writing = _Writing(site, tree, store, beside)
    for page in crew.spread(render_chunk, _waiting(writing, local=crew.local), lost):
        _take(writing, page)
        progress(writing.rendered)
        _write_indexes(writing)
    writing.indexes.finish()
    _write_indexes(writing)
    _write_statics(writing)
    if writing.leaks:
        raise LeakError(writing.leaks, writing.manifest)
    dead = tuple(_unlinked(writing))
    tree.finish()
    return Published(
        manifest=writing.manifest,
        watch_key=writing.watch_key,
        rendered=writing.rendered,
        reused=writing.reused,
        refused=writing.refused,
        lost=writing.lost,
        dead=dead,
        keys=tuple(writing.kept),
    )


def _waiting(writing: _Writing, *, local: bool) -> Iterator[Job]:
    """Plan part after part: link the pages that an earlier build made from the same input, yield the others."""
    keys = PageKeys(writing.site.shell, writing.site.build_key)
    for part in writing.site.parts:
        name = keys.of_part(part)
        sheets = read_plans(name, writing.store) if name else ()
        for sheet in sheets:
            yield from _jobs(writing, sheet, partial(_planned, part), local=local)
        if not sheets:
            yield from _planning(writing, part, keys, name, local=local)
        if name:
            writing.kept.append(name)


def _planning(writing: _Writing, part: Part, keys: PageKeys, name: str, *, local: bool) -> Iterator[Job]:
    """Plan a part, scope after scope, and keep the plan under its name, if it has one."""
    sheets = []
    for root, group in groupby(part.pages(), key=lambda spec: spec.scope.root):
        specs = _by_url(_pulsing(writing, group))
        sheets.append(ScopePlan(root=root, lines=tuple(PlannedPage.of(spec, keys.of(spec)) for spec in specs.values())))
        yield from _jobs(writing, sheets[-1], partial(dict, specs), local=local)
    if name:
        keep_plans(name, sheets, writing.store)


def _jobs(
    writing: _Writing, sheet: ScopePlan, specs: Callable[[], Mapping[str, PageSpec]], *, local: bool
) -> Iterator[Job]:
    """Link what is kept of a scope and yield the rest; ``specs`` is asked only when there is a rest.

    Unless the index itself is kept, a page is reused only with its search entries.
    """
    index = writing.enter(sheet)
    indexed = bool(index.kept())
    waiting = [line for line in sheet.lines if not ((indexed or line.key in index.known) and _reuse(writing, line))]
    planned = specs() if waiting else {}
    for line in waiting:
        spec = planned[line.url]
        writing.rendering[line.url] = (line, spec.body, index)
        index.waiting += 1
        yield _job(writing.site, spec, local=local, target=writing.store.place(line.key) if local else None)


def _pulsing(writing: _Writing, specs: Iterable[PageSpec]) -> Iterator[PageSpec]:
    """Give each page its time to be given up: one of a class takes as long as those of a portfolio."""
    for spec in specs:
        writing.store.pulse()
        yield spec


def _planned(part: Part) -> Mapping[str, PageSpec]:
    return _by_url(part.pages())


def _by_url(specs: Iterable[PageSpec]) -> Mapping[str, PageSpec]:
    return {spec.url: spec for spec in specs}


def _reuse(writing: _Writing, line: PlannedPage) -> bool:
    """Link a page that was made before."""
    file = writing.store.find(line.key)
    if file is None:
        return False
    if line.key not in writing.cleared:
        writing.look(line.url, file.read_bytes())
    writing.publish(line, file)
    writing.reused += 1
    return True


def _job(site: Site, spec: PageSpec, *, local: bool, target: Path | None = None) -> Job:
    """All that a worker needs; one that shares the disk reads the texts and writes the page itself."""
    files = tuple(site.file_of(text.path) for text in spec.bodies)
    return Job(
        spec=spec,
        shell=site.shell,
        language=site.language,
        site_url=site.site_url,
        secrets=site.secrets,
        files=files if local else (),
        raws=() if local else tuple(file.read_bytes() for file in files),
        target=target,
    )


def render_now(site: Site, spec: PageSpec) -> Rendered:
    """Render one page here, before the rest of its part; nothing of it is kept."""
    return render_page(_job(site, spec, local=True))


def _take(writing: _Writing, page: Rendered) -> None:
    """Publish and keep a page that a worker made."""
    line, body, index = writing.rendering.pop(page.url)
    writing.rendered += 1
    index.waiting -= 1
    if page.lost and body:
        writing.lost[body.path] = page.lost
    if page.refused and body and not body.refused:
        writing.refused[body.path] = page.refused
    writing.blame(page.url, page.leaks, page.written)
    index.found[line.key] = page.found
    writing.seen[line.key] = page.leads
    store = writing.store
    writing.publish(line, store.put(line.key, page.html) if page.html else store.know(line.key, page.content))


def _write_indexes(writing: _Writing) -> None:
    """Write the index of each scope to which nothing more will come, or link the one that an earlier build made."""
    for index in writing.indexes.ready():
        kept = index.kept()
        names = {form: digest(index.key, form) for form in FORMS}
        files = kept or {form: writing.store.put(names[form], raw) for form, raw in index.files().items()}
        for form, file in files.items():
            if names[form] not in writing.cleared:
                writing.look(index.root + form, file.read_bytes())
            writing.tree.link(index.root + form, file)
            writing.manifest[index.root + form] = "index de recherche"
            writing.kept.append(names[form])
        writing.kept.append(index.name if kept else index.keep())
        scope = f"{writing.site.audience} {index.root}"
        kept_as, targets = leads_of(scope, index.pages, writing.seen, writing.store)
        writing.kept += kept_as
        writing.scopes.append((tuple(index.pages), targets))


def _unlinked(writing: _Writing) -> Iterator[tuple[str, str]]:
    """Take away the links that lead to no file of the site, a fault of ours; give (page, file that is not there)."""
    for pages, targets in writing.scopes:
        dead = targets - writing.manifest.keys() - set(writing.beside) - writing.site.later
        for url, key in pages if dead else ():
            file = writing.store.find(key)
            html = file.read_text("utf-8") if file else ""
            gone = sorted(leads(url, html) & dead)
            if gone:
                writing.tree.write(url, without(url, html, dead).encode())
                yield from ((url, target) for target in gone)


def _write_statics(writing: _Writing) -> None:
    """Link what we made, the theme's files and the pictures; copy the other attachments."""
    for url, static in writing.site.statics.items():
        if static.ours or isinstance(static.content, bytes):
            _link_bytes(writing, url, static.read())
        elif writing.store.holds(static.content):
            writing.tree.link(url, static.content)
        else:
            writing.tree.copy(url, static.content)
        if not static.ours and writing.site.secrets:
            writing.look(url, static.read())
        writing.manifest[url] = static.reason


def _link_bytes(writing: _Writing, url: str, raw: bytes) -> None:
    """Share bytes with the cache, those of the theme too: the installed theme is nobody's to write to."""
    key = digest("static", raw)
    writing.tree.link(url, writing.store.find(key) or writing.store.put(key, raw))
    writing.kept.append(key)
