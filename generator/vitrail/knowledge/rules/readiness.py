"""« Prêt pour l'oral ? »: the référentiel's requirements on a candidate's file, judged épreuve by épreuve.

A requirement is data of the référentiel (``model.framework.Requirement``): its words, its source, whether it is
official, for which épreuves, sessions, voies and forms of the exam it holds. The file is judged as the examiners will
read it (``rules.examiners``), on the day on which they read it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Self

from msgspec import Struct

from vitrail.content.frameworks.queries import oral_exams, portfolio_exam
from vitrail.content.model.framework import Check, Exam, Framework, Requirement
from vitrail.content.model.school import Cohort, Exemption
from vitrail.content.model.student import Student
from vitrail.content.values.folding import fold
from vitrail.ground.language import mark
from vitrail.knowledge.coverage.claims import proved
from vitrail.knowledge.rules.checks import CHECKS, CheckedStudent, Observation, Outcome, exempted, not_met

_OF_WORKS = frozenset({Check.STATED, Check.PERIODS, Check.PRODUCTIONS, Check.NETWORK})
"""Checks on each réalisation."""
NOTHING_SUBMITTED = mark("aucune réalisation soumise")
"""What lacks instead, where no réalisation is submitted."""
LACKS: Mapping[Check, str] = {
    Check.COVERED: mark("compétences que rien ne couvre"),
    Check.STATED: mark("réalisations sans compétences"),
    Check.TABLE: mark("tableau sans ligne"),
    Check.PERIODS: mark("périodes absentes ou sans fin"),
    Check.PRODUCTIONS: mark("réalisations sans production"),
    Check.CERTIFICATES: mark("attestations ou certificats non déclarés"),
    Check.SHEETS: mark("nombre de réalisations proposées"),
    Check.SHEETS_COVER: mark("compétences que les réalisations proposées laissent de côté"),
    Check.NETWORK: mark("productions à ouvrir par le réseau"),
    Check.ADDRESS: mark("adresse du site inconnue"),
    Check.INTERNSHIPS: mark("règles des stages non satisfaites"),
    Check.VERDICTS: mark("réalisations modifiées depuis leur validation"),
    Check.SITUATIONS: mark("situations obligatoires que rien ne montre"),
    Check.WATCH: mark("veille sans entrée"),
    Check.YOURS: mark("points à vérifier"),
}
"""Check → what lacks when it is not met: the title of a requirement says what is when it is met."""


class Answer(StrEnum):
    """How ready a candidate is for an épreuve; the values are identifiers of the JSON."""

    READY = "prêt"
    """No point that files can show is missing."""
    TO_FINISH = "à finir"
    """A recommended point is missing, and no required one."""
    NOT_READY = "pas prêt"
    """A required point is missing."""


class Assessed(Struct, frozen=True, kw_only=True):
    """A requirement with the result of its check."""

    requirement: Requirement
    finding: Observation
    sources: tuple[str, ...]
    """Texts that it was read in, as the référentiel names them, each with its session when that is another."""
    lack: str
    """Its name when it is not met, a phrase of ours: its title says the contrary."""

    @property
    def lacks(self) -> bool:
        """True if it is not met: ✗. An exempted point is neither met nor lacking."""
        return self.finding.outcome is Outcome.NOT_MET


class ExamAnswer(Struct, frozen=True, kw_only=True):
    """An épreuve with its requirements, checked."""

    exam: Exam | None
    """None when the référentiel ties its tables to no épreuve: all its requirements then form one."""
    word: str = ""
    """« bloc 1 »: its name in every session, even where its code changes."""
    items: tuple[Assessed, ...]

    @property
    def key(self) -> str:
        """Return its identifier in the référentiel: the code alone is unique only within a session."""
        return self.exam.id if self.exam else ""

    @property
    def label(self) -> str:
        """Name the épreuve, « E5 (bloc 1) »: a phrase of ours."""
        if self.exam is None:
            return mark("dossier")
        named = self.word and fold(self.word) != fold(self.exam.code)
        return mark("{code} ({word})", code=self.exam.code, word=self.word) if named else self.exam.code

    def title(self, option: str | None) -> str:
        """Return the title of the épreuve for an option."""
        titles = self.exam.title if self.exam else {}
        return titles.get(option) or titles.get(None, "")

    @property
    def answer(self) -> Answer:
        """How ready the candidate is: points that no file can show do not count."""
        if any(item.lacks and item.requirement.hard for item in self.items):
            return Answer.NOT_READY
        return Answer.TO_FINISH if self.lacking else Answer.READY

    @property
    def lacking(self) -> int:
        """Number of missing points, required or recommended."""
        return sum(item.lacks for item in self.items)


class Unread(Struct, frozen=True, kw_only=True):
    """A thing that the team reads and the examiners will not, or will read changed: phrases of ours."""

    title: str
    reason: str
    remedy: str


class Readiness(Struct, frozen=True, kw_only=True):
    """The judgement of a candidate before the oral: commands, pages and archives all print this one."""

    day: date
    """The day on which the candidate is judged."""
    items: tuple[Assessed, ...] = ()
    """In the référentiel's order; empty when it has no requirement."""
    exams: tuple[ExamAnswer, ...] = ()
    withheld: tuple[Unread, ...] = ()
    claims: int = 0
    unproved: int = 0
    """Number of claims that examiners read, and of those without a named proof: reported, never judged."""

    @property
    def answer(self) -> Answer | None:
        """The worst of the épreuves; None when nothing is asked."""
        answers = [exam.answer for exam in self.exams]
        return next((answer for answer in reversed(Answer) if answer in answers), None)

    @property
    def lacking(self) -> tuple[Assessed, ...]:
        """The missing points, the required ones first."""
        return tuple(sorted((item for item in self.items if item.lacks), key=lambda item: not item.requirement.hard))

    @property
    def yours(self) -> tuple[Assessed, ...]:
        """The points that no file can show: the candidate verifies them, and they do not count."""
        return tuple(item for item in self.items if item.finding.outcome is Outcome.TO_JUDGE)

    @property
    def exempt(self) -> int:
        """Number of points that the team exempts the candidate from."""
        return sum(item.finding.outcome is Outcome.EXEMPT for item in self.items)


class ReadyLine(Struct, frozen=True, kw_only=True):
    """The row of a candidate in the table of a class."""

    exams: tuple[tuple[str, str, Answer, int], ...] = ()
    """For each épreuve: key, label in the reader's language, answer, number of missing points."""
    outcomes: tuple[tuple[str, str, Outcome], ...] = ()
    """For each requirement: key, title, outcome."""
    exempt: int = 0

    @classmethod
    def of(cls, readiness: Readiness, write: Callable[[str], str]) -> Self:
        """Shorten the judgement of a candidate to its row; ``write`` translates."""
        items = ((item.requirement, item.finding) for item in readiness.items)
        return cls(
            exams=tuple((exam.key, write(exam.label), exam.answer, exam.lacking) for exam in readiness.exams),
            outcomes=tuple((requirement.id, requirement.title, seen.outcome) for requirement, seen in items),
            exempt=readiness.exempt,
        )


def asked(framework: Framework, student: Student, cohort: Cohort) -> tuple[Requirement, ...]:
    """Return the requirements that hold for a candidate, in the référentiel's order."""
    form = cohort.form_of(student)
    known = {exam.id: exam for exam in framework.exams}
    return tuple(
        item
        for item in framework.requirements
        if item.holds(student.session)
        and (not item.exams or any(known[key].holds(student.session) for key in item.exams))
        and (not item.pathways or (student.pathway and student.pathway.value in item.pathways))
        and (not item.forms or form is None or form.value in item.forms)
    )


def assess(checked: CheckedStudent, withheld: tuple[Unread, ...]) -> Readiness:
    """Judge every requirement that holds for a candidate, and each épreuve by its requirements."""
    framework, student, cohort = checked.framework, checked.student, checked.cohort
    exempt = {fold(given.point): given for given in cohort.exemptions if given.student == student.slug}
    items = tuple(
        Assessed(
            requirement=item,
            finding=_exempted(exempt.get(fold(item.title)))
            or _nothing(item.check, student)
            or CHECKS[item.check](checked),
            sources=tuple(_sources(framework, item, student.session)),
            lack=NOTHING_SUBMITTED if _nothing(item.check, student) else LACKS[item.check],
        )
        for item in asked(framework, student, cohort)
    )
    known: tuple[tuple[Exam | None, str], ...] = (*oral_exams(framework, student.session).values(),) or ((None, ""),)
    answers = (
        ExamAnswer(exam=exam, word=word, items=tuple(item for item in items if _of(item, exam))) for exam, word in known
    )
    claims = [(work, claim) for work in student.counted for claim in work.claims]
    return Readiness(
        day=checked.today,
        items=items,
        exams=tuple(asked for asked in answers if asked.items),
        withheld=withheld,
        claims=len(claims),
        unproved=sum(not proved(work, claim) for work, claim in claims),
    )


def _of(item: Assessed, exam: Exam | None) -> bool:
    """True if a requirement is of an épreuve; one that names none is of every épreuve that reads a portfolio."""
    return exam is None or not item.requirement.exams or exam.id in item.requirement.exams


def _sources(framework: Framework, item: Requirement, session: int | None) -> Iterator[str]:
    """Yield the sources of a requirement; one of another session with its year, and the épreuve's code of then."""
    for key in filter(None, map(str.strip, (item.source or "").split(","))):
        text, years = framework.sources.get(key, key), framework.source_sessions.get(key, ())
        if not years or session is None or session in years:
            yield text
            continue
        year = max((year for year in years if year < session), default=min(years))
        then, now = (portfolio_exam(framework, item.exams, at) for at in (year, session))
        if then and now and then.code != now.code:
            yield mark(
                "{source} Session {year}, où cette épreuve s'appelait {code}.", source=text, year=year, code=then.code
            )
        else:
            yield mark("{source} Session {year}.", source=text, year=year)


def _exempted(given: Exemption | None) -> Observation | None:
    """Return the outcome of an exemption, with its reason and author, for the team alone; None if it is incomplete."""
    if given is None or not given.complete:
        return None
    by, day, reason = given.by or "", given.on or date.min, given.reason or ""
    return exempted(mark("Dispense accordée par {by} le {day} : {reason}", by=by, day=day, reason=reason))


def _nothing(check: Check, student: Student) -> Observation | None:
    """Return the outcome of a check where the portfolio has nothing to look at, which satisfies nothing."""
    if check in _OF_WORKS and not student.counted:
        remedy = mark("Donnez le statut « soumise » à celles qui sont prêtes.")
        return not_met(mark("Aucune réalisation n'est soumise."), remedy)
    return None
