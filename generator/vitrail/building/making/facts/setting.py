"""The input of the pages of each part: the records that they are about, and what they show of others."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from vitrail.building.making.facts.cards import AskedAddresses, card, crowd, mate, published, shown_in, welcomed_by
from vitrail.building.making.facts.counted import continued
from vitrail.building.making.facts.given import fates, ledger
from vitrail.building.making.facts.names import outline
from vitrail.building.making.facts.people import bare_school
from vitrail.building.making.facts.readers import edition_of, seen, seen_coverage, seen_school, shown_class
from vitrail.building.making.facts.run import SCHOOL as NOBODYS
from vitrail.building.making.facts.run import Who, asked, bare_class, classes, of_class, today
from vitrail.building.making.facts.told import readiness, ready_line, summed_up, told_in, told_of, told_under
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
    """Return the input of the pages of a portfolio: its record, and the ``mate`` of each student of its class."""
    who = cohort, student
    if (person := seen(memo, audience, *who)) is None:
        raise LookupError(student)  # a fault of ours: nobody plans what is hidden
    people: dict[Who, Student | None] = {
        (cohort, name): mate(memo, audience, cohort, name) for name in of_class(memo, cohort)
    }
    people |= {linked: mate(memo, audience, *linked) for linked in _path(memo, who)}
    people[who] = person
    told = TeamView()
    if audience == _TEAM:
        slugs, name = _slugs(memo), f"{bare_class(memo, cohort).slug}/{person.slug}"
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
    every = [(cohort, student) for student in of_class(memo, cohort)]
    people: dict[Who, Student | None] = {
        linked: mate(memo, audience, *linked) for who in every for linked in _path(memo, who)
    }
    people |= {who: card(memo, audience, *who) for who in every}
    name, counted = bare_class(memo, cohort).slug, class_counts(memo, audience, cohort)
    told = TeamView()
    if audience == _TEAM:
        own = (fault for who in every for fault in told_of(memo, *who))
        told = TeamView(
            ledger=_ledger(memo, every, lambda path: path.startswith(f"{name}/")),
            diagnostics=in_order((*told_under(memo, cohort), *own)),
            cohorts=_slugs(memo),
            ready=_of_each(memo, every, ready_line),
        )
    students = tuple(seen_coverage(memo, audience, *who) for who in every if people[who])
    coverage = Coverage(cohorts=(CohortCoverage(cohort=name, students=students, competencies=counted),))
    return _setting(memo, audience, people, every, told, coverage)


def matrix(memo: Memo, audience: str, cohort: str) -> tuple[Cohort, CohortCoverage, School]:
    """Return a class, the coverage of its students, and the school around them, without their diagnostics."""
    people = {(cohort, student): card(memo, audience, cohort, student) for student in of_class(memo, cohort)}
    school = edition_of(memo, audience, people)
    counted = Coverage(cohorts=tuple(_counted(memo, audience, school, [who for who in people if people[who]])))
    group = class_in(school, memo, cohort)
    return group, counted.cohort(group.slug), school


@question(dict[str, dict[str, CompetencyInCohort]], part=2)
def class_counts(memo: Memo, audience: str, cohort: str) -> Mapping[str, Mapping[str, CompetencyInCohort]]:
    """Count each competency over a class, by référentiel, for the school's pages; a jury's leave out who has left."""
    people: Iterable[str] = shown_in(memo, audience, cohort)
    if audience == Audience.JURY.name:
        mates = ((name, mate(memo, audience, cohort, name)) for name in people)
        people = [name for name, person in mates if person and not person.gone(today(memo))]
    own = [seen_coverage(memo, audience, cohort, student) for student in people]
    counts = joined(cohort, tuple(own), seen_school(memo, audience).record.frameworks)
    return counts.competencies


def of_school(memo: Memo, audience: str) -> Setting:
    """Return the input of the school's pages, with the students whom an organisation that has a page welcomed.

    The others are there by their ``mate``: the pages count them and their works.
    """
    hosts = {host.slug for host in seen_school(memo, audience).record.organisations} - {""}
    known = [who for who in asked(memo) if hosts and not hosts.isdisjoint(welcomed_by(memo, audience, *who))]
    counts = (
        CohortCoverage(
            cohort=bare_class(memo, slug).slug,
            students=tuple(seen_coverage(memo, audience, *who) for who in known if who[0] == slug),
            competencies=class_counts(memo, audience, slug),
        )
        for slug in classes(memo) if shown_class(memo, audience, slug)
    )  # fmt: skip
    told = TeamView()
    if audience == _TEAM:
        count = sum(summed_up(memo, audience).record.faults.values())
        told = TeamView(diagnostics=told_in(memo, ()), count=count, cohorts=_slugs(memo))
    people = _mates(memo, audience) | {who: card(memo, audience, *who) for who in known}
    return _setting(memo, audience, people, known, told, Coverage(cohorts=tuple(counts)))


def of_files(memo: Memo, audience: str) -> Setting:
    """Return the input of the regulations and of the state of all files: the ``mate`` of every student, no record.

    How far each student meets what is asked of stages is a question of its own, for the team.
    """
    every, told = asked(memo), TeamView()
    if audience == _TEAM:
        told = TeamView(
            ledger=ledger(memo, audience, every),
            diagnostics=told_in(memo, every),
            cohorts=_slugs(memo),
            standing=_of_each(memo, every, standing_of),
        )
    return _setting(memo, audience, _mates(memo, audience), (), told)


def _mates(memo: Memo, audience: str) -> dict[Who, Student | None]:
    return {who: mate(memo, audience, *who) for who in asked(memo)}


@question(StageStanding)
def standing_of(memo: Memo, cohort: str, student: str) -> StageStanding:
    """Return how far a student meets what the référentiel asks of stages."""
    person, group, school = card(memo, _TEAM, cohort, student), bare_class(memo, cohort), bare_school(memo)
    framework = school.framework_of(person, group) if person else None
    return standing(person, group, framework, today(memo)) if person and framework else StageStanding()


def _ledger(memo: Memo, every: Iterable[Who], shares: Callable[[str], bool]) -> Ledger:
    """Return the fates of the files of some portfolios, and of those of the school that ``shares`` accepts."""
    shared = (entry for entry in fates(memo, _TEAM, *NOBODYS) if shares(entry.path))
    own = (entry for who in every for entry in fates(memo, _TEAM, *who))
    return Ledger(entries=tuple(sorted((*shared, *own), key=lambda entry: entry.path)))


def _path(memo: Memo, who: Who) -> set[Who]:
    """Name the portfolios that one continues, or that continue it."""
    return {other for pair in continued(memo) if who in pair for other in pair} - {who}


def _slugs(memo: Memo) -> tuple[str, ...]:
    return tuple(bare_class(memo, slug).slug for slug in classes(memo))


def _setting(  # noqa: PLR0913, PLR0917  # what pages are planned from, each by name
    memo: Memo, audience: str, people: Mapping[Who, Student | None], full: Iterable[Who], told: TeamView,
    counts: Coverage | None = None,
) -> Setting:  # fmt: skip
    """Build the input of some pages, with the coverage of ``full`` (unless ``counts`` has it) and their attachments."""
    own = [who for who in full if people.get(who)]
    school = edition_of(memo, audience, people)
    coverage = counts or Coverage(cohorts=tuple(_counted(memo, audience, school, own)))
    files = {path: url for who in own for path, (url, _) in published(memo, audience, *who).items()}
    asked_for: date | None = memo.given("asked")
    printed: tuple[str, ...] | None = memo.given("printed")
    return Setting(
        school=school,
        coverage=coverage,
        crowd=crowd(memo, audience),
        audience=Audience[audience],
        language=Language(memo.given("language")),
        today=today(memo),
        asked=asked_for,
        passage=memo.given("passage"),
        team=told,
        menu=memo.given("nav"),
        own=memo.given("own") or "",
        links=Links(addresses=AskedAddresses(memo, audience), home=memo.given("home") or "", attachments=files),
        made=None if printed is None else frozenset(printed),
    )


def _counted(memo: Memo, audience: str, school: School, full: Iterable[Who]) -> Iterator[CohortCoverage]:
    for slug, every in grouped((who[0], who) for who in full).items():
        students = tuple(seen_coverage(memo, audience, *who) for who in every)
        name = bare_class(memo, slug).slug
        yield joined(name, students, school.frameworks)


def _of_each(
    memo: Memo, every: Iterable[Who], asked_of: Callable[[Memo, str, str], Told]
) -> Callable[[Cohort, Student], Told]:
    """Return a function of a class and a student that asks a question about them once a page needs the answer."""
    known = {(bare_class(memo, who[0]).slug, outline(memo, *who).slug): who for who in every}
    return lambda cohort, student: asked_of(memo, *known[cohort.slug, student.slug])


def class_in(school: School, memo: Memo, cohort: str) -> Cohort:
    """Find a class where a setting holds it."""
    slug = bare_class(memo, cohort).slug
    return next(group for group in school.cohorts if group.slug == slug)
