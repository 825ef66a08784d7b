"""What ``vitrail check`` knows: everything that a build decides, for every audience, without a site.

It makes no page.
"""

from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType

from msgspec import Struct

from generator.diagnostics import Diagnostic
from generator.making.editions import Edition, editions, told
from generator.making.examination import Examination, examine
from generator.making.texts import texts_of
from generator.making.works import Works, may_keep, passing, works
from generator.memo.memo import Memo
from generator.model.audience import Audience
from generator.project import Project
from generator.publishing.page_keys import code_key
from generator.reading.memory import Cache

_NAME = "check"
"""Under which the cache keeps what a check learned, beside what each audience's build did."""


class Checked(Struct, frozen=True, kw_only=True):
    """A school, judged for every audience."""

    examination: Examination
    editions: Mapping[Audience, Edition]
    diagnostics: tuple[Diagnostic, ...]
    """What there is to say of what was asked about, in file order."""

    @property
    def drafts(self) -> int:
        """How many of the files asked about are drafts, which the team alone sees."""
        scope = self.examination.scope
        return sum(seen.draft for seen in self.examination.reading.files if scope.under(seen.path))


def check(project: Project, roots: tuple[str, ...] = ()) -> Checked:
    """Judge a school, with what earlier checks and builds remember of it.

    Args:
        project: the school.
        roots: files and folders, from the portfolios' root, of which something is asked; all when there is none. The
            others are read, since coverage depends on them, but neither their texts nor their pictures are tried.
    """
    if may_keep(project):
        with suppress(OSError), works(project) as shared:  # a full disk costs the memory, not the answer
            return _remembering(project, roots, shared)
    with passing(project) as shared:
        return _remembering(project, roots, shared)


def _remembering(project: Project, roots: tuple[str, ...], shared: Works) -> Checked:
    store = shared.store
    checked, kept = judge(project, roots, shared, shared.memo)
    before = store.before.get(_NAME, ()) if roots else ()
    store.close(_NAME, (*before, *kept))
    return checked


def judge(
    project: Project,
    roots: tuple[str, ...],
    shared: Works,
    memo: Memo,
    held: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Checked, tuple[str, ...]]:
    """Judge a school as a memo knows its files; give what of the cache that took too.

    ``held`` are the texts that the memo knows and the disk does not, by their path on it.
    """
    store, crew = shared.store, shared.crew
    examination = examine(project, memo, store, crew, roots)
    texts = texts_of(examination, code_key())
    texts.recall(store, crew, examination.scope)
    if held:
        texts.take(held, examination)
    texts.attempt(crew, examination.scope)
    checked = _checked(project, texts.noted(examination), store)
    searched = (key for one in checked.editions.values() for key in one.kept)
    return checked, (*examination.judged.kept, *searched, *texts.keep(store))


def _checked(project: Project, examination: Examination, cache: Cache) -> Checked:
    """Cut the school to each audience."""
    every = editions(project, examination, cache)
    asked = (one for one in told(examination, every) if one.place.path in examination.scope)
    return Checked(examination=examination, editions=every, diagnostics=tuple(asked))
