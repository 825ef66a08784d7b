"""The papers of a stage as a list to tick: what the stage's page and the class's calendar show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.internships.papers import abroad, agreement_of, certificate_gaps, certificate_of
from generator.internships.stages import Host, hosts_of, over, started
from generator.language import mark
from generator.model.internships.internship import Certificate, Clause, Internship, Quality
from generator.model.internships.regulation import Profile
from generator.model.student import Student

_CLAUSES = (
    (Clause.LIABILITY, "R31", mark("Accident du travail et responsabilité civile dans la convention")),
    (Clause.OBJECTIVES, "R32", mark("Objectifs et modalités de formation dans la convention")),
    (Clause.STEPS, "R33", mark("Étapes et degré d'autonomie dans la convention")),
    (Clause.FOLLOW_UP, "R34", mark("Modalités de suivi dans la convention")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One line of the checklist."""

    label: str
    """A phrase of ours."""
    rule: str | None
    """The requirement, « R28 »; None for what no requirement numbers."""
    done: bool
    applies: bool = True
    """Whether it is asked of this stage (abroad, without extension or in another voie, some are not)."""
    due: bool = True
    """Whether the day has come to ask for it."""
    on: date | None = None
    """The day it was done, when it is known."""

    @property
    def missing(self) -> bool:
        """Whether it should be there and is not."""
        return self.applies and self.due and not self.done


def checklist(internship: Internship, profile: Profile, student: Student, today: date) -> tuple[ChecklistItem, ...]:
    """Give the papers of a stage, in the order in which they are asked for; per host when there are several."""
    if internship.apprenticeship or not profile.internships:
        return (_employment(internship, today),)
    hosts = hosts_of(internship)
    several = len(hosts) > 1
    items = list(_of_stage(internship, hosts, today))
    for host in hosts:
        begun, ended = host.start <= today, host.end is not None and host.end < today
        asked = (*_agreement(internship, host, due=begun), *_certificate(host, profile, student, due=ended))
        items += [_named(item, host) for item in asked] if several else asked
    return tuple(item for item in items if item.rule in profile.requirements)


def _of_stage(internship: Internship, hosts: tuple[Host, ...], today: date) -> Iterator[ChecklistItem]:
    begun = started(internship, today)
    aims = bool(internship.objectives) and bool(internship.missions)
    trainee = internship.quality is Quality.TRAINEE
    here = not hosts or any(not abroad(internship, host) for host in hosts)
    agreed = max((day for _, day in internship.agreed), default=None)
    followed = min((item.on for item in internship.follow_ups), default=None)
    yield ChecklistItem(label=mark("Objectifs et missions convenus"), rule="R2", done=aims, due=begun, on=agreed)
    yield ChecklistItem(label=mark("Professeur référent"), rule="R4", done=bool(internship.supervisor), due=begun)
    yield ChecklistItem(label=mark("Qualité d'étudiant stagiaire"), rule="R36", done=trainee, applies=here, due=begun)
    yield ChecklistItem(
        label=mark("Suivi par un professeur"),
        rule="R17",
        done=followed is not None,
        due=over(internship, today),
        on=followed,
    )


def _named(item: ChecklistItem, host: Host) -> ChecklistItem:
    """Name the host, when there are several."""
    return replace(item, label=mark("{label} ({host})", label=item.label, host=host.name))


def _agreement(internship: Internship, host: Host, *, due: bool) -> Iterator[ChecklistItem]:
    found = agreement_of(host)
    signed, clauses = (found[1].signed_on, found[1].clauses) if found else (None, ())
    yield ChecklistItem(label=mark("Convention signée"), rule="R28", done=signed is not None, due=due, on=signed)
    home = not abroad(internship, host)
    for clause, rule, label in _CLAUSES:
        yield ChecklistItem(label=label, rule=rule, done=clause in clauses, applies=home, due=due)
    extended = internship.extension is not None
    done = Clause.EXTENSION in clauses
    yield ChecklistItem(label=mark("Prolongation dans la convention"), rule="R26", done=done, applies=extended, due=due)
    tutored = any(part.tutor for _, part in host.periods)
    yield ChecklistItem(label=mark("Tuteur désigné"), rule="R37", done=tutored, due=due)


def _certificate(host: Host, profile: Profile, student: Student, *, due: bool) -> Iterator[ChecklistItem]:
    found = certificate_of(host)
    paper = found[1] if found else Certificate()
    delivered = paper.delivered_on
    complete = not certificate_gaps(paper, profile)
    content = mark("Dates, durée et contenu sur l'attestation") if profile.certificate_content else None
    label = content or mark("Dates et durée sur l'attestation")
    session = paper.session is not None and paper.session == (student.session or paper.session)
    yield ChecklistItem(
        label=mark("Attestation délivrée"), rule="R40", done=delivered is not None, due=due, on=delivered
    )
    yield ChecklistItem(label=label, rule="R41", done=complete, due=due)
    yield ChecklistItem(label=mark("Modèle de la session du candidat"), rule="R42", done=session, due=due)


def _employment(internship: Internship, today: date) -> ChecklistItem:
    delivered = next((p.certificate.delivered_on for p in internship.periods if p.certificate), None)
    due = over(internship, today)
    return ChecklistItem(
        label=mark("Certificat de travail"), rule=None, done=delivered is not None, due=due, on=delivered
    )
