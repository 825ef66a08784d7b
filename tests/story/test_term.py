"""A term of a class whose students have a repository each: the template, three students, the team, what each reads."""

import shutil
from zipfile import ZipFile

import pytest
import yaml

from tests.story.forge import git, machine, run
from tests.story.test_school_year import WORK, send, vitrail

__all__ = ["vitrail"]

pytestmark = pytest.mark.slow

CLASS = "portfolios/2025-2027"
PEOPLE = {"moreau-lea": ("Moreau", "Léa"), "noel-eric": ("Noël", "Éric"), "roy-ana": ("Roy", "Ana")}
STAGE = """---
organisation: {nom: Mairie de Valmont}
du: 01/06/2026
au: 26/06/2026
objectifs: [Remettre à plat l'inventaire.]
---

Avec mon tuteur, j'ai repris l'inventaire.
"""
PRIVATE = """mairie-de-valmont:
  tuteur: {nom: M. Lefort, fonction: responsable informatique}
"""
VERDICT = """- réalisation: deploiement-de-glpi
  compétence: B1.1
  par: M. Durand
  rôle: professeur
  le: 2026-03-12
  avis: retenue
  commentaire: Méthode expliquée.
"""
DAY = ("--date", "2026-07-01")


@pytest.fixture
def forge(tmp_path, vitrail):
    """A group on a forge: what new ecole --depots makes, sent, and a copy of the model for each student."""
    group = tmp_path / "forge/sio"
    group.mkdir(parents=True)
    desk = tmp_path / "desk"
    (desk / "equipe").mkdir(parents=True)
    rows = "".join(f"{last};{first};SISR\n" for last, first in PEOPLE.values())
    (desk / "liste.csv").write_text(f"Nom;Prénom;Option\n{rows}", "utf-8")
    words = ("--forge", "gitlab", "--depots", f"file://{group}/portfolio-*.git", "--promotion", "2025-2027")
    vitrail(desk / "equipe", "new", "ecole", *words, "--session", 2027, "--classe", "../liste.csv")
    run(desk / "equipe", "git", "init", "-q", "-b", "main")
    for name, branch in (("commun", "v1"), ("modele", "main"), ("equipe", "main")):
        run(group, "git", "init", "-q", "--bare", "-b", branch, f"{name}.git")
        git(desk / name, "remote", "add", "origin", group / f"{name}.git")
        send(desk / name, "Départ", branch)
    for student in PEOPLE:
        shutil.copytree(group / "modele.git", group / f"portfolio-{student}.git")
    return tmp_path


def write(forge, student, files, message):
    """Write files of a student's on their machine, and send them."""
    home = forge / "machines" / student
    if not home.exists():
        home.parent.mkdir(exist_ok=True)
        run(forge, "git", "clone", "-q", forge / f"forge/sio/portfolio-{student}.git", home)
    for path, text in files.items():
        place = home / "portfolios" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    send(home, message)
    return home


def jobs(root, group):
    """Read the jobs of a clone as GitLab does: what is included, from its branch, then what is written."""
    made = yaml.safe_load((root / ".gitlab-ci.yml").read_text("utf-8"))
    for piece in made.pop("include", []):
        (_, name) = piece["project"].rsplit("/", 1)
        made |= yaml.safe_load(git(root, "--git-dir", group / f"{name}.git", "show", f"{piece['ref']}:{piece['file']}"))
    return made


def pipeline(forge, repository, job, runner):
    """Run a job of the last commit as written, in a clean clone; give the clone, the exit code's sign and the words."""
    group, folder = forge / "forge/sio", forge / f"run-{repository}"
    shutil.rmtree(folder, ignore_errors=True)
    run(forge, "git", "clone", "-q", group / f"{repository}.git", folder)
    made = jobs(folder, group)
    names = {key: str(value) for key, value in made.get("variables", {}).items()}
    names |= {"CI_SERVER_URL": "file://", "GIT_ALLOW_PROTOCOL": "file"}
    said = ""
    base = made[made[job].get("extends", job)]
    for step in (*base.get("before_script", ()), *made[job]["script"]):
        said += run(folder, "bash", "-euc", step, env={**runner, **names})
    return folder, said


def test_from_the_template_to_a_verdict_that_its_student_reads(forge, vitrail):
    """Write, push, take, check, judge, read; nothing of a classmate, nor of the team, in a student's repository."""
    for student, (last, first) in PEOPLE.items():
        home = {"index.md": f"---\nnom: {last}\nprénom: {first}\noption: SISR\n---\n\nBonjour.\n"}
        write(forge, student, home, "Mon nom")
    work = {"realisations/deploiement-de-glpi.md": WORK, "stages/mairie-de-valmont/index.md": STAGE}
    lea = write(forge, "moreau-lea", work, "GLPI")
    write(forge, "roy-ana", {"realisations/deploiement-de-glpi.md": WORK}, "GLPI")
    team = forge / "desk/equipe"
    (team / "prives").mkdir()
    (team / "prives/moreau-lea.yml").write_text(PRIVATE, "utf-8")
    assert "3 portfolios ont changé" in vitrail(team, "prendre", "2025-2027")
    assert "PRV008" not in vitrail(team, "check", *DAY)
    (team / CLASS / "evaluations").mkdir()
    (team / CLASS / "evaluations/moreau-lea.yml").write_text(VERDICT, "utf-8")
    vitrail(team, "build", "--audience", "equipe", "--jobs", 1, *DAY)
    page = team / "site-equipe/2025-2027/moreau-lea/realisations/deploiement-de-glpi.html"
    assert "Méthode expliquée." in page.read_text("utf-8")
    stage = team / "site-equipe/2025-2027/moreau-lea/stages/mairie-de-valmont.html"
    assert "Lefort" in stage.read_text("utf-8")
    send(team, "Avis")
    kept = git(team, "ls-files").split()
    assert not [path for path in kept if "moreau-lea/" in path]
    assert {f"{CLASS}/evaluations/moreau-lea.yml", "prives/moreau-lea.yml"} <= set(kept)

    vitrail(team, "export", "avis", "2025-2027", "--vers", forge / "rendus")
    (returned,) = (forge / "rendus").iterdir()
    with ZipFile(returned) as bag:
        (verdicts,) = (bag.read(name).decode() for name in bag.namelist())
    assert (returned.name, "Méthode expliquée." in verdicts) == ("avis-moreau-lea.zip", True)
    assert "Lefort" not in "".join(path.read_text("utf-8") for path in lea.rglob("*.md"))
    vitrail(lea, "import", returned)
    vitrail(lea, "build", "--audience", "equipe", "--jobs", 1, *DAY)
    page = lea / "site-equipe/realisations/deploiement-de-glpi.html"
    assert "Méthode expliquée." in page.read_text("utf-8")
    assert not git(lea, "status", "--porcelain"), "what the team wrote is never sent to a public repository"

    write(forge, "moreau-lea", {"realisations/deploiement-de-glpi.md": WORK.replace("Un vrai", "Mon vrai")}, "Mieux")
    said = vitrail(team, "prendre")
    assert "1 portfolio a changé" in said
    assert "~ realisations/deploiement-de-glpi.md" in said
    assert "2 sont comme ils étaient" in said


def test_each_forge_job_runs_as_it_is_written(forge):
    """A student's, by the piece that is included, and the team's; a change of the piece serves every student."""
    (forge / "machine").mkdir()
    runner = machine(forge / "machine") | {"HOME": str(forge / "machine")}
    home = {"index.md": "---\nnom: Moreau\nprénom: Léa\noption: SISR\n---\n\nBonjour.\n"}
    write(forge, "moreau-lea", home | {"realisations/deploiement-de-glpi.md": WORK}, "GLPI")
    for student in ("noel-eric", "roy-ana"):
        write(forge, student, home, "Mon nom")
    folder, said = pipeline(forge, "portfolio-moreau-lea", "verifier", runner)
    assert "STR" not in said
    folder, _ = pipeline(forge, "portfolio-moreau-lea", "pages", runner)
    assert (folder / "public/realisations/deploiement-de-glpi.html").is_file()
    folder, said = pipeline(forge, "equipe", "equipe", runner)
    assert "3 portfolios ont changé" in said
    assert (folder / "site-equipe/2025-2027/moreau-lea/realisations/deploiement-de-glpi.html").is_file()
    piece = forge / "desk/commun/portfolio.yml"
    piece.write_text(piece.read_text("utf-8").replace("- vitrail check\n", "- echo Bonjour à tous\n"), "utf-8")
    send(forge / "desk/commun", "Bonjour", "v1")
    for student in PEOPLE:
        assert "Bonjour à tous" in pipeline(forge, f"portfolio-{student}", "verifier", runner)[1]
