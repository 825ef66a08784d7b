"""What « vitrail lsp » costs an editor: the first faults, then each pause, and the memory that it holds.

    .venv/bin/python benchmarks/editor.py FOLDER            # a school, its sample by default
    .venv/bin/python benchmarks/editor.py --students 160    # one of the benchmark, of 25 réalisations a student

The school is checked once before: what is measured is a working day, not the first minute of a clone.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Any

import psutil
from corpus import school
from formats import write_pictures, write_vitrail

ROOT = Path(__file__).parents[1]
PAUSES = 60
EACH = 25
TARGETS = {"sample": 1.0, "benchmark": 3.0}
"""Seconds until the first faults, where checks and builds left what they know."""
PAUSE = 0.020
"""Seconds of processor of a pause."""
MEMORY = 150_000_000


class Editor:
    """One end of the pipe."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "vitrail", "lsp"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        )  # fmt: skip
        self.server = psutil.Process(self._process.pid)
        self._heard: Queue[dict[str, Any]] = Queue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        out = self._process.stdout
        while out and (head := out.readline()):
            size = int(head.split(b":")[1]) if head.lower().startswith(b"content-length") else 0
            while out.readline().strip():
                pass
            self._heard.put(json.loads(out.read(size)))

    def say(self, method: str, params: dict[str, Any], **more: int) -> None:
        """Send a message."""
        raw = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        if pipe := self._process.stdin:
            pipe.write(b"Content-Length: %d\r\n\r\n%s" % (len(raw), raw))
            pipe.flush()

    def hear(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait for a message."""
        while not wanted(found := self._heard.get(timeout=120)):
            pass
        return found

    def ask(self, method: str, params: dict[str, Any]) -> Any:  # noqa: ANN401  # whatever the protocol answers
        """Ask, and wait for the answer."""
        self._number += 1
        self.say(method, params, id=self._number)
        return self.hear(lambda one: one.get("id") == self._number).get("result")

    @property
    def spent(self) -> float:
        """Seconds of processor so far."""
        used = self.server.cpu_times()
        return float(used.user + used.system)

    def leave(self) -> None:
        """Close the editor."""
        self.ask("shutdown", {})
        self.say("exit", {})
        self._process.wait(30)


def measure(root: Path) -> dict[str, float]:
    """Open a réalisation, type a line in it again and again, and leave."""
    works = sorted((root / "portfolios").glob("**/realisations/*.md"))
    file = works[len(works) // 2]
    text, uri = file.read_text("utf-8"), file.resolve().as_uri()
    subprocess.run([sys.executable, "-m", "vitrail", "check"], cwd=root, capture_output=True, check=False,
                   env={**os.environ, "PYTHONPATH": str(ROOT / "generator")})  # fmt: skip
    start = time.perf_counter()
    editor = Editor(root)
    told = _about(uri)
    editor.ask("initialize", {"processId": os.getpid(), "rootUri": root.resolve().as_uri(), "capabilities": {}})
    editor.say("initialized", {})
    opened = {"uri": uri, "languageId": "markdown", "version": 1, "text": f"{text}\n\n[x](nulle-part.md)\n"}
    editor.say("textDocument/didOpen", {"textDocument": opened})
    editor.hear(told)
    first, spent = time.perf_counter() - start, editor.spent
    lasted = []
    for rank in range(PAUSES):
        typed = text + "\n\n" + "mot " * rank + f"[x](nulle-part-{rank}.md)\n"
        sent = time.perf_counter()
        document = {"uri": uri, "version": rank + 2}
        editor.say("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": typed}]})
        editor.hear(told)
        lasted.append(time.perf_counter() - sent)
    pause = (editor.spent - spent) / PAUSES
    memory = editor.server.memory_full_info()
    found = {
        "first": first, "first_cpu": spent, "pause_cpu": pause, "pause": statistics.median(lasted),
        "memory": float(getattr(memory, "pss", 0) or memory.rss),
    }  # fmt: skip
    editor.leave()
    return found


def _about(uri: str) -> Callable[[dict[str, Any]], bool]:
    return lambda one: one.get("method") == "textDocument/publishDiagnostics" and one["params"]["uri"] == uri


@contextmanager
def _corpus(students: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        root, authors = Path(folder), list(school(students, EACH))
        write_vitrail(root, authors)
        write_pictures((root / "portfolios",), authors)
        yield root


def main() -> int:
    """Print what was measured; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--students", type=int, default=0)
    asked = parser.parse_args()
    if asked.students:
        with _corpus(asked.students) as root:
            found = measure(root)
    else:
        found = measure(asked.folder)
    limit = TARGETS["benchmark" if asked.students else "sample"]
    rows = (
        ("first faults", f"{found['first']:.2f} s ({found['first_cpu']:.2f} s of processor)", found["first"] <= limit),
        ("a pause", f"{found['pause_cpu'] * 1000:.1f} ms of processor", found["pause_cpu"] <= PAUSE),
        ("heard after", f"{found['pause'] * 1000:.0f} ms, 150 of them waiting for the author to rest", True),
        ("memory", f"{found['memory'] / 1e6:.0f} MB", found["memory"] <= MEMORY),
    )
    for name, said, kept in rows:
        print(f"{name:<14}{said}{'' if kept else '  ← over its target'}")
    return 0 if all(kept for *_, kept in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
