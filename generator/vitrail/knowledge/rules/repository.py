"""Checks on who may read or change the repository of a school, whatever its site shows."""

import re
from collections.abc import Iterable, Iterator

from vitrail.content.model.school import School
from vitrail.content.model.student import Student
from vitrail.content.reading.disk.forge import OWNERS
from vitrail.content.values.folding import fold
from vitrail.ground.diagnostics import Diagnostic, Place

_TEAMS = frozenset({"STG004", "STG017", "STG037", "STG043"})
"""Codes that ask for a person, a follow-up or the académie: the team's repository holds what they ask for."""


def answerable(faults: Iterable[Diagnostic], school: School) -> Iterator[Diagnostic]:
    """Yield the faults but those that ask the author of a public repository for what only the team's may hold."""
    return (fault for fault in faults if not (school.public and fault.code in _TEAMS))


def exposed(school: School, forge: str | None) -> Iterator[Diagnostic]:
    """Yield each value reserved to the team in a repository that is public, and one if it is where others are.

    ``school`` is as it was read; ``forge`` is the host of a remote of the repository that looks public.
    """
    if school.public:
        for _, student in school.everyone:
            yield from (Diagnostic.at("PRV008.public", place, key=key) for key, place in _named(student))
    elif forge is not None and school.repository is None:
        yield from _first_reserved(school, forge)


def _first_reserved(school: School, forge: str) -> Iterator[Diagnostic]:
    for _, student in school.everyone:
        for key, place in _reserved(student):
            yield Diagnostic.at("PRV009", place, key=key, forge=forge)
            return


def _named(student: Student) -> Iterator[tuple[str, Place]]:
    """Yield the keys under which a stage speaks of somebody else, or of an absence, with their place."""
    for stage in student.internships:
        for reserved in stage.reserved:
            if reserved.person:
                yield str(reserved.route[-1]), stage.source.at(*reserved.route)
        said = {
            "professeur référent": bool(stage.supervisor),
            "absences": bool(stage.absences),
            "suivi": bool(stage.follow_ups),
        }
        yield from ((key, stage.source.at(fold(key))) for key, written in said.items() if written)


def _reserved(student: Student) -> Iterator[tuple[str, Place]]:
    """Yield the keys that only the team reads (docs/qui-voit-quoi.md, « Ce que chacun voit »), with their place."""
    yield from _named(student)
    for stage in student.internships:
        if any(period.agreement for period in stage.periods):
            yield "convention", stage.source.at("convention")
    for verdict in student.verdicts:
        if verdict.comment:
            yield "commentaire", verdict.at("commentaire")


def unowned(school: School, prefix: str, files: tuple[tuple[str, str], ...]) -> Iterator[Diagnostic]:
    """Yield the classes whose evaluations no CODEOWNERS line covers; ``prefix``: the portfolios in the repository."""
    for name, text in files:
        patterns = [_matching(line.split()[0]) for line in text.splitlines() if "evaluations" in line]
        for cohort in school.cohorts if patterns else ():
            place = f"/{prefix}/{cohort.slug}/evaluations"
            if cohort.slug and not any(pattern.fullmatch(place) for pattern in patterns):
                yield Diagnostic.at("STR048", cohort.source.at(), name=cohort.slug, file=name, forge=OWNERS[name])


def _matching(pattern: str) -> re.Pattern[str]:
    """Compile a pattern as both forges read it: one star stops at a slash, two do not."""
    parts = (".*" if part == "**" else "[^/]*" if part == "*" else re.escape(part) for part in
             re.split(r"(\*\*|\*)", pattern.rstrip("/*") or "/"))  # fmt: skip
    return re.compile("".join(parts))
