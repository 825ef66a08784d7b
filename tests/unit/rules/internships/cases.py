"""One school per code: spoiled so that this code speaks, and no other of its subject."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from tests.unit.rules.internships.records import (
    CLAUSES,
    FRAMEWORKS,
    ONE,
    TWO,
    dated,
    evidence,
    first,
    paper,
    part,
    school,
    stage,
    student,
)
from vitrail.content.model.framework import Competency, Framework
from vitrail.content.model.internships.internship import (
    Accord,
    Agreement,
    Clause,
    FollowUp,
    Quality,
    Report,
    Review,
    TimeOff,
)
from vitrail.content.model.internships.regulation import Profile
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.school import School
from vitrail.content.model.source import Body, Section, Source
from vitrail.content.model.state import State
from vitrail.ground.language import Period
from vitrail.knowledge.coverage.tables import CohortCoverage, CompetencyCoverage, Coverage, StudentCoverage

SIGNED = date(2019, 12, 1)
EXTENDED = Agreement(signed_on=SIGNED, clauses=(*CLAUSES, Clause.EXTENSION, Clause.ADMINISTRATION))
WINTER = Period(start=date(2021, 2, 22), end=date(2021, 3, 5))
"""Two weeks of the winter holidays of zone B in 2021."""


def extended(extension: Period, agreement: Agreement = EXTENDED, **changes: object) -> School:
    """Write a school whose second stage is prolonged."""
    second = stage(2, replace(part(TWO), agreement=agreement), extension=extension, reviews=())
    return school(student(stage(1, part(ONE)), second), **changes)


def without(clause: Clause) -> School:
    """Write a school where a clause is missing from the first convention."""
    return paper(agreement=Agreement(signed_on=SIGNED, clauses=tuple(item for item in CLAUSES if item is not clause)))


def certified(**changes: object) -> School:
    """Write a school where the first attestation is changed."""
    whole = part(ONE).certificate
    assert whole is not None
    return paper(certificate=replace(whole, **changes))


def reports(*numbers: int, period: Period | None = None) -> School:
    """Write a school whose first stage has those reports."""
    written = tuple(
        Report(
            slug=f"semaine-{n:02}-{i}",
            number=n,
            period=period,
            activities="Atelier.",
            source=Source(path=f"semaine-{n:02}-{i}.md"),
        )
        for i, n in enumerate(numbers)
    )
    return first(lambda item: replace(item, reports=written))


def with_framework() -> School:
    """Write a school that knows two blocs of which stages touch one."""
    items = (
        Competency(id="P1", kind="processus", title="Production de services", local_id="P1", depth=0),
        Competency(id="A1.1.1", kind="activite", title="Analyse", local_id="A1.1.1", depth=1, parent="P1"),
        Competency(id="P2", kind="processus", title="Fourniture de services", local_id="P2", depth=0),
    )
    whole = Framework(
        id="fr.bts-sio.2011",
        title="",
        short_title="",
        competencies=items,
        levels=(),
        judged_level="activite",
        profiles=FRAMEWORKS["fr.bts-sio.2011"].profiles,
    )
    return school(frameworks={whole.id: whole})


TWO_BLOCS = Coverage(
    cohorts=(
        CohortCoverage(
            cohort="2019-2021",
            students=(
                StudentCoverage(
                    student="2019-2021/le-bris-anna",
                    framework="fr.bts-sio.2011",
                    option=None,
                    competencies={code: CompetencyCoverage(state=State.UNCOVERED) for code in ("P1", "A1.1.1", "P2")},
                ),
            ),
        ),
    )
)

SUMMER = dated(
    Period(start=date(2020, 6, 1), end=date(2020, 7, 3)),
    extension=Period(start=date(2020, 7, 27), end=date(2020, 8, 7)),
    periods=(replace(part(TWO), agreement=EXTENDED),),
    reviews=(),
)

CASES: dict[str, Callable[[], School]] = {
    "STG001": lambda: school(student(realisations=(evidence(2),))),
    "STG002": lambda: first(lambda item: replace(item, missions=())),
    "STG102": lambda: first(lambda item: replace(item, accord=Accord(team=date(2020, 5, 26)))),
    "STG003": lambda: first(lambda item: replace(item, reports=(), reviews=())),
    "STG004": lambda: first(lambda item: replace(item, supervisor=None)),
    "STG006": lambda: school(cohort={"profiles": {Pathway.SCHOOL: Profile(organisation_kinds=("entreprise",))}}),
    "STG007": lambda: school(student(realisations=(evidence(1, mode=None), evidence(2)))),
    "STG008": lambda: school(student(realisations=(evidence(1, productions=()), evidence(2)))),
    "STG009": lambda: first(
        lambda item: replace(
            item, body=Body(path="x.md", sections=(Section(title="Introduction", anchor="introduction", line=9),))
        )
    ),
    "STG011": with_framework,
    "STG015": lambda: school(student(stage(1, part(ONE)))),
    "STG017": lambda: first(lambda item: replace(item, follow_ups=())),
    "STG117": lambda: school(cohort={"platform": None}),
    "STG019": lambda: dated(Period(start=date(2020, 5, 25), end=date(2020, 6, 19))),
    "STG020": lambda: dated(Period(start=date(2020, 6, 8), end=date(2020, 6, 26))),
    "STG120": lambda: dated(Period(start=date(2020, 1, 6), end=date(2020, 2, 7))),
    "STG220": lambda: school(
        student(
            stage(
                1,
                part(Period(start=date(2020, 5, 25), end=date(2020, 6, 11))),
                part(Period(start=date(2020, 6, 15), end=date(2020, 6, 26))),
            ),
            stage(2, part(TWO)),
        )
    ),
    "STG021": lambda: dated(ONE, Period(start=date(2021, 1, 4), end=date(2021, 1, 29))),
    "STG121": lambda: dated(ONE, Period(start=date(2020, 7, 27), end=date(2020, 8, 28))),
    "STG221": lambda: school(
        student(
            stage(1, part(ONE)),
            stage(
                2,
                part(Period(start=date(2021, 1, 4), end=date(2021, 1, 20))),
                part(Period(start=date(2021, 1, 22), end=date(2021, 2, 5))),
            ),
        )
    ),
    "STG023": lambda: first(
        lambda item: replace(item, reviews=(Review(slug="bilan", on=date(2020, 6, 1), source=Source(path="b.md")),))
    ),
    "STG025": lambda: extended(
        Period(start=date(2021, 2, 22), end=date(2021, 3, 12)),
        holidays=(TimeOff(reason="Hiver", period=Period(start=date(2021, 2, 20), end=date(2021, 3, 14))),),
    ),
    "STG125": lambda: extended(Period(start=date(2021, 3, 15), end=date(2021, 3, 26))),
    "STG225": lambda: extended(WINTER, zone=None),
    "STG026": lambda: extended(WINTER, Agreement(signed_on=SIGNED, clauses=CLAUSES)),
    "STG126": lambda: extended(WINTER, Agreement(signed_on=SIGNED, clauses=(*CLAUSES, Clause.EXTENSION))),
    "STG027": lambda: SUMMER,
    "STG028": lambda: paper(agreement=None),
    "STG128": lambda: paper(agreement=Agreement(signed_on=date(2020, 5, 28), clauses=CLAUSES)),
    "STG031": lambda: without(Clause.LIABILITY),
    "STG032": lambda: without(Clause.OBJECTIVES),
    "STG033": lambda: without(Clause.STEPS),
    "STG034": lambda: without(Clause.FOLLOW_UP),
    "STG035": lambda: first(
        lambda item: replace(item, absences=(TimeOff(period=Period(start=date(2020, 6, 8), end=date(2020, 6, 10))),))
    ),
    "STG036": lambda: first(lambda item: replace(item, quality=Quality.EMPLOYEE)),
    "STG037": lambda: paper(tutors=()),
    "STG039": lambda: school(cohort={"weekly_reports_required": True}),
    "STG040": lambda: paper(certificate=None),
    "STG041": lambda: certified(content=None),
    "STG141": lambda: certified(end=date(2020, 6, 19)),
    "STG042": lambda: certified(session=2020),
    "STG043": lambda: school(academy=None),
    "STG302": lambda: school(
        student(
            stage(1, part(ONE)),
            stage(2, part(TWO)),
            stage(2, part(Period(start=date(2021, 1, 11), end=date(2021, 1, 29))), slug="double"),
            realisations=(evidence(1), evidence(2), evidence(2, internships=("double",))),
        )
    ),
    "STG303": lambda: reports(2, period=Period(start=date(2020, 9, 7), end=date(2020, 9, 11))),
    "STG303.week": lambda: reports(6),
    "STG303.twice": lambda: reports(2, 2),
    "STG306": lambda: school(
        student(
            stage(
                1,
                replace(
                    part(Period(start=date(2018, 5, 28), end=date(2018, 6, 29))),
                    agreement=Agreement(signed_on=date(2018, 3, 1), clauses=CLAUSES),
                ),
            ),
            stage(2, part(TWO)),
        )
    ),
    "STG306.absence": lambda: first(
        lambda item: replace(item, absences=(TimeOff(period=Period(start=date(2020, 7, 6), end=date(2020, 7, 7))),))
    ),
    "STG306.visit": lambda: first(lambda item: replace(item, follow_ups=(FollowUp(on=date(2021, 6, 8)),))),
    "STG306.certificate": lambda: certified(delivered_on=date(2020, 5, 26)),
    "STG040.work": lambda: school(
        student(stage(1, replace(part(ONE), certificate=None), apprenticeship=True), pathway=Pathway.APPRENTICESHIP)
    ),
}
"""Code → the school that raises it."""

COVERAGES: dict[str, Coverage] = {"STG011": TWO_BLOCS}
"""What was counted, where a rule asks."""

ALSO: dict[str, tuple[str, ...]] = {"STG006": ("STG006",), "STG039": ("STG039",)}
"""What a case raises once more: the class's wish concerns both stages."""
