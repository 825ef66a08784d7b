"""The attachments that pages show: sorted by their bytes, drawn and read outside the questions, then judged.

Workers draw pictures and open documents, and a file may kill one: so ``judge`` is not a question. It tells the memo the
failures alone; the rest follows from the bytes, whichever run drew or read them.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.facts.drawn import draw_missing, judged
from vitrail.building.making.facts.people import files_in, person
from vitrail.building.making.facts.run import SCHOOL, PortfolioKey, class_record, portfolios
from vitrail.building.publishing.store import Store
from vitrail.building.publishing.workers.executors import Workers
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Fate, Seen, close
from vitrail.content.model.school import School
from vitrail.content.reading.packing import ReadFiles, packing, phrased
from vitrail.content.reading.questions import common, portfolio
from vitrail.ground.language import Wording
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import question, transient
from vitrail.site.outputs.attachments import JudgedFiles, SortedFiles, sort
from vitrail.site.outputs.looks import Look, held


class Undrawn(Struct, frozen=True, kw_only=True):
    """The attachments of a portfolio that a run did not judge, or could not draw."""

    of: bytes = b""
    """Digest of ``sorted_files`` when they were judged: with another, the answers made from this record are dirty."""
    left: tuple[str, ...] = ()
    """Paths of the attachments outside the scope of the run, which it did not judge."""
    reasons: Mapping[str, str] = {}
    """Path → why a picture could not be drawn, a phrase of ours."""


_JUDGED = "judged"
"""Name under which a run keeps, for the next, the portfolios of which everything could be drawn."""
_Drawn: TypeAlias = tuple[bytes, tuple[str, ...]]
"""Digest of the attachments of a portfolio, and their keys in the cache."""


class AskedPaths(Struct, frozen=True, kw_only=True):
    """The scope of a run: the files under some roots, and the attachments that their pages show."""

    roots: tuple[str, ...] = ()
    """Files and folders, from the portfolios' root; empty for all."""
    shown: frozenset[str] = frozenset()

    def __contains__(self, path: object) -> bool:
        return self.under(str(path)) or path in self.shown

    def under(self, path: str) -> bool:
        """True if a file lies under the roots."""
        return not self.roots or any(root in {"", ".", path} or path.startswith(f"{root}/") for root in self.roots)


def judge(
    memo: Memo, store: Store, crew: Workers, scope: AskedPaths, people: Iterable[PortfolioKey] | None = None
) -> tuple[str, ...]:
    """Draw and read the attachments in ``scope`` that some page shows; return their keys in the cache.

    ``people`` are the portfolios that are looked at; None: all, and the school's own files. A portfolio is not drawn
    again while its attachments have the same digest and the cache still has all their keys.
    """
    every = (SCHOOL, *portfolios(memo)) if people is None else tuple(people)
    known = _drawn(memo)
    digests = {who: sorted_files.digest(memo, *who) for who in every}
    settled = {who: known[_name(*who)][1] for who in every if _stands(store, known.get(_name(*who)), digests[who])}
    rest = every if scope.roots else tuple(who for who in every if who not in settled)
    left: dict[PortfolioKey, tuple[str, ...]] = dict.fromkeys(every, ())
    left |= {who: tuple(path for path in attachments(memo, *who) if path not in scope) for who in rest}
    wanted = {
        who: {path: file for path, file in sorted_files(memo, *who).record.accepted.items() if path not in left[who]}
        for who in rest if len(left[who]) < len(attachments(memo, *who))
    }  # fmt: skip
    waiting = chain.from_iterable(own.items() for own in wanted.values())
    undrawable = draw_missing(memo, store, crew, waiting)
    for who in every:
        reasons = {path: undrawable[path] for path in wanted.get(who, ()) if path in undrawable}
        told = Undrawn(of=digests[who], left=left[who], reasons=reasons)
        memo.set_input(_name(*who), told if who in wanted or not left[who] else None)
        if not (left[who] or reasons) and who not in settled:
            keys = (key for file in wanted.get(who, {}).values() for key in file.keys)
            settled[who] = tuple(key for key in keys if store.find(key))
    fresh = {_name(*who): (digests[who], keys) for who, keys in settled.items()}
    if not fresh.items() <= known.items():
        known |= fresh
        memo.shelf.remember(_JUDGED, known)
    kept = (key for own in wanted.values() for file in own.values() for key in file.keys)
    return (*kept, *(key for keys in settled.values() for key in keys))


def is_judged(memo: Memo, store: Store, cohort: str, student: str) -> bool:
    """True if the attachments of a portfolio were last judged with the digest of now, and the cache still has them."""
    name, digested = _name(cohort, student), sorted_files.digest(memo, cohort, student)
    told, known = memo.input(name), _drawn(memo).get(name)
    lost = known is not None and known[0] == digested and not _stands(store, known, digested)
    return isinstance(told, Undrawn) and told.of == digested and not lost


def _drawn(memo: Memo) -> dict[str, _Drawn]:
    """Return the digest and the keys of each portfolio that was drawn, read back once a run."""
    if _JUDGED not in memo.scratch:
        memo.scratch[_JUDGED] = memo.shelf.recalled(_JUDGED, dict[str, _Drawn]) or {}
    known: dict[str, _Drawn] = memo.scratch[_JUDGED]
    return known


def _stands(store: Store, known: _Drawn | None, digested: bytes) -> bool:
    return known is not None and known[0] == digested and all(map(store.find, known[1]))


@question(dict[str, tuple[str, str]])
def attachments(memo: Memo, cohort: str, student: str) -> dict[str, tuple[str, str]]:
    """Map each attachment of a portfolio that some page shows to its address and its path on the disk."""
    return _attached(files_in(memo, cohort, student))


def _attached(seen: tuple[Seen, ...]) -> dict[str, tuple[str, str]]:
    disks = {file.path: file.disk for file in seen}
    entries = (entry for entry in close(seen, Audience.TEAM).entries if entry.fate is Fate.ATTACHED)
    return {entry.path: (entry.url or entry.path, disks[entry.path]) for entry in entries}


def opened(memo: Memo, cohort: str, student: str) -> None:
    """Open the attachments of a portfolio, which is the slow part of ``sorted_files``, whatever their addresses are."""
    files = _attached(portfolio(memo, cohort, student).seen)
    sort(memo, (cohort, student), files, common(memo).record.school.megabytes)


@question(packing(SortedFiles))
def sorted_files(memo: Memo, cohort: str, student: str) -> ReadFiles[SortedFiles]:
    """Return the accepted attachments of a portfolio, why others are refused, and the limits that they reach."""
    return sort(memo, (cohort, student), attachments(memo, cohort, student), common(memo).record.school.megabytes)


@transient()
def files_of(memo: Memo, cohort: str, student: str) -> JudgedFiles:
    """Sort the attachments of a portfolio, or of the school (``SCHOOL``), into published and refused, once judged."""
    told = memo.input(_name(cohort, student))
    if not isinstance(told, Undrawn):
        return JudgedFiles()
    sorting = sorted_files(memo, cohort, student)
    own = {path: file for path, file in sorting.record.accepted.items() if path not in told.left}
    return judged(memo, memo.file_cache, replace(sorting, record=replace(sorting.record, accepted=own)), told.reasons)


def _name(cohort: str, student: str) -> str:
    return f"files {cohort}/{student}"


@question(phrased(dict[str, Wording]))
def refused(memo: Memo, cohort: str, student: str) -> dict[str, str]:
    """Name the attachments of a portfolio that no audience gets, with why."""
    entries = close(files_in(memo, cohort, student), Audience.TEAM).entries
    never = {entry.path: entry.reason for entry in entries if entry.fate is Fate.REJECTED}
    return never | sorted_files(memo, cohort, student).record.refused | dict(files_of(memo, cohort, student).refused)


@question(packing(dict[str, Wording]))
def withheld(memo: Memo, cohort: str, student: str) -> ReadFiles[dict[str, str]]:
    """Return which attachments of a portfolio only the team gets, with why, and the faults of those that others get."""
    files = files_of(memo, cohort, student)
    seen = close(files_in(memo, cohort, student), Audience.JURY)
    others = frozenset(entry.path for entry in seen.entries if entry.fate is Fate.ATTACHED)
    if not others:
        return ReadFiles(record={})
    looks = {path: ready.look or Look() for path, ready in sorted(files.ready.items()) if path in others}
    reasons, faults = held(looks, _alone(memo, cohort, student))
    return ReadFiles(record=dict(reasons), diagnostics=faults)


def _alone(memo: Memo, cohort: str, student: str) -> School:
    if (cohort, student) == SCHOOL:
        return School(cohorts=tuple(class_record(memo, slug) for slug in common(memo).record.folders))
    alone = replace(class_record(memo, cohort), students=(person(memo, cohort, student),))
    return School(cohorts=(alone,))
