"""A réalisation: the student's text in its frame, and a card of everything that can be checked."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.addressing import addresses
from generator.addressing.spec import PageSpec
from generator.coverage.tables import Evidence
from generator.model.audience import Audience
from generator.model.realisation import Claim, Realisation
from generator.model.state import State
from generator.pages import labels
from generator.pages.parts import Chip, Fact, Fault, Neighbours, Ref, neighbours
from generator.pages.portfolio.competencies import Voice, voice
from generator.pages.portfolio.portfolio import Portfolio, is_draft
from generator.pages.portfolio.productions import ProductionLine, host_of, lines
from generator.pages.portfolio.remarks import Remark, disagreeing, remarks
from generator.pages.portfolio.since import Since, since
from generator.pages.setting import Setting


class ClaimLine(Struct, frozen=True, kw_only=True):
    """A cited competency: its sentence, its state, what was said of it."""

    id: str
    chip: Chip
    sentence: str
    pending: bool
    validated: str
    """Day of the validation."""
    own: str
    teacher: Voice
    tutor: Voice
    disagreements: tuple[str, ...]


class Content(Struct, frozen=True, kw_only=True):
    """The page."""

    kind: str = "realisation"
    title: str
    author: str
    author_url: str
    summary: str
    draft: bool
    withheld: str
    observed: bool
    line: tuple[Fact, ...]
    """What places the work: when, where, with whom; one line under the title."""
    facts: tuple[Fact, ...]
    """What else is known of it."""
    claims: tuple[ClaimLine, ...]
    without_claims: str
    """What stands in place of the claims when there is none."""
    productions: tuple[ProductionLine, ...]
    productions_url: str
    technologies: tuple[str, ...]
    validated: str
    """Day of the latest validation, empty without one."""
    outdated: str
    """Day of the latest validation of which the text changed since, for the team and the jury; empty without one."""
    beyond: tuple[str, ...]
    """Other sites that a validated text links to: nobody knows what is there today."""
    since: tuple[Since, ...]
    remarks: tuple[Remark, ...]
    has_text: bool
    step: Neighbours
    faults: tuple[Fault, ...]
    source: str
    """Path of the file, for the team."""
    voices: bool
    seal: str
    """What the team reads, for the desk that frames the page: a verdict seals it and nothing else."""


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield every réalisation: those that are presented, then the others in the order of the portfolio."""
    ranks = {slug: rank for rank, slug in enumerate(owner.student.oral)}
    works = sorted(owner.realisations, key=lambda work: ranks.get(work.slug, len(ranks)))
    series = tuple(
        Ref(title=work.title, url=addresses.realisation(owner.cohort, owner.student, work)) for work in works
    )
    for index, work in enumerate(works):
        yield _page(owner, work, replace(neighbours(series, index), back=_back(owner, work)))


def _back(owner: Portfolio, work: Realisation) -> Ref:
    """Where a reader comes from: the line of the tableau, else the list of the réalisations."""
    tableau = owner.coverage.tableau if owner.coverage else None
    listed = {row.realisation for _, _, rows in tableau.bands for row in rows} if tableau else set()
    if work.slug in listed:
        url = f"{addresses.synthesis(owner.cohort, owner.student)}#{addresses.row(work)}"
        return Ref(title=owner.setting.text("Tableau de synthèse"), url=url)
    return Ref(title=owner.setting.text("Réalisations"), url=f"{owner.home.url}#realisations")


def _page(owner: Portfolio, work: Realisation, step: Neighbours) -> PageSpec:
    shown = content(owner, work, step)
    return PageSpec(
        url=addresses.realisation(owner.cohort, owner.student, work),
        title=work.title,
        scope=owner.scope(owner.home),
        content=shown,
        body=work.body,
        description=work.summary or "",
        targets=owner.setting.targets(work.body),
        terms=owner.terms(claim.competency for claim in work.claims),
    )


def content(owner: Portfolio, work: Realisation, step: Neighbours) -> Content:
    """Say all that is to be seen of a réalisation beside its text."""
    setting = owner.setting
    claims = tuple(_claim(owner, work, claim) for claim in work.claims)
    proofs = owner.evidence.get(work.slug, {}).values()
    days = [item.verdict.on for item in proofs if item.state is State.VALIDATED and item.verdict]
    validated = setting.language.date(max(days)) if days else ""
    return Content(
        title=work.title,
        author=owner.student.name,
        author_url=owner.home.url,
        summary=work.summary or "",
        draft=is_draft(work),
        withheld=setting.withheld(work.visibility),
        observed=work.observed,
        line=tuple(_line(owner, work)),
        facts=tuple(_facts(owner, work)),
        claims=claims,
        without_claims="" if claims else _without_claims(setting, work),
        productions=lines(owner, work, validated=bool(validated)),
        productions_url=addresses.productions(owner.cohort, owner.student, work),
        technologies=work.technologies,
        validated=validated,
        outdated=_outdated(setting, proofs),
        beyond=_beyond(work) if validated else (),
        since=since(setting, (one.verdict for one in proofs)),
        remarks=remarks(owner, work),
        has_text=work.body is not None and not work.body.empty,
        step=step,
        faults=setting.file_faults(work.source.path),
        source=work.source.path if setting.for_team else "",
        voices=setting.audience is not Audience.PUBLIC,
        seal=work.fingerprint if setting.for_team else "",
    )


def _outdated(setting: Setting, proofs: Iterable[Evidence]) -> str:
    """Say when what is no longer the same was validated; the public reads « couverte » alone."""
    days = [one.verdict.on for one in proofs if one.state is State.CHANGED and one.verdict]
    return setting.language.date(max(days)) if days and setting.audience is not Audience.PUBLIC else ""


def _without_claims(setting: Setting, work: Realisation) -> str:
    """Say why no competency is shown; only the team is told of files and remarks."""
    if not setting.for_team:
        return setting.text("Aucune compétence n'est indiquée.")
    if work.unrecognised:
        return setting.text("Aucune compétence reconnue : voir les remarques.")
    return setting.text("Aucune compétence n'est citée : la clé « compétences » du fichier les accueille.")


def _line(owner: Portfolio, work: Realisation) -> Iterator[Fact]:
    setting, say = owner.setting, owner.setting.text
    if work.period:
        yield Fact(label=say("Période"), values=(Ref(title=setting.period(work.period)),))
    if work.contexts:
        yield Fact(label=say("Contexte"), values=tuple(Ref(title=say(labels.CONTEXTS[item])) for item in work.contexts))
    if hosts := (*_stages(owner, work), *_named_host(owner, work)):
        yield Fact(label=say("Organisation"), values=hosts)
    if work.team:
        yield Fact(label=say("Équipe"), values=tuple(_members(owner, work)))


def _facts(owner: Portfolio, work: Realisation) -> Iterator[Fact]:
    setting, say = owner.setting, owner.setting.text
    if work.mode:
        yield Fact(label=say("Situation"), values=(Ref(title=say(labels.MODES[work.mode])),))
    yield from setting.facts(work.facts)
    if work.exams:
        yield Fact(label=say("Épreuves"), values=tuple(Ref(title=item) for item in work.exams))
    if work.situations and owner.tree:
        titles = {item.id: item.title for item in owner.tree.framework.situations}
        situations = tuple(Ref(title=code, note=titles.get(code, "")) for code in work.situations)
        yield Fact(label=say("Situations obligatoires"), values=situations)


def _stages(owner: Portfolio, work: Realisation) -> Iterator[Ref]:
    for stage in owner.internships:
        if stage.slug in work.internships:
            url = addresses.internship(owner.cohort, owner.student, stage)
            yield Ref(title=owner.stage_title(stage), url=url)


def _named_host(owner: Portfolio, work: Realisation) -> Iterator[Ref]:
    """Name the organisation that the réalisation gives itself, as this audience may read it."""
    host = owner.setting.hosts.get(work.organisation or "")
    if host:
        yield Ref(title=owner.setting.organisation(host), url=addresses.organisation(host))
    elif work.organisation:
        yield Ref(title=work.organisation)


def _members(owner: Portfolio, work: Realisation) -> Iterator[Ref]:
    """Name the team-mates whom this audience may see; a mate's own page of the same work when there is one."""
    for mate in owner.cohort.students:
        if mate.slug not in work.team:
            continue
        same = next((item for item in mate.realisations if item.slug == work.slug), None)
        url = addresses.realisation(owner.cohort, mate, same) if same else addresses.student(owner.cohort, mate)
        yield Ref(title=mate.name, url=url)


def _claim(owner: Portfolio, work: Realisation, claim: Claim) -> ClaimLine:
    chip = owner.claim_chip(work, claim)
    proof: Evidence | None = owner.evidence.get(work.slug, {}).get(claim.competency or "")
    validated = proof.verdict.on if proof and proof.state is State.VALIDATED and proof.verdict else None
    own = dict(work.self_assessment).get(claim.competency or "")
    shown = owner.setting.audience is not Audience.PUBLIC
    return ClaimLine(
        id=addresses.anchor(claim.competency or claim.cited),
        chip=chip,
        sentence=claim.sentence or "",
        pending=claim.competency is None,
        validated=owner.setting.language.date(validated) if validated else "",
        own=owner.level(own) if shown else "",
        teacher=voice(owner, proof.verdict if proof else None) if shown else Voice(),
        tutor=voice(owner, proof.tutor if proof else None) if shown else Voice(),
        disagreements=disagreeing(owner, proof, own),
    )


def _beyond(work: Realisation) -> tuple[str, ...]:
    """Name the other sites that a text links to, each once."""
    found = {host_of(link.target) for link in work.body.links} if work.body else set()
    return tuple(sorted(found - {""}))
