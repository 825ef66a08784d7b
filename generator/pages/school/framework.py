"""A référentiel as a tree, and the list of those that the school follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.addressing import addresses
from generator.addressing.spec import NavItem, PageSpec, Scope
from generator.addressing.table import AtRoot
from generator.model.framework import Competency, LegalText
from generator.pages import navigation
from generator.pages.lineage import Lineage
from generator.pages.parts import Ref
from generator.pages.setting import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A competency in the tree."""

    code: str
    title: str
    url: str
    hue: str
    options: tuple[str, ...] = ()
    """Options that own it, when not all do."""
    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The page of one référentiel."""

    kind: str = "framework"
    title: str
    validity: str
    options: tuple[Ref, ...]
    levels: tuple[Ref, ...]
    legal: tuple[Ref, ...]
    exams: tuple[tuple[str, str, str, bool], ...]
    """(code, title, sessions, unverified)."""
    notes: tuple[tuple[str, str], ...]
    nodes: tuple[Node, ...]
    others: tuple[Ref, ...]
    """What it replaces and what replaces it, when the site has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContent:
    """The list."""

    kind: str = "frameworks"
    frameworks: tuple[Ref, ...]


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the list and the tree of each référentiel in use."""
    if not setting.used_trees:
        return
    title = setting.text("Référentiels")
    listed = tuple(
        Ref(title=tree.framework.title, url=addresses.framework(tree.framework), note=_validity(setting, tree))
        for tree in setting.used_trees
    )
    yield PageSpec(
        url=AtRoot.FRAMEWORKS,
        title=title,
        scope=navigation.school_scope(setting),
        content=ListContent(frameworks=listed),
        searchable=False,
    )
    for tree in setting.used_trees:
        yield PageSpec(
            url=addresses.framework(tree.framework),
            title=tree.framework.short_title,
            scope=scope(setting),
            content=_content(setting, tree),
        )


def scope(setting: Setting, *trail: NavItem) -> Scope:
    """Stand below the list of référentiels."""
    return navigation.school_scope(setting, NavItem(title=setting.text("Référentiels"), url=AtRoot.FRAMEWORKS), *trail)


def _content(setting: Setting, tree: Lineage) -> Content:
    item = tree.framework
    others = [setting.trees.get(key or "") for key in (item.predecessor, item.successor)]
    return Content(
        title=item.title,
        validity=_told(_validity(setting, tree), item.status, item.authority),
        options=tuple(Ref(title=option.id, note=option.title) for option in item.options),
        levels=tuple(Ref(title=level.label, note=level.note or "") for level in item.levels),
        legal=tuple(_legal(setting, text) for text in item.legal),
        exams=tuple(_exams(setting, tree)),
        notes=item.notes,
        nodes=tuple(_node(tree, root) for root in item.competencies if root.parent is None),
        others=tuple(
            Ref(title=other.framework.short_title, url=addresses.framework(other.framework))
            for other in others
            if other in setting.used_trees and other is not None
        ),
    )


def _legal(setting: Setting, text: LegalText) -> Ref:
    day = setting.language.date(text.published) if text.published else ""
    return Ref(title=text.ref, url=text.url, note=_told(day, text.role, text.nor, text.jorf, text.effect))


def _told(*parts: str | None) -> str:
    """Set side by side what the référentiel says of a thing, in its own words."""
    return " · ".join(part for part in parts if part)


def _node(tree: Lineage, item: Competency) -> Node:
    everyone = {option.id for option in tree.framework.options}
    return Node(
        code=item.id,
        title=item.title,
        url=addresses.competency(tree.framework, item.id),
        hue=tree.hue(item.id),
        options=item.options if set(item.options) < everyone else (),
        nodes=tuple(_node(tree, child) for code in item.children if (child := tree.get(code))),
    )


def _validity(setting: Setting, tree: Lineage) -> str:
    return sessions(setting, tree.framework.first_session, tree.framework.last_session)


def sessions(setting: Setting, first: int | None, last: int | None) -> str:
    """« sessions 2013 à 2021 », « depuis la session 2022 »."""
    if first and last:
        if first == last:
            return setting.text("session {year}", year=first)
        return setting.text("sessions {first} à {last}", first=first, last=last)
    if first:
        return setting.text("depuis la session {year}", year=first)
    return setting.text("jusqu'à la session {year}", year=last) if last else ""


def _exams(setting: Setting, tree: Lineage) -> Iterator[tuple[str, str, str, bool]]:
    for exam in tree.framework.exams:
        when = sessions(setting, exam.from_session, exam.to_session)
        for option, title in exam.title.items():
            yield exam.code, f"{title} ({option})" if option else title, _told(when, exam.note), exam.unverified
