"""Reports to a merge request that encourage its author: what is right, how far the tableau is, and few remarks."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from vitrail.content.frameworks.proposing import surest
from vitrail.content.frameworks.queries import home_of
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.school import School
from vitrail.content.model.student import Student
from vitrail.ground.diagnostics import Diagnostic, Severity
from vitrail.ground.language import Phrase, mark, nmark
from vitrail.knowledge.rules.exam import progress

MOST = 5
"""Most remarks of one request; all erreurs are shown, even beyond that."""
_LACKING = frozenset("EXA002 EXA001.offered STG001 STG009 STG011 STR060".split())
"""Codes of things that do not exist yet: reported only in files that a request changes."""


def of_request(diagnostics: Iterable[Diagnostic], changed: Collection[str]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics to report to a request, without those on what is missing in files it does not change."""
    return tuple(fault for fault in diagnostics if fault.id not in _LACKING or fault.place.path in changed)


def progressed(school: School, changed: Collection[str]) -> Iterator[Phrase]:
    """Say of each portfolio that a request changes how far its tableau is: « bloc 1 : 2 compétences sur 6 »."""
    folders = {"/".join(path.split("/")[:2]) for path in changed}
    for cohort, student in school.everyone:
        framework, name = school.framework_of(student), f"{cohort.slug}/{student.slug}"
        if name in folders and framework and (step := progress(student, framework)):
            yield mark("{student} : {table} : {done} sur {asked} ; à venir : {left}.", student=name, **step)


def shortened(diagnostics: Sequence[Diagnostic]) -> tuple[tuple[Diagnostic, ...], tuple[Phrase, ...]]:
    """Keep the erreurs and, up to five in all, the gravest of the others, in their order; the rest is counted.

    Of one severity, those on private data come first: a password is public as soon as the request is accepted.
    Suggestions from titles (REF020), for requests alone, are not counted: ``check`` is named for the rest.
    """
    gravest = sorted(diagnostics, key=lambda fault: (fault.severity.rank, not fault.code.startswith("PRV")))
    errors = sum(fault.severity is Severity.ERROR for fault in diagnostics)
    kept = {id(fault) for fault in gravest[: max(errors, MOST)]}
    left = sum(id(fault) not in kept and fault.code != "REF020" for fault in diagnostics)
    rest = nmark(
        "Et {n} autre remarque, que « vitrail check » donne.",
        "Et {n} autres remarques, que « vitrail check » donne.",
        left,
    )
    return tuple(fault for fault in diagnostics if id(fault) in kept), (rest,) if left else ()


def unsaid(school: School, changed: Collection[str]) -> Iterator[Diagnostic]:
    """Yield, at most once a changed work, the competency that its title clearly evokes and that it does not cite."""
    for _, student in school.everyone:
        for work in student.submitted:
            if work.source.path in changed and (advice := evoked(school, student, work)):
                yield advice


def evoked(school: School, student: Student, work: Realisation) -> Diagnostic | None:
    """Return the competency that a title clearly evokes and that its work does not cite: suggested, never counted."""
    framework = school.framework_of(student)
    if framework is None:
        return None
    code = surest(framework, student.option, work.title)
    cited = {home_of(framework, claim.competency) for claim in work.claims if claim.competency}
    if not code or home_of(framework, code) in cited:
        return None
    return Diagnostic.at("REF020", work.source.at("titre"), code=code, title=framework.by_id[code].title)


def right(school: School, changed: Collection[str], diagnostics: Iterable[Diagnostic]) -> Iterator[Phrase]:
    """Name the good points of each submitted work that a request changes and that has no erreur."""
    faulty = {fault.place.path for fault in diagnostics if fault.severity is Severity.ERROR}
    for _, student in school.everyone:
        for work in student.submitted:
            path = work.source.path
            if path in changed and path not in faulty and (good := tuple(_good(work))):
                yield mark("« {title} » ({good})", title=work.title, good=good)


def _good(work: Realisation) -> Iterator[Phrase]:
    if work.period:
        yield mark("une période")
    if said := sum(bool(claim.sentence and claim.competency) for claim in work.claims):
        yield nmark("{n} compétence expliquée", "{n} compétences expliquées", said)
    if shown := len(work.productions):
        yield nmark("{n} production", "{n} productions", shown)
    if work.written:
        yield mark("un texte")
