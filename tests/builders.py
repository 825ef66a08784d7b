"""Small schools for tests: each builder gives a valid record, and what a test is about is written in the test."""

from datetime import date

from msgspec.structs import replace

from vitrail.content.addressing import addresses
from vitrail.content.addressing.table import AtRoot, InCohort
from vitrail.content.model.audience import Audience
from vitrail.content.model.framework import Competency, Framework, Indicator, Level, Option, SynthesisTable
from vitrail.content.model.internships.internship import Internship, InternshipPeriod
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.ledger import Measure
from vitrail.content.model.realisation import Claim, Context, Mode, Production, Realisation
from vitrail.content.model.school import Cohort, School, Teacher
from vitrail.content.model.source import Body, Source
from vitrail.content.model.student import Student, WatchEntry
from vitrail.content.model.verdict import Opinion, Role, Verdict
from vitrail.content.values.dates import read_period
from vitrail.ground.language import Language, Period
from vitrail.knowledge.coverage import compute, view
from vitrail.knowledge.coverage.tables import CountedSchool
from vitrail.knowledge.rules import of_class, of_student, tallied
from vitrail.knowledge.rules.examiners import ExaminedSchool
from vitrail.knowledge.rules.silence import Extent, heard
from vitrail.site.pages.links import Links
from vitrail.site.pages.portfolio.portfolio import portfolio
from vitrail.site.pages.setting import Crowd, Setting
from vitrail.site.pages.site import class_pages, portfolio_pages, wide_pages
from vitrail.site.pages.team import TeamView

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


def stage(*periods, **more):
    """A stage at the mill, in some periods as people write them, else in the spring."""
    mill = Organisation(slug="moulin", name="Moulin")
    spans = tuple(map(read_period, periods)) or (SPRING,)
    values = {"slug": "moulin", "periods": tuple(InternshipPeriod(period=span, organisation=mill) for span in spans)}
    return Internship(**(values | more))


def verdict(opinion=Opinion.RETAINED, **more):
    """An opinion of the teacher on the réalisation."""
    values = {"by": "Mme Fournier", "role": Role.TEACHER, "on": date(2026, 2, 9), "realisation": "four"}
    return Verdict(**(values | {"opinion": opinion} | more))


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


class Places:
    """Where the files of a school are in its site, in the place of what a build asks of its memo."""

    def __init__(self, records, attachments=None, measures=None):
        self._attachments, self._measures = attachments, measures or {}
        self._pages = {one.source.path: addresses.organisation(one) for one in records.organisations}
        self._roots = {addresses.student_root(*who) for who in records.everyone}
        for group, one in records.everyone:
            self._pages[one.source.path] = addresses.student(group, one)
            told = (*one.realisations, *one.watch, *one.pages, *one.internships)
            self._pages |= {item.source.path: addresses.page_of(group, one, item) for item in told}
            for owner in one.internships:
                for item in owner.accounts:
                    self._pages[item.source.path] = addresses.journal(group, one, owner, item.slug)
        self._pages |= {one.source.path: addresses.in_cohort(one, InCohort.HOME) for one in records.cohorts if one.slug}
        self._pages[records.source.path] = AtRoot.SCHOOL
        self._pages.pop("", None)

    def page(self, file):
        """The page of a file."""
        return self._pages.get(file)

    def file(self, file):
        """An attached file; without any that is named, each keeps its path."""
        url = file if self._attachments is None else self._attachments.get(file)
        return (url, self._measures.get(file, Measure())) if url else None

    def owned(self, url):
        """Whether an address is in a portfolio."""
        return any(url.startswith(root) for root in self._roots)


def check(school, coverage, today):
    """What is wrong in a school on a day, in each portfolio and once a class, as one run tells it."""
    known = CountedSchool(school=school, coverage=coverage, today=today)
    yield from heard(of_student(known), Extent.SCHOOL)
    for cohort in school.cohorts:
        alone = (replace(known, school=school.alone(cohort, student)) for student in cohort.students)
        yield from of_class(cohort, school.framework_of(cohort), [tallied(counted) for counted in alone])


def setting(records, audience=Audience.TEAM, code="fr", team=None, **more):
    """What a school's pages are planned from; ``team`` is what is known of its files."""
    attachments, measures = more.pop("attachments", None), more.pop("measures", None)
    counted = compute(records)
    examiners = ExaminedSchool(
        school=records, coverage=counted, jury=view(records, Audience.JURY), hidden={}, diagnostics=(), asked=None,
        today=TODAY,
    )  # fmt: skip
    told = TeamView(cohorts=tuple(one.slug for one in records.cohorts), readiness=examiners.judge, **(team or {}))
    names = {}
    for group, one in records.everyone:
        names.setdefault(one.name, []).append(group.name)
    used = {one.framework for one in (*records.cohorts, *(one for _, one in records.everyone))}
    return Setting(
        school=records, coverage=counted, audience=audience, language=Language(code), today=TODAY,
        team=told if audience is Audience.TEAM else TeamView(),
        crowd=Crowd(
            names={name: tuple(every) for name, every in names.items()}, frameworks=tuple(sorted(filter(None, used)))
        ),
        links=Links(addresses=Places(records, attachments, measures), attachments=attachments or {}),
        **more,
    )  # fmt: skip


def pages(records, audience=Audience.TEAM, code="fr", **more):
    """Plan a school's site: address → page."""
    known = setting(records, audience, code, **more)
    specs = [spec for kind in ("school", "status", "regulation") for spec in wide_pages(kind, known)]
    for group in records.cohorts:
        specs += class_pages(known, group)
        specs += (spec for one in group.students for spec in portfolio_pages(portfolio(known, group, one)))
    by_address = {spec.url: spec for spec in specs}
    assert len(by_address) == len(specs), "two pages have one address"
    return by_address
