"""What every page of one build shares: the records, their coverage, the reader and the language."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import accumulate, takewhile
from posixpath import dirname, join, normpath
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from generator.addressing import addresses, relative
from generator.addressing.table import AtRoot
from generator.coverage.tables import CohortCoverage, Coverage
from generator.diagnostics import Diagnostic, Severity
from generator.language import Language, mark, name_key
from generator.markdown.links import meanings
from generator.model.audience import Audience, Visibility
from generator.model.framework import Framework
from generator.model.internships.organisation import Organisation
from generator.model.internships.period import Period
from generator.model.ledger import Entry, Measure
from generator.model.school import Cohort, School
from generator.model.source import Body
from generator.model.state import State
from generator.model.student import Student
from generator.pages import labels, states
from generator.pages.lineage import Lineage
from generator.pages.parts import Fact, Fault, LostWork, Ref
from generator.pages.school.team import TeamView
from generator.values.key import label

_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}
_WITHHELD = {
    Visibility.PUBLIC: "",
    Visibility.JURY: mark("réservé au jury et à l'équipe"),
    Visibility.TEAM: mark("réservé à l'équipe"),
}


def used_frameworks(school: School) -> tuple[Framework, ...]:
    """Return the référentiels that a class or a student follows; all of them when none does."""
    used = {cohort.framework for cohort in school.cohorts}
    used |= {student.framework for cohort in school.cohorts for student in cohort.students}
    known = sorted(school.frameworks.items())
    return tuple(item for key, item in known if key in used) or tuple(item for _, item in known)


def _sources(school: School) -> Iterator[tuple[str, str]]:
    """Yield (file of the portfolios, page made of it) so that links between Markdown files find their page."""
    for organisation in school.organisations:
        yield organisation.source.path, addresses.organisation(organisation)
    for cohort in school.cohorts:
        if cohort.slug:
            yield cohort.source.path, addresses.cohort(cohort)
        for student in cohort.students:
            yield from _portfolio_sources(cohort, student)
    yield school.source.path, AtRoot.SCHOOL


def _portfolio_sources(cohort: Cohort, student: Student) -> Iterator[tuple[str, str]]:
    yield student.source.path, addresses.student(cohort, student)
    for work in student.realisations:
        yield work.source.path, addresses.realisation(cohort, student, work)
    for entry in student.watch:
        yield entry.source.path, addresses.watch(cohort, student, entry)
    for page in student.pages:
        yield page.source.path, addresses.free(cohort, student, page)
    for stage in student.internships:
        yield stage.source.path, addresses.internship(cohort, student, stage)
        for report in stage.reports:
            yield report.source.path, addresses.journal(cohort, student, stage, report.slug)
        for review in stage.reviews:
            yield review.source.path, addresses.journal(cohort, student, stage, review.slug)


class Setting(Struct, frozen=True, kw_only=True, dict=True):
    """The inputs of a plan. ``school`` holds only what the audience may see."""

    school: School
    coverage: Coverage
    audience: Audience
    language: Language
    today: date
    team: TeamView | None = None
    attachments: Mapping[str, str] | None = None
    """File of the portfolios → its address in the site; None when every attachment keeps its path."""
    measures: Mapping[str, Measure] = field(default_factory=dict)
    """File of the portfolios → what is counted of it, as published."""
    also: frozenset[str] = field(default_factory=frozenset)
    """Addresses that other rooms publish (downloads, calendar, dossier): a page links only to what exists."""
    printed: frozenset[str] | None = None
    """Portfolios to print that this site holds, by address; None for all."""

    def text(self, message: str, /, **values: str | int) -> str:
        """Translate a sentence and fill it."""
        found = self.language.gettext(message)
        return found.format(**values) if values else found

    def count(self, singular: str, plural: str, number: int) -> str:
        """Translate a counted sentence and fill its ``{n}``."""
        return self.language.ngettext(singular, plural, number).format(n=self.language.number(number))

    def sign(self, state: State) -> str:
        """Key of the sign that this audience sees for a state."""
        return states.sign(state, self.audience).key

    def period(self, period: Period | None) -> str:
        """Write a period, or nothing."""
        return self.language.period(period) if period else ""

    def withheld(self, visibility: Visibility) -> str:
        """Say to whom an item is reserved; empty when everyone may see it."""
        message = _WITHHELD[visibility]
        return self.text(message) if message else ""

    def organisation(self, item: Organisation) -> str:
        """Name of an organisation as readers see it: its own for the team, its public one elsewhere."""
        return item.name if self.for_team else item.shown_name

    def address(self, page: str) -> str:
        """Write the whole address of a page, empty when the school did not say where its site is."""
        site = self.school.site_url
        return f"{site.rstrip('/')}/{page}" if site else ""

    def facts(self, written: Iterable[tuple[str, str]]) -> Iterator[Fact]:
        """Yield what is shown as written, under the name of its key."""
        for name, text in written:
            yield Fact(label=self.text(label(name)), values=(Ref(title=text),))

    @property
    def for_team(self) -> bool:
        """True if the reader is the team."""
        return self.audience is Audience.TEAM

    @property
    def single(self) -> bool:
        """True if the site is one portfolio."""
        return any(not cohort.slug for cohort in self.school.cohorts)

    @cached_property
    def site_name(self) -> str:
        """Name of the school, or a word for it."""
        return self.school.name or self.text("Portfolios")

    def with_records(self, school: School, coverage: Coverage) -> Self:
        """Return the same site with other records at the same addresses; what is known of addresses stays."""
        found = replace(self, school=school, coverage=coverage)
        found.__dict__["sources"], found.__dict__["_shelves"] = self.sources, self._shelves
        return found

    @cached_property
    def trees(self) -> Mapping[str, Lineage]:
        """Framework id → its tree."""
        return {key: Lineage(framework=item) for key, item in self.school.frameworks.items()}

    @cached_property
    def used_trees(self) -> tuple[Lineage, ...]:
        """The référentiels that a class or a student follows; all of them when none does."""
        return tuple(self.trees[item.id] for item in used_frameworks(self.school))

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """File of the portfolios → the page made of it."""
        return dict(pair for pair in _sources(self.school) if pair[0])

    @cached_property
    def hosts(self) -> Mapping[str, Organisation]:
        """The organisations that have a page."""
        return {item.slug: item for item in self.school.organisations if item.slug}

    def cohort_coverage(self, cohort: Cohort) -> CohortCoverage | None:
        """Find a class's coverage."""
        return next((found for found in self.coverage.cohorts if found.cohort == cohort.slug), None)

    def targets(self, body: Body | None) -> tuple[tuple[str, str], ...]:
        """Say where a body's own links lead: pages made of files, and attachments."""
        if body is None:
            return ()
        found: dict[str, str] = {}
        for link in body.links:
            if relative.external(link.target) or link.target.startswith("#"):
                continue
            for way, _ in meanings(link.target):
                file = normpath(join(dirname(body.path), way)).removeprefix("/")
                if address := self._address(file):
                    found[file] = address
                    break
        return tuple(sorted(found.items()))

    def pictures(self, targets: tuple[tuple[str, str], ...]) -> tuple[tuple[str, int, int], ...]:
        """Return the pictures among the targets of a text, with their sizes."""
        found = ((path, self.measures.get(path)) for path, _ in targets)
        return tuple((path, item.width, item.height) for path, item in found if item and item.width)

    @cached_property
    def _also(self) -> list[str]:
        return sorted(self.also)

    def also_under(self, root: str) -> tuple[str, ...]:
        """Return the addresses under a folder that other rooms publish, in order."""
        found = self._also[bisect_left(self._also, root) :]
        return tuple(takewhile(lambda url: url.startswith(root), found))

    def attachment(self, file: str) -> str | None:
        """Address of an attached file; None when it is not published."""
        return file if self.attachments is None else self.attachments.get(file)

    @cached_property
    def _shelves(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Folder of a portfolio in the site → its attachments."""
        found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        roots = {addresses.student_root(cohort, person) for cohort in self.school.cohorts for person in cohort.students}
        for file, url in sorted((self.attachments or {}).items()):
            steps = accumulate(url.split("/")[:-1], "{}{}/".format, initial="")
            for root in roots.intersection(steps):
                found[root].append((file, url))
        return {root: tuple(pairs) for root, pairs in found.items()}

    def attached(self, root: str) -> tuple[tuple[str, str], ...]:
        """Return the published attachments of a portfolio, by file."""
        return self._shelves.get(root, ())

    def _address(self, file: str) -> str | None:
        if page := self.sources.get(file) or self.sources.get(f"{file}/index.md"):
            return page
        return None if file.startswith("..") or file.endswith(".md") else self.attachment(file)

    def faults(self, diagnostics: Iterable[Diagnostic]) -> tuple[Fault, ...]:
        """Print diagnostics for the team, the gravest first; nothing for anyone else."""
        if not self.for_team:
            return ()
        return tuple(
            Fault(
                severity=item.severity.value,
                code=item.code,
                message=item.message_in(self.language),
                advice=" ".join(item.advice_in(self.language)),
                place=str(item.place),
            )
            for item in sorted(diagnostics, key=lambda item: _GRAVITY[item.severity])
        )

    def lost_works(self, cohort: Cohort, student: Student) -> tuple[LostWork, ...]:
        """Say, to the team, which réalisations have no page because their file was rejected, and why."""
        if self.team is None or not self.for_team:
            return ()
        return tuple(self._lost(self.team, entry) for entry in self.team.lost_works(cohort.slug, student.slug))

    def _lost(self, team: TeamView, entry: Entry) -> LostWork:
        fault = next((item for item in team.of_file(entry.path) if item.severity is Severity.ERROR), None)
        return LostWork(
            file=entry.path.rpartition("/")[2],
            message=fault.message_in(self.language) if fault else self.language.write(entry.reason),
            place=str(fault.place) if fault else entry.path,
        )

    def file_faults(self, path: str) -> tuple[Fault, ...]:
        """Say what is missing in one file."""
        return self.faults(self.team.of_file(path)) if self.team and path else ()

    def severity(self, name: str) -> str:
        """Word of a severity."""
        return self.text(labels.SEVERITIES.get(name, name))


def sorted_students(cohort: Cohort) -> tuple[Student, ...]:
    """Students in the order of a French class list."""
    return tuple(sorted(cohort.students, key=lambda item: (name_key(item.last_name, item.first_name), item.slug)))
