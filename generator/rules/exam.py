"""What the commission controls, as far as the référentiel says it: nothing here that is unverified is an error."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from generator.coverage.tables import StudentCoverage
from generator.diagnostics import Diagnostic, Place
from generator.frameworks.queries import columns_of, sheet_for, situations_of, table_for, words_of
from generator.model.framework import Check, Framework, SynthesisTable
from generator.model.internships.period import Period
from generator.model.realisation import Context, Realisation
from generator.model.student import Student
from generator.rules.walking import Ground, counted, framework_of, students, submitted, submitted_everywhere


def diagnose(ground: Ground) -> Iterator[Diagnostic]:
    """Yield what a file would be blamed for: gaps in the tableau, fiches, réalisations that say too little."""
    for cohort, student in students(ground.school):
        framework = framework_of(ground.school, student)
        for item in submitted(student):
            yield from _realisation(item, framework, student)
        if framework is None:
            continue
        yield from _tableau(student, framework)
        yield from _sheets(student, framework)
        yield from _situations(student, framework)
        yield from _observed(student, framework, ground.coverage.student(cohort.slug, student.slug))


def _quoting(found: Diagnostic, framework: Framework | None, check: Check) -> Diagnostic:
    """Name the text that asks for it, as the référentiel does."""
    asked = next((item for item in framework.requirements if item.check is check), None) if framework else None
    return replace(found, quoted=framework.sources.get(asked.source or "")) if framework and asked else found


def _realisation(item: Realisation, framework: Framework | None, student: Student) -> Iterator[Diagnostic]:
    source = item.source
    if not item.claims and not item.unrecognised:
        yield _quoting(Diagnostic.at("EXA004", source.at()), framework, Check.STATED)
    if not item.contexts and not source.marks.get(("contexte",)):
        yield Diagnostic.at("EXA009", source.at())
    table = table_for(framework, student.session) if framework else None
    words = words_of(framework, table) if framework and table else ()
    if table and words and item.contexts == (Context.PERSONAL,) and frozenset(words).isdisjoint(item.exams):
        yield Diagnostic.at("EXA011", source.at("contexte"), table=table.title, word=words[0])
    for claim in item.claims:
        if not claim.sentence:
            yield Diagnostic.at("EXA005", claim.place or source.at("competences"), code=claim.cited)


def proposed(student: Student, framework: Framework, table: SynthesisTable) -> tuple[Realisation, ...]:
    """Return the submitted réalisations that a student proposes for the fiches, oldest first."""
    words = frozenset(words_of(framework, table))
    found = (item for item in counted(student) if words.intersection(item.exams))
    return tuple(sorted(found, key=Realisation.sort_key))


def mobilised(framework: Framework, items: Iterable[Realisation]) -> frozenset[str]:
    """Return what the réalisations mobilise: their claims and the ancestors of these."""
    cited = {claim.competency for item in items for claim in item.claims if claim.competency}
    up = {code: item.parent for code, item in framework.by_id.items()}
    found: set[str] = set()
    for start in cited:
        code: str | None = start
        while code and code not in found:
            found.add(code)
            code = up.get(code)
    return frozenset(found)


def _tableau(student: Student, framework: Framework) -> Iterator[Diagnostic]:
    """Yield the columns that no submitted work fills; a portfolio that has not begun is not blamed."""
    items = list(counted(student))
    table = table_for(framework, student.session)
    if not items or table is None or table.with_situations:
        return  # the 2011 table is not asked to be full
    done = mobilised(framework, items)
    for code in columns_of(framework, table, student.option):
        if code not in done:
            found = Diagnostic.at("EXA001", student.source.at(), code=code, title=framework.by_id[code].title)
            yield _quoting(found, framework, Check.COVERED)


def _sheets(student: Student, framework: Framework) -> Iterator[Diagnostic]:
    """Yield what the candidates for the fiches leave aside."""
    table = sheet_for(framework, student.session)
    candidates = proposed(student, framework, table) if table else ()
    if not candidates or table is None or (framework.options and student.option is None):
        return
    place, asked = student.source.at(), table.count or len(candidates)
    if len(candidates) != asked:
        word = words_of(framework, table)[0]
        yield Diagnostic.at("EXA003", place, table=table.title, count=len(candidates), asked=asked, word=word)
    if len(candidates) < asked:
        return
    done = mobilised(framework, candidates)
    for code in columns_of(framework, table, student.option):
        if code not in done:
            title = framework.by_id[code].title
            yield Diagnostic.at("EXA002", place, table=table.title, code=code, title=title, asked=asked)


def _situations(student: Student, framework: Framework) -> Iterator[Diagnostic]:
    items = list(counted(student))
    met = {code for item in items for code in item.situations}
    for situation in situations_of(framework, student.option) if items else ():
        if situation.id not in met:
            yield Diagnostic.at("EXA010", student.source.at(), code=situation.id, title=situation.title)


def _observed(student: Student, framework: Framework, counted: StudentCoverage | None) -> Iterator[Diagnostic]:
    """Yield judged competencies that only watched work covers."""
    for code in counted.judged if counted else ():
        if counted and code in counted.competencies and counted.competencies[code].only_observed:
            yield Diagnostic.at("EXA007", student.source.at(), code=code, title=framework.by_id[code].title)


def references(ground: Ground) -> Iterator[Diagnostic]:
    """Yield the réalisations of a stage that do not say which (docs/ecrire.md, « Une réalisation »)."""
    for _, student, item in submitted_everywhere(ground.school):
        placed = Context.INTERNSHIP in item.contexts and not item.internships
        if placed and student.internships and not item.source.marks.get(("stage",)):
            yield Diagnostic.at("EXA014", item.source.at("contexte"))


def structure(ground: Ground) -> Iterator[Diagnostic]:
    """Yield submitted réalisations without a text, or with an empty part, and watch without an analysis."""
    for _, student in students(ground.school):
        for item in submitted(student):
            if item.body is None or item.body.empty:
                yield Diagnostic.at("EXA006", item.source.at())
            elif item.body.bare_heading:
                title, line = item.body.bare_heading
                yield Diagnostic.at("EXA016", Place(path=item.source.path, line=line), title=title)
        for entry in student.watch:
            if (entry.body is None or entry.body.empty) and not entry.analysis:
                yield Diagnostic.at("EXA015", entry.source.at())


def dates(ground: Ground) -> Iterator[Diagnostic]:
    """Yield missing periods, work said to be done after the day of reference, work outside the class's years."""
    for cohort, student in students(ground.school):
        years = tuple(year for year in (cohort.first_year, cohort.second_year) if year)
        own = not student.comes_from  # a repeater's work may belong to the years of the former class
        for item in submitted(student):
            yield from _period(item, years if own else (), ground.today)
        for entry in student.watch:
            if entry.on and entry.on > ground.today:
                yield Diagnostic.at("EXA013", entry.source.at("date"), day=entry.on)
        for index, certification in enumerate(student.certifications):
            if certification.on and certification.on > ground.today:
                place = student.source.at("certifications", index, "date")
                yield Diagnostic.at("EXA013", place, day=certification.on)


def _period(item: Realisation, years: tuple[Period, ...], today: date) -> Iterator[Diagnostic]:
    place = item.source.at("periode")
    if item.period is None:
        yield Diagnostic.at("EXA008", place)
        return
    if item.period.start > today:
        yield Diagnostic.at("EXA013", place, day=item.period.start)
    elif years and item.contexts != (Context.PERSONAL,) and not any(item.period.touches(year) for year in years):
        yield Diagnostic.at("EXA012", place, years=years)
