"""Reading of a text of any format as keys and Markdown: Markdown, a saved page, Word, LibreOffice."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.extracts.apart import kept
from vitrail.content.extracts.pieces import UnopenedError
from vitrail.content.reading.text.parse import MAX_BYTES
from vitrail.doors.importing.documents.words import read_text, read_word
from vitrail.doors.importing.headers import SourcePage, read_page
from vitrail.doors.importing.markup import carried
from vitrail.doors.importing.saved import read_html
from vitrail.doors.scaffolding.files import slug
from vitrail.ground.language import Phrase, mark, nmark

PAGES: Final = frozenset({".md", ".markdown", ".mdx", ".txt"})
SAVED: Final = frozenset({".html", ".htm", ".xhtml"})
WORDS: Final = frozenset({".docx", ".odt"})
_LISTS: Final = frozenset({"category", "tag", "author", "feed", "page", "categories", "tags", "etiquettes"})


class ReadPiece(Struct, frozen=True, kw_only=True):
    """The result of reading a file."""

    page: SourcePage | None = None
    cards: tuple[SourcePage, ...] = ()
    """The works of a page that gathers some."""
    trouble: Phrase | None = None
    """Why it could not be read, or read whole."""
    around: tuple[str, ...] = ()
    """Words of the menus and footers of a saved page."""
    pictures: Mapping[str, bytes] = {}
    """Pictures embedded in it: path that each gets in the source → its bytes."""


def suffix_of(place: str) -> str:
    """Return the suffix of a file's name, in lower case."""
    return PurePosixPath(place).suffix.lower()


def read_piece(place: str, path: Path) -> ReadPiece:
    """Read a text; for a file that is none, return why."""
    pure, kind, stem = PurePosixPath(place), suffix_of(place), slug(PurePosixPath(place).name)
    if kind in PAGES:
        page = read_page(pure, path.read_bytes()) if path.stat().st_size <= MAX_BYTES else None
        if page is None:
            return ReadPiece(trouble=mark("Ce fichier ne se lit pas comme du texte."))
        body, pictures = carried(page.body, stem)
        return ReadPiece(page=replace(page, body=body), pictures=_beside(pure, pictures))
    if kind in SAVED and (_LISTS & set(pure.parts[:-1]) or pure.stem in {"404", "search", "archive_browser"}):
        return ReadPiece(trouble=mark("Liste de pages, ou page d'un outil : laissée de côté."))
    reader = read_html if kind in SAVED else read_word if kind == ".docx" else read_text
    try:
        transcript = kept().run(reader, path.read_bytes(), stem)
    except UnopenedError as error:
        return ReadPiece(
            trouble=mark("cette pièce ne donne pas son texte ({why}) : il reste à recopier.", why=error.reason)
        )
    if transcript.scripted:
        text = mark("Seul un script affiche cette page : ouvrez-la, puis « Enregistrer sous », « Page Web complète ».")
        return ReadPiece(trouble=text, around=transcript.around)
    keys = {"date": transcript.day} if transcript.day else {}
    page = SourcePage(
        path=pure, keys=keys, heading=transcript.title, body=transcript.text, line=0, gathers=transcript.gathers
    )
    cards = tuple(
        SourcePage(path=pure / f"{title.replace('/', '-')} {number}", keys={"tags": tags} if tags else {},
                   under=under, heading=title, body=body, line=0)
        for number, (under, title, tags, body) in enumerate(transcript.cards, start=1)
    )  # fmt: skip
    left = transcript.formulas and nmark(
        "{n} équation ou graphique n'est pas dans le texte : mettez-en une image, ou recopiez-le.",
        "{n} équations ou graphiques ne sont pas dans le texte : mettez-en des images, ou recopiez-les.",
        transcript.formulas,
    )
    beside = _beside(pure, transcript.pictures)
    return ReadPiece(page=page, cards=cards, trouble=left or None, around=transcript.around, pictures=beside)


def _beside(pure: PurePosixPath, pictures: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {str(pure.with_name(name)): raw for name, raw in pictures.items()}
