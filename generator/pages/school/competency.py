"""A competency and its details: their words in the référentiel with counts per class, and their evidence in one class.

A detail has no page of its own: it is a place in the page of the competency that it belongs to (docs/decisions/0025).
"""

from collections.abc import Iterator

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.spec import NavItem, PageSpec
from generator.model.framework import Competency, Framework, Indicator
from generator.model.school import Cohort
from generator.pages import navigation
from generator.pages.lineage import Lineage
from generator.pages.parts import Chip, Ref
from generator.pages.portfolio.competencies import Proof, proof
from generator.pages.portfolio.portfolio import Portfolio, portfolio
from generator.pages.school import framework
from generator.pages.setting import Setting, sorted_students


class Count(Struct, frozen=True, kw_only=True):
    """A competency over a class."""

    cohort: str
    url: str
    asked: int
    covered: int
    validated: int
    works: int


class CompetencyWords(Struct, frozen=True, kw_only=True):
    """What the référentiel says of a competency, and how many cover it."""

    id: str
    """Its place in the page."""
    chip: Chip
    level: str
    depth: int
    options: tuple[str, ...]
    activity: str
    aliases: tuple[tuple[str, str], ...]
    """(other name, sessions in which it holds)."""
    indicators: tuple[tuple[str, str], ...]
    """(criterion, what its source lacks)."""
    unverified: bool
    note: str
    counts: tuple[Count, ...]


class Content(Struct, frozen=True, kw_only=True):
    """The words of a competency and of its details."""

    kind: str = "competency"
    framework: str
    framework_url: str
    ancestors: tuple[Ref, ...]
    words: CompetencyWords
    children: tuple[Chip, ...]
    """Those that have a page of their own."""
    details: tuple[CompetencyWords, ...]


class Holder(Struct, frozen=True, kw_only=True):
    """A student with their evidence of the competency."""

    name: str
    url: str
    option: str
    sign: str
    proofs: tuple[Proof, ...]


class Held(Struct, frozen=True, kw_only=True):
    """Who covers a competency in a class, and for the team who does not."""

    id: str
    chip: Chip
    level: str
    depth: int
    holders: tuple[Holder, ...]
    missing: tuple[Ref, ...]
    asked: int
    covered: int


class CohortContent(Struct, frozen=True, kw_only=True):
    """The evidence of a competency and of its details in a class."""

    kind: str = "cohort_competency"
    cohort: str
    words_url: str
    held: Held
    details: tuple[Held, ...]


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield a page for each competency of each référentiel in use, its details in it."""
    for tree in setting.used_trees:
        for item, details in tree.homes:
            yield _page(setting, tree, item, details)


def _page(setting: Setting, tree: Lineage, item: Competency, details: tuple[Competency, ...]) -> PageSpec:
    fw = tree.framework
    told = {found.id for found in details}
    content = Content(
        framework=fw.short_title,
        framework_url=addresses.framework(fw),
        ancestors=tuple(
            Ref(title=f"{found.id} {found.title}", url=addresses.competency(fw, found.id))
            for found in reversed(tuple(tree.ancestors(item.id)))
        ),
        words=_words(setting, tree, item),
        children=tuple(
            Chip(code=code, title=tree.title(code), hue=tree.hue(code), url=addresses.competency(fw, code))
            for code in item.children
            if code not in told
        ),
        details=tuple(_words(setting, tree, found) for found in details),
    )
    above = NavItem(title=fw.short_title, url=addresses.framework(fw))
    return PageSpec(
        url=addresses.competency(fw, item.id),
        title=f"{item.id} {item.title}",
        scope=framework.scope(setting, above),
        content=content,
        places=_places(details),
    )


def _places(details: tuple[Competency, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((addresses.anchor(found.id), f"{found.id} {found.title}") for found in details)


def _words(setting: Setting, tree: Lineage, item: Competency) -> CompetencyWords:
    return CompetencyWords(
        id=addresses.anchor(item.id),
        chip=Chip(code=item.id, title=item.title, hue=tree.hue(item.id)),
        level=tree.level(item.kind),
        depth=item.depth,
        options=item.options,
        activity=item.activity or "",
        aliases=tuple(
            (alias.name, framework.sessions(setting, alias.from_session, alias.to_session)) for alias in item.aliases
        ),
        indicators=tuple((found.text, _lacking(setting, found)) for found in item.indicators),
        unverified=item.indicators_unverified,
        note=" · ".join(filter(None, (item.indicators_note, _read_in(setting, tree.framework, item)))),
        counts=tuple(_counts(setting, tree, item.id)),
    )


def _lacking(setting: Setting, found: Indicator) -> str:
    """What is missing of a criterion where it was read."""
    if found.truncated:
        return setting.text("coupé dans sa source")
    return setting.text("sans la phrase qui l'introduit") if found.lead_sentence_missing else ""


def _read_in(setting: Setting, fw: Framework, item: Competency) -> str:
    """The source of the criteria, in full when the code is one of the référentiel's list."""
    said = item.indicators_source or ""
    return setting.text("Source : {source}", source=fw.sources.get(said, said)) if said else ""


def _counts(setting: Setting, tree: Lineage, code: str) -> Iterator[Count]:
    for cohort in setting.school.cohorts:
        found = setting.cohort_coverage(cohort)
        item = found.competencies.get(tree.framework.id, {}).get(code) if found else None
        if item and item.asked:
            yield Count(
                cohort=cohort.name,
                url=addresses.cohort_competency(cohort, tree.framework, code) if cohort.slug else "",
                asked=item.asked,
                covered=item.covered,
                validated=item.validated,
                works=item.realisations,
            )


def plan_cohort(setting: Setting, cohort: Cohort) -> Iterator[PageSpec]:
    """Yield a page for each competency that is asked in a class, its details in it."""
    if not cohort.slug:
        return
    owners = tuple(portfolio(setting, cohort, student) for student in sorted_students(cohort))
    for _, tree in sorted(setting.trees.items()):
        mine = tuple(owner for owner in owners if owner.tree is tree and owner.coverage)
        asked = {code for owner in mine if owner.coverage for code in owner.coverage.competencies}
        for item, details in tree.homes:
            if item.id in asked:
                held = tuple(found for found in details if found.id in asked)
                yield _cohort_page(setting, cohort, mine, tree, item, held)


def _cohort_page(  # noqa: PLR0913, PLR0917 - a page, of a class, for its owners, on a competency and its details
    setting: Setting,
    cohort: Cohort,
    owners: tuple[Portfolio, ...],
    tree: Lineage,
    item: Competency,
    details: tuple[Competency, ...],
) -> PageSpec:
    content = CohortContent(
        cohort=cohort.name,
        words_url=addresses.competency(tree.framework, item.id),
        held=_held(setting, cohort, owners, tree, item),
        details=tuple(_held(setting, cohort, owners, tree, found) for found in details),
    )
    return PageSpec(
        url=addresses.cohort_competency(cohort, tree.framework, item.id),
        title=f"{item.id} {item.title}",
        scope=navigation.scope(setting, cohort, inside=True),
        content=content,
        places=_places(details),
    )


def _held(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...], tree: Lineage, item: Competency) -> Held:
    asked = tuple(owner for owner in owners if owner.coverage and item.id in owner.coverage.competencies)
    holders = tuple(holder for owner in asked if (holder := _holder(owner, item.id)))
    counted = setting.cohort_coverage(cohort)
    count = counted.competencies.get(tree.framework.id, {}).get(item.id) if counted else None
    return Held(
        id=addresses.anchor(item.id),
        chip=Chip(code=item.id, title=item.title, hue=tree.hue(item.id)),
        level=tree.level(item.kind),
        depth=item.depth,
        holders=holders,
        missing=tuple(
            Ref(title=owner.student.name, url=addresses.competencies(cohort, owner.student, item.id))
            for owner in asked
            if owner.coverage and not owner.coverage.competencies[item.id].state.covers
        )
        if setting.for_team
        else (),
        asked=count.asked if count else len(asked),
        covered=count.covered if count else len(holders),
    )


def _holder(owner: Portfolio, code: str) -> Holder | None:
    found = owner.coverage.competencies[code] if owner.coverage else None
    shown = [e for e in found.evidence if e.state.covers or owner.setting.for_team] if found else []
    if found is None or not shown:
        return None
    return Holder(
        name=owner.student.name,
        url=addresses.competencies(owner.cohort, owner.student, code),
        option=owner.student.option or "",
        sign=owner.setting.sign(found.state),
        proofs=tuple(proof(owner, evidence, code) for evidence in shown),
    )
