"""The tables that coverage computes: every page, spreadsheet, JSON and console line of one build prints from them."""

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from vitrail.content.model.framework import SynthesisTable
from vitrail.content.model.school import School
from vitrail.content.model.state import State
from vitrail.content.model.verdict import Verdict
from vitrail.ground.language import Period


class Evidence(Struct, frozen=True, kw_only=True, array_like=True):
    """One claim of a réalisation with its state."""

    realisation: str
    """Slug within the portfolio."""
    competency: str
    """Resolved id, as cited."""
    state: State
    sentence: str | None = None
    observed: bool = False
    verdict: Verdict | None = None
    """The teacher's verdict that governs."""
    tutor: Verdict | None = None
    """The latest word of a tutor: « confirmée par le tuteur », never a state."""


class CompetencyCoverage(Struct, frozen=True, kw_only=True, array_like=True):
    """A competency of one student: the strongest of its own claims and its descendants'."""

    state: State
    evidence: tuple[Evidence, ...] = ()
    """Its own claims and its descendants', strongest first, then by réalisation."""
    realisations: int = 0
    """Distinct réalisations among the evidence whose claim covers: the number a cell shows."""
    observed: int = 0
    """Those of them in which the student looked on."""
    validated: int = 0
    covered: int = 0
    children: int = 0
    """Direct children within the option: how many are validated, covered, in all (« 2 validées sur 6 »)."""
    evoked: tuple[tuple[str, str], ...] = ()
    """(internship slug, report or review slug) that evoke it: shown, never covering."""

    @property
    def only_observed(self) -> bool:
        """True if observed work alone covers it."""
        return 0 < self.observed == self.realisations


class TableRow(Struct, frozen=True, kw_only=True, array_like=True):
    """A line of the tableau de synthèse: a réalisation in one band."""

    realisation: str
    title: str
    documents: tuple[str, ...]
    period: Period | None
    marks: tuple[str, ...]
    """Columns marked, sorted: competency ids, and situation ids when the table has them."""


class Tableau(Struct, frozen=True, kw_only=True, array_like=True):
    """A synthesis table filled for one student."""

    table: SynthesisTable
    columns: tuple[str, ...]
    """Situation ids first when the table has them, then competency ids."""
    bands: tuple[tuple[str, str, tuple[TableRow, ...]], ...]
    """(section id, section title, rows)."""

    @property
    def bare_rows(self) -> tuple[str, ...]:
        """Titles of the rows without any mark, in order."""
        rows = {row.realisation: row for _, _, band in self.bands for row in band}
        return tuple(row.title for row in rows.values() if not row.marks)

    @property
    def empty_columns(self) -> tuple[str, ...]:
        """Columns that no row marks."""
        marked = {mark for _, _, rows in self.bands for row in rows for mark in row.marks}
        return tuple(column for column in self.columns if column not in marked)


class StudentCoverage(Struct, frozen=True, kw_only=True, array_like=True):
    """One student's coverage, within their framework and option."""

    student: str
    """``cohort/student`` slugs."""
    framework: str | None
    option: str | None
    competencies: Mapping[str, CompetencyCoverage] = {}
    """In the framework's order: the asked ones (item's options ∪ the option's table columns), plus their ancestors."""
    judged: tuple[str, ...] = ()
    """The asked competencies of the level that the exam judges: the headline's denominator."""
    tableau: Tableau | None = None
    pending: tuple[tuple[str, str], ...] = ()
    """(réalisation, citation) claims kept as « option à préciser »."""
    out_of_option: tuple[tuple[str, str], ...] = ()
    """(réalisation, competency) claims outside the option: never a gap, never counted."""

    @property
    def proofs(self) -> Iterator[Evidence]:
        """The evidence of each competency in turn: a claim comes again under those above it."""
        return (proof for item in self.competencies.values() for proof in item.evidence)

    @property
    def covered(self) -> int:
        """The headline: judged competencies that are covered."""
        return sum(self.competencies[code].state.covers for code in self.judged)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Judged competencies that nothing covers."""
        return tuple(code for code in self.judged if not self.competencies[code].state.covers)


class CompetencyInCohort(Struct, frozen=True, kw_only=True, array_like=True):
    """A competency over a class."""

    asked: int
    """Students it is asked of."""
    covered: int
    validated: int
    realisations: int
    """Distinct (student, réalisation) with a covering claim on it or a descendant."""


class CohortCoverage(Struct, frozen=True, kw_only=True, array_like=True):
    """A class: its students' coverage, and each competency over them."""

    cohort: str
    students: tuple[StudentCoverage, ...]
    competencies: Mapping[str, Mapping[str, CompetencyInCohort]] = {}
    """Framework id → competency id → counts."""


class Coverage(Struct, frozen=True, kw_only=True, array_like=True):
    """The coverage of every class, for one audience."""

    cohorts: tuple[CohortCoverage, ...] = ()

    def student(self, cohort: str, student: str) -> StudentCoverage | None:
        """Find a student's coverage by slugs."""
        wanted = f"{cohort}/{student}"
        return next((person for person in self.cohort(cohort).students if person.student == wanted), None)

    def cohort(self, slug: str) -> CohortCoverage:
        """Find a class's coverage."""
        return next(
            (cohort for cohort in self.cohorts if cohort.cohort == slug), CohortCoverage(cohort=slug, students=())
        )


class CountedSchool(Struct, frozen=True, kw_only=True, array_like=True):
    """The input of rules: a school, its coverage, and the day."""

    school: School
    coverage: Coverage
    today: date
