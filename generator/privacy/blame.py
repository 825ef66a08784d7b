"""Whose words made a page leak: what masking missed costs its author, never the whole school."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.school import School
from generator.reading.ledger import Ledger
from generator.reading.workbench import folder_of


def blame(leaks: Mapping[str, str], school: School, ledger: Ledger, known: Mapping[str, str]) -> Mapping[str, str]:
    """Say what to mask, besides what already is, so that these pages leak no more.

    Args:
        leaks: address → value met.
        school: as the audience sees it.
        ledger: the file behind each address.
        known: what an earlier round blamed.

    Returns:
        Path of a text, or folder of a portfolio with its final slash → value; empty when these pages are nobody's.
    """
    texts: dict[str, list[str]] = {}
    for entry in ledger.entries:
        if entry.url:
            texts.setdefault(entry.url.partition("#")[0], []).append(entry.path)
    written = {path: value for url, value in leaks.items() for path in texts.get(url, ()) if path not in known}
    portfolios = {
        folder: value
        for folder, root in _portfolios(school)
        for url, value in leaks.items()
        if url.startswith(root) and folder not in known and not any(path.startswith(folder) for path in written)
    }
    return written | portfolios


def _portfolios(school: School) -> Iterator[tuple[str, str]]:
    """Folder and address of each portfolio; one that is the whole site cannot be left out of it."""
    for cohort in school.cohorts:
        for student in cohort.students:
            if cohort.slug and student.slug:
                yield folder_of(student.source.path), f"{cohort.slug}/{student.slug}/"
