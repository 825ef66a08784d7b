"""From a save to the page that shows it, with the program's own server: watcher, build and HTTP included."""

from __future__ import annotations

import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Any

import psutil
from measure import FailedError
from peers import Tool

TIMES = 20
_PATIENCE = 300.0
"""Seconds after which a page is given up."""
_SETTLING = 15.0
"""Seconds that a server has, once it answers, to finish what it prepares."""
_SEARCH = "search/search_index.js"
"""Where Vitrail's search of a class is, in its folder."""
_TITLE = re.compile(r"(?m)^(titre|title): .*$")


def saves(tool: Tool) -> dict[str, Any]:
    """Seconds from a save to its page, of a text and of a title, and from a title to its class's search; memory.

    Raises:
        FailedError: a page never came.
    """
    page = tool.middle()
    before = page.read_text("utf-8")
    address = tool.built(page).relative_to(tool.root / tool.site).as_posix().removesuffix("index.html")
    with _serving(tool) as (process, root):
        try:
            _wait(f"{root}/{address}", "<h1")
            time.sleep(_SETTLING)
            text = [_once(page, f"{root}/{address}", _said(before), rank) for rank in range(TIMES)]
            title = [_once(page, f"{root}/{address}", _titled(before), rank) for rank in range(TIMES)]
            index = f"{root}/{address.partition('/')[0]}/{_SEARCH}"
            follows = (
                [_once(page, index, _titled(before), rank) for rank in range(TIMES)] if tool.name == "vitrail" else []
            )
            memory = process.memory_full_info()
        finally:
            page.write_text(before, "utf-8")
    return {"text": text, "title": title, "follows": follows, "memory": int(getattr(memory, "pss", 0) or memory.rss)}


def _once(page: Path, url: str, saved: Callable[[str], str], rank: int) -> float:
    mark = f"numéro {rank} de {time.time_ns()}"
    start = time.perf_counter()
    page.write_text(saved(mark), "utf-8")
    _wait(url, mark)
    took = time.perf_counter() - start
    time.sleep(0.5)
    return took


def _said(before: str) -> Callable[[str], str]:
    return lambda mark: f"{before}\nUne phrase {mark}.\n"


def _titled(before: str) -> Callable[[str], str]:
    return lambda mark: _TITLE.sub(rf"\1: Un titre {mark}", before, count=1)


def _wait(url: str, mark: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  # our own server
                if mark in answer.read().decode("utf-8", "replace"):
                    return
        except (urllib.error.URLError, HTTPException, OSError):
            pass
        time.sleep(0.002)
    message = f"{url}: « {mark} » never came"
    raise FailedError(message)


@contextmanager
def _serving(tool: Tool) -> Iterator[tuple[psutil.Process, str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (*tool.server, "--port", str(port))
    server = subprocess.Popen(
        command, cwd=tool.root, env=tool.environment or None, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield psutil.Process(server.pid), f"http://127.0.0.1:{port}"
    finally:
        server.terminate()  # a run in the background of a shell has given it deaf ears for Ctrl+C
        server.wait(60)
