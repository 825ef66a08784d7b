"""A school that stays in memory while it is edited, so that a save costs only what it changes.

The memo of the last build stays. A save makes the answers about its files dirty (``Memo.turn``), and the same questions
answer as in any build: the page that was saved is put in the site first, then the pages of every part whose plan
changed, with their search indexes, unless somebody saves again meanwhile. A save that adds or removes a page takes a
whole build, on the same memo.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from vitrail.building.making.facts import attached
from vitrail.building.making.facts.attached import AskedPaths
from vitrail.building.making.facts.parts import PORTFOLIO, Part, parts, text_pages
from vitrail.building.making.facts.people import files_in, owner
from vitrail.building.making.facts.run import PortfolioKey, portfolios, tell
from vitrail.building.making.facts.tried import Tried, text_failures
from vitrail.building.making.in_place import SiteInPlace, moved_pages
from vitrail.building.making.pipeline import BuildReport, publish
from vitrail.building.making.planning import bare_site, made_later
from vitrail.building.making.works import SupersededError, Works, works
from vitrail.building.publishing.disk import swap
from vitrail.building.publishing.disk.folder import using
from vitrail.building.publishing.disk.patch import Patch
from vitrail.building.publishing.disk.site import Site
from vitrail.building.publishing.publish import render_now
from vitrail.building.publishing.store import Store
from vitrail.building.publishing.workers.executors import Workers, give_back
from vitrail.content.model.ledger import Seen
from vitrail.content.reading.disk.hashing import Stamps, stamp, stamps
from vitrail.content.reading.disk.names import why_ignored
from vitrail.content.reading.seals.sealed import FOLDER
from vitrail.ground.memo.files import VERDICTS
from vitrail.site.project import Project

_PATIENCE = 15.0
"""Seconds for which the rest of the site may be put off by further saves."""


class Saved(Enum):
    """The outcome of a save."""

    NOTHING = "nothing"
    """No page changed."""
    SHOWN = "shown"
    """Pages changed, and are in the site."""
    UNKNOWN = "unknown"
    """A whole build is needed."""


class Live:
    """The memo and the site of the last whole build, kept up to date save after save."""

    def __init__(
        self, project: Project, announce: Callable[[], None] = lambda: None, waits: Callable[[], bool] = lambda: False
    ) -> None:
        """Follow a project; ``announce`` is called when the saved page is in the site, before the rest is updated.

        ``waits`` returns True when somebody has saved again: the rest of the site is then updated with that save.
        """
        self._project = project
        self._announce = announce
        self._waits = waits
        self._late = 0.0
        """Monotonic time, in seconds, at which the rest of the site was first put off; 0 when nothing is left to do."""
        self._shared: Works | None = None
        self._place: SiteInPlace | None = None
        """What the site was made from."""
        self._there: frozenset[str] = frozenset()
        """Addresses of the files of the site, and of the pages that are made on request."""
        self._stamps: Stamps = {}
        self._crew = Workers(1)

    def look(self) -> Stamps:
        """Stamp the files of the school; called before a whole build, so that an edit during it is seen later."""
        apart = self._project.apart
        verdicts = stamps(apart).items() if apart else ()
        beside = {f"{apart}/{name}": dates for name, dates in verdicts}
        if own := self._project.look.own:
            beside |= {own + name: dates for name, dates in stamps(self._project.portfolios / own).items()}
        return {**stamps(self._project.portfolios), **beside}

    def take(self, report: BuildReport, shared: Works, seen: Stamps) -> None:
        """Take over the memo and the site of a whole build; ``seen`` are the stamps of its files, from before it."""
        self._shared, self._stamps, self._place = replace(shared, crew=self._crew), seen, report.site
        self._late = 0.0
        shared.memo.rest()  # the records of a school are half of its memory
        self._there = made_later(self._project, shared.memo).union(report.site.files)
        give_back(stays=True)

    def rest(self) -> None:
        """Give the memory that saves freed back to the system, once nobody saves: meanwhile, requests have to wait."""
        give_back()

    def prepare(self) -> None:
        """Build if no build ran yet, since the site was up to date: saves need its memo. Then load what saves use."""
        if self._shared is None:
            with suppress(swap.BusyError, OSError):  # the first save will report it
                seen = self.look()
                with works(self._project) as shared:
                    self.take(publish(self._project, shared), shared, seen)
        if self._shared is not None:
            with suppress(LookupError, OSError):
                self._warm(self._shared)

    def _warm(self, shared: Works) -> None:
        """Render a page and discard it: workers made the site, and the first save would wait for modules to load."""
        memo, audience = shared.memo, self._project.audience.name
        _, dress = shared.dress(self._project)
        for part in islice((part for part in parts(memo, audience) if part[1] == PORTFOLIO), 1):
            texts = {file.path for file in files_in(memo, *part[2:]) if file.page}
            for spec in islice(text_pages(memo, part, texts), 1):
                render_now(bare_site(self._project, memo, dress()), spec)
        memo.scratch.clear()

    def forget(self) -> None:
        """Drop the memo and the site: a save that failed may have put only half of its pages there."""
        self._shared = None

    @property
    def held(self) -> Works | None:
        """Return the memo and the cache that the next whole build may go on from."""
        return self._shared

    @property
    def behind(self) -> bool:
        """True if the site is not up to date with the files, and a whole build is needed."""
        return self._shared is None or self._late > 0 or self._stamps != self.look()

    def save(self, paths: Iterable[Path]) -> Saved:
        """Put in the site the pages that change since some files were saved.

        Never raises for what people wrote, nor for a disk that refuses: a whole build will report it.
        """
        names = frozenset(self._names(paths))
        if self._shared is None or self._place is None or not (names or self._late):
            return Saved.UNKNOWN if self._shared is None else Saved.NOTHING
        try:
            return self._save(self._shared, self._place, names)
        except (swap.BusyError, OSError, LookupError):
            return Saved.UNKNOWN

    def _names(self, paths: Iterable[Path]) -> Iterator[str]:
        """Name the files that exist, from the portfolios' root, without those no author wrote (``~``, sealed texts)."""
        for path in paths:
            if path.is_relative_to(self._project.portfolios) and path.is_file():
                name = path.relative_to(self._project.portfolios)
                if not any(why_ignored(part) or part.endswith(FOLDER) for part in name.parts):
                    yield name.as_posix()

    def _save(self, shared: Works, place: SiteInPlace, names: frozenset[str]) -> Saved:
        """Put the saved pages in the site, then those of every part whose plan changed.

        Raises LookupError, a whole build is needed: a saved file is not a page of one portfolio, or pages come or go.
        """
        memo = shared.memo
        seen = {name: stamp(self._project.portfolios / name) for name in names}
        memo.turn(names)
        tell(memo, self._project)
        _, dress = shared.dress(self._project)
        with swap.exclusive(self._project.site, self._project.cache):
            shown = bool(names) and self._first(bare_site(self._project, memo, dress()), shared, place, names)
            with using(self._project.cache):  # after the page is shown: what a sweep deletes is made again
                attached.judge(memo, shared.store, self._crew, AskedPaths())
                try:
                    with self._giving_way(shared.store):
                        moved = moved_pages(self._project, shared, dress(), place)
                except SupersededError:
                    self._stamps, self._late = {**self._stamps, **seen}, self._late or time.monotonic()
                    return Saved.SHOWN if shown else Saved.NOTHING
                if moved.site.files.keys() != place.files.keys():  # a new file takes a whole build
                    raise LookupError(names)
                shown = self._put(moved.patch) or shown
                memo.save()  # else every answer of an evening of saves would stay in memory
                memo.scratch.clear()  # and every page that they planned
        self._place, self._stamps, self._late = moved.site, {**self._stamps, **seen}, 0.0
        return Saved.SHOWN if shown else Saved.NOTHING

    @contextmanager
    def _giving_way(self, store: Store) -> Iterator[None]:
        """Give up the writing when somebody saves, unless it was put off for long. Raises SupersededError."""

        def pulse() -> None:
            if self._waits() and (not self._late or time.monotonic() - self._late < _PATIENCE):
                raise SupersededError

        before, store.pulse = store.pulse, pulse
        try:
            yield
        finally:
            store.pulse = before

    def _first(self, site: Site, shared: Works, place: SiteInPlace, names: frozenset[str]) -> bool:
        """Put the pages of the saved texts in the site before the rest is even planned: those are being looked at."""
        memo = shared.memo
        every, saved = portfolios(memo), list[tuple[PortfolioKey, Seen]]()
        for people in ({owner(memo, name) for name in names}.intersection(every), every):  # verdicts are elsewhere
            if len(saved) < len(names):
                saved = [(who, file) for who in people for file in files_in(memo, *who) if file.disk in names]
        owners = {who for who, _ in saved}
        if len(owners) != 1 or not names <= {file.disk for _, file in saved} or any(map(_is_attached, saved)):
            raise LookupError(names)
        ((cohort, student),) = owners
        if not attached.is_judged(memo, shared.store, cohort, student):  # its attachments may not open
            raise LookupError(names)
        if text_failures(memo, cohort, student) != Tried():  # a text that failed may now be rendered
            raise LookupError(names)
        part: Part = (self._project.audience.name, PORTFOLIO, cohort, student)
        if "\0".join(part) not in place.parts:
            return False
        patch = Patch()
        for spec in text_pages(memo, part, {file.path for _, file in saved}):
            page = render_now(site, spec)
            if page.refused or page.lost or not page.leads <= self._there or spec.url not in self._there:
                raise LookupError(spec.url)
            patch.write(spec.url, page.html)
        return self._put(patch, self._announce)

    def _put(self, patch: Patch, announce: Callable[[], None] = lambda: None) -> bool:
        """Put files in the site that is served; return whether one changed."""
        shown = patch.apply(self._project.site, swap.beside(self._project.site, "new"))
        if shown:
            announce()
        return shown


def _is_attached(owned: tuple[PortfolioKey, Seen]) -> bool:
    """True if a file is neither a page nor a verdict."""
    return not owned[1].page and VERDICTS not in owned[1].path.split("/")
