"""A competency: its words in the référentiel with counts per class, and its evidence in one class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.addressing import addresses
from generator.addressing.spec import NavItem, PageSpec
from generator.model.framework import Competency
from generator.model.school import Cohort
from generator.pages import navigation
from generator.pages.lineage import Lineage
from generator.pages.parts import Chip, Ref
from generator.pages.portfolio.competencies import Proof, proof
from generator.pages.portfolio.portfolio import Portfolio, portfolio
from generator.pages.school import framework
from generator.pages.setting import Setting, sorted_students


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A competency over a class."""

    cohort: str
    url: str
    asked: int
    covered: int
    validated: int
    works: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The words of a competency."""

    kind: str = "competency"
    chip: Chip
    level: str
    framework: str
    framework_url: str
    options: tuple[str, ...]
    activity: str
    aliases: tuple[tuple[str, str], ...]
    """(other name, sessions in which it holds)."""
    indicators: tuple[str, ...]
    unverified: bool
    note: str
    ancestors: tuple[Ref, ...]
    children: tuple[Chip, ...]
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A student with their evidence of the competency."""

    name: str
    url: str
    option: str
    sign: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortContent:
    """The evidence of a competency in a class."""

    kind: str = "cohort_competency"
    chip: Chip
    level: str
    cohort: str
    words_url: str
    holders: tuple[Holder, ...]
    missing: tuple[Ref, ...]
    """Students who do not cover it, for the team."""
    team: bool
    asked: int
    covered: int


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield a page for each competency of each référentiel in use."""
    for tree in setting.used_trees:
        for item in tree.framework.competencies:
            yield _page(setting, tree, item)


def _page(setting: Setting, tree: Lineage, item: Competency) -> PageSpec:
    fw = tree.framework
    content = Content(
        chip=Chip(code=item.id, title=item.title, hue=tree.hue(item.id)),
        level=tree.level(item.kind),
        framework=fw.short_title,
        framework_url=addresses.framework(fw),
        options=item.options,
        activity=item.activity or "",
        aliases=tuple(
            (alias.name, framework.sessions(setting, alias.from_session, alias.to_session)) for alias in item.aliases
        ),
        indicators=tuple(found.text for found in item.indicators),
        unverified=item.indicators_unverified,
        note=item.indicators_note or "",
        ancestors=tuple(
            Ref(title=f"{found.id} {found.title}", url=addresses.competency(fw, found.id))
            for found in reversed(tuple(tree.ancestors(item.id)))
        ),
        children=tuple(
            Chip(code=code, title=tree.title(code), hue=tree.hue(code), url=addresses.competency(fw, code))
            for code in item.children
        ),
        counts=tuple(_counts(setting, tree, item.id)),
    )
    above = NavItem(title=fw.short_title, url=addresses.framework(fw))
    return PageSpec(
        url=addresses.competency(fw, item.id),
        title=f"{item.id} {item.title}",
        scope=framework.scope(setting, above),
        content=content,
    )


def _counts(setting: Setting, tree: Lineage, code: str) -> Iterator[Count]:
    for cohort in setting.school.cohorts:
        found = setting.cohort_coverage(cohort)
        item = found.competencies.get(tree.framework.id, {}).get(code) if found else None
        if item and item.asked:
            yield Count(
                cohort=cohort.name,
                url=addresses.cohort_competency(cohort, tree.framework.id, code) if cohort.slug else "",
                asked=item.asked,
                covered=item.covered,
                validated=item.validated,
                works=item.realisations,
            )


def plan_cohort(setting: Setting, cohort: Cohort) -> Iterator[PageSpec]:
    """Yield a page for each competency that is asked in a class."""
    if not cohort.slug:
        return
    owners = tuple(portfolio(setting, cohort, student) for student in sorted_students(cohort))
    for _, tree in sorted(setting.trees.items()):
        mine = tuple(owner for owner in owners if owner.tree is tree and owner.coverage)
        asked = {code for owner in mine if owner.coverage for code in owner.coverage.competencies}
        for item in tree.framework.competencies:
            if item.id in asked:
                yield _cohort_page(setting, cohort, mine, tree, item)


def _cohort_page(
    setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...], tree: Lineage, item: Competency
) -> PageSpec:
    key = tree.framework.id
    asked = tuple(owner for owner in owners if owner.coverage and item.id in owner.coverage.competencies)
    holders = tuple(holder for owner in asked if (holder := _holder(owner, item.id)))
    counted = setting.cohort_coverage(cohort)
    count = counted.competencies.get(key, {}).get(item.id) if counted else None
    content = CohortContent(
        chip=Chip(code=item.id, title=item.title, hue=tree.hue(item.id)),
        level=tree.level(item.kind),
        cohort=cohort.name,
        words_url=addresses.competency(tree.framework, item.id),
        holders=holders,
        missing=tuple(
            Ref(title=owner.student.name, url=addresses.competencies(cohort, owner.student, item.id))
            for owner in asked
            if owner.coverage and not owner.coverage.competencies[item.id].state.covers
        )
        if setting.for_team
        else (),
        team=setting.for_team,
        asked=count.asked if count else len(asked),
        covered=count.covered if count else len(holders),
    )
    return PageSpec(
        url=addresses.cohort_competency(cohort, key, item.id),
        title=f"{item.id} {item.title}",
        scope=navigation.scope(setting, cohort, inside=True),
        content=content,
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
