"""Describe works for the desk, in the reader's language: the list, and the panel beside a work."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from vitrail.content.model.framework import Competency, Framework
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Judged, Student
from vitrail.content.model.verdict import Role, Verdict
from vitrail.content.reading.seals.changes import MOST
from vitrail.doors.reviewing.answers import (
    ChangesPanel,
    ClaimPanel,
    SaidVerdict,
    TeamOfClass,
    WaitingWork,
    WorkList,
    WorkPanel,
)
from vitrail.doors.reviewing.orders import team, tutors
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import Language, mark
from vitrail.knowledge.coverage.claims import disagreements, distinct, judge, judgement, proved, said_of
from vitrail.knowledge.coverage.waiting import Waiting, answer_to, listed, readers, to_judge, waiting
from vitrail.site.pages import labels
from vitrail.site.pages.portfolio.remarks import difference
from vitrail.site.pages.states import SIGNS

_COMMENTS = 200
"""Comments of one person that are proposed again, at most; the most used."""


class AuthoredWork(Struct, frozen=True, kw_only=True):
    """A work, its author and their class."""

    school: School
    cohort: Cohort
    student: Student
    work: Judged

    @property
    def place(self) -> str:
        """Return ``class/student/work``, as on the command line."""
        return "/".join(part for part in (self.cohort.slug, self.student.slug, self.work.subject) if part)

    @property
    def framework(self) -> Framework | None:
        """Return the référentiel that the student is judged by."""
        return self.school.framework_of(self.student)

    def competency(self, code: str | None) -> Competency | None:
        """Return the competency of that référentiel that a code names."""
        return self.framework.by_id.get(code or "") if self.framework else None


def works(school: School, root: str, today: date) -> Iterator[tuple[AuthoredWork, Waiting | None]]:
    """Yield the works of a class, of a student, or of all (empty root): first those that wait, with the reason."""
    people = tuple(listed(school, (root,) if root else (), today))
    by_place = {
        authored.place: authored
        for cohort, student in people
        for work in to_judge(student)
        if (authored := AuthoredWork(school=school, cohort=cohort, student=student, work=work))
    }
    yield from ((by_place.pop(due.place), due) for due in waiting(people))
    yield from ((authored, None) for authored in by_place.values())


def listing(school: School, root: str, today: date, say: Language) -> WorkList:
    """Build the list of works, waiting and read, with the teams and the comments that each teacher already wrote."""
    shown = tuple(works(school, root, today))
    cohorts = {authored.cohort.slug: authored.cohort for authored, _ in shown}.values()
    return WorkList(
        works=tuple(_line(authored, due, say) for authored, due in shown),
        cohorts=tuple(TeamOfClass(slug=cohort.slug, name=cohort.name, team=team(cohort)) for cohort in cohorts),
        comments={name: said for name, said in _comments(school) if said},
    )


def _line(authored: AuthoredWork, due: Waiting | None, say: Language) -> WaitingWork:
    read = mark("lu") if isinstance(authored.work, Internship) else mark("lue")
    return WaitingWork(
        place=authored.place,
        cohort=authored.cohort.slug,
        student=authored.student.name,
        title=_title(authored.work, say),
        why=due.why.value if due else "",
        said=say.write(due.reason if due else read),
        readers=readers(authored.cohort, authored.work, authored.framework),
    )


def _title(work: Judged, say: Language) -> str:
    """Return a work's title in the list, with a prefix for a stage, which its hosts alone would not tell."""
    return say.sentence("Stage : {title}", {"title": work.title}) if isinstance(work, Internship) else work.title


def _comments(school: School) -> Iterator[tuple[str, list[str]]]:
    """Yield each teacher with their comments, the most used first, the latest among equals."""
    said: dict[str, Counter[str]] = {}
    verdicts = (verdict for _, student in school.everyone for verdict in student.verdicts)
    for verdict in sorted(verdicts, key=lambda verdict: verdict.on, reverse=True):
        if verdict.comment and verdict.role is Role.TEACHER:
            said.setdefault(verdict.by, Counter())[verdict.comment] += 1
    for name, counted in said.items():
        yield name, [comment for comment, _ in counted.most_common(_COMMENTS)]


def panel(
    authored: AuthoredWork, address: str, evaluations: str, advice: Diagnostic | None, say: Language
) -> WorkPanel:
    """Build the panel of a work: ``address`` of its page, digest of its student's verdicts, advice on its title."""
    said = said_of(authored.student, authored.work)
    scale = authored.school.scale_of(authored.cohort, authored.student)
    latest = judgement(said)
    changed = latest is not None and latest.fingerprint is not None and not authored.work.holds(latest.fingerprint)
    return WorkPanel(
        place=authored.place,
        student=authored.student.name,
        cohort=authored.cohort.name,
        title=_title(authored.work, say),
        address=address,
        seal=authored.work.fingerprint,
        evaluations=evaluations,
        scale=scale,
        team=team(authored.cohort),
        tutors=tutors(authored.student),
        claims=tuple(_claims(authored, said, scale, say)),
        answer=answer_to(latest, authored.work),
        verdicts=tuple(_verdict(authored, item, scale, say) for item in said),
        advice=advice.message if advice else "",
        changed=_changes(latest, say) if latest and changed else None,
    )


def _changes(verdict: Verdict, say: Language) -> ChangesPanel:
    return ChangesPanel(
        title=say.sentence("Modifiée depuis la lecture du {day}", {"day": verdict.on}),
        note="" if verdict.since else say.gettext("Ce qui a été lu n'a pas été gardé : relisez la page entière."),
        differences=tuple(difference(say.gettext, change) for change in verdict.since[:MOST]),
        more=len(verdict.since) > MOST,
    )


def _claims(
    authored: AuthoredWork, said: tuple[Verdict, ...], scale: tuple[str, ...], say: Language
) -> Iterator[ClaimPanel]:
    """Yield a panel for each competency that a réalisation claims; a stage claims none."""
    if isinstance(authored.work, Internship):
        return
    levels = dict(authored.work.self_assessment)
    for claim in distinct(authored.work.claims):
        item = judge(authored.work, claim, said, authored.framework)
        known = authored.competency(claim.competency)
        own = levels.get(claim.competency or "")
        differ = disagreements(own, item.tutor, item.verdict, lambda level: _level(level, scale))
        yield ClaimPanel(
            cited=claim.cited,
            code=known.id if known else claim.cited,
            title=known.title if known else say.gettext("option à préciser"),
            sentence=claim.sentence or "",
            state=say.gettext(SIGNS[item.state].word),
            unproved="" if proved(authored.work, claim) else say.gettext("sans preuve nommée"),
            own=_level(own, scale),
            tutor=_voice(item.tutor, scale, say),
            teacher=_voice(item.verdict, scale, say),
            disagreements=tuple(say.write(phrase) for phrase in differ),
        )


def _level(level: int | None, scale: tuple[str, ...]) -> str:
    if level is None:
        return ""
    return scale[level - 1] if 1 <= level <= len(scale) else str(level)


def _voice(verdict: Verdict | None, scale: tuple[str, ...], say: Language) -> str:
    """Write a verdict on a claim in one line: its opinion, then its level."""
    if verdict is None:
        return ""
    return " · ".join(filter(None, (say.write(labels.opinion(verdict)), _level(verdict.level, scale))))


def _verdict(authored: AuthoredWork, item: Verdict, scale: tuple[str, ...], say: Language) -> SaidVerdict:
    known = authored.competency(item.competency)
    return SaidVerdict(
        by=item.by,
        role=say.gettext(labels.ROLES[item.role]),
        on=say.date(item.on),
        collected=say.write(labels.collected(item)),
        code=known.id if known else item.competency or "",
        said=_voice(item, scale, say),
        comment=item.comment or "",
        answered=item.answered or "",
        passage=item.passage or "",
        moved=item.moved,
    )
