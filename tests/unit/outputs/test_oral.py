"""« Oral blanc »: the thinnest proof first, the référentiel's own indicators, a page a candidate."""

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.unit.outputs.test_tableau import FILES, LEA, work


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """Give a function: réalisations, what is asked → the page."""

    def run(works, target=LEA):
        root = tmp_path / "depot"
        for name, text in {**FILES, **{f"{LEA}/realisations/{name}.md": text for name, text in works.items()}}.items():
            path = root / "portfolios" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        monkeypatch.chdir(root)
        done = CliRunner().invoke(main, ["export", "oral", target, "--vers", "../papiers"])
        assert done.exit_code == 0, done.output
        (made,) = (tmp_path / "papiers").iterdir()
        return made.read_text("utf-8")

    return run


def test_what_is_not_proved_is_asked_about_first(printed):
    """Then what was only watched, then what no production proves, then the rest."""
    watched = work("Vu", "B1.2").replace("contexte:", "mode: observée\ncontexte:")
    page = printed({"a": work("Dit", "B1.1"), "b": watched})
    places = [page.index(f"<h2>{code} ") for code in ("B1.3", "B1.2", "B1.1")]
    assert places == sorted(places)
    assert "sans preuve" in page
    assert "(observée)" in page
    assert "(déclarée, sans production)" in page


def test_questions_are_the_indicators_and_say_when_they_are_unverified(printed):
    """No question is invented."""
    page = printed({"a": work("Dit", "B1.1")})
    assert "réalisé au moyen d’un outil de gestion des actifs informatiques" in page
    assert "(indicateur non vérifié)" in page


def test_a_class_is_one_file_with_a_section_for_each_candidate(printed):
    """Thirty mock orals in one command; what only the team reads is not in it."""
    hidden = work("Caché", "B1.1").replace("contexte:", "visibilité: équipe\ncontexte:")
    page = printed({"a": work("Dit", "B1.1"), "b": hidden}, "2025-2027")
    assert page.count("<section>") == 1
    assert "Anna Le Bris" in page
    assert "Caché" not in page
