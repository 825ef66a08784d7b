"""The formats that are read, those without text, and the first bytes of each."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from vitrail.content.extracts.markup import xml_text
from vitrail.content.extracts.pieces import BEYOND, Allowance, UnopenedError
from vitrail.ground.language import mark
from vitrail.ground.memo.files import LARGE

ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
OFFICE_97: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of an office document of before 2007, or of a later one that is encrypted."""
PACKED_OTHERWISE: Final = (
    *(b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x5d\0\0", b"\x1f\x9d", b"\x1f\xa0", b"LZIP", b"\x04\x22\x4d\x18"),
    *(b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"MSCF", b"!<arch>\n", b"\x28\xb5\x2f\xfd"),
    *(bytes([first]) + b"\x2a\x4d\x18" for first in range(0x50, 0x60)),
)
"""First bytes of archives and compressed files other than zip: gzip, bzip2, xz, lzma, compress, lzip, lz4; 7z, RAR,
cabinet, ar, Zstandard. Each would need limits of its own, while an honest author can zip plain files."""
TAR, TAR_AT = b"ustar", 257
_SILENT: Final = (
    *(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0"),
    *(b"ID3", b"\xff\xfb", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"FLV\x01", b"wOFF", b"wOF2", b"\0\1\0\0\0", b"OTTO"),
)
"""First bytes of pictures, sounds, videos and fonts."""
_RIFF, _BOX = b"RIFF", b"ftyp"
_HEAD: Final = 4096
"""First bytes of a file, among which a picture or a video has a zero."""
_END, _WIDE_END = b"PK\x05\x06", b"PK\x06\x06"
_ENTRY: Final = 200
"""Bytes of a zip's list, which is read whole, for each file that it may hold: a long path and two dates."""
OFFICE: Final = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp", "odg"})
MARKED_UP: Final = frozenset({"svg", "xml", "drawio", "rels"})
PAGES: Final = frozenset({"html", "htm", "xhtml"})
DATA: Final = frozenset({"json", "ipynb"})
TABLES: Final = frozenset({"csv", "tsv"})


FORMATS: Final = {
    "txt md log conf cfg ini sql py sh ps1 yml yaml":
        "tout, décodé comme une page (UTF-8, UTF-16, Windows-1252, ou l'ancien code de DOS ou de Macintosh)",
    "csv": "chaque ligne, ses cellules à la suite",
    "json ipynb": "chaque chaîne, les lignes d'une cellule de carnet réunies",
    "docx pptx odt odp odg":
        "paragraphe par paragraphe ; notes, commentaires, révisions, propriétés, adresses des liens, objets",
    "xlsx ods": "ligne par ligne ; noms des feuilles, commentaires, propriétés",
    "pdf": "pages, annotations, tampons, formulaires, signets, calques, propriétés, fichiers joints",
    "zip": "noms des fichiers, remarques, et chaque fichier selon son format, sur trois niveaux",
    "drawio svg xml html": "étiquettes et textes ; un schéma compressé est ouvert",
    "png jpg jpeg webp gif": "rien",
    "pkt": "rien",
}  # fmt: skip
"""Published suffixes, alone or in an archive → the text that is read of them, as docs/securite.md has it; of any other,
the words among its bytes are read."""


def silent(suffix: str, raw: bytes) -> bool:
    """True if a file has no text: a medium by its first bytes, or a network of Packet Tracer, which is encrypted."""
    media = raw.startswith(_SILENT) or raw[:4] == _RIFF or raw[4:8] == _BOX
    return suffix == "pkt" or (media and b"\0" in raw[:_HEAD])  # a text may begin with « BM », but holds no zero


def packed(raw: bytes) -> bool:
    """True if a program may open a file as a zip, even one that begins further in it."""
    return raw.startswith(ZIP) or is_zipfile(BytesIO(raw))


def archive_in(stream: IO[bytes], budget: Allowance) -> ZipFile:
    """Open a zip. Raises UnopenedError: its list of files alone would exceed the allowance; anything: it is none."""
    stream.seek(max(0, stream.seek(0, 2) - 66_000))
    before, there, end = stream.read().rpartition(_END)
    wide = before[-76:] if before[-76:].startswith(_WIDE_END) else b""  # its length counts, whatever the other says
    length = max(int.from_bytes(end[8:12], "little"), int.from_bytes(wide[40:48], "little"))
    if there and length > _ENTRY * budget.members:
        raise UnopenedError(BEYOND)
    return ZipFile(stream)


def unpacked(raw: bytes) -> ZipFile:
    """Open a zip whose first member is at the first byte, so that no program takes it for another format.

    Raises anything for other bytes: a page before the zip would be run, a byte before it would hide it.
    """
    archive = archive_in(BytesIO(raw), Allowance())
    if not raw.startswith(ZIP) or min((zipped.header_offset for zipped in archive.infolist()), default=0):
        raise BadZipFile
    return archive


def members(archive: ZipFile, budget: Allowance) -> list[ZipInfo]:
    """Return the files of a zip, before any is read. Raises UnopenedError: encrypted, or beyond the allowance."""
    files = [zipped for zipped in archive.infolist() if not zipped.is_dir()]
    if any(zipped.flag_bits & 1 for zipped in files):
        raise UnopenedError(mark("elle est protégée par un mot de passe"))
    budget.spend(size=sum(zipped.file_size for zipped in files), members=len(files))
    return files


def content(archive: ZipFile, zipped: ZipInfo) -> bytes:
    """Return the first ``LARGE`` bytes of a file of a zip. Raises UnopenedError: it has more, and may have text."""
    with archive.open(zipped) as stream:
        raw = stream.read(LARGE)
    if zipped.file_size > LARGE and not silent(zipped.filename.rpartition(".")[2].lower(), raw):
        raise UnopenedError(BEYOND)
    return raw


def parts(raw: bytes) -> Mapping[str, bytes]:
    """Return the parts of an office document by name; only in a separate process (``extracts.apart``).

    Raises UnopenedError: it is encrypted, or beyond the allowance; and anything that damaged bytes or entities raise.
    """
    if raw.startswith(OFFICE_97):
        raise UnopenedError(mark("elle est protégée par un mot de passe"))
    budget = Allowance()
    with unpacked(raw) as archive:
        named = {part.filename: content(archive, part) for part in members(archive, budget)}
    for name, written in named.items():
        if name.endswith((".xml", ".rels")) and written:
            xml_text(written, budget)
    return named
