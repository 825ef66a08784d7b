"""Finds what would run when somebody opens a document: it is refused, with advice on how to save it without."""

import re
import stat
from collections.abc import Container, Iterator
from itertools import islice
from typing import Final
from zipfile import ZipFile, ZipInfo

from vitrail.content.extracts.formats import content
from vitrail.content.extracts.pdf import object_streams
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_ACTIONS: Final = ("JavaScript", "Launch", "SubmitForm", "ImportData", "RichMedia", "XFA")
_MACROS: Final = regex(r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/.*|Basic/.+|Scripts/.+)$", re.IGNORECASE)
_TYPES: Final = regex(rb"macroEnabled|vbaProject|ms-office\.activeX", re.IGNORECASE)
_RELATION: Final = regex(rb"<(?:\w+:)?Relationship\b[^<>]*>", re.IGNORECASE)
_OUTSIDE: Final = regex(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
_LINK: Final = regex(rb"""Type\s*=\s*["'][^"']*/(hyperlink|externalLinkPath)["']""", re.IGNORECASE)
_AWAY: Final = rb"(https?:|ftp:|mhtml:|javascript:|//|\\\\|file:(//[^/]|////|[\\/]*\\\\))"
_TARGET: Final = regex(rb"""\sTarget\s*=\s*["']\s*""" + _AWAY, re.IGNORECASE)
_DRAWN: Final = regex(
    rb"""<draw:(?:image|object|plugin|applet)[^<>]*\sxlink:href\s*=\s*["']\s*""" + _AWAY, re.IGNORECASE
)
_OPENINGS: Final = 50
"""Most versions of one document that are read: each time it is saved may add one; no program writes more."""
_DRIVE: Final = regex(r"[A-Za-z]:")


def _name(word: str) -> str:
    """Return the pattern of a name in a PDF: any letter may be written as ``#`` and its hexadecimal number."""
    letters = "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)
    return rf"/{letters}(?=[\s/<>\[\]()%\d]|$)"


_ACTS: Final = regex("|".join(map(_name, _ACTIONS)).encode())
_OPENING: Final = regex(_name("OpenAction").encode() + rb"\s*(?:(\d+)\s+\d+\s+R|(<<.{0,400}))", re.DOTALL)
_OBJECT: Final = regex(rb"(?<!\d)(\d+)\s+\d+\s+obj")
_BEGINNING: Final = 400
"""Bytes of an object in which its kind is looked for."""
_SHOWS: Final = regex(rb"/S\s*/GoTo(?=[\s/>])|^\s*\[")


def pdf_fault(raw: bytes) -> str:
    """Say what a PDF would do by itself; empty when nothing was found, even if it cannot be opened (``Look.trouble``).

    Opening on one of its own pages, as most programs write it, is no action. Raises UnopenedError: it is a bomb.
    """
    if _acts(raw):
        return mark(
            "il contient une action (script, formulaire, lancement) ; imprimez-le dans un nouveau PDF "
            "(Imprimer, puis « Enregistrer au format PDF »)"
        )
    return ""


def _acts(raw: bytes) -> bool:
    """True if a document acts by itself, or opens otherwise than on one of its pages."""
    openings: list[tuple[bytes | None, bytes | None]] = []
    for part in object_streams(raw):
        if _ACTS.search(part):
            return True
        openings.extend((match[1], match[2]) for match in islice(_OPENING.finditer(part), _OPENINGS + 1))
        if len(openings) > _OPENINGS:
            return True
    actions = [written for _, written in openings if written]
    actions += islice(_objects(raw, {number for number, _ in openings if number}), _OPENINGS + 1)
    return len(actions) > _OPENINGS or not all(map(_SHOWS.search, actions))


def _objects(raw: bytes, numbers: Container[bytes]) -> Iterator[bytes]:
    """Yield the beginning of each version of some objects, in one pass over the file however many are asked for."""
    for match in _OBJECT.finditer(raw) if numbers else ():
        if match[1] in numbers:
            yield raw[match.end() : match.end() + _BEGINNING]


def archive_fault(archive: ZipFile) -> str:
    """Name the member that an archive would write outside the folder where it is extracted; empty without one."""
    for item in archive.infolist():
        if _escapes(item):
            return mark("elle contient un chemin qui sort de son dossier (« {name} »)", name=item.filename[:80])
    return ""


def office_fault(archive: ZipFile) -> str:
    """Say that a document holds macros, or fetches something when it is opened; empty when it does not."""
    names = archive.namelist()
    if any(map(_MACROS.search, names)) or any(_TYPES.search(raw) for raw in _read(archive, ("[Content_Types].xml",))):
        return mark("il contient des macros ; enregistrez-le sans macros, ou exportez-le en PDF")
    relations = (name for name in names if name.lower().endswith(".rels"))
    if any(_fetches(relation) for raw in _read(archive, relations) for relation in _RELATION.findall(raw)) or any(
        _DRAWN.search(raw) for raw in _read(archive, ("content.xml", "styles.xml"))
    ):
        return mark(
            "il va chercher un modèle, une image ou un objet ailleurs à l'ouverture ; incorporez-les, "
            "ou exportez-le en PDF"
        )
    return ""


def _escapes(item: ZipInfo) -> bool:
    """True if a member is a link, or has a path that leaves the folder on some system."""
    steps = item.orig_filename.replace("\\", "/").split("/")
    outside = ".." in steps or steps[0] == "" or "\0" in item.orig_filename or bool(_DRIVE.match(steps[0]))
    return outside or stat.S_ISLNK(item.external_attr >> 16)


def _fetches(relation: bytes) -> bool:
    """True if a relation leaves the document for another machine, unasked: a link waits for a click."""
    return bool(_OUTSIDE.search(relation) and _TARGET.search(relation) and not _LINK.search(relation))


def _read(archive: ZipFile, names: Iterator[str] | tuple[str, ...]) -> Iterator[bytes]:
    """Yield some members of an archive, those that exist."""
    known = set(archive.namelist())
    yield from (content(archive, archive.getinfo(name)) for name in names if name in known)
