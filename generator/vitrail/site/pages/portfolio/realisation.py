"""A réalisation: the student's text in its frame, beside everything that can be checked."""

from collections.abc import Iterator

from msgspec.structs import replace

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import Content, PageSpec, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.model.realisation import Claim, Realisation
from vitrail.content.model.state import State
from vitrail.site.pages import labels
from vitrail.site.pages.elements import Fact, Neighbours, Ref, Row, dotted, facts, in_series
from vitrail.site.pages.portfolio.portfolio import Portfolio, is_draft
from vitrail.site.pages.portfolio.productions import exhibits, host_of, lines
from vitrail.site.pages.portfolio.proofs import SILENCE, Voice, voices
from vitrail.site.pages.portfolio.remarks import remarks, since, superseded


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield every réalisation: those that are presented, then the others in the order of the portfolio."""
    ranks = {slug: rank for rank, slug in enumerate(owner.student.oral)}
    works = sorted(owner.realisations, key=lambda work: ranks.get(work.slug, len(ranks)))
    for work, step in zip(works, in_series(map(owner.ref, works)), strict=True):
        shown = _content(owner, work, replace(step, back=_back(owner, work)))
        yield owner.written(
            work,
            shown,
            description=work.summary or "",
            terms=_terms(shown),
            cited=owner.cited(claim.competency for claim in work.claims),
        )


def _terms(shown: Content) -> str:
    """Return the terms of the page's head for search: technologies, facts (place, team…) and titles of productions."""
    work = shown.work
    said = (values for _, values in (*work.line, *work.facts))
    return dotted(work.technologies, said, (line.title for line in shown.productions))


def _back(owner: Portfolio, work: Realisation) -> Ref:
    """Return the link back: to the work's line of the tableau, else to the list of réalisations."""
    tableau = owner.coverage.tableau
    if tableau and any(row.realisation == work.slug for _, _, rows in tableau.bands for row in rows):
        return Ref(owner.say("Tableau de synthèse"), f"{owner.page(InPortfolio.SYNTHESIS)}#{addresses.row(work.slug)}")
    return Ref(owner.say("Réalisations"), f"{owner.home.url}#realisations")


def told(owner: Portfolio, work: Realisation) -> Row:
    """Return the data of a réalisation that its page and the printed portfolio show beside its text."""
    return Row(
        title=work.title,
        summary=work.summary or "",
        withheld=owner.say.withheld(work.visibility),
        observed=work.observed,
        line=_line(owner, work),
        facts=_facts(owner, work),
        technologies=work.technologies,
        validated=_validated(owner, work),
        claims=tuple(_claims(owner, work)),
        without_claims="" if work.claims else _without_claims(owner, work),
    )


def _validated(owner: Portfolio, work: Realisation) -> str:
    """Write « Validée le 11 mars 2027 » when the team retained every claim, else « 1 sur 5 validée (11 mars 2027) »."""
    day, proofs = _latest(owner, work, State.VALIDATED), owner.proofs(work)
    number = sum(proof.state is State.VALIDATED for proof in proofs.values())
    total = len({claim.competency or claim.cited for claim in work.claims})
    if not day or number >= total:
        return owner.say("Validée le {day}", day=day) if day else ""
    return owner.say.count(
        "{n} sur {total} validée ({day})", "{n} sur {total} validées ({day})", number, total=total, day=day
    )


def _content(owner: Portfolio, work: Realisation, step: Neighbours) -> Content:
    shown = told(owner, work)
    public = owner.for_public
    return templated(
        "realisation",
        work=shown,
        author_url=owner.home.url,
        draft=is_draft(work),
        productions=lines(owner, work, validated=bool(shown.validated)),
        productions_url=f"{owner.page(InPortfolio.PRODUCTIONS)}#{addresses.row(work.slug)}",
        outdated="" if public else _latest(owner, work, State.CHANGED),
        beyond=_beyond(work) if shown.validated else (),
        since=since(owner, (*(proof.verdict for proof in owner.proofs(work).values()), *superseded(owner, work))),
        remarks=remarks(owner, work),
        step=step,
        faults=owner.setting.file_faults(work.source.path),
        source=work.source.path if owner.for_team else "",
        seal=work.fingerprint if owner.for_team else "",
    )


def _latest(owner: Portfolio, work: Realisation, state: State) -> str:
    """Write the day of the latest verdict among the claims that have a state; empty without one."""
    proofs = owner.proofs(work).values()
    return owner.say.day(
        max((proof.verdict.on for proof in proofs if proof.state is state and proof.verdict), default=None)
    )


def _without_claims(owner: Portfolio, work: Realisation) -> str:
    """Say why no competency is shown; only the team reads of files and remarks, or that a teacher refused them."""
    if not work.listed:
        return ""
    if not owner.for_team:
        return owner.say("Aucune compétence n'est indiquée.")
    if work.unrecognised:
        return owner.say("Aucune compétence reconnue : voir les remarques.")
    return owner.say("Aucune compétence n'est citée : dites lesquelles, et comment vous les avez montrées.")


def _line(owner: Portfolio, work: Realisation) -> tuple[Fact, ...]:
    own = owner.setting.hosts.get(work.organisation or "")
    stages = (owner.ref(stage) for stage in owner.stages if stage.slug in work.internships)
    return facts(
        (owner.say("Période"), [owner.say.period(work.period)]),
        (owner.say("Contexte"), [owner.say(labels.CONTEXTS[item]) for item in work.contexts]),
        (owner.say("Organisation"), [*stages, owner.setting.host(own) if own else work.organisation]),
        (owner.say("Équipe"), _members(owner, work)),
    )


def _facts(owner: Portfolio, work: Realisation) -> tuple[Fact, ...]:
    titles = {item.id: item.title for item in owner.tree.framework.situations}
    situations = [Ref(code, note=titles.get(code, "")) for code in work.situations if owner.tree.known]
    return facts(
        (owner.say("Situation"), [owner.say(labels.MODES[work.mode]) if work.mode else ""]),
        *owner.setting.written(work.facts),
        (owner.say("Épreuves"), work.exams),
        (owner.say("Situations obligatoires"), situations),
    )


def _members(owner: Portfolio, work: Realisation) -> Iterator[Ref]:
    """Name the team-mates whom this audience may see; a mate's own page of the same work when there is one."""
    for mate in owner.cohort.students:
        if mate.slug in work.team:
            same = next((item for item in mate.realisations if item.slug == work.slug), None)
            home = addresses.student(owner.cohort, mate)
            yield Ref(mate.name, addresses.page_of(owner.cohort, mate, same) if same else home)


def _claims(owner: Portfolio, work: Realisation) -> Iterator[Row]:
    """Yield each claim; a comment on the whole work is shown only beside the first claim that it judges."""
    told = set[Voice]()
    for claim in work.claims:
        row = _claim(owner, work, claim)
        row.said = replace(row.said, teacher=_once(row.said.teacher, told), tutor=_once(row.said.tutor, told))
        yield row


def _once(voice: Voice, told: set[Voice]) -> Voice:
    again = voice.whole and voice in told
    told.add(voice)
    return replace(voice, comment=()) if again else voice


def _claim(owner: Portfolio, work: Realisation, claim: Claim) -> Row:
    proof = owner.proofs(work).get(claim.competency or "")
    validated = proof.verdict.on if proof and proof.state is State.VALIDATED and proof.verdict else None
    shown = not owner.for_public
    return Row(
        chip=owner.claim_chip(work, claim),
        sentence=claim.sentence or "",
        exhibits=exhibits(owner, work, claim.competency),
        pending=claim.competency is None,
        validated=owner.say.day(validated),
        said=voices(owner, work, claim.competency or "", proof) if shown else SILENCE,
    )


def _beyond(work: Realisation) -> tuple[str, ...]:
    """Name the other sites that a text links to, each once."""
    hosts = {host_of(link.target) for link in work.body.links} if work.body else set()
    return tuple(sorted(hosts - {""}))
