"""Grouping of documents into works: the files of a folder named after it, or each document by itself."""

import re
from collections.abc import Container, Iterable, Mapping
from pathlib import PurePosixPath

from vitrail.content.values.folding import fold, grouped
from vitrail.doors.importing.pages import named_by
from vitrail.doors.importing.tree import PICTURES
from vitrail.ground.regex import regex

_ATTACHED = regex(
    r"(?:captures?|screenshots?|images?|img|photos?|annexes?|livrables?|schemas?|docs?|documents?|documentations?|"
    r"rendus?|"
    r"rapports?|sources?|src|pieces jointes|fichiers|ressources|assets|media|pdf|word|old|archives?|versions?)"
    r"(?: (?:d ?)?(?:ecrans?|ecran|finals?|finaux))?"
)
"""Names of folders whose files belong to the folder above."""
_SHELF = regex(
    r"(?:(?:mes )?(?:projets?|travaux|tps?|ateliers?|aps?|ppe|missions?|stages?|alternance|entreprise|lycee|formation|"
    r"cours|bts|sio|sisr|slam|portfolio|realisations?|veille|onedrive|bureau|desktop|documents|telechargements|drive|"
    r"epreuves?|oral|e[4-7]|blocs?|b[1-3][ab]?|annees?|semestres?|premiere|seconde|deuxieme|\d+(?:ere|er|eme|e|nde)?|s\d|de|d|et|la|le|"
    r"nouveau dossier|new folder|divers|vrac|autres?|sans titre|takeout|google|mon|export|notion|notes?|public|static|"
    r"content|professionnel\w*)\s*)+"
)
"""Names of folders that only sort."""
_NUMBERED = regex(r"(?:projet|tp|atelier|ap|ppe|mission) ?\d{1,2}")
"""Names among those that are of one work all the same."""
_MOST = 12
"""Most documents of one work: a folder with more only sorts, whatever its name."""


def works(
    places: Iterable[str], texts: Container[str], pages: Container[str], people: tuple[str, ...]
) -> Mapping[str, tuple[str, ...]]:
    """Return the files of each work by its folder, or by its first file for one that has no folder of its own.

    A folder is one work unless most of its files are notes, of which each is then a work.

    Args:
        places: documents, texts and pictures, by their paths.
        texts: those that are notes: Markdown or plain text without keys.
        pages: those that are always works of their own: texts with more than a note.
        people: the student's names: a folder named so only sorts.
    """
    mine = {word for name in people for word in fold(name).split()}
    groups = grouped((_folder(PurePosixPath(place), mine), place) for place in places)
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
    """Group the files that are one document in two formats."""
    same = grouped((fold(str(PurePosixPath(place).with_suffix(""))), place) for place in documents)
    return map(tuple, same.values())


def _folder(place: PurePosixPath, mine: set[str]) -> str:
    """Return the folder of the work that a file belongs to; empty if the file is by itself."""
    for folder in place.parents[:-1]:
        name = re.sub(r"[^a-z0-9]+", " ", fold(named_by(folder / "index")[0])).strip()
        if not name or _ATTACHED.fullmatch(name):
            continue
        sorts = _SHELF.fullmatch(name) and not _NUMBERED.fullmatch(name)
        return "" if sorts or mine >= set(name.split()) else folder.as_posix()
    return ""
