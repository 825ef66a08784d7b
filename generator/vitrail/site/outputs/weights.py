"""The cost of opening the attachments of one portfolio: counted, never timed, so that every machine says the same.

A warning comes at four fifths of a limit, as for the other quotas of a portfolio (``reading.quotas``); beyond a limit,
no more files of it are opened: one of a few kilobytes may cost as much as a hundred megabytes.
"""

import warnings
from collections.abc import Mapping
from contextlib import suppress

from msgspec import Struct

from vitrail.content.extracts import formats, pdf
from vitrail.content.extracts.apart import kept
from vitrail.content.extracts.pieces import DEPTH, UnopenedError
from vitrail.content.reading.disk.quotas import MEGABYTE, NEAR, Quota
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import mark
from vitrail.site.outputs.pictures import size_of

_ZIP_HEAD = b"PK\x03\x04"
HEAD = 1_024
"""First bytes of a file that are enough to know whether it costs something to open."""
_BOMB = 178_956_970
"""Pixels beyond which Pillow opens no picture: such a one is refused by itself, and not counted."""


def unpacked(megabytes: int) -> Quota:
    """Return the quota of unpacked bytes: as many as the attachments of a portfolio may weigh."""
    return Quota(counted=mark("Mo de fichiers une fois décompressés"), limit=megabytes * MEGABYTE, unit=MEGABYTE)


MEMBERS = Quota(counted=mark("fichiers dans des archives"), limit=20_000)
PIXELS = Quota(counted=mark("millions de pixels d'images"), limit=2_000 * MEGABYTE, unit=MEGABYTE)
"""Enough for a thousand captures of a screen, or a hundred and sixty photos of a telephone."""

OVER = mark("limite du portfolio dépassée")


class Pile(Struct, kw_only=True):
    """The costs of the attachments of one portfolio, summed in the order of their paths."""

    unpacked: Quota
    faults: list[Diagnostic]
    held: dict[Quota, int] = {}
    full: bool = False
    near: set[Quota] = set()

    def add(self, path: str, costs: Mapping[str, int]) -> bool:
        """Add the costs of a file (``weigh``, by the name of the quota); False if the portfolio is full for it."""
        limits = {str(limit.counted): limit for limit in (MEMBERS, PIXELS, self.unpacked)}
        for counted, more in costs.items() if not self.full else ():
            limit = limits[counted]
            total = self.held[limit] = self.held.get(limit, 0) + more
            if total > limit.limit:
                self.full = True
                self.faults.append(limit.told("STR033", path, total))
                break
            if total >= NEAR * limit.limit and limit not in self.near:
                self.near.add(limit)
                self.faults.append(limit.told("STR034", path, total))
        return not costs or not self.full


def weighs(raw: bytes) -> bool:
    """True if a file that is no picture costs something to open."""
    return raw.startswith(_ZIP_HEAD) or pdf.is_pdf(raw)


def weigh(raw: bytes, unpacked: Quota, *, picture: bool = False) -> Mapping[Quota, int]:
    """Count the cost of opening a file, quota by quota, beside its own bytes."""
    if picture:
        return {PIXELS: _pixels(raw)}
    if pdf.is_pdf(raw):
        return {unpacked: _pdf(raw, unpacked.limit)}
    if raw.startswith(_ZIP_HEAD):
        size, members = _archive(raw, DEPTH, unpacked.limit)
        return {MEMBERS: members, unpacked: size}
    return {}


def _pixels(raw: bytes) -> int:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a bomb is refused by its own limit
            width, height = size_of(raw)
    except Exception:  # noqa: BLE001  # a damaged picture raises anything; it is refused when it is opened
        return 0
    return width * height if width * height <= _BOMB else 0


def _pdf(raw: bytes, most: int) -> int:
    try:
        return sum(map(len, pdf.object_streams(raw))) - len(raw) + kept().run(pdf.cost, raw)
    except UnopenedError:
        return most


def _archive(raw: bytes, depth: int, most: int) -> tuple[int, int]:
    """Count the bytes and files of an archive and of those in it; the parts that cannot be read are not counted."""
    size = count = 0
    with suppress(Exception), formats.unpacked(raw) as archive:  # damaged: refused when it is searched
        items = archive.infolist()
        size, count = sum(item.file_size for item in items), len(items)
        for item in items if depth and count <= MEMBERS.limit else ():
            if size > most or count > MEMBERS.limit:
                break
            with archive.open(item) as member:
                head = member.read(HEAD)
            inner = formats.content(archive, item) if head.startswith(_ZIP_HEAD) or pdf.is_pdf(head) else b""
            if inner.startswith(_ZIP_HEAD):
                more, others = _archive(inner, depth - 1, most)
                size, count = size + more, count + others
            elif inner:
                size += _pdf(inner, most)
    return size, count
