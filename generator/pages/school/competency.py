"""A competency and its details: their words in the référentiel with counts per class, and their evidence in one class.

A detail has no page of its own: it is a place in the page of the competency that it belongs to (docs/decisions/0025).
"""

from collections.abc import Iterator

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.spec import NavItem, PageSpec
from generator.coverage.tables import CompetencyInCohort
from generator.model.framework import Competency, Indicator
from generator.model.school import Cohort
from generator.pages import navigation
from generator.pages.elements import Chip, Ref
from generator.pages.lineage import Lineage
from generator.pages.portfolio.competencies import Proof, proof
from generator.pages.portfolio.portfolio import Portfolio
from generator.pages.school import framework
from generator.pages.setting import Setting


class CompetencyWords(Struct, frozen=True, kw_only=True):
    """A competency in the référentiel's words, and how many cover it."""

    chip: Chip
    level: str
    options: tuple[str, ...]
    activity: str
    aliases: tuple[tuple[str, str], ...]
    """(other name, sessions in which it holds)."""
    indicators: tuple[tuple[str, str], ...]
    """(criterion, what its source lacks)."""
    unverified: bool
    note: str
    counts: tuple[tuple[Ref, CompetencyInCohort], ...]
    """By class, with its page of the competency."""


class Content(Struct, frozen=True, kw_only=True):
    """The words of a competency and of its details."""

    kind: str = "competency"
    above: tuple[Ref, ...]
    """The référentiel, then what the competency is a part of."""
    words: CompetencyWords
    children: tuple[Chip, ...]
    """Those that have a page of their own."""
    details: tuple[CompetencyWords, ...]


class Holder(Struct, frozen=True, kw_only=True):
    """A student with their evidence of the competency."""

    name: str
    url: str
    sign: str
    proofs: tuple[Proof, ...]


class Held(Struct, frozen=True, kw_only=True):
    """A competency over a class: who covers it, and for the team who does not."""

    chip: Chip
    level: str
    holders: tuple[Holder, ...]
    missing: tuple[Ref, ...]
    asked: int
    covered: int


class CohortContent(Struct, frozen=True, kw_only=True):
    """The evidence of a competency and of its details in a class."""

    kind: str = "cohort_competency"
    words_url: str
    held: Held
    details: tuple[Held, ...]


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield a page for each competency of each référentiel in use, its details in it."""
    for tree in setting.used_trees:
        top = Ref(tree.framework.short_title, addresses.framework(tree.framework))
        scope = framework.scope(setting, NavItem(top.title, addresses.framework(tree.framework)))
        for item, details in tree.homes:
            above = (Ref(f"{one.id} {one.title}", tree.page(one.id)) for one in tree.ancestors(item.id))
            told = {found.id for found in details}
            yield PageSpec(
                url=tree.page(item.id),
                title=f"{item.id} {item.title}",
                scope=scope,
                content=Content(
                    above=(top, *reversed(tuple(above))),
                    words=_words(setting, tree, item),
                    children=tuple(tree.chip(code, tree.page(code)) for code in item.children if code not in told),
                    details=tuple(_words(setting, tree, found) for found in details),
                ),
                places=_places(details),
            )


def _places(details: tuple[Competency, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((addresses.anchor(found.id), f"{found.id} {found.title}") for found in details)


def _words(setting: Setting, tree: Lineage, item: Competency) -> CompetencyWords:
    source = item.indicators_source or ""
    # in full when the code is one of the référentiel's list
    read = setting.text("Source : {source}", source=tree.framework.sources.get(source, source)) if source else ""
    return CompetencyWords(
        chip=tree.chip(item.id),
        level=tree.level(item.kind),
        options=item.options,
        activity=item.activity or "",
        aliases=tuple((alias.name, framework.sessions(setting, alias)) for alias in item.aliases),
        indicators=tuple((found.text, _lacking(setting, found)) for found in item.indicators),
        unverified=item.indicators_unverified,
        note=" · ".join(filter(None, (item.indicators_note, read))),
        counts=tuple(_counts(setting, tree, item.id)),
    )


def _lacking(setting: Setting, found: Indicator) -> str:
    """What is missing of a criterion where it was read."""
    if found.truncated:
        return setting.text("coupé dans sa source")
    return setting.text("sans la phrase qui l'introduit") if found.lead_sentence_missing else ""


def _counts(setting: Setting, tree: Lineage, code: str) -> Iterator[tuple[Ref, CompetencyInCohort]]:
    for cohort in setting.school.cohorts:
        item = setting.held(cohort, tree, code)
        if item and item.asked:
            url = tree.page(code, cohort) if cohort.slug else None
            yield Ref(cohort.name, url), item


def plan_cohort(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield a page for each competency that is asked in a class, its details in it."""
    scope = navigation.scope(setting, cohort)
    for _, tree in sorted(setting.trees.items()):
        mine = tuple(owner for owner in owners if owner.tree is tree)
        asked = {code for owner in mine for code in owner.coverage.competencies}
        for item, every in tree.homes:
            if item.id in asked:
                details = tuple(found for found in every if found.id in asked)
                yield PageSpec(
                    url=tree.page(item.id, cohort),
                    title=f"{item.id} {item.title}",
                    scope=scope,
                    content=CohortContent(
                        words_url=tree.page(item.id),
                        held=_held(setting, cohort, mine, tree, item),
                        details=tuple(_held(setting, cohort, mine, tree, found) for found in details),
                    ),
                    places=_places(details),
                )


def _held(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...], tree: Lineage, item: Competency) -> Held:
    asked = [owner for owner in owners if item.id in owner.coverage.competencies]
    missing = [owner for owner in asked if not owner.competency(item.id).state.covers] if setting.for_team else ()
    holders = tuple(holder for owner in asked if (holder := _holder(owner, item.id)))
    count = setting.held(cohort, tree, item.id)
    return Held(
        chip=tree.chip(item.id),
        level=tree.level(item.kind),
        holders=holders,
        missing=tuple(Ref(owner.student.name, owner.place(item.id)) for owner in missing),
        asked=count.asked if count else len(asked),
        covered=count.covered if count else len(holders),
    )


def _holder(owner: Portfolio, code: str) -> Holder | None:
    found = owner.competency(code)
    shown = [one for one in found.evidence if one.state.covers or owner.setting.for_team]
    if not shown:
        return None
    return Holder(
        name=owner.student.name,
        url=owner.place(code),
        sign=owner.setting.sign(found.state),
        proofs=tuple(proof(owner, evidence, code) for evidence in shown),
    )
