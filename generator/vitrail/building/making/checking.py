"""What ``vitrail check`` finds: everything that a build decides, for every audience, without making any page."""

from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Self

from msgspec import Struct

from vitrail.building.making.examination import Examination, examine
from vitrail.building.making.works import Works, may_keep, passing, works
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.memo.memo import Memo
from vitrail.site.project import Project

_NAME = "check"
"""Name under which the cache lists the keys that a check used, beside those of each audience's build."""


class Checked(Struct, frozen=True, kw_only=True):
    """A school, judged for every audience, and the diagnostics about the files in the scope of the check."""

    examination: Examination
    diagnostics: tuple[Diagnostic, ...]
    """In file order."""

    def taken(self) -> Self:
        """Compute the files and the school now: later, the memo would answer from the files as they then are."""
        _ = self.examination.files, self.examination.school
        return self

    @property
    def drafts(self) -> int:
        """How many of the files in the scope are drafts, which the team alone sees."""
        scope = self.examination.scope
        return sum(seen.draft for seen in self.examination.files if scope.under(seen.path))


def check(project: Project, roots: tuple[str, ...] = ()) -> Checked:
    """Judge a school, with the answers that earlier checks and builds kept.

    Args:
        project: the school.
        roots: files and folders to report on, from the portfolios' root; empty for all. The others are read, since
            coverage depends on them, but neither their texts nor their pictures are tried.
    """
    if may_keep(project):
        with suppress(OSError), works(project) as shared:  # a full disk costs what is remembered, not the answer
            return _remembering(project, roots, shared)
    with passing(project) as shared:
        return _remembering(project, roots, shared)


def _remembering(project: Project, roots: tuple[str, ...], shared: Works) -> Checked:
    checked = judge(project, roots, shared, shared.memo)
    shared.store.close(_NAME, checked.examination.kept, () if roots else None)
    return checked


def judge(
    project: Project,
    roots: tuple[str, ...],
    shared: Works,
    memo: Memo,
    held: Mapping[str, bytes] = MappingProxyType({}),
) -> Checked:
    """Judge a school whose files are those of a memo.

    ``held``: path on the disk → unsaved text that the memo has in the place of that file.
    """
    store, crew = shared.store, shared.crew
    examination = examine(project, memo, store, crew, roots)
    texts = examination.texts
    if held:
        texts.take(held)
    texts.attempt(crew, examination.scope)
    checked = Checked(
        examination=examination,
        diagnostics=tuple(fault for fault in examination.diagnostics if fault.place.path in examination.scope),
    )
    texts.keep()
    return checked
