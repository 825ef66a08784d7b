"""The whole build, read top-down: files → records → coverage → diagnostics → pages → site."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.ordering import in_order
from generator.editions import Edition
from generator.editions import edition as edit
from generator.findings import Findings, examine
from generator.model.audience import Audience
from generator.planning import plan_site, refusals, without_pages
from generator.privacy.blame import blame
from generator.project import Project
from generator.publishing import swap
from generator.publishing.cluster import cluster
from generator.publishing.executors import Crew
from generator.publishing.keys import code_key
from generator.publishing.publish import Progress, silent, write
from generator.publishing.shells import shell_for
from generator.publishing.site import LeakError, Published, Site
from generator.publishing.store import Store, write_manifest
from generator.publishing.tree import Tree
from generator.reading.ledger import Ledger
from generator.reading.memory import Memory

_TRIES = 5
"""Sites written before one that still leaks is given up: each costs a build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did, for its summary and its exit code."""

    findings: Findings
    ledger: Ledger
    published: Published
    seconds: float
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> int:
        """Number of diagnostics that are errors."""
        return sum(item.severity is Severity.ERROR for item in self.diagnostics)


def build(project: Project, progress: Progress = silent) -> Report:
    """Build the site and put it in the place of the old one.

    Raises:
        publishing.swap.BusyError: another build holds the site.
        publishing.cluster.ClusterError: the scheduler that was asked cannot make the pages.
        OSError: the disk refused; the old site stands.
    """
    start = time.monotonic()
    with swap.exclusive(project.site, project.cache):
        spare = swap.spare_of(project.site, project.cache, project.audience.name.lower())
        tree = swap.new_tree(project.site, spare)
        try:
            report = _build(project, Tree(tree, sweep=True), start, progress)
        except BaseException:
            swap.drop(tree)
            raise
        swap.swap(project.site, tree, spare)
    return report


def build_into(  # noqa: PLR0913  # the host's options, each by name
    root: Path,
    site_dir: Path,
    *,
    portfolios: Path,
    site_name: str,
    site_url: str,
    audience: Audience,
    asked_date: date | None,
    language: str,
) -> Report:
    """Build inside the folder that MkDocs has already filled with the theme's files: ``mkdocs build`` and ``serve``."""
    project = Project(
        root=root, portfolios=portfolios, site=site_dir, site_name=site_name, site_url=site_url,
        audience=audience, asked_date=asked_date, language=language,
    )  # fmt: skip
    return _build(project, Tree(site_dir), time.monotonic(), silent)


def _build(project: Project, tree: Tree, start: float, progress: Progress) -> Report:
    """Read and judge everything, plan the audience's pages, write them, remember what was read and written."""
    name = project.audience.name.lower()
    store = Store(folder=project.cache)
    store.load()
    memory = Memory(cache=store, code=code_key())
    with Crew(project.jobs) as crew:
        shell = shell_for(project, crew)
        findings = examine(project, memory, crew)
        with cluster(project.scheduler) if project.scheduler else nullcontext(crew) as pages:
            edition, published = _written(
                partial(edit, project, findings, project.audience, shell),
                lambda edition: plan_site(project, findings, edition, shell()),
                tree,
                partial(write, store=store, crew=pages, progress=progress),
            )
    store.close(name, (*published.keys, *findings.judged.kept, *memory.kept), published.watch_key)
    write_manifest(store.folder / f"manifest-{name}.json", published.manifest)
    refused = refusals(published.refused.values())
    return Report(
        findings=findings,
        ledger=without_pages(edition.ledger, published.refused),
        published=published,
        seconds=time.monotonic() - start,
        diagnostics=in_order((*findings.diagnostics, *edition.diagnostics, *refused)),
    )


def _written(
    edit_for: Callable[[Mapping[str, str]], Edition],
    plan: Callable[[Edition], Site],
    tree: Tree,
    write_in: Callable[[Site, Tree], Published],
) -> tuple[Edition, Published]:
    """Plan and write; what leaks by the words of an author is masked and the rest is written again.

    Raises:
        LeakError: when what leaks is nobody's words: a fault of ours.
    """
    leaked: dict[str, str] = {}
    for left in reversed(range(_TRIES)):
        found = edit_for(leaked)
        try:
            return found, write_in(plan(found), tree)
        except LeakError as error:
            blamed = blame(error.leaks, found.school, found.ledger, leaked)
            tree = tree.again(error.written)
            if not blamed or not left:
                raise
            leaked.update(blamed)
    raise AssertionError  # the last try returns or raises
