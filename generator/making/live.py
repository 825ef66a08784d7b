"""A school that stays in memory while it is written: a save costs the portfolio that it touches.

A saved text is read with its portfolio, and what may follow from it is compared: all that is no text
(``model.textual``), the faults, the lines of the ledger, the counts, the private names in it. When nothing but texts
moved, the portfolio's pages are all that can change: they are planned, and those whose key moved are rendered and put
in the site. When something else moved, the team is shown the portfolio's pages at once, and the school is behind until
a whole build.
What is not surely known is never guessed: a whole build answers, and it is the same as any other.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from generator.coverage.tables import CohortCoverage, Coverage
from generator.coverage.view import view_of
from generator.diagnostics import Diagnostic, Place
from generator.making.editions import Edition
from generator.making.pipeline import BuiltSchool, publish
from generator.making.texts import plain
from generator.making.touched import (
    Touched,
    UnsureError,
    alone_in,
    class_in,
    counts_of,
    examined,
    paths_in,
    read_saved,
    recounted,
    student_in,
    touched,
    veiled,
    with_student,
)
from generator.making.works import works
from generator.model.audience import Audience
from generator.model.school import Cohort
from generator.model.student import Student
from generator.model.textual import same_but_texts
from generator.pages.setting import Setting
from generator.pages.site import Part, Parts, pages_of_texts
from generator.privacy.veiling import Met
from generator.privacy.veils import words_of
from generator.project import Project
from generator.publishing.disk import swap
from generator.publishing.disk.folder import using
from generator.publishing.disk.patch import Patch
from generator.publishing.disk.site import Published
from generator.publishing.page_keys import PageKeys
from generator.publishing.plans import PlannedPage, read_plans
from generator.publishing.publish import render_now, write
from generator.publishing.workers.executors import Workers, give_back
from generator.reading.disk.hashing import Stamps, stamp, stamps
from generator.reading.disk.names import why_ignored
from generator.reading.school import ReadPortfolio
from generator.reading.seals.sealed import FOLDER
from generator.rules import check as check_rules
from generator.settings import clock

Item = TypeVar("Item")


class Saved(Enum):
    """What became of a save."""

    NOTHING = "nothing"
    """No page changed."""
    SHOWN = "shown"
    """Pages changed, and are in the site."""
    UNKNOWN = "unknown"
    """It takes a whole build to know."""


class Live:
    """What the last whole build knew, kept up to date save after save."""

    def __init__(self, project: Project, announce: Callable[[], None] = lambda: None) -> None:
        """Follow a project; ``announce`` is called when the saved page is there, before the rest of its portfolio."""
        self._project = project
        self._announce = announce
        self._standing: BuiltSchool | None = None
        self._stamps: Stamps = {}
        self._shared = ""
        self._ahead = False
        """Whether pages were shown of what the school's other pages do not know yet."""
        self._crew = Workers(1)

    def look(self) -> Stamps:
        """Stamp the files of the school; asked before a whole build, so that an edit during it is seen later."""
        apart = self._project.apart
        verdicts = stamps(apart).items() if apart else ()
        return {**stamps(self._project.portfolios), **{f"{apart}/{name}": one for name, one in verdicts}}

    def take(self, standing: BuiltSchool, seen: Stamps) -> None:
        """Go on from a whole build, made from files that were stamped before it."""
        self._standing, self._stamps, self._ahead = standing, seen, False
        self._shared = Parts(setting=standing.setting).shared
        give_back()

    def prepare(self) -> None:
        """Build once more when the last site was found as it should be, which told nothing of what it is made from."""
        if self._standing is None:
            with suppress(swap.BusyError, OSError):  # the first save will say it
                seen = self.look()
                with works(self._project) as shared:
                    self.take(publish(self._project, shared).standing, seen)

    def forget(self) -> None:
        """Know nothing any more: what was shown of a save that failed may be half of it."""
        self._standing = None

    @property
    def behind(self) -> bool:
        """True if the site is not that of the files: a whole build is needed."""
        return self._standing is None or self._ahead or self._stamps != self.look()

    def save(self, paths: Iterable[Path]) -> Saved:
        """Put in the site what the saving of some files changes.

        Never raises for what people wrote, nor for a disk that refuses: a whole build will say it.
        """
        if self._standing is None:
            return Saved.UNKNOWN
        try:
            return self._save(self._standing, frozenset(self._names(paths)))
        except (UnsureError, swap.BusyError, OSError):
            return Saved.UNKNOWN

    def _names(self, paths: Iterable[Path]) -> Iterator[str]:
        """Name the files that are there, from the portfolios' root, less what no author wrote (``~``, sealed texts)."""
        for path in paths:
            if path.is_relative_to(self._project.portfolios) and path.is_file():
                name = path.relative_to(self._project.portfolios)
                if not any(why_ignored(part) or part.endswith(FOLDER) for part in name.parts):
                    yield name.as_posix()

    def _save(self, standing: BuiltSchool, names: frozenset[str]) -> Saved:
        if not names:
            return Saved.NOTHING
        place = touched(standing, names)
        stamped = {**self._stamps, **{name: stamp(self._project.portfolios / name) for name in names}}
        read = read_saved(standing, place, names)
        if read == place.read:
            self._stamps = stamped
            return Saved.NOTHING
        contained = self._contained(standing, place, read, names)
        if not contained and self._project.audience is not Audience.TEAM:
            raise UnsureError
        self._standing, shown = self._publish(standing, place, read, names, contained=contained)
        self._stamps = stamped
        self._ahead = self._ahead or not contained
        return Saved.SHOWN if shown else Saved.NOTHING

    def _contained(self, standing: BuiltSchool, place: Touched, read: ReadPortfolio, names: frozenset[str]) -> bool:
        """True if nothing moved but texts, which no page of another portfolio shows, and no count or rule looks at."""
        examination, student = standing.examination, read.record
        return (
            standing.plain
            and (read.seen, read.diagnostics) == (place.read.seen, place.read.diagnostics)
            and same_but_texts(place.student, student)
            and plain(place.student)
            and plain(student)
            and clock(self._project.asked_date, examination.reading.school.reference_date) == examination.today
            and counts_of(examination.reading.school, place.cohort, student)
            == examination.coverage.student(place.cohort.slug, place.student.slug)
            and _ruled(standing, place.cohort, place.student) == _ruled(standing, place.cohort, student)
            and all(self._hides_the_same(one, standing, place, student, names) for one in standing.every.values())
            and _shows(standing, self._project.audience, place, student, paths_in(read, names))
        )

    def _hides_the_same(
        self, edition: Edition, standing: BuiltSchool, place: Touched, student: Student, names: frozenset[str]
    ) -> bool:
        """True if the same of the saved files is kept from an audience, and as much of the rest of the portfolio."""
        before, _ = veiled(edition, standing, place.cohort, place.student)
        if before != student_in(edition.school, place.cohort, place.student):
            return False
        numbers, paths = edition.veils.numbers, paths_in(place.read, names)
        if words_of(place.student, numbers) != words_of(student, numbers):
            return False  # a word of a name comes or goes, and names of others may depend on who says it
        _, met = veiled(edition, standing, place.cohort, student)
        return self._told(met, paths) == self._told(edition.met, paths)

    def _told(self, met: Iterable[Met], paths: set[str]) -> list[Met]:
        """What is told of some files: the team alone reads where."""
        team = self._project.audience is Audience.TEAM
        every = (one for one in met if one.place.path in paths)
        return [one if team else replace(one, place=Place(path=one.place.path)) for one in every]

    def _publish(  # what is known of a save, each by name
        self, standing: BuiltSchool, place: Touched, read: ReadPortfolio, names: frozenset[str], *, contained: bool
    ) -> tuple[BuiltSchool, bool]:
        """Put the portfolio's pages in the site; give what is now known, and whether a page changed."""
        project, old = self._project, standing.setting
        seen, _ = veiled(standing.every[project.audience], standing, place.cohort, read.record)
        before = student_in(old.school, place.cohort, place.student)
        if seen is None or before is None:
            raise UnsureError
        school = with_student(old.school, place, seen)
        coverage = old.coverage if contained else recounted(old.coverage, school, place, seen)
        known = replace(old.known, examiners=examined(standing, place, read, school, coverage))
        setting = replace(old, school=school, coverage=coverage, known=known)  # at the same addresses: its links stay
        with using(project.cache), swap.exclusive(project.site, project.cache):
            self._show(
                standing, setting, place, seen, {one.path for one in read.seen if one.page and one.disk in names}
            )
            was = self._part(Parts(setting=old), place.cohort, before)
            now = self._part(Parts(setting=setting), place.cohort, seen)
            patch, published = self._written(standing, now)
            if not _same_pages(was, now, standing, loans=contained) or published.refused or published.lost:
                raise UnsureError
            shown = patch.apply(project.site, swap.beside(project.site, "new"))
        return _known(standing, setting, place, read), shown

    def _show(self, standing: BuiltSchool, setting: Setting, place: Touched, student: Student, paths: set[str]) -> None:
        """Put the pages whose own text was saved before the rest is even planned: they are what is being read."""
        patch, left = Patch(), set(paths)
        for spec in pages_of_texts(setting, class_in(setting.school, place.cohort), student) if left else ():
            if len(spec.bodies) == 1 and spec.bodies[0].path in left and spec.url in standing.manifest:
                page = render_now(standing.site, spec)
                if page.refused or page.lost or not page.leads <= standing.manifest.keys():
                    raise UnsureError
                patch.write(spec.url, page.html)
                left.remove(spec.bodies[0].path)
            if not left:
                break
        if patch.apply(self._project.site, swap.beside(self._project.site, "new")):
            self._announce()

    def _written(self, standing: BuiltSchool, part: Part) -> tuple[Patch, Published]:
        patch = Patch()
        site = replace(standing.site, parts=(part,), statics={})
        published = write(site, patch, standing.store, self._crew, beside=standing.manifest.keys())
        if published.dead:
            raise UnsureError
        return patch, published

    def _part(self, parts: Parts, cohort: Cohort, student: Student) -> Part:
        parts.__dict__["shared"] = self._shared  # the school's own facts, which a save does not move
        return parts.portfolio(class_in(parts.setting.school, cohort), student)


def _ruled(standing: BuiltSchool, cohort: Cohort, student: Student) -> tuple[Diagnostic, ...]:
    """Judge a portfolio alone; rules that look at a class add up what they find in each."""
    school = standing.examination.reading.school
    counted = CohortCoverage(cohort=cohort.slug, students=(counts_of(school, cohort, student),))
    alone = replace(school, body=None, organisations=(), cohorts=(alone_in(cohort, student),))
    return tuple(check_rules(alone, Coverage(cohorts=(counted,)), standing.examination.today))


def _shows(standing: BuiltSchool, audience: Audience, place: Touched, student: Student, paths: set[str]) -> bool:
    """True if an audience reads the text of each of these files: it is then tried by its page."""
    seen = view_of(standing.examination.reading.school, audience, place.cohort, student)
    return seen is not None and paths <= {text.path for text in seen.bodies}


def _same_pages(was: Part, now: Part, standing: BuiltSchool, *, loans: bool) -> bool:
    """True if a part has the pages that it had, and, with ``loans``, lends the same to search in its class."""
    keys = PageKeys(standing.site.shell, standing.site.build_key)
    old, new = (read_plans(keys.of_part(part), standing.store) for part in (was, now))
    return bool(old) and [_kept(line, loans=loans) for plan in old for line in plan.lines] == [
        _kept(line, loans=loans) for plan in new for line in plan.lines
    ]


def _kept(line: PlannedPage, *, loans: bool) -> tuple[object, ...]:
    return (line.url, line.kind, line.loan if loans else None)


def _known(standing: BuiltSchool, setting: Setting, place: Touched, read: ReadPortfolio) -> BuiltSchool:
    """Return what is known after a save."""
    examination = standing.examination
    reading = examination.reading
    portfolios = {**reading.portfolios, place.owner: read}

    def edition(one: Edition) -> Edition:
        seen, _ = veiled(one, standing, place.cohort, read.record)
        return replace(one, school=with_student(one.school, place, seen)) if seen else one

    school = with_student(reading.school, place, read.record)
    return replace(
        standing,
        examination=replace(examination, reading=replace(reading, school=school, portfolios=portfolios)),
        every={audience: edition(one) for audience, one in standing.every.items()},
        setting=setting,
    )
