"""What the bytes of an attachment say of it, remembered: an edited text opens none of its portfolio's files."""

import hashlib

from msgspec import Struct
from msgspec.structs import replace

from generator.language import mark
from generator.memo.memo import Memo
from generator.memo.question import question
from generator.model.ledger import Seen
from generator.outputs.formats import PICTURES, TEXTS, first_lines, judge
from generator.outputs.looks import heavy, look_key
from generator.outputs.pictures import picture_key
from generator.outputs.weights import HEAD, unpacked, weigh
from generator.reading.disk.hashing import Disk, with_plain_ends
from generator.reading.disk.quotas import MEGABYTE
from generator.reading.packing import ReadFiles, packing

MAX_BYTES = 25_000_000
"""One attachment: forges refuse more, and an examiner would wait for it."""
HEAVY_BYTES = 20_000_000
"""From here an attachment is announced as near the limit, before the limit bites."""
CLOSED = mark("le fichier ne s'ouvre pas")


class Inspected(Struct, frozen=True, kw_only=True):
    """What the bytes of a file say of it, whatever else its portfolio holds."""

    size: int = 0
    costs: dict[str, int] = {}
    """``Quota.counted`` → how much of it opening the file takes."""
    added_suffix: str = ""
    marked: bool = False
    mended: bool = False
    """Whether it is published with other line ends (``_mended``)."""
    digest: str = ""
    """SHA-256 of what is published, but for a picture."""
    head: tuple[str, ...] = ()
    """The first lines of a text."""
    key: str = ""
    """What the picture that is drawn of it, or what is read of it, is remembered by."""
    heavy: bool = False
    """Whether it costs more to search than to remember what was found."""


@question(bytes)
def beginning(memo: Memo, _cohort: str, _student: str, disk: str) -> bytes:
    """Return the first bytes of a file, which say whether it is opened at all."""
    raw = read_within(memo, disk)
    return raw[:HEAD] if isinstance(raw, bytes) else b""


@question(packing(Inspected))
def inspection(memo: Memo, _cohort: str, _student: str, path: str, disk: str, megabytes: str) -> ReadFiles[Inspected]:
    """Judge and weigh a file by its bytes: an edited text opens none of its portfolio's.

    One that is refused is seen as rejected. One that alone is beyond what its portfolio may hold, ``megabytes`` once
    open, is not looked at further.
    """
    raw = read_within(memo, disk)
    if isinstance(raw, str):
        return _inspected(path, disk, Inspected(), raw)
    limit, suffix = unpacked(int(megabytes)), path.rpartition(".")[2].lower()
    costs = weigh(raw, limit, picture=suffix in PICTURES)
    known = Inspected(costs={str(quota.counted): more for quota, more in costs.items()})
    if any(more > quota.limit for quota, more in costs.items()):
        return _inspected(path, disk, known)
    plain = with_plain_ends(raw) if raw.startswith(b"%PDF-") else raw
    verdict = judge(path, plain)
    inspected = replace(
        known, size=len(plain), added_suffix=verdict.added_suffix, marked=verdict.marked, mended=plain is not raw,
        digest=hashlib.sha256(plain).hexdigest(), heavy=heavy(plain),
        head=first_lines(plain) if suffix in TEXTS else (),
        key=picture_key(suffix, plain) if suffix in PICTURES else look_key(path, plain),
    )  # fmt: skip
    return _inspected(path, disk, inspected, verdict.reason)


def _inspected(path: str, disk: str, inspected: Inspected, reason: str = "") -> ReadFiles[Inspected]:
    return ReadFiles(record=inspected, seen=(Seen(path=path, disk=disk, reason=reason),))


def read_within(disk: Disk, path: str) -> bytes | str:
    """Return a file's bytes, or why they are not taken."""
    try:
        size = disk.size(path)
        if size > MAX_BYTES:
            over, limit = size // MEGABYTE, MAX_BYTES // MEGABYTE
            return mark("elle pèse {size} Mo, le maximum est {limit} Mo", size=over, limit=limit)
        return disk.read(path)
    except OSError:
        return CLOSED
