"""Names of copies, as Windows, OneDrive, Dropbox, Nextcloud and Syncthing write them, and those of their originals."""

import re
from collections.abc import Collection
from functools import lru_cache

from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.ground.regex import regex

_MARKS = regex(
    r"""
      (?:\s*-\s*|[\s_-]+)(?:copie|copy|copier)(?:[\s_-]*\(?\d+\)?)?   # glpi - Copie (2)
    | \s*\(\d{1,2}\)                                                  # glpi (1)
    | \s*[(\[][^()\[\]]*(?:copie\sconflictuelle|conflicted\scopy|(?:case\s|sf)conflict|conflit)[^()\[\]]*[)\]]
    | \.sync-conflict-[\w-]+
    | _conflict-\d{8}-\d{6}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MACHINE = regex(r"-(?:(?:DESKTOP|LAPTOP)|(?:PC|PORTABLE|POSTE|SURFACE|MACBOOK|IMAC)-(?:DE|DU|DES|D))(?:-[A-Z0-9]+)+")
"""Machine names given by Windows, or that name an owner; others may be a work's subject, as « PC-CAISSE »."""
_BEFORE = regex(r"(?:copie de|copy of)\s+(?!sauvegarde|secours|s[ée]curit)(?=\S)", re.IGNORECASE)
_CAPITAL = regex(r"-[A-Z]")
_LEFT_ALONE = frozenset({None, FileRole.ATTACHMENT})
_SUFFIX = regex(r"(?:\.[A-Za-z0-9]{1,5})?$")


@lru_cache(maxsize=1024)
def unmarked(name: str) -> str:
    """Return the name of the original; empty when a name is not that of a copy.

    OneDrive adds the name of the machine, in capitals: ``glpi-PC-DE-LEA.md``.
    """
    if not _may_be(name):
        return ""
    suffix = _SUFFIX.search(name)
    stem = name[: suffix.start()] if suffix else name
    left = stem
    while (shorter := _less(left)) and shorter != left:
        left = shorter
    return f"{left}{name[len(stem) :]}" if left != stem else ""


def _may_be(name: str) -> bool:
    """True if a name has a word or a sign of some mark: a fast test that dismisses most names."""
    small = name.lower()
    words = "copi" in small or "copy" in small or "confli" in small
    return words or ")" in name or "]" in name or (small != name and _CAPITAL.search(name) is not None)


def _less(stem: str) -> str:
    """Strip one mark of a copy from a name, if it has one; empty if it is nothing else."""
    before = _BEFORE.match(stem)
    if before:
        return stem[before.end() :]
    ends = (mark for pattern in (_MARKS, _MACHINE) for mark in pattern.finditer(stem) if mark.end() == len(stem))
    return next((stem[: mark.start()] for mark in ends), stem)


def copied(placed: SourceFile, paths: Collection[str]) -> tuple[str, str]:
    """Return the part of a file's path that is a copy, and its original if that exists; empty if no part is a copy.

    A copied folder is one copy, whatever it holds. Attachments are left alone: the page that shows one names it.
    """
    path = placed.file.path
    if placed.role in _LEFT_ALONE or not _may_be(path):
        return "", ""
    parts = path.split("/")
    lonely = ""
    for depth, part in enumerate(parts):
        if not (name := unmarked(part)):
            continue
        if "/".join((*parts[:depth], name, *parts[depth + 1 :])) in paths:
            return "/".join(parts[: depth + 1]), "/".join((*parts[:depth], name))
        lonely = "/".join(parts[: depth + 1])
    return lonely, ""
