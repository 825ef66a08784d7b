"""What pages elsewhere show of a portfolio: its record without texts, its name and works, its files' addresses."""

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.facts.given import audience_files
from vitrail.building.making.facts.people import owner, parent_folders
from vitrail.building.making.facts.readers import class_edition, school_edition, seen, shown_class, visible_portfolios
from vitrail.building.making.facts.run import SCHOOL, class_record, classes, portfolios, students_in
from vitrail.content.addressing import addresses
from vitrail.content.addressing.addresses import Authored
from vitrail.content.addressing.table import AtRoot, InCohort
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.ledger import Measure
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.source import Source
from vitrail.content.model.student import Student
from vitrail.content.model.textual import untextual
from vitrail.content.reading.packing import phrased
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import printed, question, transient
from vitrail.knowledge.coverage.workshops import WORKSHOP
from vitrail.site.pages.setting import Crowd


@question(phrased(Student | None), part=3)
def card(memo: Memo, audience: str, cohort: str, student: str) -> Student | None:
    """Return a portfolio without its texts, for the pages of its class and of the school.

    An edited text gives an equal card, so that none of these pages is planned again.
    """
    person = seen(memo, audience, cohort, student)
    return untextual(person, {said.fingerprint or "" for said in person.voices}) if person else None


@question(Student | None, part=3)
def student_entry(memo: Memo, audience: str, cohort: str, student: str) -> Student | None:
    """Return the student of a portfolio and the slugs of its works, for the pages of other portfolios."""
    person = card(memo, audience, cohort, student)
    return _slim(person) if person else None


@question(tuple[str, ...], part=3)
def welcomed_by(memo: Memo, audience: str, cohort: str, student: str) -> tuple[str, ...]:
    """Return the slugs of the organisations that welcomed a student, whose pages name the student."""
    person = card(memo, audience, cohort, student)
    hosts = (host.slug for stage in (person.internships if person else ()) for host in stage.organisations)
    return tuple(sorted({*hosts} - {""}))


@question(tuple[str, ...], part=2)
def class_members(memo: Memo, audience: str, cohort: str) -> tuple[str, ...]:
    """Name the students of a class whose portfolios an audience is shown."""
    return tuple(student for student in students_in(memo, cohort) if student_entry(memo, audience, cohort, student))


@question(tuple[str, ...], part=3)
def shown_texts(memo: Memo, audience: str, cohort: str, student: str) -> tuple[str, ...]:
    """Return the paths of the texts that the pages of a portfolio, or the school's own, show to an audience."""
    if (cohort, student) == SCHOOL:
        return tuple(body.path for body in school_edition(memo, audience).record.bodies)
    person = card(memo, audience, cohort, student)
    return tuple(body.path for body in person.bodies) if person else ()


def _slim(person: Student) -> Student:
    return replace(
        person, body=None, source=Source(path=person.source.path), tagline=None, photo=None, links=(), oral=(),
        technologies=(), certifications=(), watch=(), pages=(), verdicts=(), former=(),
        realisations=tuple(
            Realisation(slug=work.slug, title="", facts=_workshops(work.facts)) for work in person.realisations
        ),
        internships=tuple(
            Internship(slug=stage.slug, facts=_workshops(stage.facts)) for stage in person.internships
        ),
    )  # fmt: skip


def _workshops(facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(fact for fact in facts if fact[0] == WORKSHOP)


@question(dict[str, str], part=3)
def page_addresses(memo: Memo, audience: str, cohort: str, student: str) -> dict[str, str]:
    """Map each file of a portfolio, or of the school, to the address of its page, for links from anywhere."""
    if (cohort, student) == SCHOOL:
        return _of_school(memo, audience)
    person = card(memo, audience, cohort, student)
    if person is None:
        return {}
    group = class_record(memo, cohort)
    urls = {person.source.path: addresses.student(group, person)}
    told: tuple[Authored, ...] = (*person.realisations, *person.watch, *person.pages, *person.internships)
    urls |= {item.source.path: addresses.page_of(group, person, item) for item in told}
    for stage in person.internships:
        for item in stage.accounts:
            urls[item.source.path] = addresses.journal(group, person, stage, item.slug)
    urls.pop("", None)
    return urls


def _of_school(memo: Memo, audience: str) -> dict[str, str]:
    school = school_edition(memo, audience).record
    urls = {organisation.source.path: addresses.organisation(organisation) for organisation in school.organisations}
    urls |= {page.source.path: addresses.own(page) for page in school.pages}
    for slug in classes(memo):
        group = class_record(memo, slug)
        if group.slug and shown_class(memo, audience, slug):
            urls[group.source.path] = addresses.in_cohort(group, InCohort.HOME)
    urls[school.source.path] = AtRoot.SCHOOL
    urls.pop("", None)
    return urls


@question(dict[str, tuple[str, Measure]], part=3)
def file_addresses(memo: Memo, audience: str, cohort: str, student: str) -> dict[str, tuple[str, Measure]]:
    """Map each attachment of a portfolio, or of the school, to its address in the site and its measure."""
    ready = audience_files(memo, audience, cohort, student).ready
    return {path: (file.url, file.measure) for path, file in ready.items()}


class AskedAddresses(Struct, frozen=True):
    """The addresses of files, each looked up in the portfolio that it is in (``pages.links.Addresses``)."""

    memo: Memo
    audience: str

    def page(self, file: str) -> str | None:
        """Return the address of the page that is made of a file."""
        own = page_addresses(self.memo, self.audience, *owner(self.memo, file)).get(file)
        return own or page_addresses(self.memo, self.audience, *SCHOOL).get(file)

    def file(self, file: str) -> tuple[str, Measure] | None:
        """Return the address of an attached file, with its measure."""
        own = file_addresses(self.memo, self.audience, *owner(self.memo, file)).get(file)
        return own or file_addresses(self.memo, self.audience, *SCHOOL).get(file)

    def owned(self, url: str) -> bool:
        """True if an address is in a portfolio."""
        return not roots(self.memo, self.audience).isdisjoint(parent_folders(url))


@transient(lambda owned: printed(sorted(owned)), part=1)
def roots(memo: Memo, audience: str) -> frozenset[str]:
    """Name the folders of the site's portfolios, with their final slash."""
    return frozenset(f"{name.strip('/')}/" if name.strip("/") else "" for name in visible_portfolios(memo, audience))


@question(Crowd, part=1)
def school_index(memo: Memo, audience: str) -> Crowd:
    """Gather what each portfolio needs of all others: the classes where each name occurs, the référentiels followed."""
    names: dict[str, list[str]] = {}
    used: set[str | None] = set()
    for slug in classes(memo):
        if shown_class(memo, audience, slug):
            group = class_edition(memo, audience, slug)
            used.add(group.framework)
            for who in portfolios(memo):
                person = student_entry(memo, audience, *who) if who[0] == slug else None
                if person:
                    names.setdefault(person.name, []).append(group.name)
                    used.add(person.framework)
    return Crowd(
        names={name: tuple(every) for name, every in names.items()}, frameworks=tuple(sorted(filter(None, used)))
    )
