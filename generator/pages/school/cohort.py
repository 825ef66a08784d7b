"""A class's home: its students; for the team with small rosaces, those with most gaps first."""

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.spec import PageSpec
from generator.coverage import growth
from generator.coverage.tables import CohortCoverage
from generator.coverage.waiting import Why, waiting
from generator.model.school import Cohort
from generator.model.student import Student
from generator.pages import navigation
from generator.pages.parts import Chip, Ref
from generator.pages.portfolio.portfolio import Portfolio, portfolio
from generator.pages.school.week import Need, needs
from generator.pages.setting import Setting, sorted_students
from generator.pages.svg.panes import Rosace, build

MOST_GAPS = 4
"""Gaps named beside a student; the rest is counted."""


class StudentLine(Struct, frozen=True, kw_only=True):
    """A student in the list."""

    name: str
    url: str
    option: str
    tagline: str
    works: int
    rosace: Rosace | None
    gaps: tuple[Chip, ...] = ()
    more_gaps: int = 0
    faults: int = 0
    waits: str = ""
    """« 3 à relire », for the team: the strongest state of a competency hides what changed under it."""
    withheld: str = ""
    left: str = ""
    """« parti le 16 janvier 2026 », for the team."""


class SharedCompetency(Struct, frozen=True, kw_only=True):
    """A competency in the class: by how many students it is covered, and since when."""

    chip: Chip
    covered: int
    asked: int
    steps: tuple[tuple[str, int], ...]
    """(month in which a term ends, students whose work covered it by then), today last."""
    since: str
    """Month in which the first work that covers it was finished; empty while nothing dated does."""


class Content(Struct, frozen=True, kw_only=True):
    """The page."""

    kind: str = "cohort"
    name: str
    facts: tuple[str, ...]
    students: tuple[StudentLine, ...]
    gaps_first: bool
    needs: tuple[Need, ...]
    matrix: str
    """Address of the matrix, empty outside the team."""
    calendar: str
    competencies: tuple[SharedCompetency, ...]
    """Those of the judged level."""
    teachers: tuple[Ref, ...] = ()


def plan(setting: Setting, cohort: Cohort) -> Iterator[PageSpec]:
    """Yield the class's home; a single portfolio has none."""
    if not cohort.slug:
        return
    owners = {student.slug: portfolio(setting, cohort, student) for student in sorted_students(cohort)}
    lines = [_line(setting, owner) for owner in owners.values()]
    if setting.for_team:
        lines.sort(key=lambda line: (bool(line.left), -(len(line.gaps) + line.more_gaps)))
    also = addresses.calendar(cohort) in setting.also
    content = Content(
        name=cohort.name,
        facts=tuple(_facts(setting, cohort)),
        students=tuple(lines),
        gaps_first=setting.for_team,
        needs=needs(setting, cohort, owners),
        matrix=addresses.matrix(cohort) if setting.for_team else "",
        calendar=addresses.calendar(cohort) if setting.for_team and also else "",
        competencies=tuple(_competencies(setting, cohort)),
        teachers=tuple(
            Ref(title=item.name, note=", ".join(filter(None, (item.role, *item.subjects)))) for item in cohort.team
        )
        if setting.for_team
        else (),
    )
    scope = navigation.scope(setting, cohort)
    yield PageSpec(url=addresses.cohort(cohort), title=cohort.name, scope=scope, content=content)


def _facts(setting: Setting, cohort: Cohort) -> Iterator[str]:
    if tree := setting.trees.get(cohort.framework or ""):
        yield tree.framework.short_title
    if cohort.session:
        yield setting.text("session {year}", year=cohort.session)
    yield setting.count("{n} étudiant", "{n} étudiants", len(cohort.students))


def _line(setting: Setting, owner: Portfolio) -> StudentLine:
    student, cohort = owner.student, owner.cohort
    gaps = owner.coverage.gaps if owner.coverage and setting.for_team else ()
    return StudentLine(
        name=student.name,
        url=addresses.student(cohort, student),
        option=student.option or "",
        tagline=student.tagline or "",
        works=len(student.realisations),
        rosace=small(setting, owner) if setting.for_team else None,
        gaps=tuple(owner.chip(code, sign="") for code in gaps[:MOST_GAPS]),
        more_gaps=max(0, len(gaps) - MOST_GAPS),
        faults=_faults(setting, cohort, student),
        waits=_waits(setting, cohort, student),
        withheld=setting.withheld(student.visibility),
        left=left(setting, student),
    )


def left(setting: Setting, student: Student) -> str:
    """Say to the team since when a student is no longer there; empty for the others, and for anyone else."""
    if not setting.for_team or student.left_on is None or not student.gone(setting.today):
        return ""
    return setting.text("a quitté la formation le {day}", day=setting.language.date(student.left_on))


def _waits(setting: Setting, cohort: Cohort, student: Student) -> str:
    """Count what a teacher has to read again, else what nobody read."""
    if not setting.for_team:
        return ""
    found = [one.why for one in waiting([(cohort, student)])]
    if again := found.count(Why.CHANGED):
        return setting.count("{n} à relire", "{n} à relire", again)
    return setting.count("{n} à lire", "{n} à lire", len(found)) if found else ""


def _faults(setting: Setting, cohort: Cohort, student: Student) -> int:
    return len(setting.team.of_portfolio(cohort.slug, student.slug)) if setting.team and setting.for_team else 0


def small(setting: Setting, owner: Portfolio) -> Rosace | None:
    """Build the window of 44 px: two rings, no links."""
    if owner.tree is None or owner.coverage is None:
        return None
    return build(owner.tree, owner.coverage, setting.sign, lambda _: "", rings=2)


def _competencies(setting: Setting, cohort: Cohort) -> Iterator[SharedCompetency]:
    found = setting.cohort_coverage(cohort)
    tree = setting.trees.get(cohort.framework or "")
    if found is None or tree is None:
        return
    judged = {code for student in found.students if student.framework == cohort.framework for code in student.judged}
    counts = found.competencies.get(tree.framework.id, {})
    first = _first_days(cohort, found, judged)
    ends = growth.terms((day for days in first.values() for day in days), setting.today)
    for code in sorted(judged & counts.keys(), key=lambda item: tree.ranks[item]):
        item = counts[code]
        url = addresses.cohort_competency(cohort, tree.framework, code)
        past = ((setting.language.month(end), sum(day <= end for day in first[code])) for end in ends)
        yield SharedCompetency(
            chip=Chip(code=code, title=tree.title(code), hue=tree.hue(code), url=url),
            covered=item.covered,
            asked=item.asked,
            steps=(*past, (setting.text("aujourd'hui"), item.covered)),
            since=setting.language.month(min(first[code])) if first[code] else "",
        )


def _first_days(cohort: Cohort, found: CohortCoverage, judged: set[str]) -> Mapping[str, list[date]]:
    """Competency → the day on which each student who covers it finished the first work that does."""
    days: dict[str, list[date]] = {code: [] for code in judged}
    for person, coverage in zip(cohort.students, found.students, strict=True):
        ended = growth.finished(person.works)
        for code in judged & coverage.competencies.keys():
            if day := growth.appeared(coverage.competencies[code], ended):
                days[code].append(day)
    return days
