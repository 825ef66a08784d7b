"""A portfolio's home: identity, links (the tableau's first), rosace, uncovered competencies, timeline, cards."""

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.model.audience import Audience
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.school import Enrolment
from vitrail.content.model.verdict import latest_first
from vitrail.ground.diagnostics import Severity
from vitrail.ground.language import FRENCH, Period, mark
from vitrail.knowledge.internships.path import year_name
from vitrail.site.pages import labels
from vitrail.site.pages.elements import Card, Ref, dotted, those
from vitrail.site.pages.portfolio import commission
from vitrail.site.pages.portfolio.next_steps import next_steps
from vitrail.site.pages.portfolio.portfolio import Portfolio, is_draft
from vitrail.site.pages.portfolio.remarks import reworks
from vitrail.site.pages.svg.panes import Pane, build
from vitrail.site.pages.svg.timeline import Timeline


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the home."""
    setting, student, counted = owner.setting, owner.student, owner.coverage
    drawn = build(owner.tree, counted, owner.say.sign, owner.place)
    if drawn and not owner.for_team:  # what is missing is the team's to tell
        drawn = replace(drawn, bare=0)
    content = templated(
        "student",
        subtitle=owner.subtitle,
        tagline=student.tagline or "",
        photo=setting.links.attachment(student.photo) or "",
        actions=_actions(owner),
        rosace=drawn,
        legend=owner.say.legend(sign for _, pane in drawn.blocs for sign in _signs(pane)) if drawn else (),
        gaps=tuple(map(owner.chip, counted.gaps)),
        gaps_title=_gaps_title(owner),
        next_steps=next_steps(owner),
        begun=counted.covered > 0,
        only_observed=tuple(owner.chip(code) for code in counted.judged if counted.competencies[code].only_observed),
        reworks=tuple(reworks(owner)),
        timeline=_timeline(owner),
        cards=tuple(card(owner, work) for work in owner.works),
        lost=tuple(_lost(owner)),
        facts=tuple(_facts(owner)),
        technologies=student.technologies,
        certifications=tuple(_certifications(owner)),
        links=tuple(Ref(item.label, item.url) for item in student.links),
        comments=tuple(_comments(owner)),
        faults=setting.faults(setting.team.of_portfolio(owner.cohort.slug, student.slug)),
        commission=commission.facts(owner),
    )
    yield PageSpec(
        owner.home.url,
        student.name,
        owner.scope(),
        content,
        body=student.body,
        description=student.tagline or "",
        terms=dotted(owner.subtitle, content.technologies, content.certifications, content.links, content.facts),
    )


def card(owner: Portfolio, work: Realisation) -> Card:
    """Summarise a réalisation for a list."""
    team = owner.say.count("équipe de {n}", "équipe de {n}", len(work.team) + 1) if work.team else ""
    contexts = (owner.say(labels.CONTEXTS[item]) for item in work.contexts)
    hosts = dict.fromkeys(owner.title(stage) for stage in owner.stages if stage.slug in work.internships)
    facts = (owner.origin(work), *contexts, ", ".join(hosts), team, owner.say.period(work.period))
    return Card(
        title=work.title,
        url=owner.url(work),
        facts=facts,
        chips=tuple(owner.claim_chip(work, claim) for claim in work.claims),
        summary=work.summary or "",
        draft=is_draft(work),
        observed=work.observed,
        withheld=owner.say.withheld(work.visibility),
    )


def _lost(owner: Portfolio) -> Iterator[tuple[str, str, str]]:
    """Yield, for the team, the files of réalisations that were rejected, so have no page: name, why, where."""
    team = owner.setting.team
    for entry in team.lost_works(owner.cohort.slug, owner.student.slug):
        fault = next((fault for fault in team.by_file.get(entry.path, ()) if fault.severity is Severity.ERROR), None)
        said, place = (fault.message, str(fault.place)) if fault else (FRENCH.write(entry.reason), entry.path)
        yield entry.path.rpartition("/")[2], said, place


def _actions(owner: Portfolio) -> tuple[Ref, ...]:
    """Return the first things to do, as verbs; for a commission, two: the menu beside them has the rest."""
    printed = owner.page(InPortfolio.PRINTED)
    jury = owner.setting.audience is Audience.JURY
    made = any(work.productions for work in owner.works)
    return those(
        (owner.coverage.tableau, Ref(owner.say("Lire le tableau"), owner.page(InPortfolio.SYNTHESIS))),
        (owner.tree.known and not jury, Ref(owner.say("Voir les preuves"), owner.page(InPortfolio.COMPETENCIES))),
        (made and not jury, Ref(owner.say("Ouvrir les productions"), owner.page(InPortfolio.PRODUCTIONS))),
        (owner.setting.has(printed) and not owner.for_team, Ref(owner.say("Tout imprimer"), printed)),
    )


def _gaps_title(owner: Portfolio) -> str:
    """Count the uncovered competencies, and the columns of the tableau among them (named on « Prêt pour l'oral ? »)."""
    gaps, tableau, language = owner.coverage.gaps, owner.coverage.tableau, owner.setting.language
    if not gaps:
        return ""
    columns = set(gaps).intersection(tableau.empty_columns) if tableau else set()
    values = {"n": language.number(len(gaps)), "word": language.ngettext(*owner.tree.words(), len(gaps))}
    if columns and len(columns) < len(gaps):
        said = mark("{n} {word} qu'aucune réalisation ne couvre, dont {columns} du tableau de synthèse")
        return language.gettext(said).format(**values, columns=language.number(len(columns)))
    return language.gettext("{n} {word} qu'aucune réalisation ne couvre").format(**values)


def _signs(pane: Pane) -> Iterator[str]:
    yield pane.sign
    for inner in pane.panes:
        yield from _signs(inner)


def _timeline(owner: Portfolio) -> Timeline | None:
    by_date = sorted(owner.works, key=Realisation.sort_key)
    stages = (owner.span(stage, apprenticeship=stage.apprenticeship) for stage in owner.stages)
    works = (owner.span(work, hue=_hue(owner, work)) for work in by_date)
    drawn = Timeline(stages=tuple(filter(None, stages)), works=tuple(filter(None, works)))
    return drawn if drawn.stages or drawn.works else None


def _hue(owner: Portfolio, work: Realisation) -> str:
    """Return the hue of the bloc that a réalisation cites most; the first of the référentiel among equals."""
    hues = Counter(owner.tree.hue(claim.competency) for claim in work.claims if claim.competency)
    order = list(owner.tree.hues.values())
    return max(hues, key=lambda hue: (hues[hue], -order.index(hue) if hue in order else 0)) if hues else "cobalt"


def _facts(owner: Portfolio) -> Iterator[Ref]:
    student = owner.student
    if student.pathway:
        yield Ref(owner.say(labels.PATHWAYS[student.pathway]))
    if owner.for_team and owner.setting.school.verdicts_missing:
        yield Ref(owner.say("avis non joints"))
    if student.remote:
        yield Ref(owner.say("enseignement à distance"))
    yield from _path(owner)


def _certifications(owner: Portfolio) -> Iterator[Ref]:
    for item in owner.student.certifications:
        note = ", ".join(filter(None, (item.issuer, owner.say.day(item.on))))
        yield Ref(item.title, owner.setting.links.attachment(item.file), note)


def _comments(owner: Portfolio) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for item in latest_first(owner.student.verdicts):
        if owner.for_team and not item.subject and item.comment:
            yield item.paragraphs, (item.by, owner.say(labels.ROLES[item.role]), owner.say.day(item.on))


def _path(owner: Portfolio) -> Iterator[Ref]:
    """Yield the parts of the student's path through classes and voies, for the team."""
    student = owner.student
    if not owner.for_team:
        return
    people = {f"{group.slug}/{person.slug}": (group, person) for group, person in owner.setting.school.everyone}
    if before := people.get(student.comes_from or ""):
        yield Ref(owner.say("venu de {name}", name=before[0].name), addresses.student(*before))
    for row in owner.cohort.enrolled(student.slug):
        if told := tuple(_told(owner, row)):
            yield Ref(owner.say.listing(told))
    if student.left_on:
        yield Ref(owner.say("a quitté la formation le {day}", day=owner.say.day(student.left_on)))
    if after := people.get(student.later):
        yield Ref(owner.say("continue en {name}", name=after[0].name), addresses.student(*after))


def _told(owner: Portfolio, row: Enrolment) -> Iterator[str]:
    """Yield when a part of the path was, and what changed with it."""
    if row.came:
        yield owner.say("est entré dans la classe le {day}", day=owner.say.day(row.came))
    elif row.period:
        yield owner.say.period(Period(start=row.period.start, end=row.period.end))
    if row.pathway:
        yield owner.say(labels.PATHWAYS[row.pathway])
    if row.option:
        yield owner.say("option {option}", option=row.option)
    if row.year:
        yield owner.say.write(year_name(owner.tree.framework, row.year))
    yield from filter(None, (row.school, row.interruption))
