"""Answers questions, records what each answer was made from, and runs again only those of which something changed."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from vitrail.ground.memo.files import LARGE, SourceFiles, digest
from vitrail.ground.memo.held import HeldAnswers
from vitrail.ground.memo.invalidation import Invalidation
from vitrail.ground.memo.leaves import FILE, NAMES, ON_DISK, SIZE, TOLD, UNKNOWN, Leaves
from vitrail.ground.memo.lines import Key, PartLine, ToldLine, Trace, line_of
from vitrail.ground.memo.question import QUESTIONS, CycleError, Question
from vitrail.ground.memo.shelf import AnswerShelf, aged
from vitrail.ground.memo.signed import UNREADABLE
from vitrail.ground.memo.verification import changed_parts

_LEAVES: Final = -1
"""The files that a part depends on, in the place of the rank of a set of other answers."""


class Memo:
    """The answers of this process and of earlier runs, with the dependencies of each."""

    def __init__(
        self, files: SourceFiles, shelf: AnswerShelf | None = None, told: Mapping[str, tuple[bytes, Any]] | None = None
    ) -> None:
        self.files = files
        self.shelf = shelf or AnswerShelf()
        self.leaves = Leaves(files, told or {})
        self.tool: Any = None
        """A cache from bytes to what is parsed of them: it saves time and cannot change an answer."""
        self.aside: dict[str, Any] = {}
        """Values that a question leaves for the next one to save time; they are part of no answer and of no trace."""
        self._now: dict[Key, bytes] = {f"{FILE}{path}": digested for path, digested in files.unmoved()}
        """Digests that are right until the next turn."""
        self._values = HeldAnswers()
        self._asking: dict[Key, dict[Key, bytes]] = {}
        """The stack of questions that are running, each with the dependencies that it has asked for so far."""
        self._verifying: set[Key] = set()
        self._traces: dict[str, dict[Key, Trace]] = {}
        self._opened: set[str] = set()
        """Parts whose traces changed or had to be read: those that ``settle`` writes."""
        self._raws: dict[Key, bytes] = {}
        """Encoded answers that are not written yet."""
        self._verified: dict[str, dict[int, bool]] = {}
        self._stale = Invalidation(self.shelf, self._now, self._verified)

    @property
    def moved(self) -> frozenset[str]:
        """Name the parts that depend on a file that changed since their line was written."""
        return changed_parts(self.shelf.lines, self._now, self.digest_of)

    def verify_lines(self) -> None:
        """Take all answers of earlier runs that still hold; called again, those that hold since others were asked."""
        self._stale.verify_lines(self.leaves.all_told, self.digest_of)

    def ask(self, asked: Question[Any, Any], words: tuple[str, ...]) -> Any:  # noqa: ANN401  # what the question answers
        """Answer a question, a dependency of the one that runs. Raises CycleError, and what the question raises."""
        key = "\0".join((asked.name, *words))
        if key in self._asking:
            path = " → ".join([*self._asking, key]).replace("\0", " ")
            raise CycleError(path)
        digested = self.digest_of(key)
        held = self._values.find(key)
        if held is None or held[0] != digested:
            if value := self.recalled(asked, words, digested):
                self._values.hold(key, asked.part(words), (digested, value[0]), kept=True)
            else:  # it was not kept, or is lost
                self._now[key] = self._run(key, asked, words)
        digested, answer = self._values[key]
        self._note(key, digested)
        return answer

    def read(self, path: str) -> bytes:
        """Return what a file holds (``SourceFiles.read``), a dependency of the question that runs. Raises OSError."""
        key = f"{FILE}{path}"
        try:
            raw = self.files.read(path)
        except OSError as error:
            self._stale.observe([(key, b"!%d" % (error.errno or 0))])
            self._note(key, self._now[key])
            raise
        self._stale.observe([(key, self.files.learn(path, digest(raw)))])  # of these bytes, not of those before
        if (size := self.files.size(path)) != len(raw) and size <= LARGE:
            self._now[f"{SIZE}{path}"] = UNKNOWN  # its size was, or will be, asked of another content
        self._note(key, self._now[key])
        return raw

    def size(self, path: str) -> int:
        """Return how many bytes a file has: the question that runs depends on its size, not on its content."""
        self._note(f"{SIZE}{path}", self.digest_of(f"{SIZE}{path}"))
        return self.files.size(path)

    def tell(self, name: str, value: object) -> None:
        """Set what a run knows beside its files, such as the day; answers made from another value are dirty."""
        key, digested = f"{TOLD}{name}", self.leaves.tell(name, value)
        if self._now.get(key, digested) != digested:
            self._stale.invalidate([key], self._traces.values())

    def given(self, name: str) -> Any:  # noqa: ANN401  # what was told
        """Return the value that ``tell`` set, None without one, as a dependency of the question that runs."""
        digested, value = self.leaves.told(name)
        self._now[f"{TOLD}{name}"] = digested
        self._note(f"{TOLD}{name}", digested)
        return value

    def names(self) -> SourceFiles:
        """Return the files, to be listed: the question that runs depends on which there are, not on what they hold."""
        self._note(NAMES, self.digest_of(NAMES))
        return self.files

    def turn(self, saved: Iterable[str] | None = None) -> None:
        """Look at all files again, or at those that were ``saved``; answers made from those that changed are dirty."""
        self._values.turn()
        if saved is None:
            self.files.look()
        else:
            self.files.look_at(saved := tuple(saved))
        few = saved is not None and self._now.get(NAMES) == self.files.names()  # else all of them were looked at
        named = {kind + path for path in saved or () for kind in (FILE, SIZE)} & self._now.keys()
        looked = named if few else [key for key in self._now if key.startswith(ON_DISK)]
        moved = [key for key in looked if self._now.pop(key) != self.digest_of(key)]
        self._stale.invalidate(moved, self._traces.values(), few=few)

    def digest_of(self, key: Key) -> bytes:
        """Return the digest of an answer as it is now, running its question if needed; unknown while that runs."""
        if key in self._asking:
            return UNKNOWN
        was = None
        if self._stale.dirty:
            self._catch_up(key)
            was = self._stale.dirty.pop(key, None)
        digested = self._now.get(key) if was is None else None
        try:
            if digested is None:
                digested = self._now[key] = self._asked(key)
        finally:
            if was is not None and was != digested:
                self._stale.mark_dependents([key])
        return digested

    def _catch_up(self, key: Key) -> None:
        """Ask again what is dirty below a key, lowest first; a question that raises does so for whoever asks it."""
        while low := self._stale.lowest_dirty(key, self._asking):
            with suppress(Exception):
                self.digest_of(low)

    def _asked(self, key: Key) -> bytes:
        name, *words = key.split("\0")
        if name.startswith("."):
            return self.leaves.digest(name, *words)
        asked, said = QUESTIONS.get(name), tuple(words)
        return (self._holding(key, asked, said) or self._run(key, asked, said)) if asked else UNKNOWN

    def settle(self, *of: tuple[str, ...]) -> Mapping[str, ToldLine]:
        """Write the parts that changed, or those of them whose names end with some words; a full disk costs time."""
        ends = tuple("\0".join(("", *words)) for words in of) or ("",)
        every, self._opened = sorted(self._opened), set()
        return {part: line for part in every if f"\0{part}".endswith(ends) and (line := self.write(part))}

    def knows(self, asked: Question[Any, Any], words: tuple[str, ...]) -> bool:
        """True if an answer holds, or can be seen to hold, without running its question."""
        self._catch_up(key := "\0".join((asked.name, *words)))
        if key not in self._now and (digested := self._holding(key, asked, words)):
            self._now[key] = digested
        return key in self._now

    def write(self, part: str) -> ToldLine | None:
        """Write the answers and traces of a part; return its line, which another process takes by ``learn``."""
        if self.shelf.folder is None or self._now.keys().isdisjoint(self._traces.get(part, {})):
            return None
        trace = self._traces[part] = aged(self._traces[part], self._now)
        if not (line := self.shelf.put(part, trace, self._raws)):
            return None
        self.shelf.lines.put(part, told := line_of(trace, self._now, line))
        self._verified.pop(part, None)
        if self._stale.dependents:
            self._stale.dependents.add_line(part, told)
        else:
            self._shut(part)
        for key in trace:
            self._raws.pop(key, None)
        return told

    def let_go(self, of: tuple[str, ...], *, kept: bool = False) -> None:
        """Forget the answers about some words that came since the last call (``HeldAnswers.let_go``)."""
        for part in self._values.let_go(of, kept=kept):
            self._shut(part)

    def rest(self) -> None:
        """Forget every value and keep digests and dependencies: a process that stays reads back what it needs."""
        self.settle()
        self.aside.clear()
        self._values = HeldAnswers()
        for part in [*self._traces]:
            self._shut(part)
        self._stale.index(())

    def _shut(self, part: str) -> None:
        """Forget the traces of a written part, and the digests that its line does not have: few are used again."""
        told = line.answers if (line := self.shelf.lines.get(part)) else {}
        for key in self._traces.pop(part, {}).keys() - told.keys():
            self._now.pop(key, None)

    def close(self) -> None:
        """Keep everything for the next run."""
        self.settle()
        self.shelf.close(self.files)

    def _holding(self, key: Key, asked: Question[Any, Any], words: tuple[str, ...]) -> bytes | None:
        """Return the digest of an answer whose dependencies hold, by its part's line or its trace; None: run it."""
        part = asked.part(words)
        line = self.shelf.lines.get(part)
        if line and (told := line.answers.get(key)) and self._holds(part, line, told[1]):
            line.used = self.shelf.run
            return told[0]
        self._opened.add(part)
        node = self._trace(part).get(key)
        if node is None or key in self._verifying:
            return None
        self._verifying.add(key)
        try:
            return node.digest if self._same(node.deps.items()) else None
        finally:
            self._verifying.discard(key)

    def _holds(self, part: str, line: PartLine, rank: int) -> bool:
        """True if the files of a part and what a rank of its answers depends on are as they were; asked in order."""
        known = self._verified.setdefault(part, {})
        for source, numbers in ((_LEAVES, line.leaves), (rank, line.imports[rank])):
            if source not in known:
                known[source] = False  # in a cycle the question is run, and raises
                known[source] = self._same(self.shelf.lines.named(numbers))
            if not known[source]:
                return False
        return True

    def _same(self, deps: Iterable[tuple[Key, bytes]]) -> bool:
        known = {} if self._stale.dirty else self._now
        return all(known.get(key) == was or self.digest_of(key) == was for key, was in deps)

    def _run(self, key: Key, asked: Question[Any, Any], words: tuple[str, ...]) -> bytes:
        deps: dict[Key, bytes] = {}
        self._asking[key] = deps
        try:
            answer = asked.run(self, *words)
        finally:
            del self._asking[key]
        part = asked.part(words)
        raw = asked.weigh(answer)
        if asked.codec:  # given as the next run will read it
            answer = asked.codec.unpack(raw)
            if self.shelf.folder:
                self._raws[key] = raw
        digested = digest(raw)
        before = self._trace(part).get(key)
        if before is None or (before.digest, before.deps) != (digested, deps):
            self._opened.add(part)
            self._trace(part)[key] = Trace(digested, deps)
            if self._stale.dependents:
                self._stale.dependents.add(key, deps)
        self._values.hold(key, part, (digested, answer), kept=asked.codec is not None, inner=asked.inner)
        return digested

    def recalled(self, asked: Question[Any, Any], words: tuple[str, ...], digested: bytes) -> tuple[Any] | None:
        """Read back a kept answer by its digest, whether it holds or not, in a tuple of one item; None: it is lost."""
        if asked.codec is None:
            return None
        part, key = asked.part(words), "\0".join((asked.name, *words))
        raw = self._raws.get(key)
        if raw is None or digest(raw) != digested:  # the files are again as they were before the last run
            raw = self.shelf.value(part, key, digested, self._traces.get(part))
        with suppress(*UNREADABLE):
            return None if raw is None else (asked.codec.unpack(raw),)
        return None

    def _trace(self, part: str) -> dict[Key, Trace]:
        if part not in self._traces:
            self._traces[part] = self.shelf.trace(part)
            if self._stale.dependents:
                self._stale.dependents.add_trace(self._traces[part])
        return self._traces[part]

    def learn(self, part: str, told: ToldLine, *, forked: bool = False) -> None:
        """Take the line of a part that another process wrote; what a worker ``forked`` from this one answered holds."""
        self.shelf.lines.put(part, told)
        if forked:
            self._stale.observe(told.known())
            self._stale.forked.add(part)
        self._traces.pop(part, None)
        self._opened.discard(part)
        self._verified.pop(part, None)
        if self._stale.dependents:
            self._stale.dependents.add_line(part, told)
        for path, digested in told.files():
            self.files.learn(path, digested)

    def _note(self, key: Key, digested: bytes) -> None:
        if self._asking:
            self._asking[next(reversed(self._asking))][key] = digested
