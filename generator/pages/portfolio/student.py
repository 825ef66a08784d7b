"""A portfolio's home: who, the rosace, what is not covered, the tableau's link first, the timeline, the cards."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.spec import PageSpec
from generator.coverage import growth
from generator.model.realisation import Realisation
from generator.pages import labels, states
from generator.pages.parts import Card, Chip, Fault, LostWork, Ref
from generator.pages.portfolio.next_steps import NextStep, next_steps
from generator.pages.portfolio.portfolio import Portfolio, is_draft
from generator.pages.portfolio.remarks import Rework, reworks
from generator.pages.svg.panes import Rosace, build
from generator.pages.svg.timeline import Span, Timeline, span


class Comment(Struct, frozen=True, kw_only=True):
    """A word on the whole portfolio, for the team."""

    by: str
    role: str
    on: str
    text: str


class Content(Struct, frozen=True, kw_only=True):
    """The page."""

    kind: str = "student"
    name: str
    subtitle: str
    tagline: str
    photo: str
    actions: tuple[Ref, ...]
    """The tableau first."""
    rosace: Rosace | None
    legend: tuple[str, ...]
    """Keys of the signs that the rosace shows."""
    competencies_url: str
    gaps: tuple[Chip, ...]
    gaps_title: str
    """« 3 compétences qu'aucune réalisation ne couvre », empty without gaps."""
    terms: tuple[tuple[str, Rosace], ...]
    """(month in which a term ends, what was covered by works finished then), today last; empty before a second term."""
    next_steps: tuple[NextStep, ...]
    begun: bool
    """Whether something is covered; the gaps of a student who begins are folded under what to write next."""
    only_observed: tuple[Chip, ...]
    reworks: tuple[Rework, ...]
    """What a teacher wants taken up again, before anything else."""
    timeline: Timeline | None
    cards: tuple[Card, ...]
    lost: tuple[LostWork, ...]
    facts: tuple[Ref, ...]
    technologies: tuple[str, ...]
    certifications: tuple[Ref, ...]
    links: tuple[Ref, ...]
    comments: tuple[Comment, ...] = ()
    faults: tuple[Fault, ...] = ()
    team: bool = False


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the home."""
    setting, student, cohort = owner.setting, owner.student, owner.cohort
    drawn = _rosace(owner)
    gaps = owner.coverage.gaps if owner.coverage else ()
    photo = setting.attachment(student.photo) if student.photo else None
    content = Content(
        name=student.name,
        subtitle=owner.subtitle,
        tagline=student.tagline or "",
        photo=photo or "",
        actions=tuple(_actions(owner)),
        rosace=drawn,
        legend=_legend(owner, drawn),
        competencies_url=addresses.competencies(cohort, student),
        gaps=tuple(owner.chip(code) for code in gaps),
        gaps_title=_gaps_title(owner, len(gaps)),
        terms=tuple(_terms(owner, drawn)),
        next_steps=next_steps(owner),
        begun=bool(owner.coverage and owner.coverage.covered),
        only_observed=tuple(_observed(owner)),
        reworks=reworks(owner),
        timeline=_timeline(owner),
        cards=tuple(card(owner, work) for work in owner.works),
        lost=setting.lost_works(cohort, student),
        facts=tuple(_facts(owner)),
        technologies=student.technologies,
        certifications=tuple(_certifications(owner)),
        links=tuple(Ref(title=item.title, url=item.url) for item in student.links),
        comments=tuple(_comments(owner)),
        faults=setting.faults(setting.team.of_portfolio(cohort.slug, student.slug)) if setting.team else (),
        team=setting.for_team,
    )
    yield PageSpec(
        url=owner.home.url,
        title=student.name,
        scope=owner.scope(),
        content=content,
        body=student.body,
        description=student.tagline or "",
        targets=setting.targets(student.body),
    )


def card(owner: Portfolio, work: Realisation) -> Card:
    """Summarise a réalisation for a list."""
    return Card(
        title=work.title,
        url=addresses.realisation(owner.cohort, owner.student, work),
        facts=tuple(_card_facts(owner, work)),
        chips=tuple(owner.claim_chip(work, claim) for claim in work.claims),
        summary=work.summary or "",
        draft=is_draft(work),
        observed=work.observed,
        withheld=owner.setting.withheld(work.visibility),
    )


def _card_facts(owner: Portfolio, work: Realisation) -> Iterator[str]:
    setting = owner.setting
    if before := owner.origin(work):
        yield before
    yield from (setting.text(labels.CONTEXTS[item]) for item in work.contexts)
    if host := owner.host_of(work):
        yield host
    if work.team:
        yield setting.count("équipe de {n}", "équipe de {n}", len(work.team) + 1)
    if work.period:
        yield setting.period(work.period)


def _actions(owner: Portfolio) -> Iterator[Ref]:
    say, count = owner.setting.text, owner.setting.count
    cohort, student = owner.cohort, owner.student
    ready = Ref(title=say("Prêt pour l'oral ?"), url=addresses.dossier(cohort, student))
    known = ready.url in owner.setting.also
    if known and not owner.setting.for_team:  # a commission begins there
        yield ready
    if owner.coverage and owner.coverage.tableau is not None:
        yield Ref(title=say("Tableau de synthèse"), url=addresses.synthesis(cohort, student))
    if owner.coverage and owner.coverage.judged:
        yield Ref(title=say("Compétences"), url=addresses.competencies(cohort, student))
    if works := len(owner.works):
        yield Ref(title=count("{n} réalisation", "{n} réalisations", works), url=f"{owner.home.url}#realisations")
    if productions := sum(len(work.productions) for work in owner.works):
        url = addresses.productions(cohort, student)
        yield Ref(title=count("{n} production", "{n} productions", productions), url=url)
    if stages := len(owner.stages):
        yield Ref(title=count("{n} stage", "{n} stages", stages), url=addresses.internships(cohort, student))
    if owner.watch:
        yield Ref(title=say("Veille"), url=addresses.watch(cohort, student))
    if known and owner.setting.for_team:
        yield ready


def _rosace(owner: Portfolio) -> Rosace | None:
    if owner.tree is None or owner.coverage is None:
        return None

    def url(code: str) -> str:
        return addresses.competencies(owner.cohort, owner.student, code)

    return build(owner.tree, owner.coverage, owner.setting.sign, url)


def _terms(owner: Portfolio, drawn: Rosace | None) -> Iterator[tuple[str, Rosace]]:
    """Draw a window at the end of each term, then today's."""
    if owner.tree is None or owner.coverage is None or drawn is None:
        return
    setting, days = owner.setting, growth.finished(owner.student.works)
    ends = growth.terms((days[slug] for slug in owner.evidence if slug in days), setting.today)
    for end in ends:
        then = build(owner.tree, growth.by(owner.coverage, days, end), setting.sign, lambda _: "", rings=2)
        if then:
            yield setting.language.month(end), then
    now = build(owner.tree, owner.coverage, setting.sign, lambda _: "", rings=2)
    if ends and now:
        yield setting.text("aujourd'hui"), now


def _gaps_title(owner: Portfolio, number: int) -> str:
    if not number or owner.tree is None:
        return ""
    language = owner.setting.language
    template = language.gettext("{n} {word} qu'aucune réalisation ne couvre")
    return template.format(n=language.number(number), word=language.ngettext(*owner.tree.judged_words, number))


def _legend(owner: Portfolio, drawn: Rosace | None) -> tuple[str, ...]:
    shown = frozenset(_signs(drawn)) if drawn else frozenset()
    return tuple(item.key for item in states.legend(owner.setting.audience) if item.key in shown)


def _signs(drawn: Rosace) -> Iterator[str]:
    panes = [bloc.pane for bloc in drawn.blocs]
    while panes:
        pane = panes.pop()
        yield pane.sign
        panes.extend(pane.panes)


def _observed(owner: Portfolio) -> Iterator[Chip]:
    if owner.coverage is None:
        return
    for code in owner.coverage.judged:
        if owner.coverage.competencies[code].only_observed:
            yield owner.chip(code)


def _timeline(owner: Portfolio) -> Timeline | None:
    setting, cohort, student = owner.setting, owner.cohort, owner.student
    stages = tuple(
        span(owner.stage_title(item), addresses.internship(cohort, student, item), item.span, setting.today,
             when=setting.period(item.span))
        for item in owner.stages
        if item.span
    )  # fmt: skip
    works = tuple(_work_span(owner, item) for item in sorted(owner.works, key=Realisation.sort_key))
    dated = tuple(item for item in works if item)
    return Timeline(stages=stages, works=dated) if stages or dated else None


def _work_span(owner: Portfolio, work: Realisation) -> Span | None:
    if work.period is None:
        return None
    url = addresses.realisation(owner.cohort, owner.student, work)
    when = owner.setting.period(work.period)
    return span(work.title, url, work.period, owner.setting.today, when=when, hue=main_hue(owner, work))


def main_hue(owner: Portfolio, work: Realisation) -> str:
    """Hue of the bloc that a réalisation cites most; the first of the référentiel among equals."""
    if owner.tree is None:
        return "cobalt"
    hues = Counter(owner.tree.hue(claim.competency) for claim in work.claims if claim.competency)
    order = list(owner.tree.hues.values())
    return max(hues, key=lambda hue: (hues[hue], -order.index(hue) if hue in order else 0)) if hues else "cobalt"


def _facts(owner: Portfolio) -> Iterator[Ref]:
    student, say = owner.student, owner.setting.text
    yield Ref(title=say(labels.PATHWAYS[student.pathway]))
    if student.left_on and owner.setting.for_team:
        yield Ref(title=say("a quitté la formation le {day}", day=owner.setting.language.date(student.left_on)))
    if student.remote:
        yield Ref(title=say("enseignement à distance"))
    if student.comes_from and owner.setting.for_team:
        cohort_slug, _, slug = student.comes_from.partition("/")
        for cohort in owner.setting.school.cohorts:
            for former in cohort.students:
                if (cohort.slug, former.slug) == (cohort_slug, slug):
                    yield Ref(title=say("venu de {name}", name=cohort.name), url=addresses.student(cohort, former))


def _certifications(owner: Portfolio) -> Iterator[Ref]:
    for item in owner.student.certifications:
        when = owner.setting.language.date(item.on) if item.on else ""
        url = owner.setting.attachment(item.file) if item.file else None
        yield Ref(title=item.title, url=url, note=", ".join(part for part in (item.issuer, when) if part))


def _comments(owner: Portfolio) -> Iterator[Comment]:
    if not owner.setting.for_team:
        return
    for item in sorted(owner.student.verdicts, key=lambda verdict: (verdict.on, verdict.index), reverse=True):
        if not item.subject and item.comment:
            yield Comment(
                by=item.by,
                role=owner.setting.text(labels.ROLES[item.role]),
                on=owner.setting.language.date(item.on),
                text=item.comment,
            )
