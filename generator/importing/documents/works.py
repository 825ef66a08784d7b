"""Which documents are one work: a folder that bears its name, or each document by itself."""

import re
from collections.abc import Container, Iterable, Mapping
from pathlib import PurePosixPath

from generator.importing.pages import named_by
from generator.importing.tree import PICTURES
from generator.values.folding import fold

_ATTACHED = re.compile(
    r"(?:captures?|screenshots?|images?|img|photos?|annexes?|livrables?|schemas?|docs?|documents?|documentations?|"
    r"rendus?|"
    r"rapports?|sources?|src|pieces jointes|fichiers|ressources|assets|media|pdf|word|old|archives?|versions?)"
    r"(?: (?:d ?)?(?:ecrans?|ecran|finals?|finaux))?"
)
"""Folders that hold what belongs to the one above."""
_SHELF = re.compile(
    r"(?:(?:mes )?(?:projets?|travaux|tps?|ateliers?|aps?|ppe|missions?|stages?|alternance|entreprise|lycee|formation|"
    r"cours|bts|sio|sisr|slam|portfolio|realisations?|veille|onedrive|bureau|desktop|documents|telechargements|drive|"
    r"epreuves?|oral|e[4-6]|annees?|semestres?|premiere|seconde|deuxieme|\d+(?:ere|er|eme|e|nde)?|s\d|de|d|et|la|le|"
    r"nouveau dossier|new folder|divers|vrac|autres?|sans titre|takeout|google|mon|export|notion|notes?|public|static|"
    r"content|professionnel\w*)\s*)+"
)
"""Folders that only sort."""
_NUMBERED = re.compile(r"(?:projet|tp|atelier|ap|ppe|mission) ?\d{1,2}")
"""Those of one work, all the same."""
_MOST = 12
"""Documents of one work: a folder of more is a shelf, whatever its name."""


def works(
    places: Iterable[str], texts: Container[str], pages: Container[str], people: tuple[str, ...]
) -> Mapping[str, tuple[str, ...]]:
    """Return the files of each work by its folder, or by its first file for one that has no folder of its own.

    A folder is a work when most of what it holds are documents; where they are texts, each is a work.

    Args:
        places: documents, texts and pictures, by their paths.
        texts: those that are notes in Markdown or without any form.
        pages: those that are a page of their own wherever they lie, for they say more than a note.
        people: the student's names: a folder that is called so only sorts.
    """
    mine = {word for name in people for word in fold(name).split()}
    groups: dict[str, list[str]] = {}
    for place in places:
        groups.setdefault(_folder(PurePosixPath(place), mine), []).append(place)
    files: dict[str, tuple[str, ...]] = {}
    for folder, inside in groups.items():
        pictures = [place for place in inside if PurePosixPath(place).suffix.lower() in PICTURES]
        written = [place for place in inside if place not in pictures]
        together = [place for place in written if place not in pages]
        notes = sum(place in texts for place in together)
        if folder and 0 < len(together) <= _MOST and notes * 2 <= len(together):
            files[folder] = (*together, *pictures)
            written = [place for place in written if place in pages]
            pictures = []
        for same in _siblings(written):
            files[same[0]] = same
        files |= {place: (place,) for place in pictures}
    return files


def _siblings(documents: list[str]) -> Iterable[tuple[str, ...]]:
    """Put together the files that are one document in two formats."""
    same: dict[str, list[str]] = {}
    for place in documents:
        same.setdefault(fold(str(PurePosixPath(place).with_suffix(""))), []).append(place)
    return map(tuple, same.values())


def _folder(place: PurePosixPath, mine: set[str]) -> str:
    """Return the folder of the work that a file belongs to; empty: it stands by itself."""
    for folder in place.parents[:-1]:
        name = re.sub(r"[^a-z0-9]+", " ", fold(named_by(folder / "index")[0])).strip()
        if not name or _ATTACHED.fullmatch(name):
            continue
        sorts = _SHELF.fullmatch(name) and not _NUMBERED.fullmatch(name)
        return "" if sorts or mine >= set(name.split()) else folder.as_posix()
    return ""
