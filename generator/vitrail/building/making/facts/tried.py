"""The texts of a portfolio: which can be rendered, as trials showed, and the diagnostics about those that cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.facts.attached import files_of
from vitrail.building.making.facts.counted import of_school, portfolio_faults
from vitrail.building.making.facts.people import person
from vitrail.building.making.facts.run import SCHOOL
from vitrail.content.model.source import Body
from vitrail.content.reading.disk.quotas import NEAR
from vitrail.content.reading.packing import FAULTS
from vitrail.content.reading.questions import common, portfolio
from vitrail.ground.diagnostics import Diagnostic, Place, Severity
from vitrail.ground.language import mark
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import question

if TYPE_CHECKING:
    from vitrail.site.prose.lost import Lost

Record = TypeVar("Record")
MAX_NODES = 1_000_000
"""Blocks, links, emphases, pieces of text that a portfolio may show: twenty times those of the fullest ever seen."""


class Tried(Struct, frozen=True, kw_only=True):
    """The texts of a portfolio that failed when they were tried."""

    refused: Mapping[str, str] = {}
    """Path → why it cannot be rendered, a phrase of ours."""
    lost: Mapping[str, tuple[Lost, ...]] = {}
    """Path → the pieces that rendering drops and that reading did not report."""


class TextGroup(Struct, frozen=True, kw_only=True):
    """The texts of a portfolio: path → digest of the text, path → number of its nodes."""

    digests: dict[str, str] = {}
    nodes: dict[str, int] = {}

    @property
    def beyond(self) -> Iterator[str]:
        """Yield the paths of the texts that pass the limit with those before them; these do not count for the next."""
        total = 0
        for path, count in sorted(self.nodes.items()):
            if total + count > MAX_NODES:
                yield path
            else:
                total += count


_NOTHING = Tried()


def bodies(memo: Memo, cohort: str, student: str) -> tuple[Body, ...]:
    """Return the texts of a portfolio, or those of the school."""
    if (cohort, student) == SCHOOL:
        return common(memo).record.school.bodies
    return portfolio(memo, cohort, student).record.bodies


@question(TextGroup)
def texts(memo: Memo, cohort: str, student: str) -> TextGroup:
    """Return the digest and the number of nodes of each text of a portfolio."""
    parsed = bodies(memo, cohort, student)
    return TextGroup(
        digests={body.path: body.digest for body in parsed}, nodes={body.path: body.nodes for body in parsed}
    )


def tell(memo: Memo, cohort: str, student: str, trials: Tried) -> None:
    """Tell the memo which texts of a portfolio failed."""
    memo.set_input(_name(cohort, student), None if trials == _NOTHING else trials)


def text_failures(memo: Memo, cohort: str, student: str) -> Tried:
    """Return the texts of a portfolio that failed, as ``tell`` told the memo."""
    told = memo.input(_name(cohort, student))
    return told if isinstance(told, Tried) else _NOTHING


def _name(cohort: str, student: str) -> str:
    return f"texts {cohort}/{student}"


def with_failures(record: Record, memo: Memo, cohort: str, student: str) -> Record:
    """Return a record in which each text that cannot be rendered says why it is not shown."""
    refused = text_failures(memo, cohort, student).refused
    return _without(record, refused) if refused else record


@question(FAULTS)
def text_faults(memo: Memo, cohort: str, student: str) -> tuple[Diagnostic, ...]:
    """Report the texts that are not shown, a limit that is nearly reached, and the pieces that rendering drops."""
    return tuple(_notes(memo, cohort, student))


def _notes(memo: Memo, cohort: str, student: str) -> Iterator[Diagnostic]:
    known, mine = text_failures(memo, cohort, student), (cohort, student) != SCHOOL
    yield from _past_the_end(memo, cohort, student) if mine else ()
    total = sum(texts(memo, cohort, student).nodes.values())
    if NEAR * MAX_NODES <= total <= MAX_NODES:
        place = Place(path=min(texts(memo, cohort, student).nodes))
        yield Diagnostic.at("STR034", place, what=mark("éléments de mise en forme"), count=total, limit=MAX_NODES)
    for text in bodies(memo, cohort, student) if known.refused else ():
        if text.path in known.refused:
            yield Diagnostic.at("MED010", Place(path=text.path, line=text.line), reason=known.refused[text.path])
    if known.lost:
        told = portfolio_faults(memo, cohort, student) if mine else of_school(memo)
        grave = (fault.place for fault in told if fault.severity is not Severity.ADVICE)  # advice reports no loss
        places = {(place.path, place.line, place.column) for place in grave}
        for path, gone in known.lost.items():
            for loss in gone:
                if (path, loss.line, loss.column) not in places:  # else a fault is reported there already
                    place = Place(path=path, line=loss.line, column=loss.column)
                    yield Diagnostic.at("MED019", place, what=loss.written[:80], reason=loss.reason)


def _past_the_end(memo: Memo, cohort: str, student: str) -> Iterator[Diagnostic]:
    """Report the proofs that name a page beyond the last one of their PDF."""
    ready = files_of(memo, cohort, student).ready
    for piece in (piece for work in person(memo, cohort, student).realisations for piece in work.productions):
        published = ready.get(piece.file or "")
        pages = published.measure.pages if published else 0
        for proving in piece.proving if pages else ():
            asked = proving.spot.removeprefix("page=")
            if asked.isdecimal() and int(asked) > pages:
                lacking = mark("aucune page de « {name} », qui en a {n}", name=piece.title, n=pages)
                yield Diagnostic.at("REF022", proving.place, key="page", name=asked, what=lacking)


def _without(record: Record, refused: Mapping[str, str]) -> Record:
    """Return a record in which each refused text, however deep, says why it is not shown."""
    changed: object = record
    if isinstance(record, Body):
        changed = replace(record, refused=refused[record.path]) if record.path in refused else record
    elif isinstance(record, tuple):
        changed = tuple(_without(item, refused) for item in record)
    elif isinstance(record, Struct):
        values = {name: getattr(record, name) for name in record.__struct_fields__}
        changed = replace(record, **{name: _without(value, refused) for name, value in values.items()})
    return changed  # type: ignore[return-value]  # of the same kind
