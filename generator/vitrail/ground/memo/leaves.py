"""The inputs of questions: files, and the values that a run is told beside them."""

from collections.abc import Mapping
from typing import Any, Final

from vitrail.ground.memo.files import SourceFiles, digest
from vitrail.ground.memo.question import printed

TOLD: Final = ".told\0"
FILE: Final = ".file\0"
SIZE: Final = ".size\0"
NAMES: Final = ".names"
ON_DISK: Final = FILE, SIZE, NAMES
"""How the keys of what the disk says begin."""
UNKNOWN: Final = b""
"""A digest that no recorded one is equal to: whatever depends on it is run again."""
_UNTOLD: Final = digest()
"""The digest of a value that the run was not told, or that is None."""


class Leaves:
    """The files and the told values of a run."""

    def __init__(self, files: SourceFiles, told: Mapping[str, tuple[bytes, Any]]) -> None:
        self.said = dict(told)
        """Name → digest, value."""
        self._files = files

    def tell(self, name: str, value: object) -> bytes:
        """Set a value; return its digest."""
        digested = _UNTOLD if value is None else digest(printed(value))
        self.said[name] = digested, value
        return digested

    def told(self, name: str) -> tuple[bytes, Any]:
        """Return the digest of a value, and the value; None when it was not told."""
        return self.said.get(name, (_UNTOLD, None))

    @property
    def all_told(self) -> Mapping[str, bytes]:
        """Return the digests of all told values by their keys."""
        return {f"{TOLD}{name}": digested for name, (digested, _) in self.said.items()}

    def digest(self, kind: str, word: str = "") -> bytes:
        """Return the digest of an input, by the words of its key."""
        match kind:
            case ".file":
                return self._files.digest(word)
            case ".size":
                return b"%d" % self._files.size(word)
            case ".names":
                return self._files.names()
            case _:
                return self.told(word)[0]
