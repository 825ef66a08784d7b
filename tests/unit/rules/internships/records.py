"""A school whose two stages satisfy every rule, and short ways to spoil it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from tests.builders import check
from vitrail.content.model.internships.internship import (
    Agreement,
    Certificate,
    Clause,
    FollowUp,
    Internship,
    InternshipPeriod,
    Report,
    Review,
    Tutor,
)
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.realisation import Claim, Context, Mode, Production, Realisation
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.source import Body, Section, Source
from vitrail.content.model.student import Student
from vitrail.content.reading.frameworks import load_shipped
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import Period
from vitrail.knowledge.coverage.tables import Coverage

AFTER = date(2021, 7, 15)
"""Both years are over."""
ONE = Period(start=date(2020, 5, 25), end=date(2020, 6, 26))
TWO = Period(start=date(2021, 1, 4), end=date(2021, 2, 5))
FRAMEWORKS = load_shipped()
CLAUSES = (Clause.LIABILITY, Clause.OBJECTIVES, Clause.STEPS, Clause.FOLLOW_UP)


def part(period: Period, host: str = "Syndicat des eaux") -> InternshipPeriod:
    """Write one period with its papers in order."""
    end = period.end or period.start
    return InternshipPeriod(
        period=period,
        organisation=Organisation(slug=host, name=host, kind="administration"),
        tutors=(Tutor(name="Mme Le Goff"),),
        agreement=Agreement(signed_on=date(2019, 12, 1), clauses=CLAUSES),
        certificate=Certificate(
            delivered_on=end, start=period.start, end=end, weeks=5, content="Support et inventaire", session=2021
        ),
    )


def stage(rank: int, *parts: InternshipPeriod, **changes: object) -> Internship:
    """Write a stage with everything that is asked of it."""
    slug = f"stage-{rank}"
    path = f"2019-2021/le-bris-anna/stages/{slug}"
    last = parts[-1].period.end or parts[-1].period.start
    whole = Internship(
        slug=slug,
        rank=rank,
        periods=parts,
        supervisor="M. Durand",
        objectives=("Tenir le parc à jour",),
        missions=("Inventaire",),
        follow_ups=(FollowUp(on=parts[0].period.start),),
        reports=(
            Report(slug="semaine-01", number=1, activities="Atelier.", source=Source(path=f"{path}/semaine-01.md")),
        ),
        reviews=(Review(slug="bilan", on=last, gained="Un métier.", source=Source(path=f"{path}/bilan.md")),),
        body=Body(path=f"{path}/index.md", words=80, sections=(Section(title="Contexte", anchor="contexte", line=9),)),
        source=Source(path=f"{path}/index.md"),
    )
    return replace(whole, **changes)


def evidence(rank: int, **changes: object) -> Realisation:
    """Write a réalisation made during a stage."""
    whole = Realisation(
        slug=f"travail-{rank}",
        title="Travail",
        contexts=(Context.INTERNSHIP,),
        internships=(f"stage-{rank}",),
        mode=Mode.LIVED,
        claims=(Claim(cited="A1.1.1", competency="A1.1.1"),),
        productions=(Production(title="Note", file="note.pdf"),),
        source=Source(path=f"2019-2021/le-bris-anna/realisations/travail-{rank}.md"),
    )
    return replace(whole, **changes)


def student(*stages: Internship, **changes: object) -> Student:
    """Write a student, by default with both stages."""
    whole = Student(
        slug="le-bris-anna",
        last_name="Le Bris",
        session=2021,
        internships=stages or (stage(1, part(ONE)), stage(2, part(TWO))),
        realisations=(evidence(1), evidence(2)),
        source=Source(path="2019-2021/le-bris-anna/index.md"),
    )
    return replace(whole, **changes)


def school(*students: Student, cohort: dict[str, object] | None = None, **changes: object) -> School:
    """Write a school of one class, by default with the perfect student."""
    group = Cohort(
        slug="2019-2021",
        name="BTS SIO 2019-2021",
        framework="fr.bts-sio.2011",
        session=2021,
        years=(
            Period(start=date(2019, 9, 2), end=date(2020, 7, 4)),
            Period(start=date(2020, 9, 1), end=date(2021, 6, 30)),
        ),
        students=students or (student(),),
        platform="Moodle",
        follow_ups=(FollowUp(on=date(2020, 6, 12), by="M. Durand"),),
        source=Source(path="2019-2021/promotion.yml"),
    )
    whole = School(
        frameworks=FRAMEWORKS,
        academy="Rennes",
        zone="B",
        cohorts=(replace(group, **(cohort or {})),),
        source=Source(path="etablissement.yml"),
    )
    return replace(whole, **changes)


def first(spoil: Callable[[Internship], Internship]) -> School:
    """Write a school whose first stage is spoiled."""
    return school(student(spoil(stage(1, part(ONE))), stage(2, part(TWO))))


def paper(**changes: object) -> School:
    """Write a school where the papers of the first stage are changed."""
    return first(lambda item: replace(item, periods=(replace(item.periods[0], **changes),)))


def dated(one: Period, two: Period = TWO, **changes: object) -> School:
    """Write a school whose stages have those dates; the changes are the second stage's."""
    return school(student(stage(1, part(one)), stage(2, part(two), **changes)))


def judge(subject: School, today: date = AFTER, coverage: Coverage | None = None) -> tuple[Diagnostic, ...]:
    """Run the rules."""
    return tuple(
        one for one in check(subject, coverage or Coverage(), today) if one.code.startswith(("STG", "STR", "REF"))
    )


def codes(subject: School, today: date = AFTER, coverage: Coverage | None = None) -> list[str]:
    """Run the rules and keep the codes, in order."""
    return sorted(item.id for item in judge(subject, today, coverage))
