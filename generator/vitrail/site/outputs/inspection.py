"""Questions of the memo on the bytes of attachments: after an edit of a text no attachment is opened again."""

import hashlib

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.reading.disk.hashing import Disk, with_plain_ends
from vitrail.content.reading.disk.quotas import MEGABYTE
from vitrail.content.reading.packing import phrased
from vitrail.ground.language import Wording, mark
from vitrail.ground.memo.files import LARGE
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import question
from vitrail.site.outputs.formats import PICTURES, TEXTS, first_lines, judge
from vitrail.site.outputs.looks import heavy, look_key
from vitrail.site.outputs.pictures import picture_key
from vitrail.site.outputs.weights import HEAD, unpacked, weigh

HEAVY_BYTES = 20_000_000
"""Bytes above which an attachment is reported as near the limit."""
CLOSED = mark("le fichier ne s'ouvre pas")


class Inspected(Struct, frozen=True, kw_only=True):
    """The facts that follow from the bytes of a file alone."""

    reason: Wording = ""
    """Why it is refused; empty when it is not."""
    size: int = 0
    costs: dict[str, int] = {}
    """``Quota.counted`` → how much of that quota it takes to open the file."""
    added_suffix: str = ""
    marked: bool = False
    mended: bool = False
    """Whether it is published with other line ends (``with_plain_ends``)."""
    digest: str = ""
    """SHA-256 of the published bytes; of a picture, of the bytes before it is encoded again."""
    head: tuple[str, ...] = ()
    """The first lines of a text."""
    key: str = ""
    """Cache key of the picture made from it, or of its look."""
    heavy: bool = False
    """Whether caching what is found in it is cheaper than searching it again."""


@question(bytes)
def beginning(memo: Memo, _cohort: str, _student: str, disk: str) -> bytes:
    """Return the first bytes of a file, by which it is decided whether to open it."""
    raw = read_within(memo, disk)
    return raw[:HEAD] if isinstance(raw, bytes) else b""


@question(phrased(Inspected))
def inspection(memo: Memo, _cohort: str, _student: str, path: str, disk: str, megabytes: str) -> Inspected:
    """Judge and weigh a file by its bytes alone, so that an edit elsewhere does not open it again.

    A file that alone exceeds the quota of its portfolio, ``megabytes`` once open, is not read further.
    """
    raw = read_within(memo, disk)
    if isinstance(raw, str):
        return Inspected(reason=raw)
    limit, suffix = unpacked(int(megabytes)), path.rpartition(".")[2].lower()
    costs = weigh(raw, limit, picture=suffix in PICTURES)
    known = Inspected(costs={str(quota.counted): more for quota, more in costs.items()})
    if any(more > quota.limit for quota, more in costs.items()):
        return known
    plain = with_plain_ends(raw) if raw.startswith(b"%PDF-") else raw
    verdict = judge(path, plain)
    return replace(
        known, reason=verdict.reason, size=len(plain), added_suffix=verdict.added_suffix, marked=verdict.marked,
        mended=plain is not raw, digest=hashlib.sha256(plain).hexdigest(), heavy=heavy(plain),
        head=first_lines(plain) if suffix in TEXTS else (),
        key=picture_key(suffix, plain) if suffix in PICTURES else look_key(path, plain),
    )  # fmt: skip


def read_within(disk: Disk, path: str) -> bytes | str:
    """Return a file's bytes, or the reason for refusing it: too large, or unreadable."""
    try:
        size = disk.size(path)
        if size > LARGE:
            over, limit = size // MEGABYTE, LARGE // MEGABYTE
            return mark("elle pèse {size} Mo, le maximum est {limit} Mo", size=over, limit=limit)
        return disk.read(path)
    except OSError:
        return CLOSED
