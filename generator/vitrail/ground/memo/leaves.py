"""The inputs of questions: files, and the values that a run is given beside them."""

from collections.abc import Mapping
from typing import Any, Final

from vitrail.ground.memo.files import SourceFiles, digest
from vitrail.ground.memo.question import printed

INPUT: Final = ".input\0"
FILE: Final = ".file\0"
SIZE: Final = ".size\0"
NAMES: Final = ".names"
OF_FILES: Final = FILE, SIZE
"""How the keys of one file begin."""
ON_DISK: Final = *OF_FILES, NAMES
"""How the keys of what the disk says begin."""
UNKNOWN: Final = b""
"""A digest that no recorded one is equal to: whatever depends on it is run again."""
_UNSET: Final = digest()
"""The digest of an input that was not set, or that is None."""


class Leaves:
    """The files and the inputs of a run."""

    def __init__(self, files: SourceFiles, values: Mapping[str, tuple[bytes, Any]]) -> None:
        self.values = dict(values)
        """Name of an input → digest, value."""
        self._files = files

    def set(self, name: str, value: object) -> bytes:
        """Set an input; return its digest."""
        digested = _UNSET if value is None else digest(printed(value))
        self.values[name] = digested, value
        return digested

    def input(self, name: str) -> tuple[bytes, Any]:
        """Return the digest of an input, and the value; None when it was not set."""
        return self.values.get(name, (_UNSET, None))

    @property
    def inputs(self) -> Mapping[str, bytes]:
        """Return the digests of all inputs by their keys."""
        return {f"{INPUT}{name}": digested for name, (digested, _) in self.values.items()}

    def digest(self, kind: str, word: str = "") -> bytes:
        """Return the digest of a leaf, by the words of its key."""
        match kind:
            case ".file":
                return self._files.digest(word)
            case ".size":
                return b"%d" % self._files.size(word)
            case ".names":
                return self._files.names()
            case _:
                return self.input(word)[0]
