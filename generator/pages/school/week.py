"""What needs the team this week, above the list of a class: papers, visits, what waits to be read, shared gaps."""

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.addressing import addresses
from generator.coverage.waiting import Why, waiting
from generator.internships.calendar import Stay, class_calendar
from generator.model.internships.internship import Internship
from generator.model.school import Cohort
from generator.pages.parts import Ref
from generator.pages.portfolio.portfolio import Portfolio
from generator.pages.setting import Setting

SHOWN = 4
"""Lines of a block; the rest is counted, and stands whole on the page that the block leads to."""
SHARED = 3
"""Fewest students who share a gap."""


class Need(Struct, frozen=True, kw_only=True):
    """One thing to see to, and of whom or what."""

    id: str
    title: str
    """« 3 papiers attendus »."""
    lines: tuple[Ref, ...]
    more: int
    url: str
    """Where all of it stands; empty without such a page."""


def needs(setting: Setting, cohort: Cohort, owners: Mapping[str, Portfolio]) -> tuple[Need, ...]:
    """Return what the team has to see to; nothing for anyone else.

    Args:
        setting: what every page shares.
        cohort: the class.
        owners: its portfolios, by student.
    """
    if not setting.for_team:
        return ()
    here = {slug: owner for slug, owner in owners.items() if not owner.student.gone(setting.today)}
    stays = class_calendar(cohort, setting.school.frameworks, setting.today)
    there = [(here[stay.student], stay) for stay in stays if stay.student in here]
    return tuple(
        _need(*found)
        for found in (
            _papers(setting, cohort, there),
            _visits(setting, cohort, there),
            _reading(setting, cohort, here),
            _gaps(setting, cohort, here),
        )
        if found[2]
    )


def _need(name: str, title: str, lines: tuple[Ref, ...], url: str) -> Need:
    return Need(id=name, title=title, lines=lines[:SHOWN], more=max(0, len(lines) - SHOWN), url=url)


_Found = tuple[str, str, tuple[Ref, ...], str]


def _papers(setting: Setting, cohort: Cohort, stays: list[tuple[Portfolio, Stay]]) -> _Found:
    lines = tuple(
        Ref(
            title=owner.student.name,
            url=_stage(owner, stay),
            note=setting.language.listing(setting.text(item.label) for item in stay.missing),
        )
        for owner, stay in stays
        if stay.missing
    )
    number = sum(len(stay.missing) for _, stay in stays)
    return (
        "papiers",
        setting.count("{n} papier attendu", "{n} papiers attendus", number),
        lines,
        _calendar(setting, cohort),
    )


def _visits(setting: Setting, cohort: Cohort, stays: list[tuple[Portfolio, Stay]]) -> _Found:
    """Those of the stages that have begun, the nearest end first."""
    due = sorted(
        ((stay.visit_due, owner, stay) for owner, stay in stays if stay.visit_due and _begun(setting, stay)),
        key=lambda found: (found[0], found[1].student.slug),
    )
    lines = tuple(
        Ref(
            title=owner.student.name,
            url=_stage(owner, stay),
            note=setting.text("avant le {day}", day=setting.language.date(day)),
        )
        for day, owner, stay in due
    )
    return (
        "visites",
        setting.count("{n} visite à faire", "{n} visites à faire", len(lines)),
        lines,
        _calendar(setting, cohort),
    )


def _begun(setting: Setting, stay: Stay) -> bool:
    return stay.span is not None and stay.span.start <= setting.today


def _stage(owner: Portfolio, stay: Stay) -> str:
    item: Internship = next(one for one in owner.student.internships if one.slug == stay.internship)
    return addresses.internship(owner.cohort, owner.student, item)


def _calendar(setting: Setting, cohort: Cohort) -> str:
    url = addresses.calendar(cohort)
    return url if url in setting.also else ""


def _reading(setting: Setting, cohort: Cohort, owners: Mapping[str, Portfolio]) -> _Found:
    """Those that wait longest first."""
    said = {Why.NEVER: setting.text("jamais lue"), Why.CHANGED: setting.text("modifiée depuis sa lecture")}
    lines = tuple(
        Ref(
            title=item.work.title,
            url=addresses.judged(cohort, item.student, item.work),
            note=setting.text("{name}, {why}", name=item.student.name, why=said[item.why]),
        )
        for item in waiting((cohort, one) for one in cohort.students)
        if item.student.slug in owners
    )
    return "a-lire", setting.count("{n} travail à lire", "{n} travaux à lire", len(lines)), lines, ""


def _gaps(setting: Setting, cohort: Cohort, owners: Mapping[str, Portfolio]) -> _Found:
    lines = tuple(_shared(setting, cohort, owners))
    return (
        "manques",
        setting.count("{n} manque partagé", "{n} manques partagés", len(lines)),
        lines,
        addresses.matrix(cohort),
    )


def _shared(setting: Setting, cohort: Cohort, owners: Mapping[str, Portfolio]) -> Iterator[Ref]:
    """Name what several students of one référentiel miss, most of them first."""
    found = Counter(
        (owner.tree.framework.id, code) for owner in owners.values() if owner.tree and owner.coverage
        for code in owner.coverage.gaps
    )  # fmt: skip
    for (framework, code), number in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        tree = setting.trees[framework]
        if number >= SHARED:
            yield Ref(
                title=f"{code} {tree.title(code)}",
                url=addresses.cohort_competency(cohort, tree.framework, code),
                note=setting.count("{n} étudiant", "{n} étudiants", number),
            )
