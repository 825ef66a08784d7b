"""The table of a class as CSV: the numbers of its matrix, and no cell that a spreadsheet would run."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO

from vitrail.content.model.framework import Framework
from vitrail.content.model.school import Cohort
from vitrail.ground.language import FRENCH, Language
from vitrail.ground.regex import regex
from vitrail.knowledge.coverage.tables import CohortCoverage, StudentCoverage

Cell = str | int
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r")
_UNPRINTABLE = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Control characters, which XML cannot hold."""
_UNSEEN = frozenset({"Cf", "Zs"})
"""Unicode categories of signs that a program may skip at the beginning of a cell."""


def class_table(
    cohort: Cohort, coverage: CohortCoverage, framework: Framework, language: Language = FRENCH
) -> tuple[tuple[Cell, ...], ...]:
    """Write one line a student: option, headline, then number of réalisations and state for each judged competency."""
    people = {f"{cohort.slug}/{student.slug}": student for student in cohort.students}
    covered = tuple(item for item in coverage.students if item.framework == framework.id)
    codes = _columns(covered, framework)
    pairs = (cell for code in codes for cell in (code, language.sentence("{code} état", {"code": code})))
    head = (
        language.gettext("Étudiant"),
        language.gettext("Option"),
        language.gettext("Couvertes"),
        language.gettext("Demandées"),
        *pairs,
    )
    lines = (
        (
            people[item.student].name, item.option or "", item.covered, len(item.judged),
            *(cell for code in codes for cell in _cells(item, code, language)),
        )
        for item in covered
    )  # fmt: skip
    return (head, *lines)


def as_csv(table: Iterable[Sequence[Cell]]) -> bytes:
    """Write a CSV with the semicolons and the byte order mark that French spreadsheets expect.

    Every text is in quotes: a program that splits at commas must not find a formula after one of them.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([harmless(cell) for cell in row] for row in table)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def harmless(cell: Cell) -> Cell:
    """Put an apostrophe, the mark of a text, before a text that a spreadsheet would read as a formula."""
    if not isinstance(cell, str):
        return cell
    text, formula = printable(cell)
    return f"'{text}" if formula else text


def printable(text: str) -> tuple[str, bool]:
    """Return a text without the signs that XML cannot hold, and whether a spreadsheet would read it as a formula."""
    text = _UNPRINTABLE.sub(" ", text)
    seen = "".join(letter for letter in text if unicodedata.category(letter) not in _UNSEEN)
    return text, seen.startswith(_FORMULA)


def _columns(covered: Iterable[StudentCoverage], framework: Framework) -> tuple[str, ...]:
    """Return the judged competencies of all students of the class, in the framework's order."""
    asked = {code for item in covered for code in item.judged}
    return tuple(item.id for item in framework.competencies if item.id in asked)


def _cells(item: StudentCoverage, code: str, language: Language) -> tuple[Cell, Cell]:
    counted = item.competencies.get(code) if code in item.judged else None
    if counted is None:
        return ("", language.gettext("hors option"))
    return (counted.realisations, language.gettext(counted.state.value))
