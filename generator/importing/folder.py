"""A folder of pages, read whole and in one order: what each becomes, and which files go with it."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from generator.importing.draft import Draft, Note, Treatment, named
from generator.importing.headers import SourcePage, read_page
from generator.importing.pages import Owner, read_draft, week_of
from generator.language import mark
from generator.reading.text.parse import MAX_BYTES
from generator.scaffolding.files import slug
from generator.values.folding import fold

LARGEST = 25_000_000
"""Bytes of a file that a portfolio publishes."""
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
_DOCUMENTS = frozenset(
    {".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip", ".txt", ".csv", ".drawio", ".pkt"}
)
_SHORTCODE = re.compile(r"\{\{[<%]\s*figure\s+[^>%]*?src=[\"']([^\"']+)[\"'][^>%]*[>%]\}\}")
_TAG = re.compile(r"<img\s[^>]*?src=[\"']([^\"']+)[\"'][^>]*>", re.IGNORECASE)
_ALT = re.compile(r"alt=[\"']([^\"']*)[\"']", re.IGNORECASE)
_WIKI = re.compile(r"!\[\[([^\]|\n]+)(?:\|[^\]\n]*)?\]\]")
_LINK = re.compile(r"(!?)\[([^\]\n]*)\]\(\s*<?([^)>\n]+?)>?(?:\s+[\"'][^\"'\n]*[\"'])?\s*\)")

_PAGES = frozenset({".md", ".markdown", ".mdx"})
_SKIPPED = frozenset({"node_modules", "public", "_site", "site", "themes", "resources", "__pycache__", "venv"})
_NOTES = frozenset({"readme", "lisezmoi", "license", "changelog", "_index"})
_MOST = 2000
"""Files of a source: more is not a portfolio."""


@dataclass(slots=True, kw_only=True)
class ImportedFiles:
    """The files of a source, and those of them that drafts ask for."""

    files: Mapping[str, tuple[Path, ...]]
    """Folded name → the files that bear it."""
    root: Path
    asked: dict[str, Path] = field(default_factory=dict)
    """Clean name in ``fichiers/`` → the file to copy."""
    digests: dict[str, str] = field(default_factory=dict)

    def find(self, link: str, page: Path) -> Path | None:
        """Find the file of a link: from its page, from the root, else by its name; never outside the source."""
        said = unquote(link).replace("\\", "/").split("#")[0].split("?")[0]
        for base in (page.parent, self.root, self.root / "static", self.root / "assets"):
            path = (base / said.lstrip("/")).resolve()
            if path.is_relative_to(self.root.resolve()) and path.is_file():
                return path
        same = self.files.get(fold(PurePosixPath(said).name), ())
        return same[0] if same else None

    def take(self, path: Path) -> str:
        """Return the clean name of a file; two files of one name are two, one file shown twice is one."""
        stem, suffix = slug(path.stem), path.suffix.lower()
        digest = sha256(path.read_bytes()).hexdigest()
        number, name = 1, f"{stem}{suffix}"
        while self.digests.get(name, digest) != digest:
            number += 1
            name = f"{stem}-{number}{suffix}"
        self.digests[name] = digest
        self.asked[name] = path
        return name


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
    shelf = _shelf_of(root, files)
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
    done = [_with_files(draft, path, shelf, _linker(draft, addresses)) for path, draft in drafts.items()]
    told = {
        number: _with_files(draft, path, shelf, _linker(draft, addresses)) for number, (path, draft) in weeks.items()
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


def _shelf_of(root: Path, files: tuple[Path, ...]) -> ImportedFiles:
    """List the files of a source by their names."""
    by_name: dict[str, tuple[Path, ...]] = {}
    for path in files:
        by_name[fold(path.name)] = (*by_name.get(fold(path.name), ()), path)
    return ImportedFiles(files=by_name, root=root)


def _with_files(draft: Draft, page: Path, shelf: ImportedFiles, pages: Callable[[Path], str | None]) -> Draft:
    """Rewrite the links of a draft to its portfolio's files; what cannot be found is left as it is, and told.

    Args:
        draft: its text shows files of the source.
        page: where it comes from.
        shelf: the source's files; what is found is asked of it.
        pages: the draft that another page of the source became, as a link from this one.
    """
    up = "../" if draft.kind else ""
    missing: list[str] = []
    attached: list[tuple[str, str, str]] = []
    taken = 0

    def link(found: re.Match[str]) -> str:
        nonlocal taken
        sign, words, target = found.groups()
        target = target.strip()
        if re.match(r"[a-z][a-z0-9+.-]*:|#|//", target, re.IGNORECASE):
            if sign:
                missing.append(target)
            return found[0]
        path = shelf.find(target, page)
        suffix = path.suffix.lower() if path else ""
        if path and suffix in {".md", ".markdown"}:
            return f"[{words}]({pages(path) or target})"
        if path is None or suffix not in _PICTURES | _DOCUMENTS or path.stat().st_size > LARGEST:
            if sign or (path is None and PurePosixPath(target).suffix):
                missing.append(target)
            return found[0]
        name = shelf.take(path)
        taken += 1
        if not sign:
            attached.append((words or path.name, "fichier", f"fichiers/{name}"))
        return f"{sign}[{words or (path.stem if sign else path.name)}]({up}fichiers/{name})"

    body = _SHORTCODE.sub(lambda one: f"![](<{one[1]}>)", draft.body)
    body = _TAG.sub(lambda one: f"![{(_ALT.search(one[0]) or ['', ''])[1]}](<{one[1]}>)", body)
    body = _WIKI.sub(lambda one: f"![](<{one[1]}>)", body)
    body = _LINK.sub(link, body)
    known = {value for _, _, value in draft.productions}
    new = tuple(dict.fromkeys(one for one in attached if one[2] not in known))
    one = replace(draft, body=body, productions=(*draft.productions, *new))
    if taken:
        one = one.noting(Treatment.CONVERTED, mark("Fichiers copiés dans fichiers/ : {count}.", count=taken))
    for target in missing:
        one = one.noting(
            Treatment.TO_DO, mark("« {target} » n'a pas été trouvé dans la source, ou ne se publie pas.", target=target)
        )
    return one
