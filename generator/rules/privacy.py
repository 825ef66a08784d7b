"""What the site keeps for the team, in a repository that everybody may read."""

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Place
from generator.model.school import School
from generator.model.student import Student


def exposed(school: School, forge: str | None) -> Iterator[Diagnostic]:
    """Yield one warning when what the site keeps for the team lies in a repository that a public forge holds.

    ``school`` is as it was read; ``forge`` is the host of a remote of the repository that looks public.
    """
    if forge is None or school.private_repository:
        return
    for _, student in school.everyone:
        for key, place in _reserved(student):
            yield Diagnostic.at("PRV009", place, key=key, forge=forge)
            return


def _reserved(student: Student) -> Iterator[tuple[str, Place]]:
    """Yield the keys that only the team reads (docs/guide-equipe.md, « Ce que chacun voit »), with their place."""
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
