"""What a stage brought: competencies covered there, lived and observed apart (R7), traces (R8), dimensions (R11)."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.addressing import addresses
from generator.coverage.tables import Evidence
from generator.internships.profiles import dimensions, touched_roots
from generator.model.internships.internship import Internship
from generator.model.realisation import Production, ProductionState, Realisation
from generator.pages import labels
from generator.pages.parts import Chip, Ref
from generator.pages.portfolio.portfolio import Portfolio, is_draft


class Gain(Struct, frozen=True, kw_only=True):
    """A competency covered by work done during the stage."""

    chip: Chip
    """With its state: the strongest among the works of this stage."""
    lived: tuple[Ref, ...]
    observed: tuple[Ref, ...]


class Trace(Struct, frozen=True, kw_only=True):
    """The productions of one réalisation."""

    work: Ref
    productions: tuple[Ref, ...]


class Dimension(Struct, frozen=True, kw_only=True):
    """A dimension of the trade, in R11's words, and the hosts that offer it."""

    title: str
    hosts: tuple[str, ...]


class Root(Struct, frozen=True, kw_only=True):
    """A competency of the first level, touched or not by the work of the stage."""

    chip: Chip
    touched: bool


def works_of(owner: Portfolio, *items: Internship) -> tuple[Realisation, ...]:
    """Return the submitted réalisations of stages, in the order of the portfolio."""
    slugs = {item.slug for item in items}
    return tuple(work for work in owner.works if slugs.intersection(work.internships) and not is_draft(work))


def gains(owner: Portfolio, *items: Internship) -> tuple[Gain, ...]:
    """Return what the réalisations of stages cover, in the référentiel's order."""
    found: dict[str, list[tuple[Realisation, Evidence]]] = {}
    for work in works_of(owner, *items):
        for code, proof in owner.evidence.get(work.slug, {}).items():
            if proof.state.covers:
                found.setdefault(code, []).append((work, proof))
    ranks = owner.tree.ranks if owner.tree else {}
    return tuple(_gain(owner, code, found[code]) for code in sorted(found, key=lambda code: (ranks.get(code, 0), code)))


def traces(owner: Portfolio, item: Internship) -> tuple[Trace, ...]:
    """Return the productions of each réalisation of a stage; one without any is listed for the team alone."""
    lines = (
        Trace(
            work=Ref(title=work.title, url=addresses.realisation(owner.cohort, owner.student, work)),
            productions=tuple(_production(owner, production) for production in work.productions),
        )
        for work in works_of(owner, item)
    )
    return tuple(line for line in lines if line.productions or owner.setting.for_team)


def dimensions_of(owner: Portfolio, *items: Internship) -> tuple[Dimension, ...]:
    """Return the dimensions of the trade, with the hosts of these stages that offer them; none when no host says so."""
    found = dimensions(replace(owner.student, internships=items), owner.profile)
    if not any(found.values()):
        return ()
    return tuple(Dimension(title=owner.setting.text(title), hosts=hosts) for title, hosts in found.items())


def roots(owner: Portfolio, *items: Internship) -> tuple[Root, ...]:
    """Return the competencies of the first level asked of the learner, touched or not by the work of these stages."""
    if owner.tree is None or owner.coverage is None:
        return ()
    touched = touched_roots(owner.tree.framework, works_of(owner, *items))
    asked = (item for item in owner.tree.framework.competencies if item.parent is None)
    return tuple(
        Root(chip=owner.chip(item.id), touched=item.id in touched)
        for item in asked
        if item.id in owner.coverage.competencies and (not item.options or owner.student.option in item.options)
    )


def evoked(owner: Portfolio, item: Internship) -> tuple[Chip, ...]:
    """Return the competencies that reports and reviews evoke, each once, without a state: evoking never covers."""
    said = (*(entry.evokes for entry in item.reports), *(entry.evokes for entry in item.reviews))
    codes = dict.fromkeys(code for evokes in said for code in evokes)
    ranks = owner.tree.ranks if owner.tree else {}
    return tuple(owner.chip(code) for code in sorted(codes, key=lambda code: (ranks.get(code, 0), code)))


def _gain(owner: Portfolio, code: str, pairs: list[tuple[Realisation, Evidence]]) -> Gain:
    strongest = max((proof.state for _, proof in pairs), key=lambda state: state.strength)
    return Gain(
        chip=owner.chip(code, sign=owner.setting.sign(strongest)),
        lived=tuple(_works(owner, pairs, observed=False)),
        observed=tuple(_works(owner, pairs, observed=True)),
    )


def _works(owner: Portfolio, pairs: list[tuple[Realisation, Evidence]], *, observed: bool) -> Iterator[Ref]:
    for work, _ in pairs:
        if work.observed is observed:
            yield Ref(title=work.title, url=addresses.realisation(owner.cohort, owner.student, work))


def _production(owner: Portfolio, item: Production) -> Ref:
    """Name a production; linked when it is there, else with what became of it."""
    file = owner.setting.attachment(item.file) if item.file else None
    url = (file or item.link) if item.state is ProductionState.ONLINE else None
    return Ref(title=item.title, url=url, note="" if url else owner.setting.text(labels.production(item)))
