"""The stages of a student: the list with its ribbons of weeks, and a page for each, from the convention on."""

from collections.abc import Iterable, Iterator

from vitrail.content.addressing.spec import Content, NavItem, PageSpec, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.model.internships.internship import Internship
from vitrail.knowledge.coverage.claims import judgement, said_of
from vitrail.knowledge.internships.counting import PRESENCE_RULE
from vitrail.knowledge.internships.weeks import COUNTING_RULE
from vitrail.site.pages import labels
from vitrail.site.pages.elements import Fact, Neighbours, Ref, Row, dotted, facts, in_series
from vitrail.site.pages.portfolio.internships import gains, journal, papers
from vitrail.site.pages.portfolio.internships.weeks import cells, duration, presence
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.portfolio.remarks import remarks, since, superseded
from vitrail.site.pages.portfolio.student import card


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the list, the stages, their reports and reviews."""
    parent = NavItem(owner.say("Stages"), owner.page(InPortfolio.INTERNSHIPS))
    listed = _list(owner)
    said = dotted((line.title, line.when, line.delivered) for line in listed.stages)
    yield owner.spec(InPortfolio.INTERNSHIPS, parent.title, listed, terms=said)
    for item, step in zip(owner.internships, in_series(map(owner.ref, owner.internships)), strict=True):
        shown = _content(owner, item, step)
        yield owner.written(item, shown, parent, terms=_terms(owner, shown))
        yield from journal.plan(owner, item, parent)


def _terms(owner: Portfolio, shown: Content) -> str:
    """Return the terms to search beside its text: the organisation as its reader may know it, missions, papers."""
    stage = shown.stage
    said = (values for _, values in stage.facts)
    kind = owner.say("alternance") if stage.apprenticeship else owner.say("stage")
    return dotted(kind, said, stage.objectives, stage.missions, stage.delivered, (line.title for line in shown.papers))


def _list(owner: Portfolio) -> Content:
    stages = owner.stages
    return templated(
        "internships",
        stages=tuple(_stage_line(owner, item) for item in stages),
        expected=papers.expected(owner),
        counting=_counting(owner, *stages),
        dimensions=gains.dimensions_of(owner, *stages),
        roots=gains.roots(owner, *stages) if stages else (),
    )


def _stage_line(owner: Portfolio, item: Internship) -> Row:
    told = (owner.origin(item), item.service, item.place, labels.abroad(item.country, owner.setting.language))
    return Row(
        title=owner.title(item),
        url=owner.url(item),
        when=owner.say.period(item.span),
        facts=told,
        works=sum(item.slug in work.internships for work in owner.works),
        weeks=cells(owner, item),
        duration=duration(owner, item),
        delivered=papers.delivered(owner, item),
    )


def _counting(owner: Portfolio, *stages: Internship) -> str:
    """Return the rules by which weeks (our reading) and days (the law's) are counted, each where it is needed."""
    weeks = owner.say(COUNTING_RULE) if any(duration(owner, item) for item in stages) else ""
    days = owner.say(PRESENCE_RULE) if any(presence(owner, item) for item in stages) else ""
    return " ".join(filter(None, (weeks, days)))


def told(owner: Portfolio, item: Internship) -> Row:
    """Return the data of a stage that its page and the printed portfolio show beside its text."""
    return Row(
        title=owner.title(item),
        when=owner.say.period(item.span),
        apprenticeship=item.apprenticeship,
        withheld=owner.say.withheld(item.visibility),
        facts=_facts(owner, item),
        weeks=cells(owner, item),
        duration=duration(owner, item),
        presence=presence(owner, item),
        objectives=item.objectives,
        missions=item.missions,
        works=tuple(card(owner, work) for work in owner.realisations if item.slug in work.internships),
        delivered=papers.delivered(owner, item),
    )


def _content(owner: Portfolio, item: Internship, step: Neighbours) -> Content:
    team, gained = owner.for_team, gains.gains(owner, item)
    return templated(
        "internship",
        stage=told(owner, item),
        counting=_counting(owner, item),
        expected=papers.expected(owner),
        gains=gained,
        only_observed=sum(not gain.lived for gain in gained),
        traces=gains.traces(owner, item),
        dimensions=gains.dimensions_of(owner, item),
        roots=gains.roots(owner, item),
        evoked=gains.evoked(owner, item),
        reports=tuple(journal.line(owner, item, report) for report in item.reports),
        reviews=tuple(journal.line(owner, item, review) for review in item.reviews),
        papers=papers.papers(owner, item),
        since=since(owner, (judgement(said_of(owner.student, item)), *superseded(owner, item))),
        remarks=remarks(owner, item),
        follow_ups=papers.follow_ups(owner, item),
        absences=papers.absences(owner, item),
        faults=owner.setting.file_faults(item.source.path),
        folder=item.source.path.rpartition("/")[0] if team else "",
        seal=item.fingerprint if team else "",
        step=step,
    )


def _facts(owner: Portfolio, item: Internship) -> tuple[Fact, ...]:
    setting, say = owner.setting, owner.say
    return facts(
        (say("Organisation"), [setting.host(host, labels.town(host, setting.language)) for host in item.organisations]),
        (say("Dates"), [owner.say.period(period.period) for period in item.periods]),
        (say("Prolongation"), [owner.say.period(item.extension)]),
        (
            say("Services de l'organisation"),
            dict.fromkeys(name for host in item.organisations for name in host.services),
        ),
        (say("Service"), [item.service]),
        (say("Lieu"), [item.place]),
        (say("Pays"), [labels.of_stage(item, setting.language)]),
        (say("Rythme"), [item.rhythm]),
        (say("Présence"), dict.fromkeys(attendance.written for attendance in item.presences if attendance)),
        *setting.written(item.facts),
        (say("Qualité"), [say(labels.QUALITIES[item.quality]) if item.quality else None]),
        *(_people(owner, item) if owner.for_team else ()),
    )


def _people(owner: Portfolio, item: Internship) -> Iterator[tuple[str, Iterable[Ref | str | None]]]:
    yield owner.say("Professeur référent"), [item.supervisor]
    yield owner.say("Tuteur"), [Ref(tutor.name, note=tutor.position or "") for tutor in item.tutors]
    yield (
        owner.say("Attestation signée par"),
        dict.fromkeys(period.certificate.by for period in item.periods if period.certificate),
    )
