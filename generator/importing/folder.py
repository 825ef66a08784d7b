"""A folder of pages, read whole and in one order: what each becomes, and which files go with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator.importing.draft import Draft, Note, Treatment, named
from generator.importing.headers import SourcePage, read_page
from generator.importing.images import ImportedFiles, shelf_of, with_files
from generator.importing.pages import Owner, read_draft, week_of
from generator.language import mark
from generator.reading.text.parse import MAX_BYTES
from generator.values.folding import fold

_PAGES = frozenset({".md", ".markdown", ".mdx"})
_SKIPPED = frozenset({"node_modules", "public", "_site", "site", "themes", "resources", "__pycache__", "venv"})
_NOTES = frozenset({"readme", "lisezmoi", "license", "changelog", "_index"})
_MOST = 2000
"""Files of a source: more is not a portfolio."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A source, ready to be written."""

    drafts: tuple[Draft, ...]
    weeks: Mapping[int, Draft]
    files: Mapping[str, Path]
    """Name in ``fichiers/`` → the file to copy."""
    notes: tuple[Note, ...]
    """What is said of the source's other files."""


def read_folder(root: Path, reader: Owner) -> Imported:
    """Read every page of a folder; what is left aside is noted."""
    files = tuple(_walk(root))
    shelf = shelf_of(root, files)
    notes: list[Note] = []
    pages: dict[Path, SourcePage] = {}
    for path in files:
        if path.suffix.lower() not in _PAGES:
            continue
        place = path.relative_to(root).as_posix()
        if fold(path.stem) in _NOTES:
            notes.append(Note(fate=Treatment.KEPT, place=place, text=mark("Note ou sommaire : laissé de côté.")))
        elif path.stat().st_size > MAX_BYTES or not (page := read_page(place, path.read_bytes())).readable:
            notes.append(Note(fate=Treatment.TO_DO, place=place, text=mark("Ce fichier ne se lit pas comme du texte.")))
        else:
            pages[path] = page
    weeks, drafts = _sorted(root, pages, reader)
    addresses = {path.resolve(): draft for path, draft in drafts.items()}
    done = [with_files(draft, path, shelf, _linker(draft, addresses)) for path, draft in drafts.items()]
    told = {
        number: with_files(draft, path, shelf, _linker(draft, addresses)) for number, (path, draft) in weeks.items()
    }
    notes.extend(_unused(root, files, shelf))
    return Imported(drafts=tuple(done), weeks=told, files=shelf.asked, notes=tuple(notes))


def _sorted(
    root: Path, pages: Mapping[Path, SourcePage], reader: Owner
) -> tuple[dict[int, tuple[Path, Draft]], dict[Path, Draft]]:
    """Tell the weeks of a stage from the other pages."""
    weeks: dict[int, tuple[Path, Draft]] = {}
    plain: dict[Path, Draft] = {}
    for path, page in pages.items():
        place = PurePosixPath(path.relative_to(root).as_posix())
        draft = read_draft(place, page, reader)
        number = week_of(place, page)
        if number is not None and number not in weeks:
            weeks[number] = (path, replace(draft, kind="stages/x", name=f"semaine-{number:02}"))
        else:
            plain[path] = draft
    return weeks, dict(zip(plain, named(plain.values()), strict=True))


def _linker(draft: Draft, addresses: Mapping[Path, Draft]) -> Callable[[Path], str | None]:
    up = "../" * draft.path.count("/")

    def link(path: Path) -> str | None:
        found = addresses.get(path.resolve())
        return f"{up}{found.path}" if found else None

    return link


def _unused(root: Path, files: tuple[Path, ...], shelf: ImportedFiles) -> Iterator[Note]:
    """Name the files of the source that no page shows: nothing disappears unsaid."""
    taken = {path.resolve() for path in shelf.asked.values()}
    for path in files:
        if path.suffix.lower() not in _PAGES and path.resolve() not in taken:
            text = mark("Aucune page ne montre ce fichier : il n'est pas copié.")
            yield Note(fate=Treatment.TO_DO, place=path.relative_to(root).as_posix(), text=text)


def _walk(root: Path) -> Iterator[Path]:
    """Every file of a folder, in order; neither hidden ones, nor what a generator made, nor what lies elsewhere."""
    count = 0
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith((".", "_site")) and name not in _SKIPPED)
        for name in sorted(files):
            path = Path(folder, name)
            if name.startswith(".") or not path.resolve().is_relative_to(root.resolve()) or not path.is_file():
                continue
            count += 1
            if count > _MOST:
                return
            yield path
