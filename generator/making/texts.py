"""Whether each author's text can be rendered: tried once by ``check`` or ``build``, remembered portfolio by portfolio.

What fails to render keeps its page: the records then say why its text is not shown, before any page is planned.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.language import mark
from generator.making.facts import tried as facts
from generator.making.facts.attached import SCHOOL, seen_of
from generator.making.facts.people import Who, asked
from generator.memo.memo import Memo
from generator.model.source import Body
from generator.publishing.page_keys import digest
from generator.publishing.workers.executors import DEADLY, Workers
from generator.reading.memory import Cache
from generator.reading.text.parse import prose

if TYPE_CHECKING:
    from generator.prose.lost import Lost

TOO_MANY = mark("les textes du portfolio dépasseraient {limit} éléments de mise en forme", limit=facts.MAX_NODES)


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


class Texts:
    """What is known of the texts of a school: told to its memo portfolio by portfolio, kept for the next run."""

    def __init__(self, memo: Memo, code: str) -> None:
        """Gather the texts of a school; ``code`` is the hash of the program that renders them."""
        self.memo = memo
        self.whose: dict[str, Who] = {}
        """Path of a text → its portfolio."""
        self.names: dict[Who, str] = {}
        """Portfolio → the name under which its texts are remembered; it changes with any of them."""
        self.fine: set[str] = set()
        """Paths of those that can be rendered."""
        self.refused: dict[str, str] = {}
        """Path → why it cannot, a phrase of ours."""
        self.lost: dict[str, tuple[Lost, ...]] = {}
        """Path → what of it does not come through, that reading did not say."""
        self._kept: dict[str, bytes] = {}
        for who in (SCHOOL, *asked(memo)):
            group = facts.texts(memo, *who)
            if group.digests:
                self.names[who] = digest("texts", code, *(part for pair in group.digests.items() for part in pair))
                self.whose |= dict.fromkeys(group.digests, who)
                self.refused |= dict.fromkeys(group.beyond, TOO_MANY)

    def recall(self, cache: Cache, crew: Workers, scope: Container[str]) -> None:
        """Take what an earlier run learned; what failed then is not believed: it is tried again."""
        failed: set[str] = set()
        for who, name in self.names.items():
            if kept := cache.get(name):
                self._kept[name] = kept[0]
                failed.update(json.loads(kept[0]))
                self.fine |= facts.texts(self.memo, *who).digests.keys() - failed
        self.attempt(crew, frozenset(path for path in failed if path in scope))
        self.tell()

    def learn(self, rendered: Iterable[str], refused: Mapping[str, str], lost: Mapping[str, tuple[Lost, ...]]) -> bool:
        """Take what a site's pages showed; say whether there is something to tell that was not known."""
        before = len(self.refused), len(self.lost)
        self.refused |= refused
        self.lost |= lost
        self.fine |= set(rendered) - self.refused.keys()
        news = (len(self.refused), len(self.lost)) != before
        if news:
            self.tell()
        return news

    def attempt(self, crew: Workers, scope: Container[str]) -> bool:
        """Render the texts of which nothing is known; say whether one is refused."""
        unknown = {path: who for path, who in self.whose.items() if path in scope and not self._known(path)}
        return self._take(crew.spread(try_texts, self._trials(unknown), deadly))

    def take(self, held: Mapping[str, bytes]) -> None:
        """Render what is on no disk, by the path that the disk would give it."""
        for who in asked(self.memo):
            raws = {file.path: held[file.disk] for file in seen_of(self.memo, *who) if file.disk in held}
            if raws:
                bodies = (body for body in facts.bodies(self.memo, *who) if body.path in raws)
                self._take(outcome(body, raws[body.path]) for body in bodies)

    def _take(self, results: Iterable[TrialResult]) -> bool:
        tried = tuple(results)
        return self.learn(
            (trial.path for trial in tried),
            {trial.path: trial.reason for trial in tried if trial.reason},
            {trial.path: trial.lost for trial in tried if trial.lost},
        )

    def _trials(self, unknown: Mapping[str, Who]) -> Iterator[Trial]:
        disks = {file.path: file.disk for who in {*unknown.values()} for file in seen_of(self.memo, *who)}
        for who in dict.fromkeys(unknown.values()):
            for body in facts.bodies(self.memo, *who):
                if body.path in unknown:
                    yield Trial(path=body.path, file=Path(self.memo.files.place(disks[body.path])), body=body)

    def keep(self, cache: Cache) -> Iterator[str]:
        """Remember the portfolios whose every text is known; give the names under which they are kept."""
        for who, name in self.names.items():
            paths = facts.texts(self.memo, *who).digests.keys()
            if all(map(self._known, paths)):
                again = sorted(path for path in paths if path in self.refused or path in self.lost)
                if self._kept.get(name) != (raw := json.dumps(again).encode()):
                    cache.put(name, raw)
                yield name

    def tell(self) -> None:
        """Tell the memo what is known."""
        by_owner: dict[Who, tuple[dict[str, str], dict[str, tuple[Lost, ...]]]] = {who: ({}, {}) for who in self.names}
        for path, reason in self.refused.items():
            by_owner[self.whose[path]][0][path] = reason
        for path, gone in self.lost.items():
            by_owner[self.whose[path]][1][path] = gone
        for who, (refused, lost) in by_owner.items():
            facts.tell(self.memo, *who, facts.Tried(refused=refused, lost=lost))

    def _known(self, path: str) -> bool:
        return path in self.fine or path in self.refused


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

    rendered = render(prose(raw), page="page.html", source=body.path, targets={})
    return TrialResult(path=body.path, reason=rendered.refused, lost=unexplained(rendered.lost, body))
