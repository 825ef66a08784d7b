"""A server of ours, or MkDocs', as its own process: its address is what it prints."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


@contextmanager
def running(root, *command):
    """Start a server and give its address, found in what it prints; end it as Ctrl+C does."""
    output = root / "said.txt"
    with output.open("wb") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=root, stdout=stream, stderr=stream,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while not (found := re.search(r"(?:Ouvrez|Serving on) (http://\S+)", output.read_text("utf-8"))):
            assert server.poll() is None, output.read_text("utf-8")
            assert time.monotonic() < deadline, output.read_text("utf-8")
            time.sleep(0.05)
        yield found[1]
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0, output.read_text("utf-8")
        assert "Traceback" not in output.read_text("utf-8")
