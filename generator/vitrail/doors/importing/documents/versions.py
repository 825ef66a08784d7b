"""Copies and versions of one document: the last is kept, the others are reported."""

import re
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from vitrail.content.reading.disk.copies import unmarked
from vitrail.content.values.folding import fold, grouped
from vitrail.doors.importing.draft import Note, Treatment
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_VERSION = regex(r"[\s_.(-]+(?:v|version|ver|rev)[\s_.-]?(\d{1,3}(?:[._]\d{1,3})*)\)?$", re.IGNORECASE)
_LAST = regex(
    r"[\s_.(-]+(?:version[\s_]?)?(finale?|def|d[ée]finiti(?:f|ve)|vf|derni[eè]re?(?:[\s_]version)?|corrig[ée]e?|vraie?"
    r"|last|ok|(?:[àa][\s_])?rendre|imprimer|propre)"
    r"[\s_.-]?(\d{0,2})\)?$",
    re.IGNORECASE,
)
_DRAFT = regex(r"[\s_.(-]+(?:brouillon|draft|ancien(?:ne)?|old|wip)\)?$", re.IGNORECASE)

_NUMBERED = regex(r"\b(?:snmp|ip|tls|ssl|smb|nfs|http|wpa|ldap|php|usb|python|api|ntlm|ssh|angular)$")
"""Words after which « v3 » is part of the name, not the version of a document."""


def without_versions(
    files: Mapping[str, Path], chosen: Collection[str]
) -> tuple[list[str], dict[str, str], tuple[Note, ...]]:
    """Keep one version of each file: return those kept, other file → the one kept, and a note on each other.

    The last version is named « final », else has the highest number, else is the newest on the disk. A file with the
    same bytes as another, in any folder, is a copy too. ``chosen`` files are always kept, rather than others.
    """
    paths = ((PurePosixPath(place), place) for place in files)
    groups = grouped(((pure.parent, fold(bare(pure.stem)), pure.suffix.lower()), place) for pure, place in paths)
    digests: dict[str, str] = {}
    others: dict[str, str] = {}
    for group in groups.values():
        last = max(group, key=lambda place: (place in chosen, *_rank(place, files[place])))
        first = digests.setdefault(sha256(files[last].read_bytes()).hexdigest(), last)
        others |= {place: first for place in group if place != first and place not in chosen}
    return [place for place in files if place not in others], others, tuple(_told(others))


def _told(others: Mapping[str, str]) -> Iterator[Note]:
    for place, kept in others.items():
        name = PurePosixPath(place).name
        text = (
            mark("copie de « {kept} », qui seule est reprise.", kept=kept)
            if unmarked(name) or name == PurePosixPath(kept).name
            else mark("autre version de « {kept} », qui seule est reprise.", kept=kept)
        )
        yield Note(place, text, Treatment.KEPT)


def bare(stem: str) -> str:
    """Return a name without marks of copies and versions; a name made of nothing else keeps them."""
    left = unmarked(stem) or stem
    while True:
        ends = (pattern.sub("", left) for pattern in (_VERSION, _LAST, _DRAFT) if pattern.search(left))
        shorter = next((end for end in ends if not _NUMBERED.search(fold(end))), "")
        shorter = shorter and (unmarked(shorter) or shorter)
        if not shorter:
            return left
        left = shorter


def _rank(place: str, path: Path) -> tuple[object, ...]:
    """Return a sort key of versions: drafts first, then by « final », number, original before copy, and date."""
    stem = PurePosixPath(place).stem
    plain = unmarked(stem) or stem
    last, number = _LAST.search(plain), _VERSION.search(plain)
    parts = tuple(int(part) for part in re.split(r"[._]", number[1])) if number else ()
    final = (1, int(last[2] or 0)) if last else (0, 0)
    return (not _DRAFT.search(plain), final, parts, plain == stem, path.stat().st_mtime, place)
