"""Run costly functions in a separate process: a hostile file makes its own reading fail, never the build.

Libraries limit what they unpack; total memory and time are limited by the system (``resource``), which ends the
process, and by a timer in the parent where there are no such limits (Windows). Processor time is counted, so that a
loaded machine reads the same files as an idle one.
"""

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, Final, ParamSpec, TypeVar

from vitrail.content.extracts.pieces import BEYOND, MEMORY, SECONDS, UnopenedError
from vitrail.ground.language import mark

_PATIENCE: Final = 120
"""Seconds of elapsed time, the only limit where the system counts no processor time."""
Taken = ParamSpec("Taken")
Given = TypeVar("Given")


class SideProcess:
    """A process that runs our functions, started at the first call, and again after a call that killed it."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, function: Callable[Taken, Given], *args: Taken.args, **named: Taken.kwargs) -> Given:
        """Call a module's function in the process. Raises UnopenedError: it raised, or exceeded a limit."""
        task = SECONDS, function.__module__, function.__qualname__, args, named
        with self._turn:
            process = self._process = self._process or started(_listen)
            late = threading.Timer(_PATIENCE, process.kill)
            late.start()
            try:
                answer: Given | UnopenedError = asked(process, task)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                self._process = None
                process.kill()
                process.communicate()
                raise UnopenedError(BEYOND) from error
            finally:
                late.cancel()
        if isinstance(answer, UnopenedError):
            raise answer
        return answer


_KEPT: Final[dict[int, SideProcess]] = {}
"""Id of this process → its side process."""


def kept() -> SideProcess:
    """Return the side process kept by this process; a fork gets its own, as it must not share its parent's pipes."""
    return _KEPT.setdefault(os.getpid(), SideProcess())


def started(listening: Callable[[], None], errors: int | None = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Start a process that calls a module's function, which must call ``serve``."""
    # -P: the current folder may hold anything, even a module named « vitrail »
    entry = f"from {listening.__module__} import {listening.__name__}; {listening.__name__}()"
    command = [sys.executable, "-P", "-c", entry]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)  # noqa: S603  # ours


def asked(process: subprocess.Popen[bytes], task: object) -> Any:  # noqa: ANN401  # any picklable answer
    """Send a task to a process, and return its answer. Raises OSError, EOFError, UnpicklingError: it died."""
    if process.stdin is None or process.stdout is None:
        raise EOFError
    pickle.dump(task, process.stdin, protocol=5)  # a pickle knows its own length
    process.stdin.flush()
    return pickle.load(process.stdout)  # noqa: S301  # from our own child


def serve(answer: Callable[[Any], bytes]) -> None:
    """Answer the tasks read from standard input, until the parent closes it."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # libraries that print must not write among the answers
    with suppress(EOFError, BrokenPipeError):
        while True:
            answers.write(answer(pickle.load(sys.stdin.buffer)))  # noqa: S301  # from our own parent
            answers.flush()


def _listen() -> None:
    os.chdir(os.sep)  # the folder where it was started may go, and libraries ask where they are
    serve(_answered)


def _answered(task: tuple[int, str, str, tuple[object, ...], dict[str, object]]) -> bytes:
    seconds, module, name, args, named = task
    _limit(seconds)
    return pickle.dumps(_done(getattr(import_module(module), name), args, named), protocol=5)


def _done(function: Callable[..., object], args: tuple[object, ...], named: dict[str, object]) -> object:
    try:
        return function(*args, **named)
    except UnopenedError as error:
        return error
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # a damaged file raises anything
        return UnopenedError(mark("elle est abîmée, et ne s'ouvre pas"))


def _limit(seconds: int) -> None:
    """Set the system's limits of processor time and memory for the next call; Windows has none."""
    with suppress(ImportError):
        import resource  # not on Windows

        spent = int(time.process_time()) + 1
        for limit, most in ((resource.RLIMIT_CPU, spent + seconds), (resource.RLIMIT_AS, MEMORY)):
            held = resource.getrlimit(limit)[1]
            resource.setrlimit(limit, (most if held == resource.RLIM_INFINITY else min(most, held), held))
