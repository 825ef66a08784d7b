"""From one référentiel to the next: the page that says so, and the drafts of a class that moves."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from vitrail.building.making import works
from vitrail.content.reading.school import read_school
from vitrail.doors.cli import main
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[2] / "portfolios" / "passage"
NEW = "portfolios/2025-2027/keita-awa"


@pytest.fixture(name="run")
def _run(tmp_path, monkeypatch):
    """The school of the test in a folder of its own, and what a command says there."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    (tmp_path / "mkdocs.yml").write_text("site_name: Essai\ntheme: {name: vitrail}\nplugins: [vitrail]\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*words):
        done = CliRunner().invoke(main, list(words))
        return done.exit_code, done.output.replace("\u202f", " ").replace("\xa0", " ")

    return run


def drafted():
    """The work of the new portfolio, and every fault of the school."""
    found = works.examined(
        Project(root=Path(), portfolios=Path("portfolios"), site=Path("site"), asked_date=date(2026, 10, 1))
    )
    people = {f"{cohort.slug}/{one.slug}": one for cohort, one in read_school(Path("portfolios")).school.everyone}
    (work,) = people["2025-2027/keita-awa"].realisations
    return work, [(one.code, one.message) for one in found.diagnostics]


@pytest.mark.parametrize("whom", ["2025-2027", "2025-2027/keita-awa"])
def test_what_is_identical_keeps_its_sentence_and_the_rest_waits_for_its_author(run, whom):
    """A class, or one portfolio: a draft that reads without a fault, with the files that it shows."""
    code, said = run("import", "suite", whom)
    assert code == 0
    work, faults = drafted()
    assert faults == []
    assert [(one.competency, one.sentence) for one in work.claims] == [
        ("M1", "J'ai démonté le mouvement sans perdre une vis.")
    ]
    text = Path(NEW, "realisations/pendule.md").read_text("utf-8")
    assert "#M2: La pendule tient" in text
    assert "# H3 : J'ai repris la gravure" in text
    assert "prouve: [M1]" in text
    assert text.endswith((SCHOOL / "2024-2026/keita-awa/realisations/pendule.md").read_text("utf-8")[-60:])
    assert Path(NEW, "fichiers/Capture d’écran 2026-03-12 à 14.05.33.png").is_file()
    for told in ("Identiques : H1 → M1", "H2 → M2 et H2 → M3", "en remarque : H3", "remplace : H5"):
        assert told in said


def test_what_is_there_already_stays(run):
    """Twice is once, whatever its author wrote since."""
    run("import", "suite", "2025-2027")
    Path(NEW, "realisations/pendule.md").write_text("---\ntitre: À moi\n---\n", "utf-8")
    code, said = run("import", "suite", "2025-2027/keita-awa")
    assert (code, "0 fichier écrit" in said) == (0, True)
    assert Path(NEW, "realisations/pendule.md").read_text("utf-8") == "---\ntitre: À moi\n---\n"


def test_whoever_comes_from_nowhere_is_told_so(run):
    """And a référentiel that does not follow the former one too."""
    code, said = run("import", "suite", "2025-2027/brun-leo")
    assert (code, "« vient de »" in said) == (2, True)
    file = Path("portfolios/referentiels/avant.yml")
    file.write_text(file.read_text("utf-8").replace("remplacé par: fictif.horlogerie.2025\n", ""), "utf-8")
    assert run("import", "suite", "2025-2027/keita-awa")[0] == 2


def test_a_repeater_and_a_newcomer_stop_nobody_of_their_class_and_are_named_with_why(run):
    """The référentiel of one did not change, the other comes from nowhere."""
    for folder in ("2025-2027/roux-maelle", "2024-2026/roux-maelle"):
        shutil.copytree("portfolios/2024-2026/keita-awa", f"portfolios/{folder}")
    home = Path("portfolios/2025-2027/roux-maelle/index.md")
    home.write_text(
        "---\nnom: Roux\nvient de: 2024-2026/roux-maelle\nréférentiel: fictif.horlogerie.2020\n---\n", "utf-8"
    )
    code, said = run("import", "suite", "2025-2027")
    assert code == 0
    assert Path(NEW, "realisations/pendule.md").is_file()
    assert "2025-2027/roux-maelle : Le référentiel n’a pas changé" in said
    assert "2025-2027/brun-leo : Ce portfolio ne dit pas d’où il vient" in said


def test_the_page_says_what_replaces_each_competency_what_is_gone_and_what_is_new(run):
    """With a link to each one that the site has a page of."""
    assert run("build", "--date", "2026-10-01")[0] == 0
    page = Path("site/referentiels/fictif.horlogerie.2020/suite/index.html").read_text("utf-8")
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert [row.count("vt-badge") for row in rows.split("</tr>")[:-1]] == [1, 2, 1, 1]
    for words in ("identique", "proche", "disparue", 'href="../../fictif.horlogerie.2025/M1.html"'):
        assert words in rows
    rest = page.partition("</table>")[2]
    assert "H5 Accueillir" in rest.partition("Nouvelles")[0]
    assert "M5 Dessiner un boîtier" in rest.partition("Nouvelles")[2]
    for framework in ("2020", "2025"):
        home = Path(f"site/referentiels/fictif.horlogerie.{framework}/index.html").read_text("utf-8")
        assert "De Horlogerie 2020 à Horlogerie 2025" in home
