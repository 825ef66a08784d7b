"""The state of the files, for the team: the ledger, where nothing disappears silently, and the diagnostics.

The school's page counts and leads to those of the classes; a class's folds the gravest remarks of each student; a
student's page, or that of a portfolio which is alone, has every remark and every file. None grows with the school.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import Content, PageSpec, templated
from vitrail.content.addressing.table import AtRoot, InCohort, InPortfolio
from vitrail.content.model.ledger import Entry
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.ground.diagnostics import Diagnostic, Severity
from vitrail.ground.language import FRENCH, mark
from vitrail.site.pages import labels, navigation
from vitrail.site.pages.elements import Ref, Row
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.setting import Setting, sorted_students
from vitrail.site.pages.team import ToldFiles

_TITLE = mark("État des fichiers")
SHARED = 3
"""Fewest students who have a fault for the school's page to list it once for all of them."""
MOST = 6
"""Most remarks that a class's page shows for a student; the student's page has them all."""
_Told: TypeAlias = list[tuple[Student, ToldFiles]]


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the school's page, for the team."""
    if setting.for_team:
        classes = [(cohort, _told(setting, cohort)) for cohort in setting.school.cohorts if cohort.slug]
        scope, content = navigation.school_scope(setting), _school(setting, classes)
        yield PageSpec(AtRoot.STATUS, setting.say(_TITLE), scope, content, searchable=False)


def plan_cohort(setting: Setting, cohort: Cohort, _owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield a class's page, for its team."""
    if setting.for_team:
        title, content = setting.say(_TITLE), _class(setting, cohort, _told(setting, cohort))
        yield navigation.spec(setting, cohort, InCohort.STATUS, title, content, searchable=False)


def plan_portfolio(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield a student's page, for their team; that of a portfolio which is alone is the school's."""
    own = owner.setting.team.files_of(owner.cohort.slug, owner.student.slug)
    if owner.cohort.slug and (files := _whole(owner.setting, own)):
        severities = tuple(_severities(owner.setting, own.faults))
        content = templated("portfolio_status", severities=severities, files=files)
        yield owner.spec(InPortfolio.STATUS, owner.say(_TITLE), content, searchable=False)


def _told(setting: Setting, cohort: Cohort) -> _Told:
    """List the students of a class who have files, with the entries and diagnostics of these."""
    known = ((student, setting.team.files_of(cohort.slug, student.slug)) for student in sorted_students(cohort))
    return [(student, own) for student, own in known if own.faults or own.entries]


def _others(setting: Setting, cohort: Cohort | None = None) -> ToldFiles:
    """Return the entries and diagnostics of files that are no student's: a class's, else the school's."""
    owned = {f"{group.slug}/{student.slug}" for group, student in setting.school.everyone}
    under = f"{cohort.slug}/" if cohort else ""
    files = setting.team.files.items()
    told = [own for owner, own in files if owner not in owned and (owner.startswith(under) if under else not owner)]
    faults = sorted((item for own in told for item in own.faults), key=lambda item: item.sort_key)
    return ToldFiles(tuple(faults), tuple(entry for own in told for entry in own.entries))


def _school(setting: Setting, classes: list[tuple[Cohort, _Told]]) -> Content:
    ledger, others = setting.team.ledger, _others(setting)
    return templated(
        "status",
        counts=tuple(
            (labels.fate_of(fate, count, setting.language), count) for fate, count in ledger.counts().items() if count
        ),
        total=len(ledger.entries),
        severities=tuple(_severities(setting, setting.team.diagnostics)),
        classes=tuple(_line(setting, cohort, people) for cohort, people in classes),
        shared=tuple(_shared(setting, classes)),
        others=_whole(setting, others),
    )


def _line(setting: Setting, cohort: Cohort, people: _Told) -> Row:
    faults = [item for _, own in people for item in own.faults]
    return Row(
        title=cohort.name,
        url=addresses.in_cohort(cohort, InCohort.STATUS),
        counts=_counts(setting, faults),
        files=sum(len(own.entries) for _, own in people),
    )


def _shared(setting: Setting, classes: list[tuple[Cohort, _Told]]) -> Iterator[Row]:
    """Yield the codes that several students have, those of most students first, and how many in each class."""
    by_code: defaultdict[str, defaultdict[Ref, list[Diagnostic]]] = defaultdict(lambda: defaultdict(list))
    for cohort, people in classes:
        page = Ref(cohort.name, addresses.in_cohort(cohort, InCohort.STATUS))
        for _, own in people:
            for item in {fault.code: fault for fault in reversed(own.faults)}.values():
                by_code[item.code][page].append(item)
    for code, held in sorted(by_code.items(), key=lambda pair: (-sum(map(len, pair[1].values())), pair[0])):
        if (number := sum(map(len, held.values()))) >= SHARED:
            (fault,) = setting.faults(next(iter(held.values()))[:1])
            where = tuple(
                Ref(page.title, page.url, setting.say.count("{n} étudiant", "{n} étudiants", len(items)))
                for page, items in held.items()
            )
            yield Row(code=code, people=number, fault=fault, where=where)


def _class(setting: Setting, cohort: Cohort, people: _Told) -> Content:
    """Show, folded, the gravest remarks of each student, then those on the class's own files."""
    others = _others(setting, cohort)
    every = (others, *(own for _, own in people))
    return templated(
        "cohort_status",
        severities=tuple(_severities(setting, [item for own in every for item in own.faults])),
        others=_whole(setting, others),
        people=tuple(
            Row(
                id=f"f-{student.slug}",
                title=student.name,
                url=addresses.in_portfolio(cohort, student, InPortfolio.STATUS),
                counts=_counts(setting, own.faults),
                files=len(own.entries),
                urgent=any(item.severity is Severity.ERROR for item in own.faults),
                faults=setting.faults(own.faults)[:MOST],
                more=max(0, len(own.faults) - MOST),
            )
            for student, own in people
        ),
    )


def _whole(setting: Setting, own: ToldFiles) -> Row | None:
    """Show every remark and every file; None where there is neither."""
    if not (own.faults or own.entries):
        return None
    return Row(faults=setting.faults(own.faults), lines=tuple(_entry(setting, entry) for entry in own.entries))


def _counts(setting: Setting, diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Count the diagnostics by severity, « erreur : 1 », without the zeros."""
    counted = ((word, number) for word, number in _severities(setting, diagnostics) if number)
    return tuple(setting.say("{word} : {number}", word=word, number=number) for word, number in counted)


def _severities(setting: Setting, diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[str, int]]:
    names = [item.severity.value for item in diagnostics]
    yield from ((setting.say(name), names.count(name)) for name in labels.SEVERITIES)


def _entry(setting: Setting, item: Entry) -> Row:
    return Row(
        path=item.path,
        key=item.fate.name.lower(),
        fate=labels.fate_of(item.fate, 1, setting.language),
        reason=FRENCH.write(item.reason),
        url=item.url or "",
    )
