"""Watches folders: the paths that change in each burst of events, then a rest; and the number that pages wait on."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from vitrail.building.publishing.unchanged import RefusedFile

_PATIENCE = 20.0
"""Seconds that a request waits for a change before it is answered with the same number."""


_QUIET = 0.02
"""Seconds without an event that end a burst: an editor writes, renames and touches in one save."""
_REST = 0.2
"""Seconds without an event after which somebody has stopped saving."""
_HEARD: Final[list[type[FileSystemEvent]]] = [
    FileModifiedEvent, FileClosedEvent,
    FileCreatedEvent, FileMovedEvent, FileDeletedEvent, DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip
"""The events that are listened to, without those of files that are read: a build reads everything."""


class Bell(FileSystemEventHandler):
    """Collects the paths that change, until ``wait`` returns them."""

    def __init__(self) -> None:
        self._moved = threading.Condition()
        self._paths: dict[Path, bool | None] = {}
        """Path → whether its writing has ended; None if it was made, moved or deleted, after which more events come."""
        self.folder = False
        """Whether a folder was made or moved: the files in one that was moved here are not watched yet."""

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Record the paths of an event; a system may send events of reading nevertheless, which are ignored."""
        ended = {"modified": False, "closed": True}.get(event.event_type)
        if ended is None and type(event) not in _HEARD:
            return
        with self._moved:
            self.folder |= isinstance(event, DirCreatedEvent | DirMovedEvent)
            for path in (Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path):
                made = self._paths.get(path, False) is None
                self._paths[path] = None if made else ended
            self._moved.notify_all()

    @property
    def rung(self) -> bool:
        """True if a path changed that ``wait`` has not returned yet."""
        return bool(self._paths)

    def wait(self, seconds: float) -> frozenset[Path]:
        """Return the paths of a burst, once it ends; none when no burst begins in time.

        It ends when the system says that the last file written in place is closed, or else with a silence.
        """
        with self._moved:
            if not self._paths:
                self._moved.wait(seconds)
            while not all(self._paths.values()) and self._moved.wait(_QUIET):
                pass
            changed, self._paths = frozenset(self._paths), {}
            return changed


def bursts(
    folders: Callable[[], Iterable[Path]], stop: threading.Event, bell: Bell, look: Callable[[], object] = lambda: None
) -> Iterator[frozenset[Path]]:
    """Yield an empty set at first, the paths of each burst of changes under some folders, an empty set at its rest.

    ``folders`` is called again each time, and so is ``look``, for what no folder shows (a single file, the day): when
    its result changes, an empty set is yielded too.
    The paths are a help, not the truth: a system that overflows loses some, so look at all files at each empty set.
    """
    watches: dict[Path, _Watch] = {}
    restless, seen = True, look()  # files may have been saved before they were watched
    try:
        while not stop.is_set():
            asked = dict.fromkeys(folders())
            if bell.folder or watches.keys() != asked.keys():
                bell.folder = False
                for watch in watches.values():
                    watch.leave()
                watches = {folder: _Watch(folder, bell) for folder in asked}
            restless = sum(watch.renewed() for watch in watches.values()) > 0 or restless
            now = look()
            restless, seen = restless or now != seen, now
            paths = bell.wait(_REST)
            if paths or restless:
                yield paths
            restless = bool(paths)
    finally:
        for watch in watches.values():
            watch.leave()


class _Watch:
    """Watches a folder for a bell, and the one that takes its place: another branch of git may not have the folder."""

    def __init__(self, folder: Path, bell: Bell) -> None:
        self._folder, self._bell = folder, bell
        self._observer: BaseObserver | None = None
        self._place: tuple[int, int] | None = None

    def renewed(self) -> bool:
        """Watch the folder that is there now; return True if it is not the one that was watched."""
        place = _place(self._folder)
        observer = self._observer
        if place == self._place and (observer is None or all(emitter.is_alive() for emitter in observer.emitters)):
            return False
        self.leave()
        if place is not None:
            self._observer = _observing(self._folder, self._bell)
        self._place = place
        return True

    def leave(self) -> None:
        """Stop watching."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer, self._place = None, None


def _observing(folder: Path, bell: Bell) -> BaseObserver | None:
    """Start to watch, by polling where the system has no watch left; None when the folder was deleted."""
    for kind in (Observer, PollingObserver):
        observer: BaseObserver = kind()
        observer.schedule(bell, str(folder), recursive=True, event_filter=_HEARD)
        with suppress(OSError):
            observer.start()
            return observer
    return None


def _place(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


class Changes:
    """The number of the build being served; readers wait for it to change."""

    def __init__(self) -> None:
        self.refused: tuple[RefusedFile, ...] = ()
        """Files whose pages are missing from the site being served."""
        self.number = 0
        """Number of the builds and saves that were announced."""
        self._moved = threading.Condition()

    def announce(self, refused: tuple[RefusedFile, ...] = ()) -> None:
        """Count a change of the site, and wake the readers that wait."""
        with self._moved:
            self.refused = refused
            self.number += 1
            self._moved.notify_all()

    def wait(self, seen: str) -> str:
        """Return the number, at once when it is not ``seen``, else when it changes or after ``_PATIENCE``."""
        with self._moved:
            if seen == str(self.number):
                self._moved.wait(_PATIENCE)
            return str(self.number)
