"""Whether each author's text can be rendered: tried once by ``check`` or ``build``, remembered portfolio by portfolio.

A text that fails to render keeps its page: the records then say why it is not shown, before any page is planned.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from vitrail.building.making.facts import tried as facts
from vitrail.building.making.facts.people import files_in, owner_of_file
from vitrail.building.making.facts.run import SCHOOL, PortfolioKey, portfolios
from vitrail.building.publishing.workers.executors import DEADLY, Workers
from vitrail.content.model.source import Body
from vitrail.content.reading.questions import people
from vitrail.content.reading.text.parse import prose
from vitrail.ground.language import mark
from vitrail.ground.memo.memo import Memo

if TYPE_CHECKING:
    from vitrail.site.prose.lost import Lost

_TEXTS = "texts"
"""Name under which a run keeps its results for the next."""
TOO_MANY = mark("les textes du portfolio dépasseraient {limit} éléments de mise en forme", limit=facts.MAX_NODES)


class Trial(Struct, frozen=True, kw_only=True):
    """A text to render only to know whether it can be."""

    file: Path
    body: Body


class TrialResult(Struct, frozen=True, kw_only=True):
    """The result of a trial: why a text cannot be rendered (empty if it can), and the pieces that rendering drops."""

    path: str
    reason: str = ""
    lost: tuple[Lost, ...] = ()


class Texts:
    """Which texts of a school can be rendered: told to its memo portfolio by portfolio, kept for the next run.

    A portfolio whose texts are those of an earlier run, which could render them all, is *settled*: none of it is read.
    """

    def __init__(self, memo: Memo) -> None:
        """Take the results of an earlier run, but those of the texts that failed."""
        self.memo = memo
        self.digests = {who: facts.texts.digest(memo, *who) for who in (SCHOOL, *portfolios(memo))}
        """Portfolio → digest of the list of its texts (``facts.texts``)."""
        self.whose: dict[str, PortfolioKey] = {}
        """Path of a text → its portfolio, of those that are not settled."""
        self.fine: set[str] = set()
        """Paths of the texts that can be rendered."""
        self.refused: dict[str, str] = {}
        """Path of a text → why it cannot be rendered, a phrase of ours."""
        self.lost: dict[str, tuple[Lost, ...]] = {}
        """Path of a text → the pieces that rendering drops and that reading did not report."""
        self._failed: set[str] = set()
        """Paths of the texts that failed in the earlier run."""
        self._kept = memo.shelf.recalled(_TEXTS, dict[str, tuple[bytes, tuple[str, ...]]]) or {}
        self._open: dict[PortfolioKey, frozenset[str]] = {}
        """Portfolio that is not settled → paths of its texts."""
        for who, digest in self.digests.items():
            if (kept := self._kept.get(_name(who))) is None or kept[0] != digest:
                self._enter(who)
            elif kept[1]:
                self._failed.update(kept[1])
                self.fine.update(self._enter(who).difference(kept[1]))

    @property
    def unsettled(self) -> tuple[PortfolioKey, ...]:
        """The portfolios that are not settled."""
        return tuple(self._open)

    def _enter(self, who: PortfolioKey) -> frozenset[str]:
        """Enter the texts of a portfolio that is not settled; return their paths."""
        group = facts.texts(self.memo, *who)
        self._open[who] = frozenset(group.digests)
        self.whose |= dict.fromkeys(group.digests, who)
        self.refused |= dict.fromkeys(group.beyond, TOO_MANY)
        return self._open[who]

    def recall(self, crew: Workers, scope: Container[str]) -> None:
        """Try again the texts in ``scope`` that failed in an earlier run, and tell the memo."""
        self.attempt(crew, frozenset(path for path in self._failed if path in scope))
        self.tell()

    def learn(self, rendered: Iterable[str], refused: Mapping[str, str], lost: Mapping[str, tuple[Lost, ...]]) -> bool:
        """Take the results of rendering a site's pages; return whether more texts failed, and tell the memo if so."""
        before = len(self.refused), len(self.lost)
        for path in (*refused, *lost):
            if path not in self.whose:
                self.fine |= self._enter(owner_of_file(self.memo, path))
        self.refused |= refused
        self.lost |= lost
        self.fine |= set(rendered) - self.refused.keys()
        news = (len(self.refused), len(self.lost)) != before
        if news:
            self.tell()
        return news

    def attempt(self, crew: Workers, scope: Container[str]) -> bool:
        """Render the texts in ``scope`` that were not tried yet; return whether one failed."""
        unknown = {path: who for path, who in self.whose.items() if path in scope and not self._known(path)}
        return self._take(crew.spread(try_text, self._trials(unknown), deadly))

    def take(self, held: Mapping[str, bytes]) -> None:
        """Render the unsaved texts of an editor: ``held`` is path on the disk → bytes."""
        for who in portfolios(self.memo):
            raws = {file.path: held[file.disk] for file in files_in(self.memo, *who) if file.disk in held}
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

    def _trials(self, unknown: Mapping[str, PortfolioKey]) -> Iterator[Trial]:
        disks = {file.path: file.disk for who in {*unknown.values()} for file in files_in(self.memo, *who)}
        for who in dict.fromkeys(unknown.values()):
            for body in facts.bodies(self.memo, *who):
                if body.path in unknown:
                    yield Trial(file=Path(self.memo.files.place(disks[body.path])), body=body)

    def keep(self) -> None:
        """Keep for the next run the results of the portfolios all of whose texts were tried."""
        everybody = {_name(who) for who in people(self.memo)}
        kept = {name: told for name, told in self._kept.items() if name in everybody}
        for who, digest in self.digests.items():
            if all(map(self._known, paths := self._open.get(who, ()))):
                kept[_name(who)] = digest, tuple(sorted(path for path in paths if self._is_told(path)))
        if kept != self._kept:
            self.memo.shelf.remember(_TEXTS, kept)

    def tell(self) -> None:
        """Tell the memo which texts of each portfolio failed."""
        by_owner: dict[PortfolioKey, tuple[dict[str, str], dict[str, tuple[Lost, ...]]]] = {
            who: ({}, {}) for who in self.digests
        }
        for path, reason in self.refused.items():
            by_owner[self.whose[path]][0][path] = reason
        for path, gone in self.lost.items():
            by_owner[self.whose[path]][1][path] = gone
        for who, (refused, lost) in by_owner.items():
            facts.tell(self.memo, *who, facts.Tried(refused=refused, lost=lost))

    def _is_told(self, path: str) -> bool:
        return path in self.refused or path in self.lost

    def _known(self, path: str) -> bool:
        return path in self.fine or path in self.refused


def _name(who: PortfolioKey) -> str:
    return "\0".join(who)


def deadly(trial: Trial) -> TrialResult:
    """Return the result for a text that kills every process that renders it."""
    return TrialResult(path=trial.body.path, reason=DEADLY)


def try_text(trial: Trial) -> TrialResult:
    """Render the text of a file on the disk, for the result alone."""
    try:
        return outcome(trial.body, trial.file.read_bytes())
    except OSError:
        return TrialResult(path=trial.body.path, reason=mark("le fichier ne s'ouvre pas"))


def outcome(body: Body, raw: bytes) -> TrialResult:
    """Render the text of a file, discard the page, and return why it failed and the pieces that were dropped."""
    from vitrail.site.prose import render, unexplained  # noqa: PLC0415  # where every text is known, none is rendered

    rendered = render(prose(raw), page="page.html", source=body.path, targets={})
    return TrialResult(path=body.path, reason=rendered.refused, lost=unexplained(rendered.lost, body))
