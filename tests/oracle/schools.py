"""Random small schools, from a seed: every kind of claim, verdict, production, visibility and context."""

from datetime import date, timedelta
from random import Random

from vitrail.content.model.audience import Visibility
from vitrail.content.model.framework import Competency, Framework, Level, Option, SynthesisTable
from vitrail.content.model.internships.internship import Internship, InternshipPeriod, Report, Tutor
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.realisation import Claim, Context, Mode, Production, ProductionState, Realisation, Status
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.content.model.verdict import Opinion, Role, Verdict
from vitrail.ground.language import Period

OPTIONS = ("A", "B")
SECTIONS = (("formation", "Formation"), ("pro-1", "Première année"), ("pro-2", "Seconde année"))


def framework(rng: Random) -> Framework:
    """Give a tree of one to four levels, with options inherited downwards and a table that asks for others' items."""
    names = [] if rng.random() < 0.3 else list(OPTIONS)
    items: dict[str, Competency] = {}

    def grow(code: str, depth: int, parent: Competency | None) -> None:
        options = parent.options if parent else ()
        if names and not options and rng.random() < 0.3:
            options = (rng.choice(names),)
        node = Competency(
            id=code, kind=f"n{depth}", title=code, local_id=code, depth=depth, options=options,
            parent=parent.id if parent else None,
        )  # fmt: skip
        items[code] = node
        for child in range(rng.randint(0, 3) if depth < 3 else 0):
            grow(f"{code}.{child + 1}", depth + 1, node)

    for root in range(rng.randint(1, 3)):
        grow(f"R{root + 1}", 0, None)
    known = list(items)
    columns = {name: tuple(sorted(rng.sample(known, min(len(known), 3)))) for name in names or [None]}
    return Framework(
        id="f", title="f", short_title="f", judged_level=rng.choice(["n0", "n1"]),
        competencies=tuple(_with_children(item, items) for item in items.values()),
        levels=tuple(Level(kind=f"n{n}", label=f"N{n}") for n in range(4)),
        options=tuple(Option(id=name, title=name) for name in names),
        tables=(SynthesisTable(id="t", title="t", columns=columns, sections=SECTIONS, words=("bloc 1",)),),
    )  # fmt: skip


def _with_children(item: Competency, items: dict[str, Competency]) -> Competency:
    children = tuple(other.id for other in items.values() if other.parent == item.id)
    return Competency(
        id=item.id, kind=item.kind, title=item.title, local_id=item.id, depth=item.depth, parent=item.parent,
        children=children, options=item.options,
    )  # fmt: skip


def student(rng: Random, known: Framework, slug: str) -> Student:
    """Give a student with a few réalisations and many voices."""
    codes = [item.id for item in known.competencies]
    works = tuple(_realisation(rng, codes, f"r{n}") for n in range(rng.randint(0, 5)))
    heard = [*(work.slug for work in works), "old", None]
    return Student(
        slug=slug, last_name=f"Nom-{slug}", framework="f", session=2026,
        option=rng.choice([None, *OPTIONS]) if known.options else None,
        visibility=rng.choice(list(Visibility)),
        realisations=works,
        verdicts=tuple(_verdict(rng, heard, codes, n) for n in range(rng.randint(0, 8))),
        internships=(_internship(rng, codes),),
    )  # fmt: skip


def school(seed: int) -> School:
    """Give a school of one class."""
    rng = Random(seed)
    known = framework(rng)
    slugs = [f"etudiant-{n}x" for n in range(rng.randint(1, 3))]
    students = tuple(student(rng, known, slug) for slug in slugs)
    cohort = Cohort(slug="2024-2026", name="2024-2026", framework="f", session=2026, students=students)
    return School(
        frameworks={"f": known}, cohorts=(cohort,),
        default_visibility=rng.choice([Visibility.PUBLIC] * 5 + [Visibility.JURY]),
        organisations=(Organisation(slug="secret-sa", name="Secret SA", public_name="Une entreprise"),),
    )  # fmt: skip


def _realisation(rng: Random, codes: list[str], slug: str) -> Realisation:
    start = date(2024, 7, 1) + timedelta(days=rng.randint(0, 700))
    end = start + timedelta(days=rng.randint(0, 300))
    return Realisation(
        slug=slug, title=slug,
        period=rng.choice([None, Period(start=start), Period(start=start, end=end)]),
        contexts=tuple(rng.sample(list(Context), rng.randint(0, 2))),
        internships=rng.choice([(), ("stage",)]),
        mode=rng.choice([None, Mode.LIVED, Mode.OBSERVED]),
        team=("etudiant-0x", "etudiant-1x"),
        claims=tuple(_claim(rng, codes) for _ in range(rng.randint(0, 4))),
        productions=tuple(_production(rng) for _ in range(rng.randint(0, 2))),
        status=rng.choice([Status.SUBMITTED] * 4 + [Status.DRAFT]),
        exams=rng.choice([(), ("bloc 1",)]),
        former_names=rng.choice([(), (), ("old",), ("r0", "old")]),
        visibility=rng.choice([Visibility.PUBLIC] * 3 + [Visibility.JURY, Visibility.TEAM]),
        fingerprint=rng.choice(["x", "y"]),
    )  # fmt: skip


def _claim(rng: Random, codes: list[str]) -> Claim:
    if rng.random() < 0.1:
        return Claim(cited="B2.1", competency=None)
    code = rng.choice(codes)
    return Claim(cited=code, competency=code, sentence=rng.choice([None, "une phrase"]))


def _production(rng: Random) -> Production:
    return Production(
        title="p", file=rng.choice([None, "p.pdf"]), reason=rng.choice([None, "client"]),
        state=rng.choice(list(ProductionState)), visibility=rng.choice([Visibility.PUBLIC, Visibility.JURY]),
    )  # fmt: skip


def _verdict(rng: Random, heard: list[str | None], codes: list[str], index: int) -> Verdict:
    return Verdict(
        by="Mme Vert", role=rng.choice([Role.TEACHER, Role.TEACHER, Role.TUTOR]),
        on=date(2026, 1, rng.randint(1, 4)), realisation=rng.choice(heard),
        competency=rng.choice([None, *codes]), opinion=rng.choice([None, *Opinion]),
        fingerprint=rng.choice([None, "x", "y"]), by_team=rng.random() < 0.8, index=index, comment="confidence",
    )  # fmt: skip


def _internship(rng: Random, codes: list[str]) -> Internship:
    host = Organisation(slug="secret-sa", name="Secret SA", public_name="Une entreprise")
    period = Period(start=date(2025, 6, 1), end=date(2025, 7, 1))
    return Internship(
        slug="stage", rank=1,
        periods=(InternshipPeriod(period=period, organisation=host, tutors=(Tutor(name="Tuteur Caché"),)),),
        reports=(Report(slug="semaine-01", number=1, evokes=(rng.choice(codes),)),),
        visibility=rng.choice([Visibility.PUBLIC, Visibility.JURY]),
    )  # fmt: skip
