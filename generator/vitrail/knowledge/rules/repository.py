"""Checks on who may read or change the repository of a school, whatever its site shows."""

import re
from collections.abc import Iterator

from vitrail.content.model.school import School
from vitrail.content.model.student import Student
from vitrail.content.reading.disk.forge import OWNERS
from vitrail.ground.diagnostics import Diagnostic, Place


def exposed(school: School, forge: str | None) -> Iterator[Diagnostic]:
    """Yield one warning when values reserved to the team are in a repository hosted on a public forge.

    ``school`` is as it was read; ``forge`` is the host of a remote of the repository that looks public.
    """
    if forge is None or school.private_repository:
        return
    for _, student in school.everyone:
        for key, place in _reserved(student):
            yield Diagnostic.at("PRV009", place, key=key, forge=forge)
            return


def _reserved(student: Student) -> Iterator[tuple[str, Place]]:
    """Yield the keys that only the team reads (docs/qui-voit-quoi.md, « Ce que chacun voit »), with their place."""
    for stage in student.internships:
        yield from (
            (str(reserved.route[-1]), stage.source.at(*reserved.route))
            for reserved in stage.reserved
            if reserved.person
        )
        said = {
            "convention": any(period.agreement for period in stage.periods),
            "absences": bool(stage.absences),
            "suivi": bool(stage.follow_ups),
        }
        yield from ((key, stage.source.at(key)) for key, written in said.items() if written)
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
