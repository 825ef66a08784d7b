"""Answers questions, records what each answer was made from, and runs again only those of which something changed."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any, Final

from vitrail.ground.memo.files import LARGE, SourceFiles, digest
from vitrail.ground.memo.held import HeldAnswers
from vitrail.ground.memo.leaves import FILE, INPUT, NAMES, ON_DISK, SIZE, UNKNOWN, Leaves
from vitrail.ground.memo.question import QUESTIONS, CycleError, Question
from vitrail.ground.memo.shelf import AnswerShelf, aged
from vitrail.ground.memo.signed import UNREADABLE
from vitrail.ground.memo.traces import Dependents, Key, PartTraces, Source, Trace

_NO_INPUTS: Final[Mapping[str, tuple[bytes, Any]]] = MappingProxyType({})


class Memo:
    """The answers of this process and of earlier runs, with the dependencies of each."""

    def __init__(
        self, files: SourceFiles, shelf: AnswerShelf | None = None, inputs: Mapping[str, tuple[bytes, Any]] = _NO_INPUTS
    ) -> None:
        self.files = files
        self.shelf = shelf or AnswerShelf()
        self.leaves = Leaves(files, inputs)
        self.file_cache: Any = None
        """A cache from bytes to what is parsed of them: it saves time and cannot change an answer."""
        self.scratch: dict[str, Any] = {}
        """Values that a question leaves for the next one to save time; they are part of no answer and of no trace."""
        self._now: dict[Key, bytes] = {f"{FILE}{path}": digested for path, digested in files.unmoved()}
        """Digests that are right until the next turn."""
        self._values = HeldAnswers()
        self._asking: dict[Key, dict[Key, bytes]] = {}
        """The stack of questions that are running, each with the dependencies that it has asked for so far."""
        self._verifying: set[Key] = set()
        self._traces: dict[str, dict[Key, Trace]] = {}
        """Traces of the parts that were looked into; those of a part that was written are in the table."""
        self._changed: set[str] = set()
        """Parts with an answer that is not written yet."""
        self._raws: dict[Key, bytes] = {}
        """Encoded answers that are not written yet."""
        self._dependents: Dependents | None = None
        """Made when something first changes in this process; from then on, all that a question asks is added."""
        self._torn: set[Key] = set()
        """Files that changed between two readings of one turn: answers made of the first are doubted in the next."""
        self._elsewhere = False
        """Whether forked workers answered since something changed: this process may not know what that was made of."""

    def verify(self) -> None:
        """Take all answers of earlier runs that surely hold; the others are doubted: verified when asked."""
        self._now = self.shelf.table.holding({**self._now, **self.leaves.inputs}, self.digest_of)

    @property
    def moved(self) -> Collection[str]:
        """Name the parts with an answer that was made from a file which changed since."""
        return self.shelf.table.moved_parts(self._now, self.digest_of)

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
            self._observe([(key, b"!%d" % (error.errno or 0))])
            self._note(key, self._now[key])
            raise
        self._observe([(key, self.files.learn(path, digest(raw)))])  # of these bytes, not of those before
        if (size := self.files.size(path)) != len(raw) and size <= LARGE:
            self._now[f"{SIZE}{path}"] = UNKNOWN  # its size was, or will be, asked of another content
        self._note(key, self._now[key])
        return raw

    def size(self, path: str) -> int:
        """Return how many bytes a file has: the question that runs depends on its size, not on its content."""
        self._note(f"{SIZE}{path}", self.digest_of(f"{SIZE}{path}"))
        return self.files.size(path)

    def set_input(self, name: str, value: object) -> None:
        """Set what a run knows beside its files, such as the day; answers made from another value are doubted."""
        key, digested = f"{INPUT}{name}", self.leaves.set(name, value)
        if self._now.get(key, digested) != digested:
            self._doubt([key])

    def input(self, name: str) -> Any:  # noqa: ANN401  # what was set
        """Return the value that ``set_input`` set, None without one, as a dependency of the question that runs."""
        digested, value = self.leaves.input(name)
        self._now[f"{INPUT}{name}"] = digested
        self._note(f"{INPUT}{name}", digested)
        return value

    def names(self) -> SourceFiles:
        """Return the files, to be listed: the question that runs depends on which there are, not on what they hold."""
        self._note(NAMES, self.digest_of(NAMES))
        return self.files

    def turn(self, saved: Iterable[str] | None = None) -> None:
        """Look at all files again, or at those ``saved``; what was made from those that changed is doubted."""
        self._values.turn()
        if saved is None:
            self.files.look()
        else:
            self.files.look_at(saved := tuple(saved))
        few = saved is not None and self._now.get(NAMES) == self.files.names()  # else all of them were looked at
        named = {kind + path for path in saved or () for kind in (FILE, SIZE)} & self._now.keys()
        looked = named if few else [key for key in self._now if key.startswith(ON_DISK)]
        moved = [key for key in looked if self._now.pop(key) != self.digest_of(key)]
        self._doubt(moved)

    def digest_of(self, key: Key) -> bytes:
        """Return the digest of an answer as it is now, running its question if needed; unknown while that runs."""
        if key in self._asking:
            return UNKNOWN
        if (digested := self._now.get(key)) is None:
            digested = self._now[key] = self._asked(key)
        return digested

    def _asked(self, key: Key) -> bytes:
        name, *words = key.split("\0")
        if name.startswith("."):
            return self.leaves.digest(name, *words)
        asked, said = QUESTIONS.get(name), tuple(words)
        return (self._holding(key, asked, said) or self._run(key, asked, said)) if asked else UNKNOWN

    def save(self, *of: tuple[str, ...]) -> Mapping[str, PartTraces]:
        """Write the parts that changed, or those of them whose names end with some words; a full disk costs time."""
        ends = tuple("\0".join(("", *words)) for words in of) or ("",)
        changed, self._changed = sorted(self._changed), set()
        return {part: written for part in changed if f"\0{part}".endswith(ends) and (written := self.write(part))}

    def holds(self, asked: Question[Any, Any], words: tuple[str, ...]) -> bool:
        """True if an answer holds, or can be seen to hold, without running its question."""
        key = "\0".join((asked.name, *words))
        if key not in self._now and (digested := self._holding(key, asked, words)):
            self._now[key] = digested
        return key in self._now

    def write(self, part: str) -> PartTraces | None:
        """Write the answers of a part; return their traces, which another process takes by ``adopt``."""
        if self.shelf.folder is None or self._now.keys().isdisjoint(self._traces.get(part, {})):
            return None
        traces = aged(self._traces[part], self._now)
        if not (written := self.shelf.put(part, traces, self._raws)):
            return None
        del self._traces[part]
        for key in traces:
            self._raws.pop(key, None)
        written.fresh = tuple(key for key, node in traces.items() if self._now.get(key) == node.digest)
        return written

    def release(self, of: tuple[str, ...], *, kept: bool = False) -> None:
        """Forget the answers about some words that came since the last call (``HeldAnswers.release``)."""
        self._values.release(of, kept=kept)

    def rest(self) -> None:
        """Forget every value and keep digests and dependencies: a process that stays reads back what it needs."""
        self.save()
        self.scratch.clear()
        self._values = HeldAnswers()
        self._dependencies()
        self._traces.clear()

    def close(self) -> None:
        """Keep everything for the next run."""
        self.save()
        self.shelf.close(self.files)

    def _holding(self, key: Key, asked: Question[Any, Any], words: tuple[str, ...]) -> bytes | None:
        """Return the digest of an answer whose dependencies, asked in their order, are as they were; None: run it."""
        node = self._trace(asked.part(words)).get(key)
        if node is None or key in self._verifying:  # in a circle the question is run, and raises
            return None
        self._verifying.add(key)
        try:
            now = self._now
            same = all(now.get(dep) == was or self.digest_of(dep) == was for dep, was in node.deps.items())
        finally:
            self._verifying.discard(key)
        return node.digest if same else None

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
                self._changed.add(part)
        digested = digest(raw)
        before = self._trace(part).get(key)
        if before is None or (before.digest, before.deps) != (digested, deps):
            self._changed.add(part)
            self._trace(part)[key] = Trace(digested, deps)
            if self._dependents is not None:
                self._dependents.add(key, deps)
        self._values.hold(key, part, (digested, answer), kept=asked.codec is not None, inner=asked.inner)
        return digested

    def recalled(self, asked: Question[Any, Any], words: tuple[str, ...], digested: bytes) -> tuple[Any] | None:
        """Read back a kept answer by its digest, whether it holds or not, in a tuple of one item; None: it is lost."""
        if asked.codec is None:
            return None
        part, key = asked.part(words), "\0".join((asked.name, *words))
        raw = self._raws.get(key)
        if raw is None or digest(raw) != digested:  # the files are again as they were before the last run
            raw = self.shelf.value(part, key, digested)
        with suppress(*UNREADABLE):
            return None if raw is None else (asked.codec.unpack(raw),)
        return None

    def _trace(self, part: str) -> dict[Key, Trace]:
        if part not in self._traces:
            self._traces[part] = self.shelf.traces(part)
        return self._traces[part]

    def adopt(self, part: str, written: PartTraces, *, forked: bool = False) -> None:
        """Take what another process wrote of a part; what a worker ``forked`` from this one answered holds at once."""
        for path, digested in written.files():
            self.files.learn(path, digested)
        if forked:
            self._observe(written.sources())
            self._elsewhere = True
        if self._dependents is not None:
            self._dependents.add_traces(written.traces)
        self.shelf.table.put(part, written)
        self._traces.pop(part, None)
        self._changed.discard(part)

    def _observe(self, sources: Iterable[Source]) -> None:
        """Record digests that are surely right now; a file that had another in this turn is torn."""
        for key, digested in sources:
            if key.startswith(FILE) and self._now.get(key, digested) != digested:
                self._torn.add(key)
            self._now[key] = digested

    def _doubt(self, moved: Iterable[Key]) -> None:
        """Doubt all that was made from some keys, directly or not: it is verified when it is asked."""
        moved = {*moved, *self._torn}
        if moved or self._elsewhere:
            dependents = self._dependencies()
            unsure = dependents.keys() - self._now.keys() if self._elsewhere else ()
            for key in dependents.reached((*moved, *unsure)):
                self._now.pop(key, None)
        self._torn, self._elsewhere = set(), False

    def _dependencies(self) -> Dependents:
        if self._dependents is None:
            self._dependents = Dependents()
            self._dependents.add_table(self.shelf.table)
            for traces in self._traces.values():
                self._dependents.add_traces(traces)
        return self._dependents

    def _note(self, key: Key, digested: bytes) -> None:
        if self._asking:
            self._asking[next(reversed(self._asking))][key] = digested
