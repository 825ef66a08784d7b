"""Import of a file or a folder as drafts: the kind of each piece is recognised, so that nobody has to give it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from vitrail.content.reading.disk.history import spans
from vitrail.content.values.folding import fold
from vitrail.doors.importing.citing import Owner
from vitrail.doors.importing.documents.aside import no_work, sort_out
from vitrail.doors.importing.documents.reading import SourceReading
from vitrail.doors.importing.documents.texts import PAGES, SAVED, suffix_of
from vitrail.doors.importing.documents.twins import Twins
from vitrail.doors.importing.documents.works import works
from vitrail.doors.importing.draft import UNKNOWN, Draft, Imported, Treatment, named, to_do
from vitrail.doors.importing.links import targets, with_files
from vitrail.doors.importing.stages import is_week, staged
from vitrail.doors.importing.tables.workbook import read_workbook
from vitrail.doors.importing.tree import PICTURES, Shelving, SourceFolder, unfold, walk
from vitrail.ground.language import mark

_TABLES = frozenset({".xlsx", ".xlsm", ".ods"})
_ALIKE = 85
"""Likeness of two titles, out of 100, from which they name one work; with the same days, less is enough."""
_NEAR = 50
"""Likeness, out of 100, that is enough when the periods are the same."""


def read_table(path: Path, reader: Owner) -> Imported:
    """Read a tableau de synthèse. Raises NotATableError: the file is none, or is another candidate's."""
    table = read_workbook(path.name, path.read_bytes(), reader)
    return replace(table, drafts=named(map(to_do, table.drafts)))


def read_source(path: Path, reader: Owner, there: Path, stage: str | None) -> Imported:
    """Read a file or a folder.

    Args:
        path: the file or the folder to import.
        reader: the student for whom it is imported.
        there: the portfolio's ``fichiers/``.
        stage: the stage of the weeks whose path names no other.

    Raises:
        NotATableError: the workbook is none, or is another candidate's.
    """
    if path.suffix.lower() in _TABLES and path.is_file():
        return read_table(path, reader)
    source = walk(path) if path.is_dir() else SourceFolder()
    if path.is_file():
        source.add(path.name, path)
    reading = SourceReading(source=source, reader=reader, days=spans(path if path.is_dir() else path.parent))
    with TemporaryDirectory() as shelf:
        unfold(source, Path(shelf))
        drafts, addresses = _drafts(reading, stage)
    shelving = Shelving(source=source, there=there)
    for draft in drafts:
        with_files(draft, shelving, addresses)
        to_do(draft)
    files = {place: (name, source.files[place]) for place, name in shelving.names.items()}
    return Imported(drafts=drafts, files=files, notes=tuple(source.notes))


def _drafts(reading: SourceReading, stage: str | None) -> tuple[tuple[Draft, ...], dict[str, Draft]]:
    """Make the drafts of a source, and map each of its texts to its draft.

    Texts are read first, to know which files they show; a file that none shows is a work, or belongs to one.
    """
    source, reader = reading.source, reading.reader
    sort_out(source)
    texts = [place for place in source.files if suffix_of(place) in {*PAGES, *SAVED} or is_week(place)]
    rows = list(reading.rows(texts))
    pages = reading.pages(reading.single([place for place in texts if place in source.files]))
    shown = reading.shown(pages)
    rest = reading.single([place for place in source.files if place not in texts], shown)
    rows += reading.rows(rest)
    reading.look(rest, shown)
    weeks = staged(pages, source, reader, stage)
    left = [place for place in pages if place not in weeks]
    left += [place for place in rest if place in source.files and place not in shown]
    notes = {place for place, page in pages.items() if not page.keys and suffix_of(place) in PAGES}
    addresses = {place: draft for place, draft in weeks.items() if draft}
    for place, draft in addresses.items():
        reading.completed(draft, place, (place,), pages[place].body)
    made: dict[str, Draft] = {}
    loose: dict[str, list[str]] = {}
    for place, inside in works(left, notes, pages.keys() - notes, reader.names).items():
        if all(suffix_of(path) in PICTURES for path in inside):
            loose.setdefault(place.rpartition("/")[0], []).extend(inside)
        elif why := no_work(place, inside, pages, reader.names):
            source.note(place, why)
        else:
            made[place] = reading.draft(place, inside, pages)
            addresses |= {path: made[place] for path in inside if path in pages}
    headed = {file for draft in made.values() for text in draft.passages for file in targets(text, source)}
    for folder, pictures in loose.items():
        if names := tuple(path.rpartition("/")[2] for path in pictures if path not in headed):
            text = mark("images qu'aucune page ne montre ({names}) : ajoutez-les aux réalisations.", names=names)
            source.note(f"{folder}/" if folder else ".", text)
    addresses |= {copy: addresses[kept] for copy, kept in reading.copies.items() if kept in addresses}
    own, others = (
        [draft for draft in made.values() if (draft.kind == "realisations") is work] for work in (True, False)
    )
    twins = Twins(own, reading.said)
    source.notes += twins.notes
    addresses |= {
        place: twins.others[draft.place] for place, draft in addresses.items() if twins.others.get(draft.place)
    }
    drafts = (*(draft for draft in weeks.values() if draft), *_matched(twins.kept, rows), *others)
    return named(drafts), addresses


def _matched(drafts: Iterable[Draft], rows: Iterable[Draft]) -> Iterator[Draft]:
    """Merge the rows of a tableau with the drafts of documents, by likeness; a row without a document is a work itself.

    Each row takes the likeliest draft left; its title and its period win, since the jury has read them.
    """
    waiting = list(drafts)
    for row in rows:
        best = max(waiting, key=lambda work: _likeness(row, work), default=None)
        if best is None or not _likeness(row, best):
            yield row
            continue
        waiting.remove(best)
        note = mark("« {title} » est la ligne {place} du tableau.", title=best.title, place=row.place)
        keys = {**best.keys, **{key: value for key, value in row.keys.items() if value != UNKNOWN}}
        best.title, best.keys, best.codes = row.title, keys, {**row.codes, **best.codes}
        best.proposed = {code: why for code, why in best.proposed.items() if code not in row.codes}
        best.produce(row.productions)
        best.left += row.left
        best.notes += row.notes
        best.note(note, Treatment.CONVERTED)
        yield best
    yield from waiting


def _likeness(row: Draft, work: Draft) -> float:
    from rapidfuzz.fuzz import token_set_ratio  # loaded only when there are rows to compare

    alike = token_set_ratio(fold(row.title), fold(work.title))
    same = row.keys["période"] == work.keys["période"] != UNKNOWN
    return alike if alike >= _ALIKE or (same and alike >= _NEAR) else 0
