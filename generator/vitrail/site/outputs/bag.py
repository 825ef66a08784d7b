"""An archive to last: a BagIt bag (RFC 8493) in one zip, whose bytes depend only on its content.

``sha256sum -c manifest-sha256.txt`` verifies it without us. Names are sorted, plain ASCII and short enough for Windows;
nothing is compressed, since two builds of zlib do not write the same bytes.
"""

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from msgspec import Struct

from vitrail.ground.regex import regex

MAX_PATH = 180
"""Most characters of a path in the archive: Windows stops at 260, and people extract into deep folders."""
_UNSAFE = regex(r"[^A-Za-z0-9._-]+")
FIRST = datetime(1980, 1, 1, tzinfo=UTC)
"""The earliest date that a zip can hold."""
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_FILE = 0o100644

Content = Path | bytes


class Bag(Struct, frozen=True, kw_only=True):
    """The content of an archive."""

    name: str
    """Name of the folder that extraction makes, in ASCII."""
    payload: Mapping[str, Content]
    """Path below ``data/`` → its file or bytes."""
    tags: Mapping[str, bytes]
    """Name → bytes of the files beside ``data/``: the ones that a person opens first."""
    info: tuple[tuple[str, str], ...]
    """Lines of bag-info.txt."""
    frozen: datetime

    def size(self) -> int:
        """Return the bytes of the payload."""
        return sum(map(_size, self.payload.values()))


def ascii_paths(paths: Iterable[str], room: int) -> dict[str, str]:
    """Map each path to an ASCII one of at most ``room`` characters; two paths never get the same."""
    from anyascii import anyascii  # an archive alone needs it

    taken: set[str] = set()
    names: dict[str, str] = {}
    for path in sorted(paths):
        parts = [_UNSAFE.sub("-", anyascii(part)).strip("-.") or "-" for part in path.split("/")]
        wanted = "/".join(parts)
        if len(wanted) > room or wanted.casefold() in taken:
            stem, dot, suffix = parts[-1].rpartition(".")
            mark = hashlib.sha256(path.encode()).hexdigest()[:12]
            folder = "/".join(parts[:-1])[: max(0, room - 30)].rstrip("/.-")
            left = max(1, room - len(folder) - len(suffix) - 16)
            name = f"{(stem or suffix)[:left].rstrip('.-')}-{mark}{dot}{suffix[:10] if stem else ''}"
            wanted = f"{folder}/{name}".lstrip("/")
        taken.add(wanted.casefold())
        names[path] = wanted
    return names


def write(bag: Bag, stream: BinaryIO) -> None:
    """Write the zip: declaration, information, manifests, tags, payload.

    Raises OSError: a file of the payload cannot be read, or the disk refuses.
    """
    digests = {f"data/{path}": _digest(content) for path, content in bag.payload.items()}
    info = (*bag.info, ("Payload-Oxum", f"{bag.size()}.{len(bag.payload)}"))
    tags: dict[str, Content] = {
        **bag.tags,
        "bagit.txt": _DECLARATION,
        "bag-info.txt": "".join(f"{key}: {' '.join(value.split())}\n" for key, value in info).encode(),
        "manifest-sha256.txt": _manifest(digests),
    }
    tags["tagmanifest-sha256.txt"] = _manifest({path: _digest(content) for path, content in tags.items()})
    members = tags | {f"data/{path}": content for path, content in bag.payload.items()}
    when = max(bag.frozen.astimezone(UTC), FIRST)
    moment = (when.year, when.month, when.day, when.hour, when.minute, when.second // 2 * 2)
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for path in sorted(members):
            member = ZipInfo(f"{bag.name}/{path}", moment)
            member.create_system = 3  # the same on every system
            member.external_attr = _FILE << 16
            member.file_size = _size(members[path])
            with archive.open(member, "w") as target, _opened(members[path]) as source:
                shutil.copyfileobj(source, target)


def _manifest(digests: Mapping[str, str]) -> bytes:
    """Write one line a file, as ``sha256sum -c`` reads them."""
    escaped = {path: path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D") for path in digests}
    return "".join(f"{digests[path]}  {escaped[path]}\n" for path in sorted(digests)).encode()


def _size(content: Content) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _digest(content: Content) -> str:
    with _opened(content) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _opened(content: Content) -> BytesIO | BufferedReader:
    return BytesIO(content) if isinstance(content, bytes) else content.open("rb")
