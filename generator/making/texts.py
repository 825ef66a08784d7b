"""Whether each author's text can be rendered: tried once by ``check`` or ``build``, remembered portfolio by portfolio.

What fails to render keeps its page: the records then say why its text is not shown, before any page is planned.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place
from generator.diagnostics.diagnostic import in_order
from generator.language import mark
from generator.making.examination import Examination
from generator.model.school import School
from generator.model.source import Body
from generator.model.student import Student
from generator.publishing.page_keys import digest
from generator.publishing.workers.executors import DEADLY, Workers
from generator.reading.disk.quotas import NEAR
from generator.reading.memory import Cache
from generator.reading.text.parse import prose

if TYPE_CHECKING:
    from generator.prose import Lost

Record = TypeVar("Record")
MAX_NODES = 1_000_000
"""Blocks, links, emphases, pieces of text that a portfolio shows: twenty times those of the fullest that was seen."""
TOO_MANY = mark("les textes du portfolio dépasseraient {limit} éléments de mise en forme", limit=MAX_NODES)


class Trial(Struct, frozen=True, kw_only=True):
    """A text to render for the sake of knowing whether it can be."""

    path: str
    file: Path
    body: Body


class TrialResult(Struct, frozen=True, kw_only=True):
    """What a trial shows: why a text cannot be rendered, or nothing, and what of it does not come through."""

    path: str
    reason: str = ""
    lost: tuple[Lost, ...] = ()


class Texts(Struct, kw_only=True):
    """What is known of the texts of a school."""

    groups: Mapping[str, tuple[Body, ...]]
    """Name under which a portfolio's texts are remembered → its texts; the name changes with any of them."""
    file_of: Callable[[str], Path]
    fine: set[str] = field(default_factory=set)
    """Paths of those that can be rendered."""
    refused: dict[str, str] = field(default_factory=dict)
    """Path → why it cannot, a phrase of ours."""
    lost: dict[str, tuple[Lost, ...]] = field(default_factory=dict)
    """Path → what of it does not come through, that reading did not say."""
    limits: tuple[Diagnostic, ...] = ()
    """The portfolios near the limit on what their texts hold."""
    kept: dict[str, bytes] = field(default_factory=dict)
    """Name of a portfolio's texts → what the cache holds of them."""

    def recall(self, cache: Cache, crew: Workers, scope: Container[str]) -> None:
        """Take what an earlier run learned; what failed then is not believed: it is tried again."""
        failed: set[str] = set()
        for name, texts in self.groups.items():
            if kept := cache.get(name):
                self.kept[name] = kept[0]
                failed.update(json.loads(kept[0]))
                self.fine |= {text.path for text in texts} - failed
        self.attempt(crew, frozenset(path for path in failed if path in scope))

    def learn(self, rendered: Iterable[str], refused: Mapping[str, str], lost: Mapping[str, tuple[Lost, ...]]) -> bool:
        """Take what a site's pages showed; say whether there is something to tell that was not known."""
        before = len(self.refused), len(self.lost)
        self.refused |= refused
        self.lost |= lost
        self.fine |= set(rendered) - self.refused.keys()
        return (len(self.refused), len(self.lost)) != before

    def attempt(self, crew: Workers, scope: Container[str]) -> bool:
        """Render the texts of which nothing is known; say whether one is refused."""
        unknown = (text for texts in self.groups.values() for text in texts if not self._known(text.path))
        trials = [
            Trial(path=text.path, file=self.file_of(text.path), body=text) for text in unknown if text.path in scope
        ]
        return self._take(crew.spread(try_texts, trials, deadly))

    def _take(self, results: Iterable[TrialResult]) -> bool:
        tried = tuple(results)
        return self.learn(
            (one.path for one in tried),
            {one.path: one.reason for one in tried if one.reason},
            {one.path: one.lost for one in tried if one.lost},
        )

    def take(self, held: Mapping[str, bytes], examination: Examination) -> None:
        """Render what is on no disk, by the path that the disk would give it."""
        raws = {seen.path: held[seen.disk] for seen in examination.reading.files if seen.disk in held}
        bodies = (text for texts in self.groups.values() for text in texts if text.path in raws)
        self._take(outcome(text, raws[text.path]) for text in bodies)

    def keep(self, cache: Cache) -> Iterator[str]:
        """Remember the portfolios whose every text is known; give the names under which they are kept."""
        for name, texts in self.groups.items():
            if all(self._known(text.path) for text in texts):
                again = sorted(text.path for text in texts if text.path in self.refused or text.path in self.lost)
                if self.kept.get(name) != (raw := json.dumps(again).encode()):
                    cache.put(name, raw)
                yield name

    def noted(self, examination: Examination) -> Examination:
        """Note in the records, and among the faults, which texts are not shown."""
        if not self.refused and not self.lost and not self.limits:
            return examination
        school = examination.reading.school
        cut = replace(
            _without(replace(school, cohorts=()), self.refused),
            cohorts=school.with_students(lambda _, student: self._student(student)).cohorts,
        )
        return replace(
            examination,
            reading=replace(examination.reading, school=cut),
            diagnostics=in_order((*examination.diagnostics, *self._told(), *self._gone(examination.diagnostics))),
        )

    def _student(self, student: Student) -> Student:
        return _without(student, self.refused) if any(text.path in self.refused for text in student.bodies) else student

    def _told(self) -> Iterator[Diagnostic]:
        yield from self.limits
        for text in (text for texts in self.groups.values() for text in texts if text.path in self.refused):
            yield Diagnostic.at("MED010", Place(path=text.path, line=text.line), reason=self.refused[text.path])

    def _gone(self, told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Tell what does not come through, but where something is told already."""
        places = {(one.place.path, one.place.line, one.place.column) for one in told if one.place.path in self.lost}
        for path, gone in self.lost.items():
            for one in gone:
                if (path, one.line, one.column) not in places:
                    place = Place(path=path, line=one.line, column=one.column)
                    yield Diagnostic.at("MED019", place, what=one.what[:80], reason=one.reason)

    def _known(self, path: str) -> bool:
        return path in self.fine or path in self.refused


def texts_of(examination: Examination, code: str) -> Texts:
    """Gather the texts of a school; ``code`` is the hash of the program that renders them."""
    groups = tuple(groups_of(examination.reading.school))
    return Texts(
        groups={_name(code, group): group for group in groups},
        file_of=examination.files.__getitem__,
        refused={path: TOO_MANY for group in groups for path in _beyond(group)},
        limits=tuple(fault for group in groups for fault in _near(group)),
    )


def _beyond(texts: Iterable[Body]) -> Iterator[str]:
    """Name the texts of a portfolio that hold too much with those before them; what does not fit leaves its room."""
    total = 0
    for text in sorted(texts, key=lambda text: text.path):
        if total + text.nodes > MAX_NODES:
            yield text.path
        else:
            total += text.nodes


def _near(texts: tuple[Body, ...]) -> Iterator[Diagnostic]:
    """Announce the limit before it bites."""
    total = sum(text.nodes for text in texts)
    if NEAR * MAX_NODES <= total <= MAX_NODES:
        place = Place(path=min(text.path for text in texts))
        yield Diagnostic.at("STR034", place, what=mark("éléments de mise en forme"), count=total, limit=MAX_NODES)


def groups_of(school: School) -> Iterator[tuple[Body, ...]]:
    """Yield the school's own texts, then those of each portfolio."""
    groups = (school.bodies, *(student.bodies for _, student in school.everyone))
    yield from filter(None, groups)


def plain(student: Student) -> bool:
    """True if a portfolio's texts are far from the limit on what they hold."""
    return sum(text.nodes for text in student.bodies) < NEAR * MAX_NODES


def _name(code: str, texts: Iterable[Body]) -> str:
    return digest("texts", code, *(part for text in texts for part in (text.path, text.digest)))


def try_texts(trials: tuple[Trial, ...]) -> tuple[TrialResult, ...]:
    """Render texts for nobody. Picklable by name for any executor."""
    return tuple(map(_outcome, trials))


def deadly(trial: Trial) -> TrialResult:
    """Answer for a text that kills every process that renders it."""
    return TrialResult(path=trial.path, reason=DEADLY)


def _outcome(trial: Trial) -> TrialResult:
    try:
        return outcome(trial.body, trial.file.read_bytes())
    except OSError:
        return TrialResult(path=trial.path, reason=mark("le fichier ne s'ouvre pas"))


def outcome(body: Body, raw: bytes) -> TrialResult:
    """Render the text of a file for nobody, and say what does not come through."""
    from generator.prose import render, unexplained  # noqa: PLC0415  # where every text is known, none is rendered

    found = render(prose(raw), page="page.html", source=body.path, targets={})
    return TrialResult(path=body.path, reason=found.refused, lost=unexplained(found.lost, body))


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
