"""What the pages being read wait for: the number of the build that is served, and the files that it refused."""

import threading

from generator.publishing.unchanged import RefusedFile

_PATIENCE = 20.0
"""Seconds that a question waits for a change before it is answered « nothing new »."""


class Changes:
    """The number of the build being served; readers wait for it to move."""

    def __init__(self) -> None:
        self.refused: tuple[RefusedFile, ...] = ()
        """Files whose pages are missing from the site being served."""
        self._number = 0
        self._moved = threading.Condition()

    def announce(self, refused: tuple[RefusedFile, ...] = ()) -> None:
        """Say that the site changed."""
        with self._moved:
            self.refused = refused
            self._number += 1
            self._moved.notify_all()

    def wait(self, seen: str) -> str:
        """Give the number, at once when it is not ``seen``, else when it moves or patience ends."""
        with self._moved:
            if seen == str(self._number):
                self._moved.wait(_PATIENCE)
            return str(self._number)
