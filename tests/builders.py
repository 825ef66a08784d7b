"""Small schools for tests: each builder gives a valid record, and what a test is about is written in the test."""

from datetime import date

from generator.coverage import compute, view
from generator.language import Language, Period
from generator.model.audience import Audience
from generator.model.framework import Competency, Framework, Indicator, Level, Option, SynthesisTable
from generator.model.internships.internship import Internship, InternshipPeriod
from generator.model.internships.organisation import Organisation
from generator.model.realisation import Claim, Context, Mode, Production, Realisation
from generator.model.school import Cohort, School, Teacher
from generator.model.source import Body, Source
from generator.model.student import Student, WatchEntry
from generator.pages.links import Links
from generator.pages.setting import Setting
from generator.pages.site import Parts
from generator.pages.team import TeamView
from generator.rules.examiners import ExaminedSchool

TODAY = date(2026, 3, 1)
SPRING = Period(start=date(2026, 1, 12), end=date(2026, 2, 6))


def competency(code, title, parent=None, children=(), options=(), **more):
    """A node of the fictitious référentiel."""
    depth = code.count(".")
    return Competency(
        id=code, kind=("domaine", "savoir-faire")[depth], title=title, local_id=code, depth=depth, parent=parent,
        children=children, options=options, **more,
    )  # fmt: skip


def framework(**more):
    """A fictitious référentiel: two domains, three judged competencies, one of them an option's."""
    items = (
        competency("X1", "Cuire", children=("X1.1", "X1.2")),
        competency("X1.1", "Pétrir & lever", parent="X1", indicators=(Indicator(text="La pâte lève"),)),
        competency("X1.2", "Enfourner", parent="X1"),
        competency("X2", "Vendre", children=("X2.1",), options=("SUCRE",)),
        competency("X2.1", "Conseiller", parent="X2", options=("SUCRE",)),
    )
    table = SynthesisTable(
        id="t", title="Tableau des fournées", columns={None: ("X1.1", "X1.2")},
        sections=(("formation", "En formation"), ("pro-1", "En première année"), ("pro-2", "En seconde année")),
    )  # fmt: skip
    values = {
        "id": "essai.pain", "title": "Boulangerie — essai", "short_title": "Pain", "competencies": items,
        "levels": (Level(kind="domaine", label="Domaine"), Level(kind="savoir-faire", label="Savoir-faire")),
        "judged_level": "savoir-faire", "options": (Option(id="SUCRE", title="Sucre"), Option(id="SEL", title="Sel")),
        "tables": (table,), "first_session": 2020,
    }  # fmt: skip
    return Framework(**(values | more))


def work(slug="four", **more):
    """A submitted réalisation that declares X1.1."""
    values = {
        "slug": slug, "title": "Chauffer le four", "period": SPRING, "contexts": (Context.TRAINING,),
        "mode": Mode.LIVED, "claims": (Claim(cited="X1.1", competency="X1.1", sentence="Une fournée par jour."),),
        "productions": (Production(title="Carnet", file="c/lea/fichiers/carnet.pdf"),),
        "source": Source(path=f"c/lea/realisations/{slug}.md"),
    }  # fmt: skip
    return Realisation(**(values | more))


def stage(**more):
    """A dated stage at the mill."""
    mill = Organisation(slug="moulin", name="Moulin")
    values = {"slug": "moulin", "periods": (InternshipPeriod(period=SPRING, organisation=mill),)}
    return Internship(**(values | more))


def student(slug="lea", **more):
    """A portfolio of one réalisation."""
    values = {
        "slug": slug, "last_name": "Moreau", "first_name": "Léa", "option": "SUCRE", "framework": "essai.pain",
        "realisations": (work(),), "internships": (stage(),), "watch": (WatchEntry(slug="levure", title="Levures"),),
        "body": Body(path=f"c/{slug}/index.md", words=3), "source": Source(path=f"c/{slug}/index.md"),
    }  # fmt: skip
    return Student(**(values | more))


def cohort(*students, **more):
    """A class, of one student unless more are given."""
    values = {
        "slug": "c", "name": "Fournil 2025-2027", "framework": "essai.pain", "session": 2027,
        "team": (Teacher(name="Mme Fournier"),), "students": students or (student(),),
    }  # fmt: skip
    return Cohort(**(values | more))


def school(*cohorts, **more):
    """A school of one class unless more are given."""
    known = framework()
    values = {
        "name": "École du pain", "frameworks": {known.id: known}, "cohorts": cohorts or (cohort(),),
        "organisations": (Organisation(slug="moulin", name="Moulin", town="Valmont"),),
    }  # fmt: skip
    return School(**(values | more))


def parts(records, audience=Audience.TEAM, code="fr", team=None, **more):
    """The parts of a school's site; ``team`` is what is known of its files."""
    counted = compute(records)
    examiners = ExaminedSchool(
        school=records, coverage=counted, jury=view(records, Audience.JURY), hidden={}, diagnostics=(), asked=None,
        today=TODAY,
    )  # fmt: skip
    known = TeamView(cohorts=tuple(one.slug for one in records.cohorts), examiners=examiners, **(team or {}))
    setting = Setting(
        school=records, coverage=counted, audience=audience, language=Language(code), today=TODAY,
        known=known, links=Links(school=records, audience=audience, **more),
    )  # fmt: skip
    return Parts(setting=setting)


def pages(records, audience=Audience.TEAM, code="fr", **more):
    """Plan a school's site: address → page."""
    specs = tuple(spec for part in parts(records, audience, code, **more) for spec in part.pages())
    by_address = {spec.url: spec for spec in specs}
    assert len(by_address) == len(specs), "two pages have one address"
    return by_address
