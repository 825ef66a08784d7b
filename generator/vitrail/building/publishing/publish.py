"""Render what changed, link what did not, and write every file of a site into its tree."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from vitrail.building.publishing.disk.links import leads, leads_of, without
from vitrail.building.publishing.disk.patch import Patch
from vitrail.building.publishing.disk.site import Part, Published, Site, WrittenScope
from vitrail.building.publishing.disk.tree import SiteTree
from vitrail.building.publishing.indexes import Indexes, ScopeIndex
from vitrail.building.publishing.page_keys import digest
from vitrail.building.publishing.plans import PlannedPage, ScopePlan
from vitrail.building.publishing.store import Store
from vitrail.building.publishing.workers.executors import Workers
from vitrail.building.publishing.workers.parts import job, make_some
from vitrail.building.publishing.workers.render import Job, Rendered, lost, render_page
from vitrail.content.addressing.spec import PageSpec, StaticFile
from vitrail.content.addressing.table import AtRoot
from vitrail.site.prose.drawings import FOLDER

Progress: TypeAlias = Callable[[int], None]
"""Called with the pages rendered so far."""


def silent(done: int) -> None:
    """Say nothing of the progress."""


class _Writing:
    """The state of one build's writing, which the functions below update page by page.

    It is mutable: if each step returned a new record, the manifest of a school would be copied for every page.
    """

    def __init__(self, site: Site, tree: SiteTree | Patch, store: Store, beside: Collection[str]) -> None:
        self.site = site
        self.parts: tuple[Part, ...] = tuple(site.parts)
        self.tree = tree
        self.store = store
        self.beside = beside
        self.indexes = Indexes(store, site.edition)
        self.rendering: dict[str, tuple[PlannedPage, ScopeIndex]] = {}
        """Address of a page that is being rendered → its planned page, its index."""
        self.seen: dict[str, frozenset[str]] = {}
        """Key of a page rendered in this build → the files that it links to, until its scope is complete."""
        self.scopes: list[tuple[tuple[tuple[str, str], ...], set[str]]] = []
        """Address and key of each page of a scope, and the files that they link to."""
        self.done = Published()

    def publish(self, line: PlannedPage, file: str | Path) -> None:
        """Link a page of the store into the site, and enter it in the manifest."""
        self.tree.link(line.url, file)
        self.done.manifest[line.url] = f"page : {line.kind}"
        self.done.keys.append(line.key)


def write(  # noqa: PLR0913, PLR0917 - what writing takes, each by name
    site: Site,
    tree: SiteTree | Patch,
    store: Store,
    crew: Workers,
    progress: Progress = silent,
    beside: Collection[str] = (),
) -> Published:
    """Write every file of the site into ``tree``: a folder of its own, or the one that MkDocs has begun to fill.

    ``beside`` are the files of the site that are there already, when only some of its parts are written. Parts that
    are ``there`` are not written.

    Pages are planned, rendered and forgotten scope by scope: memory grows with the records, which forked workers come
    to hold too, and not with the pages. The index of a scope is written as soon as its last page is rendered.

    Raises:
        OSError: when the disk refuses.
        LookupError: the search entries of a part that is ``there`` are not kept.
    """
    writing = _Writing(site, tree, store, beside)
    for page in crew.spread(render_page, _waiting(writing, crew, progress), lost):
        _take(writing, page)
        progress(writing.done.rendered)
        _write_indexes(writing)
    writing.indexes.finish()
    _write_indexes(writing)
    _write_statics(writing)
    writing.done.dead = tuple(_unlinked(writing))
    tree.finish()
    return writing.done


def _waiting(writing: _Writing, crew: Workers, progress: Progress) -> Iterator[Job]:
    """Take the parts one by one: link the pages that an earlier build made from the same input, yield jobs for others.

    Forked workers, which inherit all that this process knows, plan and make whole parts, and leave few jobs. One worker
    makes all the wide parts, which come first: only one process then holds the records of everybody.
    """
    site, store, parts = writing.site, writing.store, writing.parts
    new = [number for number, part in enumerate(parts) if not part.known]
    wide = tuple(number for number in new if parts[number].wide)
    tasks = [wide] * bool(wide) + [(number,) for number in new[len(wide) :]]
    made = chain.from_iterable(crew.ahead(partial(make_some, site, store, parts), tasks))
    waiting = {id(parts[number]) for number in new}
    for part in parts:
        store.pulse()
        done: tuple[Rendered, ...] = ()
        if id(part) in waiting and (answer := next(made, None)):
            traces, done = answer
            part.adopt(traces)
        for sheet in part.sheets():
            if part.there:
                writing.indexes.enter(sheet, there=True)
            else:
                yield from _jobs(writing, sheet, part.specs, done, local=crew.local)
        if done:
            part.release()
            progress(writing.done.rendered)
            _write_indexes(writing)


def _jobs(
    writing: _Writing,
    sheet: ScopePlan,
    specs: Callable[[], Mapping[str, PageSpec]],
    done: Iterable[Rendered] = (),
    *,
    local: bool,
) -> Iterator[Job]:
    """Link the pages of a scope that are kept, yield jobs for the others; ``specs`` is called only when there are some.

    Unless the index itself is kept, a page is reused only with its search entries. ``done`` are pages just made.
    """
    index = writing.indexes.enter(sheet)
    indexed, made = bool(index.kept()), {page.url: page for page in done}
    waiting = []
    for line in sheet.lines:
        if page := made.get(line.url):
            _await(writing, line, index)
            _take(writing, page)
        elif not ((indexed or line.key in index.known) and _reuse(writing, line)):
            waiting.append(line)
    left = specs() if waiting else {}
    for line in waiting:
        _await(writing, line, index)
        yield job(writing.site, left[line.url], local=local, target=writing.store.place(line.key) if local else None)


def _await(writing: _Writing, line: PlannedPage, index: ScopeIndex) -> None:
    writing.rendering[line.url] = (line, index)
    index.waiting += 1


def _reuse(writing: _Writing, line: PlannedPage) -> bool:
    """Link a page that was made before."""
    file = writing.store.find(line.key)
    if file is None:
        return False
    writing.publish(line, file)
    writing.done.reused += 1
    return True


def render_now(site: Site, spec: PageSpec) -> Rendered:
    """Render one page here, before the rest of its part; nothing of it is kept."""
    return render_page(job(site, spec, local=True))


def _take(writing: _Writing, page: Rendered) -> None:
    """Publish and keep a page that a worker made."""
    line, index = writing.rendering.pop(page.url)
    writing.done.rendered += 1
    index.waiting -= 1
    if page.lost and page.source:
        writing.done.lost[page.source] = page.lost
    if page.refused and page.source:
        writing.done.refused[page.source] = page.refused
    index.rendered[line.key] = page.entries
    writing.seen[line.key] = page.leads
    writing.site.texts.learn(page.texts)
    store = writing.store
    for url, raw in page.drawings:
        store.put(_drawing_key(url), raw)
    writing.publish(line, store.put(line.key, page.html) if page.html else store.know(line.key, page.content))


def _write_indexes(writing: _Writing) -> None:
    """Write the index of each scope that is ready, or link the one that an earlier build made."""
    for index in writing.indexes.ready():
        if not index.moved:
            continue
        kept, url = index.kept(), index.root + AtRoot.SEARCH
        writing.tree.link(url, kept or writing.store.put(index.key, index.written()))
        writing.done.manifest[url] = "index de recherche"
        scope = f"{writing.site.edition} {index.root}"
        kept_as, targets = leads_of(scope, index.pages, writing.seen, writing.store)
        drawn = tuple(_link_drawings(writing, targets))
        keys = index.key, index.name if kept else index.keep(), *kept_as, *map(_drawing_key, drawn)
        writing.done.keys += keys
        writing.done.scopes[index.root] = WrittenScope(keys, drawn)
        writing.scopes.append((tuple(index.pages), targets))


def _drawing_key(url: str) -> str:
    """Return the key of a drawing, from its address: that has a hash of its content, so that a kept page finds it."""
    return digest("drawing", url)


def _link_drawings(writing: _Writing, targets: Iterable[str]) -> Iterator[str]:
    """Link the diagrams that pages show, also those of pages that an earlier build made; yield their addresses."""
    for url in sorted(url for url in targets if url.startswith(FOLDER)):
        if file := writing.store.find(_drawing_key(url)):
            writing.tree.link(url, file)
            writing.done.manifest[url] = "diagramme dessiné d'après le texte d'une page"
            yield url


def _unlinked(writing: _Writing) -> Iterator[tuple[str, str]]:
    """Remove the links that lead to no file of the site, a fault of ours; yield (page, missing file)."""
    there = writing.done.manifest, writing.beside, writing.site.later
    for pages, targets in writing.scopes:
        dead = {target for target in targets if not any(target in files for files in there)}
        for url, key in pages if dead else ():
            file = writing.store.find(key)
            html = Path(file).read_text("utf-8") if file else ""
            gone = sorted(leads(url, html) & dead)
            if gone:
                writing.tree.write(url, without(url, html, dead).encode())
                yield from ((url, target) for target in gone)


def _write_statics(writing: _Writing) -> None:
    """Link the files that are no pages: ours, the theme's, the pictures, and our copies of the other attachments."""
    beside = (part.files() for part in writing.parts if not part.there)
    for url, static in chain(writing.site.statics.items(), *(files.items() for files in beside)):
        if isinstance(static.content, Path) and writing.store.holds(static.content):
            writing.tree.link(url, static.content)
        else:
            _link_bytes(writing, url, static)
        writing.done.manifest[url] = static.reason


def _link_bytes(writing: _Writing, url: str, static: StaticFile) -> None:
    """Link a copy that the cache has: a link to the theme or to an author's file would let the site write to it."""
    key, kept = static.digest, writing.store.find(static.digest)
    if not kept:
        raw = static.read()
        key = sha256(raw).hexdigest()  # of these bytes: the file may have changed since it was judged
        writing.done.torn |= bool(static.digest) and key != static.digest
        kept = writing.store.find(key) or str(writing.store.put(key, raw))
    writing.tree.link(url, kept)
    writing.done.keys.append(key)
