"""Conversion of Moodle's file of competencies to a référentiel, with a report on each of its fourteen columns.

A plain table of codes and titles is first made into Moodle's lines: a code depends on the longest one that begins it.

The columns are read by position, as Moodle does: the wording of its headers changes with its language. Values for
which a référentiel has no place are reported one by one: nothing of the file is lost silently.
"""

import csv
import html
import re
from collections.abc import Iterator, Sequence
from io import StringIO

from msgspec import DecodeError, Struct
from msgspec.json import decode as read_json

from vitrail.content.values.folding import fold
from vitrail.doors.importing.draft import Note, Treatment
from vitrail.doors.scaffolding.files import quoted, slug
from vitrail.ground.language import Phrase, ToldError, mark
from vitrail.ground.regex import regex

COLUMNS = (
    "Parent ID number", "ID number", "Shortname", "Description", "Description format", "Scale values",
    "Scale configuration", "Rule type", "Rule outcome", "Rule config", "Related ID numbers", "Export id",
    "Is framework", "Taxonomy",
)  # fmt: skip
"""Names of the columns in English Moodle, in its order."""
(
    _PARENT, _ID, _NAME, _TEXT, _FORMAT, _SCALE, _CONFIG, _TYPE, _OUTCOME, _RULE, _RELATED, _EXPORT, _IS, _TAXONOMY
) = range(len(COLUMNS))  # fmt: skip
_UNPLACED = (_TYPE, _OUTCOME, _RULE, _RELATED)
"""Columns for which a référentiel has no place."""
_FORMATS = frozenset({"", "0", "1", "2", "4"})
"""Moodle's formats of a text: its own, HTML, plain, Markdown."""
_DEPTHS = {
    "behaviour": "comportement", "competency": "compétence", "concept": "notion", "domain": "domaine",
    "indicator": "indicateur", "level": "niveau", "outcome": "acquis", "practice": "pratique",
    "proficiency": "maîtrise", "skill": "savoir-faire", "value": "valeur",
}  # fmt: skip
"""Moodle's words for the depths of a tree (« Taxonomy »)."""
_HEADS = {
    _ID: regex(r"(?:code|n°|numero|reference)(?: competence)?"),
    _NAME: regex(r"(?:intitule|titre|libelle|competence)s?(?: (?:de la )?competences?)?"),
    _TEXT: regex(r"(?:description|indicateur|critere)s?\b.*"),
}
"""Column of Moodle → its folded titles in a plain table; those of a list of people are none of them."""
_CUT = 100
"""Characters after which Moodle cuts a short name."""


class ImportedFramework(Struct, frozen=True, kw_only=True):
    """A référentiel as it will be written, and the notes on its source."""

    id: str
    text: str
    count: int
    """Number of competencies."""
    notes: tuple[Note, ...]


class _Line(Struct, frozen=True, kw_only=True):
    number: int
    cells: tuple[str, ...]

    def __getitem__(self, column: int) -> str:
        return self.cells[column]


def read_moodle(text: str, file: str) -> ImportedFramework:
    """Convert the file. Raises ToldError: it is neither Moodle's nor a table of codes and titles."""
    try:
        rows = list(_lines(text))
    except csv.Error:
        rows = []
    lines, unused = rows[1:], tuple[str, ...]()
    top = next((line for line in lines if line[_IS] in {"1", "oui", "yes", "true"}), None)
    if top is None and lines:
        top, lines, unused = _table(rows[0], lines, file.rpartition(".")[0])
    items = [line for line in lines if line is not top]
    if top is None or not items:
        raise ToldError(
            "« {file} » n'est pas un référentiel : il lui faut une ligne de titres avec « Code » et « Intitulé », puis "
            "une compétence par ligne, ou les quatorze colonnes de Moodle.",
            file=file,
        )
    title = _title(top)
    code = f"{'moodle' if top in lines else 'tableau'}.{slug(top[_ID] or title)}"
    kinds = _kinds(top, _deepest(items))
    written = [
        f"# {file}, importé",
        f"identifiant: {quoted(code)}",
        f"titre: {quoted(title)}",
        f"titre court: {quoted(top[_NAME] or title)}",
        f"niveaux: [{', '.join(quoted(kind, flow=True) for kind in kinds)}]",
        f"niveau jugé: {quoted(kinds[-1])}",
    ]
    scale = [word.strip() for word in top[_SCALE].split(",") if word.strip()]
    if scale:
        written.append(f"échelle: [{', '.join(quoted(word, flow=True) for word in scale)}]")
    rest = "\n".join(_sentences(top[_TEXT])).strip()
    if rest and rest != title:
        written.append(f"remarques: [{{sujet: Description, texte: {quoted(rest, flow=True)}}}]")
    written += ["compétences:", *(row for line in items for row in _item(line, top))]
    left = (note for line in lines for note in _left(line, top, file))
    numbers = tuple(line[_EXPORT] for line in lines if line[_EXPORT])
    text = mark("« Export id », numéros propres à Moodle, laissés de côté : {numbers}.", numbers=numbers)
    exported = (Note(file, text, Treatment.KEPT),) if numbers else ()
    text = mark("Colonnes laissées de côté : {titles}.", titles=unused)
    aside = (Note(file, text),) if unused else ()
    notes = (*_top_notes(top, file, scale), *left, *exported, *aside, *_doubles(items, file))
    return ImportedFramework(id=code, text="\n".join(written) + "\n", count=len(items), notes=notes)


def _lines(text: str) -> Iterator[_Line]:
    """Yield the rows, each with fourteen cells."""
    head = text.partition("\n")[0]
    for number, cells in enumerate(csv.reader(StringIO(text), delimiter=max(";,\t", key=head.count)), 1):
        row = [cell.strip() for cell in cells]
        if any(row):
            yield _Line(number=number, cells=(*row, *[""] * (len(COLUMNS) - len(row))))


def _table(head: _Line, rows: Sequence[_Line], name: str) -> tuple[_Line | None, list[_Line], tuple[str, ...]]:
    """Return a plain table as Moodle's lines: the référentiel, named like the file, the competencies, unused titles.

    None and nothing for a table without the column of the codes, or that of the titles.
    """
    places = {
        column: next((n for n, title in enumerate(head.cells) if words.fullmatch(fold(title))), -1)
        for column, words in _HEADS.items()
    }
    if -1 in {places[_ID], places[_NAME]}:
        return None, [], ()
    codes = [line[places[_ID]] for line in rows]
    made = []
    for line in rows:
        own = {column: line[place] for column, place in places.items() if place >= 0}
        above = [code for code in codes if re.match(rf"{re.escape(code)}[\W_]", own[_ID])]
        own[_PARENT] = max(above, key=len, default="")
        made.append(_Line(number=line.number, cells=tuple(own.get(column, "") for column in range(len(COLUMNS)))))
    unused = tuple(title for n, title in enumerate(head.cells) if title and n not in places.values())
    return _Line(number=head.number, cells=("", name, name, *[""] * len(COLUMNS))), made, unused


def _item(line: _Line, top: _Line) -> Iterator[str]:
    """Yield the lines of a competency."""
    yield f"  - code: {quoted(_code(line))}"
    yield f"    titre: {quoted(_title(line))}"
    if line[_PARENT] and line[_PARENT] != top[_ID]:
        yield f"    dépend de: {quoted(line[_PARENT])}"
    if words := _indicators(line):
        yield "    indicateurs:"
        yield from (f"      - {quoted(sentence)}" for sentence in words)


def _code(line: _Line) -> str:
    return line[_ID] or f"ligne-{line.number}"


def _title(line: _Line) -> str:
    """Return the short name, or the whole sentence of the description when Moodle cut the name."""
    said = _sentences(line[_TEXT])
    name = " ".join(html.unescape(line[_NAME]).split())
    if said and (not name or (len(line[_NAME]) >= _CUT and said[0].startswith(name[: _CUT - 5]))):
        return said[0]
    return name or _code(line)


def _indicators(line: _Line) -> tuple[str, ...]:
    """Return the sentences of the description besides the title: each is an indicator."""
    title = _title(line)
    return tuple(sentence for sentence in _sentences(line[_TEXT]) if sentence not in {title, line[_NAME]})


def _sentences(text: str) -> tuple[str, ...]:
    """Return the paragraphs and the list entries of a description, without their tags."""
    blocks = re.sub(r"<(?:br|/p|/li|/h\d|/div|li)[^>]*>", "\n", text, flags=re.IGNORECASE)
    plain = html.unescape(re.sub(r"<[^>]*>", "", blocks))
    return tuple(dict.fromkeys(" ".join(line.split()) for line in plain.splitlines() if line.strip()))


def _kinds(top: _Line, number: int) -> tuple[str, ...]:
    """Return the names of the depths of the tree: Moodle's, but « niveau 2 »… where it has none or the same twice."""
    words = [_DEPTHS.get(word.strip().casefold(), "") for word in top[_TAXONOMY].split(",")]
    known = (*words, *[""] * number)[:number]
    return tuple(word if word and known.count(word) == 1 else f"niveau {rank}" for rank, word in enumerate(known, 1))


def _deepest(items: Sequence[_Line]) -> int:
    """Count the depths of the tree; a loop of parents ends where it began."""
    parents = {_code(line): line[_PARENT] for line in items}
    deepest = 1
    for code, parent in parents.items():
        depth, above, seen = 1, parent, {code}
        while above in parents and above not in seen:
            seen.add(above)
            depth, above = depth + 1, parents[above]
        deepest = max(deepest, depth)
    return deepest


def _top_notes(top: _Line, file: str, scale: Sequence[str]) -> Iterator[Note]:
    """Report on the scale and its configuration, the names of the levels, and the level judged."""
    place = f"{file}:{top.number}"
    if scale:
        yield Note(place, mark("L'échelle : {words}.", words=tuple(scale)), Treatment.CONVERTED)
    if top[_CONFIG]:
        yield Note(place, _configured(top[_CONFIG], scale))
    if top[_TAXONOMY]:
        words = mark("Les niveaux, d'après « Taxonomy » : {words}.", words=top[_TAXONOMY])
        yield Note(place, words, Treatment.CONVERTED)
    yield Note(place, mark("Le niveau jugé est le plus profond : vérifiez-le."))


def _configured(config: str, scale: Sequence[str]) -> Phrase:
    """Return a note of the levels that Moodle took for acquired, which verdicts decide here."""
    try:
        parsed = read_json(config.encode())
    except DecodeError:
        return mark("La configuration de l'échelle ne se lit pas : {text}.", text=config)
    levels = [level for level in parsed if isinstance(level, dict)] if isinstance(parsed, list) else []
    good = [level.get("id") for level in levels if level.get("proficient") in {1, "1"}]
    names = tuple(scale[rank - 1] for rank in good if isinstance(rank, int) and 0 < rank <= len(scale))
    return mark(
        "Moodle tenait pour acquis : {levels} ; ici, les avis de l'équipe valident (configuration : {config}).",
        levels=names or "?",
        config=config,
    )


def _left(line: _Line, top: _Line, file: str) -> Iterator[Note]:
    """Report each cell that has no place here, such as a scale of a competency unlike the référentiel's."""
    place = f"{file}:{line.number}"
    own = () if line is top else tuple(column for column in (_SCALE, _CONFIG, _TAXONOMY) if line[column] != top[column])
    for column in (*_UNPLACED, *own, *((_FORMAT,) if line[_FORMAT] not in _FORMATS else ())):
        if line[column] and line[column] not in {"0", "null"}:
            text = mark("« {column} » n'a pas de place ici : {value}.", column=COLUMNS[column], value=line[column])
            yield Note(place, text)
    for extra in filter(None, line.cells[len(COLUMNS) :]):
        yield Note(place, mark("Au-delà de la quatorzième colonne : {value}.", value=extra))


def _doubles(items: Sequence[_Line], file: str) -> Iterator[Note]:
    """Report the rows without a code, or with one that another row has."""
    seen: dict[str, int] = {}
    for line in items:
        place, code = f"{file}:{line.number}", _code(line)
        if not line[_ID]:
            yield Note(place, mark("Sans code : « {code} » en tient lieu.", code=code))
        elif code in seen:
            text = mark("Le code « {code} » est déjà celui de la ligne {line}.", code=code, line=seen[code])
            yield Note(place, text)
        seen.setdefault(code, line.number)
