"""What ``check`` says, what ``build`` does and what the site shows are one truth."""

import shutil
from pathlib import Path

import pytest

from generator.findings import examine
from generator.model.audience import Audience
from generator.model.state import State
from generator.pipeline import build
from generator.project import Project

SCHOOL = Path(__file__).parents[1] / "portfolios" / "petite-ecole"
ALI = "2025-2027/martin-ali"
PAGE = f"{ALI}/realisations/photo"

REFUSED = {
    "IMG_2041.HEIC": b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + b"\0" * 40,
    "Démonstration finale.mp4": b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41",
    "plan.pdf": b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
    "Compte-rendu (1).docx": b"PK\x03\x04 ceci n'est pas un document",
    "Capture d’écran 2026-03-12 à 14.05.33.png": b"\x89PNG\r\n\x1a\n tronqu\xc3\xa9e",
    "page.html": b"<!doctype html><script>alert(1)</script>",
}
"""What students attach, and no site can publish."""


@pytest.fixture
def school(tmp_path):
    """Give a function: name and bytes of a production's file → the project of a school that has it."""

    def make(name, raw, audience=Audience.TEAM):
        portfolios = tmp_path / "portfolios"
        shutil.copytree(SCHOOL, portfolios, dirs_exist_ok=True)
        (portfolios / f"{ALI}/fichiers/{name}").write_bytes(raw)
        (portfolios / f"{PAGE}.md").write_text(
            "---\ntitre: Une preuve\npériode: 06/10/2025 au 14/11/2025\ncontexte: formation\nmode: vécue\n"
            "compétences: {B1.1: Fait et montré.}\nproductions:\n"
            f'  - {{titre: La preuve, fichier: "fichiers/{name}"}}\n---\nLe récit.\n',
            "utf-8",
        )  # fmt: skip
        return Project(root=tmp_path, portfolios=portfolios, site=tmp_path / "site", audience=audience)

    return make


def state(findings):
    """State of B1.1 in Ali's portfolio."""
    (cohort,) = findings.coverage.cohorts
    return next(one for one in cohort.students if one.student.endswith("martin-ali")).competencies["B1.1"].state


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_production_is_told_by_check_and_proves_nothing(school, name):
    """Whatever refuses it: its kind, its content, a picture that does not open; the page says why."""
    project = school(name, REFUSED[name])
    found = examine(project)
    told = {one.code for one in found.diagnostics if one.place.path == f"{ALI}/fichiers/{name}"}
    assert told == {"MED009"} or name.endswith(".html")
    assert state(found) is State.DECLARED
    report = build(project)
    assert report.diagnostics == found.diagnostics
    html = (project.site / f"{PAGE}.html").read_text("utf-8")
    assert "non publiable" in html
    assert "en ligne" not in html


def test_a_production_that_can_be_read_still_proves(school):
    """The same page with a file that is what it says."""
    project = school("plan.csv", b"poste;adresse\nA1;192.168.1.2\n")
    assert state(examine(project)) is State.JUSTIFIED
    build(project)
    assert "en ligne" in (project.site / f"{PAGE}.html").read_text("utf-8")
