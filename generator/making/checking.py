"""What ``vitrail check`` knows: everything that a build decides, for every audience, without a site.

It makes no page: what only finished pages showed is kept from a build, and named while their bytes are the same.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from generator.diagnostics import Diagnostic
from generator.making.editions import Edition, editions, told
from generator.making.examination import Examination, examine
from generator.making.texts import texts_of
from generator.making.works import Works, may_keep, passing, works
from generator.model.audience import Audience
from generator.privacy.masking import Amends
from generator.project import Project
from generator.publishing.page_keys import code_key, digest
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
    store, crew = shared.store, shared.crew
    examination = examine(project, shared.memo, store, crew, roots)
    texts = texts_of(examination, code_key())
    texts.recall(store, crew, examination.scope)
    texts.attempt(crew, examination.scope)
    checked = _checked(project, texts.noted(examination), store)
    searched = (key for one in checked.editions.values() for key in one.searches.kept)
    before = store.cleared(_NAME, "") if roots else ()
    store.close(_NAME, (*before, *examination.judged.kept, *searched, *texts.keep(store)))
    return checked


def _checked(project: Project, examination: Examination, cache: Cache) -> Checked:
    """Cut the school to each audience, with what only the pages of the latest build for it showed."""
    amends = {audience: recall(audience, examination.files, cache) for audience in Audience}
    every = editions(project, examination, amends, cache)
    asked = (one for one in told(examination, every) if one.place.path in examination.scope)
    return Checked(examination=examination, editions=every, diagnostics=tuple(asked))


def keep(amends: Amends, audience: Audience, files: Mapping[str, Path], cache: Cache) -> tuple[str, ...]:
    """Remember what a build had to change and the bytes of the files that it is about; give the names it is kept under.

    A build starts without it: made again from the same files, the same site must come.
    """
    paths = {*amends.texts, *amends.dropped} & files.keys()
    if not paths:
        return ()
    data = {
        "files": {path: _hash(files[path]) for path in sorted(paths)},
        "texts": {path: list(values) for path, values in amends.texts.items()},
        "dropped": {path: list(found) for path, found in amends.dropped.items()},
        "common": sorted(amends.common),
    }
    name = _name(audience)
    cache.put(name, json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return (name,)


def recall(audience: Audience, files: Mapping[str, Path], cache: Cache) -> Amends:
    """Return what the latest build for an audience had to change, of the files that are still the same."""
    kept = cache.get(_name(audience))
    if kept is None:
        return Amends()
    data = json.loads(kept[0])
    same = {path for path, known in data["files"].items() if path in files and _hash(files[path]) == known}
    return Amends(
        texts={path: tuple(values) for path, values in data["texts"].items() if path in same},
        dropped={path: (value, url) for path, (value, url) in data["dropped"].items() if path in same},
        common=frozenset(data["common"]),
    )


def _name(audience: Audience) -> str:
    return digest("amends", audience.name)


def _hash(file: Path) -> str:
    try:
        return digest(file.read_bytes())
    except OSError:
        return ""
