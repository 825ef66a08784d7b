"""A competency and its details: their words in the référentiel, with counts per class.

A detail has no page of its own: it is a place in the page of the competency that it belongs to (docs/decisions/0025).
"""

from collections.abc import Iterator

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.model.framework import Competency, Indicator
from vitrail.knowledge.coverage.tables import CompetencyInCohort
from vitrail.site.pages.elements import Ref, Row, dotted
from vitrail.site.pages.lineage import Lineage
from vitrail.site.pages.school import framework
from vitrail.site.pages.setting import Setting


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield a page for each competency of each référentiel in use, its details in it."""
    for tree in setting.used_trees:
        scope = framework.scope(setting, tree.home)
        for item, details in tree.homes:
            above = (Ref(f"{upper.id} {upper.title}", tree.page(upper.id)) for upper in tree.ancestors(item.id))
            told = {detail.id for detail in details}
            yield PageSpec(
                tree.page(item.id),
                f"{item.id} {item.title}",
                scope,
                templated(
                    "competency",
                    above=(tree.home, *reversed(tuple(above))),
                    level=tree.level(item.kind),
                    words=_words(setting, tree, item),
                    children=tuple(tree.chip(code, tree.page(code)) for code in item.children if code not in told),
                    details=tuple(_words(setting, tree, detail) for detail in details),
                ),
                places=places(details),
            )


def places(details: tuple[Competency, ...]) -> tuple[tuple[str, str], ...]:
    """Return (anchor, words) of the details on a page, for search."""
    return tuple((addresses.anchor(detail.id), f"{detail.id} {detail.title}") for detail in details)


def _words(setting: Setting, tree: Lineage, item: Competency) -> Row:
    source = item.indicators_source or ""
    # in full when the code is one of the référentiel's list
    read = setting.say("Source : {source}", source=tree.framework.sources.get(source, source)) if source else ""
    return Row(
        chip=tree.chip(item.id),
        options=item.options,
        activity=item.activity or "",
        years=tree.year(item.id),
        aliases=tuple((alias.name, framework.sessions(setting, alias)) for alias in item.aliases),
        indicators=tuple((indicator.text, _lacking(setting, indicator)) for indicator in item.indicators),
        unverified=item.indicators_unverified,
        note=dotted(item.indicators_note, read),
        counts=tuple(_counts(setting, tree, item.id)),
    )


def _lacking(setting: Setting, indicator: Indicator) -> str:
    """Say which part of a criterion is missing in the source that it was read in; empty for none."""
    if indicator.truncated:
        return setting.say("coupé dans sa source")
    return setting.say("sans la phrase qui l'introduit") if indicator.lead_sentence_missing else ""


def _counts(setting: Setting, tree: Lineage, code: str) -> Iterator[tuple[Ref, CompetencyInCohort]]:
    for cohort in setting.school.cohorts:
        item = setting.coverage.cohort(cohort.slug).competencies.get(tree.framework.id, {}).get(code)
        if item and item.asked:
            url = tree.page(code, cohort) if cohort.slug else None
            yield Ref(cohort.name, url), item
