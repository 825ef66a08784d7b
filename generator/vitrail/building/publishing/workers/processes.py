"""Processes of this machine, each at the other end of a pipe of its own.

The workers of a standard pool share one pipe for their answers: killed while it writes there, a worker leaves half an
answer, keeps the others from writing theirs, and the build waits for ever.
"""

import os
import pickle
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

from vitrail.building.publishing.workers.isolated import answered

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Processes(ThreadPoolExecutor):
    """An executor whose threads wait for the answers; once a process died, calls without one raise BrokenExecutor.

    ``number`` processes are started now, by a start ``method`` (None: the system's), and each calls ``begin`` first.
    """

    def __init__(self, number: int, begin: Callable[[], object] = int, method: str | None = None) -> None:
        super().__init__(number)
        context: Any = get_context(method)
        self._dead = False
        self._free: SimpleQueue[Connection] = SimpleQueue()
        self._started: list[tuple[Any, Connection]] = []
        for _ in range(number):
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(there, begin), daemon=True)
            process.start()  # when one is refused, or Ctrl+C comes between two, the others end with the command
            there.close()
            self._started.append((process, here))
            self._free.put(here)

    def submit(self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Run a call in the first process that is free."""
        return super().submit(self._ask, partial(fn, *args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  # theirs
        """Wait for the calls that are running, and for the end of the processes."""
        super().shutdown(wait=wait, cancel_futures=cancel_futures)
        for _, pipe in self._started:
            with suppress(OSError):
                pipe.send_bytes(b"")
        for process, _ in self._started:
            process.join()

    def _ask(self, call: Callable[[], Result]) -> Result:
        if self._dead:
            raise BrokenExecutor
        pipe = self._free.get()
        try:
            pipe.send_bytes(pickle.dumps(call, protocol=5))
            done, answer = pickle.loads(pipe.recv_bytes())  # noqa: S301  # from our own child
        except Exception as error:
            self._dead = True
            raise BrokenExecutor from error
        finally:
            self._free.put(pipe)
        if done:
            return answer  # type: ignore[no-any-return]  # what the call gives
        raise answer


def _serve(pipe: Connection, begin: Callable[[], object]) -> None:
    """Answer calls in a process until an empty message ends it, or Ctrl+C, which the parent receives too."""
    Thread(target=_end_with_parent, daemon=True).start()
    begin()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while call := pipe.recv_bytes():
            pipe.send_bytes(answered(call))


def _end_with_parent() -> None:
    """End this process when its parent is gone: a killed one cannot say so, and its output would stay open."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
