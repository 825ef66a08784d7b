"""The files of a source: each with its fate, and which of them a written path means."""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from generator.importing.draft import Note, Treatment
from generator.language import Phrase, mark
from generator.markdown.links import meanings
from generator.outputs import formats
from generator.reading.disk.lookup import Shelf, folder_of, look_up
from generator.scaffolding.files import slug
from generator.values.folding import fold

PICTURES = frozenset(f".{suffix}" for suffix in formats.PICTURES)
DOCUMENTS = frozenset((*(f".{suffix}" for suffix in formats.PUBLISHED), *".conf .cfg .log .ps1 .sh".split())) - PICTURES
"""Configurations and scripts are published as texts; the other texts that are, a program has too."""
_MADE = frozenset({"node_modules", "themes", "plugins", "vendor", "__pycache__", "venv", "wp-includes"})
"""Folders that generators and tools fill."""
_FILLED = {"site": ("mkdocs.yml",), "resources": ("hugo.", "archetypes")}
"""Folders that a generator fills where one of these lies beside them; elsewhere they are somebody's."""
_SERVED = (
    "vite.config.",
    "next.config.",
    "nuxt.config.",
    "astro.config.",
    "svelte.config.",
    "vue.config.",
    ".vitepress",
)
"""Beside one of these, ``public`` holds what the author put there; elsewhere a generator fills it."""
_MODELS = frozenset({"archetypes", "templates", "modeles"})
_ROOTS = ("", "static/", "public/", "content/", "assets/", "docs/", "docs/public/", "out/", "dist/", "build/")
"""Where the root of a site lies in its source."""
_MOST = 2000
"""Files of a source: more is not a portfolio."""


class SourceFolder(Struct, kw_only=True):
    """A folder, walked once."""

    files: dict[str, Path | bytes] = field(default_factory=dict)
    """Path from the root, accents composed → the file, or the bytes of a picture that a text carried."""
    notes: list[Note] = field(default_factory=list)
    """What is left aside."""
    ends: dict[str, list[str]] = field(default_factory=dict)
    """Folded name → the paths that end with it."""

    def add(self, place: str, file: Path | bytes) -> None:
        """Add a file."""
        self.files[place] = file
        self.ends.setdefault(fold(place.rpartition("/")[2]), []).append(place)

    def drop(self, place: str) -> None:
        """Take a file out: no link finds it any more."""
        del self.files[place]
        self.ends[fold(place.rpartition("/")[2])].remove(place)

    def find(self, written: str, page: str) -> str | None:
        """Find what a link of a page means: from its folder, from the site's root, else by the end of its path.

        A page may be called without its suffix; a folder is its index, or the folder itself with a final ``/``.
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
        """Find the file whose path ends most like a written one; of several, the first."""
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
    """Walk a folder in one order; neither what a generator made, nor what is hidden, nor what lies elsewhere."""
    source = SourceFolder()

    def aside(path: Path, text: Phrase) -> None:
        place = path.relative_to(root).as_posix()
        source.notes.append(Note(fate=Treatment.KEPT, place=f"{place}/" if path.is_dir() else place, text=text))

    for folder, names, files in os.walk(root):
        beside = (*names, *files)
        for name in sorted(names):
            filled = name in _MADE or _beside(beside, _FILLED.get(name, ()))
            filled = filled or (name == "public" and not _beside(beside, _SERVED))
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
                source.notes.append(Note(fate=Treatment.TO_DO, place=path.relative_to(root).as_posix(), text=text))
                names.clear()
                break
            else:
                source.add(unicodedata.normalize("NFC", path.relative_to(root).as_posix()), path)
    return source


def _beside(names: Iterable[str], begins: tuple[str, ...]) -> bool:
    return any(name.startswith(begins) for name in names)


class Shelving(Struct, kw_only=True):
    """The names that files of the source get in the portfolio's ``fichiers/``."""

    source: SourceFolder
    there: Path
    """The portfolio's folder of files, which may hold some already."""
    names: dict[str, str] = field(default_factory=dict)
    """Path in the source → name."""
    digests: dict[str, str] = field(default_factory=dict)

    def take(self, path: str) -> str:
        """Return the name of a file: two files of one name are two, those of the portfolio included."""
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
