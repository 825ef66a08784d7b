"""A référentiel as a tree, the list of those that the school follows, and what replaces each competency in the next."""

from collections.abc import Iterator
from typing import TypeAlias

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import Content, NavItem, PageSpec, Scope, templated
from vitrail.content.addressing.table import AtRoot
from vitrail.content.model.framework import USUAL_YEARS, Competency, Dated, Exam, Framework, Kinship, LegalText
from vitrail.ground.language import mark
from vitrail.site.pages import navigation
from vitrail.site.pages.elements import Ref, Row, dotted
from vitrail.site.pages.lineage import Lineage, article
from vitrail.site.pages.setting import Setting

_FEW = 8
"""Most codes that are named one by one."""
_Heir: TypeAlias = tuple[Ref | None, str]
"""A competency of the next référentiel, or none, and the word for how near it is."""
_WORDS = {Kinship.SAME: mark("identique"), Kinship.NEAR: mark("proche"), Kinship.GONE: mark("disparue")}


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the list and the tree of each référentiel in use."""
    if not setting.used_trees:
        return
    known = [tree.framework for tree in setting.used_trees]
    listed = tuple(Ref(item.title, addresses.framework(item), _validity(setting, item)) for item in known)
    yield PageSpec(
        AtRoot.FRAMEWORKS,
        setting.say("Référentiels"),
        navigation.school_scope(setting),
        templated("frameworks", frameworks=listed),
        searchable=False,
    )
    for tree in setting.used_trees:
        shown = _content(setting, tree)
        yield PageSpec(
            tree.home.url,
            tree.home.title,
            scope(setting),
            shown,
            terms=dotted(setting.say("Épreuves"), ((exam.code, exam.title, exam.note) for exam in shown.exams)),
        )
    for tree, after, title in _passages(setting):
        item = tree.framework
        yield PageSpec(
            addresses.transition(item), title, scope(setting, tree.home), _transition(setting, tree, after, title)
        )


def scope(setting: Setting, *trail: NavItem) -> Scope:
    """Return the navigation of a page below the list of référentiels."""
    return navigation.school_scope(setting, NavItem(setting.say("Référentiels"), AtRoot.FRAMEWORKS), *trail)


def _content(setting: Setting, tree: Lineage) -> Content:
    item = tree.framework
    near = [setting.trees.get(key or "") for key in (item.predecessor, item.successor)]
    return templated(
        "framework",
        title=item.title,
        validity=dotted(_validity(setting, item), _days(setting, item), item.status, item.authority),
        options=tuple(Ref(option.id, note=dotted(option.title, option.note)) for option in item.options),
        years=item.years if item.years != USUAL_YEARS else (),
        levels=tuple(Ref(level.label, note=level.note or "") for level in item.levels),
        legal=tuple(_legal(setting, text) for text in item.legal),
        exams=tuple(_exams(setting, item)),
        situations=tuple(_situations(setting, item)),
        tables=tuple(_tables(setting, item)),
        notes=item.notes,
        sources=tuple(item.sources.items()),
        nodes=tuple(_node(tree, root) for root in item.competencies if root.parent is None),
        regulation=article(item),
        others=(
            *(Ref(other.home.title, other.home.url) for other in near if other and other in setting.used_trees),
            *(
                Ref(title, addresses.transition(before.framework))
                for before, after, title in _passages(setting)
                if item.id in {before.framework.id, after.framework.id}
            ),
        ),
    )


def _passages(setting: Setting) -> Iterator[tuple[Lineage, Lineage, str]]:
    """Yield each référentiel in use that names what replaces its competencies, the next one, and a title for both."""
    for tree in setting.used_trees:
        before, after = tree.framework, setting.trees.get(tree.framework.successor or "")
        if after and any(former.heirs for former in before.competencies):
            names = {"before": before.short_title, "after": after.framework.short_title}
            yield tree, after, setting.say("De {before} à {after}", **names)


def _legal(setting: Setting, text: LegalText) -> Ref:
    source = _source(setting, text.source)
    told = dotted(setting.say.day(text.published), text.role, text.nor, text.jorf, text.effect, source)
    return Ref(text.ref, text.url, told)


def _node(tree: Lineage, item: Competency) -> Row:
    everyone = {option.id for option in tree.framework.options}
    return Row(
        code=item.id,
        title=item.title,
        url=tree.page(item.id),
        hue=tree.hue(item.id),
        badges=(*(item.options if set(item.options) < everyone else ()), *tree.year(item.id)),
        nodes=tuple(_node(tree, child) for code in item.children if (child := tree.get(code))),
    )


def _validity(setting: Setting, item: Framework) -> str:
    return sessions(setting, Dated(from_session=item.first_session, to_session=item.last_session))


def sessions(setting: Setting, item: Dated) -> str:
    """Write the sessions that something holds for: « sessions 2013 à 2021 », « depuis la session 2022 »."""
    first, last = item.from_session, item.to_session
    if first and last:
        if first == last:
            return setting.say("session {year}", year=first)
        return setting.say("sessions {first} à {last}", first=first, last=last)
    if first:
        return setting.say("depuis la session {year}", year=first)
    return setting.say("jusqu'à la session {year}", year=last) if last else ""


def _days(setting: Setting, item: Framework) -> str:
    """Write the days on which a référentiel is valid: « valide du 1er septembre 2011 au 31 août 2021 »."""
    start, end = setting.say.day(item.valid_from), setting.say.day(item.valid_to)
    if start and end:
        return setting.say("valide du {start} au {end}", start=start, end=end)
    if start:
        return setting.say("valide depuis le {start}", start=start)
    return setting.say("valide jusqu'au {end}", end=end) if end else ""


def _source(setting: Setting, codes: str | None) -> str:
    """Name where something was read, by the codes of the list of sources."""
    return setting.say("source : {codes}", codes=codes) if codes else ""


def _exams(setting: Setting, item: Framework) -> Iterator[Row]:
    for exam in item.exams:
        when = sessions(setting, exam)
        for option, title in exam.title.items():
            told = (*_weight(setting, exam), _covered(setting, exam, option), exam.note, _source(setting, exam.source))
            yield Row(
                code=exam.code,
                title=f"{title} ({option})" if option else title,
                note=dotted(when, *told),
                unverified=exam.unverified,
            )


def _weight(setting: Setting, exam: Exam) -> Iterator[str]:
    """Write the coefficient of an exam, its form and its length."""
    if exam.coefficient is not None:
        yield setting.say("coefficient {n}", n=exam.coefficient)
    for form, words in exam.form.items():
        name = "CCF" if form == "ccf" else form
        yield setting.say("{form} : {words}", form=name, words=words) if name else words
    if exam.minutes is not None:
        yield setting.say("{n} min", n=exam.minutes)


def _covered(setting: Setting, exam: Exam, option: str | None) -> str:
    """List the codes that an exam judges, or count them when many, and say if nobody compared them with a text."""
    codes = dict.fromkeys(exam.covers.get(option) or (code for listed in exam.covers.values() for code in listed))
    told = ", ".join(codes) if len(codes) <= _FEW else str(len(codes))
    if exam.covers_unverified:
        return setting.say("ce qu'elle couvre n'est pas vérifié : {codes}", codes=told)
    return setting.say("couvre {codes}", codes=told) if codes else ""


def _situations(setting: Setting, item: Framework) -> Iterator[Row]:
    for situation in item.situations:
        former = situation.earlier_title if situation.earlier_title != situation.title else None
        earlier = setting.say("titre précédent : {title}", title=former) if former else ""
        note = dotted(", ".join(situation.options), earlier, _source(setting, situation.source))
        yield Row(code=situation.id, title=situation.title, note=note, unverified=False)


def _tables(setting: Setting, item: Framework) -> Iterator[Row]:
    for table in item.tables:
        head = setting.say("en-tête : {fields}", fields=", ".join(table.header_fields)) if table.header_fields else ""
        note = dotted(table.coverage_rule, head, _source(setting, table.source))
        yield Row(code="", title=table.title, note=note, unverified=table.unverified)


def _transition(setting: Setting, tree: Lineage, after: Lineage, title: str) -> Content:
    items = tree.framework.competencies
    said = tuple(_replaced(setting, tree, after, item) for item in items if item.heirs)
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
        title=title,
        rows=said,
        unsaid=tuple(_competency(setting, tree, code) for code in unsaid),
        fresh=tuple(_competency(setting, after, code) for code in fresh),
    )


def _replaced(setting: Setting, tree: Lineage, after: Lineage, item: Competency) -> tuple[Ref, tuple[_Heir, ...]]:
    heirs = (
        (_competency(setting, after, heir.code) if heir.code else None, _WORDS[heir.kinship]) for heir in item.heirs
    )
    return _competency(setting, tree, item.id), tuple((ref, setting.say(word)) for ref, word in heirs)


def _competency(setting: Setting, tree: Lineage, code: str) -> Ref:
    """Name a competency, with its page when the site has one."""
    return Ref(f"{code} {tree.title(code)}", tree.page(code) if tree in setting.used_trees else "")
