"""The command as people type it, in a folder of the test's own."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from vitrail.doors.cli import main

ROOT = Path(__file__).parents[3]
SCHOOL = ROOT / "tests/portfolios/petite-ecole"


@pytest.fixture
def vitrail():
    """Give a function: words of the command → (exit code, what was printed); an exception is the test's."""

    def run(*words):
        done = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
        return done.exit_code, done.output

    return run


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


@pytest.fixture
def school(empty):
    """A small school without an erreur, in the current folder, beside notes that do not say who reads them."""
    shutil.copytree(SCHOOL, empty / "portfolios")
    notes = empty / "docs"
    notes.mkdir()
    (notes / "notes.md").write_text("# Notes\n\nÀ garder entre nous.\n", "utf-8")
    (empty / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
    return empty


@pytest.fixture(scope="session")
def _made(tmp_path_factory):
    """A school, a class and a student, made by the command alone."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for words in (
            ("ecole", "--nom", "Lycée Jean-Moulin"),
            ("promotion", "2025-2027", "--session", "2027"),
            ("etudiant", "2025-2027/moreau-lea", "--nom", "Moreau", "--prenom", "Léa", "--option", "sisr"),
        ):
            assert CliRunner().invoke(main, ["new", *words], catch_exceptions=False).exit_code == 0
    return folder


@pytest.fixture
def fresh(empty, _made):
    """A school, a class and a student, made by the command alone and copied: it writes the same each time."""
    shutil.copytree(_made, empty, dirs_exist_ok=True)
    return empty
