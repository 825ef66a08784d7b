"""The folders that people name on the command line: what is there, what was meant, what a new one may be called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from generator.cli.telling import WrongUseError
from generator.language import Alternatives, Phrase, mark
from generator.reading import names
from generator.reading.layout import lay_out
from generator.reading.tree import walk
from generator.values.choices import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The classes and portfolios of a school, by their folder from the portfolios' root."""

    cohorts: tuple[str, ...]
    students: tuple[str, ...]
    """``class/student``; a single portfolio is the empty text."""
    single: bool


def folders(portfolios: Path) -> Folders:
    """List them from the names alone: no file is opened."""
    layout = lay_out(walk(portfolios))
    students = {
        f"{one.cohort}/{one.student}".strip("/")
        for one in layout.files
        if one.address and one.cohort is not None and one.student is not None
    }
    return Folders(
        cohorts=tuple(one for one in layout.cohorts if one), students=tuple(sorted(students)), single=layout.single
    )


def typed(folder: str, portfolios: Path) -> str:
    """Take the shell's completion away: ``portfolios/2025-2027/moreau-lea/`` is ``2025-2027/moreau-lea``."""
    parts = [part for part in folder.replace("\\", "/").split("/") if part not in {"", "."}]
    if parts and parts[0] == portfolios.name and not (portfolios / parts[0]).exists():
        parts = parts[1:]
    return "/".join(parts)


def find_student(said: str, portfolios: Path) -> str:
    """Give ``class/student`` for it or for the student's folder alone; an unknown one is a wrong command (exit 2)."""
    found = folders(portfolios)
    wanted = typed(said, portfolios)
    if wanted in found.students or (found.single and not wanted):
        return wanted
    same = tuple(one for one in found.students if one.rpartition("/")[2] == wanted)
    if len(same) == 1:
        return same[0]
    if same:
        message = mark("« {said} » est dans plusieurs promotions : écrivez {same}.", said=said, same=Alternatives(same))
        raise WrongUseError(message)
    short = {one.rpartition("/")[2]: one for one in found.students}
    hint = nearest(wanted.rpartition("/")[2], short)
    if hint:
        near = short[hint]
        raise WrongUseError(
            mark("Aucun portfolio ne s'appelle « {said} » ; vouliez-vous dire {near} ?", said=said, near=near)
        )
    raise WrongUseError(
        mark("Aucun portfolio ne s'appelle « {said} » ; créez-le avec « vitrail new etudiant ».", said=said)
    )


def new_cohort(said: str, portfolios: Path) -> str:
    """Give the folder of a new class; the root itself for a student who publishes alone."""
    wanted = typed(said, portfolios)
    if not wanted and not folders(portfolios).cohorts:
        return wanted
    _refuse(wanted, names.RESERVED_AT_ROOT | {"referentiels", "organisations"}, said)
    return wanted


def new_student(said: str, portfolios: Path) -> str:
    """Give the folder of a new portfolio: in a class that exists, or the root when a student publishes alone."""
    found = folders(portfolios)
    wanted = typed(said, portfolios)
    if found.single and not wanted:
        return wanted
    cohort, _, name = wanted.rpartition("/")
    if cohort not in found.cohorts:
        raise WrongUseError(_no_cohort(said, found.cohorts))
    _refuse(name, names.RESERVED_IN_COHORT | {"evaluations"}, said)
    return wanted


def _no_cohort(said: str, known: tuple[str, ...]) -> Phrase:
    if not known:
        return mark(
            "Il n'y a pas encore de promotion ; créez-la avec « vitrail new promotion 2025-2027 --session 2027 »."
        )
    return mark(
        "« {said} » n'est pas dans une promotion (il y a {known}) : écrivez par exemple {first}/moreau-lea.",
        said=said,
        known=known,
        first=known[0],
    )


def find_internship(said: str, portfolios: Path) -> str:
    """Give the folder of a stage, from the portfolios' root."""
    wanted = typed(said, portfolios)
    if "/stages/" not in f"/{wanted}" or not (portfolios / wanted / "index.md").is_file():
        message = mark(
            "« {said} » n'est pas le dossier d'un stage ; écrivez par exemple 2025-2027/moreau-lea/stages/mairie.",
            said=said,
        )
        raise WrongUseError(message)
    if not (portfolios / wanted).resolve().is_relative_to(portfolios.resolve()):
        raise WrongUseError(mark("« {said} » sort du dossier « {folder} ».", said=said, folder=portfolios.name))
    return wanted


def _refuse(folder: str, reserved: Collection[str], said: str) -> None:
    """End the command when a new folder's name could not be read back as one, or be published everywhere."""
    for part in folder.split("/"):
        if not part or part.startswith("."):
            reason = mark("ce n'est pas un nom de dossier")
        elif part.casefold() in reserved:
            reason = mark("« {part} » est réservé aux pages du site", part=part)
        elif why := names.forbidden_on_windows(part):
            reason = mark("Windows le refuse, {why}", why=why)
        elif not names.is_readable(part) or names.is_too_long(part) or names.is_file_like(part):
            reason = mark("un dossier porte un nom court, fait de lettres, de chiffres et de tirets")
        else:
            continue
        raise WrongUseError(mark("« {said} » ne peut pas être créé : {reason}.", said=said, reason=reason))
