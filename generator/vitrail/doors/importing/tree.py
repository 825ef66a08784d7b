"""The files of a source, each with its fate, and the lookup of written paths among them."""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from pathlib import Path, PurePosixPath

from defusedxml.ElementTree import fromstring
from msgspec import Struct

from vitrail.content.extracts.apart import kept
from vitrail.content.extracts.markup import xml_text
from vitrail.content.extracts.pieces import Allowance, UnopenedError, portfolio_allowance
from vitrail.content.markdown.links import meanings
from vitrail.content.reading.disk.lookup import Shelf, folder_of, look_up
from vitrail.content.values.folding import fold
from vitrail.doors.importing.draft import Note, Treatment
from vitrail.doors.scaffolding.files import slug
from vitrail.ground.language import Phrase, mark
from vitrail.ground.memo.files import LARGE
from vitrail.site.outputs import formats

PICTURES = frozenset(f".{suffix}" for suffix in formats.PICTURES)
DOCUMENTS = frozenset((*(f".{suffix}" for suffix in formats.PUBLISHED), *".conf .cfg .log .ps1 .sh".split())) - PICTURES
"""Suffixes of documents. Of code, only configurations and scripts: other text files also belong to programs."""
_MADE = frozenset("node_modules themes plugins vendor __pycache__ venv wp-includes obj".split())
"""Names of folders that generators and tools fill."""
_HUGO = ("hugo.", "archetypes", "config.toml")
_FILLED = {"site": ("mkdocs.yml",), "resources": _HUGO, "public": (*_HUGO, "scaffolds", "gatsby-")}
"""Folder that a generator fills → files beside it that show so; without one, the folder is the author's."""
_MODELS = frozenset({"archetypes", "templates", "modeles"})
_ROOTS = ("", "static/", "public/", "content/", "assets/", "docs/", "docs/public/", "out/", "dist/", "build/")
"""Folders of a source that may be the root of the site."""
_WRITTEN, _THROWN = frozenset({"post", "page"}), frozenset({"trash", "auto-draft"})
"""Kinds of entries of WordPress that somebody wrote, and states of those that are thrown away."""
_MOST = portfolio_allowance().members


class SourceFolder(Struct, kw_only=True):
    """A folder, walked once."""

    files: dict[str, Path | bytes] = {}
    """Path from the root, in NFC → the file, or the bytes of a picture that was embedded in a text."""
    notes: list[Note] = []
    """Lines of the ledger on its files."""
    ends: dict[str, list[str]] = {}
    """Folded file name → the paths that end with it."""

    def add(self, place: str, file: Path | bytes) -> None:
        """Add a file."""
        self.files[place] = file
        self.ends.setdefault(fold(place.rpartition("/")[2]), []).append(place)

    def note(self, place: str, text: Phrase, fate: Treatment = Treatment.TO_DO) -> None:
        """Add a line to the ledger on a file."""
        self.notes.append(Note(place, text, fate))

    def drop(self, place: str) -> None:
        """Remove a file, so that no link finds it."""
        del self.files[place]
        self.ends[fold(place.rpartition("/")[2])].remove(place)

    def find(self, written: str, page: str) -> str | None:
        """Find the target of a link of a page: from its folder, from the site's root, else by the end of its path.

        A page may be named without its suffix; a folder gives its index, else itself with a final ``/``.
        """
        folder = folder_of(page)
        shelf = Shelf(root="", files={path: path for path in self.files})
        bare = written.lstrip("/")
        for path in (written, *(f"{path}.md" for path, _ in meanings(written.partition("#")[0].rstrip("/")))):
            for way, base in ((path, folder), *((path.lstrip("/"), root) for root in _ROOTS)):
                if (path.startswith("/") and base == folder) or not way:
                    continue
                if target := look_up(shelf, way, base).path:
                    return target
            if target := self._ending(path):
                return target
        inside = (f"{root}{bare.rstrip('/')}/" for root in _ROOTS)
        return next((folder for folder in inside if bare and any(path.startswith(folder) for path in self.files)), None)

    def _ending(self, written: str) -> str | None:
        """Find the file whose path has the longest end in common with a written one; of several, the first."""
        for way, _ in meanings(written):
            parts = [fold(part) for part in reversed(way.split("/")) if part not in {"", ".", ".."}]
            known = {path: list(map(fold, reversed(path.split("/")))) for path in self.ends.get("".join(parts[:1]), ())}
            if known:
                return max(known, key=lambda path: len(os.path.commonprefix([parts, known[path]])))  # noqa: RUF071  # lists
        return None

    def inside(self, folder: str) -> Iterator[str]:
        """Yield the pictures that lie in a folder (with its final ``/``)."""
        for path in self.files:
            if path.startswith(folder) and PurePosixPath(path).suffix.lower() in PICTURES:
                yield path


def walk(root: Path) -> SourceFolder:
    """Walk a folder in a fixed order, without generated folders, hidden files, and links that lead out of it."""
    source = SourceFolder()

    def aside(path: Path, text: Phrase) -> None:
        place = path.relative_to(root).as_posix()
        source.note(f"{place}/" if path.is_dir() else place, text, Treatment.KEPT)

    for folder, names, files in os.walk(root):
        beside = (*names, *files)
        for name in sorted(names):
            filled = name in _MADE or _beside(beside, _FILLED.get(name, ()))
            if name.startswith((".", "_site", "_next")) or filled:
                aside(Path(folder, name), mark("Dossier caché, ou rempli par un outil : laissé de côté."))
            elif fold(name) in _MODELS:
                aside(Path(folder, name), mark("Modèles de pages : laissés de côté."))
            else:
                continue
            names.remove(name)
        names.sort()
        for name in sorted(files):
            path = Path(folder, name)
            if name.startswith(".") or not path.resolve().is_relative_to(root.resolve()) or not path.is_file():
                aside(path, mark("Fichier caché, ou qui est ailleurs : laissé de côté."))
            elif len(source.files) >= _MOST:
                text = mark("Au-delà de {count} fichiers, rien n'est lu : importez dossier par dossier.", count=_MOST)
                source.note(path.relative_to(root).as_posix(), text)
                names.clear()
                break
            else:
                source.add(unicodedata.normalize("NFC", path.relative_to(root).as_posix()), path)
    return source


def _beside(names: Iterable[str], begins: tuple[str, ...]) -> bool:
    return any(name.startswith(begins) for name in names)


def unfold(source: SourceFolder, shelf: Path) -> None:
    """Write each page of an export of WordPress, one file of XML, below a folder, and put them in its place."""
    for place, path in list(source.files.items()):
        if not (isinstance(path, Path) and path.suffix.lower() == ".xml" and path.stat().st_size <= LARGE):
            continue
        try:
            pages = kept().run(posts, path.read_bytes())
        except UnopenedError:  # damaged, or with entities
            continue
        if pages:
            source.drop(place)
            source.note(place, mark("Export de WordPress : ses pages sont lues une à une."), Treatment.CONVERTED)
        for inside, text in pages:
            page = shelf / f"{len([*shelf.iterdir()])}.html"
            page.write_text(text, "utf-8")
            source.add(f"{place}/{inside}.html", page)


def posts(raw: bytes) -> list[tuple[str, str]]:
    """Return the name and the HTML of each page of an export of WordPress, none of other XML, in this process."""
    xml_text(raw, Allowance())
    pages = []
    for item in fromstring(raw).iter("item"):
        said = {node.tag.rpartition("}")[2]: node.text or "" for node in item if "excerpt" not in node.tag}
        if said.get("post_type") in _WRITTEN and said.get("status") not in _THROWN:
            title, day, number = (said.get(key, "") for key in ("title", "post_date", "post_id"))
            tags = escape(", ".join(node.text or "" for node in item.iter("category")))
            head = f'<h1>{escape(title)}</h1><time datetime="{escape(day)}"></time>'
            text = f"<article>{head}{said.get('encoded', '')}<p>{tags}</p></article>"
            pages.append((f"{number}/{title.replace('/', '-')}", text))
    return pages


class Shelving(Struct, kw_only=True):
    """The names of the source's files in the portfolio's ``fichiers/``."""

    source: SourceFolder
    there: Path
    """The portfolio's folder of files, which may hold some already."""
    names: dict[str, str] = {}
    """Path in the source → name in ``fichiers/``."""
    digests: dict[str, str] = {}

    def take(self, path: str) -> str:
        """Return a file's name in ``fichiers/``, numbered if other bytes, there or in the source, have the name."""
        if path in self.names:
            return self.names[path]
        pure = PurePosixPath(path)
        digest = _digest(self.source.files[path])
        number, name = 1, f"{slug(pure.stem)}{pure.suffix.lower()}"
        while (self.digests.get(name) or _digest(self.there / name) or digest) != digest:
            number += 1
            name = f"{slug(pure.stem)}-{number}{pure.suffix.lower()}"
        self.digests[name] = digest
        self.names[path] = name
        return name


def _digest(file: Path | bytes) -> str:
    if isinstance(file, bytes):
        return sha256(file).hexdigest()
    return sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
