"""Render what changed, link what did not, and put the whole tree in place."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from generator.chrome.slots import Shell
from generator.pages.spec import PageSpec
from generator.privacy.watch import Watch, leak_in
from generator.publishing.executors import spread
from generator.publishing.keys import digest, page_key, scope_key
from generator.publishing.render import Job, Rendered, lost, render_chunk
from generator.publishing.search import Entry, files, shared
from generator.publishing.store import Store

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the pages rendered so far and all those to render."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """A file of the site that is not a page: its content and the reason why it is published."""

    content: bytes | Path
    reason: str
    ours: bool = False
    """Part of the theme: the same for every school, so nobody's data."""

    def read(self) -> bytes:
        """Give the bytes, wherever they are."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What to publish."""

    pages: Sequence[PageSpec]
    statics: Mapping[str, StaticFile]
    """By address from the site's root."""
    shell: Shell
    file_of: Callable[[str], Path]
    """Path in the portfolios → file on the disk."""
    build_key: str
    """Hash of the configuration that every page depends on."""
    watch: Watch = field(default_factory=Watch)
    """What no file of the site may hold."""
    audience: str = "public"
    language: str = "fr"
    site_url: str = ""
    jobs: int = 1


class LeakError(Exception):
    """A file holds what its readers may not see: a fault of ours; nothing is published."""

    def __init__(self, leaks: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{url} : « {value} »" for url, value in sorted(leaks.items())))
        self.leaks = leaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was done."""

    manifest: Mapping[str, str]
    """Every file of the site → the reason why it is there."""
    rendered: int
    reused: int
    refused: Mapping[str, str]
    """Address → why the author's text could not be rendered."""
    keys: tuple[str, ...]
    watch_key: str
    """Hash of what these pages were searched for and do not hold."""


def silent(done: int, total: int) -> None:
    """Say nothing of the progress."""


def write(site: Site, tree: Path, store: Store, progress: Progress = silent) -> Published:
    """Write every file of the site into ``tree``, an empty folder (or MkDocs' own output folder)."""
    writer = _Tree(tree)
    watch_key = digest(repr(site.watch))
    cleared = store.cleared(site.audience, watch_key)
    leaks: dict[str, str] = {}
    keyed = _keys(site)
    waiting: list[tuple[PageSpec, str]] = []
    found: dict[str, list[Entry]] = defaultdict(list)
    for spec, key in keyed:
        kept = store.get(key)
        entries = store.get(f"{key}s") if kept else None
        if kept is None or entries is None:
            waiting.append((spec, key))
            continue
        if key not in cleared and (leak := leak_in(spec.url, kept[0], site.watch)):
            leaks[spec.url] = leak
        writer.link(spec.url, kept[1])
        found[spec.url].extend(_unpack(entries[0]))
    refused = _render(site, waiting, writer, store, found, leaks, progress)
    manifest = {spec.url: f"page : {spec.content.kind}" for spec, _ in keyed if spec.url not in refused}
    for url, static in site.statics.items():
        writer.static(url, static.content)
        if not static.ours:
            leaks.update(_leaks(url, static.read(), site.watch))
        manifest[url] = static.reason
    for url, content in _indexes(site.pages, found).items():
        writer.write(url, content)
        manifest[url] = "index de recherche"
        leaks.update(_leaks(url, content, site.watch))
    if leaks:
        raise LeakError(leaks)
    keys = tuple(name for spec, key in keyed if spec.url not in refused for name in (key, f"{key}s"))
    return Published(
        manifest=manifest,
        watch_key=watch_key,
        rendered=len(waiting),
        reused=len(keyed) - len(waiting),
        refused=refused,
        keys=keys,
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


def _render(  # noqa: PLR0913, PLR0917  # the parts of one loop, split from ``write`` to be read
    site: Site,
    waiting: Sequence[tuple[PageSpec, str]],
    writer: _Tree,
    store: Store,
    found: dict[str, list[Entry]],
    leaks: dict[str, str],
    progress: Progress,
) -> dict[str, str]:
    """Render the pages that changed, write and keep them; give the refused ones with their reason."""
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
    refused: dict[str, str] = {}
    for done, page in enumerate(spread(render_chunk, jobs, site.jobs, lost), start=1):
        progress(done, len(jobs))
        if page.refused:
            refused[page.url] = page.refused
            continue
        if page.leak:
            leaks[page.url] = page.leak
        key = key_of[page.url]
        writer.link(page.url, store.put(key, page.html))
        store.put(f"{key}s", _pack(page))
        found[page.url].extend(page.found)
    return refused


def _leaks(url: str, raw: bytes, watch: Watch) -> Mapping[str, str]:
    leak = leak_in(url, raw, watch)
    return {url: leak} if leak else {}


def _indexes(pages: Sequence[PageSpec], found: Mapping[str, list[Entry]]) -> Mapping[str, bytes]:
    """Search indexes of every scope, entries in the order of the pages."""
    by_scope: dict[str, list[Entry]] = {spec.scope.root: [] for spec in pages}
    for spec in pages:
        by_scope[spec.scope.root].extend(found.get(spec.url, ()))
        for root, entry in shared(spec, by_scope):
            by_scope[root].append(entry)
    return {url: raw for root, entries in by_scope.items() for url, raw in files(root, entries).items()}


def _pack(page: Rendered) -> bytes:
    """Search entries as bytes for the store: fields parted by characters that no text holds."""
    return "\x1e".join(f"{entry.url}\x1f{entry.title}\x1f{entry.text}" for entry in page.found).encode(
        "utf-8", "replace"
    )


def _unpack(raw: bytes) -> Iterable[Entry]:
    for record in filter(None, raw.decode().split("\x1e")):
        url, title, text = record.split("\x1f")
        yield Entry(url=url, title=title, text=text)


class _Tree:
    """The folder being written."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: set[Path] = set()

    def write(self, url: str, content: bytes) -> None:
        self._place(url).write_bytes(content)

    def static(self, url: str, content: bytes | Path) -> None:
        if isinstance(content, bytes):
            self.write(url, content)
        else:
            shutil.copyfile(content, self._place(url))

    def link(self, url: str, kept: Path) -> None:
        """Share the kept file's bytes on the disk; copy where links do not exist."""
        target = self._place(url)
        try:
            os.link(kept, target)
        except OSError:
            target.unlink(missing_ok=True)
            shutil.copyfile(kept, target)

    def _place(self, url: str) -> Path:
        path = self._root / url
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        return path
