"""Files that ask for one role, one folder or one address: which of them is read, and what the others are told."""

from collections.abc import Iterator
from typing import TypeAlias

from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place
from generator.language import mark
from generator.reading.disk import names
from generator.reading.disk.copies import copied, unmarked
from generator.reading.disk.roles import FileRole, SourceFile

_SINGLE = frozenset({FileRole.SCHOOL, FileRole.COHORT})
_EXACT = frozenset({"etablissement.yml", "promotion.yml"})
"""Roles that one file holds, and how that file is spelled."""
_Judged: TypeAlias = Iterator[tuple[SourceFile, Diagnostic | None, str]]
"""Each file with its fault and the reason to reject it, if there are; a fault without a reason is only told."""


def without_clashes(files: list[SourceFile]) -> tuple[list[SourceFile], list[Diagnostic]]:
    """Reject the copies, then all but one of the files that clash: by role, then by folder, then by address."""
    faults: list[Diagnostic] = []
    for rule in (_copies, _variants, _twins, _doubles):
        kept = []
        for one, fault, reason in rule(files):
            told = fault and not one.file.fate
            if fault and told:
                faults.append(fault)
            kept.append(one.rejected(reason) if told and reason else one)
        files = kept
    return files, faults


def _copies(files: list[SourceFile]) -> _Judged:
    """Refuse a copy beside its original: it would be a second réalisation, or a second verdict."""
    paths = {one.file.path for one in files}
    for one in files:
        copy, original = copied(one, paths)
        place = Place(path=copy)
        if original:
            yield one, Diagnostic.at("STR056", place, name=_last(copy), original=_last(original)), mark("copie")
        elif copy:
            yield one, Diagnostic.at("STR057", place, name=_last(copy), original=unmarked(_last(copy))), ""
        else:
            yield one, None, ""


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _variants(files: list[SourceFile]) -> _Judged:
    """Keep one file for the school and one for each class: the one that is spelled as documented.

    A repository protects « etablissement.yml » by its name: « Établissement.yml » would speak in its place.
    """
    owners: dict[tuple[FileRole | None, str | None], str] = {}
    for one in sorted(files, key=lambda one: (one.file.path.rpartition("/")[2] not in _EXACT, one.file.path)):
        if one.role in _SINGLE:
            owners.setdefault((one.role, one.cohort), one.file.path)
    for one in files:
        path, fault = one.file.path, None
        if (owner := owners.get((one.role, one.cohort), path)) != path:
            fault = Diagnostic.at("STR032", Place(path=path), name=path.rpartition("/")[2], other=owner)
        yield one, fault, mark("un autre fichier tient ce rôle")


def _twins(files: list[SourceFile]) -> _Judged:
    """Refuse a folder whose address is another's: « moreau:lea » would publish under the name of « moreau-lea ».

    Nor may « MOREAU-LEA », which is the same folder to Windows and to most servers. The folder that the team names in
    « evaluations » keeps the address, else the one that is spelled like it, else the one without capitals.
    """
    folders = {_home(one) for one in files if one.cohort is not None}
    named = {f"{one.cohort}/{one.student}" for one in files if one.role is FileRole.EVALUATIONS}
    owners: dict[str, str] = {}
    for folder in sorted(
        folders, key=lambda path: (path not in named, names.safe_path(path) != path, path != path.lower(), path)
    ):
        owners.setdefault(names.safe_path(folder).casefold(), folder)
    for one in files:
        folder, fault = _home(one), None
        if one.cohort is not None and (owner := owners[names.safe_path(folder).casefold()]) != folder:
            fault = Diagnostic.at("STR030", Place(path=folder), other=owner)
        yield one, fault, mark("dossier confondu avec un autre")


def _home(one: SourceFile) -> str:
    """Return the folder of the student, or of the class for its own files."""
    depth = one.cohort.count("/") + 2 if one.cohort else 0
    return "/".join(one.file.path.split("/")[:-1][:depth])


def _doubles(files: list[SourceFile]) -> _Judged:
    """Keep the first of several files with one path (two Unicode forms) or one address (case, form, safe name)."""
    addresses: dict[str, str] = {}
    # in lower case first: « Organisations/ » must not take the pages of the protected « organisations/ »
    named = [(one.file.path.rpartition("/")[0], one) for one in files]
    for _, one in sorted(named, key=lambda pair: (pair[0] != pair[0].lower(), pair[1].file.path)):
        if one.address and not one.file.fate:
            addresses.setdefault(one.address.casefold(), one.file.path)
    paths: set[str] = set()
    for one in files:
        path, first = one.file.path, one.file.path
        if path in paths:  # two that read alike: the second is named as the disk spells it
            path = one.file.disk if names.is_readable(one.file.disk) else path
            while path in paths:
                path += " (bis)"
        elif one.address:
            first = addresses.setdefault(one.address.casefold(), path)
        paths.add(path)
        fault = None if first == path else Diagnostic.at("STR008", Place(path=path), other=first)
        yield replace(one, file=replace(one.file, path=path)), fault, mark("adresse déjà prise")
