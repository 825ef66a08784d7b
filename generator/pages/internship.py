"""The stages of a student: the list, a page for each, and a page for each report and review.

Simple on purpose: weeks as a ribbon and the calendar's verdicts have their places in the templates (``vt-weeks``,
``c.papers``) and are filled by ``rules.internships``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.internship import Internship, InternshipPeriod, Report, Review
from generator.pages import addresses, words
from generator.pages.parts import Card, Chip, Fact, Fault, Ref, Step, neighbours
from generator.pages.portfolio import Portfolio, entry_title
from generator.pages.spec import NavItem, PageSpec
from generator.pages.student import card


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """A report or a review in a list."""

    title: str
    url: str
    when: str
    text: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A line of the checklist of papers, for the team: what is there, what is not."""

    title: str
    there: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """A stage in the list."""

    title: str
    url: str
    when: str
    facts: tuple[str, ...]
    works: int
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContent:
    """The list of stages."""

    kind: str = "internships"
    name: str
    stages: tuple[StageLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One stage."""

    kind: str = "internship"
    title: str
    author: str
    when: str
    apprenticeship: bool
    withheld: str
    facts: tuple[Fact, ...]
    objectives: tuple[str, ...]
    missions: tuple[str, ...]
    has_text: bool
    works: tuple[Card, ...]
    reports: tuple[JournalLine, ...]
    reviews: tuple[JournalLine, ...]
    papers: tuple[Paper, ...]
    follow_ups: tuple[str, ...]
    absences: tuple[str, ...]
    faults: tuple[Fault, ...]
    team: bool
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalContent:
    """A report or a review."""

    kind: str = "journal"
    title: str
    author: str
    stage: str
    when: str
    facts: tuple[Fact, ...]
    chips: tuple[Chip, ...]
    has_text: bool
    step: Step
    faults: tuple[Fault, ...]


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the list, the stages, their reports and reviews."""
    url = addresses.internships(owner.cohort, owner.student)
    title = owner.setting.text("Stages")
    content = ListContent(name=owner.student.name, stages=tuple(_stage_line(owner, item) for item in owner.internships))
    yield PageSpec(url=url, title=title, scope=owner.scope(owner.home), content=content)
    parent = NavItem(title=title, url=url)
    series = tuple(
        Ref(title=owner.stage_title(item), url=addresses.internship(owner.cohort, owner.student, item))
        for item in owner.internships
    )
    for index, item in enumerate(owner.internships):
        yield _page(owner, item, parent, neighbours(series, index))
        yield from _journals(owner, item, parent)


def _stage_line(owner: Portfolio, item: Internship) -> StageLine:
    facts = (item.service, item.place, owner.setting.text("à l'étranger") if item.country != "FR" else None)
    return StageLine(
        title=owner.stage_title(item),
        url=addresses.internship(owner.cohort, owner.student, item),
        when=owner.setting.period(item.span),
        facts=tuple(part for part in facts if part),
        works=sum(item.slug in work.internships for work in owner.realisations),
        reports=len(item.reports),
    )


def _page(owner: Portfolio, item: Internship, parent: NavItem, step: Step) -> PageSpec:
    setting = owner.setting
    content = Content(
        title=owner.stage_title(item),
        author=owner.student.name,
        when=setting.period(item.span),
        apprenticeship=item.apprenticeship,
        withheld=setting.withheld(item.visibility),
        facts=tuple(_facts(owner, item)),
        objectives=item.objectives,
        missions=item.missions,
        has_text=item.body is not None and not item.body.empty,
        works=tuple(card(owner, work) for work in owner.realisations if item.slug in work.internships),
        reports=tuple(_report(owner, item, report) for report in item.reports),
        reviews=tuple(_review(owner, item, review) for review in item.reviews),
        papers=tuple(_papers(owner, item)) if setting.for_team else (),
        follow_ups=tuple(_follow_ups(owner, item)) if setting.for_team else (),
        absences=tuple(
            ", ".join(part for part in (setting.period(absence.period), absence.reason) if part)
            for absence in item.absences
        )
        if setting.for_team
        else (),
        faults=setting.file_faults(item.source.path),
        team=setting.for_team,
        step=step,
    )
    return PageSpec(
        url=addresses.internship(owner.cohort, owner.student, item),
        title=content.title,
        scope=owner.scope(owner.home, parent),
        content=content,
        body=item.body,
        targets=setting.targets(item.body),
    )


def _facts(owner: Portfolio, item: Internship) -> Iterator[Fact]:
    setting, say = owner.setting, owner.setting.text
    if hosts := tuple(_hosts(owner, item)):
        yield Fact(label=say("Organisation"), values=hosts)
    if item.periods:
        yield Fact(label=say("Dates"), values=tuple(Ref(title=setting.period(p.period)) for p in item.periods))
    if item.extension:
        yield Fact(label=say("Prolongation"), values=(Ref(title=setting.period(item.extension)),))
    for label, value in (
        (say("Service"), item.service),
        (say("Lieu"), item.place),
        (say("Rythme"), item.rhythm),
        (say("Atelier"), item.workshop),
        (say("Qualité"), say(words.QUALITIES[item.quality])),
        (say("Professeur référent"), item.supervisor if setting.for_team else None),
    ):
        if value:
            yield Fact(label=label, values=(Ref(title=value),))
    tutors = {p.tutor.name: p.tutor for p in item.periods if p.tutor}
    if tutors and setting.for_team:
        values = tuple(Ref(title=tutor.name, note=tutor.position or "") for tutor in tutors.values())
        yield Fact(label=say("Tuteur"), values=values)


def _hosts(owner: Portfolio, item: Internship) -> Iterator[Ref]:
    for host in item.organisations:
        url = addresses.organisation(host) if host.slug in owner.setting.hosts else None
        yield Ref(title=owner.setting.organisation(host), url=url, note=host.town or "")


def _report(owner: Portfolio, item: Internship, report: Report) -> JournalLine:
    return JournalLine(
        title=entry_title(owner, item, report),
        url=addresses.journal(owner.cohort, owner.student, item, report.slug),
        when=owner.setting.period(report.period),
        text=report.activities or "",
        chips=tuple(owner.chip(code) for code in report.evokes),
    )


def _review(owner: Portfolio, item: Internship, review: Review) -> JournalLine:
    return JournalLine(
        title=entry_title(owner, item, review),
        url=addresses.journal(owner.cohort, owner.student, item, review.slug),
        when=owner.setting.language.date(review.on) if review.on else "",
        text=review.gained or "",
        chips=tuple(owner.chip(code) for code in review.evokes),
    )


def _papers(owner: Portfolio, item: Internship) -> Iterator[Paper]:
    """List the papers of each period: the agreement with its clauses, the certificate."""
    for part in item.periods:
        yield from _period_papers(owner, item, part)


def _period_papers(owner: Portfolio, item: Internship, part: InternshipPeriod) -> Iterator[Paper]:
    say, write = owner.setting.text, owner.setting.language.date
    host = owner.setting.organisation(part.organisation) if part.organisation else ""
    signed = part.agreement.signed_on if part.agreement else None
    clauses = tuple(say(words.CLAUSES[clause]) for clause in part.agreement.clauses) if part.agreement else ()
    note = say("signée le {day}", day=write(signed)) if signed else ""
    listed = owner.setting.language.listing(clauses)
    yield Paper(
        title=say("Convention : {host}", host=host) if host else say("Convention"),
        there=signed is not None,
        note=" · ".join(text for text in (note, listed) if text),
    )
    delivered = part.certificate.delivered_on if part.certificate else None
    name = say("Certificat de travail") if item.quality.value == "salarié" else say("Attestation de stage")
    yield Paper(
        title=name,
        there=delivered is not None,
        note=say("délivrée le {day}", day=write(delivered)) if delivered else "",
    )


def _follow_ups(owner: Portfolio, item: Internship) -> Iterator[str]:
    for found in item.follow_ups:
        mode = owner.setting.text(words.FOLLOW_UPS[found.mode]) if found.mode else None
        parts = (owner.setting.language.date(found.on), mode, found.by, found.note)
        yield " · ".join(part for part in parts if part)


def _journals(owner: Portfolio, item: Internship, parent: NavItem) -> Iterator[PageSpec]:
    stage = NavItem(title=owner.stage_title(item), url=addresses.internship(owner.cohort, owner.student, item))
    scope = owner.scope(owner.home, parent, stage)
    entries: tuple[Report | Review, ...] = (*item.reports, *item.reviews)
    lines = tuple(
        _report(owner, item, entry) if isinstance(entry, Report) else _review(owner, item, entry) for entry in entries
    )
    series = tuple(Ref(title=line.title, url=line.url) for line in lines)
    for index, (entry, line) in enumerate(zip(entries, lines, strict=True)):
        content = JournalContent(
            title=line.title,
            author=owner.student.name,
            stage=stage.title,
            when=line.when,
            facts=tuple(_journal_facts(owner, entry)),
            chips=line.chips,
            has_text=entry.body is not None and not entry.body.empty,
            step=neighbours(series, index),
            faults=owner.setting.file_faults(entry.source.path),
        )
        targets = owner.setting.targets(entry.body)
        yield PageSpec(
            url=line.url,
            title=f"{line.title}, {stage.title}",
            scope=scope,
            content=content,
            body=entry.body,
            targets=targets,
        )


def _journal_facts(owner: Portfolio, entry: Report | Review) -> Iterator[Fact]:
    say = owner.setting.text
    if isinstance(entry, Report):
        pairs = ((say("Activités"), entry.activities), (say("Autonomie"), entry.autonomy))
    else:
        people = owner.setting.language.listing(entry.participants) if owner.setting.for_team else ""
        pairs = ((say("Avec"), people), (say("Acquis"), entry.gained))
    for label, value in pairs:
        if value:
            yield Fact(label=label, values=(Ref(title=value),))
