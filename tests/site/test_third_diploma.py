"""A diploma that is none of the shipped ones: three levels, another exam, no option, and no word of the BTS SIO."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from vitrail.building.making import works
from vitrail.doors.cli import main
from vitrail.ground.diagnostics.report import as_text
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[1] / "portfolios" / "troisieme-diplome"
AFTER = date(2027, 7, 15)
THEIRS = re.compile(
    r"\bblocs?\b|\bBTS\b|\bSIO\b|\bSISR\b|\bSLAM\b|\bE[4-7]\b|circulaire|arrêté du|processus|informatique|\bB[123]\.\d",
    re.IGNORECASE,
)
"""Words of the BTS SIO, of its exams, of its texts."""
CONFIG = "site_name: Verrerie\ndocs_dir: portfolios\ntheme: {name: vitrail}\nplugins: [vitrail]\n"


@pytest.fixture(scope="module", name="project")
def _project(tmp_path_factory):
    root = tmp_path_factory.mktemp("verrerie")
    shutil.copytree(SCHOOL, root / "portfolios")
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return root


def examined(root):
    """What is known of the school."""
    return works.examined(Project(root=root, portfolios=root / "portfolios", site=root / "site", asked_date=AFTER))


def found_in(text):
    """The words of theirs in a text, with what surrounds them."""
    return [text[max(0, m.start() - 40) : m.end() + 40] for m in THEIRS.finditer(text)]


def test_no_diagnostic_speaks_of_another_diploma(project):
    """Neither a sentence, nor a remedy, nor a quotation: what has no source quotes none."""
    told = examined(project).diagnostics
    spoken = {one.code for one in told}
    assert {"EXA001", "EXA011", "STG002", "STG021", "STG036", "STG141", "REF001"} <= spoken
    assert found_in(as_text(told)) == []


def test_a_rule_quotes_the_referentiel_s_own_text(project):
    """The school's charter is quoted where it speaks, and named nowhere else."""
    sources = {one.id: one.quoted for one in examined(project).diagnostics}
    assert (
        sources["STG002"] == "charte imaginaire des verriers (R2) : « L'apprenti convient de sa tâche avec le maître »"
    )
    assert sources["EXA001"] == "Charte imaginaire des verriers."
    assert sources["STG021"] is None


@pytest.mark.parametrize("audience", ["equipe", "public"])
def test_no_page_of_the_site_speaks_of_another_diploma(project, audience, monkeypatch):
    """Every page, table and search index; the scripts and styles of the theme apart."""
    monkeypatch.chdir(project)
    done = CliRunner().invoke(main, ["build", "--audience", audience, "--date", AFTER.isoformat()])
    assert done.exit_code == 0, done.output
    site = project / {"equipe": "site-equipe", "public": "site"}[audience]
    pages = [path for path in site.rglob("*") if path.suffix in {".html", ".json", ".csv", ".txt", ".xml"}]
    indexes = list(site.rglob("search*/*.js"))
    assert len(pages) > 20
    wrong = {path.name: found_in(path.read_text("utf-8")) for path in (*pages, *indexes)}
    assert {name: words for name, words in wrong.items() if words} == {}


def test_no_paper_speaks_of_another_diploma(project, tmp_path, monkeypatch):
    """Attestation and fiche: what no text asks for is named plainly, and no official form is claimed."""
    monkeypatch.chdir(project)
    private = tmp_path / "prive.yml"
    private.write_text("stagiaire: {né le: 12/03/2006}\n", "utf-8")
    stage = "portfolios/2025-2027/lenoir-adele/stages/verrerie"
    for paper, target in (("attestation", stage), ("fiche", stage.partition("/stages")[0])):
        asked = ["export", paper, target, "--prive", str(private), "--vers", str(tmp_path / "papiers")]
        done = CliRunner().invoke(main, asked)
        assert done.exit_code == 0, done.output
    written = {path.name: path.read_text("utf-8") for path in (tmp_path / "papiers").iterdir()}
    assert len(written) == 2
    assert {
        name: found_in(re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL)) for name, text in written.items()
    } == {name: [] for name in written}
