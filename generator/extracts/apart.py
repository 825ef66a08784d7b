"""What may cost too much is done in a process of its own: a hostile file costs its reading, never the build.

Libraries have limits of theirs on what they unpack; the sum of them, and time, are held by the system, which ends the
process (``resource``), and by the clock of the parent where it has no such limits (Windows). Processor time is counted,
so that a loaded machine reads what an idle one reads.
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
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar

from generator.extracts.pieces import UnopenedError
from generator.language import mark

_SECONDS: Final = 20
"""Of a processor, for one file: a thousand dense pages take ten."""
_PATIENCE: Final = 120
"""Seconds by the clock, where the system counts nothing."""
_MEMORY: Final = 1_500_000_000
"""Bytes of the process."""
Taken = ParamSpec("Taken")
Given = TypeVar("Given")
Task: TypeAlias = tuple[int, str, str, tuple[object, ...], dict[str, object]]


class SideProcess:
    """A process that runs functions of ours, started at the first one, and again after one that ended it.

    Args:
        seconds: of a processor, that one call may take.
    """

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, function: Callable[Taken, Given], *args: Taken.args, **named: Taken.kwargs) -> Given:
        """Call a function of a module there. Raises UnopenedError: it did, or something else, or cost too much."""
        task = self._seconds, function.__module__, function.__qualname__, args, named
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
                raise UnopenedError(mark("elle demande trop de calculs ou de mémoire pour être lue")) from error
            finally:
                late.cancel()
        if isinstance(answer, UnopenedError):
            raise answer
        return answer


_KEPT: Final[dict[tuple[int, int], SideProcess]] = {}
"""Process, and what one call may take → the one beside it."""


def kept(seconds: int = _SECONDS) -> SideProcess:
    """Return the process that stays beside this one: a fork must not write in the pipes of its parent."""
    return _KEPT.setdefault((os.getpid(), seconds), SideProcess(seconds))


def started(listening: Callable[[], None], errors: int | None = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Start a process that does what a function of a module does, which is to ``serve``."""
    # -P: the folder that the build happens to run in may hold anything, also something named « generator »
    entry = f"from {listening.__module__} import {listening.__name__}; {listening.__name__}()"
    command = [sys.executable, "-P", "-c", entry]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)  # noqa: S603  # ours


def asked(process: subprocess.Popen[bytes], task: object) -> Any:  # noqa: ANN401  # whatever it answers
    """Give a process a task, and return its answer. Raises OSError, EOFError, UnpicklingError: it died of it."""
    if process.stdin is None or process.stdout is None:
        raise EOFError
    pickle.dump(task, process.stdin, protocol=5)  # bytes in a pickle: a frame that knows its own length
    process.stdin.flush()
    return pickle.load(process.stdout)  # noqa: S301  # from our own child


def serve(answer: Callable[[Any], bytes]) -> None:
    """Be such a process: answer the tasks that come, until there is nobody to ask."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not fall among the answers
    with suppress(EOFError, BrokenPipeError):
        while True:
            answers.write(answer(pickle.load(sys.stdin.buffer)))  # noqa: S301  # from our own parent
            answers.flush()


def _listen() -> None:
    serve(_answered)


def _answered(task: Task) -> bytes:
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
    """Ask the system to end this process when the next call takes too much; Windows has no such limits."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415  # not on Windows

        spent = int(time.process_time()) + 1
        for limit, most in ((resource.RLIMIT_CPU, spent + seconds), (resource.RLIMIT_AS, _MEMORY)):
            held = resource.getrlimit(limit)[1]
            resource.setrlimit(limit, (most if held == resource.RLIM_INFINITY else min(most, held), held))
