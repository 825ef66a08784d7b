"""Cuts records to what an audience may see, once for all: a later layer cannot show what it does not have.

The table is docs/qui-voit-quoi.md, « Ce que chacun voit ». Where it is silent, names of people stay with
the team. An author's own words are not touched here: ``privacy.veiling`` replaces the names in them. Productions whose
file cannot be published stay on their page, with the reason, and prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.audience import Audience
from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.internship import (
    Accord,
    Certificate,
    FollowUp,
    Internship,
    InternshipPeriod,
    TimeOff,
)
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.realisation import Claim, ProductionState, Realisation
from vitrail.content.model.school import Cohort, Enrolment, School
from vitrail.content.model.state import State
from vitrail.content.model.student import Student
from vitrail.content.model.verdict import Opinion, Role, Verdict
from vitrail.content.values.folding import ascii_name, free
from vitrail.knowledge.coverage.claims import JudgedClaim, judged_claims

Record = TypeVar("Record", Student, Realisation)
_CHANGED = "modifiée depuis"
"""Stands for the fingerprint of a text that changed: it matches none."""


def view(school: School, audience: Audience) -> School:
    """Return the school as an audience may see it; the team sees it whole.

    >>> seen = view(school(), Audience.PUBLIC).cohorts[0]
    >>> seen.team, [person.name for person in seen.students]
    ((), ['Léa Moreau'])
    """
    if audience is Audience.TEAM:
        return school
    seen = viewer(school, audience, visible_in(school, audience))
    return replace(
        school,
        organisations=tuple(seen.hosts[item.slug] for item in school.organisations),
        pages=school.pages_for(audience),
        cohorts=tuple(map(seen.cohort, school.cohorts)),
    )


def visible_in(school: School, audience: Audience) -> frozenset[str]:
    """Name the portfolios that an audience is shown, as « class/student ».

    >>> hidden = school(cohort(student(visibility=Visibility.TEAM)))
    >>> visible_in(hidden, Audience.PUBLIC), visible_in(hidden, Audience.TEAM)
    (frozenset(), frozenset({'c/lea'}))
    """
    return frozenset(
        f"{cohort.slug}/{student.slug}"
        for cohort, student in school.everyone
        if school.shown_to(audience, cohort, student)
    )


def viewer(school: School, audience: Audience, visible: frozenset[str]) -> Viewer:
    """Return a viewer of a school for an audience; ``visible`` are the portfolios it is shown, as « class/student ».

    >>> seen = viewer(school(), Audience.PUBLIC, frozenset({"c/lea"}))
    >>> seen.shows(cohort(), "lea"), seen.shows(cohort(), "tom")
    (True, False)
    """
    hosts = _public_organisations(school.organisations)
    return Viewer(audience=audience, frameworks=school.frameworks, hosts=hosts, visible=visible)


def _with(item: Record, **cut: object) -> Record:
    """Return a record with these fields; the same object if they are equal, so that its coverage is reused."""
    changed = {name: value for name, value in cut.items() if getattr(item, name) != value}
    return replace(item, **changed) if changed else item


class Viewer(Struct, frozen=True, kw_only=True):
    """One audience looking at one school; each method gives a record without what this audience may not see."""

    audience: Audience
    frameworks: Mapping[str, Framework]
    hosts: Mapping[str, Organisation]
    visible: frozenset[str]
    """« class/student »."""

    def cohort(self, item: Cohort) -> Cohort:
        """Drop hidden students, the team's names, and why it exempted somebody."""
        students = (self.student(student, item) for student in item.students if self.shows(item, student.slug))
        exempted = tuple(replace(exemption, reason="", by="") for exemption in item.exemptions if exemption.complete)
        paths = tuple(_enrolment(enrolment) for enrolment in item.enrolments)
        return replace(
            item,
            team=(),
            progression=None,
            platform=None,
            follow_ups=(),
            repositories_at="",
            repositories=(),
            students=tuple(students),
            exemptions=exempted,
            enrolments=paths,
        )

    def student(self, item: Student, cohort: Cohort) -> Student:
        """Drop drafts, hidden items, comments and verdicts that this audience does not see."""
        sees, item = self.audience.sees, self.hosted(item)
        internships = tuple(
            _seen_internship(stage, self.audience) for stage in item.internships if sees(stage.visibility)
        )
        stages = frozenset(stage.slug for stage in internships)
        if item.comes_from in self.visible:  # a stage of a former class, which is cut there
            stages |= {slug for work in item.realisations for slug in work.internships} - {
                stage.slug for stage in item.internships
            }
        kept = [work for work in item.submitted if sees(work.visibility)]
        judged = judged_claims(item, kept, self.frameworks.get(item.framework or ""))
        return _with(
            item,
            options=(),
            comes_from=item.comes_from if item.comes_from in self.visible else None,
            realisations=tuple(self._realisation(work, judged[work.slug], cohort, stages) for work in kept),
            internships=internships,
            watch=tuple(entry for entry in item.watch if sees(entry.visibility)),
            pages=tuple(page for page in item.pages if not page.draft and sees(page.visibility)),
            verdicts=tuple(self._verdicts(claimed for own in judged.values() for claimed in own)),
        )

    def hosted(self, item: Student) -> Student:
        """Give hosts their public names: in stages, and in réalisations, which have the name of their file."""
        shown = {slug: host.slug for slug, host in self.hosts.items()}
        works = (
            _with(work, organisation=shown.get(work.organisation or "", work.organisation))
            for work in item.realisations
        )
        stages = (replace(stage, periods=tuple(map(self._period, stage.periods))) for stage in item.internships)
        return _with(item, realisations=tuple(works), internships=tuple(stages))

    def _period(self, item: InternshipPeriod) -> InternshipPeriod:
        host = item.organisation
        return replace(item, organisation=self.hosts.get(host.slug) or _public(host)) if host else item

    def _realisation(
        self, item: Realisation, judged: tuple[JudgedClaim, ...], cohort: Cohort, stages: frozenset[str]
    ) -> Realisation:
        jury = self.audience >= Audience.JURY
        refused = bool(judged) and all(claimed.state is State.REFUSED for claimed in judged)
        return _with(
            item,
            internships=tuple(slug for slug in item.internships if slug in stages),
            team=tuple(slug for slug in item.team if self.shows(cohort, slug)),
            claims=tuple(_claims(judged)),
            listed=item.listed and not refused,
            productions=tuple(work for work in item.productions if self.audience.sees(work.visibility)),
            self_assessment=item.self_assessment if jury else (),
            sheet=item.sheet if jury else None,
            answer=None,
        )

    def _verdicts(self, judged: Iterator[JudgedClaim]) -> Iterator[Verdict]:
        """Keep validations alone, with their date; for the jury their level too, and whether the text changed since."""
        jury = self.audience >= Audience.JURY
        for index, claimed in enumerate(judged):
            shown = claimed.state is State.VALIDATED or (jury and claimed.state is State.CHANGED)
            if shown and claimed.verdict and claimed.claim.competency:
                yield Verdict(
                    by="",
                    role=Role.TEACHER,
                    on=claimed.verdict.on,
                    realisation=claimed.realisation.slug,
                    competency=claimed.claim.competency,
                    opinion=Opinion.RETAINED,
                    level=claimed.verdict.level if jury else None,
                    fingerprint=None if claimed.state is State.VALIDATED else _CHANGED,
                    alone=True,
                    index=index,
                )

    def shows(self, cohort: Cohort, student: str) -> bool:
        """True if a student of a class is shown."""
        return f"{cohort.slug}/{student}" in self.visible


def _claims(judged: Iterable[JudgedClaim]) -> Iterator[Claim]:
    """Drop refused claims; one to be reworked stays, since the tableau lists it, but covers nothing."""
    for claimed in judged:
        if claimed.state is State.REWORK:
            yield replace(claimed.claim, withheld=True)
        elif claimed.state is not State.REFUSED:
            yield claimed.claim


def _public_organisations(organisations: tuple[Organisation, ...]) -> Mapping[str, Organisation]:
    """Return each shared organisation under its public name, by its slug; the slug itself is made from that name.

    A slug such as ``cabinet-untel-valmont`` would reveal the name that the public one hides.
    """
    taken = {item.slug for item in organisations if not item.public_name}
    public: dict[str, Organisation] = {}
    for item in sorted(organisations, key=lambda item: item.slug):
        slug = free(ascii_name(item.shown_name) or "organisation", taken) if item.public_name else item.slug
        taken.add(slug)
        public[item.slug] = replace(_public(item), slug=slug)
    return public


def _seen_internship(item: Internship, audience: Audience) -> Internship:
    """Prune a stage: no tutor, agreement, teacher's or visitor's name, reason or note outside the team."""
    jury = audience >= Audience.JURY
    return replace(
        item,
        periods=tuple(_period(period, jury=jury) for period in item.periods),
        supervisor=None,
        reserved=(),
        answer=None,
        accord=Accord(),
        absences=tuple(TimeOff(period=absence.period) for absence in item.absences) if jury else (),
        follow_ups=tuple(FollowUp(on=visit.on, mode=visit.mode) for visit in item.follow_ups) if jury else (),
        reports=tuple(report for report in item.reports if audience.sees(report.visibility)),
        reviews=tuple(replace(review, participants=()) for review in item.reviews if audience.sees(review.visibility)),
        files=(),
        fingerprint="",
    )


def _enrolment(item: Enrolment) -> Enrolment:
    """Keep the fields on which rules on stages depend, not where somebody was or why they were away."""
    away = "" if item.elsewhere else None
    return replace(item, school=None, interruption=away, option=None)


def _period(item: InternshipPeriod, *, jury: bool) -> InternshipPeriod:
    return InternshipPeriod(
        period=item.period,
        presence=item.presence,
        organisation=item.organisation,
        certificate=_certificate(item.certificate, jury=jury) if item.certificate else None,
    )


def _certificate(item: Certificate, *, jury: bool) -> Certificate:
    """Keep, for the jury, all but the signer, whose name stays on the paper; for the public, only the delivery day."""
    return replace(item, by=None) if jury else Certificate(delivered_on=item.delivered_on)


def _public(item: Organisation) -> Organisation:
    return replace(item, name=item.shown_name, public_name=None)


def with_refused(student: Student, refused: Mapping[str, str]) -> Student:
    """Note on each production of a portfolio that its file is refused.

    >>> path = "c/lea/fichiers/carnet.pdf"
    >>> with_refused(student(), {path: "trop lourd"}).realisations[0].productions[0].refused
    'trop lourd'
    """
    return _with(student, realisations=tuple(refusing(work, refused) for work in student.realisations))


def refusing(work: Realisation, refused: Mapping[str, str]) -> Realisation:
    """Note on the productions of a réalisation that their file is refused; a confidential one publishes no file.

    >>> refusing(work(), {"c/lea/fichiers/carnet.pdf": "trop lourd"}).productions[0].access.name
    'REFUSED'
    """
    shown = ((item, item.state is ProductionState.ONLINE and refused.get(item.file or "")) for item in work.productions)
    return _with(work, productions=tuple(replace(item, refused=why) if why else item for item, why in shown))
