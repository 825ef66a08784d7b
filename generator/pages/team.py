"""What only the team reads: the ledger's entries and the diagnostics, found by file or by portfolio."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from msgspec import Struct, field

from generator.diagnostics import Diagnostic
from generator.internships.places import StageStanding
from generator.model.ledger import Entry, Fate, Ledger
from generator.model.school import Cohort
from generator.model.student import Student
from generator.reading.disk.names import safe, split_page
from generator.rules.readiness import Readiness, ReadyLine
from generator.values.folding import fold

_JUDGED = re.compile(r"\.(?:yml|yaml|scelles)$")
"""What follows a student's name among the verdicts: a file of them, a folder of texts that were sealed."""


class ToldFiles(Struct, frozen=True):
    """What is told of the files of one portfolio, or of those that are in none."""

    faults: tuple[Diagnostic, ...] = ()
    entries: tuple[Entry, ...] = ()


class TeamView(Struct, frozen=True, kw_only=True, dict=True):
    """The ledger and the diagnostics of one build."""

    ledger: Ledger = field(default_factory=Ledger)
    diagnostics: tuple[Diagnostic, ...] = ()
    cohorts: tuple[str, ...] = ()
    """Folders of the classes, wherever they lie."""
    count: int = 0
    """How much there is to say in all, for the school's home, which says no more."""
    readiness: Callable[[Cohort, Student], Readiness] | None = None
    """What the examiners will say of a candidate, for the page that tells it."""
    ready: Callable[[Cohort, Student], ReadyLine] | None = None
    """The same in short, for the table of a class."""
    standing: Callable[[Cohort, Student], StageStanding] | None = None
    """Where a student stands in what the text asks of stages, for the pages that tell it."""

    def owner_of(self, path: str) -> str:
        """Return the portfolio of a file, of its evaluations or of its folder: ``<class>/<student>``, or nothing."""
        return owner_of(path, self.cohorts)

    @cached_property
    def faults(self) -> tuple[Diagnostic, ...]:
        """The diagnostics in file order."""
        return tuple(sorted(self.diagnostics, key=lambda diagnostic: diagnostic.sort_key))

    @cached_property
    def by_file(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """Diagnostics of each file."""
        return self.grouped(lambda path: path)

    @cached_property
    def files(self) -> Mapping[str, ToldFiles]:
        """Return what the team reads of each portfolio's files, ``<class>/<student>``, with a student or not."""
        entries: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.ledger.entries:
            entries[self.owner_of(entry.path)].append(entry)
        faults = self.grouped(self.owner_of)
        owners = sorted(faults.keys() | entries.keys())
        return {owner: ToldFiles(faults.get(owner, ()), tuple(entries[owner])) for owner in owners}

    def files_of(self, cohort: str, student: str) -> ToldFiles:
        """Return the diagnostics and fates of the files of a portfolio."""
        return self.files.get(f"{cohort}/{student}", ToldFiles())

    def grouped(self, owner: Callable[[str], str]) -> Mapping[str, tuple[Diagnostic, ...]]:
        """Sort the diagnostics by what their file belongs to."""
        by_owner: defaultdict[str, list[Diagnostic]] = defaultdict(list)
        for item in self.faults:
            by_owner[owner(item.place.path)].append(item)
        return {name: tuple(items) for name, items in by_owner.items()}

    def lost_works(self, cohort: str, student: str) -> Iterable[Entry]:
        """List the réalisations of a portfolio whose file was rejected: no record is left of them but this."""
        owner = f"{cohort}/{student}" if cohort else ""
        return (item for item in self._rejected if self.owner_of(item.path) == owner and _is_work(item.path, cohort))

    @cached_property
    def _rejected(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.ledger.entries if entry.fate is Fate.REJECTED)

    def of_portfolio(self, cohort: str, student: str) -> tuple[Diagnostic, ...]:
        """Return the diagnostics of a portfolio; all of them when it is alone (its class has no slug)."""
        return self.files_of(cohort, student).faults if cohort else self.faults


def _is_work(path: str, cohort: str) -> bool:
    inner = path.removeprefix(f"{cohort}/").split("/")[1 if cohort else 0 :]
    return len(inner) > 1 and fold(inner[0]) == "realisations" and split_page(inner[-1])[1]


def owner_of(path: str, cohorts: Iterable[str]) -> str:
    """Return the portfolio of a file, of its evaluations or of its folder: ``<class>/<student>``, or nothing.

    ``cohorts`` are the folders of the classes, wherever they lie.
    """
    cohort = next((folder for folder in cohorts if folder and path.startswith(f"{folder}/")), None)
    if cohort is None:
        return ""
    folder, _, rest = path.removeprefix(f"{cohort}/").partition("/")
    student = _JUDGED.sub("", rest.partition("/")[0]) if folder == "evaluations" else folder
    return f"{cohort}/{safe(student)}"
