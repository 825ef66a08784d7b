"""Everything known before an audience is chosen: what was read, counted and judged."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.facts import attached
from vitrail.building.making.facts.ahead import judge_ahead, read_ahead
from vitrail.building.making.facts.attached import AskedPaths
from vitrail.building.making.facts.counted import assessed_school, cut
from vitrail.building.making.facts.given import ledger
from vitrail.building.making.facts.people import school_record, seen_files
from vitrail.building.making.facts.run import portfolios, tell, today, with_students
from vitrail.building.making.facts.told import all_faults, examined_school
from vitrail.building.making.facts.tried import with_failures
from vitrail.building.making.texts import Texts
from vitrail.building.publishing.store import Store
from vitrail.building.publishing.workers.executors import Workers
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Ledger, Seen
from vitrail.content.model.school import School
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.memo.memo import Memo
from vitrail.knowledge.coverage import joined
from vitrail.knowledge.coverage.tables import CountedSchool, Coverage
from vitrail.knowledge.rules.examiners import ExaminedSchool
from vitrail.site.project import Project


class Examination(Struct, frozen=True, kw_only=True, dict=True):
    """All that was read, counted and judged, whatever the audience; each property is computed when it is first used."""

    memo: Memo
    kept: tuple[str, ...]
    """Keys in the cache of the attachments that some page shows."""
    scope: AskedPaths
    """The files that the run is about."""
    texts: Texts
    """Which texts can be rendered."""

    @cached_property
    def files(self) -> tuple[Seen, ...]:
        """Every file that was met, sorted by path."""
        return seen_files(self.memo)

    @cached_property
    def places(self) -> Mapping[str, Path]:
        """Path in the portfolios → file on the disk."""
        return {file.path: Path(self.memo.files.place(file.disk)) for file in self.files}

    @cached_property
    def filed(self) -> Mapping[str, tuple[Path, str]]:
        """Path in the portfolios → file on the disk, and its address in the site."""
        return {file.path: (self.places[file.path], file.address or "") for file in self.files}

    @cached_property
    def school(self) -> School:
        """The records as they were read, with the files and texts that are refused marked."""
        students = {who: with_failures(cut(self.memo, *who), self.memo, *who) for who in portfolios(self.memo)}
        return with_students(self.memo, school_record(self.memo), students)

    @cached_property
    def counted(self) -> School:
        """The records that were counted: with what repeaters bring, without what is refused, at the site's address."""
        return self._counted.school

    @cached_property
    def coverage(self) -> Coverage:
        """Return the coverage of every student, and the competencies of each class."""
        known, frameworks = self._counted.coverage, self._counted.school.frameworks
        return Coverage(cohorts=tuple(joined(group.cohort, group.students, frameworks) for group in known.cohorts))

    @cached_property
    def today(self) -> date:
        """The day that is judged."""
        return today(self.memo)

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All diagnostics, in file order: the faults, and what some audience does not get."""
        return all_faults(self.memo, portfolios(self.memo))

    def ledger(self, audience: Audience) -> Ledger:
        """Return the fate of every file, for an audience."""
        return ledger(self.memo, audience.name, portfolios(self.memo))

    @cached_property
    def examiners(self) -> ExaminedSchool:
        """Return the school as examiners will read it, beside the school as the team has it."""
        return examined_school(self.memo, portfolios(self.memo))

    @cached_property
    def _counted(self) -> CountedSchool:
        return assessed_school(self.memo, portfolios(self.memo))


def examine(  # noqa: PLR0913, PLR0917  # what it takes, each by name
    project: Project, memo: Memo, store: Store, crew: Workers, roots: tuple[str, ...] = (), shown: Collection[str] = ()
) -> Examination:
    """Read everything that changed, and judge the attachments; nothing raises for what people wrote.

    Args:
        project: the folders and the options of the run.
        memo: the answers about its files.
        store: the pictures that earlier runs drew; its pulse may raise, to give up.
        crew: the processes that read portfolios and open pictures.
        roots: the files and folders whose attachments are judged; all of them when there is none.
        shown: the audiences of the sites that are made next.
    """
    tell(memo, project)
    memo.file_cache = store
    read_ahead(memo, crew)
    scope = _scope(memo, roots)
    texts = Texts(memo)
    texts.recall(crew, scope)
    kept = attached.judge(memo, store, crew, scope)
    judge_ahead(memo, crew, shown)
    return Examination(memo=memo, kept=kept, scope=scope, texts=texts)


def _scope(memo: Memo, roots: tuple[str, ...]) -> AskedPaths:
    scope = AskedPaths(roots=roots)
    pages = (seen for seen in seen_files(memo) if scope.under(seen.path)) if roots else ()
    return replace(scope, shown=frozenset(path for page in pages for path, _ in page.shows))
