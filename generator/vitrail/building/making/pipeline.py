"""The whole build, read top-down: files → records → coverage → diagnostics → pages → site."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making import in_place
from vitrail.building.making.examination import Examination
from vitrail.building.making.facts.attached import AskedPaths
from vitrail.building.making.facts.cards import shown_texts
from vitrail.building.making.facts.told import ToldCounts, summed_up
from vitrail.building.making.in_place import MovedPages, SiteInPlace
from vitrail.building.making.planning import plan_site, prepare
from vitrail.building.making.texts import Texts
from vitrail.building.making.works import Works, works
from vitrail.building.publishing.disk import swap
from vitrail.building.publishing.disk.site import Published
from vitrail.building.publishing.disk.stamps import SiteFiles
from vitrail.building.publishing.disk.tree import SiteTree
from vitrail.building.publishing.own_code import code_key
from vitrail.building.publishing.page_keys import digest
from vitrail.building.publishing.publish import Progress, silent, write
from vitrail.building.publishing.store import write_manifest
from vitrail.building.publishing.workers.beside import Beside
from vitrail.building.publishing.workers.cluster import cluster
from vitrail.building.publishing.workers.executors import Workers
from vitrail.building.publishing.workers.shells import Dress
from vitrail.content.reading.packing import ReadFiles
from vitrail.ground.diagnostics import Severity
from vitrail.site.project import Project
from vitrail.site.prose import MadeTexts

_TRIES = 5
"""Times that a site is written before one whose texts still fail to render is kept as it is: each costs a build."""


class BuildReport(Struct, frozen=True, kw_only=True):
    """What a build did, for its summary and its exit code."""

    examination: Examination
    published: Published
    site: SiteInPlace
    seconds: float
    summed: ReadFiles[ToldCounts]
    """Numbers of diagnostics and of files by fate; the files that are rejected, and their errors."""
    kept: int
    """Bytes that the cache keeps for the next build."""

    @property
    def lasting(self) -> bool:
        """True if the same bytes would give the same site: not when a text is refused because its process died."""
        return not self.summed.record.deadly

    @property
    def errors(self) -> int:
        """Number of diagnostics that are errors."""
        return self.summed.record.faults.get(Severity.ERROR, 0)


def build(project: Project) -> BuildReport:
    """Build the site and put it in the place of the old one.

    Raises:
        swap.BusyError: another build holds the site.
        workers.cluster.ClusterError: the scheduler that was asked cannot make the pages.
        OSError: the disk refused; the old site stands.
    """
    with works(project) as shared:
        return publish(project, shared)


def publish(
    project: Project, shared: Works, progress: Progress = silent, looked: Beside[SiteFiles] | None = None
) -> BuildReport:
    """Build one edition beside others of the same school; raises what ``build`` raises.

    ``looked`` are the files of the site in place, when another process already stamps them.
    """
    looked = looked or Beside(SiteFiles(project.site))
    with swap.exclusive(project.site, project.cache):
        spare = swap.spare_of(project.site, project.cache, project.audience.name.lower())
        tree = swap.new_tree(project.site, spare)
        try:
            report, over = _build(project, shared, tree, progress, looked)
        except BaseException:
            looked.end()  # it may be filling the tree
            swap.drop(tree)
            raise
        swap.swap(project.site, tree, spare, None if over is None else over.changed)
        if over is None and swap.tells_names_apart(spare.parent):
            looked.ask(SiteFiles.lend, os.fspath(spare))  # until this run ends: less is left for the next one to share
        known = SiteFiles(project.site).key if over is None else looked.ask(SiteFiles.key_with, sorted(over.fresh))
        report = replace(report, site=replace(report.site, stamps=known()))
        if not report.published.torn and not report.published.dead:  # whole builds alone report and mend it
            in_place.remember(project, shared.memo, report.site)
        return report


def build_into(project: Project) -> BuildReport:
    """Build inside the folder that MkDocs has already filled with the theme's files: ``mkdocs build`` and ``serve``."""
    with works(project) as shared:
        return _build(project, shared, project.site, silent)[0]


class _TakenOver(Struct, frozen=True, kw_only=True):
    """A site most of whose files were taken over from the one that was in place."""

    changed: frozenset[str]
    """Addresses where the two sites may differ."""
    fresh: frozenset[str]
    """``changed``, and the addresses of files that are copies, on a disk without hard links."""


def _build(
    project: Project, shared: Works, place: Path, progress: Progress, looked: Beside[SiteFiles] | None = None
) -> tuple[BuildReport, _TakenOver | None]:
    """Read and judge everything, write the pages of the audience that changed, or all, record what they are made from.

    With ``looked`` (``publish``), the folder may hold an earlier site, and files that did not change are taken over.
    """
    start, name, store, memo = time.monotonic(), project.edition, shared.store, shared.memo
    dress_key, dress = shared.dress(project)
    last = in_place.recalled(project, memo, dress_key) if looked and not project.scheduler else None
    taking = looked.ask(SiteFiles.share_with, os.fspath(place), last.stamps) if looked and last else lambda: None
    examination = shared.examination(project, tuple(each.audience.name for each in shared.editions or (project,)))
    texts, over = examination.texts, None
    memo.set_input(f"shell {project.audience.name}", digest(code_key(), project.language, project.site_url, dress_key))
    moved = _moved(project, shared, texts, dress(), last) if last else None
    copied = taking()  # as late as may be: it takes long for a tree that shares no file yet
    if moved and copied is not None:
        moved.patch.put_into(SiteTree(place))
        over = _TakenOver(changed=(changed := frozenset(moved.patch.files)), fresh=changed.union(copied))
        published, site = moved.published, moved.site
        dropped = moved.dropped
    else:
        with cluster(project.scheduler) if project.scheduler else nullcontext(shared.crew) as pages:
            tree = SiteTree(place, sweep=looked is not None)
            published = _write(project, shared, texts, dress, tree, pages, progress)
        site, dropped = in_place.made_from(project, memo, dress_key, published), None
    manifest = store.folder / f"manifest-{name}.json"
    if last is None or site.files != last.files or not manifest.exists():
        write_manifest(manifest, site.files)
    texts.keep()
    store.close(name, (*published.keys, dress_key, *examination.kept), dropped)
    counts = summed_up(memo, project.audience.name)
    memo.save()
    report = BuildReport(
        examination=examination,
        published=published,
        site=site,
        seconds=time.monotonic() - start,
        summed=counts,
        kept=store.size + memo.shelf.size,
    )
    return report, over


def _moved(project: Project, shared: Works, texts: Texts, dress: Dress, place: SiteInPlace) -> MovedPages | None:
    """Write the parts that changed since the site in place was built; None when a whole build is needed."""
    try:
        moved = in_place.moved_pages(project, shared, dress, place)
    except LookupError:
        return None
    news = texts.learn(_shown(project, texts), {}, {})
    if texts.attempt(shared.crew, AskedPaths()) or news:
        return None
    files, made = moved.site.files, moved.published
    pages = sum(reason.startswith("page : ") for reason in files.values())
    return replace(moved, published=replace(made, manifest=files, reused=pages - made.rendered))


def _shown(project: Project, texts: Texts) -> Iterator[str]:
    """Name the texts that the pages of an edition show, in the portfolios that are not settled."""
    return (path for who in texts.unsettled for path in shown_texts(texts.memo, project.audience.name, *who))


def _write(  # noqa: PLR0913, PLR0917  # what a site is written with, each by name
    project: Project, shared: Works, texts: Texts, dress: Callable[[], Dress], tree: SiteTree, pages: Workers,
    progress: Progress,
) -> Published:  # fmt: skip
    """Write a site, again as long as rendering its pages finds texts that fail and were not known to."""
    memo, store, made = shared.memo, shared.store, 0
    for left in reversed(range(_TRIES)):
        site = replace(plan_site(project, memo, dress()), texts=shared.texts or MadeTexts())
        prepare(memo, project.audience.name)
        published = write(site, tree, store=store, crew=pages, progress=progress)
        made += published.rendered
        news = texts.learn(_shown(project, texts), published.refused, published.lost)
        if not (texts.attempt(shared.crew, AskedPaths()) or news) or not left:
            break
        tree = tree.again(published.manifest)
    earlier = min(made - published.rendered, published.reused)  # pages of an earlier try were rendered by this build
    return replace(published, rendered=published.rendered + earlier, reused=published.reused - earlier)
