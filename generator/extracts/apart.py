"""PDF files are opened in a process of their own: a hostile one costs its reading, never the build.

pypdf is pure Python and has limits on what each stream unpacks to; the sum of them, and time, are held by the system,
which ends the process (``resource``), and by the clock of the parent where it has no such limits (Windows). Processor
time is counted, so that a loaded machine reads what an idle one reads.
"""

import os
import pickle
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import IO, Final, Self

from generator.extracts.pdf import Said, read
from generator.extracts.pieces import UnopenedError
from generator.language import Phrase, mark

_SECONDS: Final = 20
"""Of a processor, for one file: a thousand dense pages take ten."""
_PATIENCE: Final = 120
"""Seconds by the clock, where the system counts nothing."""
_MEMORY: Final = 1_500_000_000
"""Bytes of the process."""


class PdfProcess:
    """The process that opens PDFs, started at the first one, and again after one that ended it.

    Args:
        seconds: of a processor, that one file may take.
    """

    def __init__(self, seconds: int = _SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, raw: bytes) -> Said:
        """Return what a PDF says. Raises UnopenedError: it cannot be opened, or only at too high a cost."""
        process = self._process = self._process or _start()
        late = threading.Timer(_PATIENCE, process.kill)
        late.start()
        try:
            found = _asked(process, (self._seconds, raw))
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.close()
            raise UnopenedError(mark("elle demande trop de calculs ou de mémoire pour être lue")) from error
        finally:
            late.cancel()
        if isinstance(found, Phrase):
            raise UnopenedError(found)
        return found

    def close(self) -> None:
        """End the process."""
        if process := self._process:
            self._process = None
            process.kill()
            process.communicate()


def _start() -> subprocess.Popen[bytes]:
    # -P: the folder that the build happens to run in may hold anything, also something named « generator »
    command = [sys.executable, "-P", "-m", __name__]
    return subprocess.Popen(  # noqa: S603  # ours
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def _asked(process: subprocess.Popen[bytes], task: tuple[int, bytes]) -> Said | Phrase:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    pickle.dump(task, process.stdin, protocol=5)  # bytes in a pickle: a frame that knows its own length
    process.stdin.flush()
    found: Said | Phrase = pickle.load(process.stdout)  # noqa: S301  # from our own child
    return found


def serve(tasks: IO[bytes], answers: IO[bytes]) -> None:
    """Read the PDFs that come, until there is nobody to ask."""
    with suppress(EOFError, BrokenPipeError):
        while True:
            seconds, raw = pickle.load(tasks)  # noqa: S301  # from our own parent
            _limit(seconds)
            answers.write(pickle.dumps(read(raw), protocol=5))
            answers.flush()


def _limit(seconds: int) -> None:
    """Ask the system to end this process when the next file takes too much; Windows has no such limits."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415  # not on Windows

        spent = int(time.process_time()) + 1
        for limit, most in ((resource.RLIMIT_CPU, spent + seconds), (resource.RLIMIT_AS, _MEMORY)):
            held = resource.getrlimit(limit)[1]
            resource.setrlimit(limit, (most if held == resource.RLIM_INFINITY else min(most, held), held))


if __name__ == "__main__":
    _answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not fall among the answers
    serve(sys.stdin.buffer, _answers)
