"""A source as data: a file's name and its text, or a picture's name and its colour."""

import pytest
from PIL import Image

from tests.unit.importing.people import student
from vitrail.doors.importing.draft import written
from vitrail.doors.importing.recognising import read_source


@pytest.fixture
def imported(tmp_path):
    """Import a source; give the text of each draft, by its path, and the ledger's lines."""

    def run(files, *, stage=None):
        root = tmp_path / "source"
        root.mkdir()
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix in {".png", ".jpg", ".webp"}:
                Image.new("RGB", (2, 2), content).save(path)
            else:
                path.write_bytes(content.encode())
        found = read_source(root, student(), tmp_path / "fichiers", stage)
        notes = (*found.notes, *(note for draft in found.drafts for note in draft.notes))
        return {draft.path: written(draft) for draft in found.drafts}, [f"{note.place} : {note.text}" for note in notes]

    return run
