"""A school that stays in memory while it is written: a save costs the portfolio that it touches.

A saved text is read with its portfolio, and what may follow from it is compared: the card (``model.card``), the
faults, the lines of the ledger, the counts, the private names in it. When nothing but texts moved, the portfolio's
pages are all that can change: they are planned, and those whose key moved are rendered and put in the site. When
something else moved, the team is shown the portfolio's pages at once, and the school is behind until a whole build.
What is not surely known is never guessed: a whole build answers, and it is the same as any other.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.addressing.spec import PageSpec
from generator.coverage import joined, student_coverage
from generator.coverage.tables import CohortCoverage, Coverage, StudentCoverage
from generator.coverage.view import view_of
from generator.diagnostics import Diagnostic
from generator.making.editions import Edition, text_in
from generator.making.pipeline import Standing, publish
from generator.making.texts import plain
from generator.making.works import works
from generator.model.audience import Audience
from generator.model.card import same_card
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.pages.setting import Setting
from generator.pages.site import Part, Parts
from generator.privacy.masking import Met, met_in
from generator.project import Project
from generator.publishing.disk import swap
from generator.publishing.disk.folder import using
from generator.publishing.disk.patch import Patch
from generator.publishing.disk.site import LeakError, Published
from generator.publishing.page_keys import PageKeys
from generator.publishing.plans import PlannedPage, read_plans
from generator.publishing.publish import render_now, write
from generator.publishing.workers.executors import Workers
from generator.reading.disk.names import why_ignored
from generator.reading.disk.quotas import pages_within
from generator.reading.disk.stamps import Stamps, stamp, stamps
from generator.reading.portfolio import ReadPortfolio
from generator.reading.portfolios import Task, read_again
from generator.rules import check as check_rules
from generator.rules.walking import bodies
from generator.settings import clock
from generator.values.folding import fold

Item = TypeVar("Item")


class Saved(Enum):
    """What became of a save."""

    NOTHING = "nothing"
    """No page changed."""
    SHOWN = "shown"
    """Pages changed, and are in the site."""
    UNKNOWN = "unknown"
    """It takes a whole build to know."""


class UnsureError(Exception):
    """What a save changes is not surely known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A portfolio in the school as it was read."""

    rank: int
    task: Task
    read: ReadPortfolio
    cohort: Cohort
    student: Student


class Live:
    """What the last whole build knew, kept up to date save after save."""

    def __init__(self, project: Project, announce: Callable[[], None] = lambda: None) -> None:
        """Follow a project; ``announce`` is called when the saved page is there, before the rest of its portfolio."""
        self._project = project
        self._announce = announce
        self._standing: Standing | None = None
        self._stamps: Stamps = {}
        self._shared = ""
        self._ahead = False
        """Whether pages were shown of what the school's other pages do not know yet."""
        self._crew = Workers(1)

    def look(self) -> Stamps:
        """Stamp the files of the school; asked before a whole build, so that an edit during it is seen later."""
        return stamps(self._project.portfolios)

    def take(self, standing: Standing, seen: Stamps) -> None:
        """Go on from a whole build, made from files that were stamped before it."""
        self._standing, self._stamps, self._ahead = standing, seen, False
        self._shared = Parts(setting=standing.setting).shared

    def prepare(self) -> None:
        """Build once more when the last site was found as it should be, which told nothing of what it is made from."""
        if self._standing is None:
            with suppress(swap.BusyError, LeakError, OSError):  # the first save will say it
                seen = self.look()
                with works(self._project) as shared:
                    self.take(publish(self._project, shared).standing, seen)

    @property
    def behind(self) -> bool:
        """Whether the site is not that of the files: a whole build is needed."""
        return self._standing is None or self._ahead or self._stamps != self.look()

    def save(self, paths: Iterable[Path]) -> Saved:
        """Put in the site what the saving of some files changes.

        Never raises for what people wrote, nor for a disk that refuses: a whole build will say it.
        """
        if self._standing is None:
            return Saved.UNKNOWN
        try:
            return self._save(self._standing, frozenset(self._names(paths)))
        except (UnsureError, LeakError, swap.BusyError, OSError):
            return Saved.UNKNOWN

    def _names(self, paths: Iterable[Path]) -> Iterator[str]:
        """Name the files that are there, from the portfolios' root, less what no author wrote (``~``, ``.swp``)."""
        for path in paths:
            if path.is_relative_to(self._project.portfolios) and path.is_file():
                name = path.relative_to(self._project.portfolios)
                if not any(map(why_ignored, name.parts)):
                    yield name.as_posix()

    def _save(self, standing: Standing, names: frozenset[str]) -> Saved:
        if not names:
            return Saved.NOTHING
        place = _place(standing, names)
        before = {name: stamp(self._project.portfolios / name) for name in names}
        task, read = _again(place, names, before)
        if read == place.read and read.student == place.student:
            self._stamps = {**self._stamps, **before}
            return Saved.NOTHING
        contained = self._contained(standing, place, task, read, names)
        if not contained and self._project.audience is not Audience.TEAM:
            raise UnsureError
        self._standing, shown = self._publish(standing, place, task, read, names, contained=contained)
        self._stamps = {**self._stamps, **before}
        self._ahead = self._ahead or not contained
        return Saved.SHOWN if shown else Saved.NOTHING

    def _contained(
        self, standing: Standing, place: _Place, task: Task, read: ReadPortfolio, names: frozenset[str]
    ) -> bool:
        """Whether nothing moved but texts, which no page of another portfolio shows, and no count or rule looks at."""
        examination, student = standing.examination, read.student
        return (
            standing.plain
            and (read.seen, read.asked, read.diagnostics) == (place.read.seen, place.read.asked, place.read.diagnostics)
            and same_card(place.student, student)
            and plain(place.student)
            and plain(student)
            and clock(self._project.asked_date, examination.reading.school.reference_date) == examination.today
            and _counts(examination.reading.school, place.cohort, student)
            == examination.coverage.student(place.cohort.slug, place.student.slug)
            and _ruled(standing, place.cohort, place.student) == _ruled(standing, place.cohort, student)
            and all(self._hides_the_same(one, standing, place, student, names) for one in standing.every.values())
            and _shows(standing, self._project.audience, place, student, {_path(task, name) for name in names})
        )

    def _hides_the_same(
        self, edition: Edition, standing: Standing, place: _Place, student: Student, names: frozenset[str]
    ) -> bool:
        """Whether the same of the saved files is kept from an audience, and as much of the rest of the portfolio."""
        shown = _in(edition.school, place.cohort, place.student)
        school = standing.examination.reading.school
        if view_of(school, edition.audience, place.cohort, place.student) != shown:
            return False
        if shown is None or not edition.declarations.watch:
            return True
        seen = view_of(school, edition.audience, place.cohort, student)
        alone = replace(edition.school, body=None, organisations=(), cohorts=(_alone(place.cohort, seen or student),))
        paths = {_path(place.task, name) for name in names}
        text_of = partial(text_in, standing.examination.files)
        return _on(met_in(alone, edition.declarations, text_of), paths) == _on(edition.met, paths)

    def _publish(  # noqa: PLR0913  # what is known of a save, each by name
        self,
        standing: Standing,
        place: _Place,
        task: Task,
        read: ReadPortfolio,
        names: frozenset[str],
        *,
        contained: bool,
    ) -> tuple[Standing, bool]:
        """Put the portfolio's pages in the site; give what is now known, and whether a page changed."""
        project, old = self._project, standing.setting
        seen = view_of(standing.examination.reading.school, project.audience, place.cohort, read.student)
        before = _in(old.school, place.cohort, place.student)
        if seen is None or before is None:
            raise UnsureError
        setting = replace(old, school=_with(old.school, place, seen))
        if not contained:
            setting = replace(setting, coverage=_recounted(old.coverage, setting.school, place, seen))
        was = self._part(Parts(setting=old), place.cohort, before)
        now = self._part(Parts(setting=setting), place.cohort, seen)
        specs = tuple(now.pages())
        now = replace(now, pages=lambda: iter(specs))
        with using(project.cache), swap.exclusive(project.site, project.cache):
            self._show(standing, specs, {seen.path for seen in read.seen if seen.disk in names})
            patch, published = self._written(standing, now)
            if not _same_pages(was, now, standing, loans=contained) or published.refused or published.lost:
                raise UnsureError
            shown = bool(patch.moved(project.site))
            patch.apply(project.site, swap.beside(project.site, "new"))
        return _known(standing, setting, place, task, read), shown

    def _show(self, standing: Standing, specs: Iterable[PageSpec], paths: set[str]) -> None:
        """Put the pages whose own text was saved before the rest: they are what is being read."""
        patch = Patch()
        for spec in specs:
            if len(spec.bodies) == 1 and spec.bodies[0].path in paths and spec.url in standing.manifest:
                page = render_now(standing.site, spec)
                if page.refused or page.lost or page.leaks or not page.leads <= standing.manifest.keys():
                    raise UnsureError
                patch.write(spec.url, page.html)
        if patch.moved(self._project.site):
            patch.apply(self._project.site, swap.beside(self._project.site, "new"))
            self._announce()

    def _written(self, standing: Standing, part: Part) -> tuple[Patch, Published]:
        patch = Patch()
        site = replace(standing.site, parts=(part,), statics={})
        published = write(site, patch, standing.store, self._crew, beside=standing.manifest.keys())
        if published.dead:
            raise UnsureError
        return patch, published

    def _part(self, parts: Parts, cohort: Cohort, student: Student) -> Part:
        parts.__dict__["shared"] = self._shared  # the school's own facts, which a save does not move
        return parts.portfolio(_in_class(parts.setting.school, cohort), student)


def _place(standing: Standing, names: frozenset[str]) -> _Place:
    """Find the one portfolio whose pages these files are.

    Raises:
        UnsureError: several portfolios, or what is no text of a portfolio.
    """
    owners = {
        rank: (task, read)
        for rank, (task, read) in enumerate(standing.examination.reading.portfolios)
        if any(one.file.disk in names for one in task.files)
    }
    known = {one.file.disk for task, _ in owners.values() for one in task.files}
    if len(owners) != 1 or not names <= known:
        raise UnsureError
    ((rank, (task, read)),) = owners.items()
    school = standing.examination.reading.school
    cohort = next((one for one in school.cohorts if any(read.student is student for student in one.students)), None)
    if cohort is None or _lends(school, cohort, read.student):
        raise UnsureError
    return _Place(rank=rank, task=task, read=read, cohort=cohort, student=read.student)


def _lends(school: School, cohort: Cohort, student: Student) -> bool:
    """Whether a repeater's portfolio is in play: what one shows, another may count."""
    name = fold(f"{cohort.slug}/{student.slug}")
    every = (one.comes_from for group in school.cohorts for one in group.students)
    return bool(student.comes_from) or any(fold(one) == name for one in every if one)


def _again(place: _Place, names: frozenset[str], stamped: Mapping[str, tuple[int, ...]]) -> tuple[Task, ReadPortfolio]:
    """Read a portfolio again, some of whose texts were saved.

    Raises:
        UnsureError: a file that is no plain text of a page any more, or a portfolio near its limits.
    """
    pages = {seen.disk for seen in place.read.seen if seen.page}
    if not names <= pages or any(len(one) < 2 or not stat.S_ISREG(one[0]) for one in stamped.values()):  # noqa: PLR2004  # not there
        raise UnsureError
    files = tuple(
        replace(one, file=replace(one.file, size=stamped[one.file.disk][1])) if one.file.disk in names else one
        for one in place.task.files
    )
    if any(pages_within(list(some)) != (list(some), []) for some in (place.task.files, files)):
        raise UnsureError
    task = replace(place.task, files=files)
    return task, read_again(task)


def _path(task: Task, disk: str) -> str:
    return next(one.file.path for one in task.files if one.file.disk == disk)


def _counts(school: School, cohort: Cohort, student: Student) -> StudentCoverage:
    return student_coverage(student, cohort, school.frameworks.get(student.framework or ""))


def _alone(cohort: Cohort, student: Student) -> Cohort:
    return replace(cohort, students=(student,))


def _ruled(standing: Standing, cohort: Cohort, student: Student) -> tuple[Diagnostic, ...]:
    """Judge a portfolio alone; rules that look at a class add up what they find in each."""
    school = standing.examination.reading.school
    counted = CohortCoverage(cohort=cohort.slug, students=(_counts(school, cohort, student),))
    alone = replace(school, body=None, organisations=(), cohorts=(_alone(cohort, student),))
    return tuple(check_rules(alone, Coverage(cohorts=(counted,)), standing.examination.today))


def _on(found: Iterable[Met], paths: set[str]) -> tuple[Met, ...]:
    return tuple(one for one in found if one.path in paths)


def _shows(standing: Standing, audience: Audience, place: _Place, student: Student, paths: set[str]) -> bool:
    """Whether an audience reads the text of each of these files: it is then tried by its page."""
    seen = view_of(standing.examination.reading.school, audience, place.cohort, student)
    return seen is not None and paths <= {text.path for text in bodies(seen)}


def _in(school: School, cohort: Cohort, student: Student) -> Student | None:
    group = next((one for one in school.cohorts if one.slug == cohort.slug), None)
    return next((one for one in group.students if one.slug == student.slug), None) if group else None


def _in_class(school: School, cohort: Cohort) -> Cohort:
    return next(one for one in school.cohorts if one.slug == cohort.slug)


def _with(school: School, place: _Place, student: Student) -> School:
    """Give a school in which one portfolio is another."""

    def group(one: Cohort) -> Cohort:
        students = (student if old.slug == place.student.slug else old for old in one.students)
        return replace(one, students=tuple(students)) if one.slug == place.cohort.slug else one

    return replace(school, cohorts=tuple(map(group, school.cohorts)))


def _recounted(coverage: Coverage, school: School, place: _Place, student: Student) -> Coverage:
    """Count one student again, and their class from what was counted of the others."""

    def group(one: CohortCoverage) -> CohortCoverage:
        if one.cohort != place.cohort.slug:
            return one
        fresh = _counts(school, _in_class(school, place.cohort), student)
        students = tuple(fresh if old.student == fresh.student else old for old in one.students)
        return joined(one.cohort, students, school.frameworks)

    return Coverage(cohorts=tuple(map(group, coverage.cohorts)))


def _same_pages(was: Part, now: Part, standing: Standing, *, loans: bool) -> bool:
    """Whether a part has the pages that it had, and, with ``loans``, lends the same to search in its class."""
    keys = PageKeys(standing.site.shell, standing.site.build_key)
    old, new = (read_plans(keys.of_part(part), standing.store) for part in (was, now))
    return bool(old) and [_kept(line, loans=loans) for plan in old for line in plan.lines] == [
        _kept(line, loans=loans) for plan in new for line in plan.lines
    ]


def _kept(line: PlannedPage, *, loans: bool) -> tuple[object, ...]:
    return (line.url, line.kind, line.loan if loans else None)


def _known(standing: Standing, setting: Setting, place: _Place, task: Task, read: ReadPortfolio) -> Standing:
    """Give what is known after a save."""
    examination = standing.examination
    reading = examination.reading
    portfolios = list(reading.portfolios)
    portfolios[place.rank] = (task, read)

    def edition(one: Edition) -> Edition:
        seen = view_of(reading.school, one.audience, place.cohort, read.student)
        return replace(one, school=_with(one.school, place, seen)) if seen else one

    school = _with(reading.school, place, read.student)
    return replace(
        standing,
        examination=replace(examination, reading=replace(reading, school=school, portfolios=tuple(portfolios))),
        every={audience: edition(one) for audience, one in standing.every.items()},
        setting=setting,
    )
