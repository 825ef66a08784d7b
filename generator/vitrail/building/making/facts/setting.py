"""The input of the pages of each part: the records that they are about, and what they show of others."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from vitrail.building.making.facts.cards import (
    AskedAddresses,
    card,
    class_members,
    file_addresses,
    school_index,
    student_entry,
    welcomed_by,
)
from vitrail.building.making.facts.counted import continuations
from vitrail.building.making.facts.given import file_fates, ledger
from vitrail.building.making.facts.names import privacy_profile
from vitrail.building.making.facts.people import school_record
from vitrail.building.making.facts.readers import edition_of, school_edition, seen, seen_coverage, shown_class
from vitrail.building.making.facts.run import SCHOOL as NOBODYS
from vitrail.building.making.facts.run import PortfolioKey, class_record, classes, portfolios, students_in, today
from vitrail.building.making.facts.told import all_faults, class_file_faults, readiness, ready_line, summed_up, told_of
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Ledger
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.content.values.folding import grouped
from vitrail.ground.diagnostics.diagnostic import in_order
from vitrail.ground.language import Language
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import question
from vitrail.knowledge.coverage import joined
from vitrail.knowledge.coverage.tables import CohortCoverage, CompetencyInCohort, Coverage
from vitrail.knowledge.internships.places import StageStanding, standing
from vitrail.site.pages.links import Links
from vitrail.site.pages.portfolio.portfolio import Portfolio, portfolio
from vitrail.site.pages.setting import Setting
from vitrail.site.pages.team import TeamView, owner_of

Told = TypeVar("Told")
_TEAM = Audience.TEAM.name


def of_portfolio(memo: Memo, audience: str, cohort: str, student: str) -> Portfolio:
    """Return the input of the pages of a portfolio: its record, and the ``student_entry`` of its class."""
    who = cohort, student
    if (person := seen(memo, audience, *who)) is None:
        raise LookupError(student)  # a fault of ours: nobody plans what is hidden
    people: dict[PortfolioKey, Student | None] = {
        (cohort, name): student_entry(memo, audience, cohort, name) for name in students_in(memo, cohort)
    }
    people |= {linked: student_entry(memo, audience, *linked) for linked in _path(memo, who)}
    people[who] = person
    told = TeamView()
    if audience == _TEAM:
        slugs, name = _slugs(memo), f"{class_record(memo, cohort).slug}/{person.slug}"
        told = TeamView(
            ledger=_ledger(memo, [who], lambda path: owner_of(path, slugs) == name),
            diagnostics=told_of(memo, *who),
            cohorts=slugs,
            readiness=_of_each(memo, [who], readiness),
        )
    setting = _setting(memo, audience, people, [who], told)
    return portfolio(setting, class_in(setting.school, memo, cohort), person)


def of_promotion(memo: Memo, audience: str, cohort: str) -> Setting:
    """Return the input of the pages of a class: its students without their texts."""
    every = [(cohort, student) for student in students_in(memo, cohort)]
    people: dict[PortfolioKey, Student | None] = {
        linked: student_entry(memo, audience, *linked) for who in every for linked in _path(memo, who)
    }
    people |= {who: card(memo, audience, *who) for who in every}
    name, counted = class_record(memo, cohort).slug, class_counts(memo, audience, cohort)
    told = TeamView()
    if audience == _TEAM:
        own = (fault for who in every for fault in told_of(memo, *who))
        told = TeamView(
            ledger=_ledger(memo, every, lambda path: path.startswith(f"{name}/")),
            diagnostics=in_order((*class_file_faults(memo, cohort), *own)),
            cohorts=_slugs(memo),
            ready=_of_each(memo, every, ready_line),
        )
    students = tuple(seen_coverage(memo, audience, *who) for who in every if people[who])
    coverage = Coverage(cohorts=(CohortCoverage(cohort=name, students=students, competencies=counted),))
    return _setting(memo, audience, people, every, told, coverage)


def matrix(memo: Memo, audience: str, cohort: str) -> tuple[Cohort, CohortCoverage, School]:
    """Return a class, the coverage of its students, and the school around them, without their diagnostics."""
    people = {(cohort, student): card(memo, audience, cohort, student) for student in students_in(memo, cohort)}
    school = edition_of(memo, audience, people)
    counted = Coverage(cohorts=tuple(_counted(memo, audience, school, [who for who in people if people[who]])))
    group = class_in(school, memo, cohort)
    return group, counted.cohort(group.slug), school


@question(dict[str, dict[str, CompetencyInCohort]], part=2)
def class_counts(memo: Memo, audience: str, cohort: str) -> Mapping[str, Mapping[str, CompetencyInCohort]]:
    """Count each competency over a class, by référentiel, for the school's pages; a jury's leave out who has left."""
    people: Iterable[str] = class_members(memo, audience, cohort)
    if audience == Audience.JURY.name:
        mates = ((name, student_entry(memo, audience, cohort, name)) for name in people)
        people = [name for name, person in mates if person and not person.gone(today(memo))]
    own = [seen_coverage(memo, audience, cohort, student) for student in people]
    counts = joined(cohort, tuple(own), school_edition(memo, audience).record.frameworks)
    return counts.competencies


def of_school(memo: Memo, audience: str) -> Setting:
    """Return the input of the school's pages, with the students whom an organisation that has a page welcomed.

    The others are there by their ``student_entry``: the pages count them and their works.
    """
    hosts = {host.slug for host in school_edition(memo, audience).record.organisations} - {""}
    known = [who for who in portfolios(memo) if hosts and not hosts.isdisjoint(welcomed_by(memo, audience, *who))]
    counts = (
        CohortCoverage(
            cohort=class_record(memo, slug).slug,
            students=tuple(seen_coverage(memo, audience, *who) for who in known if who[0] == slug),
            competencies=class_counts(memo, audience, slug),
        )
        for slug in classes(memo) if shown_class(memo, audience, slug)
    )  # fmt: skip
    told = TeamView()
    if audience == _TEAM:
        count = sum(summed_up(memo, audience).record.faults.values())
        told = TeamView(diagnostics=all_faults(memo, ()), count=count, cohorts=_slugs(memo))
    people = _mates(memo, audience) | {who: card(memo, audience, *who) for who in known}
    return _setting(memo, audience, people, known, told, Coverage(cohorts=tuple(counts)))


def of_files(memo: Memo, audience: str) -> Setting:
    """Return the input of the regulations and of the state of all files: the ``student_entry`` of every student.

    How far each student meets what is asked of stages is a question of its own, for the team.
    """
    every, told = portfolios(memo), TeamView()
    if audience == _TEAM:
        told = TeamView(
            ledger=ledger(memo, audience, every),
            diagnostics=all_faults(memo, every),
            cohorts=_slugs(memo),
            standing=_of_each(memo, every, standing_of),
        )
    return _setting(memo, audience, _mates(memo, audience), (), told)


def _mates(memo: Memo, audience: str) -> dict[PortfolioKey, Student | None]:
    return {who: student_entry(memo, audience, *who) for who in portfolios(memo)}


@question(StageStanding)
def standing_of(memo: Memo, cohort: str, student: str) -> StageStanding:
    """Return how far a student meets what the référentiel asks of stages."""
    person, group, school = card(memo, _TEAM, cohort, student), class_record(memo, cohort), school_record(memo)
    framework = school.framework_of(person, group) if person else None
    return standing(person, group, framework, today(memo)) if person and framework else StageStanding()


def _ledger(memo: Memo, every: Iterable[PortfolioKey], shares: Callable[[str], bool]) -> Ledger:
    """Return the fates of the files of some portfolios, and of those of the school that ``shares`` accepts."""
    shared = (entry for entry in file_fates(memo, _TEAM, *NOBODYS) if shares(entry.path))
    own = (entry for who in every for entry in file_fates(memo, _TEAM, *who))
    return Ledger(entries=tuple(sorted((*shared, *own), key=lambda entry: entry.path)))


def _path(memo: Memo, who: PortfolioKey) -> set[PortfolioKey]:
    """Name the portfolios that one continues, or that continue it."""
    return {other for pair in continuations(memo) if who in pair for other in pair} - {who}


def _slugs(memo: Memo) -> tuple[str, ...]:
    return tuple(class_record(memo, slug).slug for slug in classes(memo))


def _setting(  # noqa: PLR0913, PLR0917  # what pages are planned from, each by name
    memo: Memo, audience: str, people: Mapping[PortfolioKey, Student | None], full: Iterable[PortfolioKey],
    told: TeamView, counts: Coverage | None = None,
) -> Setting:  # fmt: skip
    """Build the input of some pages, with the coverage of ``full`` (unless ``counts`` has it) and their attachments."""
    own = [who for who in full if people.get(who)]
    school = edition_of(memo, audience, people)
    coverage = counts or Coverage(cohorts=tuple(_counted(memo, audience, school, own)))
    files = {path: url for who in own for path, (url, _) in file_addresses(memo, audience, *who).items()}
    asked_for: date | None = memo.input("asked")
    printed: tuple[str, ...] | None = memo.input("printed")
    return Setting(
        school=school,
        coverage=coverage,
        crowd=school_index(memo, audience),
        audience=Audience[audience],
        language=Language(memo.input("language")),
        today=today(memo),
        asked=asked_for,
        passage=memo.input("passage"),
        team=told,
        menu=memo.input("nav"),
        own=memo.input("own") or "",
        links=Links(addresses=AskedAddresses(memo, audience), home=memo.input("home") or "", attachments=files),
        made=None if printed is None else frozenset(printed),
    )


def _counted(memo: Memo, audience: str, school: School, full: Iterable[PortfolioKey]) -> Iterator[CohortCoverage]:
    for slug, every in grouped((who[0], who) for who in full).items():
        students = tuple(seen_coverage(memo, audience, *who) for who in every)
        name = class_record(memo, slug).slug
        yield joined(name, students, school.frameworks)


def _of_each(
    memo: Memo, every: Iterable[PortfolioKey], asked_of: Callable[[Memo, str, str], Told]
) -> Callable[[Cohort, Student], Told]:
    """Return a function of a class and a student that asks a question about them once a page needs the answer."""
    known = {(class_record(memo, who[0]).slug, privacy_profile(memo, *who).slug): who for who in every}
    return lambda cohort, student: asked_of(memo, *known[cohort.slug, student.slug])


def class_in(school: School, memo: Memo, cohort: str) -> Cohort:
    """Find a class where a setting holds it."""
    slug = class_record(memo, cohort).slug
    return next(group for group in school.cohorts if group.slug == slug)
