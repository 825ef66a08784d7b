"""``vitrail check --corriger``: safe fixes are applied, until none is left.

Each turn applies in memory the fixes that the last check proposes, then checks the new texts. A fix that does not
remove its fault, brings a graver one, or breaks a verdict's seal is undone. Nothing is written before the end: a file
is then replaced whole, if it is still the one that was read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.checking import Checked, judge
from vitrail.building.making.works import Works, lent
from vitrail.building.publishing.unchanged import shelf_of
from vitrail.content.extracts.rewriting import chosen, rewritten
from vitrail.content.model.ledger import Fate
from vitrail.doors.editing.unsaved import UnsavedFiles
from vitrail.ground.diagnostics import Diagnostic, Fix, Severity
from vitrail.ground.memo.memo import Memo
from vitrail.knowledge.rules.silence import SILENCES
from vitrail.site.outputs import writing
from vitrail.site.project import Project

_TURNS: Final = 200
"""Most turns, as a safeguard: a few are enough for a file that YAML refuses, whose other faults show once it parses."""


_RANKS: Final = tuple(Severity)
_UNREAD: Final = "YAM016"
"""Code of a page whose keys are not read, so that their faults are not reported yet."""


class CorrectedFile(Struct, frozen=True, kw_only=True):
    """A file that was mended."""

    path: str
    """From the portfolios' root."""
    place: Path
    before: bytes
    after: bytes


class Corrections(Struct, frozen=True, kw_only=True):
    """The result of applying the fixes of a school."""

    checked: Checked
    """The check of the mended texts."""
    files: tuple[CorrectedFile, ...]
    mended: int
    """Number of faults removed."""

    def write(self) -> None:
        """Write the files, each whole. Raises UnwrittenError: the disk refused, or one changed since it was read."""
        for file in self.files:
            writing.replace(file.place, file.after, read=file.before)


@contextmanager
def corrections(project: Project, roots: tuple[str, ...] = ()) -> Iterator[Corrections]:
    """Yield the corrections of the files under some roots, or of all files; nothing is written."""
    project = replace(project, jobs=1)  # a worker would cache facts about texts that are not on the disk
    with lent(project) as shared:
        shelf = shelf_of(project)
        files = UnsavedFiles(project, shelf.known())
        turns = _Turns(project=project, roots=roots, shared=shared, files=files, memo=Memo(files, shelf))
        yield turns.run()


class _Turns(Struct, kw_only=True):
    """The state of the turns: texts as mended so far, by their path on the disk from the portfolios' root."""

    project: Project
    roots: tuple[str, ...]
    shared: Works
    files: UnsavedFiles
    memo: Memo
    read: dict[str, bytes] = {}
    """Path → bytes before any fix, which ``write`` compares with the disk."""
    held: dict[str, bytes] = {}
    refused: set[Fix] = set()
    alone: set[str] = set()
    """Files whose fixes are tried one by one, alone in a turn, since together they made the file worse."""
    mended: int = 0
    turns: int = 0

    def run(self) -> Corrections:
        checked, mended = self.judged(), -1
        while mended < self.mended:  # a refused fix may do after the others: a second run is then idle
            mended = self.mended
            self.refused.clear()
            self.alone.clear()
            checked = self.settled(checked)
        paths = {seen.disk: seen.path for seen in checked.examination.files}
        files = (
            CorrectedFile(path=paths.get(disk, disk), place=self.place(disk), before=raw, after=self.held[disk])
            for disk, raw in sorted(self.read.items())
        )
        changed = tuple(file for file in files if file.before != file.after)
        return Corrections(checked=checked, files=changed, mended=self.mended)

    def settled(self, checked: Checked) -> Checked:
        """Apply fixes until each is made or refused; return the last check."""
        while (offers := self.offers(checked)) and self.turns < _TURNS:
            self.turns += 1
            if fresh := offers.keys() - self.held.keys():
                for disk in fresh:
                    self.read[disk] = self.files.read(disk)
                    self.lay(disk, self.read[disk])
                checked = self.judged()
            else:
                checked = self.turn(checked, offers)
        return checked

    def judged(self) -> Checked:
        checked = judge(self.project, self.roots, self.shared, self.memo, self.held)
        return checked.taken()

    def offers(self, checked: Checked) -> dict[str, list[Diagnostic]]:
        """Map each file to its faults that have a safe fix not refused yet."""
        disks = {seen.path: seen.disk for seen in checked.examination.files}
        by_file: dict[str, list[Diagnostic]] = {}
        for fault in checked.diagnostics:
            fix = fault.fix
            if fix and fix.safe and fix not in self.refused:
                [path] = {edit.place.path for edit in fix.edits}
                if (
                    path in checked.examination.scope
                    and path in disks
                    and writing.is_own(self.place(disks[path]), self.project.portfolios)
                ):
                    by_file.setdefault(disks[path], []).append(fault)
        return by_file

    def turn(self, checked: Checked, offers: Mapping[str, list[Diagnostic]]) -> Checked:
        """Apply the offered fixes, undo those that made a file worse, and return the check of the texts kept.

        Only the fixes of the gravest faults: once a header parses, the others may be needless.
        """
        tried: dict[str, tuple[bytes, list[Diagnostic]]] = {}
        together = [disk for disk in offers if disk not in self.alone]
        for disk, faults in ((disk, offers[disk]) for disk in together or sorted(offers)[:1]):
            worst = min((fault.severity for fault in faults), key=_RANKS.index)
            gravest = [fault for fault in faults if fault.severity is worst]
            fitting = set(chosen(fault.fix for fault in gravest if fault.fix))
            taken = [fault for fault in gravest if fault.fix in fitting][: None if together else 1]
            fixes = dict.fromkeys(fault.fix for fault in taken if fault.fix)  # two faults may have the same fix
            raw = rewritten(self.held[disk], (edit for fix in fixes for edit in fix.edits))
            if raw is None or raw == self.held[disk]:
                self.refused.update(fixes)
            else:
                tried[disk] = self.held[disk], taken
                self.lay(disk, raw)
        after = self.judged() if tried else checked
        worse = [disk for disk, (_, taken) in tried.items() if not _better(disk, taken, checked, after)]
        for disk in worse:
            before, taken = tried[disk]
            self.lay(disk, before)
            self.refused.update(fault.fix for fault in taken if fault.fix and len(taken) == 1)
            self.alone.add(disk)
        self.mended += sum(len(taken) for disk, (_, taken) in tried.items() if disk not in worse)
        return self.judged() if worse else after

    def lay(self, disk: str, raw: bytes) -> None:
        """Lay a text over its file, in memory."""
        self.held[disk] = raw
        self.files.hold(disk, raw)
        self.memo.turn([disk])

    def place(self, disk: str) -> Path:
        return Path(self.files.place(disk))


def _better(disk: str, taken: Iterable[Diagnostic], before: Checked, after: Checked) -> bool:
    """True if the fixes of a file removed their faults, brought nothing graver to the file, and broke no seal.

    A file that could not be parsed may show any other fault once it can, or the same fault further on.
    """
    seen = next(seen for seen in before.examination.files if seen.disk == disk)
    were, are = (Counter(map(_told, checked.diagnostics)) for checked in (before, after))
    stands = any(are[told] >= were[told] for told in map(_told, taken))
    if stands and (seen.fate is not Fate.REJECTED or _stops(seen.path, after) <= _stops(seen.path, before)):
        return False
    hidden = _hidden(taken)
    was, now = (_gravity(seen.path, checked, hidden) for checked in (before, after))
    lighter = now < was if any(fault.place.path == seen.path for fault in taken) else now <= was
    broken = (work for work, _ in _sealed(before) - _sealed(after))
    below = f"{seen.path.rpartition('/')[0]}/"
    unread = seen.fate is Fate.REJECTED or any(fault.code == _UNREAD for fault in taken)
    return (lighter or unread) and not any(work.startswith(below) for work in broken)


def _told(fault: Diagnostic) -> tuple[str, str, str]:
    return fault.code, fault.place.path, fault.message


def _stops(path: str, checked: Checked) -> int:
    """Return the line of the first error of a file, where its parsing stops when it is rejected."""
    grave = (fault for fault in checked.diagnostics if fault.place.path == path and fault.severity is Severity.ERROR)
    return min((fault.place.line for fault in grave), default=0)


def _hidden(faults: Iterable[Diagnostic]) -> frozenset[str]:
    """Return the codes that faults silence: reported once these are mended, they are not new faults."""
    silencing = tuple(fault.code for fault in faults)
    rules = (rule for rule in SILENCES if any(code.startswith(rule.by) for code in silencing))
    return frozenset(code for rule in rules for code in rule.codes)


def _gravity(path: str, checked: Checked, hidden: frozenset[str]) -> tuple[int, ...]:
    """Count the faults of a file by severity, the gravest first, without those of ``hidden`` codes."""
    own = (fault for fault in checked.diagnostics if fault.place.path == path)
    counts = Counter(fault.severity for fault in own if fault.code not in hidden)
    return tuple(counts[severity] for severity in Severity)


def _sealed(checked: Checked) -> frozenset[tuple[str, str]]:
    """Return the verdicts whose seal still holds: path of the work, and seal."""
    return frozenset(
        (work.source.path, verdict.fingerprint)
        for _, student in checked.examination.school.everyone
        for verdict in student.verdicts
        if verdict.fingerprint and (work := student.judged.get(verdict.subject)) and work.holds(verdict.fingerprint)
    )
