"""What keeps bytes from one build to the next, until all that is known is asked of the memo."""

from pathlib import Path
from typing import Protocol


class Cache(Protocol):
    """``publishing.store.Store``, as the rooms below see it."""

    def get(self, key: str) -> tuple[bytes, Path] | None:
        """Return what was put under a key."""

    def find(self, key: str) -> str | None:
        """Say where it is, without reading it."""

    def put(self, key: str, raw: bytes) -> Path:
        """Keep bytes under a key."""

    def place(self, key: str) -> Path:
        """Say where it would be."""
