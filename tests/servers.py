"""A server of ours, or MkDocs', as its own process: its address is what it prints."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 120
"""Seconds for what is waited for, on the slowest of machines."""


def start(root, output, *command):
    """Start a server, which prints into a file; give its process."""
    with output.open("wb") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", *command], cwd=root, stdout=stream, stderr=stream,
            env={**os.environ, "PYTHONPATH": str(ROOT / "generator"), "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip


def address(server, output):
    """Wait until a server prints its address; give it."""
    deadline = time.monotonic() + PATIENCE
    while not (found := re.search(r"(?:Ouvrez|Serving on) (http://\S+)", output.read_text("utf-8", "replace"))):
        assert server.poll() is None, output.read_text("utf-8", "replace")
        assert time.monotonic() < deadline, output.read_text("utf-8", "replace")
        time.sleep(0.05)
    return found[1]


def answering(server):
    """Have a server of this process answer, in a thread that hears within milliseconds that it ends; give it."""
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server


@contextmanager
def running(root, *command):
    """Start a server and give its address; end it as Ctrl+C does."""
    output = root / "said.txt"
    server = start(root, output, *command)
    try:
        yield address(server, output)
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0, output.read_text("utf-8")
        assert "Traceback" not in output.read_text("utf-8")
