"""What a command does in a process of its own, forked from this one: it may be killed, and starts without loading."""

import os
import signal
import sys
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path


class Forked:
    """A call in a folder, by a process that leads a group of its own; what it prints goes to a file."""

    def __init__(self, folder: Path, said: Path, call, *words):
        self.said = said
        self.process = get_context("fork").Process(target=self._run, args=(folder, call, words))
        self.process.start()
        with suppress(OSError):  # it has done so, or has ended
            os.setpgid(self.process.pid, self.process.pid)

    def _run(self, folder, call, words):
        os.setpgid(0, 0)
        os.chdir(folder)
        place = os.open(self.said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for number in (1, 2):
            os.dup2(place, number)
        sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding="utf-8")
        sys.stderr = sys.__stderr__ = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace")
        sys.stdin = sys.__stdin__ = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123  # until it ends
        try:
            call(*words)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()

    def kill(self):
        """End it, and the processes that it started, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)

    def ended(self):
        """Wait for its end; give its exit code, negative if a signal ended it, and what it printed."""
        self.process.join()
        return self.process.exitcode, self.said.read_text("utf-8") if self.said.exists() else ""
