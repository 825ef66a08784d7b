"""A référentiel as a tree, and the list of those that the school follows."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.spec import NavItem, PageSpec, Scope
from generator.addressing.table import AtRoot
from generator.model.framework import Competency, Exam, Framework, LegalText
from generator.pages import navigation
from generator.pages.lineage import Lineage
from generator.pages.parts import Ref
from generator.pages.setting import Setting

_FEW = 8
"""Codes that are named one by one."""


class Node(Struct, frozen=True, kw_only=True):
    """A competency in the tree."""

    code: str
    title: str
    url: str
    hue: str
    options: tuple[str, ...] = ()
    """Options that own it, when not all do."""
    nodes: tuple[Node, ...] = ()


class Told(Struct, frozen=True, kw_only=True):
    """An épreuve, a situation or a table, as the référentiel tells it."""

    code: str = ""
    title: str
    note: str
    unverified: bool = False


class Content(Struct, frozen=True, kw_only=True):
    """The page of one référentiel."""

    kind: str = "framework"
    title: str
    validity: str
    options: tuple[Ref, ...]
    levels: tuple[Ref, ...]
    legal: tuple[Ref, ...]
    exams: tuple[Told, ...]
    situations: tuple[Told, ...]
    tables: tuple[Told, ...]
    notes: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    """(code that the other lines cite, what it is)."""
    nodes: tuple[Node, ...]
    others: tuple[Ref, ...]
    """What it replaces and what replaces it, when the site has it."""


class ListContent(Struct, frozen=True, kw_only=True):
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
        validity=_told(_validity(setting, tree), _days(setting, item), item.status, item.authority),
        options=tuple(Ref(title=option.id, note=_told(option.title, option.note)) for option in item.options),
        levels=tuple(Ref(title=level.label, note=level.note or "") for level in item.levels),
        legal=tuple(_legal(setting, text) for text in item.legal),
        exams=tuple(_exams(setting, item)),
        situations=tuple(_situations(setting, item)),
        tables=tuple(_tables(setting, item)),
        notes=item.notes,
        sources=tuple(item.sources.items()),
        nodes=tuple(_node(tree, root) for root in item.competencies if root.parent is None),
        others=tuple(
            Ref(title=other.framework.short_title, url=addresses.framework(other.framework))
            for other in others
            if other in setting.used_trees and other is not None
        ),
    )


def _legal(setting: Setting, text: LegalText) -> Ref:
    day = setting.language.date(text.published) if text.published else ""
    return Ref(
        title=text.ref,
        url=text.url,
        note=_told(day, text.role, text.nor, text.jorf, text.effect, source(setting, text.source)),
    )


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


def _days(setting: Setting, item: Framework) -> str:
    """« valide du 1er septembre 2011 au 31 août 2021 »."""
    say, date = setting.text, setting.language.date
    if item.valid_from and item.valid_to:
        return say("valide du {start} au {end}", start=date(item.valid_from), end=date(item.valid_to))
    if item.valid_from:
        return say("valide depuis le {start}", start=date(item.valid_from))
    return say("valide jusqu'au {end}", end=date(item.valid_to)) if item.valid_to else ""


def source(setting: Setting, codes: str | None) -> str:
    """Name where something was read, by the codes of the list of sources."""
    return setting.text("source : {codes}", codes=codes) if codes else ""


def _exams(setting: Setting, item: Framework) -> Iterator[Told]:
    for exam in item.exams:
        when = sessions(setting, exam.from_session, exam.to_session)
        for option, title in exam.title.items():
            told = (*_weight(setting, exam), _covered(setting, exam, option), exam.note, source(setting, exam.source))
            yield Told(
                code=exam.code,
                title=f"{title} ({option})" if option else title,
                note=_told(when, *told),
                unverified=exam.unverified,
            )


def _weight(setting: Setting, exam: Exam) -> Iterator[str]:
    """Its coefficient, its form and its length."""
    if exam.coefficient is not None:
        yield setting.text("coefficient {n}", n=exam.coefficient)
    for form, words in exam.form.items():
        yield (
            setting.text("{form} : {words}", form=form.upper() if form == "ccf" else form, words=words)
            if form
            else words
        )
    if exam.minutes is not None:
        yield setting.text("{n} min", n=exam.minutes)


def _covered(setting: Setting, exam: Exam, option: str | None) -> str:
    """The codes that it judges, by their number when they are many, and whether anybody compared them with a text."""
    codes = dict.fromkeys(exam.covers.get(option) or (code for found in exam.covers.values() for code in found))
    told = ", ".join(codes) if len(codes) <= _FEW else str(len(codes))
    if exam.covers_unverified:
        return setting.text("ce qu'elle couvre n'est pas vérifié : {codes}", codes=told)
    return setting.text("couvre {codes}", codes=told) if codes else ""


def _situations(setting: Setting, item: Framework) -> Iterator[Told]:
    for one in item.situations:
        former = one.earlier_title if one.earlier_title != one.title else None
        earlier = setting.text("titre précédent : {title}", title=former) if former else ""
        note = _told(", ".join(one.options), earlier, source(setting, one.source))
        yield Told(code=one.id, title=one.title, note=note)


def _tables(setting: Setting, item: Framework) -> Iterator[Told]:
    for one in item.tables:
        head = setting.text("en-tête : {fields}", fields=", ".join(one.header_fields)) if one.header_fields else ""
        note = _told(one.coverage_rule, head, source(setting, one.source))
        yield Told(title=one.title, note=note, unverified=one.unverified)
