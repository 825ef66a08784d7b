"""Papers that never go on a public site; what the texts themselves betray was found while they were read."""

import re
from collections.abc import Iterator

from generator.coverage.tables import CountedSchool
from generator.diagnostics import Diagnostic, Place
from generator.model.audience import Audience, Visibility
from generator.model.realisation import Realisation, Status
from generator.model.school import School
from generator.model.source import Body
from generator.model.student import Student

_PAPER = re.compile(r"(?:attestation|convention|certificat)[ _-]*(?:de[ _-]*)?(?:stage|travail)", re.IGNORECASE)


def diagnose(known: CountedSchool) -> Iterator[Diagnostic]:
    """Yield attestations and conventions that a public page shows: they hold addresses and signatures."""
    for cohort, student in known.school.everyone:
        if known.school.shown_to(Audience.PUBLIC, cohort, student):
            yield from _public(student)


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
        yield from ((str(one.route[-1]), stage.source.at(*one.route)) for one in stage.reserved if one.person)
        said = {
            "convention": any(period.agreement for period in stage.periods),
            "absences": bool(stage.absences),
            "suivi": bool(stage.follow_ups),
        }
        yield from ((key, stage.source.at(key)) for key, written in said.items() if written)
    for verdict in student.verdicts:
        if verdict.comment:
            yield "commentaire", verdict.at("commentaire")


def _public(student: Student) -> Iterator[Diagnostic]:
    for item in student.realisations:
        if item.visibility is Visibility.PUBLIC and item.status is Status.SUBMITTED:
            yield from _productions(item)
            yield from _linked(item.body)
    for stage in student.internships:
        if stage.visibility is Visibility.PUBLIC:
            yield from _linked(stage.body)
    for page in student.pages:
        if page.visibility is Visibility.PUBLIC and not page.status_draft:
            yield from _linked(page.body)
    yield from _linked(student.body)


def _productions(item: Realisation) -> Iterator[Diagnostic]:
    for index, production in enumerate(item.productions):
        named = production.file and production.visibility is Visibility.PUBLIC
        if named and _PAPER.search(f"{production.title} {production.file}"):
            place = item.source.at("productions", index)
            yield Diagnostic.at("PRV005", place, target=production.title)


def _linked(body: Body | None) -> Iterator[Diagnostic]:
    if body is None:
        return
    for link in body.links:
        name = link.target.rpartition("/")[2]
        if "://" not in link.target and "." in name and not name.endswith(".md") and _PAPER.search(name):
            yield Diagnostic.at("PRV005", body.at(link), target=name[:80])
