"""An object whose methods run in a forked process: they wait for the disk while this one computes."""

import marshal
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, Final, Generic, NoReturn, TypeVar, TypeVarTuple

Held = TypeVar("Held")
Given = TypeVarTuple("Given")
Result = TypeVar("Result")

_FORKS: Final = sys.platform == "linux" and hasattr(os, "fork")
_SIZE: Final = 8
"""Bytes that give the length of a message, before it."""
_DIE_WITH_PARENT: Final = 1
"""Option of ``prctl`` (PR_SET_PDEATHSIG): a signal to this process when the one that forked it ends."""


class Beside(Generic[Held]):
    """Calls methods of an object in the process that was forked, or in this one when there is none or it died."""

    def __init__(
        self, held: Held, child: int = 0, tasks: BinaryIO | None = None, answers: BinaryIO | None = None
    ) -> None:
        self._held, self._child = held, child
        self._tasks, self._answers = tasks, answers
        self._asked = self._heard = 0

    def ask(self, method: Callable[[Held, *Given], Result], *args: *Given) -> Callable[[], Result]:
        """Start a method of the object; return a function that waits for its result, to be called in the same order.

        Arguments and results are plain values (``marshal``); the function raises what the method raises.
        """
        if self._tasks:
            self._asked += 1
            with suppress(OSError):
                _send(self._tasks, (method.__name__, args))
        rank = self._asked

        def answer() -> Result:
            while self._answers and self._heard < rank:
                try:
                    said = _received(self._answers)
                except (EOFError, ValueError, TypeError):  # the call killed it
                    self.end()
                else:
                    self._heard += 1
                    if self._heard == rank:
                        return said  # type: ignore[no-any-return]  # what the method gives
            return method(self._held, *args)

        return answer

    def end(self) -> None:
        """Kill the process, whatever it is doing; later calls run in this one."""
        for pipe in filter(None, (self._tasks, self._answers)):
            with suppress(OSError):  # it may have died of itself
                pipe.close()
        if self._child:
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
        self._child, self._tasks, self._answers = 0, None, None


@contextmanager
def beside(held: Held, jobs: int) -> Iterator[Beside[Held]]:
    """Run the methods of an object in a process that is forked now, for as long as the block runs.

    They run in this process when ``jobs`` is 1, where the system does not fork, and beside other threads: locks that
    these hold would stay locked in the fork.

    >>> with beside(["un", "deux"], 2) as words:
    ...     count, place = words.ask(list.count, "un"), words.ask(list.index, "deux")
    ...     count(), place()
    (1, 1)
    """
    if jobs <= 1 or not _FORKS or threading.active_count() > 1:
        yield Beside(held)
        return
    (asked, tasks), (answers, told) = os.pipe(), os.pipe()
    parent = os.getpid()
    try:
        child = os.fork()
    except OSError:  # it may have no more processes
        for pipe in (asked, tasks, answers, told):
            os.close(pipe)
        yield Beside(held)
        return
    if not child:
        _serve(held, asked, told, parent)
    os.close(asked)
    os.close(told)
    beside_us = Beside(held, child, os.fdopen(tasks, "wb"), os.fdopen(answers, "rb"))
    try:
        yield beside_us
    finally:
        beside_us.end()


def _serve(held: object, asked: int, told: int, parent: int) -> NoReturn:
    """Answer calls in the process that was forked; it ends with its parent, even a killed one, and prints nothing."""
    try:
        with suppress(BaseException), os.fdopen(asked, "rb") as tasks, os.fdopen(told, "wb") as answers:
            import ctypes  # noqa: PLC0415  # here alone

            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
            while os.getppid() == parent:
                name, args = _received(tasks)
                _send(answers, getattr(held, name)(*args))
    finally:
        os._exit(0)


def _send(pipe: BinaryIO, value: Any) -> None:  # noqa: ANN401  # whatever ``marshal`` writes
    raw = marshal.dumps(value)
    pipe.write(len(raw).to_bytes(_SIZE) + raw)
    pipe.flush()


def _received(pipe: BinaryIO) -> Any:  # noqa: ANN401  # whatever was sent
    """Read one message. Raises EOFError, ValueError, TypeError: there is none, or not whole."""
    return marshal.loads(pipe.read(int.from_bytes(pipe.read(_SIZE))))  # noqa: S302  # of this very program
