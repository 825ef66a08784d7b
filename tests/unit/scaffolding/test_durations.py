"""The durations of stages that no text gives: a new class has them as a remark, and one line has them checked."""

import re
from datetime import date

import pytest
from click.testing import CliRunner

from vitrail.building.making import works
from vitrail.content.reading.frameworks import load_shipped
from vitrail.doors.cli import main
from vitrail.doors.scaffolding.files import cohort
from vitrail.ground.diagnostics import Severity
from vitrail.site.project import Project

SAID = re.compile(r"durées des stages ([\w ]+)")
LINE = "#profil de stage: {durée: 10, première: 4 à 5, seconde: 5 à 6}\n"
SHORT = "---\nordre: 1\norganisation: {nom: Mairie}\ndu: 08/06/2026\nau: 26/06/2026\n---\nTrois semaines.\n"


@pytest.fixture(name="school")
def _school(tmp_path, monkeypatch):
    """A class as ``vitrail new`` writes it, with a stage of three weeks."""
    made = dict(cohort("2025-2027", load_shipped()["fr.bts-sio.2019"], 2027))
    made["2025-2027/le-goff-mael/index.md"] = "---\nnom: Le Goff\nprénom: Maël\noption: SISR\n---\nBonjour.\n"
    made["2025-2027/le-goff-mael/stages/mairie/index.md"] = SHORT
    for name, text in made.items():
        file = tmp_path / "portfolios" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Essai\ntheme: {name: vitrail}\nplugins: [vitrail]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def known(root):
    """What is told of lengths, and what the home of the class says of them."""
    project = Project(root=root, portfolios=root / "portfolios", site=root / "site", asked_date=date(2026, 9, 1))
    found = works.examined(project).diagnostics
    lengths = [(one.code, one.lowered or one.entry.severity) for one in found if one.code in {"STG020", "STR036"}]
    done = CliRunner().invoke(main, ["build", "--audience", "equipe", "--date", "2026-09-01"])
    assert done.exit_code == 0, done.output
    return lengths, SAID.findall((root / "site-equipe/2025-2027/index.html").read_text("utf-8"))


def test_nothing_is_checked_and_the_class_says_so_until_one_line_is_kept(school):
    """The remark names its status; without its « # » it warns, and with a source it is an error."""
    file = school / "portfolios/2025-2027/promotion.yml"
    text = file.read_text("utf-8")
    assert "# Usage courant, NON VÉRIFIÉ" in text
    assert known(school) == ([("STR036", Severity.ADVICE)], ["non vérifiées"])
    file.write_text(text.replace(LINE, LINE[1:]), "utf-8")
    assert known(school) == ([("STG020", Severity.WARNING)], ["sans source"])
    file.write_text(text.replace(LINE, LINE[1:].replace("}", ", source: projet du lycée}")), "utf-8")
    assert known(school) == ([("STG020", Severity.ERROR)], [])
