"""What only the team reads: the ledger's entries and the diagnostics, found by file or by portfolio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.diagnostics import Diagnostic
from generator.reading.ledger import Entry, Fate, Ledger


def owner_of(path: str) -> str:
    """Folder of the portfolio that a file belongs to, its evaluations included; empty for the files of all."""
    parts = path.split("/")
    if len(parts) < 3:  # noqa: PLR2004 - a file inside a folder of a class
        return ""
    return f"{parts[0]}/{parts[2].removesuffix('.yml') if parts[1] == 'evaluations' else parts[1]}"


@dataclass(frozen=True, kw_only=True)
class TeamView:
    """The ledger and the diagnostics of one build."""

    ledger: Ledger = field(default_factory=Ledger)
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def by_file(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """Diagnostics of each file, in file order."""
        found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
        for item in sorted(self.diagnostics, key=lambda diagnostic: diagnostic.sort_key):
            found[item.place.path].append(item)
        return {path: tuple(items) for path, items in found.items()}

    @cached_property
    def by_portfolio(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """Diagnostics of each portfolio: its folder ``<class>/<student>``, and its evaluation file."""
        found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
        for path, items in self.by_file.items():
            if owner := owner_of(path):
                found[owner].extend(items)
        return {owner: tuple(items) for owner, items in found.items()}

    @cached_property
    def rejected(self) -> tuple[Entry, ...]:
        """The files that give no page."""
        return tuple(entry for entry in self.ledger.entries if entry.fate is Fate.REJECTED)

    def lost_works(self, cohort: str, student: str) -> tuple[Entry, ...]:
        """Réalisations of a portfolio whose file was rejected: no record is left of them but this."""
        folder = "/".join(filter(None, (cohort, student, "realisations/")))
        return tuple(item for item in self.rejected if item.path.startswith(folder) and item.path.endswith(".md"))

    def of_file(self, path: str) -> tuple[Diagnostic, ...]:
        """What is wrong in one file."""
        return self.by_file.get(path, ())

    def of_portfolio(self, cohort: str, student: str) -> tuple[Diagnostic, ...]:
        """What is wrong in a portfolio; everything when the portfolio is alone (its class has no slug)."""
        if not cohort:
            return tuple(item for items in self.by_file.values() for item in items)
        return self.by_portfolio.get(f"{cohort}/{student}", ())
