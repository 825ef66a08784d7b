"""The role of each file, from its path: the tree of docs/ecrire.md, with one address for each page."""

from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.addressing import table
from vitrail.content.addressing.table import AtRoot, InPortfolio
from vitrail.content.frameworks.lexicon import is_lexicon
from vitrail.content.model.ledger import Fate
from vitrail.content.reading.disk import names
from vitrail.content.reading.disk.clashes import without_clashes
from vitrail.content.reading.disk.folders import (
    READMES,
    above,
    is_note,
    is_promotion,
    is_single,
    paged,
    student_folders,
)
from vitrail.content.reading.disk.roles import JUDGING, FileRole, SourceFile
from vitrail.content.reading.disk.tree import File, FileTree
from vitrail.content.reading.seals import sealed
from vitrail.content.values.folding import fold, fold_key
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.diagnostics.diagnostic import in_order
from vitrail.ground.language import mark

_SECTIONS = {
    "realisations": (FileRole.REALISATION, InPortfolio.REALISATION),
    "stages": (FileRole.INTERNSHIP, InPortfolio.INTERNSHIP),
    "veille": (FileRole.WATCH, InPortfolio.WATCH_ENTRY),
}
"""Folder → role of its pages, and pattern of their addresses."""
_HANDED = (".docx", ".odt", ".doc", ".pptx", ".odp", ".zip")


class Layout(Struct, frozen=True, kw_only=True):
    """Every file with its role, in path order."""

    files: tuple[SourceFile, ...]
    cohorts: tuple[str, ...]
    single: bool
    """Whether the portfolios' folder is itself one portfolio."""
    diagnostics: tuple[Diagnostic, ...]


def lay_out(tree: FileTree) -> Layout:
    """Give each file its role; of two pages that claim one address the second, in path order, is rejected."""
    every = [_without_version(file) for file in tree.files]
    readable = [file for file in every if file.fate is None]
    cohorts = {folder for folder, _, name in (file.path.rpartition("/") for file in readable) if is_promotion(name)}
    single = is_single(cohorts - {""}, readable)
    # a class inside a class is none: a student's folder would name its own team and judge itself
    own = {folder for folder in cohorts - {""} if not any(folder.startswith(f"{other}/") for other in cohorts - {""})}
    shelves = frozenset({""} if single else own)
    orphans = student_folders(readable)
    places = _Places(shelves=shelves, single=single, orphans=orphans, judging=tree.judging, paged=paged(readable))
    files, clashes = without_clashes([places.of(file) for file in every])
    return Layout(
        files=tuple(files),
        cohorts=tuple(sorted(folder for folder in shelves if not _taken(folder))),
        single=single,
        diagnostics=in_order([*tree.diagnostics, *places.faults, *clashes, *_pageless(files)]),
    )


def _pageless(files: Collection[SourceFile]) -> Iterator[Diagnostic]:
    """Report each folder of a class with documents and no page: who copied it there believes it handed in."""
    paged = {(placed.cohort, placed.student) for placed in files if placed.role not in {None, FileRole.ATTACHMENT}}
    for placed in files:
        folder = placed.cohort, placed.student
        if placed.cohort and placed.student and folder not in paged and placed.file.path.lower().endswith(_HANDED):
            paged.add(folder)
            trouble = mark("son dossier n'a aucune page (.md), et rien de ce qui s'y trouve n'est lu")
            remedy = mark("Passez ce dossier à « vitrail import », ou à « vitrail import rendus » si c'est un rendu.")
            yield Diagnostic.at("STR014", Place(path=placed.file.path), trouble=trouble, remedy=remedy)


def _without_version(file: File) -> File:
    """Ignore a file below « versions/ », before it is taken for a class or a portfolio."""
    former = file.fate is None and names.is_version(file.path)
    return replace(file, fate=Fate.IGNORED, reason=mark("version gardée à côté")) if former else file


class _Places(Struct, frozen=True, kw_only=True):
    """Gives each file its role by its path, and collects the faults of paths."""

    shelves: frozenset[str]
    """Folders of the classes."""
    single: bool
    orphans: frozenset[str]
    """Folders that hold a student's sections."""
    judging: frozenset[str] | None
    """The only files from which verdicts are read; None: any."""
    paged: frozenset[str]
    """Folders that have a page, beside them or in them (``folders.paged``)."""
    faults: list[Diagnostic] = []

    def of(self, file: File) -> SourceFile:
        parts = file.path.split("/")
        stem, page = names.split_page(parts[-1])
        if file.fate:
            return SourceFile(file=file)
        if page and stem.lower() in READMES and self.is_whole(parts):
            parts, stem = [*parts[:-1], "index.md"], "index"
        elif page and is_note(stem):
            return SourceFile(file=replace(file, fate=Fate.IGNORED, reason=mark("note pour le dépôt")))
        if placed := _shared(file, parts, single=self.single):
            taken = placed.slug.casefold() in table.RESERVED_IN_SECTION
            return self.refuse_name(file, file.path, stem) if taken else self.heard(placed)
        shelf = above(parts, self.shelves)
        if len(parts) > 1 and fold_key(parts[0]) == "evaluations" and not shelf:
            return self.unread_verdict(file)
        if self.single:
            orphan = above(parts, self.orphans)
            return self.of_student(file, "", "", parts) if orphan is None else self.orphaned(file, orphan)
        return (
            self.outside(file, parts) if shelf is None else self.of_cohort(file, shelf, parts[shelf.count("/") + 1 :])
        )

    def is_whole(self, parts: list[str]) -> bool:
        """True if a README stands for its folder of a section, which has no other page, as on forges."""
        inside = len(parts) > 2 and fold_key(parts[-3]) in ("realisations", "stages")  # noqa: PLR2004 - section, folder, file
        return inside and "/".join(parts[:-1]) not in self.paged

    def tell(self, code: str, place: str, **values: str) -> None:
        self.faults.append(Diagnostic.at(code, Place(path=place), **values))

    def heard(self, placed: SourceFile) -> SourceFile:
        """Reject verdicts among the portfolios, where students write, when the team's are in a folder apart."""
        if placed.role not in JUDGING or self.judging is None or placed.file.disk in self.judging:
            return placed
        self.tell("STR014.verdicts", placed.file.path)
        return placed.rejected(mark("avis hors du dossier des avis"))

    def too_deep(self, path: str, section: str) -> None:
        """Report a page in a folder of a section, where it is not read as a page of the section."""
        if section == "stages":
            trouble = mark("dans le dossier d'un stage, son nom ne dit pas ce qu'il est")
            remedy = mark(
                "Nommez-le « semaine-03.md », « mois-02.md », « bilan.md » ou « entretien-1.md » ; un autre texte se "
                "range hors de « stages »."
            )
        else:
            trouble = mark("trop profond dans « {section} », il est lu comme une page libre", section=section)
            remedy = mark(
                "Placez-le directement dans « {section} » pour que ses compétences comptent.", section=section
            )
        self.tell("STR014", path, trouble=trouble, remedy=remedy)

    def refuse_name(self, file: File, place: str, name: str) -> SourceFile:
        self.tell("STR008.reserved", place, name=name)
        return SourceFile(file=file).rejected(mark("nom réservé au site"))

    def orphaned(self, file: File, folder: str) -> SourceFile:
        self.tell("STR012", folder)
        return SourceFile(file=file).rejected(mark("hors de toute promotion"))

    def unread_verdict(self, file: File) -> SourceFile:
        """Reject and report a file among the verdicts that is none: its author believes that it was given."""
        self.tell("STR012.verdict", file.path)
        return SourceFile(file=file).rejected(mark("ni les avis d'un étudiant, ni un texte scellé"))

    def outside(self, file: File, parts: list[str], cohort: str | None = None) -> SourceFile:
        """Reject and report a page under no student; other files are attachments, which some page may show."""
        if not names.split_page(parts[-1])[1]:
            return SourceFile(file=file, role=FileRole.ATTACHMENT, cohort=cohort)
        if len(parts) > 1:
            return self.orphaned(file, "/".join(parts[:-1][:2]))
        self.tell("STR014.page", file.path)
        return SourceFile(file=file).rejected(mark("page hors de tout portfolio"))

    def of_cohort(self, file: File, cohort: str, inner: list[str]) -> SourceFile:
        if taken := _taken(cohort):
            return self.refuse_name(file, taken, taken)
        if len(inner) == 1:
            own = SourceFile(file=file, role=FileRole.COHORT, cohort=cohort)
            return own if is_promotion(inner[0]) else self.outside(file, inner, cohort)
        if inner[0] == "evaluations":
            verdicts = _evaluation(file, inner[1:], cohort, single=False)
            return self.heard(verdicts) if verdicts else self.unread_verdict(file)
        if fold_key(inner[0]) == "evaluations":
            self.tell("STR012.verdicts", f"{cohort}/{inner[0]}", name=inner[0])
            return SourceFile(file=file).rejected(mark("variante du dossier des évaluations"))
        if inner[0].casefold() in table.RESERVED_IN_COHORT:
            return self.refuse_name(file, f"{cohort}/{inner[0]}", inner[0])
        return self.of_student(file, cohort, inner[0], inner[1:])

    def of_student(self, file: File, cohort: str, folder: str, inner: list[str]) -> SourceFile:
        student = names.safe(folder) if folder else ""
        stem, page = names.split_page(inner[-1])
        placed = SourceFile(file=file, role=FileRole.ATTACHMENT, cohort=cohort, student=student)
        if not page:
            if fold_key(inner[0]) == "evaluations" and len(inner) > 1 and _is_yaml(inner[-1]):
                return self.unread_verdict(file)
            if cohort and is_promotion(inner[-1]):
                self.tell("STR014.cohort", file.path)
            return placed
        home = "".join(f"{names.safe_path(part)}/" for part in (cohort, folder) if part)
        if len(inner) == 1 and stem.lower() == "index":
            return replace(placed, role=FileRole.HOME, address=home + InPortfolio.HOME)
        slugs = [names.safe(part) for part in (*inner[:-1], stem)]
        section = fold_key(inner[0])
        inside = section in _SECTIONS and len(inner) > 1
        slug = "/".join(slugs)
        free = replace(placed, role=FileRole.PAGE, slug=slug, address=f"{slug}.html")
        placed = (inside and _section_page(placed, section, slugs, index=stem.lower() == "index")) or free
        if _reserved(placed, whole=not folder):
            return self.refuse_name(file, file.path, stem)
        if placed.role is FileRole.PAGE and placed.slug.casefold() in table.TAKEN_LATER:
            slug = table.displaced(placed.slug.casefold())
            address = f"{slug}.html"
            placed = replace(placed, slug=slug, address=address)
            self.tell("STR043", file.path, name=stem, address=address)
        elif placed.role is FileRole.PAGE and inside and len(inner) > 2:  # noqa: PLR2004 - the depth of a documented path
            self.too_deep(file.path, section)
        return replace(placed, address=f"{home}{placed.address}")


def _shared(file: File, parts: list[str], *, single: bool) -> SourceFile | None:  # noqa: PLR0911 - one return a kind of file
    """Recognise a file of the school as a whole; None if it is another."""
    name, folder = parts[-1], fold_key(parts[0])
    stem, page = names.split_page(name)
    if len(parts) == 1:
        if folder in ("etablissement.yml", "etablissement.yaml"):
            return SourceFile(file=file, role=FileRole.SCHOOL)
        if single and is_promotion(name):
            return SourceFile(file=file, role=FileRole.COHORT, cohort="")
        if page and stem.lower() == "index" and not single:
            return SourceFile(file=file, role=FileRole.SCHOOL_PAGE, address=AtRoot.SCHOOL)
        return None
    if len(parts) == 2 and folder == "referentiels" and _is_yaml(name):  # noqa: PLR2004 - the depth of a documented path
        return SourceFile(file=file, role=FileRole.LEXICON if is_lexicon(name) else FileRole.FRAMEWORK)
    if len(parts) == 2 and folder == "organisations" and page:  # noqa: PLR2004 - the depth of a documented path
        slug = names.safe(stem)
        address = AtRoot.ORGANISATION.format(slug=slug)
        return SourceFile(file=file, role=FileRole.ORGANISATION, slug=slug, address=address)
    return _evaluation(file, parts[1:], "", single=True) if single and folder == "evaluations" else None


def _evaluation(file: File, inner: list[str], cohort: str, *, single: bool) -> SourceFile | None:
    """Recognise a file that the team writes about a student, from its path below ``evaluations/``.

    Verdicts are in ``<student>.yml``, or in any YAML file of ``<student>/``, one for each reading.
    """
    role, student = FileRole.EVALUATIONS, inner[0] if len(inner) > 1 else inner[0].rpartition(".")[0]
    if len(inner) == 2 and inner[0].endswith(sealed.FOLDER) and inner[1].endswith(sealed.SUFFIX):  # noqa: PLR2004 - the depth of a documented path
        role, student = FileRole.SEALED, inner[0].removesuffix(sealed.FOLDER)
    elif len(inner) > 2 or not _is_yaml(inner[-1]):  # noqa: PLR2004 - the same
        return None
    return SourceFile(file=file, role=role, cohort=cohort, student="" if single else names.safe(student))


def _is_yaml(name: str) -> bool:
    return name.lower().endswith((".yml", ".yaml"))


def _taken(cohort: str) -> str:
    """Return the first folder of a class when the site needs its name; else nothing."""
    first = cohort.partition("/")[0]
    return first if first.casefold() in table.RESERVED_AT_ROOT else ""


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
    kind = FileRole.REPORT if word.startswith(("semaine", "mois")) else FileRole.REVIEW
    if kind is FileRole.REVIEW and not word.startswith(("bilan", "entretien")):
        return None
    journal = InPortfolio.JOURNAL.format(internship=slugs[1], slug=slugs[2])
    return replace(base, role=kind, slug=slugs[2], internship=slugs[1], address=journal)


def _reserved(placed: SourceFile, *, whole: bool) -> bool:
    """True if a page claims an address that the site reserves; ``whole``: its portfolio is the whole site."""
    if placed.role is not FileRole.PAGE:
        return placed.slug.casefold() in table.RESERVED_IN_SECTION
    first, _, name = placed.slug.casefold().partition("/")
    if first in table.SECTIONS:
        return name in table.RESERVED_IN_SECTION
    return first in table.RESERVED_IN_PORTFOLIO or (whole and first in table.RESERVED_AT_ROOT)
