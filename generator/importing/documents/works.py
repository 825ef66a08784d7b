"""Which documents are one work: a folder that bears its name, or each document by itself."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

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
    r"cours|"
    r"bts|sio|sisr|slam|portfolio|realisations?|veille|onedrive|bureau|desktop|documents|telechargements|drive|epreuves?|"
    r"oral|e[4-6]|annees?|semestres?|premiere|seconde|deuxieme|\d+(?:ere|er|eme|e|nde)?|s\d|de|d|et|la|le|professionnel\w*)"
    r"\s*)+"
)
"""Folders that only sort."""
_MOST = 12
"""Documents of one work: a folder of more is a shelf, whatever its name."""


def works(places: Iterable[str], people: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return the documents of each work by its folder, or by its own path for a document that stands by itself.

    Args:
        places: the documents and pictures, by their paths.
        people: the student's names: a folder that is called so only sorts.
    """
    mine = {word for name in people for word in fold(name).split()}
    groups: dict[str, list[str]] = {}
    for place in places:
        groups.setdefault(_folder(PurePosixPath(place), mine), []).append(place)
    found: dict[str, tuple[str, ...]] = {}
    for folder, inside in groups.items():
        documents = [place for place in inside if PurePosixPath(place).suffix.lower() not in PICTURES]
        if not folder or len(documents) > _MOST:
            for same in _siblings(documents):
                found[same[0]] = same
            pictures = [place for place in inside if place not in documents]
            found |= {place: (place,) for place in pictures}
        else:
            found[folder] = tuple(inside)
    return found


def _siblings(documents: list[str]) -> Iterable[tuple[str, ...]]:
    """Put together the files that are one document in two formats."""
    same: dict[str, list[str]] = {}
    for place in documents:
        same.setdefault(fold(place.rpartition(".")[0]), []).append(place)
    return map(tuple, same.values())


def _folder(place: PurePosixPath, mine: set[str]) -> str:
    """Return the folder of the work that a file belongs to; empty: it stands by itself."""
    for folder in place.parents:
        name = re.sub(r"[^a-z0-9]+", " ", fold(folder.name)).strip()
        if not name or _ATTACHED.fullmatch(name):
            continue
        return "" if _SHELF.fullmatch(name) or mine >= set(name.split()) else folder.as_posix()
    return ""
