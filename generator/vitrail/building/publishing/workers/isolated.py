"""A process beside each thread of a remote worker: a task that kills its process kills no other.

Dask runs tasks in threads, where a page that kills its process would take its neighbours along. Dask's workers are
daemons, which ``multiprocessing`` forbids to have children; hence a plain program, which reads tasks on its input,
writes answers on its output, and ends when its worker does, even killed.
"""

import pickle
import signal
import subprocess
import threading
import traceback
from concurrent.futures import BrokenExecutor
from typing import Any

from vitrail.building.publishing.own_code import code_key
from vitrail.content.extracts.apart import asked, serve, started

_OF_THREAD = threading.local()


class OtherVersionError(Exception):
    """A worker runs other code than the build, so its pages could be other pages; holds the address of the worker."""


def run_apart(code: str, call: bytes) -> Any:  # noqa: ANN401  # whatever the call gives
    """Run a call in the process of this thread, started at its first task and again whenever it died.

    Args:
        code: the ``code_key`` of the build; compared each time, because workers may join at any moment.
        call: a pickled function without arguments; unpickled in that process only.

    Raises:
        OtherVersionError: this worker has another Vitrail.
        BrokenExecutor: the call killed the process.
    """
    if code != code_key():
        from distributed import get_worker  # an extra, and only workers of a cluster come here

        raise OtherVersionError(get_worker().address)
    process: subprocess.Popen[bytes] = getattr(_OF_THREAD, "process", None) or started(listen, errors=None)
    _OF_THREAD.process = process
    try:
        done, answer = asked(process, call)
    except BaseException as error:
        process.kill()
        process.communicate()
        _OF_THREAD.process = None
        if isinstance(error, (OSError, EOFError, pickle.UnpicklingError)):
            message = "the process that had the task died"
            raise BrokenExecutor(message) from error
        raise
    if done:
        return answer
    raise answer


def answered(call: bytes) -> bytes:
    """Run a pickled call; return, pickled, whether it succeeded, and its result or its exception."""
    try:
        return pickle.dumps((True, pickle.loads(call)()), protocol=5)  # noqa: S301  # made by the build
    except Exception as error:  # noqa: BLE001  # goes to the build, which decides
        error.add_note(traceback.format_exc())
        return pickle.dumps((False, error), protocol=5)


def listen() -> None:
    """Answer calls: the program of a thread's process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the worker, whose end ends this process
    serve(answered)
