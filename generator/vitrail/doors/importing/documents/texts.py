"""The formats of texts, each with its reader: Markdown, a saved page, Word, LibreOffice; all give the same pages."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from msgspec.structs import replace

from vitrail.content.extracts.apart import kept
from vitrail.content.extracts.pieces import UnopenedError
from vitrail.content.reading.text.parse import MAX_BYTES
from vitrail.doors.importing.documents.words import read_text, read_word
from vitrail.doors.importing.headers import ReadPiece, read_page
from vitrail.doors.importing.markup import carried
from vitrail.doors.importing.saved import read_html
from vitrail.doors.scaffolding.files import slug
from vitrail.ground.language import mark

Reader: TypeAlias = Callable[[PurePosixPath, bytes], ReadPiece]
"""Reads the bytes of a file, by its path in the source; it recognises nothing, and may raise any error."""


def _read_plain(path: PurePosixPath, raw: bytes) -> ReadPiece:
    page = read_page(path, raw) if len(raw) <= MAX_BYTES else None
    if page is None:
        return ReadPiece(trouble=mark("Ce fichier ne se lit pas comme du texte."))
    body, pictures = carried(page.body, slug(path.name))
    return ReadPiece(page=replace(page, body=body), pictures=pictures)


PAGES: Final[Mapping[str, Reader]] = dict.fromkeys((".md", ".markdown", ".mdx", ".txt"), _read_plain)
"""Suffix of a text of which a page is made → its reader."""
SAVED: Final[Mapping[str, Reader]] = dict.fromkeys((".html", ".htm", ".xhtml"), read_html)
"""Suffix of a page of a site → its reader."""
WORDS: Final[Mapping[str, Reader]] = {".docx": read_word, ".odt": read_text}
"""Suffix of a document that stays beside its text, as a production → its reader."""
READERS: Final = {**PAGES, **SAVED, **WORDS}
_LISTS: Final = frozenset({"category", "tag", "author", "feed", "page", "categories", "tags", "etiquettes"})


def suffix_of(place: str) -> str:
    """Return the suffix of a file's name, in lower case."""
    return PurePosixPath(place).suffix.lower()


def read_piece(place: str, path: Path) -> ReadPiece:
    """Read a text of a format that has a reader; the names of its pictures become paths in the source."""
    pure, kind = PurePosixPath(place), suffix_of(place)
    if kind in SAVED and (_LISTS & set(pure.parts[:-1]) or pure.stem in {"404", "search", "archive_browser"}):
        return ReadPiece(trouble=mark("Liste de pages, ou page d'un outil : laissée de côté."))
    try:
        read, raw = READERS[kind], path.read_bytes()
        piece = read(pure, raw) if read is _read_plain else kept().run(read, pure, raw)
    except UnopenedError as error:
        why = mark("cette pièce ne donne pas son texte ({why}) : il reste à recopier.", why=error.reason)
        return ReadPiece(trouble=why)
    return replace(piece, pictures={str(pure.with_name(name)): held for name, held in piece.pictures.items()})
