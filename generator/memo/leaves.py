"""What no question answers: the files, and what a run is told beside them."""

from collections.abc import Mapping
from typing import Any, Final

from generator.memo.files import SourceFiles, digest

TOLD: Final = ".told\0"
FILE: Final = ".file\0"
SIZE: Final = ".size\0"
NAMES: Final = ".names"
ON_DISK: Final = FILE, SIZE, NAMES
"""How the keys of what the disk says begin."""
UNKNOWN: Final = b""
"""The digest of what nobody can answer any more: equal to none."""
_UNTOLD: Final = digest()
"""The digest of what a run was not told, or told to be nothing."""


class Leaves:
    """What the answers of a run come from in the end."""

    def __init__(self, files: SourceFiles, told: Mapping[str, tuple[bytes, Any]]) -> None:
        self.said = dict(told)
        """Name → the digest of what was told, and itself."""
        self._files = files

    def tell(self, name: str, value: object) -> bytes:
        """Note what a run knows beside its files; give its digest."""
        digested = _UNTOLD if value is None else digest(repr(value).encode("utf-8", "surrogatepass"))
        self.said[name] = digested, value
        return digested

    def told(self, name: str) -> tuple[bytes, Any]:
        """Return the digest of what was told under a name, and itself; None when nothing was."""
        return self.said.get(name, (_UNTOLD, None))

    @property
    def all_told(self) -> Mapping[str, bytes]:
        """Return the digest of everything that was told, by its key."""
        return {f"{TOLD}{name}": digested for name, (digested, _) in self.said.items()}

    def digest(self, kind: str, word: str = "") -> bytes:
        """Digest a leaf, by the words of its key."""
        match kind:
            case ".file":
                return self._files.digest(word)
            case ".size":
                return b"%d" % self._files.size(word)
            case ".names":
                return self._files.names()
            case _:
                return self.told(word)[0]
