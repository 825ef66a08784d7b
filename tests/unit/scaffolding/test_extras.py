"""A library that this copy lacks is told with the command that adds it to this copy."""

import sys
from pathlib import Path

import pytest

from vitrail.content import installation
from vitrail.content.installation import command_for
from vitrail.content.markdown.parsed import parse
from vitrail.content.markdown.syntaxes import syntaxes

ROOT = Path(__file__).parents[3]
PO = ROOT / "generator/vitrail/ground/language/locale/en/LC_MESSAGES/vitrail.po"


@pytest.fixture(autouse=True)
def _asked_anew():
    """Each test is another copy."""
    command_for.cache_clear()
    yield
    command_for.cache_clear()


@pytest.mark.parametrize(
    ("file", "pip", "begins"),
    [
        ("", True, 'python -m pip install "pi-heif'),
        ("", False, 'uv pip install "pi-heif'),
        ("uv-receipt.toml", False, 'uv pip install --python "$(uv tool dir)/vitrail" "pi-heif'),
        ("pipx_metadata.json", True, 'pipx inject vitrail "pi-heif'),
    ],
    ids=["pip", "uv", "uv tool", "pipx"],
)
def test_the_command_is_that_of_the_program_that_installed_this_copy(tmp_path, monkeypatch, file, pip, begins):
    """Told by what it left beside its Python; uv leaves no pip there."""
    if file:
        (tmp_path / file).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(installation, "find_spec", lambda name: pip or None if name == "pip" else None)
    assert command_for("photos").startswith(begins)


def test_no_sentence_names_an_extra_of_ours_by_its_bare_name():
    """« pip install vitrail » takes whatever somebody put under that name on a public index."""
    assert "vitrail[" not in PO.read_text("utf-8")


def test_a_diagram_that_is_not_drawn_says_how_this_copy_would_draw_it(monkeypatch):
    """In the advice of its diagnostic."""
    monkeypatch.setattr("vitrail.content.markdown.syntaxes.drawn", frozenset)
    (found,) = syntaxes(parse("```mermaid\nflowchart LR\n```\n"))
    assert command_for("diagrammes") in found.remedy
