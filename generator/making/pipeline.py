"""The whole build, read top-down: files → records → coverage → diagnostics → pages → site."""

import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext

from msgspec import Struct

from generator.chrome.slots import Shell
from generator.diagnostics import Diagnostic, Severity
from generator.making.editions import Edition, editions, told
from generator.making.examination import Examination
from generator.making.planning import plan_site
from generator.making.texts import groups_of, texts_of
from generator.making.works import Works, works
from generator.memo.memo import Memo
from generator.model.audience import Audience
from generator.model.ledger import Ledger
from generator.pages.setting import Setting
from generator.project import Project
from generator.publishing.disk import swap
from generator.publishing.disk.site import Published, Site
from generator.publishing.disk.tree import SiteTree
from generator.publishing.page_keys import code_key
from generator.publishing.publish import Progress, silent, write
from generator.publishing.store import Store, write_manifest
from generator.publishing.workers.cluster import cluster
from generator.publishing.workers.executors import DEADLY, Workers
from generator.publishing.workers.shells import shell_for

_TRIES = 5
"""Sites written before one whose texts still fail to render is taken as it is: each costs a build."""


class BuiltSchool(Struct, frozen=True, kw_only=True):
    """What a build knew when it was done: what ``vitrail serve`` goes on from (``making.live``)."""

    examination: Examination
    """With the texts that do not render noted."""
    every: Mapping[Audience, Edition]
    site: Site
    setting: Setting
    """What its pages were planned from."""
    memo: Memo
    store: Store
    manifest: Mapping[str, str]
    plain: bool
    """Whether its pages showed nothing that the files did not."""


class BuildReport(Struct, frozen=True, kw_only=True):
    """What a build did, for its summary and its exit code."""

    examination: Examination
    ledger: Ledger
    published: Published
    seconds: float
    diagnostics: tuple[Diagnostic, ...]
    kept: int
    """Bytes that wait for the next build."""
    standing: BuiltSchool

    @property
    def lasting(self) -> bool:
        """True if the same bytes would give the same site: not when the death of its process refused a text."""
        return all(item.values.get("reason") != DEADLY for item in self.diagnostics if item.code == "MED010")

    @property
    def errors(self) -> int:
        """Number of diagnostics that are errors."""
        return sum(item.severity is Severity.ERROR for item in self.diagnostics)


def build(project: Project, progress: Progress = silent) -> BuildReport:
    """Build the site and put it in the place of the old one.

    Raises:
        swap.BusyError: another build holds the site.
        workers.cluster.ClusterError: the scheduler that was asked cannot make the pages.
        OSError: the disk refused; the old site stands.
    """
    with works(project) as shared:
        return publish(project, shared, progress)


def publish(project: Project, shared: Works, progress: Progress = silent) -> BuildReport:
    """Build one edition beside others of the same school; raises what ``build`` raises."""
    start = time.monotonic()
    with swap.exclusive(project.site, project.cache):
        spare = swap.spare_of(project.site, project.cache, project.audience.name.lower())
        tree = swap.new_tree(project.site, spare)
        try:
            report = _build(project, shared, SiteTree(tree, sweep=True), start, progress)
        except BaseException:
            swap.drop(tree)
            raise
        swap.swap(project.site, tree, spare)
    return report


def build_into(project: Project) -> BuildReport:
    """Build inside the folder that MkDocs has already filled with the theme's files: ``mkdocs build`` and ``serve``."""
    with works(project) as shared:
        return _build(project, shared, SiteTree(project.site), time.monotonic(), silent)


def _build(project: Project, shared: Works, tree: SiteTree, start: float, progress: Progress) -> BuildReport:
    """Read and judge everything, plan the audience's pages, write them, remember what was read and written."""
    name, store, crew = project.audience.name.lower(), shared.store, shared.crew
    shell_key, shell = shell_for(project, store, crew)
    making = _Making(project, shared.examination(project), shell, shared)
    with cluster(project.scheduler) if project.scheduler else nullcontext(crew) as pages:
        published = making.write(tree, pages, progress)
    kept = (*published.keys, shell_key, *making.examination.judged.kept, *making.texts.keep(store))
    store.close(name, (*kept, *making.searched))
    shared.memo.settle()
    write_manifest(store.folder / f"manifest-{name}.json", published.manifest)
    return BuildReport(
        examination=making.examination,
        ledger=making.edition.ledger,
        published=published,
        seconds=time.monotonic() - start,
        diagnostics=making.told,
        kept=store.size + shared.memo.shelf.size,
        standing=making.standing(published),
    )


class _Making:
    """One site in the making: planned from what is known, written, planned again when its pages showed more."""

    def __init__(  # what a build works with, each by name
        self, project: Project, examination: Examination, shell: Callable[[], Shell], shared: Works
    ) -> None:
        self.project = project
        self.examination = self._read = examination
        self.shell = shell
        self.memo, self.store, self.crew = shared.memo, shared.store, shared.crew
        self.texts = texts_of(examination, code_key())
        self.edition: Edition
        self.every: Mapping[Audience, Edition]
        self.site: Site
        self.setting: Setting
        self.told: tuple[Diagnostic, ...] = ()
        self.searched: list[str] = []

    def write(self, tree: SiteTree, pages: Workers, progress: Progress) -> Published:
        """Write until the pages show nothing new of which texts do not render."""
        self.texts.recall(self.store, self.crew, self._read.scope)
        for left in reversed(range(_TRIES)):
            self.examination = self.texts.noted(self._read)
            every = editions(self.project, self.examination, self.store)
            self.every, self.edition, self.told = every, every[self.project.audience], told(self.examination, every)
            self.searched = [key for one in every.values() for key in one.kept]
            self.store.pulse()
            parts, site = plan_site(
                self.project, self.examination, self.edition, self.shell(), self.told, every[Audience.JURY]
            )
            self.setting, self.site = parts.setting, site
            published = write(site, tree, store=self.store, crew=pages, progress=progress)
            if not self._learn(published) or not left:
                return published
            tree = tree.again(published.manifest)
        raise AssertionError  # the last try returns or raises

    def standing(self, published: Published) -> BuiltSchool:
        """Return what is known now."""
        return BuiltSchool(
            examination=self.examination,
            every=self.every,
            site=self.site,
            setting=self.setting,
            memo=self.memo,
            store=self.store,
            manifest=published.manifest,
            plain=not self.texts.refused and not self.texts.lost and not published.dead,
        )

    def _learn(self, published: Published) -> bool:
        """Take what the pages showed of their texts, then try those that this audience does not read."""
        shown = (text.path for texts in groups_of(self.edition.school) for text in texts)
        news = self.texts.learn(shown, published.refused, published.lost)
        return self.texts.attempt(self.crew, self._read.scope) or news
