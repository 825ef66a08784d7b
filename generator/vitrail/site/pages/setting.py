"""The input that pages share: the records, their coverage, the audience and the language."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from vitrail.content.addressing import addresses
from vitrail.content.addressing.table import InCohort, InPortfolio
from vitrail.content.model.audience import Audience
from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.content.values.key import label
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import Language, mark, name_key
from vitrail.knowledge.coverage.tables import Coverage
from vitrail.knowledge.rules import readiness
from vitrail.site.hosting.look import NavEntry
from vitrail.site.pages.elements import Fault, Ref
from vitrail.site.pages.lineage import Lineage, article
from vitrail.site.pages.links import Links
from vitrail.site.pages.team import TeamView
from vitrail.site.pages.wording import Wording


class Crowd(Struct, frozen=True, kw_only=True):
    """Facts about all students of the school that the pages of one portfolio need."""

    names: dict[str, tuple[str, ...]] = {}
    """Name of a student → the class of each student who has that name."""
    frameworks: tuple[str, ...] = ()
    """Ids of the référentiels that a class or a student follows, sorted."""


class Setting(Struct, frozen=True, kw_only=True, dict=True):
    """The whole input of some pages; ``school`` is cut to the fields that they show and that the audience may see."""

    school: School
    """Those whose pages are planned, in full; of other people and classes, only the fields that these pages show."""
    coverage: Coverage
    """Coverage of those whose pages are planned."""
    crowd: Crowd
    audience: Audience
    language: Language
    today: date
    asked: date | None = None
    """The day to judge on, if the run was given one: it comes before the day of the class's oral."""
    passage: tuple[str, ...] = ()
    """Folders of candidates, in the order in which they pass; empty where nobody gave it."""
    links: Links
    made: frozenset[str] | None = None
    """Addresses of the portfolios to print that are planned now; None for all."""
    menu: tuple[NavEntry, ...] | None = None
    """The order of the school's own pages, where mkdocs.yml gives one."""
    own: str = ""
    """Prefix of the paths of these pages, from the portfolios' folder."""
    team: TeamView = TeamView()
    """Ledger and diagnostics, which only the team is given."""

    @cached_property
    def say(self) -> Wording:
        """The words that pages are written with."""
        return Wording(self.language, self.audience)

    def organisation(self, item: Organisation) -> str:
        """Name an organisation as readers see it: by its own name for the team, by its public one for others."""
        return item.name if self.for_team else item.shown_name

    def has(self, page: str) -> bool:
        """True if the site has this optional page."""
        return page in self.available

    @cached_property
    def available(self) -> frozenset[str]:
        """Addresses of the optional pages that this site has: a page links only to those that exist."""
        return frozenset((*self._printable(), *self._tables(), *self._asked()))

    def _printable(self) -> Iterator[str]:
        """Yield the portfolios to print; the public has none."""
        for cohort, student in self.school.everyone if not self.for_public else ():
            yield addresses.in_portfolio(cohort, student, InPortfolio.PRINTED)

    def _tables(self) -> Iterator[str]:
        """Yield the matrices of classes as spreadsheets, which the team gets."""
        for cohort in self.school.cohorts if self.for_team else ():
            if cohort.slug and cohort.framework in self.school.frameworks:
                yield addresses.in_cohort(cohort, InCohort.MATRIX, extension="csv")

    def _asked(self) -> Iterator[str]:
        """Yield « Prêt pour l'oral ? » of students with requirements, and of their classes, and the calendars."""
        of = self.school.framework_of
        for cohort in self.school.cohorts if self.for_team else ():
            people = [
                student
                for student in cohort.students
                if (framework := of(student)) and readiness.asked(framework, student, cohort)
            ]
            rows = InPortfolio.DOSSIER, InPortfolio.REHEARSAL
            yield from (addresses.in_portfolio(cohort, student, row) for student in people for row in rows)
            if cohort.slug:
                here = any(student.awaited(self.today) for student in people)
                own = (InCohort.CALENDAR, InCohort.DOSSIERS) if here else (InCohort.CALENDAR,)
                yield from (addresses.in_cohort(cohort, page) for page in own)

    def written(self, facts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, tuple[str]]]:
        """Yield the facts of an item, each with the label of its key: they are shown as written."""
        return ((self.say(label(name)), (text,)) for name, text in facts)

    @property
    def for_team(self) -> bool:
        """True if the reader is the team."""
        return self.audience is Audience.TEAM

    @property
    def for_public(self) -> bool:
        """True if the reader is anybody."""
        return self.audience is Audience.PUBLIC

    @property
    def single(self) -> bool:
        """True if the site is one portfolio."""
        return any(cohort.students for cohort in self.school.cohorts if not cohort.slug)

    @cached_property
    def site_name(self) -> str:
        """Name of the school, or a word for it."""
        return self.school.name or self.say("Portfolios")

    def host(self, item: Organisation, note: str = "") -> Ref:
        """Name an organisation, and lead to its page when it has one."""
        return Ref(self.organisation(item), addresses.organisation(item) if item.slug in self.hosts else None, note)

    @cached_property
    def trees(self) -> Mapping[str, Lineage]:
        """Framework id → its tree."""
        return {key: Lineage(framework=item) for key, item in self.school.frameworks.items()}

    @cached_property
    def used_trees(self) -> tuple[Lineage, ...]:
        """The référentiels that a class or a student follows; all of them when none does."""
        known = sorted(self.trees.items())
        return tuple(tree for key, tree in known if key in self.crowd.frameworks) or tuple(tree for _, tree in known)

    @cached_property
    def hosts(self) -> Mapping[str, Organisation]:
        """The organisations that have a page."""
        return {item.slug: item for item in self.school.organisations if item.slug}

    def apart(self, cohort: Cohort, student: Student) -> str:
        """Return the class of a student whose name others have too, or the folder if they share it; else nothing."""
        classes = self.crowd.names[student.name]
        if len(classes) == 1:
            return ""
        return cohort.name if classes.count(cohort.name) == 1 else student.slug

    def candidates(self, cohort: Cohort) -> tuple[Student, ...]:
        """Return the candidates of a class, in the order in which they pass, else by name."""
        rank = {slug: number for number, slug in enumerate(self.passage)}
        here = (student for student in sorted_students(cohort) if not student.gone(self.today))
        return tuple(sorted(here, key=lambda student: rank.get(student.slug, len(rank))))

    def examined(self, cohort: Cohort) -> tuple[Student, ...]:
        """Return the students of a class whom this audience reads: a commission the candidates, not those who left."""
        return self.candidates(cohort) if self.audience is Audience.JURY else cohort.students

    @cached_property
    def following(self) -> Mapping[tuple[str, str], Student]:
        """(class, student) → the candidate who comes next."""
        lists = ((cohort, self.candidates(cohort)) for cohort in self.school.cohorts if cohort.slug)
        return {(cohort.slug, student.slug): after for cohort, people in lists for student, after in pairwise(people)}

    def faults(self, diagnostics: Iterable[Diagnostic]) -> tuple[Fault, ...]:
        """Write diagnostics as faults, the gravest first, in French as « vitrail check » says them."""
        return tuple(
            Fault(
                severity=item.severity.value,
                code=item.code,
                message=item.message,
                advice=item.advice,
                place=str(item.place).removeprefix("../"),
                article=self._article(item),
            )
            for item in sorted(diagnostics, key=lambda item: item.severity.rank)
        )

    def _article(self, item: Diagnostic) -> Ref | None:
        """Quote the requirement that a fault checks, linked to its place in the regulation that its owner follows.

        In a file without an owner, such as a shared organisation, it links to the first regulation that has it.
        """
        rule, path = item.entry.rule or "", item.place.path
        owners = (self._followed.get(folder) for folder in (self.team.owner_of(path), path.rpartition("/")[0]))
        followed = next(filter(None, owners), None)
        texts = (followed,) if followed else (tree.framework for tree in self.used_trees)
        url = next((address for tree in texts if rule and (address := article(tree, rule))), None)
        said = item.quoted or (mark("{rule} dans le texte", rule=rule) if url else "")
        return Ref(self.say.write(said), url) if said else None

    @cached_property
    def _followed(self) -> Mapping[str, Framework]:
        """Folder of a portfolio, or of a class → the référentiel that is followed there."""
        followed = {cohort.slug: self.school.framework_of(cohort) for cohort in self.school.cohorts}
        followed |= {
            group.folder_of(student): self.school.framework_of(student, group)
            for group, student in self.school.everyone
        }
        return {folder: framework for folder, framework in followed.items() if framework}

    def file_faults(self, path: str) -> tuple[Fault, ...]:
        """Return the faults of one file, for the team."""
        return self.faults(self.team.by_file.get(path, ())) if path else ()


def sorted_students(cohort: Cohort) -> tuple[Student, ...]:
    """Sort students in the order of a French class list."""
    return tuple(sorted(cohort.students, key=lambda item: (name_key(item.last_name, item.first_name), item.slug)))
