"""Render what changed, link what did not, and put the whole tree in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from generator.pages.spec import PageSpec
from generator.privacy.watch import leak_in
from generator.publishing.executors import spread
from generator.publishing.indexes import Index, entries_name, indexes, keep_entries
from generator.publishing.keys import digest, page_key, scope_key
from generator.publishing.render import Job, lost, render_chunk
from generator.publishing.search import Entry
from generator.publishing.site import LeakError, Published, Site
from generator.publishing.store import Store
from generator.publishing.tree import Tree

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the pages rendered so far and all those to render."""


def silent(done: int, total: int) -> None:
    """Say nothing of the progress."""


class _Writing:
    """One build's writing: what was found, refused and leaked on the way."""

    def __init__(self, site: Site, tree: Path, store: Store) -> None:
        self.site = site
        self.tree = Tree(tree)
        self.store = store
        self.found: dict[str, tuple[Entry, ...]] = {}
        """Key of a page rendered now → its search entries."""
        self.refused: dict[str, str] = {}
        self.leaks: dict[str, str] = {}
        self.manifest: dict[str, str] = {}
        self.kept: list[str] = []

    def look(self, url: str, raw: bytes) -> None:
        """The last look at a file before it is published."""
        leak = leak_in(url, raw, self.site.watch)
        if leak:
            self.leaks[url] = leak


def write(site: Site, tree: Path, store: Store, progress: Progress = silent) -> Published:
    """Write every file of the site into ``tree``, an empty folder (or MkDocs' own output folder).

    Raises:
        LeakError: when a file holds what its readers may not see; ``tree`` must then not be published.
        OSError: when the disk refuses.
    """
    writing = _Writing(site, tree, store)
    keyed = _keys(site)
    scopes = indexes(keyed, store)
    watch_key = digest(repr(site.watch))
    waiting = list(_reuse(writing, keyed, scopes, store.cleared(site.audience, watch_key)))
    _render(writing, waiting, progress)
    _write_statics(writing)
    for index in scopes.values():
        _write_index(writing, index)
    if writing.leaks:
        raise LeakError(writing.leaks)
    pages = [(spec, key) for spec, key in keyed if spec.url not in writing.refused]
    writing.manifest.update({spec.url: f"page : {spec.content.kind}" for spec, _ in pages})
    return Published(
        manifest=writing.manifest,
        watch_key=watch_key,
        rendered=len(waiting),
        reused=len(keyed) - len(waiting),
        refused=writing.refused,
        keys=(*writing.kept, *(key for _, key in pages)),
    )


def _keys(site: Site) -> list[tuple[PageSpec, str]]:
    """Give each page its key; what a scope shares is hashed once."""
    shared: dict[int, str] = {}
    shell = digest(repr(site.shell))
    keyed = []
    for spec in site.pages:
        scope = id(spec.scope)
        if scope not in shared:
            shared[scope] = scope_key(spec.scope, shell, site.build_key)
        keyed.append((spec, page_key(spec, shared[scope])))
    return keyed


def _reuse(
    writing: _Writing, keyed: Sequence[tuple[PageSpec, str]], scopes: Mapping[str, Index], cleared: frozenset[str]
) -> list[tuple[PageSpec, str]]:
    """Link the pages that an earlier build made from the same input; give the others."""
    waiting = []
    for spec, key in keyed:
        index = scopes[spec.scope.root]
        kept = writing.store.get(key) if index.kept or key in index.known else None
        if kept is None:
            waiting.append((spec, key))
            continue
        if key not in cleared:
            writing.look(spec.url, kept[0])
        writing.tree.link(spec.url, kept[1])
    return waiting


def _render(writing: _Writing, waiting: Sequence[tuple[PageSpec, str]], progress: Progress) -> None:
    """Render the pages that changed, write and keep them."""
    site = writing.site
    key_of = {spec.url: key for spec, key in waiting}
    jobs = [
        Job(
            spec=spec,
            shell=site.shell,
            language=site.language,
            site_url=site.site_url,
            watch=site.watch,
            file=site.file_of(spec.body.path) if spec.body else None,
        )
        for spec, _ in waiting
    ]
    for done, page in enumerate(spread(render_chunk, jobs, site.jobs, lost), start=1):
        progress(done, len(jobs))
        if page.refused:
            writing.refused[page.url] = page.refused
            continue
        if page.leak:
            writing.leaks[page.url] = page.leak
        key = key_of[page.url]
        writing.store.adopt(key, writing.tree.write(page.url, page.html), page.html)
        writing.found[key] = page.found


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


def _write_index(writing: _Writing, index: Index) -> None:
    """Link a kept index, or write it and keep it."""
    urls = {name: f"{index.root}search/search_index.{form}" for name, form in (("j", "json"), ("s", "js"))}
    fresh = {} if index.kept else index.files(writing.found)
    for name, url in urls.items():
        key = index.key + name
        kept = None if url in fresh else writing.store.get(key)
        if kept:
            writing.tree.link(url, kept[1])
        else:
            writing.store.adopt(key, writing.tree.write(url, fresh[url]), fresh[url])
            writing.look(url, fresh[url])
        writing.kept.append(key)
        writing.manifest[url] = "index de recherche"
    writing.kept.append(entries_name(index.root) if index.kept else keep_entries(index, writing.found, writing.store))
