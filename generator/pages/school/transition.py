"""From one référentiel to the next: what replaces each competency, what nothing replaces, and what is new."""

from collections.abc import Iterator
from typing import TypeAlias

from generator.addressing import addresses
from generator.addressing.spec import Content, NavItem, PageSpec, templated
from generator.language import mark
from generator.model.framework import Competency, Framework, Kinship
from generator.pages.elements import Ref
from generator.pages.lineage import Lineage
from generator.pages.school import framework as framework_page
from generator.pages.setting import Setting

_Heir: TypeAlias = tuple[Ref | None, str]
"""A competency of the next référentiel, or none, and the word for how near it is."""
_WORDS = {Kinship.SAME: mark("identique"), Kinship.NEAR: mark("proche"), Kinship.GONE: mark("disparue")}


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the page of each référentiel in use whose competencies say what replaces them."""
    for tree in setting.used_trees:
        item, after = tree.framework, setting.trees.get(tree.framework.successor or "")
        if after and any(competency.heirs for competency in item.competencies):
            yield PageSpec(
                url=addresses.transition(item),
                title=title(setting, item, after.framework),
                scope=framework_page.scope(setting, NavItem(item.short_title, addresses.framework(item))),
                content=_content(setting, tree, after),
            )


def title(setting: Setting, before: Framework, after: Framework) -> str:
    """Name the page."""
    return setting.text("De {before} à {after}", before=before.short_title, after=after.short_title)


def _content(setting: Setting, tree: Lineage, after: Lineage) -> Content:
    items = tree.framework.competencies
    said = tuple(_row(setting, tree, after, item) for item in items if item.heirs)
    judged = tree.framework.judged_level
    unsaid = (item.id for item in items if item.kind == judged and not item.heirs)
    reached = {heir.code for item in items for heir in item.heirs}
    fresh = (
        item.id
        for item in after.framework.competencies
        if item.kind == after.framework.judged_level and item.id not in reached and reached.isdisjoint(item.children)
    )
    return templated(
        "transition",
        title=title(setting, tree.framework, after.framework),
        rows=said,
        unsaid=tuple(_ref(setting, tree, code) for code in unsaid),
        fresh=tuple(_ref(setting, after, code) for code in fresh),
    )


def _row(setting: Setting, tree: Lineage, after: Lineage, item: Competency) -> tuple[Ref, tuple[_Heir, ...]]:
    heirs = ((_ref(setting, after, heir.code) if heir.code else None, _WORDS[heir.kinship]) for heir in item.heirs)
    return _ref(setting, tree, item.id), tuple((ref, setting.text(word)) for ref, word in heirs)


def _ref(setting: Setting, tree: Lineage, code: str) -> Ref:
    """Name a competency, with its page when the site has one."""
    return Ref(f"{code} {tree.title(code)}", tree.page(code) if tree in setting.used_trees else "")
