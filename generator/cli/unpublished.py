"""The files of which nothing could be published, each with the place to mend: what a build names one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.language import Language
from generator.model.ledger import Entry, Fate
from generator.project import Project
from generator.publishing.unchanged import RefusedFile

if TYPE_CHECKING:
    from generator.making.pipeline import BuildReport


def refused_files(report: BuildReport, project: Project) -> tuple[RefusedFile, ...]:
    """Give them in the order of the ledger, in the language of the site."""
    faults: dict[str, Diagnostic] = {}
    for item in report.diagnostics:
        if item.severity is Severity.ERROR:
            faults.setdefault(item.place.path, item)
    language = Language(project.language)
    return tuple(
        _refused(entry, faults.get(entry.path), project.prefix, language)
        for entry in report.ledger.entries
        if entry.fate is Fate.REJECTED
    )


def _refused(entry: Entry, fault: Diagnostic | None, prefix: str, language: Language) -> RefusedFile:
    """Say it with the file's own fault; what has none (a folder's fault, an attachment) with the ledger's reason."""
    if fault is None:
        return RefusedFile(path=entry.path, place=f"{prefix}/{entry.path}", message=language.write(entry.reason))
    return RefusedFile(
        path=entry.path,
        place=f"{prefix}/{fault.place}",
        message=fault.message_in(language),
        advice=" ".join(fault.advice_in(language)),
    )
