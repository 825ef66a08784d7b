"""All the proofs of a portfolio, folded by competency; an address chooses one, and the page is its frame.

What is chosen is a fragment of the address (« #non-couvertes », « #x-B1.3.annuaire »): a link keeps it, without script
and from the disk.
"""

from collections.abc import Iterator

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.frameworks.queries import scope
from vitrail.content.model.framework import Competency
from vitrail.content.model.state import State
from vitrail.knowledge.coverage.tables import CompetencyCoverage, Evidence
from vitrail.site.pages.elements import Ref, Row
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.portfolio.proofs import connect, works
from vitrail.site.pages.svg.panes import state_of


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the page when the référentiel is known."""
    if not owner.tree.known:
        return
    counted, lines = owner.coverage, tuple(_lines(owner))
    connect(owner, [work for line in lines for work in line.works])
    content = templated(
        "competencies",
        framework=owner.tree.framework.short_title,
        lines=lines,
        pictured=any(map(_pictured, lines)),
        matrix_url=owner.page(InPortfolio.CROSSING) if counted.judged else "",
        gaps=sum(line.gap for line in lines),
        to_read=sum(line.to_read for line in lines) if owner.for_team else None,
        pending=tuple((cited, owner.ref(owner.by_slug[slug])) for slug, cited in counted.pending),
        outside=tuple((owner.chip(code), owner.ref(owner.by_slug[slug])) for slug, code in counted.out_of_option),
    )
    places = tuple(_places(owner, lines))
    yield owner.spec(InPortfolio.COMPETENCIES, owner.say("Toutes les preuves"), content, places=places)


def _pictured(line: Row) -> bool:
    """True if a picture is among the proofs of a competency."""
    claims = (exhibit for work in line.works for claim in work.claims for exhibit in claim.exhibits)
    others = (exhibit for work in line.works for exhibit in work.others)
    return any(exhibit.panel.width for exhibit in (*claims, *others))


def _places(owner: Portfolio, lines: tuple[Row, ...]) -> Iterator[tuple[str, str]]:
    """Yield (anchor, words) of the places on the page that search leads to: its two filters, then each competency."""
    yield "non-couvertes", owner.say("Compétences non couvertes")
    if owner.for_team:
        yield "a-relire", owner.say("Preuves à relire")
    for line in lines:
        names = dict.fromkeys((line.chip.code, owner.tree.framework.by_id[line.chip.code].local_id))
        yield addresses.anchor(line.chip.code), f"{' · '.join(names)} {line.chip.title}"


def _lines(owner: Portfolio) -> Iterator[Row]:
    competencies = owner.coverage.competencies
    asked = frozenset(scope(owner.tree.framework, owner.student.option).asked)
    for item, every in owner.tree.homes:
        if item.id not in competencies:
            continue
        counted, judged = competencies[item.id], item.id in owner.coverage.judged
        details = tuple(detail for detail in every if detail.id in competencies)
        inside = {item.id, *(detail.id for detail in details)}
        shown = tuple(evidence for evidence in counted.evidence if evidence.competency in inside)
        covered = counted.state.covers
        partly = covered and not judged and counted.covered < counted.children  # its count shows that
        sign = "" if partly else owner.say.sign(state_of(owner.tree, owner.coverage, item.id))
        yield Row(
            chip=owner.chip(item.id, sign=sign),
            level=owner.tree.level(item.kind),
            depth=item.depth,
            folded=judged or bool(details),
            words_url=owner.tree.page(item.id),
            works=works(owner, shown, item.id),
            claims=len(shown),
            details=tuple(_details(owner, item, details, {evidence.competency for evidence in shown})),
            count=_count(owner, counted),
            evoked=tuple(_evoked(owner, counted)) if judged else (),
            uncovered=not covered and not counted.evidence,
            gap=judged and not covered,
            to_read=owner.for_team and any(map(to_read, shown)),
            only_observed=counted.only_observed,
            outside=not covered and item.id not in asked,
        )


def _details(owner: Portfolio, above: Competency, details: tuple[Competency, ...], named: set[str]) -> Iterator[Row]:
    for item in details:
        counted = owner.competency(item.id)
        yield Row(
            id="" if item.id in named else addresses.anchor(item.id),
            chip=owner.chip(item.id, sign=owner.say.sign(counted.state)),
            depth=item.depth - above.depth,
            count=len(counted.evidence),
        )


def to_read(evidence: Evidence) -> bool:
    """True if a claim waits for a teacher: changed since it was read, or covering and never judged."""
    return evidence.state is State.CHANGED or (evidence.state.covers and evidence.verdict is None)


def _count(owner: Portfolio, counted: CompetencyCoverage) -> str:
    if not counted.children:
        return ""
    say, total = owner.say, counted.children
    covered = say.count("{n} couverte", "{n} couvertes", counted.covered)
    validated = say.count("{n} validée", "{n} validées", counted.validated)
    return say("{covered}, {validated}, sur {total}", covered=covered, validated=validated, total=total)


def _evoked(owner: Portfolio, counted: CompetencyCoverage) -> Iterator[tuple[Ref, tuple[Ref, ...]]]:
    for stage in owner.stages:
        named = tuple(
            owner.account(stage, account) for account in stage.accounts if (stage.slug, account.slug) in counted.evoked
        )
        if named:
            yield owner.ref(stage), named
