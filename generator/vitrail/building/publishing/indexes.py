"""Search indexes between builds: a scope's index is written again only when one of its pages changed."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from vitrail.building.publishing.page_keys import digest
from vitrail.building.publishing.plans import ScopePlan
from vitrail.building.publishing.search import SearchEntry, index_file
from vitrail.building.publishing.store import Store

_ENTRIES = msgspec.json.Decoder(dict[str, tuple[SearchEntry, ...]])


class ScopeIndex(Struct, kw_only=True):
    """The index of one scope during a build: filled as its pages are planned, written when they are all there."""

    root: str
    store: Store
    edition: str = ""
    pages: list[tuple[str, str]] = []
    """(address, key) of the scope's pages, in order."""
    lent: list[SearchEntry] = []
    """Entries that pages of narrower scopes lend."""
    rooms: list[str] = []
    """Narrower scopes that this one's search reads too."""
    made_of: list[str] = []
    """Digests of its pages, and of the entries that are lent to it."""
    rendered: dict[str, tuple[SearchEntry, ...]] = {}
    """Key of a page → its entries, of the pages rendered in this build."""
    waiting: int = 0
    """Pages that are being rendered."""
    complete: bool = False
    """Whether every page is planned and every entry lent."""
    moved: bool = False
    """Whether one of its pages or lent entries is not in the site already."""
    there: list[str] = []
    """Keys of its pages that are in the site already."""
    _kept: tuple[str, str | Path | None] = ("", None)
    _known: Mapping[str, tuple[SearchEntry, ...]] | None = None

    @property
    def ready(self) -> bool:
        """True if all its pages are planned and rendered."""
        return self.complete and not self.waiting

    @property
    def key(self) -> str:
        """Hash of everything the index is made from, once it is complete."""
        return digest("index", self.root, *self.made_of)

    def kept(self) -> str | Path | None:
        """Return the file of the index with its present key, None when no earlier build made it."""
        if self._kept[0] != (key := self.key):
            self._kept = key, self.store.find(key)
        return self._kept[1]

    @property
    def known(self) -> Mapping[str, tuple[SearchEntry, ...]]:
        """Key of a page → its entries, from an earlier build; read at first use."""
        if self._known is None:
            kept = self.store.get(self.name)  # its bytes are checked
            self._known = _ENTRIES.decode(kept[0]) if kept else {}
        return self._known

    def entries(self, key: str) -> tuple[SearchEntry, ...]:
        """Return the entries of a page, rendered now or kept."""
        return self.rendered.get(key) or self.known.get(key, ())

    def written(self) -> bytes:
        """Write the index from the entries of its pages.

        Raises LookupError: the entries of a page that is in the site already are not kept.
        """
        if not self.known.keys() >= {*self.there}:
            raise LookupError(self.root)
        own = (entry for _, key in self.pages for entry in self.entries(key))
        return index_file(self.root, (*own, *self.lent), self.rooms)

    def keep(self) -> str:
        """Keep the entries of the scope's pages for the next build; return their key in the store."""
        self.store.put(self.name, msgspec.json.encode({key: self.entries(key) for _, key in self.pages}))
        return self.name

    @property
    def name(self) -> str:
        """Key in the store of the entries of the scope's pages."""
        return digest("entries", self.edition, self.root)


class Indexes:
    """The open scopes of a build: pages come scope by scope, the widest first, so a scope that is left is complete."""

    def __init__(self, store: Store, edition: str = "") -> None:
        self._store = store
        self._edition = edition
        self._open: dict[str, ScopeIndex] = {}
        self._left: set[str] = set()

    def enter(self, sheet: ScopePlan, *, there: bool = False) -> ScopeIndex:
        """Enter the pages of the next scope, and their entries in wider ones; scopes that do not hold it are complete.

        ``there``: the site has those pages already.

        Raises:
            ValueError: when it was already left: a fault of ours, its pages would be lost to search.
        """
        root = sheet.root
        if root in self._left:
            raise ValueError(root)
        for index in self._open.values():
            index.complete = index.complete or not root.startswith(index.root)
        wider = [
            self._open[prefix] for prefix in sorted(self._open, key=len) if prefix != root and root.startswith(prefix)
        ]
        entered = self._open.setdefault(root, ScopeIndex(root=root, store=self._store, edition=self._edition))
        entered.pages += [(line.url, line.key) for line in sheet.lines]
        entered.made_of.append(sheet.own)
        entered.there += [line.key for line in sheet.lines if there]
        loans = [line.loan for line in sheet.lines if line.loan]
        reached = wider[len(wider) - max((loan.reach for loan in loans), default=0) :]
        for index in reached:
            index.made_of.append(sheet.lent)
        for index in () if there else (entered, *reached):
            index.moved = True
        for loan in loans:
            for index in wider[-loan.reach :]:
                index.lent.append(loan.entry)
                index.rooms += filter(None, (loan.room,))
        return entered

    def finish(self) -> None:
        """Mark every scope as complete, after the last page."""
        for index in self._open.values():
            index.complete = True

    def ready(self) -> Iterator[ScopeIndex]:
        """Yield each index that is ready to be written, once."""
        done = [index for index in self._open.values() if index.ready]
        for index in done:
            del self._open[index.root]
            self._left.add(index.root)
        yield from done
