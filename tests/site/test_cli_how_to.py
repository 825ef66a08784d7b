"""The pages « Comment … ? » work when they are followed to the letter, one after the other, in an empty folder."""

import re
import shlex
import shutil

import pytest
from click.testing import CliRunner

from tests.samples import ROOT
from vitrail.content.values.folding import fold
from vitrail.content.values.keys import PRIVATE_DATA
from vitrail.doors.cli import main
from vitrail.site.outputs.papers import private

PAGES = {name: (ROOT / f"docs/{name}.md").read_text("utf-8") for name in ("promotion", "evaluer", "papiers-de-stage")}
EXAMPLES = dict(
    example
    for text in PAGES.values()
    for example in re.findall(r"<!-- exemple: (\S+) -->\n```yaml\n(.*?)```\n", text, re.DOTALL)
)
CLASS = "portfolios/2025-2027"
WORK = f"{CLASS}/moreau-lea/realisations/deploiement-de-glpi.md"
OPINIONS = f"{CLASS}/evaluations/moreau-lea.yml"


def commands(page):
    """The commands of a page, but the one that never ends."""
    lines = re.findall(r"^\$ vitrail ([^#\n]+)", PAGES[page], re.MULTILINE)
    return [shlex.split(line.split("&&")[0]) for line in lines]


def run(*words):
    """Run a command as the shell would; it must end well."""
    done = CliRunner().invoke(main, list(words), catch_exceptions=False)
    assert done.exit_code == 0, (words, done.output)
    return done.output


def changed(path, *pairs):
    """Edit a file as its reader is told to."""
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


@pytest.mark.slow
def test_the_pages_followed_step_by_step(tmp_path, monkeypatch):
    """School, class, student, scale, a réalisation, an opinion that validates it, papers: nothing is missing."""
    here = tmp_path / "ecole"
    here.mkdir()
    (tmp_path / "liste.csv").write_text("Nom;Prénom;Option\nMOREAU;Léa;SISR\n", "utf-8")
    monkeypatch.chdir(here)
    for words in commands("promotion"):
        run(*words)
    team = here / CLASS / "promotion.yml"
    kept = re.sub(r"(?m)^#(équipe|échelle|  - ).*\n", "", team.read_text("utf-8"))
    team.write_text(kept + EXAMPLES[f"{CLASS}/promotion.yml"], "utf-8")
    made, review = commands("evaluer")
    run(*made)
    changed(here / WORK, ("#B1.1.1:", "B1.1.1: Inventaire par agent."), ("statut: brouillon ", "statut: soumise "))
    (here / OPINIONS).parent.mkdir()
    (here / OPINIONS).write_text(EXAMPLES[OPINIONS], "utf-8")
    assert "1 avis scellé." in run(*review)
    assert "EVA" not in run("check", "--date", "2026-03-15")
    run("build", "--audience", "jury", "--date", "2026-03-15", "--jobs", "1")
    page = (here / "site-jury/2025-2027/moreau-lea/realisations/deploiement-de-glpi.html").read_text("utf-8")
    assert "en autonomie" in page
    (tmp_path / "prive.yml").write_text(EXAMPLES["prive.yml"], "utf-8")
    for words in commands("papiers-de-stage"):
        assert "ne se lit pas" not in run(*words)
    assert len(list((tmp_path / "papiers").glob("*.html"))) == 1


def test_the_private_file_of_the_page_has_every_key(tmp_path):
    """And no other: the keys are listed nowhere else."""
    (tmp_path / "prive.yml").write_text(EXAMPLES["prive.yml"], "utf-8")
    said = private.read_private(tmp_path / "prive.yml")
    every = {(fold(row.name), fold(key.name)) for row in PRIVATE_DATA if row.keys for key in row.keys}
    assert said.told(()) == ()
    assert {(fold(row.name),) for row in PRIVATE_DATA if not row.keys} | every == set(said.values)


def test_what_the_page_says_of_a_student_who_leaves(tmp_path, monkeypatch):
    """The content of the folder beside the class's file is a site; the folder itself is not, and the build says so."""
    school = ROOT / "tests/portfolios/petite-ecole/2025-2027"
    shutil.copytree(school / "durand-zoe", tmp_path / "seule/portfolios")
    shutil.copytree(school / "durand-zoe", tmp_path / "dossier/portfolios/durand-zoe")
    for name in ("seule", "dossier"):
        shutil.copy(school / "promotion.yml", tmp_path / name / "portfolios")
        monkeypatch.chdir(tmp_path / name)
        said = run("build", "--date", "2027-03-15", "--jobs", "1")
        whole = name == "seule"
        assert ("Zoé" in (tmp_path / name / "site/index.html").read_text("utf-8")) is whole
        assert ("hors de toute promotion" not in said) is whole
        assert "promotion.yml au-dessus" not in said
