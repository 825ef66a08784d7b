"""Render what changed, link what did not, and write every file of a site into its tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from generator.chrome.search import FORMS
from generator.pages.spec import PageSpec
from generator.privacy.watch import leak_in
from generator.publishing.executors import Crew
from generator.publishing.indexes import Index, Indexes
from generator.publishing.keys import Keys, digest
from generator.publishing.render import Job, Rendered, lost, render_chunk
from generator.publishing.site import LeakError, Published, Refusal, Site
from generator.publishing.store import Store
from generator.publishing.tree import Tree

Progress: TypeAlias = Callable[[int], None]
"""Called with the pages rendered so far."""


def silent(done: int) -> None:
    """Say nothing of the progress."""


class _Writing:
    """One build's writing: what was planned, found, refused and leaked on the way."""

    def __init__(self, site: Site, tree: Path, store: Store) -> None:
        self.site = site
        self.tree = Tree(tree)
        self.store = store
        self.indexes = Indexes(store)
        self.watch_key = digest(repr(site.watch))
        self.cleared = store.cleared(site.audience, self.watch_key)
        self.rendering: dict[str, tuple[PageSpec, str, Index]] = {}
        """Address of a page that a worker has → its spec, its key, its index."""
        self.refused: dict[str, Refusal] = {}
        self.leaks: dict[str, str] = {}
        self.manifest: dict[str, str] = {}
        self.kept: list[str] = []
        self.rendered = 0
        self.reused = 0

    def look(self, url: str, raw: bytes) -> None:
        """The last look at a file before it is published."""
        leak = leak_in(url, raw, self.site.watch)
        if leak:
            self.leaks[url] = leak

    def publish(self, spec: PageSpec, key: str, file: Path) -> None:
        """Give a page of the store its place in the site."""
        self.tree.link(spec.url, file)
        self.manifest[spec.url] = f"page : {spec.content.kind}"
        self.kept.append(key)


def write(site: Site, tree: Path, store: Store, crew: Crew, progress: Progress = silent) -> Published:
    """Write every file of the site into ``tree``, an empty folder (or MkDocs' own output folder).

    Pages are planned, rendered and forgotten scope by scope, so that a school of eight hundred takes no more memory
    than one of eight; the index of a scope is written as soon as its last page is there.

    Raises:
        LeakError: when a file holds what its readers may not see; ``tree`` must then not be published.
        OSError: when the disk refuses.
    """
    writing = _Writing(site, tree, store)
    for page in crew.spread(render_chunk, _waiting(writing, local=crew.local), lost):
        _take(writing, page)
        progress(writing.rendered)
        _write_indexes(writing)
    writing.indexes.leave()
    _write_indexes(writing)
    _write_statics(writing)
    if writing.leaks:
        raise LeakError(writing.leaks)
    return Published(
        manifest=writing.manifest,
        watch_key=writing.watch_key,
        rendered=writing.rendered,
        reused=writing.reused,
        refused=writing.refused,
        keys=tuple(writing.kept),
    )


def _waiting(writing: _Writing, *, local: bool) -> Iterator[Job]:
    """Plan scope after scope: link the pages that an earlier build made from the same input, yield the others."""
    site = writing.site
    keys = Keys(site.shell, site.build_key)
    for root, specs in groupby(site.pages, key=lambda spec: spec.scope.root):
        writing.indexes.leave(root)
        index = writing.indexes.enter(root)
        keyed = [(spec, keys.of(spec)) for spec in specs]
        index.pages += [(spec.url, key) for spec, key in keyed]
        for spec, _ in keyed:
            writing.indexes.lend(spec)
        for spec, key in keyed:
            if not _reuse(writing, index, spec, key):
                writing.rendering[spec.url] = (spec, key, index)
                index.waiting += 1
                yield _job(writing, spec, key, local=local)


def _reuse(writing: _Writing, index: Index, spec: PageSpec, key: str) -> bool:
    """Link a page that was made before, unless its search entries were lost and the index needs them."""
    kept = writing.store.get(key) if index.kept() or key in index.known else None
    if kept is None:
        return False
    if key not in writing.cleared:
        writing.look(spec.url, kept[0])
    writing.publish(spec, key, kept[1])
    writing.reused += 1
    return True


def _job(writing: _Writing, spec: PageSpec, key: str, *, local: bool) -> Job:
    """All that a worker needs; one that shares the disk reads the text and writes the page itself."""
    site = writing.site
    file = site.file_of(spec.body.path) if spec.body else None
    return Job(
        spec=spec,
        shell=site.shell,
        language=site.language,
        site_url=site.site_url,
        watch=site.watch,
        file=file if local else None,
        raw=file.read_bytes() if file and not local else None,
        target=writing.store.place(key) if local else None,
    )


def _take(writing: _Writing, page: Rendered) -> None:
    """Publish and keep a page that a worker made."""
    spec, key, index = writing.rendering.pop(page.url)
    writing.rendered += 1
    index.waiting -= 1
    if page.refused:
        index.pages.remove((spec.url, key))
        writing.refused[page.url] = Refusal(body=spec.body, reason=page.refused)
        return
    if page.leak:
        writing.leaks[page.url] = page.leak
    index.found[key] = page.found
    file = writing.store.put(key, page.html) if page.html else writing.store.know(key, page.content)
    writing.publish(spec, key, file)


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


def _write_statics(writing: _Writing) -> None:
    """Copy attachments and the theme's files, write the tables."""
    for url, static in writing.site.statics.items():
        if isinstance(static.content, bytes):
            writing.tree.write(url, static.content)
        else:
            writing.tree.copy(url, static.content)
        if not static.ours and writing.site.watch.values:
            writing.look(url, static.read())
        writing.manifest[url] = static.reason
