"""The points that a commission checks, as the référentiel states them; an unverified one is never an error."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from msgspec.structs import replace

from vitrail.content.frameworks.queries import columns_of, lineage, sheet_for, situations_of, table_for, words_of
from vitrail.content.model.framework import Check, Framework, SynthesisTable
from vitrail.content.model.realisation import Context, Realisation
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import Period, Value, nmark
from vitrail.knowledge.coverage.tables import CountedSchool, StudentCoverage
from vitrail.knowledge.internships.path import path_of

_NEAR = timedelta(days=60)
"""Time before the oral from which the empty columns of the tableau are reported."""


def diagnose(known: CountedSchool) -> Iterator[Diagnostic]:
    """Yield what the commission would object to: réalisations with too little in them, future days, empty columns."""
    for cohort, student in known.school.everyone:
        framework = known.school.framework_of(student)
        years = tuple(dict.fromkeys(filter(None, (*cohort.years, *path_of(student, cohort).years))))
        own = not student.comes_from  # a repeater's work may belong to the years of the former class
        table = table_for(framework, student.session) if framework else None
        for item in student.submitted:
            yield from _realisation(item, student, framework, table)
            yield from _text(item)
            yield from _period(item, years if own else (), known.today)
        yield from _beside(student, known.today)
        if framework and student.awaited(known.today):
            yield from _tableau(student, framework, cohort, known.today)
            yield from _sheets(student, framework)
            yield from _situations(student, framework)
            yield from _observed(student, framework, known.coverage.student(cohort.slug, student.slug))


def _quoting(fault: Diagnostic, framework: Framework | None, check: Check) -> Diagnostic:
    """Add to a fault the source of the requirement that it breaks, as the référentiel quotes it."""
    asked = next((item for item in framework.requirements if item.check is check), None) if framework else None
    return replace(fault, quoted=framework.sources.get(asked.source or "")) if framework and asked else fault


def _realisation(
    item: Realisation, student: Student, framework: Framework | None, table: SynthesisTable | None
) -> Iterator[Diagnostic]:
    source = item.source
    if not item.claims and not item.unrecognised:
        yield _quoting(Diagnostic.at("EXA004", source.at()), framework, Check.STATED)
    if not item.contexts and not source.marks.get(("contexte",)):
        yield Diagnostic.at("EXA004.context", source.at())
    if framework and table and item.contexts == (Context.PERSONAL,):
        words = words_of(framework, table)
        if words and frozenset(words).isdisjoint(item.exams):
            yield Diagnostic.at("EXA011", source.at("contexte"), table=table.title, word=words[0])
    for claim in item.claims:
        if not claim.sentence:
            yield Diagnostic.at("EXA005", claim.place, code=claim.cited)
    placed = Context.INTERNSHIP in item.contexts and not item.internships
    if placed and student.internships and not source.marks.get(("stage",)):
        yield Diagnostic.at("EXA014", source.at("contexte"))


def _text(item: Realisation) -> Iterator[Diagnostic]:
    """Yield a work without a text, or with an empty part."""
    if item.body is None or item.body.empty:
        yield Diagnostic.at("EXA006", item.source.at())
    elif item.body.bare_heading:
        title, line = item.body.bare_heading
        yield Diagnostic.at("EXA016", Place(path=item.source.path, line=line), title=title)


def _period(item: Realisation, years: tuple[Period, ...], today: date) -> Iterator[Diagnostic]:
    """Yield a missing period, work dated after the day of reference, work outside the class's years."""
    if item.period is None:
        yield Diagnostic.at("EXA004.period", item.source.at("periode"))
    elif item.period.start > today:
        yield Diagnostic.at("EXA012.reference", item.source.at("periode"), day=item.period.start)
    elif years and item.contexts != (Context.PERSONAL,) and not any(item.period.touches(year) for year in years):
        yield Diagnostic.at("EXA012", item.source.at("periode"), years=years)


def _beside(student: Student, today: date) -> Iterator[Diagnostic]:
    """Yield watch without an analysis, watch and certifications dated after the day of reference."""
    days = [(entry.on, entry.source.at("date")) for entry in student.watch]
    for index, certification in enumerate(student.certifications):
        days.append((certification.on, student.source.at("certifications", index, "date")))
    yield from (Diagnostic.at("EXA012.reference", place, day=day) for day, place in days if day and day > today)
    for entry in student.watch:
        if not entry.written and not entry.analysis:
            yield Diagnostic.at("EXA016.analysis", entry.source.at())


def proposed(student: Student, framework: Framework, table: SynthesisTable) -> tuple[Realisation, ...]:
    """Return the submitted réalisations that a student proposes for the fiches, oldest first."""
    words = frozenset(words_of(framework, table))
    works = (item for item in student.counted if words.intersection(item.exams))
    return tuple(sorted(works, key=Realisation.sort_key))


def mobilised(framework: Framework, items: Iterable[Realisation]) -> frozenset[str]:
    """Return the competencies that réalisations mobilise: those they claim, and their ancestors."""
    return lineage(framework, (claim.competency for item in items for claim in item.claims if claim.competency))


def left_aside(
    student: Student, framework: Framework, table: SynthesisTable, items: Iterable[Realisation]
) -> tuple[str, ...]:
    """Return the columns of a table that réalisations do not mobilise."""
    done = mobilised(framework, items)
    return tuple(code for code in columns_of(framework, table, student.option) if code not in done)


def progress(student: Student, framework: Framework) -> Mapping[str, Value]:
    """Count the columns of the judged tableau that submitted works fill, to fill a sentence with: « bloc 1 : 2 sur 6 ».

    Empty once all are, and for a portfolio that has not begun.
    """
    table = table_for(framework, student.session)
    if not student.counted or table is None or table.with_situations:
        return {}  # the 2011 table is not asked to be full
    left = left_aside(student, framework, table, student.counted)
    asked = len(columns_of(framework, table, student.option))
    name = next(iter(words_of(framework, table)), table.title)
    done = nmark("{n} compétence", "{n} compétences", asked - len(left))
    return {"table": name, "done": done, "asked": asked, "left": left} if left else {}


def _tableau(student: Student, framework: Framework, cohort: Cohort, today: date) -> Iterator[Diagnostic]:
    """Yield the empty columns when the oral is near: until then there is time, and ``progress`` counts the others."""
    near = cohort.oral_on is not None and timedelta(0) <= cohort.oral_on - today <= _NEAR
    if near and (step := progress(student, framework)):
        yield _quoting(Diagnostic.at("EXA001", student.source.at(), **step), framework, Check.COVERED)


def _sheets(student: Student, framework: Framework) -> Iterator[Diagnostic]:
    table = sheet_for(framework, student.session)
    candidates = proposed(student, framework, table) if table else ()
    if not candidates or table is None or (framework.options and student.option is None):
        return
    place, asked = student.source.at(), table.count or len(candidates)
    if len(candidates) != asked:
        word = words_of(framework, table)[0]
        yield Diagnostic.at("EXA001.offered", place, table=table.title, count=len(candidates), asked=asked, word=word)
    for code in left_aside(student, framework, table, candidates) if len(candidates) >= asked else ():
        title = framework.by_id[code].title
        yield Diagnostic.at("EXA002", place, table=table.title, code=code, title=title, asked=asked)


def _situations(student: Student, framework: Framework) -> Iterator[Diagnostic]:
    met = {code for item in student.counted for code in item.situations}
    for situation in situations_of(framework, student.option) if student.counted else ():
        if situation.id not in met:
            yield Diagnostic.at("EXA010", student.source.at(), code=situation.id, title=situation.title)


def _observed(student: Student, framework: Framework, counted: StudentCoverage | None) -> Iterator[Diagnostic]:
    for code in counted.judged if counted else ():
        if counted and code in counted.competencies and counted.competencies[code].only_observed:
            yield Diagnostic.at("EXA007", student.source.at(), code=code, title=framework.by_id[code].title)
