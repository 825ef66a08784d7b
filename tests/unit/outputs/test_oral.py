"""« Oral blanc »: the thinnest proof first, the référentiel's own indicators, a page a candidate."""

import shutil

import pytest
from click.testing import CliRunner

from tests.unit.coverage.test_repeaters import SCHOOL
from tests.unit.outputs.test_tableau import FILES, LEA, work
from vitrail.doors.cli import main


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """Give a function: réalisations, what is asked, other files → the page."""

    def run(works, target=LEA, **files):
        root = tmp_path / "depot"
        texts = {f"{LEA}/realisations/{name}.md": text for name, text in works.items()}
        for name, text in {**FILES, **texts, **files}.items():
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
    assert "(sans production jointe)" in page


def test_each_proof_says_what_is_thin_in_it(printed):
    """A sentence that is missing is not a production that is missing; what a teacher refused is no lack of proof."""
    file = ("lien: 'https://a.example'", "fichier: fichiers/a.txt")
    mute = work("Cité", "B1.1").replace('{B1.1: "J\'ai fait."}', "[B1.1]").replace(*file)
    verdict = "- {réalisation: b, par: M. Durand, rôle: professeur, le: 2026-02-01, avis: refusée}\n"
    cohort = "2025-2027/promotion.yml"
    files = {
        cohort: f"{FILES[cohort]}équipe: [{{nom: M. Durand, rôle: professeur}}]\n",
        "2025-2027/evaluations/le-bris-anna.yml": verdict,
        f"{LEA}/fichiers/a.txt": "Relevé des tests.",
    }
    page = printed({"a": mute, "b": work("Vu", "B1.2")}, **files)
    assert '→ Cité <span class="weak">(sans phrase)</span>' in page
    assert '→ Vu <span class="weak">(refusée)</span>' in page


def test_a_class_counts_what_repeaters_bring_and_nobody_who_left(printed, tmp_path):
    """The former class is read for them; a table that is not asked to be full raises no question on its holes."""
    shutil.copytree(SCHOOL, tmp_path / "depot" / "portfolios")
    home = "---\nnom: Moal\nprénom: Yann\noption: SISR\ndépart: 01/02/2020\n---\n"
    page = printed({}, "2019-2021", **{"2019-2021/moal-yann/index.md": home})
    assert "Inventaire du parc 1" in page
    assert "sans preuve" not in page
    assert "Moal" not in page


def test_questions_are_the_indicators_and_say_when_they_are_unverified(printed):
    """No question is invented."""
    page = printed({"a": work("Dit", "B1.1")})
    assert "réalisé au moyen d’un outil de gestion des actifs informatiques" in page
    assert "» : qu’est-ce qui le montre ?" in page.replace("\u202f", " ")
    assert "* Indicateur non vérifié" in page


def test_a_class_is_one_file_with_a_section_for_each_candidate(printed):
    """Thirty mock orals in one command; what only the team reads is not in it."""
    hidden = work("Caché", "B1.1").replace("contexte:", "visibilité: équipe\ncontexte:")
    page = printed({"a": work("Dit", "B1.1"), "b": hidden}, "2025-2027")
    assert page.count("<section>") == 1
    assert "Anna Le Bris" in page
    assert "Caché" not in page
