"""Where the links of a site may lead: pages made of files, attachments, and what a site may be without."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate, takewhile
from posixpath import dirname, join, normpath

from msgspec import Struct, field

from generator.addressing import addresses, relative
from generator.addressing.addresses import Authored
from generator.addressing.table import AtRoot, InCohort, InPortfolio
from generator.markdown.links import meanings
from generator.model.audience import Audience
from generator.model.ledger import Measure
from generator.model.school import School
from generator.model.source import Body
from generator.rules.readiness import asked


class Links(Struct, frozen=True, kw_only=True, dict=True):
    """What is known of addresses; it outlives the texts of a school that is read again (``serve``)."""

    school: School
    audience: Audience
    attachments: Mapping[str, str] | None = None
    """File of the portfolios → its address in the site; None when every attachment keeps its path."""
    measures: Mapping[str, Measure] = field(default_factory=dict)
    """File of the portfolios → what is counted of it, as published."""
    published: frozenset[str] = frozenset()
    """Addresses that other rooms publish: downloads, the robots' file."""
    made: frozenset[str] | None = None
    """Portfolios to print that this site holds, by address; None for all."""

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """File of the portfolios → the page made of it, so that links between Markdown files find their page."""
        found = {one.source.path: addresses.organisation(one) for one in self.school.organisations}
        for cohort in self.school.cohorts:
            if cohort.slug:
                found[cohort.source.path] = addresses.in_cohort(cohort, InCohort.HOME)
            for student in cohort.students:
                found[student.source.path] = addresses.student(cohort, student)
                told: tuple[Authored, ...] = (
                    *student.realisations,
                    *student.watch,
                    *student.pages,
                    *student.internships,
                )
                found |= {item.source.path: addresses.page_of(cohort, student, item) for item in told}
                accounts = ((stage, one) for stage in student.internships for one in stage.accounts)
                for stage, one in accounts:
                    found[one.source.path] = addresses.journal(cohort, student, stage, one.slug)
        found[self.school.source.path] = AtRoot.SCHOOL
        found.pop("", None)
        return found

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
        return None if file.startswith("..") or file.endswith(".md") else self.reading(file) or self.attachment(file)

    def reading(self, file: str | None) -> str | None:
        """Address of the page that shows a text file of a portfolio; None for any other."""
        url, measure = self.attachment(file), self.measures.get(file or "")
        return addresses.reading(url) if url and measure and measure.digest and self._owned(url) else None

    def _owned(self, url: str) -> bool:
        """True if a file is in a portfolio, whose pages tell it."""
        steps = accumulate(url.split("/")[:-1], "{}{}/".format, initial="")
        return not self._roots.isdisjoint(steps)

    @cached_property
    def _roots(self) -> frozenset[str]:
        return frozenset(addresses.student_root(cohort, person) for cohort, person in self.school.everyone)

    def pictures(self, targets: tuple[tuple[str, str], ...]) -> tuple[tuple[str, int, int], ...]:
        """Return the pictures among the targets of a text, with their sizes."""
        found = ((path, self.measures.get(path)) for path, _ in targets)
        return tuple((path, item.width, item.height) for path, item in found if item and item.width)

    @cached_property
    def available(self) -> frozenset[str]:
        """Addresses, of those that a site may be without, that this one has: a page links only to what exists."""
        return self.published.union(self.printable, self._asked())

    @cached_property
    def printable(self) -> frozenset[str]:
        """Portfolios to print, by address; the public has none."""
        return frozenset(
            addresses.in_portfolio(cohort, student, InPortfolio.PRINTED)
            for cohort, student in self.school.everyone
            if self.audience is not Audience.PUBLIC
        )

    def _asked(self) -> Iterator[str]:
        """Yield « Prêt pour l'oral ? » of those of whom a référentiel requires something, of their class, calendars."""
        of = self.school.framework_of
        for cohort in self.school.cohorts if self.audience is Audience.TEAM else ():
            people = [one for one in cohort.students if (found := of(one)) and asked(found, one, cohort)]
            yield from (addresses.in_portfolio(cohort, student, InPortfolio.DOSSIER) for student in people)
            if cohort.slug:
                own = (InCohort.CALENDAR, InCohort.DOSSIERS) if people else (InCohort.CALENDAR,)
                yield from (addresses.in_cohort(cohort, page) for page in own)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.available)

    def available_under(self, root: str) -> tuple[str, ...]:
        """Return what is available under a folder, in order."""
        found = self._sorted[bisect_left(self._sorted, root) :]
        return tuple(takewhile(lambda url: url.startswith(root), found))

    def attachment(self, file: str | None) -> str | None:
        """Address of an attached file; None when it is not published."""
        return file if self.attachments is None else self.attachments.get(file or "")

    @cached_property
    def shelves(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Folder of a portfolio in the site → its published attachments, by file."""
        found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for file, url in sorted((self.attachments or {}).items()):
            steps = accumulate(url.split("/")[:-1], "{}{}/".format, initial="")
            for root in self._roots.intersection(steps):
                found[root].append((file, url))
        return {root: tuple(pairs) for root, pairs in found.items()}
