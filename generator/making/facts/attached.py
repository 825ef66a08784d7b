"""The attachments that pages show: judged together before anything is asked, then told portfolio by portfolio.

Pictures are drawn and documents opened by workers, which may die of one: this is no question. What came of it is told
to the memo under the name of its owner, so that who depends on a file depends on what became of it.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from generator.diagnostics import Diagnostic
from generator.making.facts.people import Who, asked, bare_class, filed, person, unowned
from generator.memo.memo import Memo
from generator.memo.question import question
from generator.model.audience import Audience
from generator.model.ledger import Entry, Fate, Seen, close
from generator.model.school import School
from generator.outputs.attachments import JudgedFiles, Ready, prepare
from generator.outputs.inspection import AttachedFiles
from generator.outputs.looks import Look, held
from generator.publishing.store import Store
from generator.publishing.workers.executors import Workers
from generator.reading.packing import ReadFiles, packing
from generator.reading.questions import common

SCHOOL = ".", ""
"""Stands for a portfolio where the files are no portfolio's; no folder has this name."""


class OwnAttachments(Struct, frozen=True, kw_only=True):
    """What became of the attachments of one portfolio."""

    ready: Mapping[str, Ready] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)
    faults: tuple[Diagnostic, ...] = ()


_NONE = OwnAttachments()
Seens: TypeAlias = tuple[Seen, ...]


def judge(
    memo: Memo, store: Store, crew: Workers, scope: Container[str], people: Iterable[Who] | None = None
) -> JudgedFiles:
    """Open, judge and draw the attachments that some page shows, of those asked about, and tell what became of them.

    ``people`` are the portfolios that are looked at; all of them, and the school's own files, for None.
    """
    every = (SCHOOL, *asked(memo)) if people is None else tuple(people)
    seen = {who: seen_of(memo, *who) for who in every}
    whose = {
        one.path: (*(("", "") if who == SCHOOL else who), one.disk) for who, files in seen.items() for one in files
    }
    entries = [
        one for files in seen.values() for one in shown(files) if one.path in scope and one.fate is Fate.ATTACHED
    ]
    files = AttachedFiles(memo=memo, owned=whose, megabytes=common(memo).record.school.megabytes)
    judged = prepare(entries, files, store, crew.spread)
    for who, own in seen.items():
        paths = dict.fromkeys(one.path for one in own)  # in their order, whichever file a worker was done with first
        found = OwnAttachments(
            ready={path: judged.ready[path] for path in paths if path in judged.ready},
            refused={path: judged.refused[path] for path in paths if path in judged.refused},
            looks={path: judged.looks[path] for path in paths if path in judged.looks},
            faults=tuple(one for one in judged.faults if one.place.path in paths),
        )
        memo.tell(_name(*who), found)
    return judged


def shown(seen: Seens) -> Iterator[Entry]:
    """Yield the attachments that some page shows: the team is shown every page."""
    attachments = {one.path for one in seen if not one.page}
    yield from (entry for entry in close(seen, Audience.TEAM).entries if entry.path in attachments)


def files_of(memo: Memo, cohort: str, student: str) -> OwnAttachments:
    """Return what became of the attachments of a portfolio; of the school's own for nobody's."""
    found = memo.given(_name(cohort, student))
    return found if isinstance(found, OwnAttachments) else _NONE


def _name(cohort: str, student: str) -> str:
    return f"files {cohort}/{student}"


@question(packing(None))
def refused(memo: Memo, cohort: str, student: str) -> ReadFiles[None]:
    """Name the attachments of a portfolio that nobody gets, with why: what would run in a browser, what was refused."""
    seen = seen_of(memo, cohort, student)
    never = {entry.path: entry.reason for entry in shown(seen) if entry.fate is Fate.REJECTED}
    return _reasons(never | dict(files_of(memo, cohort, student).refused))


@question(packing(None))
def withheld(memo: Memo, cohort: str, student: str) -> ReadFiles[None]:
    """Name the attachments of a portfolio that only the team gets, and what is wrong with those that others get."""
    files = files_of(memo, cohort, student)
    seen = close(seen_of(memo, cohort, student), Audience.JURY)
    others = frozenset(entry.path for entry in seen.entries if entry.fate is Fate.ATTACHED)
    if not others:
        return _reasons({})
    found = held(sorted(files.ready), files.looks, _alone(memo, cohort, student), others)
    return _reasons(found.reasons, found.faults)


def seen_of(memo: Memo, cohort: str, student: str) -> Seens:
    """Return the files of a portfolio, or those that are no portfolio's."""
    return (unowned(memo) if (cohort, student) == SCHOOL else filed(memo, cohort, student)).seen


def _alone(memo: Memo, cohort: str, student: str) -> School:
    if (cohort, student) == SCHOOL:
        return School(cohorts=tuple(bare_class(memo, slug) for slug in common(memo).record.folders))
    alone = replace(bare_class(memo, cohort), students=(person(memo, cohort, student),))
    return School(cohorts=(alone,))


def reasons_of(found: ReadFiles[None]) -> dict[str, str]:
    """Return why each file has its fate, by its path."""
    return {one.path: one.reason for one in found.seen}


def _reasons(found: Mapping[str, str], faults: tuple[Diagnostic, ...] = ()) -> ReadFiles[None]:
    seen = tuple(Seen(path=path, disk=path, reason=reason) for path, reason in found.items())
    return ReadFiles(record=None, seen=seen, diagnostics=faults)
