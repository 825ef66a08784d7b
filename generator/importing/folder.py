"""A folder of pages, read whole and in one order: what each becomes, and which files go with it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator.importing import names
from generator.importing.citing import Owner, is_code
from generator.importing.draft import Draft, Note, Treatment, named
from generator.importing.headers import SourcePage, read_page
from generator.importing.links import with_files
from generator.importing.pages import read_draft, week_of
from generator.importing.tree import PAGES, Shelving, SourceFolder, walk
from generator.language import Phrase, mark
from generator.reading.text.parse import MAX_BYTES
from generator.values.folding import fold

_NOTES = frozenset({"readme", "lisezmoi", "license", "changelog"})
_HOMES = frozenset({"index", "accueil", "home"})
_ROOTS = frozenset({"", "content", "docs"})
_STAGE = re.compile(r"stages?\b|presentation\b|entreprise\b|organisation\b")
_NUMBER = re.compile(r"stages?\D{0,4}(\d)")
_TITLES = ("title", "titre")
_SHORTEST, _SEVERAL = 3, 2


class Imported(Struct, frozen=True, kw_only=True):
    """A source, ready to be written."""

    drafts: tuple[Draft, ...]
    files: Mapping[str, tuple[str, Path]]
    """Path in the source → its name in ``fichiers/``, and the file to copy."""
    notes: tuple[Note, ...]
    """What is said of the source's other files."""


def read_folder(root: Path, reader: Owner, there: Path, stage: str | None) -> Imported:
    """Read every page of a folder; what is left aside is noted.

    Args:
        root: the source.
        reader: for whom.
        there: the portfolio's ``fichiers/``.
        stage: where weeks go that no folder's name gives to a stage.
    """
    source = walk(root)
    shelving = Shelving(source=source, there=there)
    notes = list(source.notes)
    pages: dict[str, SourcePage] = {}
    for place, path in source.files.items():
        if PurePosixPath(place).suffix.lower() not in PAGES:
            continue
        if path.stat().st_size > MAX_BYTES or not (page := read_page(place, path.read_bytes(), names.known)).readable:
            notes.append(Note(fate=Treatment.TO_DO, place=place, text=mark("Ce fichier ne se lit pas comme du texte.")))
        elif aside := _aside(PurePosixPath(place), page, reader):
            notes.append(Note(fate=Treatment.KEPT, place=place, text=aside))
        else:
            pages[place] = page
    staged, waiting = _staged(pages, reader, stage)
    notes.extend(waiting)
    plain = {
        place: read_draft(PurePosixPath(place), page, reader)
        for place, page in pages.items()
        if not _of_stage(PurePosixPath(place), page)
    }
    addresses = staged | dict(zip(plain, named(plain.values()), strict=True))
    drafts = tuple(with_files(draft, shelving, addresses) for draft in addresses.values())
    notes.extend(_unused(source, shelving))
    files = {path: (name, source.files[path]) for path, name in shelving.names.items()}
    return Imported(drafts=drafts, files=files, notes=tuple(notes))


def _aside(path: PurePosixPath, page: SourcePage, reader: Owner) -> Phrase | None:
    """Say why a page is no piece of the portfolio."""
    stem = fold(path.stem)
    if stem in _NOTES or (path.stem == "_index" and path.parent.name not in _ROOTS):
        return mark("Note ou sommaire : laissé de côté.")
    if path.stem.endswith(".excalidraw") or any(fold(key) == "excalidraw plugin" for key in page.keys):
        return mark("Dessin d'un autre outil : exportez-le en PNG.")
    if path.stem == "_index" or (stem in _HOMES and path.parent.name in _ROOTS):
        return mark("Page d'accueil : recopiez dans index.md ce qui vous présente.")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", path.stem) and not page.keys and not page.heading:
        return mark("Note d'un jour : recopiez-la dans la réalisation ou la semaine qu'elle raconte.")
    if is_code(path.stem, reader):
        return mark("Cette page explique une compétence : les réalisations la citent par son code.")
    return None


def _of_stage(path: PurePosixPath, page: SourcePage) -> str:
    """Return the name of the file of a stage that a page is: a week's, the stage's own, or none."""
    if number := week_of(path, page):
        return f"semaine-{number:02}"
    titles = (fold(path.stem), fold(page.heading), *(fold(names.text_of(page.keys.get(key))) for key in _TITLES))
    placed = any(fold(part).startswith("stage") for part in path.parts[:-1])
    stage = any(re.match(r"stages?\b", title) for title in titles) or (placed and _STAGE.match(titles[0]))
    return "index" if stage else ""


def _staged(pages: Mapping[str, SourcePage], reader: Owner, said: str | None) -> tuple[dict[str, Draft], list[Note]]:
    """Give the pages of stages to those of the portfolio: by a name, else to the one that is said, else to the only."""
    found: dict[str, Draft] = {}
    notes: list[Note] = []
    places = {place: name for place, page in pages.items() if (name := _of_stage(PurePosixPath(place), page))}
    folders = {PurePosixPath(place).parent for place in places}
    only = next(iter(reader.stages)) if len(reader.stages) == 1 and len(folders) == 1 else None
    taken: set[str] = set()
    for place, name in places.items():
        path, page = PurePosixPath(place), pages[place]
        week = week_of(path, page)
        words = (
            *path.parts[:-1],
            *(() if week else (path.stem, page.heading, *map(names.text_of, page.keys.values()))),
        )
        stage = _called(words, reader) or (said or only if week else only)
        draft = replace(read_draft(path, page, reader, kind=f"stages/{stage}", week=week), name=name)
        if stage is None:
            text = mark(
                "« {name} » est d'un stage : créez-le avec « vitrail new stage », puis relancez.", name=path.stem
            )
            text = (
                text
                if len(reader.stages) < _SEVERAL
                else mark("« {name} » est d'un stage, mais duquel ? Relancez avec --stage.", name=path.stem)
            )
        elif draft.path in taken:
            text = mark("Un autre fichier de la source est déjà {path} : ajoutez celui-ci à la main.", path=draft.path)
        else:
            taken.add(draft.path)
            found[place] = draft
            continue
        notes.append(Note(fate=Treatment.TO_DO, place=place, text=text))
    return found, notes


def _called(words: Iterable[str], reader: Owner) -> str | None:
    """Return the stage that words name: by its organisation, or by its number."""
    stages = tuple(reader.stages)
    folded = tuple(map(fold, words))
    for part in folded:
        for stage, organisation in reader.stages.items():
            if any(len(name) >= _SHORTEST and name in part for name in (fold(stage), fold(organisation))):
                return stage
    numbers = (int(found[1]) for part in folded if (found := _NUMBER.match(part)))
    return next((stages[number - 1] for number in numbers if 0 < number <= len(stages)), None)


def _unused(source: SourceFolder, shelving: Shelving) -> Iterator[Note]:
    """Name the files of the source that no draft shows: nothing disappears unsaid."""
    for place in source.files:
        if PurePosixPath(place).suffix.lower() not in PAGES and place not in shelving.names:
            text = mark("Aucun lien que l'on sait lire ne mène à ce fichier : il n'est pas copié.")
            yield Note(fate=Treatment.TO_DO, place=place, text=text)
