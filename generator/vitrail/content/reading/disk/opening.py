"""Open an untrusted zip: its files by path, each read on request, and never beyond its declared size.

Names are normalised (Windows' backslashes and code page, the Mac's decomposed accents); if one path leaves the zip, the
whole zip is refused. Nothing is ever extracted to the disk.
"""

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO, Final

from msgspec import Struct

from vitrail.content.extracts import formats
from vitrail.content.extracts.pieces import Allowance, UnopenedError
from vitrail.content.reading.disk import names
from vitrail.content.reading.disk.hashing import with_plain_ends
from vitrail.content.reading.disk.tree import MAX_DEPTH, MAX_PATH
from vitrail.ground.language import mark
from vitrail.ground.memo.files import LARGE

_NAMED: Final = 0x800
"""Flag bit of a member whose name is UTF-8."""
_MAC: Final = "__MACOSX/"
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class HeldFile(Struct, frozen=True, kw_only=True):
    """A file of a zip or of a folder, opened on request."""

    size: int
    """Declared size in bytes; no more are read."""
    open: Callable[[], IO[bytes]]

    @contextmanager
    def reading(self) -> Iterator[IO[bytes]]:
        """Open the file. Raises UnopenedError, here and inside the ``with`` block: it cannot be read."""
        with _whole(), self.open() as stream:
            yield stream

    def read(self, most: int | None = None) -> bytes:
        """Return its bytes, or the first ``most``. Raises UnopenedError: it cannot be read."""
        with self.reading() as stream:
            return stream.read(self.size if most is None else most)

    def sum(self) -> str:
        """Return the SHA-256 of its content, with line ends normalised as git may change them. Raises UnopenedError."""
        if self.size <= LARGE:
            return sha256(with_plain_ends(self.read())).hexdigest()
        with self.reading() as stream:
            return file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # it has ``readinto``


def on_disk(path: Path) -> HeldFile:
    """Wrap a file of the disk."""
    return HeldFile(size=path.stat().st_size, open=lambda: path.open("rb"))


class HeldFiles(Struct, kw_only=True):
    """The files of a zip or of a folder, and those set aside, with the reasons."""

    files: dict[str, HeldFile] = {}
    aside: list[tuple[str, str]] = []
    _spelled: dict[str, str] = {}

    def add(self, path: str, file: HeldFile) -> None:
        """Add a file; set it aside if some system refuses its path, and drop the metadata of macOS."""
        if path.startswith(_MAC):
            return
        reason = why_refused(path, self._spelled)
        if reason:
            self.aside.append((names.nfc(path), reason))
        else:
            self._spelled[path.casefold()] = path
            self.files[path] = file


def why_refused(path: str, spelled: Mapping[str, str]) -> str | None:
    """Return why a path cannot be written on every system, or None; ``spelled`` has the case-folded paths present."""
    parts = path.split("/")
    if len(path) > MAX_PATH or len(parts) > MAX_DEPTH or any(map(names.is_too_long, parts)):
        return mark("nom trop long")
    if not all(map(names.is_readable, parts)):
        return mark("nom qui n'est pas du texte")
    if path.casefold() in spelled:
        return mark("un autre fichier a le même nom")
    return next(filter(None, map(names.forbidden_on_windows, parts)), None)


def members_in(stream: IO[bytes], budget: Allowance) -> Iterator[tuple[zipfile.ZipInfo, HeldFile]]:
    """Yield the files of a zip, readable while ``stream`` stays open. Raises UnopenedError as ``opened``."""
    with _whole():
        archive = formats.archive_in(stream, budget)
    for member in formats.members(archive, budget):
        yield member, HeldFile(size=member.file_size, open=partial(archive.open, member))


def opened(stream: IO[bytes], budget: Allowance) -> HeldFiles:
    """List the files of a zip, readable while ``stream`` stays open.

    Raises UnopenedError: it is not a zip, is encrypted, exceeds the budget, or has a path that leaves it.
    """
    held = HeldFiles()
    for member, file in members_in(stream, budget):
        path = _path(member)
        if stat.S_IFMT(member.external_attr >> 16) not in {0, stat.S_IFREG}:
            held.aside.append((names.nfc(path), mark("un lien, qu'un rendu ne suit pas")))
        elif member.compress_type not in _METHODS:
            held.aside.append((names.nfc(path), mark("compressé d'une façon qui n'est pas lue")))
        else:
            held.add(path, file)
    return held


def _path(member: zipfile.ZipInfo) -> str:
    """Decode and normalise a member's path, whatever program wrote it. Raises UnopenedError: it leaves the zip."""
    name = member.orig_filename
    if not member.flag_bits & _NAMED:
        with suppress(UnicodeEncodeError):
            raw = name.encode("cp437")
            try:
                name = raw.decode("utf-8")  # macOS writes UTF-8 without setting the flag
            except UnicodeDecodeError:
                name = raw.decode("cp850")
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or parts[0].endswith(":"):
        raise UnopenedError(mark("un chemin en sort : « {path} »", path=names.nfc(name)))
    return "/".join(part for part in parts if part not in {"", "."})


@contextmanager
def _whole() -> Iterator[None]:
    """Turn the exceptions that damaged bytes raise into UnopenedError."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnopenedError(mark("elle est abîmée, et ne s'ouvre pas")) from error
