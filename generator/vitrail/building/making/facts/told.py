"""All diagnostics about portfolios, classes and the school, put together or counted."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.facts.counted import assessed_school, of_school, reported_faults
from vitrail.building.making.facts.given import audience_files, file_fates
from vitrail.building.making.facts.names import privacy_profile
from vitrail.building.making.facts.readers import edition_of, lacking, omissions, seen, staying_names
from vitrail.building.making.facts.run import (
    SCHOOL,
    PortfolioKey,
    class_record,
    classes,
    portfolios,
    students_in,
    today,
)
from vitrail.building.making.facts.tried import text_faults
from vitrail.building.publishing.workers.executors import DEADLY
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Entry, Fate
from vitrail.content.reading.packing import FAULTS, ReadFiles, packing
from vitrail.ground.diagnostics import Diagnostic, Severity
from vitrail.ground.diagnostics.diagnostic import in_order
from vitrail.ground.language import Language, Wording
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import question, transient
from vitrail.knowledge.rules.examiners import ExaminedSchool
from vitrail.knowledge.rules.readiness import Readiness, ReadyLine
from vitrail.site.pages.team import owner_of


def all_faults(memo: Memo, every: Iterable[PortfolioKey]) -> tuple[Diagnostic, ...]:
    """Return all diagnostics about some portfolios and the school, in file order."""
    return in_order((*_told_of_school(memo), *(fault for who in every for fault in _told(memo, who))))


def _told_of_school(memo: Memo) -> tuple[Diagnostic, ...]:
    return (*of_school(memo), *staying_names(memo), *text_faults(memo, *SCHOOL), *omissions(memo, *SCHOOL))


def _told(memo: Memo, who: PortfolioKey) -> tuple[Diagnostic, ...]:
    return (*text_faults(memo, *who), *omissions(memo, *who), *reported_faults(memo, *who))


class ToldCounts(Struct, frozen=True, kw_only=True):
    """How many diagnostics some files have, by severity, and how many files have each fate."""

    faults: dict[Severity, int] = {}
    fates: dict[Fate, int] = {}
    rejected: dict[str, Wording] = {}
    """Path of a rejected file → why."""
    deadly: bool = False
    """Whether a text is refused because the process that rendered it died."""


@question(packing(ToldCounts), part=2)
def class_totals(memo: Memo, audience: str, cohort: str) -> ReadFiles[ToldCounts]:
    """Count the diagnostics about the portfolios of a class, by severity, and their files, by fate.

    Of the diagnostics, the errors in rejected files are kept.
    """
    every = [(cohort, student) for student in students_in(memo, cohort)]
    counts = _summed(
        in_order(fault for who in every for fault in _told(memo, who)),
        (entry for who in every for entry in file_fates(memo, audience, *who)),
    )
    grave = (fault for fault in counts.diagnostics if fault.place.path in counts.record.rejected)
    return replace(counts, diagnostics=tuple(grave))


def summed_up(memo: Memo, audience: str) -> ReadFiles[ToldCounts]:
    """Count the diagnostics and the files of the whole school, as ``class_totals`` does for a class."""
    own = _summed(in_order(_told_of_school(memo)), file_fates(memo, audience, *SCHOOL))
    every = (own, *(class_totals(memo, audience, slug) for slug in classes(memo)))
    faults, ended = Counter[Severity](), Counter[Fate]()
    for read in every:
        faults.update(read.record.faults)
        ended.update(read.record.fates)
    return ReadFiles(
        record=ToldCounts(
            faults=faults,
            fates=ended,
            rejected=dict(sorted(file for read in every for file in read.record.rejected.items())),
            deadly=any(read.record.deadly for read in every),
        ),
        diagnostics=in_order(fault for read in every for fault in read.diagnostics),
    )


def _summed(told: Iterable[Diagnostic], entries: Iterable[Entry]) -> ReadFiles[ToldCounts]:
    faults, every = tuple(told), tuple(entries)
    return ReadFiles(
        record=ToldCounts(
            faults=Counter(fault.severity for fault in faults),
            fates=Counter(entry.fate for entry in every),
            rejected={entry.path: entry.reason for entry in every if entry.fate is Fate.REJECTED},
            deadly=any(fault.code == "MED010" and fault.values.get("reason") == DEADLY for fault in faults),
        ),
        diagnostics=tuple(fault for fault in faults if fault.severity is Severity.ERROR),
    )


@question(FAULTS)
def told_of(memo: Memo, cohort: str, student: str) -> tuple[Diagnostic, ...]:
    """Return all diagnostics about one portfolio; about every file for a portfolio that is alone."""
    group = class_record(memo, cohort)
    if not group.slug:
        return all_faults(memo, portfolios(memo))
    slugs = tuple(class_record(memo, slug).slug for slug in classes(memo))
    name = f"{group.slug}/{privacy_profile(memo, cohort, student).slug}"
    theirs = (fault for fault in _told_of_school(memo) if owner_of(fault.place.path, slugs) == name)
    return in_order((*_told(memo, (cohort, student)), *theirs))


def class_file_faults(memo: Memo, cohort: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics about the files of a class that are in no portfolio."""
    root = f"{class_record(memo, cohort).slug}/"
    wrong = (*of_school(memo), *text_faults(memo, *SCHOOL), *omissions(memo, *SCHOOL))
    return tuple(fault for fault in wrong if fault.place.path.startswith(root))


def examined_school(memo: Memo, every: Iterable[PortfolioKey]) -> ExaminedSchool:
    """Return some portfolios as examiners will read them and as the team has them, to judge which are ready."""
    people, jury = tuple(every), Audience.JURY.name
    known = assessed_school(memo, people)
    hidden: dict[str, str] = {}
    for who in people:
        hidden |= audience_files(memo, jury, *who).lost
    told = [
        *of_school(memo),
        *(fault for who in people for fault in reported_faults(memo, *who)),
        *(fault for who in people for fault in (*text_faults(memo, *who), *lacking(memo, jury, *who))),
    ]
    return ExaminedSchool(
        school=known.school,
        coverage=known.coverage,
        jury=edition_of(memo, jury, {who: seen(memo, jury, *who) for who in people}),
        hidden=hidden,
        diagnostics=in_order(told),
        asked=memo.input("asked"),
        today=today(memo),
    )


@transient()
def readiness(memo: Memo, cohort: str, student: str) -> Readiness:
    """Judge a candidate on what the examiners will read."""
    known = examined_school(memo, [(cohort, student)])
    ((group, person),) = known.school.everyone
    return known.judge(group, person)


@question(ReadyLine)
def ready_line(memo: Memo, cohort: str, student: str) -> ReadyLine:
    """Return the readiness in short, for the table of a class: kept, so that an edit judges one student again."""
    return ReadyLine.of(readiness(memo, cohort, student), Language(memo.input("language")).write)
