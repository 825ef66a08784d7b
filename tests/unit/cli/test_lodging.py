"""« --depots »: a repository for each student, one that they share, and the team's own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

MODEL = "https://forge.example/sio/portfolio-*.git"
CLASS = "portfolios/2025-2027"
LIST = "Nom;Prénom;Option\nMOREAU;Léa;SISR\nNOËL;Éric;SLAM\nNOËL;Éric;SISR\n"


@pytest.fixture
def team(empty, monkeypatch):
    """A folder for the team's repository, beside which others may be written, and a list."""
    home = empty / "sio/equipe"
    home.mkdir(parents=True)
    (empty / "liste.csv").write_text(LIST, "utf-8")
    monkeypatch.chdir(home)
    return home


def begin(vitrail, forge, *words):
    """Make the three repositories."""
    code, said = vitrail(
        "new", "ecole", "--forge", forge, "--promotion", "2025-2027", "--session", 2027, "--depots", *words
    )
    assert code == 0, said
    return said


@pytest.mark.parametrize("forge", ["gitlab", "github"])
def test_one_command_writes_the_teams_repository_and_beside_it_what_students_share_and_begin_from(team, vitrail, forge):
    """The team's has neither owners nor requests; the model has neither the wheel nor what the forge does of it."""
    said = begin(vitrail, forge, MODEL)
    assert "commun" in said
    common, model = (team.parent / name for name in ("commun", "modele"))
    assert [path.suffix for path in common.glob("outils/*")] == [".whl"]
    assert not list(model.rglob("*.whl"))
    assert not list(team.rglob("CODEOWNERS"))
    includes = [path.read_text("utf-8") for path in model.rglob("*.yml") if "sio/commun" in path.read_text("utf-8")]
    assert len(includes) == 1
    assert len([line for line in includes[0].splitlines() if line.strip() and not line.startswith("#")]) <= 10
    assert not [path for home in (common, model) for path in home.rglob("*.yml") if "votre-lycee" in path.read_text()]
    names = [path.read_text("utf-8").lower() for path in common.rglob("*") if path.suffix in {".md", ".yml", ".txt"}]
    assert not [text for text in names if "moreau" in text or "prénom" in text]


@pytest.mark.parametrize("forge", ["gitlab", "github"])
def test_each_forge_would_take_the_three_files(team, vitrail, forge):
    """By the schema that each publishes; an auditor has nothing to say of GitHub's."""
    begin(vitrail, forge, MODEL)
    every = [path for path in team.parent.rglob("*.yml") if "workflows" in path.parts or path.name == ".gitlab-ci.yml"]
    every += [path for path in (team.parent / "commun").glob("portfolio.yml") if forge == "gitlab"]
    assert len(every) == 3
    schema = {"gitlab": "vendor.gitlab-ci", "github": "vendor.github-workflows"}[forge]
    subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *every], check=True, capture_output=True
    )
    if forge == "github":
        command = [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", "--format", "json", *every]
        blamed = json.loads(subprocess.run(command, check=False, capture_output=True).stdout)
        assert [fault for fault in blamed if fault["ident"] != "unpinned-uses"] == []


def test_a_list_is_written_in_the_class_and_a_later_one_adds_the_new(team, vitrail):
    """One line a student; homonyms are told apart; who left is named, and stays."""
    begin(vitrail, "gitlab", MODEL)
    before = (team / CLASS / "promotion.yml").read_text("utf-8")
    code, said = vitrail("new", "etudiants", "2025-2027", "../../liste.csv", "--depots", MODEL)
    assert code == 0, said
    assert "https://forge.example/sio/portfolio-noel-eric-2.git" in said
    text = (team / CLASS / "promotion.yml").read_text("utf-8")
    assert text.startswith(before)
    read = yaml.safe_load(text)
    assert (read["dépôts"], read["étudiants"]) == (MODEL, ["moreau-lea", "noel-eric", "noel-eric-2"])
    assert not (team / CLASS / "moreau-lea").exists()
    (team.parents[1] / "liste.csv").write_text("Nom;Prénom\nNOËL;Éric\nROY;Ana\n", "utf-8")
    code, said = vitrail("new", "etudiants", "2025-2027", "../../liste.csv")
    assert (code, "moreau-lea n’est plus dans la liste" in said) == (0, True), said
    read = yaml.safe_load((team / CLASS / "promotion.yml").read_text("utf-8"))
    assert read["étudiants"] == ["moreau-lea", "noel-eric", "noel-eric-2", "roy-ana"]


def test_a_trial_writes_nothing(team, vitrail):
    """It says what would be."""
    begin(vitrail, "gitlab", MODEL)
    before = (team / CLASS / "promotion.yml").read_bytes()
    assert "3 dépôts" in vitrail("new", "etudiants", "2025-2027", "../../liste.csv", "--depots", MODEL, "--essai")[1]
    assert (team / CLASS / "promotion.yml").read_bytes() == before


@pytest.mark.parametrize("model", ["https://forge.example/sio/portfolio.git", "ext::sh -c id *", "http://x/*.git"])
def test_an_address_that_is_not_one_for_each_writes_nothing(team, vitrail, model):
    """Without a star all would share one; any other transport runs what it likes."""
    code, said = vitrail("new", "ecole", "--forge", "gitlab", "--depots", model)
    assert (code, "portfolio-*.git" in said) == (2, True), said
    assert not list(team.iterdir())


def test_without_an_address_the_place_of_the_group_stays_to_be_written(team, vitrail):
    """« --depots » alone: the founders of a group may not know its name."""
    begin(vitrail, "github")
    (file,) = (team.parent / "modele/.github/workflows").iterdir()
    assert "votre-lycee/commun/.github/workflows/portfolio.yml@v1" in file.read_text("utf-8")


def test_a_new_forge_in_a_team_of_such_a_class_is_theirs(team, vitrail):
    """« new forge » gives what takes the portfolios, not what reads merge requests."""
    begin(vitrail, "gitlab", MODEL)
    vitrail("new", "etudiants", "2025-2027", "../../liste.csv", "--depots", MODEL)
    assert vitrail("new", "forge", "github")[0] == 0
    assert "vitrail prendre" in (team / ".github/workflows/portfolios.yml").read_text("utf-8")
    assert not (team / ".github/CODEOWNERS").exists()
