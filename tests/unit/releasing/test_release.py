"""What a release refuses, and that each of its pieces has the same bytes twice and works where it is unpacked."""

import io
import subprocess
import sys
import zipfile

import pytest

from releasing import release
from tests.folders import git
from tests.samples import ROOT
from vitrail import __version__


def clean(monkeypatch, said=""):
    """A tree that git calls clean, without tags."""
    monkeypatch.setattr(release, "_git", lambda *words: said if words[0] == "status" else "")


@pytest.mark.parametrize(
    ("version", "why"),
    [
        ("demain", "is no version"), ("9.0.0", "__init__.py says"), ("9.0.0", "CHANGELOG.md has no part"),
        ("9.0.0", "package.json says"), (__version__, "unreleased"),
    ],
)  # fmt: skip
def test_a_version_that_the_tree_does_not_have_is_refused(monkeypatch, version, why):
    """Each file that names the version says it, the list of changes is no draft, and the number is one."""
    clean(monkeypatch)
    assert any(why in reason for reason in release.refusals(version))


def test_changes_that_are_not_committed_are_refused(monkeypatch):
    """What is released can be found again by its tag."""
    clean(monkeypatch, " M README.md")
    assert any("not committed" in reason for reason in release.refusals(__version__))


@pytest.mark.slow
def test_a_template_is_the_same_twice_and_is_checked_where_it_is_cloned(tmp_path, monkeypatch):
    """A school for each forge and a portfolio alone, as files and as a repository; each is read without a fault."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    monkeypatch.setattr(release, "_git", lambda *_: "2026 12")
    made = release.templates("0.0.0")
    assert made == release.templates("0.0.0")
    assert len(made) == 6
    for name, raw in made.items():
        (tmp_path / name).write_bytes(raw)
        home = tmp_path / name.replace(".", "-")
        if name.endswith(".zip"):
            zipfile.ZipFile(io.BytesIO(raw)).extractall(home)
        else:
            git(tmp_path, "clone", "-q", name, str(home))
        done = subprocess.run(
            [sys.executable, "-m", "vitrail", "check"], cwd=home, env={"PYTHONPATH": str(ROOT / "generator")},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (name, done.stdout, done.stderr)
