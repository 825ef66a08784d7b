"""The record shared by two copies of a portfolio: digests of the files last handed in, and of their former versions.

It is a file of the portfolio, on both sides, and of each zip. A file whose digest is in the other side's record is an
earlier version of that side's file: two copies are thus compared without a common history.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import DecodeError, Struct, ValidationError, field, json

from vitrail.ground.forms import form

NAME: Final = ".rendu.json"
"""The record in a portfolio's folder: a hidden file, which the walk of the portfolios ignores."""
LARGEST: Final = 5_000_000
"""Bytes of a record: ten thousand files with their versions."""
_REMEMBERED: Final = 30
"""Former digests of one file, at most; the oldest are dropped."""


class Exchange(Struct, frozen=True, kw_only=True):
    """The digests of the files handed in, last and before."""

    schema: str = form("rendu")
    number: int = field(name="numéro", default=0)
    """Number of hand-ins: of two records that know each other, the greater is the later."""
    files: Mapping[str, str] = field(name="fichiers", default_factory=dict)
    """Path in the portfolio → SHA-256 in the last hand-in."""
    before: Mapping[str, tuple[str, ...]] = field(name="avant", default_factory=dict)
    """Path → SHA-256 of its earlier versions, the latest last."""

    def knew(self, path: str) -> frozenset[str]:
        """Return the digests that a file has had, the last one included."""
        last = self.files.get(path)
        return frozenset(self.before.get(path, ())) | ({last} if last else frozenset())

    def followed(self, files: Mapping[str, str]) -> "Exchange":
        """Return the record of the next hand-in, which holds ``files``; the same record if no file changed."""
        return self if files == self.files else self._with(files, Exchange(), self.number + 1)

    def joined(self, files: Mapping[str, str], other: "Exchange | None") -> "Exchange":
        """Return the record after ``files`` are taken in; ``other`` is the record that came with them."""
        return self._with(files, other or Exchange(), max(self.number + (other is None), other.number if other else 0))

    def holds(self, files: Mapping[str, str], other: "Exchange | None") -> bool:
        """True if ``files`` were all taken in already, as they are or as former versions."""
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
        """Encode as JSON with one line per file, so that git shows readable differences."""
        return json.format(json.encode(self), indent=1) + b"\n"


def loaded(raw: bytes) -> Exchange | None:
    """Decode a record; None if the bytes are not a valid one."""
    try:
        return json.decode(raw, type=Exchange)
    except (DecodeError, ValidationError, RecursionError):
        return None


def record_in(folder: Path) -> Exchange | None:
    """Read the record of a portfolio; None if it was never handed in, or the record cannot be read."""
    path = folder / NAME
    try:
        return loaded(path.read_bytes()) if path.is_file() and path.stat().st_size <= LARGEST else None
    except OSError:
        return None
