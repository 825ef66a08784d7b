"""« Dix minutes avant l'oral »: the candidate's own words, in the order of the oral, and what is asked about first."""

import re

import pytest
from click.testing import CliRunner

from tests.unit.outputs.test_tableau import FILES, LEA, work
from vitrail.doors.cli import main

WORKS = {"a": work("Premier", "B1.2"), "b": work("Second", "B1.1"), "c": work("Tiers", "B1.3")}


@pytest.fixture
def page(tmp_path, monkeypatch):
    """Give a function: the order of the oral, réalisations, the audience → the page, None without one."""

    def run(oral, works, audience="equipe"):
        root = tmp_path / "depot"
        texts = {f"{LEA}/realisations/{name}.md": text for name, text in works.items()}
        for name, text in {**FILES, **texts}.items():
            path = root / "portfolios" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            ordered = (
                text.replace("---\n", f"---\noral: [{', '.join(oral)}]\n", 1) if name == f"{LEA}/index.md" else text
            )
            path.write_text(ordered, encoding="utf-8")
        monkeypatch.chdir(root)
        done = CliRunner().invoke(main, ["build", "--audience", audience, "--jobs", "1", "--site", "site"])
        assert done.exit_code == 0, done.output
        (made,) = [*root.glob(f"**/{LEA}/avant-oral.html")] or [None]
        return made and made.read_text("utf-8")

    return run


def test_the_works_stand_in_the_order_of_the_oral_with_the_phrases_as_written(page):
    """What is not presented is left out."""
    shown = page(["b", "a"], WORKS)
    passing = shown[shown.index('id="passage"') :]
    assert re.findall(r'vt-lines__title" href="realisations/(\w+)\.html', passing) == ["b", "a"]
    assert "Tiers" not in passing


def test_what_was_only_watched_is_asked_about_before_what_no_production_proves(page):
    """Each with the référentiel's own indicators as questions."""
    watched = WORKS["a"].replace("contexte:", "mode: observée\ncontexte:")
    shown = page(["b", "a"], {**WORKS, "a": watched})
    asked = shown[shown.index('id="minces"') : shown.index('id="passage"')]
    assert asked.index("observée") < asked.index("sans production jointe")
    assert asked.index("Premier") < asked.index("Second")
    assert "qu’est-ce qui le montre" in asked


def test_the_commission_and_the_public_have_no_such_page(page):
    """It is advice for the one who passes."""
    assert page(["a"], WORKS, "jury") is None
