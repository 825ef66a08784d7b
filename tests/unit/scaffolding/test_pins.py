"""What a school's automation runs of others' is named by its commit: a tag may be moved, a commit may not."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FILES = (
    *sorted((ROOT / "generator/vitrail/doors/scaffolding/templates/github").glob("*.yml")),
    *sorted((ROOT / ".github/workflows").glob("*.yml")),
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_action_is_pinned_by_its_commit_with_its_version_beside(path):
    """So that whoever takes over an action's repository changes nothing here; the school's own is its own."""
    lines = [line for line in path.read_text("utf-8").splitlines() if re.search(r"\buses:", line)]
    own = [line for line in lines if "uses: votre-lycee/commun/" in line]
    assert own == [] or path.name == "etudiant.yml"
    lines = [line for line in lines if line not in own] or [f"uses: a/b@{'0' * 40} # v1.0.0"]
    assert lines
    assert [one for one in lines if not re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", one)] == []
