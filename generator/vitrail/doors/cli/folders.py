"""The folders named on the command line: find existing ones, guess what was meant, check the names of new ones."""

import re
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from vitrail.content.addressing.table import RESERVED_AT_ROOT, RESERVED_IN_COHORT
from vitrail.content.reading.disk import names
from vitrail.content.reading.disk.layout import lay_out
from vitrail.content.reading.disk.tree import walk
from vitrail.content.values.choices import nearest
from vitrail.content.values.folding import ascii_words
from vitrail.doors.cli.telling import WrongUseError
from vitrail.ground.language import Alternatives, Phrase, mark
from vitrail.ground.memo.files import SourceFiles


class Folders(Struct, frozen=True, kw_only=True):
    """The classes and portfolios of a school, by their folder from the portfolios' root."""

    cohorts: tuple[str, ...]
    students: tuple[str, ...]
    """``class/student``; an empty text for a portfolio that is the whole school."""
    single: bool


def folders(portfolios: Path) -> Folders:
    """List the classes and portfolios from names of files alone: none is opened."""
    layout = lay_out(walk(SourceFiles(portfolios)))
    students = {
        f"{placed.cohort}/{placed.student}".strip("/")
        for placed in layout.files
        if placed.address and placed.cohort is not None and placed.student is not None
    }
    return Folders(
        cohorts=tuple(folder for folder in layout.cohorts if folder),
        students=tuple(sorted(students)),
        single=layout.single,
    )


def typed(said: str, portfolios: Path) -> str:
    """Strip what shells complete: ``portfolios/2025-2027/moreau-lea/`` → ``2025-2027/moreau-lea``."""
    parts = [part for part in said.replace("\\", "/").split("/") if part not in {"", "."}]
    if parts and parts[0] == portfolios.name and not (portfolios / parts[0]).exists():
        parts = parts[1:]
    return "/".join(parts)


def locate(said: str, portfolios: Path, *, apart: Path | None = None) -> str | None:
    """Return an existing path, from the portfolios' root, typed from here, from the school or by a student's name.

    ``moreau-lea/realisations/glpi.md``, ``2025-2027/moreau-lea`` and ``.`` are all accepted. None if nothing exists.
    ``apart``: a folder that is laid over the portfolios, whose paths are read as theirs.
    """
    bases = [base.resolve() for base in (apart, portfolios) if base]
    for path in (Path(said), portfolios / said, portfolios.parent / said):
        base = next(filter(path.resolve().is_relative_to, bases), None)
        if base and path.exists():
            inside = path.resolve().relative_to(base).as_posix()
            return "" if inside == "." else inside
    head, _, rest = typed(said, portfolios).partition("/")
    for student in _called(head, folders(portfolios), said) if head else ():
        if (portfolios / student / rest).exists():
            return f"{student}/{rest}".rstrip("/")
    return None


def _meant(said: str, portfolios: Path) -> str:
    """Return the existing path that a name means, else the name without the shell's completion."""
    place = locate(said, portfolios)
    return typed(said, portfolios) if place is None else place


def find_place(said: str, portfolios: Path, *, apart: Path | None = None) -> str:
    """Return an existing path, as ``locate``; a name of nothing is a wrong command (exit 2)."""
    inside = locate(said, portfolios, apart=apart)
    if inside is not None:
        return inside
    if Path(said).exists():
        raise WrongUseError("« {path} » n'est pas dans le dossier « {folder} ».", path=said, folder=portfolios.name)
    if near := _near(said, folders(portfolios)):
        raise WrongUseError("« {path} » n'existe pas ; vouliez-vous dire {near} ?", path=said, near=near)
    raise WrongUseError("« {path} » n'existe pas.", path=said)


def find_student(said: str, portfolios: Path) -> str:
    """Return ``class/student`` for a student's name, folder or any file of theirs; an unknown one exits with 2."""
    known = folders(portfolios)
    wanted = _meant(said, portfolios)
    if owner := _owner(wanted, known):
        return owner
    if known.single and not wanted:
        return wanted
    if example := next((folder for folder in known.students if wanted and folder.startswith(f"{wanted}/")), None):
        raise WrongUseError(
            "« {said} » est une promotion : nommez un de ses portfolios, comme {example}.", said=said, example=example
        )
    if near := _near(said, known):
        raise WrongUseError(
            "Aucun portfolio ne s'appelle « {said} » ; vouliez-vous dire {near} ?", said=said, near=near
        )
    raise WrongUseError("Aucun portfolio ne s'appelle « {said} » ; créez-le avec « vitrail new etudiant ».", said=said)


def standing_in(portfolios: Path) -> str | None:
    """Return the portfolio that holds the current folder, ``class/student``; None if there is none."""
    known = folders(portfolios)
    if known.single:
        return ""
    here, base = Path.cwd().resolve(), portfolios.resolve()
    return (_owner(here.relative_to(base).as_posix(), known) or None) if here.is_relative_to(base) else None


def own_portfolio(said: str, portfolios: Path) -> str:
    """Return the portfolio named, else that of the current folder, else the only one of the school."""
    if said:
        return find_student(said, portfolios)
    here, known = standing_in(portfolios), folders(portfolios).students
    if here is None and len(known) != 1:
        raise WrongUseError("Dites de quel portfolio il s'agit : {known}.", known=Alternatives(known))
    return known[0] if here is None else here


def find_cohort_or_student(said: str, portfolios: Path) -> str:
    """Return the folder of a class or a portfolio; an unknown name is a wrong command (exit 2)."""
    name = _meant(said, portfolios)
    return name if name and name in folders(portfolios).cohorts else find_student(said, portfolios)


def evaluations_of(said: str, portfolios: Path, judging: Path) -> str:
    """Return a path among the evaluations: for a student, that of their own file, without its suffix."""
    place = find_place(said, portfolios, apart=judging)
    owner = _owner(place, folders(portfolios))
    cohort, _, name = owner.rpartition("/")
    return f"{cohort}/evaluations/{name}".lstrip("/") if owner and "/evaluations/" not in place else place


def _called(name: str, known: Folders, said: str) -> tuple[str, ...]:
    """Return the portfolio of this name in any class, if any; several are a wrong command (exit 2)."""
    from vitrail.doors.scaffolding.files import slug  # only needed for a typed name

    same = tuple(folder for folder in known.students if folder and folder.rpartition("/")[2] in {name, slug(name)})
    if len(same) > 1:
        raise WrongUseError(
            "« {said} » est dans plusieurs promotions : écrivez {same}.", said=said, same=Alternatives(same)
        )
    return same


def _owner(path: str, known: Folders) -> str:
    """Return the « class/student » whose folder or evaluations hold a path; empty if there is none."""
    cohort, _, name = path.partition("/evaluations/")
    folder, inside, _ = name.partition("/")
    own = f"{cohort}/{folder if inside or '.' not in folder else folder.rpartition('.')[0]}" if name else path
    return next((folder for folder in known.students if folder and f"{own}/".startswith(f"{folder}/")), "")


def _near(said: str, known: Folders) -> str:
    """Return the class or portfolio with the nearest name to an unknown one; empty if none is near.

    A name that has all of its words, in any order, is nearer than one that looks alike: « Zoé Martin », « O'Connor ».
    """
    short = {folder.rpartition("/")[2]: folder for folder in (*known.cohorts, *known.students) if folder}
    name = said.replace("\\", "/").rstrip("/").rpartition("/")[2]
    words = set(ascii_words(name))
    hint = min((own for own in short if words <= set(own.split("-"))), key=len, default=nearest(name, short))
    return short[hint] if hint else ""


def find_cohort(said: str, portfolios: Path) -> str:
    """Return the folder of an existing class; an unknown one is a wrong command (exit 2)."""
    known = folders(portfolios)
    wanted = _meant(said, portfolios)
    if wanted not in known.cohorts:
        raise WrongUseError(_no_cohort(said, wanted, known.cohorts))
    return wanted


def new_cohort(said: str, portfolios: Path) -> str:
    """Return the folder of a new class; the root itself for a student who publishes alone."""
    years = re.fullmatch(r"\s*(\d{4})\s*[/–-]\s*(\d{4})\s*", said)
    wanted = "-".join(years.groups()) if years else typed(said, portfolios)
    if not wanted and not folders(portfolios).cohorts:
        return wanted
    _refuse(wanted, RESERVED_AT_ROOT, said)
    return wanted


def new_student(said: str, portfolios: Path) -> str:
    """Return the folder of a new portfolio: in a class that exists, or the root when a student publishes alone."""
    known = folders(portfolios)
    wanted = typed(said, portfolios)
    if known.single and not wanted:
        return wanted
    here = Path.cwd()
    if "/" not in wanted and here.resolve().is_relative_to(portfolios.resolve()):
        wanted = f"{here.resolve().relative_to(portfolios.resolve()).as_posix()}/{wanted}"
    cohort, _, name = wanted.rpartition("/")
    if cohort not in known.cohorts:
        raise WrongUseError(_no_cohort(said, cohort, known.cohorts))
    _refuse(name, RESERVED_IN_COHORT | {"evaluations"}, said)
    return wanted


def _no_cohort(said: str, cohort: str, known: tuple[str, ...]) -> Phrase:
    if cohort and known:
        return mark(
            "Aucune promotion ne s'appelle « {cohort} » (il y a {known}) ; créez-la avec « vitrail new promotion "
            "{cohort} --session {year} ».",
            cohort=cohort,
            known=known,
            year=(*re.findall(r"20\d\d", f"2027 {cohort}"),)[-1],
        )
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
    """Return the folder of a stage, from the portfolios' root."""
    wanted = locate(said, portfolios) or ""
    if wanted.endswith(".md"):
        wanted = wanted.rpartition("/")[0]
    if "/stages/" not in f"/{wanted}" or not (portfolios / wanted / "index.md").is_file():
        raise WrongUseError(
            "« {said} » n'est pas le dossier d'un stage ; écrivez par exemple 2025-2027/moreau-lea/stages/mairie.",
            said=said,
        )
    return wanted


def _refuse(folder: str, reserved: Collection[str], said: str) -> None:
    """Raise WrongUseError if a new folder's name is reserved, not readable, or refused by some system."""
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
        raise WrongUseError("« {said} » ne peut pas être créé : {reason}.", said=said, reason=reason)
