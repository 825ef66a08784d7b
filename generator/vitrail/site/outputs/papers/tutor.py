"""The questions to a tutor: two A4 that recall the stage, list the claims made there, and leave room to answer."""

from collections.abc import Iterator
from itertools import accumulate

from vitrail.content.addressing.spec import Content, templated
from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.realisation import Realisation, Status
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.ground.language import Language, elided
from vitrail.site.pages.elements import Row

_ROOM = 18
"""Most lines of claims, two each and one for a réalisation's name, so that the answers have room on two pages."""
_REPORTS = 4
_AIMS = 3
"""Most objectives, and most missions, listed: the paper is one sheet."""
_SENTENCE = 84
"""Most characters of a sentence: a line of the page."""
_HEADINGS = "Votre témoignage sur le stage de {name}", "Votre témoignage sur l'alternance de {name}"
"""Heading for a stage, and for an apprenticeship."""
_QUESTIONS = (
    "Qu'a mené {first} sans aide, et qu'est-ce qui en a demandé ?",
    "Quel travail vous a été le plus utile ?",
    "Qu'est-ce qui reste à travailler ?",
    "Que lui confieriez-vous aujourd'hui ?",
)


def tutor_sheet(school: School, cohort: Cohort, student: Student, stage: Internship, say: Language) -> Content:
    """Prepare the sheet of a stage, its réalisations and reports included, drafts left out."""
    framework = school.framework_of(student, cohort)
    claims = tuple(_claims(student, stage, framework))
    reports = tuple(
        (
            say.period(report.period) if report.period else str(report.number),
            _short(" ; ".join((report.activities or "").splitlines())),
        )
        for report in stage.reports
    )
    first = student.first_name or student.name
    return templated(
        "tuteur",
        title=f"tuteur-{student.slug}-{stage.slug}",
        heading=elided(_HEADINGS[stage.apprenticeship], {"name": student.name}).format(name=student.name),
        student=student.name,
        certificate="le certificat de travail" if stage.apprenticeship else "l'attestation de stage",
        diploma=framework.title if framework else cohort.name,
        school=school.name or "",
        host=say.listing([item.name for item in stage.organisations]) if stage.organisations else "",
        tutors=tuple(tutor.name for tutor in stage.tutors),
        when=say.period(stage.span) if stage.span else "",
        objectives=tuple(map(_short, stage.objectives[:_AIMS])),
        missions=tuple(map(_short, stage.missions[:_AIMS])),
        reports=reports[:_REPORTS],
        more_reports=max(0, len(reports) - _REPORTS),
        claims=(kept := _fitting(claims)),
        more_claims=len(claims) - len(kept),
        questions=tuple(question.format(first=first) for question in _QUESTIONS),
        apart=school.verdicts_apart is not None,
        contact=school.data_contact or "",
    )


def _claims(student: Student, stage: Internship, framework: Framework | None) -> Iterator[Row]:
    for work in sorted(student.realisations, key=Realisation.sort_key):
        if work.status is Status.SUBMITTED and stage.slug in work.internships:
            for rank, claim in enumerate(work.claims):
                known = framework.by_id.get(claim.competency or "") if framework else None
                yield Row(
                    code=known.id if known else claim.cited,
                    title=_short(known.title) if known else "",
                    sentence=_short(claim.sentence or ""),
                    work=_short(work.title),
                    first=rank == 0,
                )


def _fitting(claims: tuple[Row, ...]) -> tuple[Row, ...]:
    """Keep the first claims, as many as the page has room for."""
    lines = accumulate(2 + claim.first for claim in claims)
    return tuple(claim for claim, line in zip(claims, lines, strict=True) if line <= _ROOM)


def _short(text: str) -> str:
    """Cut a text at a word, so that every claim keeps its line."""
    line = " ".join(text.split())
    return line if len(line) <= _SENTENCE else f"{line[:_SENTENCE].rsplit(' ', 1)[0]}…"
