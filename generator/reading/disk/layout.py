"""What each file is, from where it lies: the tree of docs/ecrire.md, with one address for each page."""

from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.addressing import table
from generator.addressing.table import AtRoot, InPortfolio
from generator.diagnostics import Diagnostic, Place
from generator.diagnostics.diagnostic import in_order
from generator.language import mark
from generator.model.ledger import Fate
from generator.reading.disk import names
from generator.reading.disk.clashes import without_clashes
from generator.reading.disk.quotas import pages_within
from generator.reading.disk.roles import FileRole, SourceFile
from generator.reading.disk.tree import File, FileTree
from generator.reading.seals import sealed
from generator.values.folding import fold

_SECTIONS = {
    "realisations": (FileRole.REALISATION, InPortfolio.REALISATION),
    "stages": (FileRole.INTERNSHIP, InPortfolio.INTERNSHIP),
    "veille": (FileRole.WATCH, InPortfolio.WATCH_ENTRY),
}
"""Folder → what its files are, and the address that each gets."""
_NOTES = ("readme", "lisezmoi", "lisez-moi")


class Layout(Struct, frozen=True, kw_only=True):
    """Every file placed, in path order."""

    files: tuple[SourceFile, ...]
    cohorts: tuple[str, ...]
    single: bool
    """Whether the portfolios' folder is itself one portfolio."""
    diagnostics: tuple[Diagnostic, ...]


def lay_out(tree: FileTree) -> Layout:
    """Give each file its role; of two pages that ask for one address the second, in path order, is rejected."""
    readable = [file for file in tree.files if file.fate is None]
    cohorts = {folder for folder, _, name in (file.path.rpartition("/") for file in readable) if _is_promotion(name)}
    single = _is_single(cohorts - {""}, readable)
    shelves = {""} if single else _outermost(cohorts - {""})
    orphans = _student_folders(readable)
    files: list[SourceFile] = []
    faults: list[Diagnostic] = []
    for file in tree.files:
        placed, found = (
            (SourceFile(file=file), ()) if file.fate else _place(file, shelves, single=single, orphans=orphans)
        )
        files.append(placed)
        faults.extend(found)
    files, clashes = without_clashes(files)
    files, much = pages_within(files)
    return Layout(
        files=tuple(files),
        cohorts=tuple(sorted(one for one in shelves if not _taken(one))),
        single=single,
        diagnostics=in_order([*tree.diagnostics, *faults, *clashes, *much]),
    )


def _outermost(cohorts: set[str]) -> set[str]:
    """Leave out classes inside a class: a student's folder would name its own team and judge itself."""
    return {one for one in cohorts if not any(one.startswith(f"{other}/") for other in cohorts)}


def _is_promotion(name: str) -> bool:
    return name.lower() in ("promotion.yml", "promotion.yaml")


def _is_single(cohorts: set[str], files: Iterable[File]) -> bool:
    """True if ``portfolios/`` itself is one portfolio: no class below it, and not a school that is still empty."""
    if cohorts:
        return False
    paths = [file.path for file in files]
    if any(_is_promotion(path) or ("/" in path and fold(path.partition("/")[0]) in _SECTIONS) for path in paths):
        return True
    return "etablissement.yml" not in paths and not _student_folders(files)


def _student_folders(files: Iterable[File]) -> frozenset[str]:
    """Folders that hold a student's sections, wherever they are."""
    found = set()
    for file in files:
        parts = file.path.split("/")
        for position in range(1, len(parts) - 1):
            if fold(parts[position]) in _SECTIONS and names.split_page(parts[-1])[1]:
                found.add("/".join(parts[:position]))
    return frozenset(found)


Found: TypeAlias = tuple[SourceFile, tuple[Diagnostic, ...]]


def _place(file: File, shelves: set[str], *, single: bool, orphans: frozenset[str]) -> Found:
    parts = file.path.split("/")
    stem, page = names.split_page(parts[-1])
    if page and stem.lower() in _NOTES:
        return SourceFile(file=replace(file, fate=Fate.IGNORED, reason=mark("note pour le dépôt"))), ()
    if placed := _school_file(file, parts, single=single):
        taken = placed.slug.casefold() in table.RESERVED_IN_SECTION
        return _refuse_name(file, file.path, stem) if taken else (placed, ())
    if single:
        if orphan := _above(parts, orphans):
            return _reject(file, Diagnostic.at("STR012", Place(path=orphan)), mark("hors de toute promotion"))
        return _portfolio_file(file, "", "", parts)
    shelf = _above(parts, shelves)
    if shelf is None:
        return _outside(file, parts)
    return _cohort_file(file, shelf, parts[shelf.count("/") + 1 :])


def _above(parts: list[str], folders: Iterable[str]) -> str | None:
    """Find the nearest folder above a file among those given."""
    wanted = frozenset(folders)
    for length in range(len(parts) - 1, 0, -1):
        if (folder := "/".join(parts[:length])) in wanted:
            return folder
    return None


def _school_file(file: File, parts: list[str], *, single: bool) -> SourceFile | None:  # noqa: PLR0911 - one return a kind of file
    """Recognise what belongs to the school as a whole."""
    name = parts[-1]
    stem, page = names.split_page(name)
    slug = names.safe(stem)
    if len(parts) == 1:
        if fold(name) in ("etablissement.yml", "etablissement.yaml"):
            return SourceFile(file=file, role=FileRole.SCHOOL)
        if single and _is_promotion(name):
            return SourceFile(file=file, role=FileRole.COHORT, cohort="")
        if page and stem.lower() == "index" and not single:
            return SourceFile(file=file, role=FileRole.SCHOOL_PAGE, address=AtRoot.SCHOOL)
    elif len(parts) == 2:  # noqa: PLR2004 - the depth of a documented path
        folder = fold(parts[0])
        if folder == "referentiels" and name.lower().endswith((".yml", ".yaml")):
            return SourceFile(file=file, role=FileRole.FRAMEWORK)
        if folder == "organisations" and page:
            address = AtRoot.ORGANISATION.format(slug=slug)
            return SourceFile(file=file, role=FileRole.ORGANISATION, slug=slug, address=address)
        if single and folder == "evaluations" and name.lower().endswith((".yml", ".yaml")):
            return SourceFile(file=file, role=FileRole.EVALUATIONS, cohort="", student="")
    elif single and fold(parts[0]) == "evaluations" and _keeps_sealed(parts[1:]):
        return SourceFile(file=file, role=FileRole.SEALED, cohort="", student="")
    return None


def _taken(cohort: str) -> str:
    """The first folder of a class, when the site needs its name; else nothing."""
    first = cohort.partition("/")[0]
    return first if first.casefold() in table.RESERVED_AT_ROOT else ""


def _keeps_sealed(inner: list[str]) -> bool:
    """True if a path below ``evaluations/`` is that of a sealed text."""
    return len(inner) == 2 and inner[0].endswith(sealed.FOLDER) and inner[1].endswith(sealed.SUFFIX)  # noqa: PLR2004 - the depth of a documented path


def _outside(file: File, parts: list[str]) -> Found:
    """Report a page under no class; other files wait to be shown by somebody."""
    page = names.split_page(parts[-1])[1]
    if not page:
        return SourceFile(file=file, role=FileRole.ATTACHMENT), ()
    if len(parts) == 1:
        return _reject(file, Diagnostic.at("STR013", Place(path=file.path)), mark("page hors de tout portfolio"))
    folder = "/".join(parts[: 1 if len(parts) == 2 else 2])  # noqa: PLR2004 - the depth of a documented path
    return _reject(file, Diagnostic.at("STR012", Place(path=folder)), mark("hors de toute promotion"))


def _cohort_file(file: File, cohort: str, inner: list[str]) -> Found:  # noqa: PLR0911 - one return a kind of file
    name = inner[-1]
    if taken := _taken(cohort):
        return _refuse_name(file, taken, taken)
    if len(inner) == 1:
        if _is_promotion(name):
            return SourceFile(file=file, role=FileRole.COHORT, cohort=cohort), ()
        if names.split_page(name)[1]:
            return _reject(file, Diagnostic.at("STR013", Place(path=file.path)), mark("page hors de tout portfolio"))
        return SourceFile(file=file, role=FileRole.ATTACHMENT, cohort=cohort), ()
    if fold(inner[0]) == "evaluations":
        if inner[0] != "evaluations":
            place = Place(path=f"{cohort}/{inner[0]}")
            return _reject(
                file, Diagnostic.at("STR029", place, name=inner[0]), mark("variante du dossier des évaluations")
            )
        if len(inner) == 2 and name.lower().endswith((".yml", ".yaml")):  # noqa: PLR2004 - the depth of a documented path
            student = names.safe(name.rpartition(".")[0])
            return SourceFile(file=file, role=FileRole.EVALUATIONS, cohort=cohort, student=student), ()
        if _keeps_sealed(inner[1:]):
            student = names.safe(inner[1].removesuffix(sealed.FOLDER))
            return SourceFile(file=file, role=FileRole.SEALED, cohort=cohort, student=student), ()
        return SourceFile(file=file, role=FileRole.ATTACHMENT, cohort=cohort), ()
    if inner[0].casefold() in table.RESERVED_IN_COHORT:
        return _refuse_name(file, f"{cohort}/{inner[0]}", inner[0])
    return _portfolio_file(file, cohort, inner[0], inner[1:])


def _portfolio_file(file: File, cohort: str, folder: str, inner: list[str]) -> Found:
    """Place a file of one student."""
    student = names.safe(folder) if folder else ""
    stem, page = names.split_page(inner[-1])
    base = SourceFile(file=file, role=FileRole.ATTACHMENT, cohort=cohort, student=student)
    if not page:
        place = Place(path=file.path)
        nested = bool(cohort) and _is_promotion(inner[-1])
        return base, (Diagnostic.at("STR031", place),) if nested else ()
    home = "".join(f"{names.safe_path(part)}/" for part in (cohort, folder) if part)
    index = stem.lower() == "index"
    if len(inner) == 1 and index:
        return replace(base, role=FileRole.HOME, address=home + InPortfolio.HOME), ()
    slugs = [names.safe(part) for part in inner[:-1]] + [names.safe(stem)]
    section = fold(inner[0])
    placed = _section_page(base, section, slugs, index=index) if len(inner) > 1 and section in _SECTIONS else None
    if placed is None:
        placed = replace(base, role=FileRole.PAGE, slug="/".join(slugs), address="/".join(slugs) + ".html")
    faults: tuple[Diagnostic, ...] = ()
    if placed.role is FileRole.PAGE and section in _SECTIONS and len(inner) > 2:  # noqa: PLR2004 - the depth of a documented path
        faults = (Diagnostic.at("STR014", Place(path=file.path), section=inner[0]),)
    if _reserved(placed, whole=not folder):
        return _refuse_name(file, file.path, stem)
    if placed.role is FileRole.PAGE and placed.slug.casefold() in table.TAKEN_LATER:
        slug = table.displaced(placed.slug.casefold())
        address = f"{slug}.html"
        faults = (Diagnostic.at("STR043", Place(path=file.path), name=stem, address=address),)
        placed = replace(placed, slug=slug, address=address)
    return replace(placed, address=f"{home}{placed.address}"), faults


def _section_page(base: SourceFile, section: str, slugs: list[str], *, index: bool) -> SourceFile | None:
    """Recognise a page of a section by its depth and name; None: it is a free page."""
    depth = len(slugs)
    role, address = _SECTIONS[section]
    if (depth == 2 and not index) or (depth == 3 and index):  # noqa: PLR2004 - the depth of a documented path
        return replace(base, role=role, slug=slugs[1], address=address.format(slug=slugs[1]))
    if depth == 2 and index:  # noqa: PLR2004 - the depth of a documented path
        return replace(base, role=FileRole.PAGE, slug=f"{section}/index", address=f"{section}/index.html")
    if role is not FileRole.INTERNSHIP or depth != 3:  # noqa: PLR2004 - the depth of a documented path
        return None
    word = fold(slugs[2])
    kind = (
        FileRole.REPORT
        if word.startswith(("semaine", "mois"))
        else FileRole.REVIEW
        if word.startswith("bilan")
        else None
    )
    if kind is None:
        return None
    journal = InPortfolio.JOURNAL.format(internship=slugs[1], slug=slugs[2])
    return replace(base, role=kind, slug=slugs[2], internship=slugs[1], address=journal)


def _reserved(placed: SourceFile, *, whole: bool) -> bool:
    """True if a page of a portfolio, or of one that is a whole site, asks for an address of the site's own."""
    if placed.role is not FileRole.PAGE:
        return placed.slug.casefold() in table.RESERVED_IN_SECTION
    first, _, name = placed.slug.casefold().partition("/")
    if first in table.SECTIONS:
        return name in table.RESERVED_IN_SECTION
    return first in table.RESERVED_IN_PORTFOLIO or (whole and first in table.RESERVED_AT_ROOT)


def _refuse_name(file: File, place: str, name: str) -> Found:
    return _reject(file, Diagnostic.at("STR006", Place(path=place), name=name), mark("nom réservé au site"))


def _reject(file: File, fault: Diagnostic, reason: str) -> Found:
    return SourceFile(file=replace(file, fate=Fate.REJECTED, reason=reason)), (fault,)
