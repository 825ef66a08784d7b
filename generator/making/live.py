"""A school that stays in memory while it is written: a save costs what it changes.

The memo of the last build stays. A save turns it, and the same questions answer as in any build: the page that was
saved is put in the site first, then the pages of every part whose plan moved. What adds or takes away a page, or what
wider search finds, is a whole build, on the same memo.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import Enum
from pathlib import Path

from msgspec.structs import replace

from generator.addressing.spec import PageSpec
from generator.making.examination import AskedPaths
from generator.making.facts import attached
from generator.making.facts.attached import seen_of
from generator.making.facts.parts import PORTFOLIO, SPECS, Part, SitePart, parts, plan, specs_of
from generator.making.facts.people import Who, asked
from generator.making.facts.run import tell
from generator.making.facts.tried import Tried, tried
from generator.making.pipeline import BuildReport, publish
from generator.making.planning import bare_site
from generator.making.works import Works, works
from generator.memo.files import VERDICTS
from generator.memo.memo import Memo
from generator.model.ledger import Seen
from generator.project import Project
from generator.publishing.disk import swap
from generator.publishing.disk.folder import using
from generator.publishing.disk.patch import Patch
from generator.publishing.disk.site import Site
from generator.publishing.plans import ScopePlan
from generator.publishing.publish import render_now, write
from generator.publishing.workers.executors import Workers, give_back
from generator.publishing.workers.shells import dress_for
from generator.reading.disk.hashing import Stamps, stamps
from generator.reading.disk.names import why_ignored
from generator.reading.seals.sealed import FOLDER


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
        """Follow a project; ``announce`` is called when the saved page is there, before all that follows from it."""
        self._project = project
        self._announce = announce
        self._shared: Works | None = None
        self._manifest: dict[str, str] = {}
        self._plans: dict[Part, tuple[ScopePlan, ...]] = {}
        self._stamps: Stamps = {}
        self._ahead = False
        """Whether pages were shown of what search, or pages that would come or go, do not know yet."""
        self._crew = Workers(1)

    def look(self) -> Stamps:
        """Stamp the files of the school; asked before a whole build, so that an edit during it is seen later."""
        apart = self._project.apart
        verdicts = stamps(apart).items() if apart else ()
        beside = {f"{apart}/{name}": one for name, one in verdicts}
        if own := self._project.look.own:
            beside |= {own + name: one for name, one in stamps(self._project.portfolios / own).items()}
        return {**stamps(self._project.portfolios), **beside}

    def take(self, report: BuildReport, shared: Works, seen: Stamps) -> None:
        """Go on from a whole build, made from files that were stamped before it."""
        self._shared, self._stamps, self._ahead = shared, seen, False
        self._manifest = dict(report.published.manifest)
        audience = self._project.audience.name
        self._plans = {part: plan(shared.memo, *part) for part in parts(shared.memo, audience)}
        give_back()

    def prepare(self) -> None:
        """Build once more when the last site was found as it should be, which told nothing of what it is made from."""
        if self._shared is None:
            with suppress(swap.BusyError, OSError):  # the first save will say it
                seen = self.look()
                with works(self._project) as shared:
                    self.take(publish(self._project, shared), shared, seen)

    def forget(self) -> None:
        """Know nothing any more: what was shown of a save that failed may be half of it."""
        self._shared = None

    @property
    def held(self) -> Works | None:
        """Return what the next whole build may go on from."""
        return self._shared

    @property
    def behind(self) -> bool:
        """True if the site is not that of the files: a whole build is needed."""
        return self._shared is None or self._ahead or self._stamps != self.look()

    def save(self, paths: Iterable[Path]) -> Saved:
        """Put in the site what the saving of some files changes.

        Never raises for what people wrote, nor for a disk that refuses: a whole build will say it.
        """
        names = frozenset(self._names(paths))
        if self._shared is None or not names:
            return Saved.UNKNOWN if self._shared is None else Saved.NOTHING
        try:
            return self._save(self._shared, names)
        except (swap.BusyError, OSError, LookupError):
            return Saved.UNKNOWN

    def _names(self, paths: Iterable[Path]) -> Iterator[str]:
        """Name the files that are there, from the portfolios' root, less what no author wrote (``~``, sealed texts)."""
        for path in paths:
            if path.is_relative_to(self._project.portfolios) and path.is_file():
                name = path.relative_to(self._project.portfolios)
                if not any(why_ignored(part) or part.endswith(FOLDER) for part in name.parts):
                    yield name.as_posix()

    def _save(self, shared: Works, names: frozenset[str]) -> Saved:
        """Show the saved pages, then those of every part whose plan moved.

        Raises LookupError: a saved file is no page of one portfolio, or pages come or go: it takes a whole build.
        """
        memo, audience = shared.memo, self._project.audience.name
        seen = self.look()
        memo.turn()
        memo.aside.pop(SPECS, None)  # they are those of the last save
        tell(memo, self._project)
        _, dress = dress_for(self._project, shared.store, self._crew)
        site = bare_site(self._project, memo, dress())
        with using(self._project.cache), swap.exclusive(self._project.site, self._project.cache):
            shown = self._first(site, memo, names)
            attached.judge(memo, shared.store, self._crew, AskedPaths())
            moved = {part: plan(memo, *part) for part in parts(memo, audience)}
            changed = [part for part, sheets in moved.items() if sheets != self._plans.get(part)]
            if moved.keys() != self._plans.keys() or any(
                _told(moved[one], loans=False) != _told(self._plans[one], loans=False) for one in changed
            ):
                raise LookupError(names)
            whole = [one for one in changed if one[1] == PORTFOLIO and _told(moved[one]) == _told(self._plans[one])]
            shown = self._rest(site, shared, whole, [one for one in changed if one not in whole]) or shown
            memo.settle()  # else an evening of saves would hold every answer that it was given
        self._plans, self._stamps = moved, seen
        self._ahead = self._ahead or changed != whole
        return Saved.SHOWN if shown else Saved.NOTHING

    def _first(self, site: Site, memo: Memo, names: frozenset[str]) -> bool:
        """Put the pages whose own text was saved before the rest is even planned: they are what is being read."""
        found = [(who, one) for who in asked(memo) for one in seen_of(memo, *who) if one.disk in names]
        owners = {who for who, _ in found}
        if len(owners) != 1 or not names <= {one.disk for _, one in found} or any(map(_is_attached, found)):
            raise LookupError(names)
        ((cohort, student),) = owners
        if tried(memo, cohort, student) != Tried():  # a text that did not come through may now
            raise LookupError(names)
        part: Part = (self._project.audience.name, PORTFOLIO, cohort, student)
        if part not in self._plans:
            return False
        paths = {one.path for _, one in found}
        specs = (spec for spec in specs_of(memo, part).values() if len(spec.bodies) == 1)
        return self._put(site, (spec for spec in specs if spec.bodies[0].path in paths), Patch(), self._announce)

    def _rest(self, site: Site, shared: Works, whole: Iterable[Part], others: Iterable[Part]) -> bool:
        """Put the pages of some parts with their search, and those of others, whose search takes a whole build."""
        memo, patch = shared.memo, Patch()
        own = replace(site, parts=tuple(SitePart(memo, part) for part in whole))
        published = write(own, patch, shared.store, self._crew, beside=self._manifest.keys())
        if published.dead or published.refused or published.lost:
            raise LookupError(published.dead)
        moved = [spec for part in others for spec in specs_of(memo, part).values()]
        return self._put(site, moved, patch)

    def _put(
        self, site: Site, specs: Iterable[PageSpec], patch: Patch, announce: Callable[[], None] = lambda: None
    ) -> bool:
        """Render pages that are in the site, put them there with what a patch already holds; say whether one moved."""
        for spec in specs:
            page = render_now(site, spec)
            if page.refused or page.lost or not page.leads <= self._manifest.keys() or spec.url not in self._manifest:
                raise LookupError(spec.url)
            patch.write(spec.url, page.html)
        shown = patch.apply(self._project.site, swap.beside(self._project.site, "new"))
        if shown:
            announce()
        return shown


def _is_attached(found: tuple[Who, Seen]) -> bool:
    """True if a file is neither a page nor a verdict."""
    return not found[1].page and VERDICTS not in found[1].path.split("/")


def _told(sheets: Iterable[ScopePlan], *, loans: bool = True) -> list[tuple[object, ...]]:
    """Return what a plan says beside what its pages hold: their addresses, and what wider scopes find them by."""
    return [(line.url, line.kind, line.loan if loans else None) for sheet in sheets for line in sheet.lines]
