"""A folder of pages, read whole and in one order: what each becomes, and which files go with it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.extracts.apart import SideProcess
from generator.importing import names
from generator.importing.citing import Owner, is_code
from generator.importing.draft import Draft, Imported, Note, Treatment, named
from generator.importing.headers import SourcePage, read_page
from generator.importing.links import with_files
from generator.importing.pages import read_draft, week_of
from generator.importing.saved import read_saved
from generator.importing.tree import PAGES, SAVED, Shelving, SourceFolder, walk
from generator.language import Phrase, mark
from generator.reading.text.parse import MAX_BYTES
from generator.values.folding import fold

_NOTES = frozenset({"readme", "lisezmoi", "license", "changelog"})
_HOMES = frozenset({"index", "accueil", "home"})
_ROOTS = frozenset({"", "content", "docs", "out", "dist", "build"})
_STAGE = re.compile(r"stages?\b|presentation\b|entreprise\b|organisation\b")
_NUMBER = re.compile(r"stages?\D{0,4}(\d)")
_TITLES = ("title", "titre")
_SHORTEST, _SEVERAL = 3, 2


def read_folder(root: Path, reader: Owner, there: Path, stage: str | None) -> Imported:
    """Read every page of a folder; what is left aside is noted.

    ``there`` is the portfolio's ``fichiers/``; ``stage`` takes the weeks that no folder's name gives to another.
    """
    source = walk(root)
    pages: dict[str, SourcePage] = {}
    notes: list[Note] = []
    for place, path in source.files.items():
        if PurePosixPath(place).suffix.lower() not in PAGES:
            continue
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
        page = read_page(PurePosixPath(place), raw, names.known) if raw is not None else None
        if page is None:
            notes.append(Note(fate=Treatment.TO_DO, place=place, text=mark("Ce fichier ne se lit pas comme du texte.")))
        else:
            pages[place] = page
    return drafted(source, pages, notes, reader, there, stage)


def read_site(source: SourceFolder, reader: Owner, there: Path, stage: str | None) -> Imported:
    """Read the saved pages of a folder, in the same way; the words of their menus are told once."""
    pages: dict[str, SourcePage] = {}
    notes: list[Note] = []
    told: set[str] = set()
    with SideProcess() as side:
        for place, path in source.files.items():
            if PurePosixPath(place).suffix.lower() not in SAVED:
                continue
            page, why, around = read_saved(place, path.read_bytes(), side)
            if page:
                pages[place] = page
            if why:
                notes.append(Note(fate=Treatment.TO_DO, place=place, text=why))
            for words in around:
                if words not in told:
                    text = mark("Menu, marge ou pied de page, laissé de côté : « {words} ».", words=words)
                    notes.append(Note(fate=Treatment.KEPT, place=place, text=text))
            told.update(around)
    return drafted(source, pages, notes, reader, there, stage)


def drafted(  # noqa: PLR0913, PLR0917  # what pages become drafts with, each by name
    source: SourceFolder,
    found: Mapping[str, SourcePage],
    notes: list[Note],
    reader: Owner,
    there: Path,
    stage: str | None,
) -> Imported:
    """Make the drafts of pages that were cut, with their files; what is left of the source is noted."""
    shelving = Shelving(source=source, there=there)
    aside = {place: why for place, page in found.items() if (why := _aside(page, reader))}
    pages = {place: page for place, page in found.items() if place not in aside}
    notes = [*source.notes, *notes, *(Note(fate=Treatment.KEPT, place=at, text=why) for at, why in aside.items())]
    staged = {place: name for place, page in pages.items() if (name := _of_stage(page))}
    addresses, waiting = _staged([(pages[place], name) for place, name in staged.items()], reader, stage)
    plain = {place: read_draft(page, reader) for place, page in pages.items() if place not in staged}
    addresses |= dict(zip(plain, named(plain.values()), strict=True))
    for draft in addresses.values():
        with_files(draft, shelving, addresses)
    files = {path: (name, shelving.content(path)) for path, name in shelving.names.items()}
    drafts = tuple(addresses.values())
    return Imported(drafts=drafts, files=files, notes=(*notes, *waiting, *_unused(source, shelving)))


def _aside(page: SourcePage, reader: Owner) -> Phrase | None:
    """Say why a page is no piece of the portfolio."""
    stem, above = page.path.stem, page.path.parent.name
    if fold(stem) in _NOTES or (stem == "_index" and above not in _ROOTS):
        return mark("Note ou sommaire : laissé de côté.")
    if stem.endswith(".excalidraw") or any(fold(key) == "excalidraw plugin" for key in page.keys):
        return mark("Dessin d'un autre outil : exportez-le en PNG.")
    if stem == "_index" or (fold(stem) in _HOMES and above in _ROOTS):
        return mark("Page d'accueil : recopiez dans index.md ce qui vous présente.")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", stem) and not page.keys and not page.heading:
        return mark("Note d'un jour : recopiez-la dans la réalisation ou la semaine qu'elle raconte.")
    if is_code(stem, reader):
        return mark("Cette page explique une compétence : les réalisations la citent par son code.")
    return None


def _of_stage(page: SourcePage) -> str:
    """Return the name of the file of a stage that a page is: a week's, the stage's own, or none."""
    if number := week_of(page):
        return f"semaine-{number:02}"
    titles = map(fold, (page.path.stem, page.heading, *(names.text_of(page.keys.get(key)) for key in _TITLES)))
    placed = any(fold(part).startswith("stage") for part in page.path.parts[:-1])
    stage = any(re.match(r"stages?\b", title) for title in titles) or (placed and _STAGE.match(fold(page.path.stem)))
    return "index" if stage else ""


def _staged(
    pages: list[tuple[SourcePage, str]], reader: Owner, said: str | None
) -> tuple[dict[str, Draft], list[Note]]:
    """Give the pages of stages to those of the portfolio: by a name, else to the one that is said, else to the only."""
    found: dict[str, Draft] = {}
    notes: list[Note] = []
    one = len(reader.stages) == 1 and len({page.path.parent for page, _ in pages}) == 1
    only = next(iter(reader.stages)) if one else None
    taken: set[str] = set()
    for page, name in pages:
        path, week = page.path, week_of(page)
        own = () if week else (path.stem, page.heading, *map(names.text_of, page.keys.values()))
        stage = _called((*path.parts[:-1], *own), reader) or (said or only if week else only)
        draft = read_draft(page, reader, kind=f"stages/{stage}", week=week)
        draft.name = name
        if stage is None and len(reader.stages) < _SEVERAL:
            text = mark(
                "« {name} » est d'un stage : créez-le avec « vitrail new stage », puis relancez.", name=path.stem
            )
        elif stage is None:
            text = mark("« {name} » est d'un stage, mais duquel ? Relancez avec --stage.", name=path.stem)
        elif draft.path in taken:
            text = mark("Un autre fichier de la source est déjà {path} : ajoutez celui-ci à la main.", path=draft.path)
        else:
            taken.add(draft.path)
            found[draft.place] = draft
            continue
        notes.append(Note(fate=Treatment.TO_DO, place=draft.place, text=text))
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
        if PurePosixPath(place).suffix.lower() not in PAGES | SAVED and place not in shelving.names:
            text = mark("Aucun lien que l'on sait lire ne mène à ce fichier : il n'est pas copié.")
            yield Note(fate=Treatment.TO_DO, place=place, text=text)
