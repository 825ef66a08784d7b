"""``vitrail prendre``: a class whose students have a repository each."""

import pytest

from tests.unit.handing.repositories import bare, git, portfolio, push

CLASS = "portfolios/2025-2027"


@pytest.fixture
def team(empty, vitrail):
    """The team's school: a class of two who have repositories on the disk, by a model and by an address."""
    assert vitrail("new", "ecole", "--nom", "Lycée", "--promotion", "2025-2027", "--session", 2027)[0] == 0
    bare(empty / "forge/portfolio-moreau-lea.git", portfolio("Moreau", "Léa"))
    bare(empty / "forge/eric.git", portfolio("Noël", "Éric"))
    with (empty / CLASS / "promotion.yml").open("a", encoding="utf-8") as file:
        file.write("dépôts: ./forge/portfolio-*.git\nétudiants:\n  - moreau-lea\n")
        file.write("  - {dossier: noel-eric, dépôt: ./forge/eric.git}\n")
    return empty


def test_a_class_is_taken_by_one_command_and_then_checked_and_built(team, vitrail):
    """Git keeps nothing of it a second time; the verdicts of the class are still its own."""
    code, said = vitrail("prendre", "2025-2027")
    assert (code, "2 portfolios ont changé" in said, "vitrail check 2025-2027" in said) == (0, True, True)
    assert vitrail("check")[0] == 0
    assert vitrail("build")[0] == 0
    assert (team / "site/2025-2027/moreau-lea/realisations/glpi.html").is_file()
    git(team, "init", "-q")
    (team / CLASS / "evaluations").mkdir()
    (team / CLASS / "evaluations/moreau-lea.yml").write_text("", "utf-8")
    kept = git(team, "ls-files", "--others", "--exclude-standard", CLASS).splitlines()
    assert [path.rpartition("2025-2027/")[2] for path in kept] == [
        ".gitignore",
        "evaluations/moreau-lea.yml",
        "promotion.yml",
    ]
    code, said = vitrail("prendre")
    assert (code, "2 sont comme ils étaient" in said) == (0, True)


def test_who_does_not_answer_is_named_and_the_others_are_taken(team, vitrail):
    """The command ends with 1: a pipeline says so, and builds what is there."""
    vitrail("prendre")
    push(team / "forge/portfolio-moreau-lea.git", {"portfolios/veille/ia.md": "Un article.\n"})
    (team / "forge/eric.git").rename(team / "forge/ailleurs.git")
    code, said = vitrail("prendre", "2025-2027")
    assert code == 1
    assert "  + veille/ia.md" in said
    assert "2025-2027/noel-eric : git dit" in said.replace("\u202f", " ").replace("\xa0", " ")
    assert (team / CLASS / "noel-eric/realisations/glpi.md").is_file()


@pytest.mark.parametrize("name", ["../moreau", ".git", "evaluations", "a/b", "CON"])
def test_a_folder_that_is_none_of_a_student_is_a_wrong_file(team, vitrail, name):
    """Nothing is asked of anybody."""
    path = team / CLASS / "promotion.yml"
    path.write_text(path.read_text("utf-8").replace("moreau-lea", f'"{name}"'), "utf-8")
    assert vitrail("prendre")[0] == 2


def test_a_school_without_repositories_says_which_keys_name_them(fresh, vitrail):
    """And nothing is written."""
    code, said = vitrail("prendre")
    assert (code, "étudiants" in said, "dépôts" in said) == (2, True, True)
    assert not (fresh / CLASS / ".gitignore").exists()
