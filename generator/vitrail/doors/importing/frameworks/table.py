"""Conversion of a table of codes and titles to a référentiel: a code depends on the longest one that begins it."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO

from msgspec import Struct

from vitrail.content.values.folding import fold
from vitrail.doors.importing.draft import Note
from vitrail.doors.scaffolding.files import quoted, slug
from vitrail.ground.language import ToldError, mark
from vitrail.ground.regex import regex

_CODE, _TITLE, _TEXT = range(3)
_HEADS = (
    regex(r"(?:code|n°|numero|reference)(?: competence)?"),
    regex(r"(?:intitule|titre|libelle|competence)s?(?: (?:de la )?competences?)?"),
    regex(r"(?:description|indicateur|critere)s?\b.*"),
)
"""The folded titles of each column that is read; those of a list of people are none of them."""


class ImportedFramework(Struct, frozen=True, kw_only=True):
    """A référentiel as it will be written, and the notes on its source."""

    id: str
    text: str
    count: int
    """Number of competencies."""
    notes: tuple[Note, ...]


class _Row(Struct, frozen=True, kw_only=True):
    number: int
    code: str
    title: str
    indicators: tuple[str, ...]


def read_framework(text: str, file: str) -> ImportedFramework:
    """Convert the file. Raises ToldError: it has no row of titles with a code and a title, or no competency below."""
    head, rows, unused = _read(text)
    if not rows:
        raise ToldError(
            "« {file} » n'est pas un référentiel : il lui faut une ligne de titres avec « Code » et « Intitulé », puis "
            "une compétence par ligne.",
            file=file,
        )
    name = file.rpartition(".")[0]
    parents = {row.code: _above(row.code, rows) for row in rows}
    kinds = [f"niveau {rank}" for rank in range(1, max(_depth(row.code, parents) for row in rows) + 1)]
    code = f"tableau.{slug(name)}"
    written = [
        f"# {file}, importé",
        f"identifiant: {quoted(code)}",
        f"titre: {quoted(name)}",
        f"niveaux: [{', '.join(quoted(kind, flow=True) for kind in kinds)}]",
        f"niveau jugé: {quoted(kinds[-1])}",
        "compétences:",
        *(line for row in rows for line in _item(row, parents[row.code])),
    ]
    text = mark("Colonnes laissées de côté : {titles}.", titles=unused)
    notes = (
        Note(f"{file}:{head}", mark("Le niveau jugé est le plus profond : vérifiez-le.")),
        *([Note(file, text)] if unused else []),
        *_doubles(rows, file),
    )
    return ImportedFramework(id=code, text="\n".join(written) + "\n", count=len(rows), notes=notes)


def _read(text: str) -> tuple[int, list[_Row], tuple[str, ...]]:
    """Return the number of the row of titles, the rows below, and the titles of the columns that are not read."""
    separator = max(";,\t", key=text.partition("\n")[0].count)
    try:
        lines = list(enumerate(csv.reader(StringIO(text), delimiter=separator), 1))
    except csv.Error:
        lines = []
    filled = [(number, [cell.strip() for cell in cells]) for number, cells in lines if any(map(str.strip, cells))]
    first, head = filled[0] if filled else (0, [])
    places = [next((n for n, title in enumerate(head) if words.fullmatch(fold(title))), -1) for words in _HEADS]
    if -1 in {places[_CODE], places[_TITLE]}:
        return 0, [], ()
    unused = tuple(title for n, title in enumerate(head) if title and n not in places)
    return first, [_row(number, cells, places) for number, cells in filled[1:]], unused


def _row(number: int, cells: Sequence[str], places: Sequence[int]) -> _Row:
    code, title, text = (cells[place] if 0 <= place < len(cells) else "" for place in places)
    sentences = dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip())
    code = code or f"ligne-{number}"
    return _Row(number=number, code=code, title=title or code, indicators=tuple(sentences))


def _above(code: str, rows: Sequence[_Row]) -> str:
    """Return the longest code that begins another: « C1 » of « C1.1 », and not of « C10 »."""
    return max((row.code for row in rows if re.match(rf"{re.escape(row.code)}[\W_]", code)), key=len, default="")


def _depth(code: str, parents: dict[str, str]) -> int:
    return 1 + _depth(parents[code], parents) if parents[code] else 1


def _item(row: _Row, parent: str) -> Iterator[str]:
    """Yield the lines of a competency."""
    yield f"  - code: {quoted(row.code)}"
    yield f"    titre: {quoted(row.title)}"
    if parent:
        yield f"    dépend de: {quoted(parent)}"
    if row.indicators:
        yield "    indicateurs:"
        yield from (f"      - {quoted(sentence)}" for sentence in row.indicators)


def _doubles(rows: Sequence[_Row], file: str) -> Iterator[Note]:
    """Report the rows without a code, or with one that another row has."""
    seen: dict[str, int] = {}
    for row in rows:
        place = f"{file}:{row.number}"
        if row.code == f"ligne-{row.number}":
            yield Note(place, mark("Sans code : « {code} » en tient lieu.", code=row.code))
        elif row.code in seen:
            text = mark("Le code « {code} » est déjà celui de la ligne {line}.", code=row.code, line=seen[row.code])
            yield Note(place, text)
        seen.setdefault(row.code, row.number)
