"""A student's own matrix: réalisations × the competencies that the exam judges, all blocs; a mark leads to its claim.

The official tableau is its view of one bloc. Complete without a script: the sentence of a mark stands in the page, and
is seen when the mark has the focus or the pointer.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.spec import PageSpec
from generator.addressing.table import InPortfolio
from generator.coverage.tables import Evidence
from generator.frameworks.queries import lineage
from generator.model.realisation import Realisation
from generator.pages import states
from generator.pages.elements import Chip, Ref
from generator.pages.portfolio.portfolio import Portfolio, is_draft
from generator.pages.portfolio.synthesis import NARROW


class Crossing(Struct, frozen=True, kw_only=True):
    """A mark of the matrix: the strongest claim of a réalisation on a competency."""

    sign: str
    url: str
    """The place of the claim in the réalisation's page."""
    cited: str
    sentence: str


class CrossedWork(Struct, frozen=True, kw_only=True):
    """A row of the matrix: a réalisation."""

    title: str
    url: str
    facts: tuple[str, ...]
    crossings: tuple[Crossing | None, ...]

    @property
    def count(self) -> int:
        """How many of the competencies it covers."""
        return sum(found is not None and states.BY_KEY[found.sign].covers for found in self.crossings)


class Content(Struct, frozen=True, kw_only=True):
    """A student's matrix."""

    kind: str = "crossing"
    subtitle: str
    blocs: tuple[tuple[str, str, str, int], ...]
    """(code, title, hue, number of columns)."""
    headings: tuple[tuple[Chip, int], ...]
    """(judged competency with its state over the whole portfolio, how many réalisations cover it)."""
    works: tuple[CrossedWork, ...]
    signs: tuple[str, ...]
    """Signs that stand in the table, in the order of the legend."""
    covered: int
    dense: bool
    official: Ref | None
    """The tableau de synthèse, with the blocs that it shows."""
    displaced: Ref | None


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the matrix of a student of whom competencies are asked."""
    if content := crossed(owner):
        title = owner.setting.text("Matrice : réalisations et compétences")
        url = owner.page(InPortfolio.CROSSING)
        yield PageSpec(url=url, title=title, scope=owner.scope(owner.home), content=content)


def crossed(owner: Portfolio) -> Content | None:
    """Return the content of a student's matrix; None when nothing is asked of them."""
    counted, tree, sign = owner.coverage, owner.tree, owner.setting.sign
    if not counted.judged:
        return None
    headings = tuple(
        (owner.chip(code, sign=sign(counted.competencies[code].state)), counted.competencies[code].realisations)
        for code in counted.judged
    )
    works = tuple(_work(owner, work) for work in owner.works)
    blocs = groupby(counted.judged, key=lambda code: tree.roots[code])
    shown = {found.sign for work in works for found in work.crossings if found} | {chip.sign for chip, _ in headings}
    return Content(
        subtitle=owner.subtitle,
        blocs=tuple((root, tree.title(root), tree.hue(root), len(tuple(codes))) for root, codes in blocs),
        headings=headings,
        works=works,
        signs=owner.setting.legend(shown),
        covered=counted.covered,
        dense=len(headings) > NARROW + 8,
        official=_official(owner),
        displaced=owner.displaced("matrice"),
    )


def _work(owner: Portfolio, work: Realisation) -> CrossedWork:
    draft = owner.setting.text("brouillon") if is_draft(work) else ""
    facts = (owner.setting.period(work.period), owner.origin(work), draft)
    url, strongest = owner.url(work), _strongest(owner, work)
    return CrossedWork(
        title=work.title,
        url=url,
        facts=tuple(filter(None, facts)),
        crossings=tuple(_crossing(owner, strongest.get(code), code, url) for code in owner.coverage.judged),
    )


def _crossing(owner: Portfolio, found: Evidence | None, code: str, url: str) -> Crossing | None:
    if found is None:
        return None
    return Crossing(
        sign=owner.setting.sign(found.state),
        url=f"{url}#{addresses.anchor(found.competency)}",
        cited=found.competency if found.competency != code else "",
        sentence=found.sentence or "",
    )


def _strongest(owner: Portfolio, work: Realisation) -> Mapping[str, Evidence]:
    """Find, by competency, the strongest claim on it or its details; of two as strong, the one with a sentence."""
    found: dict[str, Evidence] = {}
    proofs = owner.evidence.get(work.slug, {}).values()
    for proof in sorted(proofs, key=lambda item: (item.state.strength, bool(item.sentence)), reverse=True):
        if owner.setting.for_team or proof.state.covers:  # what was not retained is the team's to know
            for code in lineage(owner.tree.framework, [proof.competency]):
                found.setdefault(code, proof)
    return found


def _official(owner: Portfolio) -> Ref | None:
    tableau, roots = owner.coverage.tableau, owner.tree.roots
    if tableau is None:
        return None
    blocs = owner.setting.language.listing(dict.fromkeys(roots[code] for code in tableau.columns if code in roots))
    return Ref(tableau.table.title, owner.page(InPortfolio.SYNTHESIS), blocs)
