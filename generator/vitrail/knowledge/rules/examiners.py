"""Judges each candidate as the examiners will, on the day of the oral: by the jury's records, not by the team's.

``vitrail ready``, the pages of the team and ``vitrail archive`` all call ``ExaminedSchool.judge``: a file that the jury
does not get proves nothing to it; what only the team has is listed, with the reason and the remedy.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from posixpath import dirname

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.addressing.addresses import Authored
from vitrail.content.model.audience import Audience, Visibility
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import FreePage, Student
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import Phrase, mark
from vitrail.knowledge.coverage import student_coverage
from vitrail.knowledge.coverage.tables import CountedSchool, Coverage
from vitrail.knowledge.rules import internships
from vitrail.knowledge.rules.checks import CheckedStudent
from vitrail.knowledge.rules.readiness import Readiness, Unread, assess
from vitrail.knowledge.rules.silence import Extent, heard

_DRAFT = mark("brouillon")
_TEAM = mark("réservé à l'équipe")
_PAST = mark("date de publication dépassée")
_SHOW = mark("Écrivez « visibilité: jury » si la commission doit le lire.")
_REPLACED = "PRV007"
_HIDING = frozenset({"YAM016", "STR018.hidden", "PRV016"})
"""Faults that keep a page for the team."""


class ExaminedSchool(Struct, frozen=True, kw_only=True):
    """A school as its examiners will read it, beside the team's records."""

    school: School
    """The team's records, as they were counted."""
    coverage: Coverage
    """Counted from the team's records: rules on stages judge what was done, whoever may read it."""
    jury: School
    """The records of the jury's edition."""
    hidden: Mapping[str, str]
    """Path of a page, or of an attachment, that the jury does not get → the reason."""
    diagnostics: tuple[Diagnostic, ...]
    """Diagnostics of the files, those on what the jury does not get included."""
    asked: date | None
    """The day to judge on, if the run was given one."""
    today: date
    known: dict[tuple[str, str], Readiness] = {}
    faults: dict[str, tuple[Diagnostic, ...]] = {}
    """Cache: class → diagnostics on its stages, on the day it is judged."""

    def judge(self, cohort: Cohort, student: Student) -> Readiness:
        """Judge a candidate; the result is cached."""
        key = cohort.slug, student.slug
        if key not in self.known:
            self.known[key] = self._judge(cohort, student)
        return self.known[key]

    def seen(self, cohort: Cohort, student: Student) -> Student:
        """Return a candidate as the examiners read them on the day: an empty portfolio if it is not shown to them."""
        day = cohort.judged_on(self.asked, self.today)
        people = (person for group in self.jury.cohorts if group.slug == cohort.slug for person in group.students)
        shown = next((person for person in people if person.slug == student.slug), None)
        if shown is None or not self.school.shown_to(Audience.JURY, cohort, student, day):
            return replace(
                student, realisations=(), internships=(), watch=(), pages=(), verdicts=(), former=(), oral=()
            )
        return shown

    def _judge(self, cohort: Cohort, student: Student) -> Readiness:
        day, framework = cohort.judged_on(self.asked, self.today), self.school.framework_of(student)
        if framework is None:
            return Readiness(day=day)
        seen, folder = self.seen(cohort, student), _folder(student)
        return assess(
            CheckedStudent(
                school=self.school, cohort=cohort, student=seen, framework=framework, today=day,
                coverage=student_coverage(seen, cohort, framework),
                faults=tuple(fault for fault in self._of_stages(cohort) if fault.place.path.startswith(folder)),
            ),
            tuple(self._withheld(cohort, student, seen, day)),
        )  # fmt: skip

    def _of_stages(self, cohort: Cohort) -> tuple[Diagnostic, ...]:
        """Judge the stages of a class on its day; other diagnostics silence the faults that they explain, as usual."""
        if cohort.slug not in self.faults:
            day = cohort.judged_on(self.asked, self.today)
            alone = replace(self.school, cohorts=(cohort,))
            told = internships.diagnose(CountedSchool(school=alone, coverage=self.coverage, today=day))
            others = (fault for fault in self.diagnostics if not fault.code.startswith("STG"))
            self.faults[cohort.slug] = tuple(heard((*others, *told), Extent.FILE, Extent.PLACE))
        return self.faults[cohort.slug]

    def _withheld(self, cohort: Cohort, student: Student, seen: Student, day: date) -> Iterator[Unread]:
        """Yield what the team reads and the examiners will not get, or will get changed."""
        if not self.school.shown_to(Audience.JURY, cohort, student, day):
            late = not cohort.published_on(day)
            remedy = (
                mark("L'équipe recule « publier jusqu'au » dans promotion.yml.") if late else mark(
                    "Écrivez « visibilité: jury » : sinon la commission n'a rien à lire."
                )
            )  # fmt: skip
            yield Unread(title=mark("Tout le portfolio"), reason=_PAST if late else _TEAM, remedy=remedy)
            return
        yield from self._files(student)
        shown = {work.slug for work in seen.realisations}
        kept = ((work, item) for work in student.realisations if work.slug in shown for item in work.productions)
        for work, item in kept:
            if item.visibility is Visibility.TEAM:
                title = mark("{production} ({work})", production=item.title, work=work.title)
                yield Unread(title=title, reason=_TEAM, remedy=_SHOW)

    def _files(self, student: Student) -> Iterator[Unread]:
        """Yield the files that the jury does not get, and the names that are replaced, with the remedy."""
        folder = _folder(student)
        told = [fault for fault in self.diagnostics if fault.place.path.startswith(folder)]
        written: tuple[Authored, ...] = (*student.realisations, *student.internships, *student.watch, *student.pages)
        items = {item.source.path: item for item in written}
        for path, reason in sorted(self.hidden.items()):
            item, faults = items.get(path), [fault for fault in told if fault.place.path == path]
            if isinstance(item, FreePage) and item.produced and reason == _TEAM:
                continue  # the works and the productions that name it are kept, and are told
            if path.startswith(folder):
                title = item.title if item and item.title else path.removeprefix(folder)
                yield Unread(title=title, reason=reason, remedy=_remedy(item, faults, reason))
        for fault in told:
            if fault.code == _REPLACED:
                reason = mark("« {value} » y est remplacé", value=fault.values["value"])
                yield Unread(title=fault.place.path.removeprefix(folder), reason=reason, remedy=_advice(fault))


def _remedy(item: Authored | None, faults: list[Diagnostic], reason: str) -> str:
    """Return how the examiners would get a file: the fault that keeps it is mended, else its author shows it."""
    causes = [fault for fault in faults if item is None or fault.id in _HIDING]
    if causes:
        return _advice(min(causes, key=lambda fault: fault.severity.rank))
    if reason == _DRAFT:
        return mark("Terminez, puis écrivez « statut: soumise », ou laissez de côté.")
    return _SHOW


def _advice(told: Diagnostic) -> Phrase:
    return mark(told.entry.advice, **told.values)


def _folder(student: Student) -> str:
    """Return the folder of a portfolio, with a final slash; empty, the prefix of any path, when it is built alone."""
    folder = dirname(student.source.path)
    return f"{folder}/" if folder else ""
