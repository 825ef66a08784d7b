"""Each portfolio as each audience gets it: its record, its coverage, and the diagnostics about what is left out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.facts.counted import (
    KEPT_COVERAGE,
    counted,
    coverage_of,
    cut,
    path_portfolios,
    refusals,
    with_former_works,
)
from vitrail.building.making.facts.given import audience_files, hidden_pages
from vitrail.building.making.facts.names import outlines, private_names, still_published
from vitrail.building.making.facts.people import exact, file_list, school_record, shared_files
from vitrail.building.making.facts.run import (
    SCHOOL,
    PortfolioKey,
    class_record,
    classes,
    portfolios,
    students_in,
    today,
)
from vitrail.building.making.facts.tried import with_failures
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Seen
from vitrail.content.model.realisation import Access
from vitrail.content.model.said import typeset
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.content.reading.disk.lookup import Shelf, folder_of, look_up
from vitrail.content.reading.packing import FAULTS, phrased
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.diagnostics.diagnostic import in_order
from vitrail.ground.language import mark
from vitrail.ground.language.language import french
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import question, transient
from vitrail.knowledge.coverage import student_coverage
from vitrail.knowledge.coverage.tables import StudentCoverage
from vitrail.knowledge.coverage.view import Viewer, viewer, visible_in, with_refused
from vitrail.knowledge.privacy.veiling import Met, Veiling
from vitrail.site.outputs.attachments import Withheld
from vitrail.site.outputs.looks import place_in

READERS = {Audience.PUBLIC: mark("le public"), Audience.JURY: mark("le jury"), Audience.TEAM: mark("l'équipe")}
_TEAM = Audience.TEAM.name
Record = TypeVar("Record")


class SeenRecord(Struct, Generic[Record], frozen=True, kw_only=True):
    """A record as an audience reads it, and the private names that were found in its files."""

    record: Record
    met: tuple[Met, ...] = ()


@question(tuple[str, ...], part=1)
def visible_portfolios(memo: Memo, audience: str) -> tuple[str, ...]:
    """Name the portfolios that an audience is shown, as « class/student », of those that the run is about."""
    school = outlines(memo, portfolios(memo))
    return tuple(sorted(visible_in(still_published(memo, school, audience), Audience[audience])))


def viewer_of(memo: Memo, audience: str) -> Viewer:
    """Return what cuts records to what an audience may see."""
    return viewer(school_record(memo), Audience[audience], frozenset(visible_portfolios(memo, audience)))


@transient(exact, part=2)
def class_edition(memo: Memo, audience: str, cohort: str) -> Cohort:
    """Return a class without its students, as an audience reads it."""
    group = class_record(memo, cohort)
    group = replace(group, name=french(group.name))
    return group if audience == _TEAM else viewer_of(memo, audience).cohort(group)


def shown_class(memo: Memo, audience: str, cohort: str) -> bool:
    """True if an audience is shown anything of a class; one that is over, without portfolios, is shown to nobody."""
    group = class_record(memo, cohort)
    left = not group.closed_pages or bool(students_in(memo, cohort))
    return left and (audience == _TEAM or group.published_on(today(memo)))


def reader_of(memo: Memo, seen: Iterable[Seen]) -> Callable[[str], bytes]:
    """Return a function that reads some files by their paths, through the memo."""
    disks = {file.path: file.disk for file in seen}
    return lambda path: memo.read(disks[path])


@transient(lambda shown: exact((shown.record, shown.met)), part=1)
def school_edition(memo: Memo, audience: str) -> SeenRecord[School]:
    """Return the school without its classes, as an audience reads it, and the private names in its own texts."""
    school = school_record(memo)
    if audience != _TEAM:
        hosts = viewer_of(memo, audience).hosts
        shown = tuple(hosts[organisation.slug] for organisation in school.organisations)
        school = replace(school, organisations=shown, pages=school.pages_for(Audience[audience]))
    veiling = Veiling(private_names(memo, audience, *SCHOOL), reader_of(memo, shared_files(memo).seen))
    school = veiling.school(with_failures(school, memo, *SCHOOL))
    name = french(school.name) if school.name else None
    record = replace(typeset(school), name=name, site_url=memo.input("site_url") or school.site_url)
    return SeenRecord(record=record, met=tuple(veiling.met))


def edition_of(memo: Memo, audience: str, students: Mapping[PortfolioKey, Student | None]) -> School:
    """Put students in the classes that an audience is shown; a hidden student (None) is left out."""
    groups: dict[str, list[Student]] = {slug: [] for slug in classes(memo) if shown_class(memo, audience, slug)}
    for who in portfolios(memo):
        if who[0] in groups and (person := students.get(who)):
            groups[who[0]].append(person)
    cohorts = (
        replace(class_edition(memo, audience, slug), students=tuple(members)) for slug, members in groups.items()
    )
    return replace(school_edition(memo, audience).record, cohorts=tuple(cohorts))


def seen_record(memo: Memo, audience: str, cohort: str, student: str) -> SeenRecord[Student | None]:
    """Return a portfolio with only what an audience may read; None if it is hidden.

    What a repeater brings from former classes is not in it yet: ``seen`` adds it.
    """
    if audience == _TEAM:
        return SeenRecord(record=with_failures(cut(memo, cohort, student), memo, cohort, student))
    return veiled_record(memo, audience, cohort, student)


@question(phrased(SeenRecord[Student | None]), part=3)
def veiled_record(memo: Memo, audience: str, cohort: str, student: str) -> SeenRecord[Student | None]:
    """Return the record for an audience that may not read every name; looking for names is the slowest question."""
    record = with_failures(cut(memo, cohort, student), memo, cohort, student)
    look, group = viewer_of(memo, audience), class_record(memo, cohort)
    if not look.shows(group, record.slug):
        return SeenRecord(record=None)
    names = private_names(memo, audience, cohort, student)
    veiling = Veiling(names, reader_of(memo, file_list(memo, cohort, student).seen))
    return SeenRecord(record=veiling.student(look.student(record, group)), met=tuple(veiling.met))


@transient(exact, part=3)
def seen(memo: Memo, audience: str, cohort: str, student: str) -> Student | None:
    """Return a portfolio as the pages of an audience show it: with what a repeater brings from former ones."""
    every = {who: _cut(memo, audience, who) for who in path_portfolios(memo, cohort, student)}
    there = {who: record for who, record in every.items() if record is not None}
    return (
        with_former_works(memo, school_record(memo), (cohort, student), there) if (cohort, student) in there else None
    )


def _cut(memo: Memo, audience: str, who: PortfolioKey) -> Student | None:
    record = seen_record(memo, audience, *who).record
    return typeset(with_refused(record, audience_files(memo, audience, *who).lost)) if record else None


@question(KEPT_COVERAGE, part=3)
def seen_coverage(memo: Memo, audience: str, cohort: str, student: str) -> StudentCoverage:
    """Count the coverage of a portfolio from what an audience is shown of it."""
    record = seen(memo, audience, cohort, student)
    if record is None:
        raise LookupError(student)  # a fault of ours: nobody counts what is hidden
    if record == counted(memo, cohort, student):
        return coverage_of(memo, cohort, student)
    group = class_edition(memo, audience, cohort)
    return student_coverage(record, group, school_edition(memo, audience).record.framework_of(record))


def lacking(memo: Memo, audience: str, cohort: str, student: str) -> Iterator[Diagnostic]:
    """Report what an audience does not get of a portfolio, beside the faults that all audiences share."""
    files = audience_files(memo, audience, cohort, student)
    own: SeenRecord[Any] = (
        school_edition(memo, audience) if (cohort, student) == SCHOOL else seen_record(memo, audience, cohort, student)
    )
    yield from _replaced(own.met)
    yield from refusals(files.refused)
    yield from _withheld(files.withheld)
    yield from _unlinked(own.record, hidden_pages(memo, audience))


def _replaced(met: Iterable[Met]) -> Iterator[Diagnostic]:
    """Report each file once, at the first of the names that are replaced in it."""
    replaced = sorted((name for name in met if name.replaced), key=lambda name: name.place)
    for _, every in groupby(replaced, key=lambda name: name.place.path):
        first = next(every)
        yield Diagnostic.at("PRV007", first.place, value=first.value, declarer=first.declarer)


def _withheld(naming: Mapping[str, Withheld]) -> Iterator[Diagnostic]:
    for path, met in naming.items():
        name, declarer = path.rpartition("/")[2], str(met.declared)
        yield Diagnostic.at(
            "PRV010", place_in(path, met.spot), target=name, value=met.shown, where=met.spot.phrase, declarer=declarer
        )


def _unlinked(record: Student | School | None, hidden: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report the links of the texts, and the productions, that are shown and lead to pages that are not."""
    for work in record.submitted if isinstance(record, Student) else ():
        for target in (item.file or "" for item in work.productions if item.access is Access.PAGE):
            if target in hidden:
                yield Diagnostic.at("REF019", work.source.at("productions"), target=target, reason=hidden[target])
    shelf = Shelf(root="", files={}, pages=hidden)
    for body in record.bodies if record and hidden else ():
        for link in body.links:
            if link.image or "://" in link.target:
                continue
            if path := look_up(shelf, link.target, folder_of(body.path)).path:
                yield Diagnostic.at("REF019", body.at(link), target=path, reason=hidden[path])


@question(FAULTS)
def omissions(memo: Memo, cohort: str, student: str) -> tuple[Diagnostic, ...]:
    """Report what some audience does not get of a portfolio, once for all audiences, with their names."""
    every = {audience: lacking(memo, audience.name, cohort, student) for audience in Audience}
    return in_order(merged(every))


def merged(every: Mapping[Audience, Iterable[Diagnostic]]) -> Iterator[Diagnostic]:
    """Merge equal diagnostics of several audiences into one, with the names of the audiences."""
    readers: dict[tuple[str, ...], tuple[Diagnostic, list[Audience]]] = {}
    for audience, faults in every.items():
        for fault in faults:
            key = (fault.code, str(fault.place), *map(str, fault.values.values()))
            readers.setdefault(key, (fault, []))[1].append(audience)
    for fault, who in readers.values():
        yield replace(fault, values={**fault.values, "readers": tuple(READERS[audience] for audience in sorted(who))})


@question(tuple[Met, ...], part=3)
def kept_names(memo: Memo, audience: str, cohort: str, student: str) -> tuple[Met, ...]:
    """Return the names that are not replaced in a portfolio, as it was at no host of whoever declares them."""
    met = seen_record(memo, audience, cohort, student).met
    return tuple(name for name in met if not name.replaced)


@question(FAULTS, part=0)
def staying_names(memo: Memo) -> tuple[Diagnostic, ...]:
    """Report once each name that is not replaced, for all audiences, at the first of the pages that hold it."""
    every = {audience: elsewhere(memo, audience.name) for audience in Audience}
    return in_order(merged(every))


def elsewhere(memo: Memo, audience: str) -> Iterator[Diagnostic]:
    """Report once each name that is not replaced for an audience, at the first of the pages that hold it."""
    own = (name for name in school_edition(memo, audience).met if not name.replaced)
    met = (*own, *(name for who in portfolios(memo) for name in kept_names(memo, audience, *who)))
    names = sorted(met, key=lambda name: (name.value, name.place))
    for value, every in groupby(names, key=lambda name: name.value):
        first, *others = every
        count = len({name.place.path for name in (first, *others)})
        yield Diagnostic.at("PRV011", first.place, value=value, declarer=first.declarer, count=count)
