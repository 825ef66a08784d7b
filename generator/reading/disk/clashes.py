"""Files that ask for one role, one folder or one address: which of them is read, and what the others are told."""

from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place
from generator.language import mark
from generator.model.ledger import Fate
from generator.reading.disk import names
from generator.reading.disk.roles import FileRole, SourceFile
from generator.reading.disk.tree import File

_SINGLE = frozenset({FileRole.SCHOOL, FileRole.COHORT})
_EXACT = frozenset({"etablissement.yml", "promotion.yml"})
"""Roles that one file holds, and how that file is spelled."""


def without_clashes(files: list[SourceFile]) -> tuple[list[SourceFile], list[Diagnostic]]:
    """Reject all but one of the files that clash: by role, then by folder, then by address."""
    files, spare = _without_variants(files)
    files, twins = _without_twins(files)
    files, doubles = _unique(files)
    return files, [*spare, *twins, *doubles]


def _without_variants(files: list[SourceFile]) -> tuple[list[SourceFile], list[Diagnostic]]:
    """Keep one file for the school and one for each class: the one that is spelled as documented.

    A repository protects « etablissement.yml » by its name: « Établissement.yml » would speak in its place.
    """
    owners: dict[tuple[FileRole, str | None], str] = {}
    for one in sorted(files, key=lambda one: (one.file.path.rpartition("/")[2] not in _EXACT, one.file.path)):
        if one.role in _SINGLE:
            owners.setdefault((one.role, one.cohort), one.file.path)
    kept: list[SourceFile] = []
    faults: list[Diagnostic] = []
    for one in files:
        owner = owners.get((one.role, one.cohort)) if one.role else None
        if owner in (None, one.file.path) or one.file.fate:
            kept.append(one)
            continue
        name = one.file.path.rpartition("/")[2]
        faults.append(Diagnostic.at("STR032", Place(path=one.file.path), name=name, other=str(owner)))
        kept.append(_rejected(one.file, mark("un autre fichier tient ce rôle")))
    return kept, faults


def _without_twins(files: list[SourceFile]) -> tuple[list[SourceFile], list[Diagnostic]]:
    """Refuse a folder whose address is another's: « moreau:lea » would publish under the name of « moreau-lea ».

    Nor may « MOREAU-LEA », which is the same folder to Windows and to most servers. The folder that the team names in
    « evaluations » keeps the address, else the one that is spelled like it, else the one without capitals.
    """
    folders = {_home(one.file.path, one.cohort) for one in files if one.cohort is not None}
    named = {f"{one.cohort}/{one.student}" for one in files if one.role is FileRole.EVALUATIONS}
    owners: dict[str, str] = {}
    for folder in sorted(
        folders, key=lambda path: (path not in named, names.safe_path(path) != path, path != path.lower(), path)
    ):
        owners.setdefault(names.safe_path(folder).casefold(), folder)
    kept: list[SourceFile] = []
    faults: dict[str, Diagnostic] = {}
    for one in files:
        folder = _home(one.file.path, one.cohort)
        owner = folder if one.cohort is None else owners[names.safe_path(folder).casefold()]
        if owner == folder or one.file.fate:
            kept.append(one)
            continue
        faults[folder] = Diagnostic.at("STR030", Place(path=folder), other=owner)
        kept.append(_rejected(one.file, mark("dossier confondu avec un autre")))
    return kept, list(faults.values())


def _home(path: str, cohort: str | None) -> str:
    """Folder of the student, or of the class for its own files."""
    depth = cohort.count("/") + 2 if cohort else 0
    return "/".join(path.split("/")[:-1][:depth])


def _unique(files: list[SourceFile]) -> tuple[list[SourceFile], list[Diagnostic]]:
    """Keep the first of several files with one path (two Unicode forms) or one address (case, form, safe name)."""
    addresses: dict[str, str] = {}
    for one in sorted(files, key=lambda one: (_has_capitals(one.file.path), one.file.path)):
        if one.address and not one.file.fate:
            addresses.setdefault(one.address.casefold(), one.file.path)
    paths: set[str] = set()
    kept: list[SourceFile] = []
    faults: list[Diagnostic] = []
    for placed in files:
        file = placed.file
        first = None
        if file.path in paths:
            first = file.path
            file = replace(file, path=_another_path(file, paths))
        elif placed.address:
            first = addresses.setdefault(placed.address.casefold(), file.path)
            first = None if first == file.path else first
        paths.add(file.path)
        if first is None or file.fate:
            kept.append(placed if placed.file is file else replace(placed, file=file))
            continue
        kept.append(_rejected(file, mark("adresse déjà prise")))
        faults.append(Diagnostic.at("STR008", Place(path=file.path), other=first))
    return kept, faults


def _has_capitals(path: str) -> bool:
    """True if a folder has capitals: « Organisations/ » must not take the pages of the protected « organisations/ »."""
    folder = path.rpartition("/")[0]
    return folder != folder.lower()


def _another_path(file: File, taken: set[str]) -> str:
    """Tell apart two files that read alike: the second is named as the disk spells it."""
    path = file.disk if names.is_utf8(file.disk) else file.path
    while path in taken:
        path += " (bis)"
    return path


def _rejected(file: File, reason: str) -> SourceFile:
    return SourceFile(file=replace(file, fate=Fate.REJECTED, reason=reason))
