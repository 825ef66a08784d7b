"""The coverage and the faults of each portfolio, whatever the audience, and the faults of classes and of the school."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.msgpack import Decoder
from msgspec.structs import replace

from vitrail.building.making.facts.attached import files_of, refused, withheld
from vitrail.building.making.facts.names import privacy_profile
from vitrail.building.making.facts.people import exact, file_list, person, school_record, shared_files
from vitrail.building.making.facts.run import (
    SCHOOL,
    PortfolioKey,
    class_record,
    classes,
    portfolios,
    students_in,
    today,
    with_students,
)
from vitrail.content.extracts.decoding import decode
from vitrail.content.model.school import School
from vitrail.content.model.student import Student
from vitrail.content.reading.packing import FAULTS
from vitrail.content.values.folding import fold
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.diagnostics.diagnostic import capped, in_order
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import Codec, question, transient
from vitrail.knowledge.coverage import student_coverage
from vitrail.knowledge.coverage.repeaters import with_former
from vitrail.knowledge.coverage.tables import CohortCoverage, CountedSchool, Coverage, Evidence, StudentCoverage
from vitrail.knowledge.coverage.view import with_refused
from vitrail.knowledge.privacy.naming import persons
from vitrail.knowledge.rules import Tally, repository, tallied
from vitrail.knowledge.rules import of_class as judged_of_class
from vitrail.knowledge.rules import of_student as judged_of_student
from vitrail.knowledge.rules.silence import SILENCES, Extent, heard

ONCE = frozenset({"PRV009", *(row.by for row in SILENCES if row.scope is Extent.SCHOOL)})
"""Codes that are reported once for the whole school, at the first portfolio that has them."""


@question(tuple[tuple[tuple[str, str], tuple[str, str]], ...], part=0)
def continuations(memo: Memo) -> tuple[tuple[PortfolioKey, PortfolioKey], ...]:
    """Pair each portfolio that continues another (« vient de ») with that one."""
    outlines = {who: privacy_profile(memo, *who) for who in portfolios(memo)}
    names = {fold(f"{class_record(memo, who[0]).slug}/{student.slug}"): who for who, student in outlines.items()}
    pairs = (
        (who, names.get(fold(student.comes_from or ""))) for who, student in outlines.items() if student.comes_from
    )
    return tuple((who, former) for who, former in pairs if former)


def path_portfolios(memo: Memo, cohort: str, student: str) -> tuple[PortfolioKey, ...]:
    """Name the portfolios of one path: this one, those that it continues, those that continue it."""
    pairs = continuations(memo)
    path = {(cohort, student)}
    while more := {other for pair in pairs if path.intersection(pair) for other in pair} - path:
        path |= more
    return tuple(who for who in portfolios(memo) if who in path) if len(path) > 1 else ((cohort, student),)


def with_former_works(memo: Memo, school: School, who: PortfolioKey, students: dict[PortfolioKey, Student]) -> Student:
    """Return a portfolio with what a repeater brings from the former ones; ``students`` has all those of its path."""
    if len(students) == 1:
        return students[who]
    whole = with_former(with_students(memo, school, students))
    named = class_record(memo, who[0]).slug, students[who].slug
    return next(student for cohort, student in whole.everyone if (cohort.slug, student.slug) == named)


def cut(memo: Memo, cohort: str, student: str) -> Student:
    """Return a portfolio whose productions say why their file is refused, where no audience gets it."""
    return with_refused(person(memo, cohort, student), refused(memo, cohort, student))


@transient(exact)
def counted(memo: Memo, cohort: str, student: str) -> Student:
    """Return a portfolio as it is counted: with what a repeater brings from former ones, without refused files."""
    every = {who: cut(memo, *who) for who in path_portfolios(memo, cohort, student)}
    return with_former_works(memo, school_record(memo), (cohort, student), every)


class _Kept(Struct, array_like=True):
    """A coverage that holds each piece of evidence once, as the competencies above one share the same objects."""

    coverage: StudentCoverage
    pieces: tuple[Evidence, ...]
    ranks: tuple[tuple[int, ...], ...]
    """For each competency, in the order of ``coverage``, the indexes of its evidence in ``pieces``."""


def _packed(coverage: StudentCoverage) -> bytes:
    pieces = {id(piece): piece for piece in coverage.proofs}
    rank = {of: number for number, of in enumerate(pieces)}
    bare = {code: replace(item, evidence=()) for code, item in coverage.competencies.items()}
    ranks = tuple(tuple(rank[id(piece)] for piece in item.evidence) for item in coverage.competencies.values())
    return exact(_Kept(replace(coverage, competencies=bare), tuple(pieces.values()), ranks))


def _unpacked(raw: bytes) -> StudentCoverage:
    kept = _KEPT.decode(raw)
    pairs = zip(kept.coverage.competencies.items(), kept.ranks, strict=True)
    whole = {code: replace(item, evidence=tuple(kept.pieces[rank] for rank in ranks)) for (code, item), ranks in pairs}
    return replace(kept.coverage, competencies=whole)


_KEPT = Decoder(_Kept)
KEPT_COVERAGE = Codec(_packed, _unpacked)


@question(KEPT_COVERAGE)
def coverage_of(memo: Memo, cohort: str, student: str) -> StudentCoverage:
    """Count the coverage of a portfolio, whatever the audience."""
    record = counted(memo, cohort, student)
    return student_coverage(record, class_record(memo, cohort), school_record(memo).framework_of(record))


def assessed_school(memo: Memo, every: Iterable[PortfolioKey]) -> CountedSchool:
    """Return some portfolios, in their classes, with their coverage: the input of rules."""
    wanted = tuple(every)
    school = with_students(memo, school_record(memo), {who: counted(memo, *who) for who in wanted})
    groups: dict[str, list[StudentCoverage]] = {cohort.slug: [] for cohort in school.cohorts}
    for who in wanted:
        groups.setdefault(class_record(memo, who[0]).slug, []).append(coverage_of(memo, *who))
    coverage = Coverage(
        cohorts=tuple(CohortCoverage(cohort=slug, students=tuple(counts)) for slug, counts in groups.items())
    )
    site = memo.input("site_url") or school.site_url
    return CountedSchool(school=replace(school, site_url=site), coverage=coverage, today=today(memo))


def single_student(memo: Memo, cohort: str, student: str) -> CountedSchool:
    """Return a portfolio alone in its class, with its coverage: the input of rules."""
    known = assessed_school(memo, ((cohort, student),))
    record = counted(memo, cohort, student)
    return replace(known, school=known.school.alone(class_record(memo, cohort), record))


@question(FAULTS)
def ruled(memo: Memo, cohort: str, student: str) -> tuple[Diagnostic, ...]:
    """Judge a portfolio by the rules that look at no other portfolio."""
    known = single_student(memo, cohort, student)
    as_read = replace(known.school, cohorts=()).alone(class_record(memo, cohort), person(memo, cohort, student))
    wrong = (
        *repository.answerable(judged_of_student(known), known.school),
        *repository.exposed(as_read, memo.input("forge")),
    )
    return heard(wrong, Extent.SCHOOL)


@question(tuple[str, ...])
def says_once(memo: Memo, cohort: str, student: str) -> tuple[str, ...]:
    """Name the codes of a portfolio that are reported once for the whole school (``ONCE``)."""
    return tuple(sorted({fault.code for fault in ruled(memo, cohort, student)} & ONCE))


@question(dict[str, tuple[str, str]], part=0)
def first_reporters(memo: Memo) -> dict[str, PortfolioKey]:
    """Map each code of ``ONCE`` to the first portfolio that has it, where it is reported."""
    first: dict[str, PortfolioKey] = {}
    for who in portfolios(memo):
        for code in says_once(memo, *who):
            first.setdefault(code, who)
    return first


@question(Tally)
def tally(memo: Memo, cohort: str, student: str) -> Tally:
    """Return the numbers that a portfolio adds to the faults that are reported once a class."""
    return tallied(single_student(memo, cohort, student))


def _wrong_with(memo: Memo, cohort: str, student: str) -> Iterator[Diagnostic]:
    """Yield the faults that reading, rules and attachments found in a portfolio, some of them twice."""
    files = files_of(memo, cohort, student)
    yield from in_order(file_list(memo, cohort, student).diagnostics)
    yield from ruled(memo, cohort, student)
    yield from refusals(files.refused)
    yield from files.faults
    yield from withheld(memo, cohort, student).diagnostics
    if school_record(memo).public:
        yield from _naming(memo, cohort, student)


def _naming(memo: Memo, cohort: str, student: str) -> Iterator[Diagnostic]:
    """Report the persons whom the texts of a public repository seem to name, other than its author."""
    disks, record = (
        {file.path: file.disk for file in file_list(memo, cohort, student).seen},
        person(memo, cohort, student),
    )
    author = {fold(f"{record.first_name} {record.last_name}"), fold(f"{record.last_name} {record.first_name}")}
    for body in record.bodies:
        lines = (decode(memo.read(disks[body.path])).text or "").split("\n")
        text = "\n".join(lines[body.line - 1 :])
        named = {name: start for start, name in reversed([*persons(text)]) if fold(name) not in author}
        if named:
            first = min(named.values())
            line, column = body.line + text.count("\n", 0, first), first - text.rfind("\n", 0, first)
            place = Place(path=body.path, line=line, column=column)
            yield Diagnostic.at("PRV001.person", place, names=tuple(reversed(named)))


def refusals(reasons: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report the attachments that cannot be published, from path → reason."""
    for path, reason in reasons.items():
        yield Diagnostic.at("MED009", Place(path=path), target=path.rpartition("/")[2], reason=reason)


@question(FAULTS)
def faults(memo: Memo, cohort: str, student: str) -> tuple[Diagnostic, ...]:
    """Return the faults in the files of a portfolio, each once, in order, also those that another one reports."""
    own = {file.path for file in file_list(memo, cohort, student).seen}
    wrong = (fault for fault in _wrong_with(memo, cohort, student) if fault.place.path in own)
    return _settled(wrong)


def portfolio_faults(memo: Memo, cohort: str, student: str) -> tuple[Diagnostic, ...]:
    """Return the faults in the files of a portfolio less those of the whole school, which the school has to mend.

    They do not depend on which portfolio reports a fault of the school first, so neither do the fates of the files.
    """
    return tuple(fault for fault in faults(memo, cohort, student) if fault.code not in ONCE)


def reported_faults(memo: Memo, cohort: str, student: str) -> tuple[Diagnostic, ...]:
    """Return the faults that are reported for a portfolio: its own, and those of the school that it has first."""
    return tuple(_told(memo, (cohort, student), faults(memo, cohort, student)))


def _told(memo: Memo, who: PortfolioKey, wrong: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    first = first_reporters(memo)
    return (fault for fault in wrong if first.get(fault.code, who) == who)


@question(FAULTS)
def beside(memo: Memo, cohort: str, student: str) -> tuple[Diagnostic, ...]:
    """Return the faults of a portfolio in files not its own, such as promotion.yml, also those that others report."""
    own = {file.path for file in file_list(memo, cohort, student).seen}
    wrong = (fault for fault in _wrong_with(memo, cohort, student) if fault.place.path not in own)
    return tuple(wrong)


@question(FAULTS, part=1)
def of_promotion(memo: Memo, cohort: str) -> tuple[Diagnostic, ...]:
    """Return the faults of a class as a whole."""
    group, school = class_record(memo, cohort), school_record(memo)
    tallies = [tally(memo, cohort, student) for student in students_in(memo, cohort)]
    return (
        *judged_of_class(group, school.framework_of(group), tallies),
        *repository.unowned(replace(school, cohorts=(group,)), memo.input("prefix"), memo.input("owners")),
    )


@question(FAULTS, part=0)
def of_school(memo: Memo) -> tuple[Diagnostic, ...]:
    """Return the faults in the files that are in no portfolio, each once, in order."""
    files = files_of(memo, *SCHOOL)
    wrong = (
        *(memo.input("host") or ()),
        *in_order(shared_files(memo).diagnostics),
        *(fault for who in portfolios(memo) for fault in _told(memo, who, beside(memo, *who))),
        *(fault for slug in classes(memo) for fault in of_promotion(memo, slug)),
        *refusals(files.refused),
        *files.faults,
        *withheld(memo, *SCHOOL).diagnostics,
    )
    return _settled(wrong)


def _settled(wrong: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return in_order(capped(heard(wrong, Extent.FILE, Extent.PLACE)))
