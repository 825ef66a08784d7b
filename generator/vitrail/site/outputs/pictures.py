"""Encodes pictures again: no larger than a page shows them, without the metadata of place and device."""

from __future__ import annotations

import hashlib
import math
import warnings
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from vitrail.content.extracts.pieces import BEYOND
from vitrail.ground.language import mark
from vitrail.ground.memo.files import DiskFolder
from vitrail.ground.regex import regex
from vitrail.site.outputs.png import bare

if TYPE_CHECKING:
    from PIL import Image

CHANGED = mark("elle a changé pendant la construction")
_PICTURE_FORMAT = b"picture-4"
"""Part of the cache key of pictures: to be changed when pictures are encoded in another way."""
MAX_SIDE = 1600
"""Pixels of the longest side of an ordinary picture: twice the widest column."""
_FURTHEST = 6000
"""Pixels of the longest side of a long strip, whose letters could not be read otherwise."""
_MAX_PIXELS = {"JPEG": 60_000_000, "PNG": 25_000_000, "GIF": 25_000_000, "WEBP": 16_000_000}
"""Format → pixels that 400 MB of memory can decode: a JPEG, even of 50 megapixels, is shrunk while it is read; a WEBP
takes twenty bytes a pixel. A bomb of a few bytes claims more."""
_MAX_SAMPLES = 110_000_000
"""Most samples of a JPEG in several scans, which keeps two bytes for each until the last scan."""
_MAX_SCANS = 100
"""Most scans of one JPEG, each a pass over all its pixels; programs write about ten."""
_SCAN = regex(rb"\xff\xda\x00[\x06-\x0e][\x00-\x04]")
"""The beginning of a scan; too long to appear by chance."""
_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}
_PNG_HEAD = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


class Picture(Struct, frozen=True, kw_only=True):
    """A picture ready to publish."""

    raw: bytes
    width: int
    height: int


def rewrite(raw: bytes, suffix: str) -> Picture | str:
    """Decode a picture, turn it upright, shrink it, encode it again without metadata; a reason if it is unreadable."""
    if suffix == "png" and (plain := bare(raw, MAX_SIDE)):
        return Picture(raw=plain[0], width=plain[1], height=plain[2])
    scans = _SCAN.findall(raw) if _FORMATS[suffix] == "JPEG" else []
    if len(scans) > _MAX_SCANS:
        return mark("elle se lit en plus de {limit} passes", limit=_MAX_SCANS)
    from PIL import Image, ImageOps  # a school without pictures does not load it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(raw), formats=[_FORMATS[suffix]]) as opened:
                limit = _limit(opened, _FORMATS[suffix], scans)
                if opened.width * opened.height > limit:
                    return mark("elle compte plus de {limit} millions de pixels", limit=limit // 1_000_000)
                opened.thumbnail((_longest(*opened.size),) * 2)  # first, so that only a small picture is copied
                ImageOps.exif_transpose(opened, in_place=True)
                return _encoded(opened, _FORMATS[suffix])
    except Image.DecompressionBombError:  # Pillow's own limit, which it looks at first
        return mark("elle compte plus de {limit} millions de pixels", limit=_MAX_PIXELS[_FORMATS[suffix]] // 1_000_000)
    except Exception as error:  # noqa: BLE001  # decoders raise anything on a damaged picture, which costs one picture
        return mark("elle est abîmée ({error})", error=type(error).__name__)


def _longest(width: int, height: int) -> int:
    """Return the longest side of a published picture, in pixels: more for a strip, but no more pixels in all.

    >>> _longest(4000, 3000), _longest(6000, 900), _longest(1, 9000)
    (1600, 4131, 6000)
    """
    ratio = max(width, height) / max(1, min(width, height))
    return min(_FURTHEST, max(MAX_SIDE, round(min(MAX_SIDE * math.sqrt(ratio), MAX_SIDE / 2 * ratio))))


def _limit(image: Image.Image, form: str, scans: list[bytes]) -> int:
    """Return the most pixels that a picture may have; the last byte of a scan's beginning counts its colours."""
    bands = len(image.getbands())
    if image.info.get("progressive") or any(scan[-1] < bands for scan in scans):
        return _MAX_SAMPLES // bands
    return _MAX_PIXELS[form]


def size_of(raw: bytes) -> tuple[int, int]:
    """Return width and height of a picture from its header; those of a PNG are read without loading Pillow."""
    if raw.startswith(_PNG_HEAD):
        return int.from_bytes(raw[16:20], "big"), int.from_bytes(raw[20:24], "big")
    from PIL import Image  # the same

    with Image.open(BytesIO(raw)) as opened:
        return opened.size


def _encoded(image: Image.Image, form: str) -> Picture:
    """Encode pixels alone: a new image carries no EXIF, no comment, no profile."""
    from PIL import Image  # the same

    if form == "JPEG" and image.mode not in {"RGB", "L"}:
        image = image.convert("RGB")
    bare = Image.new(image.mode, image.size)
    if image.mode == "P" and (palette := image.getpalette()):
        bare.putpalette(palette)
    bare.paste(image)
    options: dict[str, object] = {"quality": 84, "optimize": True} if form == "JPEG" else {}
    if form == "PNG":
        options["compress_level"] = 4  # half the time of 6 for diagrams, a few per cent more bytes
    if "transparency" in image.info and form in {"PNG", "GIF"}:
        options["transparency"] = image.info["transparency"]
    target = BytesIO()
    bare.save(target, form, **options)
    return Picture(raw=target.getvalue(), width=image.width, height=image.height)


def picture_key(suffix: str, raw: bytes) -> str:
    """Return the cache key of a picture to encode again: a digest of its bytes and of the way of encoding."""
    return hashlib.sha256(_PICTURE_FORMAT + suffix.encode() + raw).hexdigest()


class FileTask(Struct, frozen=True, kw_only=True):
    """A picture to encode again, or a file to read, in any process."""

    path: str
    """In the portfolios."""
    file: Path
    key: str
    """Cache key of the result."""

    @property
    def suffix(self) -> str:
        """Return the suffix of its name, in lower case."""
        return self.path.rpartition(".")[2].lower()


Drawn: TypeAlias = tuple[FileTask, "Picture | str"]
"""A task and the picture encoded again, or why it could not be."""


def draw(task: FileTask) -> Drawn:
    """Encode a picture again; if it has changed since it was inspected, nothing may be cached under its key."""
    raw = b""
    with suppress(OSError):
        raw = DiskFolder(task.file.parent).read(task.file.name)
    return task, rewrite(raw, task.suffix) if picture_key(task.suffix, raw) == task.key else CHANGED


def undrawn(drawing: FileTask) -> Drawn:
    """Return the result for a picture that kills every process that opens it."""
    return drawing, BEYOND
