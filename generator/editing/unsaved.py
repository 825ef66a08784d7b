"""The files of a school, with texts that are on no disk laid over them."""

import stat
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.memo.files import FolderEntry, KnownFiles, SourceFiles, digest
from generator.project import Project


class UnsavedFiles(SourceFiles):
    """What an editor holds stands for what the disk holds, in this process alone.

    Nothing of it is learned: a digest that is kept between runs is that of a file as the system dates it.
    """

    def __init__(self, project: Project, known: KnownFiles | None = None) -> None:
        self._texts: dict[str, bytes] = {}
        super().__init__(project.portfolios, known, project.apart, reserved=project.reserved)

    def hold(self, path: str, raw: bytes) -> None:
        """Lay a text over a file; one that is not there yet is there from now on."""
        came = path not in self._texts and path not in self._entries
        self._texts[path] = raw
        if came:
            self.look()

    def release(self, path: str) -> None:
        """Take a text away: the file is what the disk holds, if it is there."""
        if self._texts.pop(path, None) is not None:
            self.look()

    def look(self) -> None:
        """Ask the system about every file again, and keep those that it does not have yet."""
        super().look()
        for path in self._texts.keys() - self._entries.keys():
            self._add(path)

    def look_at(self, paths: Iterable[str]) -> None:
        """Ask the system again about files whose text is its own."""
        super().look_at(path for path in paths if path not in self._texts)

    def read(self, path: str) -> bytes:
        """Return what a file holds. Raises OSError: it cannot be read."""
        return self._texts[path] if path in self._texts else super().read(path)

    def size(self, path: str) -> int:
        """Return how many bytes a file has."""
        return len(self._texts[path]) if path in self._texts else super().size(path)

    def digest(self, path: str) -> bytes:
        """Digest what a file holds."""
        return digest(self._texts[path]) if path in self._texts else super().digest(path)

    def unmoved(self) -> Iterator[tuple[str, bytes]]:
        """Yield what the disk holds and no text stands for."""
        return (pair for pair in super().unmoved() if pair[0] not in self._texts)

    def learn(self, path: str, raw: bytes) -> bytes:
        """Remember the digest of what the disk holds, and of nothing else."""
        return raw if path in self._texts else super().learn(path, raw)

    def _add(self, path: str) -> None:
        """List a file that is not on the disk, and the folders that lead to it."""
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
    """One text, whatever its file: it is read as a disk is."""

    raw: bytes

    def read(self, _: str) -> bytes:
        """Return it."""
        return self.raw

    def size(self, _: str) -> int:
        """Return how many bytes it has."""
        return len(self.raw)
