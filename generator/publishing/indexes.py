"""Search indexes between builds: a scope's index is written again only when one of its pages changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.pages.spec import PageSpec
from generator.publishing.keys import digest
from generator.publishing.search import Entry, files, shared
from generator.publishing.store import Store

Keyed = Sequence[tuple[PageSpec, str]]


@dataclass(slots=True, kw_only=True)
class Index:
    """The index of one scope during a build."""

    root: str
    key: str
    pages: list[tuple[str, str]] = field(default_factory=list)
    """(address, key) of the scope's pages, in order."""
    lent: list[Entry] = field(default_factory=list)
    """Entries that pages of narrower scopes lend."""
    kept: bool = False
    """Whether the index of an earlier build still holds."""
    known: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """Key of a page → its entries, from an earlier build; read only when the index must be written again."""

    def files(self, found: Mapping[str, tuple[Entry, ...]]) -> Mapping[str, bytes]:
        """Write the index from the entries of its pages, by key of the page."""
        own = (entry for _, key in self.pages for entry in found.get(key, self.known.get(key, ())))
        return files(self.root, (*own, *self.lent))


def indexes(keyed: Keyed, store: Store) -> Mapping[str, Index]:
    """Prepare the index of each scope: kept from an earlier build, or with what is known of its pages."""
    found = {spec.scope.root: Index(root=spec.scope.root, key="") for spec, _ in keyed}
    for spec, key in keyed:
        found[spec.scope.root].pages.append((spec.url, key))
        for root, entry in shared(spec, found):
            found[root].lent.append(entry)
    for index in found.values():
        index.key = digest("index", index.root, repr(index.pages), repr(index.lent))
        index.kept = all(store.get(index.key + name) for name in ("j", "s"))
        if not index.kept:
            index.known = dict(_shard(index.root, store))
    return found


def keep_entries(index: Index, found: Mapping[str, tuple[Entry, ...]], store: Store) -> str:
    """Remember the entries of a scope's pages for the next build; give the name under which they are kept."""
    pages = {
        key: [(entry.url, entry.title, entry.text) for entry in found.get(key, index.known.get(key, ()))]
        for _, key in index.pages
    }
    name = entries_name(index.root)
    store.put(name, json.dumps(pages, ensure_ascii=False).encode("utf-8", "replace"))
    return name


def entries_name(root: str) -> str:
    """Name under which the entries of a scope's pages are kept."""
    return digest("entries", root)


def _shard(root: str, store: Store) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Entries by key of the page; the store has checked the bytes."""
    kept = store.get(entries_name(root))
    if kept:
        for key, entries in json.loads(kept[0]).items():
            yield key, tuple(Entry(url=url, title=title, text=text) for url, title, text in entries)
