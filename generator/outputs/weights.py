"""What opening the attachments of one portfolio costs: counted, never timed, so that every machine says the same.

It is announced at four fifths, as the other limits of a portfolio (``reading.quotas``); past one, nothing more of it is
opened, whatever it holds: a file of a few kilobytes may cost as much as a hundred megabytes.
"""

import warnings
import zipfile
from collections.abc import Mapping
from io import BytesIO

from msgspec import Struct, field

from generator.diagnostics import Diagnostic, Place
from generator.language import Phrase, Value, mark
from generator.outputs.pictures import size_of
from generator.privacy import pdf
from generator.reading.disk.quotas import NEAR

_MEGA = 1_000_000
_ZIP_HEAD, _PDF_HEAD = b"PK\x03\x04", b"%PDF-"
OPENED = (_ZIP_HEAD, _PDF_HEAD)
"""How the files that are opened begin, beside pictures."""
_DEPTH = 3
_BOMB = 178_956_970
"""Pixels beyond which Pillow opens no picture: it is refused on its own."""


class Limit(Struct, frozen=True, kw_only=True):
    """How much of one thing the files of a portfolio may hold once open."""

    what: Phrase
    most: int
    unit: int = 1


UNPACKED = Limit(what=mark("Mo de fichiers une fois décompressés"), most=300 * _MEGA, unit=_MEGA)
"""As much as its attachments may weigh: one that packs much is no better than one that weighs much."""
MEMBERS = Limit(what=mark("fichiers dans des archives"), most=20_000)
PIXELS = Limit(what=mark("millions de pixels d'images"), most=2_000 * _MEGA, unit=_MEGA)
"""A thousand captures of a screen, a hundred and sixty photos of a telephone."""

OVER = mark("limite du portfolio dépassée")


class Pile(Struct, kw_only=True):
    """The attachments of one portfolio, in the order of their paths."""

    held: dict[str, int] = field(default_factory=dict)
    """What → how much was opened."""
    full: bool = False
    near: set[str] = field(default_factory=set)
    faults: list[Diagnostic] = field(default_factory=list)

    def add(self, path: str, weight: Mapping[Limit, int]) -> bool:
        """Add a file; whether it still fits."""
        for limit, more in weight.items():
            total = self.held[limit.what] = self.held.get(limit.what, 0) + more
            said: dict[str, Value] = {
                "what": limit.what,
                "count": -(-total // limit.unit),
                "limit": limit.most // limit.unit,
            }
            if total > limit.most:
                self.full = True
                self.faults.append(Diagnostic.at("STR033", Place(path=path), **said))
                return False
            if total >= NEAR * limit.most and limit.what not in self.near:
                self.near.add(limit.what)
                self.faults.append(Diagnostic.at("STR034", Place(path=path), **said))
        return True


def weigh(raw: bytes, *, picture: bool = False) -> Mapping[Limit, int]:
    """Count what opening a file costs, beside its own bytes."""
    if picture:
        return {PIXELS: _pixels(raw)}
    if raw.startswith(_PDF_HEAD):
        return {UNPACKED: _pdf(raw)}
    if raw.startswith(_ZIP_HEAD):
        unpacked, members = _archive(raw, _DEPTH)
        return {MEMBERS: members, UNPACKED: unpacked}
    return {}


def _pixels(raw: bytes) -> int:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a bomb is refused by its own limit
            width, height = size_of(raw)
    except Exception:  # noqa: BLE001  # a damaged picture raises anything; it is refused when it is opened
        return 0
    return width * height if width * height <= _BOMB else 0


def _pdf(raw: bytes) -> int:
    try:
        return sum(map(len, pdf.parts(raw))) - len(raw)
    except pdf.BombError:
        return UNPACKED.most


def _archive(raw: bytes, depth: int) -> tuple[int, int]:
    """Bytes and files of an archive, those of the archives in it included; what cannot be read is not counted."""
    size = count = 0
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            items = archive.infolist()
            size, count = sum(item.file_size for item in items), len(items)
            for item in items if depth and count <= MEMBERS.most else ():
                if size > UNPACKED.most or count > MEMBERS.most:
                    break
                with archive.open(item) as member:
                    head = member.read(len(_ZIP_HEAD))
                    inner = head + member.read() if head == _ZIP_HEAD else b""
                if inner:
                    more, others = _archive(inner, depth - 1)
                    size, count = size + more, count + others
    except Exception:  # noqa: BLE001  # a damaged archive raises anything; it is refused when it is searched
        return size, count
    return size, count
