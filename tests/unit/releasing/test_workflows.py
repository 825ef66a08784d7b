"""The project's own automation: what each forge would refuse, or an auditor blame, is said here first."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.mark.parametrize(
    ("schema", "files"), [("github-workflows", WORKFLOWS), ("gitlab-ci", [ROOT / ".gitlab-ci.yml"])]
)
def test_each_forge_would_take_its_files(schema, files):
    """By the schema that each forge publishes, which the linter carries."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *files]
    subprocess.run(command, check=True, capture_output=True)


def test_an_auditor_of_workflows_has_nothing_to_say():
    """Rights, pins, words of strangers in commands."""
    command = [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", "--format", "json", *WORKFLOWS]
    assert json.loads(subprocess.run(command, check=True, capture_output=True).stdout) == []


@pytest.mark.parametrize("file", [".github/workflows/release.yml", ".gitlab-ci.yml"])
def test_a_tag_makes_the_version_that_it_names_and_no_secret_is_kept(file):
    """The packages are uploaded by trusted publishing: the index believes the forge, not a password."""
    text = (ROOT / file).read_text("utf-8")
    assert "make release VERSION=" in text
    assert "twine upload dist/*.whl dist/*.tar.gz" in text
    assert not {"secrets.", "PASSWORD", "TWINE_"} & {
        word for word in ("secrets.", "PASSWORD", "TWINE_") if word in text
    }
