"""What ``vitrail check`` knows: everything that a build decides, for every audience, without a site."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from generator.diagnostics import Diagnostic
from generator.making.editions import Edition, editions, told
from generator.making.findings import Findings, examine
from generator.making.lastlook import recall
from generator.making.texts import texts_of
from generator.making.works import Works, works
from generator.model.audience import Audience
from generator.privacy.searches import Cache
from generator.project import Project
from generator.publishing.keys import code_key
from generator.publishing.workers.executors import Crew

_NAME = "check"
"""Under which the cache keeps what a check learned, beside what each audience's build did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A school, judged for every audience."""

    findings: Findings
    editions: Mapping[Audience, Edition]
    diagnostics: tuple[Diagnostic, ...]
    """What there is to say of what was asked about, in file order."""

    @property
    def drafts(self) -> int:
        """How many of the files asked about are drafts, which the team alone sees."""
        scope = self.findings.scope
        return sum(seen.draft for seen in self.findings.reading.files if scope.under(seen.path))


def check(project: Project, roots: tuple[str, ...] = ()) -> Checked:
    """Judge a school, with what earlier checks and builds remember of it.

    Args:
        project: the school.
        roots: files and folders, from the portfolios' root, of which something is asked; all when there is none. The
            others are read, since coverage depends on them, but neither their texts nor their pictures are tried.
    """
    if os.access(project.cache if project.cache.exists() else project.root, os.W_OK):
        with suppress(OSError), works(project) as shared:  # a full disk costs the memory, not the answer
            return _remembering(project, roots, shared)
    with Crew(project.jobs) as crew:
        findings = examine(project, None, crew, roots)
        texts = texts_of(findings, code_key())
        texts.attempt(crew, findings.scope)
    return _checked(project, texts.noted(findings))


def _remembering(project: Project, roots: tuple[str, ...], shared: Works) -> Checked:
    store, crew, memory = shared.store, shared.crew, shared.memory
    findings = examine(project, memory, crew, roots)
    texts = texts_of(findings, code_key())
    texts.recall(store, crew, findings.scope)
    texts.attempt(crew, findings.scope)
    checked = _checked(project, texts.noted(findings), store)
    searched = (key for one in checked.editions.values() for key in one.searches.kept)
    before = store.cleared(_NAME, "") if roots else ()
    store.close(_NAME, (*before, *memory.kept, *findings.judged.kept, *searched, *texts.keep(store)))
    return checked


def _checked(project: Project, findings: Findings, cache: Cache | None = None) -> Checked:
    """Cut the school to each audience, with what only the pages of the latest build for it showed."""
    amends = {audience: recall(audience, findings.files, cache) for audience in Audience} if cache else {}
    every = editions(project, findings, amends, cache)
    asked = (one for one in told(findings, every) if one.place.path in findings.scope)
    return Checked(findings=findings, editions=every, diagnostics=tuple(asked))
