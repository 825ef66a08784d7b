"""A student's own matrix: réalisations × the competencies that the exam judges, all blocs; a mark leads to its claim.

A claim whose proof is named leads to that very proof. The official tableau is its view of one bloc. Complete without a
script: the sentence of a mark stands in the page, and is seen when the mark has the focus or the pointer.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.frameworks.queries import lineage
from vitrail.content.model.realisation import Realisation
from vitrail.content.values.folding import grouped
from vitrail.knowledge.coverage.tables import Evidence
from vitrail.site.pages.elements import Ref, Row, dotted
from vitrail.site.pages.portfolio.portfolio import Portfolio, is_draft
from vitrail.site.pages.portfolio.productions import exhibits
from vitrail.site.pages.portfolio.synthesis import NARROW


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the matrix, if competencies are asked of the student."""
    if matrix := crossed(owner):
        content = templated("crossing", subtitle=owner.subtitle, matrix=matrix, official=_official(owner))
        yield owner.spec(InPortfolio.CROSSING, owner.say("Matrice : réalisations et compétences"), content)


def crossed(owner: Portfolio) -> Row | None:
    """Return a student's matrix; None when nothing is asked of them."""
    counted, tree = owner.coverage, owner.tree
    if not counted.judged:
        return None
    asked = ((code, counted.competencies[code]) for code in counted.judged)
    headings = tuple((owner.chip(code, sign=owner.say.sign(item.state)), item.realisations) for code, item in asked)
    works = tuple(_work(owner, work) for work in owner.works)
    blocs = groupby(counted.judged, key=lambda code: tree.roots[code])
    shown = {crossing.sign for work in works for crossing in work.crossings if crossing} | {
        chip.sign for chip, _ in headings
    }
    return Row(
        blocs=tuple((root, tree.title(root), tree.hue(root), len(tuple(codes))) for root, codes in blocs),
        headings=headings,
        works=works,
        signs=owner.say.legend(shown),
        covered=counted.covered,
        dense=len(headings) > NARROW + 8,
    )


def _work(owner: Portfolio, work: Realisation) -> Row:
    draft = owner.say("brouillon") if is_draft(work) else ""
    claims = _claims(owner, work)
    cells = [claims.get(code, ()) for code in owner.coverage.judged]
    return Row(
        title=work.title,
        url=owner.url(work),
        facts=dotted(owner.say.period(work.period), owner.origin(work), draft),
        crossings=tuple(
            _crossing(owner, work, cell, code) for cell, code in zip(cells, owner.coverage.judged, strict=True)
        ),
        count=sum(bool(cell) and cell[0].state.covers for cell in cells),
    )


def _crossing(owner: Portfolio, work: Realisation, claims: Sequence[Evidence], code: str) -> Row | None:
    """Return the cell of some claims, in the strongest's state: its mark links to their first proof, else to it."""
    if not claims:
        return None
    strongest = claims[0]
    first = (
        (claim.competency, next((e for e in exhibits(owner, work, claim.competency) if e.opened), None))
        for claim in claims
    )
    shown = tuple(
        Row(code=cited, title=exhibit.title, url=exhibit.url, where=exhibit.where)
        for cited, exhibit in first
        if exhibit
    )
    return Row(
        sign=owner.say.sign(strongest.state),
        url=owner.proof(work, strongest.competency),
        exhibits=shown,
        cited=strongest.competency if strongest.competency != code else "",
        sentence=strongest.sentence or "",
    )


def _claims(owner: Portfolio, work: Realisation) -> Mapping[str, Sequence[Evidence]]:
    """Map each competency to the claims on it or its details: strongest first, then those with a sentence."""
    every, team = owner.proofs(work).values(), owner.for_team  # the team alone knows which were not retained
    proofs = sorted(every, key=lambda item: (item.state.strength, bool(item.sentence)), reverse=True)
    shown = (proof for proof in proofs if team or proof.state.covers)
    return grouped((code, proof) for proof in shown for code in lineage(owner.tree.framework, [proof.competency]))


def _official(owner: Portfolio) -> Ref | None:
    tableau, roots = owner.coverage.tableau, owner.tree.roots
    if tableau is None:
        return None
    blocs = owner.say.listing(dict.fromkeys(roots[code] for code in tableau.columns if code in roots))
    return Ref(tableau.table.title, owner.page(InPortfolio.SYNTHESIS), blocs)
