"""The whole build, read top-down: files → records → coverage → diagnostics → pages → site."""

import time
from collections.abc import Callable
from contextlib import nullcontext

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Severity
from generator.making.examination import AskedPaths, Examination
from generator.making.facts.attached import SCHOOL
from generator.making.facts.cards import shown_texts
from generator.making.facts.given import ledger
from generator.making.facts.parts import prime
from generator.making.facts.people import asked
from generator.making.facts.told import told_in
from generator.making.planning import plan_site
from generator.making.texts import Texts
from generator.making.works import Works, works
from generator.model.ledger import Ledger
from generator.project import Project
from generator.prose import MadeTexts
from generator.publishing.disk import swap
from generator.publishing.disk.site import Published
from generator.publishing.disk.tree import SiteTree
from generator.publishing.page_keys import code_key, digest
from generator.publishing.publish import Progress, silent, write
from generator.publishing.store import write_manifest
from generator.publishing.workers.cluster import cluster
from generator.publishing.workers.executors import DEADLY, Workers
from generator.publishing.workers.shells import Dress, dress_for

_TRIES = 5
"""Sites written before one whose texts still fail to render is taken as it is: each costs a build."""


class BuildReport(Struct, frozen=True, kw_only=True):
    """What a build did, for its summary and its exit code."""

    examination: Examination
    ledger: Ledger
    published: Published
    seconds: float
    diagnostics: tuple[Diagnostic, ...]
    kept: int
    """Bytes that wait for the next build."""

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
    name, store, crew, memo = project.audience.name.lower(), shared.store, shared.crew, shared.memo
    dress_key, dress = dress_for(project, store, crew)
    examination = shared.examination(project, shared.editions or (project.audience.name,))
    texts = examination.texts
    memo.tell(f"shell {project.audience.name}", digest(code_key(), project.language, project.site_url, dress_key))
    with cluster(project.scheduler) if project.scheduler else nullcontext(crew) as pages:
        published = _write(project, shared, texts, dress, tree, pages, progress)
    kept = (*published.keys, dress_key, *examination.kept, *texts.keep(store))
    store.close(name, kept)
    write_manifest(store.folder / f"manifest-{name}.json", published.manifest)
    fates, told = ledger(memo, project.audience.name, asked(memo)), told_in(memo, asked(memo))
    memo.settle()
    return BuildReport(
        examination=examination,
        ledger=fates,
        published=published,
        seconds=time.monotonic() - start,
        diagnostics=told,
        kept=store.size + memo.shelf.size,
    )


def _write(  # noqa: PLR0913, PLR0917  # what a site is written with, each by name
    project: Project, shared: Works, texts: Texts, dress: Callable[[], Dress], tree: SiteTree, pages: Workers,
    progress: Progress,
) -> Published:  # fmt: skip
    """Write a site, and again while its pages show of their texts what was not known."""
    memo, store = shared.memo, shared.store
    for left in reversed(range(_TRIES)):
        site = replace(plan_site(project, memo, dress()), texts=shared.texts or MadeTexts())
        memo.settle()
        memo.let_go((), kept=True)  # else each worker would hold what was asked of everybody before
        prime(memo, project.audience.name)
        memo.settle()  # what workers are forked with is on the disk
        published = write(site, tree, store=store, crew=pages, progress=progress)
        shown = (path for who in (SCHOOL, *asked(memo)) for path in shown_texts(memo, project.audience.name, *who))
        news = texts.learn(shown, published.refused, published.lost)
        if not (texts.attempt(shared.crew, AskedPaths()) or news) or not left:
            break
        tree = tree.again(published.manifest)
    return published
