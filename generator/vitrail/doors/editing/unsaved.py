"""The files of a school, with unsaved texts laid over them."""

import stat
from collections.abc import Iterable, Iterator

from msgspec import Struct

from vitrail.ground.memo.files import FolderEntry, KnownFiles, SourceFiles, digest
from vitrail.site.project import Project


class UnsavedFiles(SourceFiles):
    """Source files in which an unsaved text replaces the saved one, in this process alone.

    Digests of unsaved texts are not kept between runs, as those of files with their stamps are.
    """

    def __init__(self, project: Project, known: KnownFiles | None = None) -> None:
        self._texts: dict[str, bytes] = {}
        super().__init__(project.portfolios, known, project.apart, reserved=project.reserved)

    def hold(self, path: str, raw: bytes) -> None:
        """Lay a text over a file; a file that does not exist yet is listed from now on."""
        came = path not in self._texts and path not in self._entries
        self._texts[path] = raw
        if came:
            self.look()

    def release(self, path: str) -> None:
        """Drop the text of a file: the saved one counts again, if it exists."""
        if self._texts.pop(path, None) is not None:
            self.look()

    def look(self) -> None:
        """Read the stamps of every file again, and keep the files that are not on disk yet."""
        super().look()
        for path in self._texts.keys() - self._entries.keys():
            self._add(path)

    def look_at(self, paths: Iterable[str]) -> None:
        """Read the stamps again of those files that have no unsaved text."""
        super().look_at(path for path in paths if path not in self._texts)

    def read(self, path: str) -> bytes:
        """Return what a file holds. Raises OSError: it cannot be read."""
        return self._texts[path] if path in self._texts else super().read(path)

    def size(self, path: str) -> int:
        """Return how many bytes a file has."""
        return len(self._texts[path]) if path in self._texts else super().size(path)

    def digest(self, path: str) -> bytes:
        """Return the digest of a file's content."""
        return digest(self._texts[path]) if path in self._texts else super().digest(path)

    def unmoved(self) -> Iterator[tuple[str, bytes]]:
        """Yield the unchanged files without an unsaved text, with their digests."""
        return (pair for pair in super().unmoved() if pair[0] not in self._texts)

    def learn(self, path: str, raw: bytes) -> bytes:
        """Keep the digest of a saved file, never of an unsaved text."""
        return raw if path in self._texts else super().learn(path, raw)

    def _add(self, path: str) -> None:
        """List a file that is not on the disk, and the folders above it."""
        entry = FolderEntry(name=path.rpartition("/")[2], mode=stat.S_IFREG, size=len(self._texts[path]))
        self._entries[path] = entry
        while entry.name:
            path = path.rpartition("/")[0]
            folder = f"{path}/" if path else ""
            there = self.listing.get(folder) or ()
            if any(listed.name == entry.name for listed in there):
                return
            self.listing[folder] = tuple(sorted((*there, entry), key=lambda listed: listed.name))
            entry = FolderEntry(name=path.rpartition("/")[2], mode=stat.S_IFDIR)


class HeldText(Struct, frozen=True):
    """A disk with one text, which is read under any path."""

    raw: bytes

    def read(self, _: str) -> bytes:
        """Return the text."""
        return self.raw

    def size(self, _: str) -> int:
        """Return the size of the text."""
        return len(self.raw)
