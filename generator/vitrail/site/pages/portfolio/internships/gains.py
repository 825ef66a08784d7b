"""The results of a stage: competencies covered there, lived and observed apart (R7), traces (R8), dimensions (R11)."""

from typing import TypeAlias

from msgspec.structs import replace

from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.realisation import Realisation
from vitrail.content.values.folding import grouped
from vitrail.knowledge.coverage.tables import Evidence
from vitrail.knowledge.internships import profiles
from vitrail.site.pages.elements import Chip, Ref, Row
from vitrail.site.pages.portfolio.portfolio import Portfolio, is_draft
from vitrail.site.pages.portfolio.productions import named

Trace: TypeAlias = tuple[Ref, tuple[Ref, ...]]
"""A réalisation and its productions."""
Dimension: TypeAlias = tuple[str, tuple[str, ...]]
"""A dimension of the trade, in R11's words, and the hosts that offer it."""
Root: TypeAlias = tuple[Chip, bool]
"""A competency of the first level, and whether the work of the stage touches it."""


def works_of(owner: Portfolio, *items: Internship) -> tuple[Realisation, ...]:
    """Return the submitted réalisations of stages, in the order of the portfolio."""
    slugs = {item.slug for item in items}
    return tuple(work for work in owner.works if slugs.intersection(work.internships) and not is_draft(work))


def gains(owner: Portfolio, item: Internship) -> tuple[Row, ...]:
    """Return the competencies that the réalisations of a stage cover, in the référentiel's order."""
    every = ((work, code, proof) for work in works_of(owner, item) for code, proof in owner.proofs(work).items())
    proofs = grouped((code, (work, proof)) for work, code, proof in every if proof.state.covers)
    return tuple(_gain(owner, code, proofs[code]) for code in owner.tree.ordered(proofs))


def traces(owner: Portfolio, item: Internship) -> tuple[Trace, ...]:
    """Return the productions of each réalisation of a stage; one without any is listed for the team alone."""
    return tuple(
        (owner.ref(work), tuple(named(owner, work, production) for production in work.productions))
        for work in works_of(owner, item)
        if work.productions or owner.for_team
    )


def dimensions_of(owner: Portfolio, *items: Internship) -> tuple[Dimension, ...]:
    """Return the dimensions of the trade, with the hosts of these stages that offer them; none when no host does."""
    offered = profiles.dimensions(replace(owner.student, internships=items), owner.profile)
    if not any(offered.values()):
        return ()
    return tuple((owner.say(title), hosts) for title, hosts in offered.items())


def roots(owner: Portfolio, *items: Internship) -> tuple[Root, ...]:
    """Return the competencies of the first level asked of the learner, touched or not by the work of these stages."""
    works, known = works_of(owner, *items), owner.coverage.competencies
    asked = profiles.roots(owner.tree.framework, owner.student.option, known, works)
    return tuple((owner.chip(item.id), touched) for item, touched in asked)


def evoked(owner: Portfolio, item: Internship) -> tuple[Chip, ...]:
    """Return the competencies that reports and reviews evoke, each once, without a state: evoking never covers."""
    return tuple(map(owner.chip, owner.tree.ordered({code for entry in item.accounts for code in entry.evokes})))


def _gain(owner: Portfolio, code: str, pairs: list[tuple[Realisation, Evidence]]) -> Row:
    strongest = max((proof.state for _, proof in pairs), key=lambda state: state.strength)
    return Row(
        chip=owner.chip(code, sign=owner.say.sign(strongest)),
        lived=tuple(owner.ref(work) for work, _ in pairs if not work.observed),
        observed=tuple(owner.ref(work) for work, _ in pairs if work.observed),
    )
