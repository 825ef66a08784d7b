"""What is asked, what that came from, and what still holds: the one way of knowing that nothing moved."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from generator.memo.doubt import Doubts
from generator.memo.files import LARGE, SourceFiles, digest
from generator.memo.held import HeldAnswers
from generator.memo.leaves import FILE, NAMES, ON_DISK, SIZE, TOLD, UNKNOWN, Leaves
from generator.memo.lines import Key, PartLine, ToldLine, Trace, line_of
from generator.memo.question import QUESTIONS, CycleError, Question
from generator.memo.shelf import AnswerShelf, aged
from generator.memo.signed import UNREADABLE
from generator.memo.standing import moved

_LEAVES: Final = -1
"""Stands for the files of a part, where a rank says which answers of others."""


class Memo:
    """The answers of this process, and of earlier ones."""

    def __init__(
        self, files: SourceFiles, shelf: AnswerShelf | None = None, told: Mapping[str, tuple[bytes, Any]] | None = None
    ) -> None:
        self.files = files
        self.shelf = shelf or AnswerShelf()
        self.leaves = Leaves(files, told or {})
        self.tool: Any = None
        """A cache of what bytes say, which cannot change an answer."""
        self.aside: dict[str, Any] = {}
        """What a question leaves for who asks next, which no trace tells; no part of any answer."""
        self._now: dict[Key, bytes] = {f"{FILE}{path}": digested for path, digested in files.unmoved()}
        """Digests of what surely holds, until the next turn."""
        self._values = HeldAnswers()
        self._asking: dict[Key, dict[Key, bytes]] = {}
        """The questions that are running, each asked by the one before, with what each has asked."""
        self._verifying: set[Key] = set()
        self._traces: dict[str, dict[Key, Trace]] = {}
        self._opened: set[str] = set()
        """Parts of which the line did not tell everything: those to be written."""
        self._raws: dict[Key, bytes] = {}
        """Answers that are not written yet."""
        self._standing: dict[str, dict[int, bool]] = {}
        self._doubts = Doubts(self.shelf, self._now, self._standing)

    @property
    def moved(self) -> frozenset[str]:
        """Name the parts one of whose files is not what it was when their line was written."""
        return moved(self.shelf.lines, self._now, self.digest_of)

    def believe(self) -> None:
        """Believe the lines of earlier runs, less what comes from what moved; once more when that was asked for."""
        self._doubts.believe(self.leaves.all_told, self.digest_of)

    def ask(self, asked: Question[Any, Any], words: tuple[str, ...]) -> Any:  # noqa: ANN401  # what the question answers
        """Answer a question, and note that whoever runs has asked it. Raises CycleError, and what the question does."""
        key = "\0".join((asked.name, *words))
        if key in self._asking:
            path = " → ".join([*self._asking, key]).replace("\0", " ")
            raise CycleError(path)
        digested = self.digest_of(key)
        held = self._values.find(key)
        if held is None or held[0] != digested:
            if value := self.recalled(asked, words, digested):
                self._values.hold(key, asked.part(words), (digested, value[0]), kept=True)
            else:  # an answer that passed with its process, or was lost
                self._now[key] = self._run(key, asked, words)
        digested, answer = self._values[key]
        self._note(key, digested)
        return answer

    def read(self, path: str) -> bytes:
        """Return what a file holds (``SourceFiles.read``); whoever runs depends on it. Raises OSError."""
        key = f"{FILE}{path}"
        try:
            raw = self.files.read(path)
        except OSError as error:
            self._doubts.meet([(key, b"!%d" % (error.errno or 0))])
            self._note(key, self._now[key])
            raise
        self._doubts.meet([(key, self.files.learn(path, digest(raw)))])  # these bytes, whatever was there before
        if (size := self.files.size(path)) != len(raw) and size <= LARGE:
            self._now[f"{SIZE}{path}"] = UNKNOWN  # whoever asked, or asks, for its size answers of another file
        self._note(key, self._now[key])
        return raw

    def size(self, path: str) -> int:
        """Return how many bytes a file has; whoever runs depends on that alone."""
        self._note(f"{SIZE}{path}", self.digest_of(f"{SIZE}{path}"))
        return self.files.size(path)

    def tell(self, name: str, value: object) -> None:
        """Say what a run knows beside its files, such as the day; whoever was told otherwise is asked again."""
        key, digested = f"{TOLD}{name}", self.leaves.tell(name, value)
        if self._now.get(key, digested) != digested:
            self._doubts.doubt([key], self._traces.values())

    def given(self, name: str) -> Any:  # noqa: ANN401  # what was told
        """Return what the run was told under a name, None when it was not; whoever runs depends on it."""
        digested, value = self.leaves.told(name)
        self._now[f"{TOLD}{name}"] = digested
        self._note(f"{TOLD}{name}", digested)
        return value

    def names(self) -> SourceFiles:
        """Return the files, to be listed; whoever runs depends on which there are."""
        self._note(NAMES, self.digest_of(NAMES))
        return self.files

    def turn(self, saved: Iterable[str] | None = None) -> None:
        """Look at the files again, or at those that were saved; what depends on those that moved is asked again."""
        self._values.turn()
        if saved is None:
            self.files.look()
        else:
            self.files.look_at(saved := tuple(saved))
        few = saved is not None and self._now.get(NAMES) == self.files.names()  # else all of them were looked at
        named = {kind + path for path in saved or () for kind in (FILE, SIZE)} & self._now.keys()
        looked = named if few else [key for key in self._now if key.startswith(ON_DISK)]
        moved = [key for key in looked if self._now.pop(key) != self.digest_of(key)]
        self._doubts.doubt(moved, self._traces.values(), few=few)

    def digest_of(self, key: Key) -> bytes:
        """Say what an answer is now, running what has to be run; of one that is running, nothing is known."""
        if key in self._asking:
            return UNKNOWN
        was = None
        if self._doubts.waiting:
            self._catch_up(key)
            was = self._doubts.waiting.pop(key, None)
        digested = self._now.get(key) if was is None else None
        try:
            if digested is None:
                digested = self._now[key] = self._asked(key)
        finally:
            if was is not None and was != digested:
                self._doubts.touch([key])
        return digested

    def _catch_up(self, key: Key) -> None:
        """Ask what waits below a key; what cannot answer is left to who asks for it."""
        while low := self._doubts.lowest(key, self._asking):
            with suppress(Exception):
                self.digest_of(low)

    def _asked(self, key: Key) -> bytes:
        name, *words = key.split("\0")
        if name.startswith("."):
            return self.leaves.digest(name, *words)
        asked, said = QUESTIONS.get(name), tuple(words)
        return (self._holding(key, asked, said) or self._run(key, asked, said)) if asked else UNKNOWN

    def settle(self, *of: tuple[str, ...]) -> Mapping[str, ToldLine]:
        """Write the parts that moved, those alone that end with some words; a full disk costs the next run its time."""
        ends = tuple("\0".join(("", *words)) for words in of) or ("",)
        every, self._opened = sorted(self._opened), set()
        return {part: line for part in every if f"\0{part}".endswith(ends) and (line := self.write(part))}

    def knows(self, asked: Question[Any, Any], words: tuple[str, ...]) -> bool:
        """True if an answer is known without running its question."""
        self._catch_up(key := "\0".join((asked.name, *words)))
        if key not in self._now and (digested := self._holding(key, asked, words)):
            self._now[key] = digested
        return key in self._now

    def write(self, part: str) -> ToldLine | None:
        """Write what a part now is, where answers are kept; give its line (``learn`` takes it elsewhere)."""
        if self.shelf.folder is None or self._now.keys().isdisjoint(self._traces.get(part, {})):
            return None
        trace = self._traces[part] = aged(self._traces[part], self._now)
        if not (line := self.shelf.put(part, trace, self._raws)):
            return None
        self.shelf.lines.put(part, told := line_of(trace, self._now, line))
        self._standing.pop(part, None)
        if self._doubts.above:
            self._doubts.above.add_line(part, told)
        else:
            self._shut(part)
        for key in trace:
            self._raws.pop(key, None)
        return told

    def let_go(self, of: tuple[str, ...], *, kept: bool = False) -> None:
        """Forget what was asked about some words since the last time, once written (``HeldAnswers.let_go``)."""
        for part in self._values.let_go(of, kept=kept):
            self._shut(part)

    def rest(self) -> None:
        """Forget every answer that can be asked again: who stays in memory keeps what it will ask."""
        self.settle()
        self.aside.clear()
        self._values = HeldAnswers()
        for part in [*self._traces]:
            self._shut(part)
        self._doubts.look(())

    def _shut(self, part: str) -> None:
        """Forget the traces of a part that is written, and what its line does not tell: few are asked for again."""
        told = line.answers if (line := self.shelf.lines.get(part)) else {}
        for key in self._traces.pop(part, {}).keys() - told.keys():
            self._now.pop(key, None)

    def close(self) -> None:
        """Keep everything for the next run."""
        self.settle()
        self.shelf.close(self.files)

    def _holding(self, key: Key, asked: Question[Any, Any], words: tuple[str, ...]) -> bytes | None:
        """Return the digest of an answer whose trace still holds: by the line of its part, else by the trace itself."""
        part = asked.part(words)
        line = self.shelf.lines.get(part)
        if line and (told := line.answers.get(key)) and self._stands(part, line, told[1]):
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

    def _stands(self, part: str, line: PartLine, rank: int) -> bool:
        """True if nothing moved of what some answers of a part come from, in the order in which it was asked."""
        known = self._standing.setdefault(part, {})
        for source, numbers in ((_LEAVES, line.leaves), (rank, line.imports[rank])):
            if source not in known:
                known[source] = False  # for who asks meanwhile: what asks itself is run, to say so
                known[source] = self._same(self.shelf.lines.named(numbers))
            if not known[source]:
                return False
        return True

    def _same(self, deps: Iterable[tuple[Key, bytes]]) -> bool:
        known = {} if self._doubts.waiting else self._now
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
            if self._doubts.above:
                self._doubts.above.add(key, deps)
        self._values.hold(key, part, (digested, answer), kept=asked.codec is not None, inner=asked.inner)
        return digested

    def recalled(self, asked: Question[Any, Any], words: tuple[str, ...], digested: bytes) -> tuple[Any] | None:
        """Read back a kept answer by its digest, in a tuple of one, whether it still holds or not; None: it is lost."""
        if asked.codec is None:
            return None
        part, key = asked.part(words), "\0".join((asked.name, *words))
        raw = self._raws.get(key)
        if raw is None or digest(raw) != digested:  # what was answered of files that are again as they were
            raw = self.shelf.value(part, key, digested, self._traces.get(part))
        with suppress(*UNREADABLE):
            return None if raw is None else (asked.codec.unpack(raw),)
        return None

    def _trace(self, part: str) -> dict[Key, Trace]:
        if part not in self._traces:
            self._traces[part] = self.shelf.trace(part)
            if self._doubts.above:
                self._doubts.above.add_trace(self._traces[part])
        return self._traces[part]

    def learn(self, part: str, told: ToldLine, *, forked: bool = False) -> None:
        """Take what another process wrote of a part; what one that was forked here answered, and read, surely holds."""
        self.shelf.lines.put(part, told)
        if forked:
            self._doubts.meet(told.known())
            self._doubts.believed.add(part)
        self._traces.pop(part, None)
        self._opened.discard(part)
        self._standing.pop(part, None)
        if self._doubts.above:
            self._doubts.above.add_line(part, told)
        for path, digested in told.files():
            self.files.learn(path, digested)

    def _note(self, key: Key, digested: bytes) -> None:
        if self._asking:
            self._asking[next(reversed(self._asking))][key] = digested
