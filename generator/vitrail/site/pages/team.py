"""The input that only the team's pages have: ledger entries and diagnostics, indexed by file and by portfolio."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from msgspec import Struct, field

from vitrail.content.model.ledger import Entry, Fate, Ledger
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.content.reading.disk.names import safe, split_page
from vitrail.content.values.folding import fold, grouped
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.regex import regex
from vitrail.knowledge.internships.places import StageStanding
from vitrail.knowledge.rules.readiness import Readiness, ReadyLine

_JUDGED = regex(r"\.(?:yml|yaml|scelles)$")
"""Suffix after a student's name in ``evaluations``: of a file of verdicts, or of a folder of sealed texts."""


class ToldFiles(Struct, frozen=True):
    """Diagnostics and ledger entries of the files of one portfolio, or of the files that are in none."""

    faults: tuple[Diagnostic, ...] = ()
    entries: tuple[Entry, ...] = ()


class TeamView(Struct, frozen=True, kw_only=True, dict=True):
    """The ledger and the diagnostics of one build."""

    ledger: Ledger = field(default_factory=Ledger)
    diagnostics: tuple[Diagnostic, ...] = ()
    cohorts: tuple[str, ...] = ()
    """Folders of the classes, wherever they lie."""
    count: int = 0
    """Number of diagnostics of the whole school, for its home, which shows no more of them."""
    readiness: Callable[[Cohort, Student], Readiness] | None = None
    """Computes the examiners' requirements for a candidate, for the page « Prêt pour l'oral ? »."""
    ready: Callable[[Cohort, Student], ReadyLine] | None = None
    """Computes the same in short, for the table of a class."""
    standing: Callable[[Cohort, Student], StageStanding] | None = None
    """Computes which of the requirements on stages a student meets, for the pages about the regulation."""

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
        """``<class>/<student>`` → diagnostics and entries of its files, even where no student has that folder."""
        entries = grouped((self.owner_of(entry.path), entry) for entry in self.ledger.entries)
        faults = self.grouped(self.owner_of)
        owners = sorted(faults.keys() | entries.keys())
        return {owner: ToldFiles(faults.get(owner, ()), tuple(entries.get(owner, ()))) for owner in owners}

    def files_of(self, cohort: str, student: str) -> ToldFiles:
        """Return the diagnostics and fates of the files of a portfolio."""
        return self.files.get(f"{cohort}/{student}", ToldFiles())

    def grouped(self, owner: Callable[[str], str]) -> Mapping[str, tuple[Diagnostic, ...]]:
        """Group the diagnostics by the owner of their file; ``owner`` gives it from a path."""
        by_owner = grouped((owner(item.place.path), item) for item in self.faults)
        return {name: tuple(items) for name, items in by_owner.items()}

    def lost_works(self, cohort: str, student: str) -> Iterable[Entry]:
        """List the réalisations of a portfolio whose file was rejected: this entry is their only record."""
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
