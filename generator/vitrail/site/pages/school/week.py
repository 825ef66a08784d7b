"""Tasks of the team this week, above the list of a class: papers, visits, works to be read, shared gaps."""

from collections import Counter
from collections.abc import Container, Iterable
from typing import TypeAlias

from vitrail.content.addressing import addresses
from vitrail.content.addressing.table import InCohort
from vitrail.content.model.school import Cohort
from vitrail.knowledge.coverage.waiting import waiting
from vitrail.knowledge.internships.calendar import Stay, class_calendar
from vitrail.site.pages.elements import Ref, Row
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.setting import Setting

Stays: TypeAlias = Iterable[tuple[Portfolio, Stay]]
SHOWN = 4
"""Most lines of a block; the others are counted, and all are on the page that the block links to."""
NAMED = 3
"""Most papers of a stage that are named; the others are counted."""
SHARED = 3
"""Fewest students who share a gap."""
TO_READ = "#etat=a-relire"
"""Fragment of the matrix's address that has it show only claims that wait for a teacher."""


def needs(setting: Setting, cohort: Cohort, owners: Iterable[Portfolio]) -> tuple[Row, ...]:
    """Return the tasks for the team; nothing for others. ``owners`` are the portfolios of the class."""
    if not setting.for_team:
        return ()
    here = {owner.student.slug: owner for owner in owners if not owner.student.gone(setting.today)}
    stays = class_calendar(cohort, setting.school.frameworks, setting.today)
    there = [(here[stay.student], stay) for stay in stays if stay.student in here]
    url = addresses.in_cohort(cohort, InCohort.CALENDAR)
    calendar, matrix = url if setting.has(url) else "", addresses.in_cohort(cohort, InCohort.MATRIX)
    papers, visits = _papers(setting, there), _visits(setting, there)
    works, gaps = _works(setting, cohort, here), _gaps(setting, cohort, here.values())
    late = sum(len(stay.missing) for _, stay in there)
    count = setting.say.count
    sections = (
        ("papiers", count("{n} papier attendu", "{n} papiers attendus", late), papers, calendar),
        ("visites", count("{n} visite à faire", "{n} visites à faire", len(visits)), visits, calendar),
        ("a-lire", count("{n} travail à lire", "{n} travaux à lire", len(works)), works, f"{matrix}{TO_READ}"),
        ("manques", count("{n} manque partagé", "{n} manques partagés", len(gaps)), gaps, matrix),
    )  # fmt: skip
    return tuple(
        Row(id=name, title=title, lines=lines[:SHOWN], more=max(0, len(lines) - SHOWN), url=url)
        for name, title, lines, url in sections
        if lines
    )


def _papers(setting: Setting, stays: Stays) -> tuple[Ref, ...]:
    return tuple(
        Ref(
            setting.say("{name}, {why}", name=owner.student.name, why=stay.stage.title),
            owner.url(stay.stage),
            setting.say.listing(setting.say(paper.label) for paper in late)
            if len(late) <= NAMED
            else setting.say.count("{n} papier", "{n} papiers", len(late)),
        )
        for owner, stay in stays
        if (late := stay.missing)
    )


def _visits(setting: Setting, stays: Stays) -> tuple[Ref, ...]:
    """Name the visits due in stages that have begun, the nearest deadline first."""
    due = [
        (stay.visit_due, owner, stay.stage)
        for owner, stay in stays
        if stay.visit_due and stay.span and stay.span.start <= setting.today
    ]
    return tuple(
        Ref(owner.student.name, owner.url(stage), setting.say("avant le {day}", day=setting.say.day(day)))
        for day, owner, stage in sorted(due, key=lambda visit: (visit[0], visit[1].student.slug))
    )


def _works(setting: Setting, cohort: Cohort, owners: Container[str]) -> tuple[Ref, ...]:
    """Name the works that wait to be read, those that wait longest first."""
    return tuple(
        Ref(
            item.work.title,
            addresses.page_of(cohort, item.student, item.work),
            setting.say("{name}, {why}", name=item.student.name, why=setting.say.write(item.reason)),
        )
        for item in waiting((cohort, student) for student in cohort.students)
        if item.student.slug in owners
    )


def _gaps(setting: Setting, cohort: Cohort, owners: Iterable[Portfolio]) -> tuple[Ref, ...]:
    """Name the competencies that several students of one référentiel lack, the most shared first."""
    counted = Counter((owner.tree.framework.id, code) for owner in owners for code in owner.coverage.gaps)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Ref(
            f"{code} {setting.trees[framework].title(code)}",
            setting.trees[framework].page(code, cohort),
            setting.say.count("{n} étudiant", "{n} étudiants", number),
        )
        for (framework, code), number in ordered
        if number >= SHARED
    )
