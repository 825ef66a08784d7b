"""Files that claim the same role, folder or address: one is kept, the others are rejected with a fault."""

from collections.abc import Iterator
from typing import TypeAlias

from msgspec.structs import replace

from vitrail.content.reading.disk import names
from vitrail.content.reading.disk.copies import copied, unmarked
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import mark

_SINGLE = frozenset({FileRole.SCHOOL, FileRole.COHORT})
_EXACT = frozenset({"etablissement.yml", "promotion.yml"})
"""Roles that one file may hold, and the exact names of those files."""
_COPY, _ROLE = mark("copie"), mark("un autre fichier tient ce rôle")
_FOLDER, _ADDRESS = mark("dossier confondu avec un autre"), mark("adresse déjà prise")
_Judged: TypeAlias = Iterator[tuple[SourceFile, Diagnostic | None, str]]
"""Each file with its fault and the reason to reject it, if there are; a fault without a reason is only reported."""


def without_clashes(files: list[SourceFile]) -> tuple[list[SourceFile], list[Diagnostic]]:
    """Reject the copies, then all but one of the files that clash: by role, then by folder, then by address."""
    faults: list[Diagnostic] = []
    for rule in (_copies, _variants, _twins, _doubles):
        kept = []
        for placed, fault, reason in rule(files):
            told = fault and not placed.file.fate
            if fault and told:
                faults.append(fault)
            kept.append(placed.rejected(reason) if told and reason else placed)
        files = kept
    return files, faults


def _copies(files: list[SourceFile]) -> _Judged:
    """Refuse a copy beside its original: it would be a second réalisation, or a second verdict."""
    paths = {placed.file.path for placed in files}
    for placed in files:
        copy, original = copied(placed, paths)
        place = Place(path=copy)
        if original:
            yield placed, Diagnostic.at("STR056", place, name=_last(copy), original=_last(original)), _COPY
        elif copy:
            yield placed, Diagnostic.at("STR056.alone", place, name=_last(copy), original=unmarked(_last(copy))), ""
        else:
            yield placed, None, ""


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _variants(files: list[SourceFile]) -> _Judged:
    """Keep one file for the school and one for each class: the one that is spelled as documented.

    A repository protects « etablissement.yml » by its name: « Établissement.yml » would evade that.
    """
    owners: dict[tuple[FileRole | None, str | None], str] = {}
    for placed in sorted(
        files, key=lambda placed: (placed.file.path.rpartition("/")[2] not in _EXACT, placed.file.path)
    ):
        if placed.role in _SINGLE:
            owners.setdefault((placed.role, placed.cohort), placed.file.path)
    for placed in files:
        path, fault = placed.file.path, None
        if (owner := owners.get((placed.role, placed.cohort), path)) != path:
            fault = Diagnostic.at("STR056.role", Place(path=path), name=path.rpartition("/")[2], other=owner)
        yield placed, fault, _ROLE


def _twins(files: list[SourceFile]) -> _Judged:
    """Refuse a folder whose address is another's: « moreau:lea » would publish under the name of « moreau-lea ».

    Nor may « MOREAU-LEA », which is the same folder to Windows and to most servers. The folder that the team names in
    « evaluations » keeps the address, else the one that is spelled like it, else the one without capitals.
    """
    homes = [_home(placed) for placed in files]
    folders = {home for home, placed in zip(homes, files, strict=True) if placed.cohort is not None}
    named = {f"{placed.cohort}/{placed.student}" for placed in files if placed.role is FileRole.EVALUATIONS}
    owners: dict[str, str] = {}
    addresses = {folder: names.safe_path(folder) for folder in folders}
    for folder in sorted(
        folders, key=lambda path: (path not in named, addresses[path] != path, path != path.lower(), path)
    ):
        owners.setdefault(addresses[folder].casefold(), folder)
    owner_of = {folder: owners[address.casefold()] for folder, address in addresses.items()}
    for folder, placed in zip(homes, files, strict=True):
        fault = None
        if placed.cohort is not None and (owner := owner_of[folder]) != folder:
            fault = Diagnostic.at("STR008.folder", Place(path=folder), other=owner)
        yield placed, fault, _FOLDER


def _home(placed: SourceFile) -> str:
    """Return the folder of the student, or of the class for its own files."""
    depth = placed.cohort.count("/") + 2 if placed.cohort else 0
    return "/".join(placed.file.path.split("/")[:-1][:depth])


def _doubles(files: list[SourceFile]) -> _Judged:
    """Keep the first of several files with one path (two Unicode forms) or one address (case, form, safe name)."""
    addresses: dict[str, str] = {}
    # in lower case first: « Organisations/ » must not take the pages of the protected « organisations/ »
    named = [(placed.file.path.rpartition("/")[0], placed) for placed in files]
    for _, placed in sorted(named, key=lambda pair: (pair[0] != pair[0].lower(), pair[1].file.path)):
        if placed.address and not placed.file.fate:
            addresses.setdefault(placed.address.casefold(), placed.file.path)
    paths: set[str] = set()
    for placed in files:
        path, first = placed.file.path, placed.file.path
        if path in paths:  # two that read alike: the second is named as the disk spells it
            path = placed.file.disk if names.is_readable(placed.file.disk) else path
            while path in paths:
                path += " (bis)"
        elif placed.address:
            first = addresses.setdefault(placed.address.casefold(), path)
        paths.add(path)
        fault = None if first == path else Diagnostic.at("STR008", Place(path=path), other=first)
        same = path == placed.file.path
        yield placed if same else replace(placed, file=replace(placed.file, path=path)), fault, _ADDRESS
