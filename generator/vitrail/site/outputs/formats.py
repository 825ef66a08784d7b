"""Judges the format of an attachment by its bytes, and never by its name alone."""

import codecs
from collections.abc import Callable
from itertools import islice
from typing import Final

from msgspec import Struct

from vitrail.content.extracts.decoding import decode, encoded
from vitrail.content.extracts.formats import OFFICE, unpacked
from vitrail.content.extracts.pieces import Allowance, UnopenedError
from vitrail.content.model.markup import straight
from vitrail.ground.language import mark

PICTURES: Final = frozenset({"png", "jpg", "jpeg", "webp", "gif"})
"""Suffixes of pictures that are shown, encoded again without metadata."""

_PICTURE_HEADS: Final = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
}
_PACKED: Final = frozenset({"zip"}) | OFFICE
TEXTS: Final = frozenset("txt csv md log conf cfg ini sql py sh ps1 yml yaml json".split())
READABLE: Final = TEXTS | frozenset("docx odt xlsx ods zip".split())
"""Suffixes of the files that have a page of their own, which shows what they hold."""
_SHOWN_AS_TEXT: Final = TEXTS - {"txt", "csv"}
"""Suffixes that a browser may not show as text: these files are published with ``.txt`` added to their name."""
PUBLISHED: Final = sorted(PICTURES | _PACKED | (TEXTS - _SHOWN_AS_TEXT) | {"pdf", "pkt", "drawio"})
"""Suffixes that a published file may have."""
_HEAD: Final = 1_024
"""Bytes of a text in which its first lines are looked for."""
_FIRST, _WIDE = 8, 44
"""Most lines of a text that its card shows, and most signs of a line."""
_MARKUP: Final = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<head", b"<body", b"<iframe")
_GUESSED: Final = (b"<", b"%")
"""Beginnings of texts that a browser may take for a page (``<p>``, ``<!-- -->``), a PDF or PostScript."""
_BLANK: Final = b"\xef\xbb\xbf \t\r\n\f\v\0"
_LAST_ASCII: Final = 0x7E
_HEIC: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")


class Inspection(Struct, frozen=True, kw_only=True):
    """Whether an attachment may be published, and under which suffix."""

    reason: str = ""
    """Why it may not: a phrase of ours that completes « la pièce jointe est refusée : »; empty when it may."""
    added_suffix: str = ""
    marked: bool = False
    """Whether it must be published ``as_text``: a browser that gets no content type could take it for a page."""


def as_text(raw: bytes) -> bytes:
    """Encode a text as UTF-8 with a byte order mark: every browser then shows it as text, whatever it begins with.

    The patterns by which a browser guesses a page or a PDF start at the first byte
    (https://mimesniff.spec.whatwg.org/, § 7.1), and the mark is the pattern of a text.
    """
    signs, encoding, _ = encoded(raw)
    try:
        text = raw[len(signs) :].decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    return codecs.BOM_UTF8 + text.encode()


def first_lines(raw: bytes) -> tuple[str, ...]:
    """Return the first lines of a text, as its card shows them."""
    head = straight(decode(raw[:_HEAD]).text or raw[:_HEAD].decode("cp1252", "replace")).replace("\t", "  ")
    lines = (line.rstrip()[:_WIDE] for line in head.split("\n"))
    return tuple(islice((line for line in lines if line), _FIRST))


def is_heic(raw: bytes) -> bool:
    """True for a HEIC photo, as telephones take them, which no browser shows."""
    return any(mark in raw[4:16] for mark in _HEIC)


def judge(name: str, raw: bytes) -> Inspection:
    """Judge an attachment by its content; the name only says which content to expect."""
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if is_heic(raw):
        return Inspection(
            reason=mark(
                "c'est une photo HEIC ; exportez-la en JPEG "
                "(sur iPhone : Réglages, Appareil photo, Formats, « Le plus compatible »)"
            )
        )
    if check := _CHECKS.get(suffix):
        try:
            return check(suffix, raw)
        except UnopenedError as error:
            return Inspection(reason=error.reason)
        except Exception:  # noqa: BLE001  # a damaged archive raises anything, which costs one file
            return Inspection(reason=mark("son contenu n'est pas celui d'un fichier « .{suffix} »", suffix=suffix))
    typed = mark("le type « .{suffix} » n'est pas publié", suffix=suffix)
    return Inspection(reason=typed if suffix else mark("le fichier n'a pas d'extension"))


def _picture(suffix: str, raw: bytes) -> Inspection:
    heads = _PICTURE_HEADS.get(suffix)
    right = raw.startswith(heads) if heads else raw[:4] == b"RIFF" and raw[8:12] == b"WEBP"
    fault = mark("son contenu n'est pas celui d'une image « .{suffix} »", suffix=suffix)
    return Inspection(reason="" if right else fault)


def _pdf(_suffix: str, raw: bytes) -> Inspection:
    from vitrail.site.outputs.active import pdf_fault  # a run that remembers what files are judges none

    right = raw.startswith(b"%PDF-")
    return Inspection(reason=pdf_fault(raw) if right else mark("son contenu n'est pas celui d'un PDF"))


def _archive(suffix: str, raw: bytes) -> Inspection:
    from vitrail.site.outputs.active import archive_fault, office_fault  # as above

    with unpacked(raw) as archive:
        Allowance().spend(size=sum(item.file_size for item in archive.infolist()))
        if suffix in OFFICE and not {"[Content_Types].xml", "mimetype"} & set(archive.namelist()):
            return Inspection(reason=mark("son contenu n'est pas celui d'un document « .{suffix} »", suffix=suffix))
        return Inspection(reason=archive_fault(archive) or (office_fault(archive) if suffix in OFFICE else ""))


def _text(suffix: str, raw: bytes) -> Inspection:
    wide = decode(raw).text if b"\0" in raw else ""
    if wide is None:
        return Inspection(reason=mark("ce n'est pas du texte"))
    raw = wide.encode() or raw
    head = raw[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_MARKUP):
        return Inspection(reason=mark("c'est une page web ou du XML, qui pourrait s'exécuter chez le lecteur"))
    guessed = raw[:2048].lstrip(_BLANK).startswith(_GUESSED)
    return Inspection(added_suffix=".txt" if suffix in _SHOWN_AS_TEXT else "", marked=guessed or bool(wide))


def _packet_tracer(_suffix: str, raw: bytes) -> Inspection:
    """Accept encrypted bytes, as Packet Tracer writes: a browser guesses the type of an unknown suffix by its bytes."""
    head = raw[:512].lstrip(_BLANK)
    binary = any(byte > _LAST_ASCII for byte in head[:64])
    right = binary and not head.startswith(_GUESSED)
    return Inspection(reason="" if right else mark("son contenu n'est pas celui d'un fichier Packet Tracer"))


def _drawing(_suffix: str, raw: bytes) -> Inspection:
    """Accept a drawing that starts with its own element, which no browser takes for a page; as text after ``<?xml``."""
    head = raw[:4096].lstrip(_BLANK)
    if head.startswith(b"<mxfile"):
        return Inspection()
    if head.startswith(b"<?xml") and b"<mxfile" in head:
        return Inspection(added_suffix=".txt")
    return Inspection(reason=mark("son contenu n'est pas celui d'un schéma draw.io"))


_CHECKS: Final[dict[str, Callable[[str, bytes], Inspection]]] = {
    **dict.fromkeys(PICTURES, _picture),
    **dict.fromkeys(_PACKED, _archive),
    **dict.fromkeys(TEXTS, _text),
    "pdf": _pdf,
    "pkt": _packet_tracer,
    "drawio": _drawing,
}
