"""``vitrail check --depuis``: what a branch changed, and what that does to coverage."""

import json
from functools import partial

import pytest
from click.testing import CliRunner

from tests import folders
from vitrail.doors.cli import main

HOME = "portfolios/2025-2027/durand-zoe"
NEW = """---
titre: Sauvegardes
période: 01/02/2027 au 05/02/2027
contexte: formation
mode: vécue
compétences:
  {code}: Sauvegarde vérifiée chaque semaine par une restauration.
statut: soumise
---

## Contexte

Texte.
"""


git = partial(folders.git, ".")


@pytest.fixture
def branch(school):
    """A school in git, on a branch."""
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "école")
    git("switch", "-qc", "travail")
    return school


def check(*words):
    """Give the exit code and both outputs."""
    done = CliRunner().invoke(main, ["check", "--date", "2027-03-15", *words], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def add(root, name="sauvegardes", code="B1.3"):
    """Write a réalisation."""
    (root / HOME / f"realisations/{name}.md").write_text(NEW.format(code=code), "utf-8")


def test_a_branch_is_told_of_its_own_files_alone(branch):
    """The faults of others are not its author's; committed or not, its own are."""
    (branch / HOME / "realisations/faux.md").write_text(
        "---\ntitre: Ancien\nmode: vécue\ncompétences: [B9.9]\n---\n", "utf-8"
    )
    git("add", ".")
    git("commit", "-qm", "faute d'avant")
    git("branch", "-f", "main")
    add(branch, code="B8.8")
    code, said, _ = check("--depuis", "main")
    assert code == 1
    assert "B8.8" in said
    assert "B9.9" not in said
    git("add", ".")
    git("commit", "-qm", "mien")
    assert check("--depuis", "main")[1] == said


def test_a_fault_that_a_branch_causes_elsewhere_is_its_own(branch):
    """A team-mate who loses their folder is told in the file that names them."""
    add(branch)
    path = branch / HOME / "realisations/sauvegardes.md"
    path.write_text(
        path.read_text("utf-8").replace("statut:", "productions:\n  - {titre: P, fichier: fichiers/p.txt}\nstatut:"),
        "utf-8",
    )
    (branch / HOME / "fichiers").mkdir(exist_ok=True)
    (branch / HOME / "fichiers/p.txt").write_text("preuve", "utf-8")
    git("add", ".")
    git("commit", "-qm", "preuve")
    git("branch", "-f", "main")
    (branch / HOME / "fichiers/p.txt").unlink()
    _, said, _ = check("--depuis", "main")
    assert "sauvegardes.md:9" in said


def test_the_delta_says_what_is_covered_first_and_what_passes_to_another_state(branch):
    """For a reviewer, in the text, in Markdown and in JSON."""
    add(branch)
    code, said, _ = check("--depuis", "main", "--resume", "resume.md")
    assert "2025-2027/durand-zoe" in said
    assert "pour la première fois" in said
    assert "B1.3" in said.replace("\\", "")
    assert "pour la première fois" in (branch / "resume.md").read_text("utf-8")
    data = json.loads(check("--depuis", "main", "--format", "json")[1])
    assert {
        "student": "2025-2027/durand-zoe",
        "competency": "B1.3",
        "before": "non couverte",
        "after": "déclarée",
    } in data["coverage"]
    assert code == 0


def test_nothing_that_moves_is_said_too(branch):
    """Silence would be read as a thing not looked at."""
    (branch / "mkdocs.yml").write_text("site_name: Autre\n", "utf-8")
    code, said, _ = check("--depuis", "main", "--auteur", "equipe")
    assert (code, "ne change pas la couverture" in said) == (0, True)


def test_paths_start_from_the_repository(branch, monkeypatch, tmp_path):
    """In every format, wherever the command is typed; json says what its paths start from."""
    add(branch, code="B8.8")
    for words, start in (((), ""), (("--format", "github"), "::error file=")):
        out = check(*words)[1]
        assert f"{start}{HOME}/realisations/sauvegardes.md" in out
    data = json.loads(check("--format", "json")[1])
    assert (data["schema"], data["root"]) == ("vitrail/check/2", "dépôt")
    assert any(one["path"] == f"{HOME}/realisations/sauvegardes.md" for one in data["diagnostics"])
    monkeypatch.chdir(branch / HOME)
    assert f"{HOME}/realisations/sauvegardes.md" in check()[1]
    del tmp_path


@pytest.mark.parametrize("form", ["github", "gitlab"])
def test_a_format_is_alone_on_its_output(branch, form, monkeypatch):
    """A redirected report holds nothing else; people read the other output, where it says no line of it again."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    add(branch, code="B8.8")
    code, out, err = check("--format", form, "--depuis", "main")
    assert code == 1
    assert "REF001" in err
    assert "sauvegardes" in out
    if form == "gitlab":
        assert [one["check_name"] for one in json.loads(out)].count("REF001") == 1
    else:
        assert all("sauvegardes.md" in line or "title=Vitrail" in line for line in out.splitlines())


def test_the_summary_of_github_is_written_where_it_asks(branch, monkeypatch):
    """And by that format alone."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(branch / "resume.md"))
    add(branch, code="B8.8")
    check("--format", "gitlab")
    assert not (branch / "resume.md").exists()
    check("--format", "github", "--depuis", "main")
    assert "REF001" in (branch / "resume.md").read_text("utf-8")


@pytest.mark.parametrize("ref", ["inconnue", "--output=x", "", "0000000000000000000000000000000000000000"])
@pytest.mark.usefixtures("branch")
def test_a_name_that_git_does_not_know_is_a_wrong_command(ref):
    """Exit 2 with what to do; never a check of everything, nor of nothing."""
    code, _, err = check(f"--depuis={ref}")
    assert code == 2
    assert "istorique" in err or "depuis" in err


def test_a_school_without_git_cannot_say_what_changed(school):
    """Exit 2."""
    assert check("--depuis", "main")[0] == 2
    assert not (school / ".git").exists()


def test_comparing_leaves_the_repository_as_it_was(branch):
    """Neither index, nor hook, nor working tree is touched."""
    hook = branch / ".git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch trahi\n", "utf-8")
    hook.chmod(0o755)
    add(branch)
    before = (branch / ".git/index").read_bytes()
    check("--depuis", "main")
    assert (branch / ".git/index").read_bytes() == before
    assert not (branch / "trahi").exists()


def test_a_verdict_that_is_removed_is_told_where_it_was(branch):
    """A forge shows nothing at the path of a file that is no more."""
    (branch / "portfolios/2025-2027/evaluations/durand-zoe.yml").unlink()
    (told,) = json.loads(check("--depuis", "main", "--format", "json")[1])["diagnostics"]
    assert (told["code"], told["path"]) == ("STR053", "portfolios/2025-2027/evaluations")


def test_what_is_to_be_taken_up_again_comes_first_in_the_request_of_who_wrote_it(branch):
    """With the teacher's comments and the passage of each; a branch of somebody else's does not hear of it."""
    verdicts = branch / "portfolios/2025-2027/evaluations/durand-zoe.yml"
    verdicts.write_text(
        "- réalisation: glpi\n  par: M. Exemple\n  rôle: professeur\n  le: 2026-07-12\n  avis: à reprendre\n"
        "  commentaire: Sur quelle version ?\n- réalisation: glpi\n  par: M. Exemple\n  rôle: professeur\n"
        "  le: 2026-07-12\n  passage: un parc\n  commentaire: Combien de postes ?\n",
        "utf-8",
    )
    assert "est à reprendre" not in check("--depuis", "main")[1]
    add(branch)
    lines = [line for line in check("--depuis", "main")[1].splitlines() if "2025-2027/durand-zoe\u202f:" in line]
    assert lines[0].strip().endswith("est à reprendre, sur «\u202fun parc\u202f»\u202f: Combien de postes ?")
    assert lines[1].strip().endswith("est à reprendre\u202f: Sur quelle version ?")
    asked = [
        one for one in json.loads(check("--depuis", "main", "--format", "json")[1])["coverage"] if "opinion" in one
    ]
    assert [(one["passage"], one["comment"]) for one in asked] == [
        ("un parc", "Combien de postes ?"),
        ("", "Sur quelle version ?"),
    ]
    assert "pour la première fois" in lines[-2] or "passe de" in lines[-2]
    assert "3 compétences sur 6" in lines[-1]


def test_another_option_says_which_claims_changed_meaning(branch):
    """« B2.1 » is one competency in SISR and another in SLAM: who reads again is told what."""
    add(branch, code="B2.1")
    git("add", ".")
    git("commit", "-qm", "B2.1")
    git("branch", "-f", "main")
    home = branch / HOME / "index.md"
    text = home.read_text("utf-8")
    assert "option: SISR" in text
    home.write_text(text.replace("option: SISR", "option: SLAM"), "utf-8")
    said = check("--depuis", "main")[1]
    assert "l’option passe de SISR à SLAM" in said
    assert "Sauvegardes" in said.split("à relire")[1].splitlines()[0]
