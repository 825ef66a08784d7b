"""Unsaved changes, kept on the disk: a closed tab, a crash or a power cut costs only the last second of typing.

Each file of a portfolio has at most one draft, in a folder beside mkdocs.yml that git ignores. It holds the fields that
were changed and the digest of the file that they were changed in, never the rest of the file.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct, json
from msgspec.structs import replace

from vitrail.doors.authoring.orders import TypedChanges
from vitrail.doors.serving.private import decoded
from vitrail.site.outputs import writing

FOLDER: Final = ".vitrail-brouillons"


class KeptDrafts(Struct, frozen=True):
    """The drafts of a school."""

    root: Path
    """The folder of mkdocs.yml."""

    def read(self, path: str) -> TypedChanges | None:
        """Return the draft of a file; None if there is none, or it cannot be read."""
        with suppress(OSError):
            draft = decoded(self._place(path).read_bytes(), TypedChanges)
            return draft if draft and draft.path == path else None
        return None

    def with_draft(self, changes: TypedChanges) -> TypedChanges:
        """Return the changes on top of the draft of their file, where another tab may have typed in other fields."""
        draft = self.read(changes.path) or changes
        text = draft.text if changes.text is None else changes.text
        return replace(changes, values=draft.values | changes.values, text=text)

    def keep(self, changes: TypedChanges) -> None:
        """Write a draft, or delete it if nothing was changed. Raises UnwrittenError: the disk refused the write."""
        place = self._place(changes.path)
        if changes.empty:
            self.forget(changes.path)
            return
        with suppress(writing.TakenError):
            writing.create(place.parent / ".gitignore", b"*\n", within=self.root)
        writing.replace(place, json.encode(changes), read=place.read_bytes() if place.is_file() else None)

    def forget(self, path: str) -> None:
        """Delete a draft, once it was saved or its author discarded it."""
        self._place(path).unlink(missing_ok=True)

    def _place(self, path: str) -> Path:
        return self.root / FOLDER / f"{hashlib.sha256(path.encode()).hexdigest()[:24]}.json"
