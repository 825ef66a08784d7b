"""Whether each author's text can be rendered: tried once by ``check`` or ``build``, remembered portfolio by portfolio.

What fails to render keeps its page: the records then say why its text is not shown, before any page is planned.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import TypeVar

from generator.diagnostics import Diagnostic, Place
from generator.diagnostics.ordering import in_order
from generator.findings import Findings
from generator.language import mark
from generator.model.school import School
from generator.model.source import Body
from generator.model.student import Student
from generator.prose import Refused, render
from generator.publishing.executors import Crew
from generator.publishing.keys import digest
from generator.publishing.render import DEADLY
from generator.reading.memory import Cache
from generator.reading.parse import prose
from generator.rules.walking import bodies, students

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A text to render for the sake of knowing whether it can be."""

    path: str
    file: Path


@dataclass(slots=True, kw_only=True)
class Texts:
    """What is known of the texts of a school."""

    groups: Mapping[str, tuple[Body, ...]]
    """Name under which a portfolio's texts are remembered → its texts; the name changes with any of them."""
    file_of: Callable[[str], Path]
    fine: set[str] = field(default_factory=set)
    """Paths of those that can be rendered."""
    refused: dict[str, str] = field(default_factory=dict)
    """Path → why it cannot, a phrase of ours."""

    def recall(self, cache: Cache, crew: Crew) -> None:
        """Take what an earlier run learned; what failed then is not believed: it is tried again."""
        failed: set[str] = set()
        for name, texts in self.groups.items():
            if kept := cache.get(name):
                failed.update(json.loads(kept[0]))
                self.fine |= {text.path for text in texts} - failed
        self.attempt(crew, failed.__contains__)

    def learn(self, rendered: Iterable[str], refused: Mapping[str, str]) -> bool:
        """Take what a site's pages showed; say whether a text is refused that was not known to be."""
        before = len(self.refused)
        self.refused |= refused
        self.fine |= set(rendered) - self.refused.keys()
        return len(self.refused) > before

    def attempt(self, crew: Crew, wanted: Callable[[str], bool] = lambda _: True) -> bool:
        """Render the texts of which nothing is known; say whether one is refused."""
        unknown = (text.path for texts in self.groups.values() for text in texts if not self._known(text.path))
        trials = [Trial(path=path, file=self.file_of(path)) for path in unknown if wanted(path)]
        tried = dict(crew.spread(try_texts, trials, lost))
        return self.learn(tried, {path: reason for path, reason in tried.items() if reason})

    def keep(self, cache: Cache) -> Iterator[str]:
        """Remember the portfolios whose every text is known; give the names under which they are kept."""
        for name, texts in self.groups.items():
            if all(self._known(text.path) for text in texts):
                cache.put(name, json.dumps(sorted(text.path for text in texts if text.path in self.refused)).encode())
                yield name

    def noted(self, findings: Findings) -> Findings:
        """Note in the records, and among the faults, which texts are not shown."""
        if not self.refused:
            return findings
        school = findings.reading.school
        cut = replace(
            _without(replace(school, cohorts=()), self.refused),
            cohorts=tuple(
                replace(cohort, students=tuple(self._student(student) for student in cohort.students))
                for cohort in school.cohorts
            ),
        )
        return replace(
            findings,
            reading=replace(findings.reading, school=cut),
            diagnostics=in_order((*findings.diagnostics, *self._told())),
        )

    def _student(self, student: Student) -> Student:
        return (
            _without(student, self.refused) if any(text.path in self.refused for text in bodies(student)) else student
        )

    def _told(self) -> Iterator[Diagnostic]:
        for text in (text for texts in self.groups.values() for text in texts if text.path in self.refused):
            yield Diagnostic.at("MED010", Place(path=text.path, line=text.line), reason=self.refused[text.path])

    def _known(self, path: str) -> bool:
        return path in self.fine or path in self.refused


def texts_of(findings: Findings, code: str) -> Texts:
    """Gather the texts of a school; ``code`` is the hash of the program that renders them."""
    groups = groups_of(findings.reading.school)
    return Texts(groups={_name(code, group): group for group in groups}, file_of=findings.files.__getitem__)


def groups_of(school: School) -> Iterator[tuple[Body, ...]]:
    """Give the school's own texts, then those of each portfolio."""
    own = [one.body for one in school.organisations if one.body] + ([school.body] if school.body else [])
    groups = (tuple(own), *(tuple(bodies(student)) for _, student in students(school)))
    yield from filter(None, groups)


def _name(code: str, texts: Iterable[Body]) -> str:
    return digest("texts", code, *(part for text in texts for part in (text.path, text.digest)))


def try_texts(trials: tuple[Trial, ...]) -> tuple[tuple[str, str], ...]:
    """Render texts for nobody; give for each why it cannot be, or nothing. Picklable by name for any executor."""
    return tuple((trial.path, _reason(trial)) for trial in trials)


def lost(trial: Trial) -> tuple[str, str]:
    """Answer for a text that kills every process that renders it."""
    return trial.path, DEADLY


def _reason(trial: Trial) -> str:
    try:
        text = prose(trial.file.read_bytes())
    except OSError:
        return mark("le fichier ne s'ouvre pas")
    found = render(text, page="page.html", source=trial.path, targets={})
    return found.reason if isinstance(found, Refused) else ""


def _without(record: Record, refused: Mapping[str, str]) -> Record:
    """Give a record in which each refused text, however deep, says why it is not shown."""
    changed: object = record
    if isinstance(record, Body):
        changed = replace(record, refused=refused[record.path]) if record.path in refused else record
    elif isinstance(record, tuple):
        changed = tuple(_without(item, refused) for item in record)
    elif is_dataclass(record) and not isinstance(record, type):
        values = {item.name: getattr(record, item.name) for item in fields(record)}
        changed = replace(record, **{name: _without(value, refused) for name, value in values.items()})
    return changed  # type: ignore[return-value]  # of the same kind
