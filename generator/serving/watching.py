"""Tell when something under a folder changed, once for a burst of events."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_QUIET = 0.08
"""Seconds without an event that end a burst: an editor writes, renames and touches in one save."""
_READING = frozenset({"opened", "closed_no_write"})


class _Bell(FileSystemEventHandler):
    def __init__(self) -> None:
        self.rung = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _READING:
            self.rung.set()


def bursts(folders: tuple[Path, ...], stop: threading.Event) -> Iterator[None]:
    """Yield after each burst of changes under the folders, until ``stop`` is set."""
    bell = _Bell()
    observer = Observer()
    for folder in folders:
        observer.schedule(bell, str(folder), recursive=True)
    observer.start()
    try:
        while not stop.is_set():
            if not bell.rung.wait(0.2):
                continue
            bell.rung.clear()
            while bell.rung.wait(_QUIET):
                bell.rung.clear()
            yield
    finally:
        observer.stop()
        observer.join()
