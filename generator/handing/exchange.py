"""What two copies of a portfolio know of each other: the sums of the files last handed in, and of those before.

It lies in the portfolio itself, on both sides, and travels in each zip. A file whose sum the other side's record knows
is an earlier version of what that side has: this is how two copies are compared without a common history.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import DecodeError, Struct, ValidationError, field, json

NAME: Final = ".rendu.json"
"""The record in a portfolio's folder: a hidden file, which the walk of the portfolios ignores."""
LARGEST: Final = 5_000_000
"""Bytes of a record: ten thousand files with their versions."""
_REMEMBERED: Final = 30
"""Former sums of one file."""


class Exchange(Struct, frozen=True, kw_only=True):
    """What was handed in."""

    schema: int = 1
    number: int = field(name="numéro", default=0)
    """How many hand-ins there were: of two versions that know each other, the greater is the later."""
    files: Mapping[str, str] = field(name="fichiers", default_factory=dict)
    """Path in the portfolio → SHA-256, of the last hand-in."""
    before: Mapping[str, tuple[str, ...]] = field(name="avant", default_factory=dict)
    """Path → the sums that it had in earlier ones, the latest last."""

    def knew(self, path: str) -> frozenset[str]:
        """Return the sums that a file has had, the last one included."""
        last = self.files.get(path)
        return frozenset(self.before.get(path, ())) | ({last} if last else frozenset())

    def followed(self, files: Mapping[str, str]) -> "Exchange":
        """Return the record of the next hand-in, of ``files``; the same files leave it as it is."""
        return self if files == self.files else self._with(files, Exchange(), self.number + 1)

    def joined(self, files: Mapping[str, str], other: "Exchange | None") -> "Exchange":
        """Return the record once ``files``, whose author knew what ``other`` says, have come in."""
        return self._with(files, other or Exchange(), max(self.number + (other is None), other.number if other else 0))

    def holds(self, files: Mapping[str, str], other: "Exchange | None") -> bool:
        """True if ``files`` have come in already, or are older than what came in."""
        newer = other is not None and other.number > self.number
        return not newer and all(digest in self.knew(path) for path, digest in files.items())

    def _with(self, files: Mapping[str, str], other: "Exchange", number: int) -> "Exchange":
        before = {}
        for path in sorted({*self.files, *self.before, *other.files, *other.before}):
            former = (*self.before.get(path, ()), *other.before.get(path, ()))
            last = (digest for digest in (self.files.get(path), other.files.get(path)) if digest)
            sums = [digest for digest in dict.fromkeys((*former, *last)) if digest != files.get(path)]
            if sums:
                before[path] = tuple(sums[-_REMEMBERED:])
        return Exchange(number=number, files=dict(sorted(files.items())), before=before)

    def dumped(self) -> bytes:
        """Return its bytes: a line a file, as git shows them best."""
        return json.format(json.encode(self), indent=1) + b"\n"


def loaded(raw: bytes) -> Exchange | None:
    """Read a record; None when the bytes are none of ours."""
    try:
        return json.decode(raw, type=Exchange)
    except (DecodeError, ValidationError, RecursionError):
        return None


def record_in(folder: Path) -> Exchange | None:
    """Read the record of a portfolio; None when it never was handed in, or what is there cannot be read."""
    path = folder / NAME
    try:
        return loaded(path.read_bytes()) if path.is_file() and path.stat().st_size <= LARGEST else None
    except OSError:
        return None
