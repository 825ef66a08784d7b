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
from generator.addressing.addresses import Authored
from generator.addressing.table import AtRoot, InCohort, InPortfolio
from generator.coverage.tables import CohortCoverage, CompetencyInCohort, Coverage
from generator.diagnostics import Diagnostic, Severity
from generator.language import Language, mark, name_key
from generator.markdown.links import meanings
from generator.model.audience import Audience, Visibility
from generator.model.internships.organisation import Organisation
from generator.model.internships.period import Period
from generator.model.ledger import Entry, Measure
from generator.model.school import Cohort, School
from generator.model.source import Body
from generator.model.state import State
from generator.model.student import Student
from generator.pages import states
from generator.pages.lineage import Lineage
from generator.pages.parts import Fault, LostWork
from generator.pages.team import TeamView
from generator.values.key import label

_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}
_WITHHELD = {Visibility.JURY: mark("réservé au jury et à l'équipe"), Visibility.TEAM: mark("réservé à l'équipe")}
_NOBODY = TeamView()


def _sources(school: School) -> Iterator[tuple[str, str]]:
    """Yield (file of the portfolios, page made of it) so that links between Markdown files find their page."""
    for organisation in school.organisations:
        yield organisation.source.path, addresses.organisation(organisation)
    for cohort in school.cohorts:
        if cohort.slug:
            yield cohort.source.path, addresses.in_cohort(cohort, InCohort.HOME)
        for student in cohort.students:
            yield student.source.path, addresses.student(cohort, student)
            told: tuple[Authored, ...] = (*student.realisations, *student.watch, *student.pages, *student.internships)
            for item in told:
                yield item.source.path, addresses.page_of(cohort, student, item)
            for stage in student.internships:
                for account in stage.accounts:
                    yield account.source.path, addresses.journal(cohort, student, stage, account.slug)
    yield school.source.path, AtRoot.SCHOOL


class Setting(Struct, frozen=True, kw_only=True, dict=True):
    """The whole input of a site. ``school`` holds only what the audience may see."""

    school: School
    coverage: Coverage
    """What was counted from these records."""
    audience: Audience
    language: Language
    today: date
    known: TeamView = _NOBODY
    """Ledger and diagnostics, which only the team reads."""
    attachments: Mapping[str, str] | None = None
    """File of the portfolios → its address in the site; None when every attachment keeps its path."""
    measures: Mapping[str, Measure] = field(default_factory=dict)
    """File of the portfolios → what is counted of it, as published."""
    published: frozenset[str] = frozenset()
    """Addresses that other rooms publish: downloads, the robots' file."""
    made: frozenset[str] | None = None
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

    def legend(self, shown: Iterable[str]) -> tuple[str, ...]:
        """Put keys of signs in the order of the legend, each once."""
        known = frozenset(shown)
        return tuple(item.key for item in states.legend(self.audience) if item.key in known)

    def period(self, period: Period | None) -> str:
        """Write a period, or nothing."""
        return self.language.period(period) if period else ""

    def day(self, day: date | None) -> str:
        """Write a date, or nothing."""
        return self.language.date(day) if day else ""

    def withheld(self, visibility: Visibility) -> str:
        """Say to whom an item is reserved; empty when everyone may see it."""
        return self.text(_WITHHELD[visibility]) if visibility in _WITHHELD else ""

    def organisation(self, item: Organisation) -> str:
        """Name of an organisation as readers see it: its own for the team, its public one elsewhere."""
        return item.name if self.for_team else item.shown_name

    def address(self, page: str) -> str:
        """Write the whole address of a page, empty when the school did not say where its site is."""
        site = self.school.site_url
        return f"{site.rstrip('/')}/{page}" if site else ""

    def written(self, facts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, tuple[str]]]:
        """Yield what is shown as written, under the name of its key."""
        return ((self.text(label(name)), (text,)) for name, text in facts)

    @property
    def for_team(self) -> bool:
        """True if the reader is the team."""
        return self.audience is Audience.TEAM

    @property
    def team(self) -> TeamView:
        """What the team reads of files; nothing for anyone else."""
        return self.known if self.for_team else _NOBODY

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
        for name in ("sources", "also", "printable", "_shelves", "_sorted"):
            found.__dict__[name] = getattr(self, name)
        return found

    @cached_property
    def trees(self) -> Mapping[str, Lineage]:
        """Framework id → its tree."""
        return {key: Lineage(framework=item) for key, item in self.school.frameworks.items()}

    @cached_property
    def used_trees(self) -> tuple[Lineage, ...]:
        """The référentiels that a class or a student follows; all of them when none does."""
        used = {cohort.framework for cohort in self.school.cohorts}
        used |= {student.framework for _, student in self.school.everyone}
        known = sorted(self.trees.items())
        return tuple(tree for key, tree in known if key in used) or tuple(tree for _, tree in known)

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """File of the portfolios → the page made of it."""
        return dict(pair for pair in _sources(self.school) if pair[0])

    @cached_property
    def hosts(self) -> Mapping[str, Organisation]:
        """The organisations that have a page."""
        return {item.slug: item for item in self.school.organisations if item.slug}

    def counted(self, cohort: Cohort) -> CohortCoverage:
        """Find a class's coverage."""
        nothing = CohortCoverage(cohort=cohort.slug, students=())
        return next((found for found in self.coverage.cohorts if found.cohort == cohort.slug), nothing)

    def held(self, cohort: Cohort, tree: Lineage, code: str) -> CompetencyInCohort | None:
        """Find what was counted of a competency over a class."""
        return self.counted(cohort).competencies.get(tree.framework.id, {}).get(code)

    def targets(self, *bodies: Body) -> tuple[tuple[str, str], ...]:
        """Say where the links of texts lead: pages made of files, and attachments."""
        found = (
            self._target(dirname(body.path), link.target)
            for body in bodies
            for link in body.links
            if not relative.external(link.target) and (link.image or not link.target.startswith("#"))
        )
        return tuple(sorted({pair for pair in found if pair}))

    def _target(self, folder: str, written: str) -> tuple[str, str] | None:
        files = (normpath(join(folder, way)).removeprefix("/") for way, _ in meanings(written))
        return next(((file, address) for file in files if (address := self._address(file))), None)

    def _address(self, file: str) -> str | None:
        if page := self.sources.get(file) or self.sources.get(f"{file}/index.md"):
            return page
        return None if file.startswith("..") or file.endswith(".md") else self.attachment(file)

    def pictures(self, targets: tuple[tuple[str, str], ...]) -> tuple[tuple[str, int, int], ...]:
        """Return the pictures among the targets of a text, with their sizes."""
        found = ((path, self.measures.get(path)) for path, _ in targets)
        return tuple((path, item.width, item.height) for path, item in found if item and item.width)

    @cached_property
    def also(self) -> frozenset[str]:
        """Addresses of what a site may be without: a page links only to what exists."""
        return self.published.union(self.printable, self._dossiers(), self._calendars())

    @cached_property
    def printable(self) -> frozenset[str]:
        """Portfolios to print, by address; the public has none."""
        return frozenset(
            addresses.in_portfolio(cohort, student, InPortfolio.PRINTED)
            for cohort, student in self.school.everyone
            if self.audience is not Audience.PUBLIC
        )

    def _dossiers(self) -> Iterator[str]:
        """Yield « Prêt pour l'oral ? » of those of whom a référentiel requires something, and of their class."""
        asking = {key for key, framework in self.school.frameworks.items() if framework.requirements}
        for cohort in self.school.cohorts if self.audience is not Audience.PUBLIC else ():
            asked = [student for student in cohort.students if student.framework in asking]
            yield from (addresses.in_portfolio(cohort, student, InPortfolio.DOSSIER) for student in asked)
            if asked and self.for_team and cohort.slug:
                yield addresses.in_cohort(cohort, InCohort.DOSSIERS)

    def _calendars(self) -> Iterator[str]:
        """Yield the calendars of the classes, for the team."""
        for cohort in self.school.cohorts if self.for_team else ():
            if cohort.slug:
                yield addresses.in_cohort(cohort, InCohort.CALENDAR)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.also)

    def also_under(self, root: str) -> tuple[str, ...]:
        """Return the addresses of ``also`` under a folder, in order."""
        found = self._sorted[bisect_left(self._sorted, root) :]
        return tuple(takewhile(lambda url: url.startswith(root), found))

    def attachment(self, file: str | None) -> str | None:
        """Address of an attached file; None when it is not published."""
        return file if self.attachments is None else self.attachments.get(file or "")

    @cached_property
    def _shelves(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Folder of a portfolio in the site → its attachments."""
        found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        roots = {addresses.student_root(cohort, person) for cohort, person in self.school.everyone}
        for file, url in sorted((self.attachments or {}).items()):
            steps = accumulate(url.split("/")[:-1], "{}{}/".format, initial="")
            for root in roots.intersection(steps):
                found[root].append((file, url))
        return {root: tuple(pairs) for root, pairs in found.items()}

    def attached(self, root: str) -> tuple[tuple[str, str], ...]:
        """Return the published attachments of a portfolio, by file."""
        return self._shelves.get(root, ())

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

    def file_faults(self, path: str) -> tuple[Fault, ...]:
        """Say what is missing in one file."""
        return self.faults(self.team.by_file.get(path, ())) if path else ()

    def lost_works(self, cohort: Cohort, student: Student) -> tuple[LostWork, ...]:
        """Say, to the team, which réalisations have no page because their file was rejected, and why."""
        return tuple(map(self._lost, self.team.lost_works(cohort.slug, student.slug)))

    def _lost(self, entry: Entry) -> LostWork:
        fault = next((one for one in self.team.by_file.get(entry.path, ()) if one.severity is Severity.ERROR), None)
        return LostWork(
            file=entry.path.rpartition("/")[2],
            message=fault.message_in(self.language) if fault else self.language.write(entry.reason),
            place=str(fault.place) if fault else entry.path,
        )


def sorted_students(cohort: Cohort) -> tuple[Student, ...]:
    """Students in the order of a French class list."""
    return tuple(sorted(cohort.students, key=lambda item: (name_key(item.last_name, item.first_name), item.slug)))
