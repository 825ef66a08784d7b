"""The questions to a tutor: pages that recall the stage, list all the claims made there, and leave room to answer."""

from collections.abc import Iterator

from vitrail.content.addressing.spec import Content, templated
from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.realisation import Realisation, Status
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.ground.language import Language, elided
from vitrail.site.pages.elements import Row

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
    reports = (
        (
            say.period(report.period) if report.period else str(report.number),
            _line(" ; ".join((report.activities or "").splitlines())),
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
        objectives=tuple(map(_line, stage.objectives)),
        missions=tuple(map(_line, stage.missions)),
        reports=tuple(reports),
        claims=tuple(_claims(student, stage, framework)),
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
                    title=_line(known.title) if known else "",
                    sentence=_line(claim.sentence or ""),
                    work=_line(work.title),
                    first=rank == 0,
                )


def _line(text: str) -> str:
    return " ".join(text.split())
