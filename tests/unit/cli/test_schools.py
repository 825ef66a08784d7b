"""One command from an empty folder to a school with its class, its forge and its editors."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from vitrail.content.reading.school import read_school
from vitrail.doors.cli.school.new import command

LIST = "Nom;Prénom;Option\n" + "".join(f"Nom{letter};Prénom{letter};SISR\n" for letter in "ABCDEFGHIJKL")
ROOT = Path(__file__).parents[3]
CLASS = ("--promotion", "2025-2027", "--session", 2027)


@pytest.fixture
def roster(tmp_path_factory):
    """A list of twelve, outside the school."""
    path = tmp_path_factory.mktemp("bureau") / "liste.csv"
    path.write_text(LIST, "utf-8")
    return path


@pytest.mark.parametrize("forge", ["gitlab", "github"])
def test_one_command_makes_a_school_with_its_class_and_its_forge(empty, vitrail, roster, forge):
    """Twelve portfolios, automation, owners, instructions, editors; and nothing in it to mend."""
    code, said = vitrail("new", "ecole", "--nom", "Lycée Jean-Moulin", "--forge", forge, "--classe", roster, *CLASS)
    assert code == 0, said
    there = {path.relative_to(empty).as_posix() for path in empty.rglob("*") if path.is_file()}
    common = {".gitignore", ".gitattributes", "requirements.txt", "LISEZMOI.md", ".pre-commit-config.yaml"}
    assert common <= there
    (wheel,) = (empty / "outils").iterdir()
    required = (empty / "requirements.txt").read_text("utf-8")
    assert f"./outils/{wheel.name}[apercus,diagrammes,editeur,photos]" in required.splitlines()
    assert not re.search(r"(?m)^vitrail", required), "its name alone is anybody's on an index"
    assert "CODEOWNERS" in said
    assert "git add" in said
    assert f".{forge}/CODEOWNERS" in there
    (cohort,) = read_school(empty / "portfolios").school.cohorts
    assert len(cohort.students) == 12
    assert vitrail("check", "--date", "2025-10-01")[0] == 0


@pytest.mark.parametrize("forge", ["gitlab", "github"])
def test_a_new_school_says_who_reads_its_verdicts(empty, vitrail, forge):
    """Everybody, in one line; or the key names a folder beside it, and what is left to do on the forge."""
    (empty / "une").mkdir()
    (empty / "autre").mkdir()
    os.chdir(empty / "une")
    assert "chaque étudiant lira les avis de tous" in vitrail("new", "ecole", "--forge", forge, *CLASS)[1]
    os.chdir(empty / "autre")
    code, said = vitrail("new", "ecole", "--forge", forge, "--avis", "../avis: à part", *CLASS)
    assert code == 0
    assert "lira les avis de tous" not in said
    assert "AVIS_JETON" in said
    assert read_school(empty / "autre/portfolios").school.verdicts_apart == "../avis: à part"
    assert vitrail("check", "--date", "2025-10-01")[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--avis", "avis"),
        ("--avis", "."),
        ("--classe", "liste.csv"),
        ("--promotion", "2025-2027"),
        ("--session", 2027),
        ("--equipe", "équipe sio"),
        ("--equipe", "@a\n* @moi"),
        ("--forge", "svn"),
    ],
)
def test_options_that_do_not_go_together_write_nothing(empty, vitrail, words):
    """Exit 2 before the first file."""
    (empty / "liste.csv").write_text(LIST, "utf-8")
    assert vitrail("new", "ecole", *words)[0] == 2
    assert [path.name for path in empty.iterdir()] == ["liste.csv"]


@pytest.mark.parametrize("forge", ["gitlab", "github"])
def test_the_files_of_a_forge_come_to_a_school_that_exists_and_overwrite_nothing(school, vitrail, forge):
    """What the school has stays, the difference is shown; a second time there is nothing to say."""
    (school / "LISEZMOI.md").write_text("Le nôtre\n", "utf-8")
    code, said = vitrail("new", "forge", forge, "--equipe", "@lycee/equipe-sio")
    assert code == 0
    assert "-Le nôtre" in said
    assert (school / "LISEZMOI.md").read_text("utf-8") == "Le nôtre\n"
    assert "@lycee/equipe-sio" in (school / f".{forge}/CODEOWNERS").read_text("utf-8")
    (school / "LISEZMOI.md").unlink()
    vitrail("new", "forge", forge, "--equipe", "@lycee/equipe-sio")
    assert vitrail("new", "forge", forge, "--equipe", "@lycee/equipe-sio") == (0, "")
    assert vitrail("new", "forge", forge) == (0, ""), "the group that the school wrote"


def workflows(root):
    """The automation files, parsed."""
    return [
        yaml.safe_load(path.read_text("utf-8"))
        for path in (*root.glob(".gitlab-ci.yml"), *root.glob(".github/workflows/*"))
    ]


@pytest.mark.parametrize("forge", ["gitlab", "github"])
def test_the_automation_holds_no_secret_and_keeps_nothing(school, vitrail, forge):
    """No cache that an author could fill, no token, no step that runs with more rights on an author's branch."""
    vitrail("new", "forge", forge)
    found = workflows(school)
    assert found
    text = json.dumps(found, ensure_ascii=False)
    assert "secrets." not in json.dumps([one for one in found if "verifier" in one.get("jobs", one)])
    assert re.findall(r"secrets\.(\w+)", text) == (["AVIS_JETON"] if forge == "github" else [])
    assert "pull_request_target" not in text
    assert "actions/cache" not in text
    assert re.findall(r'"cache": (\S+?)[,}]', text) in ([], ["[]"])
    if forge == "github":
        assert all(one["permissions"] == {"contents": "read"} for one in found)
        (publishing,) = (one["jobs"]["construire"] for one in found if "construire" in one["jobs"])
        assert publishing["environment"] == "avis"
        rights = [job.get("permissions") for one in found for job in one["jobs"].values()]
        assert [one for one in rights if one] == [{"pages": "write", "id-token": "write"}]


def test_owners_of_github_are_the_team_everywhere_but_in_the_students_folders(school, vitrail):
    """As git itself matches the patterns: the last that matches speaks."""
    nested = "portfolios/sio/2026-2028"
    shutil.copytree(school / "portfolios/2025-2027", school / nested)
    vitrail("new", "forge", "github", "--equipe", "@lycee/sio")
    lines = [
        line.split()
        for line in (school / ".github/CODEOWNERS").read_text("utf-8").splitlines()
        if line[:1] not in {"", "#"}
    ]

    def owner(path):
        found = ""
        for pattern, *owners in lines:
            (school / "motif").write_text(pattern + "\n", "utf-8")
            words = ["git", "-c", f"core.excludesFile={school / 'motif'}", "check-ignore", "-q", "--no-index", path]
            if subprocess.run(words, cwd=school, check=False).returncode == 0:
                found = owners
        return found

    subprocess.run(["git", "init", "-q"], cwd=school, check=True)
    (school / ".gitignore").unlink()
    theirs = "mkdocs.yml requirements.txt .github/workflows/publier.yml portfolios/organisations/mairie.md".split()
    for path in (
        *theirs,
        *(
            f"{folder}/{name}"
            for folder in ("portfolios/2025-2027", nested)
            for name in ("promotion.yml", "evaluations/durand-zoe.yml", "evaluations/durand-zoe/2026.yml")
        ),
        "portfolios/2030-2032/promotion.yml",
    ):
        assert owner(path) == ["@lycee/sio"], path
    for folder in ("portfolios/2025-2027", nested):
        assert owner(f"{folder}/durand-zoe/realisations/glpi.md") == []


@pytest.mark.parametrize("forge", ["gitlab", "github"])
def test_a_student_s_copy_of_the_repository_publishes_nothing(school, vitrail, forge):
    """A fork has the file of the forge, and neither the school's variables nor its name."""
    vitrail("new", "forge", forge)
    jobs = {name: job for one in workflows(school) for name, job in {**one, **one.get("jobs", {})}.items()}
    if forge == "github":
        assert "!github.event.repository.fork" in jobs["construire"]["if"]
        assert jobs["deployer"]["needs"] == "construire"
    else:
        for name in ("pages", "equipe"):
            assert all("$VITRAIL_" in rule["if"] for rule in jobs[name]["rules"])


@pytest.mark.parametrize(("forge", "click"), [("gitlab", "VITRAIL_PUBLIER"), ("github", "GitHub Actions")])
def test_a_new_school_ends_with_its_next_steps_in_order(empty, vitrail, roster, forge, click):
    """Numbered, what is done ticked; no list that the school refuses is named; the clicks of the forge end."""
    said = vitrail("new", "ecole", "--forge", forge, *CLASS)[1].partition("Ensuite")[2]
    steps = re.findall(r"(?m)^  (\d)\. \[(.)\] (.*)$", said)
    assert [int(number) for number, _, _ in steps] == list(range(1, len(steps) + 1))
    assert [done for _, done, _ in steps[:3]] == ["x", " ", " "]
    assert "../liste.csv" in steps[1][2]
    assert click in steps[-1][2]
    os.chdir(empty.parent)
    (empty / "autre").mkdir()
    os.chdir(empty / "autre")
    for folder in (empty / "portfolios", empty / "mkdocs.yml"):
        shutil.rmtree(folder) if folder.is_dir() else folder.unlink()
    said = vitrail("new", "ecole", "--forge", forge, "--classe", roster, "--equipe", "@a/b", "--avis", "../x", *CLASS)[
        1
    ]
    assert re.findall(r"(?m)^  \d\. \[(.)\]", said)[:4] == ["x"] * 4
    assert (empty / "x/.git").is_dir()


def test_the_wheel_of_a_school_is_the_copy_that_runs(tmp_path, empty, vitrail):
    """From the clone and from that wheel itself the bytes are the same; an older one is named, to be deleted."""
    vitrail("new", "ecole", "--forge", "gitlab", *CLASS)
    (wheel,) = (empty / "outils").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
        names = archive.namelist()
    assert not [name for name in names if not name.startswith("vitrail")]
    assert re.search(r"vitrail-[\d.]+\+[0-9a-f]{8}-py3-none-any\.whl$", wheel.name)
    script = "from vitrail.doors.scaffolding.wheel import wheel; import sys; sys.stdout.buffer.write(*wheel().values())"
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout == wheel.read_bytes()
    wheel.rename(wheel.with_name("vitrail-0.0.1+00000000-py3-none-any.whl"))
    code, said = vitrail("new", "forge", "gitlab")
    assert code == 0
    assert "vitrail-0.0.1+00000000-py3-none-any.whl est remplacé" in said
    assert wheel.is_file()


def test_the_extension_of_the_editor_is_recommended_with_the_line_that_installs_it(school, vitrail):
    """It completes and underlines as the terminal does: the repository holds neither snippets nor schemas."""
    assert vitrail("new", "forge", "gitlab")[0] == 0
    assert [path.name for path in (school / ".vscode").iterdir()] == ["extensions.json"]
    *said, value = (school / ".vscode/extensions.json").read_text("utf-8").splitlines()
    assert json.loads(value)["recommendations"] == ["vitrail.vitrail"]
    assert any("code --install-extension vitrail" in line for line in said)


def _until(running, end):
    """Give the lines that are said, to the one that ends a check."""
    for line in running.stdout:
        yield line.rstrip("\n")
        if re.search(end, line.rstrip("\n")):
            return


def test_every_command_of_new_is_listed():
    """The group knows them all."""
    assert {"ecole", "forge", "etudiants", "organisation", "veille", "page"} <= set(command.commands)


@pytest.mark.parametrize("forge", ["gitlab", "github"])
def test_check_names_a_class_that_the_owners_file_does_not(school, vitrail, forge):
    """One made since, a nested one too; with the lines that ``new forge`` shows, no more."""
    (school / ".git").mkdir()
    vitrail("new", "forge", forge)
    assert "STR048" not in vitrail("check")[1]
    nested = school / "portfolios/sio/2026-2028"
    shutil.copytree(school / "portfolios/2025-2027", nested)
    said = vitrail("check")[1]
    assert said.count("STR048") == 1
    assert "sio/2026-2028" in said
    owners = school / f".{forge}/CODEOWNERS"
    text = owners.read_text("utf-8")
    owners.unlink()
    vitrail("new", "forge", forge)
    assert "STR048" not in vitrail("check")[1]
    owners.write_text(text.replace("/2025-2027/", "/*/"), "utf-8")
    assert vitrail("check")[1].count("STR048") == 1
