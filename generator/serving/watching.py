"""Tell what changed under a folder, once for a burst of events, then that nothing more comes; what pages wait for."""

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

from generator.publishing.unchanged import RefusedFile

_PATIENCE = 20.0
"""Seconds that a question waits for a change before it is answered « nothing new »."""


_QUIET = 0.02
"""Seconds without an event that end a burst: an editor writes, renames and touches in one save."""
_REST = 0.2
"""Seconds without an event after which somebody has stopped saving."""
_HEARD: Final[list[type[FileSystemEvent]]] = [
    FileModifiedEvent, FileClosedEvent,
    FileCreatedEvent, FileMovedEvent, FileDeletedEvent, DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip
"""Nobody is told of what is merely read: a build reads everything."""


class Bell(FileSystemEventHandler):
    """Remembers which paths changed until somebody asks."""

    def __init__(self) -> None:
        self._moved = threading.Condition()
        self._paths: dict[Path, bool | None] = {}
        """Each with whether its writing has ended; None for what was made, moved or deleted, after which more comes."""
        self.folder = False
        """Whether a folder came: nobody watches what is in one that was moved here."""

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note what an event is about; a system may tell of reading nevertheless."""
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
        """True if something changed that nobody asked for yet."""
        return bool(self._paths)

    def wait(self, seconds: float) -> frozenset[Path]:
        """Return the changes of a burst, once it ends; nothing when none begins in time.

        It ends with the last file that was written where it is, as soon as the system says so, or with silence.
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
    """Yield nothing at first, the paths of each burst of changes under some folders, nothing once a rest follows it.

    ``folders`` is asked again each time, and so is ``look``, for what no folder tells (a file alone, the day): nothing
    is yielded too when its answer is another.
    The paths are a help, not the truth: an overflowing system forgets some, so whoever rests looks at the files.
    """
    watches: dict[Path, _Watch] = {}
    restless, seen = True, look()  # what was saved before anybody watched
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
    """Has a bell rung for a folder, and for the one that takes its place: another branch of git may have none."""

    def __init__(self, folder: Path, bell: Bell) -> None:
        self._folder, self._bell = folder, bell
        self._observer: BaseObserver | None = None
        self._place: tuple[int, int] | None = None

    def renewed(self) -> bool:
        """Look at the folder that is there now; true if it is not the one that was watched."""
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
        """Look no more."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer, self._place = None, None


def _observing(folder: Path, bell: Bell) -> BaseObserver | None:
    """Start to watch, by asking again and again where the system has no watch left; None when the folder went away."""
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


def dated(file: Path) -> tuple[int, int, int]:
    """Say when a file changed, in a value to compare with the next; that of a file that is not there is one too."""
    try:
        status = file.stat()
    except OSError:
        return 0, 0, 0
    return status.st_mtime_ns, status.st_size, status.st_ino


class Changes:
    """The number of the build being served; readers wait for it to move."""

    def __init__(self) -> None:
        self.refused: tuple[RefusedFile, ...] = ()
        """Files whose pages are missing from the site being served."""
        self.number = 0
        """Of the builds and saves that were announced."""
        self._moved = threading.Condition()

    def announce(self, refused: tuple[RefusedFile, ...] = ()) -> None:
        """Say that the site changed."""
        with self._moved:
            self.refused = refused
            self.number += 1
            self._moved.notify_all()

    def wait(self, seen: str) -> str:
        """Return the number, at once when it is not ``seen``, else when it moves or patience ends."""
        with self._moved:
            if seen == str(self.number):
                self._moved.wait(_PATIENCE)
            return str(self.number)
