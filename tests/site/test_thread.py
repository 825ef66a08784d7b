"""From a claim to the very file that proves it, in the built pages: one click, for whoever may have the file."""

import re
import shutil
from html import unescape
from urllib.parse import unquote

import pytest

from tests.samples import ROOT
from vitrail.building.making.checking import check
from vitrail.building.making.pipeline import build
from vitrail.content.model.audience import Audience
from vitrail.content.reading.school import read_school
from vitrail.site.project import Project

pytestmark = pytest.mark.slow
SCHOOL = ROOT / "tests/portfolios/petite-ecole"
ZOE = "2025-2027/durand-zoe"
WORK = "site"
FRONT = """---
titre: Site
période: 06/10/2025 au 14/11/2025
contexte: formation
compétences:
  B1.1: Le parc est tenu.
  B1.3.2: {phrase: Le site est trouvé., preuve: releve.csv#ligne=2, sous: Chez Mme Ferrec}
  B1.4: Le projet est mené.
productions:
  - {titre: Audit, fichier: fichiers/audit.txt, prouve: B1.1, visibilité: %s}
---
## Chez Mme Ferrec

Elle m'a reçue.

## Le projet (B1.4)

Nous étions trois.
"""


def links(site, page):
    """The addresses of a page's links, as written."""
    return [unescape(one) for one in re.findall(r'<a [^>]*?href="([^"]*)"', (site / page).read_text("utf-8"))]


def test_forty_claims_of_the_sample_reach_their_proof_from_the_matrix(sample_of):
    """A click: the frame, or the part of the text; each of them is in the site."""
    sample, claims, reached = sample_of(Audience.JURY), 0, set()
    for cohort in read_school(ROOT / "portfolios").school.cohorts:
        for student in cohort.students:
            works = {work.slug: work for work in student.submitted}
            claims += sum(
                bool(claim.excerpts) or any(item.spots(claim.competency) for item in work.productions)
                for work in works.values()
                for claim in work.claims
            )
            page = f"{cohort.slug}/{student.slug}/matrice.html"
            if not (sample.site / page).is_file():
                continue
            html = (sample.site / page).read_text("utf-8")
            cells = re.findall(r"<td [^>]*data-code.*?</td>", html, re.DOTALL)
            marks = [unescape(one) for cell in cells for one in re.findall(r'<a [^>]*?href="([^"]*)"', cell)]
            for mark in marks:
                if "#c-" in mark or mark.startswith("http"):
                    continue
                file, _, place = mark.partition("#")
                target = (sample.site / page).parent / unquote(file)
                assert target.is_file(), mark
                if place.startswith(("t-", "l-", "x-")):
                    assert f'id="{unquote(place)}"' in target.read_text("utf-8"), mark
                reached.add((page, mark))
    assert claims >= 40
    assert len(reached) >= 40


@pytest.fixture(name="school")
def _school(tmp_path):
    """Give a function: who may read the audit → the project of a school whose claims name their proofs."""

    def make(visibility, audience, note="1;numéro"):
        portfolios = tmp_path / "portfolios"
        shutil.copytree(SCHOOL, portfolios, dirs_exist_ok=True)
        (portfolios / f"{ZOE}/realisations/{WORK}.md").write_text(FRONT % visibility, "utf-8")
        files = portfolios / f"{ZOE}/fichiers"
        files.mkdir(exist_ok=True)
        (files / "audit.txt").write_text("Un audit.\n", "utf-8")
        (files / "releve.csv").write_bytes(f"n;mot\n{note}\n".encode("cp1252"))
        return Project(root=tmp_path, portfolios=portfolios, site=tmp_path / f"site-{audience.name}", audience=audience)

    return make


def test_each_page_leads_to_the_proof_in_one_click(school):
    """Side column, matrix, tableau: the frame, which shows the row of the file, the file, the part of the text."""
    project = school("publique", Audience.JURY)
    build(project)
    row, part = "fichiers/releve.csv.html#l-2", "realisations/site.html#t-le-projet-b1-4"
    html = (project.site / ZOE / "competences.html").read_text("utf-8")
    frames = re.findall(r'<iframe name="preuve ([^"]*)" [^>]*?src="([^"]*)"', html)
    shown = {unescape(f"{source}#{place}") for place, source in frames}
    assert {row, "fichiers/audit.txt.html#", part, "realisations/site.html#t-chez-mme-ferrec"} <= shown
    frames = {f"competences.html#x-{code}.site" for code in ("B1.1", "B1.3", "B1.4")}
    for page in ("matrice.html", "synthese.html", "competences.html"):
        assert {frame.removeprefix(page) for frame in frames} <= set(links(project.site, f"{ZOE}/{page}")), page
    side = links(project.site, f"{ZOE}/realisations/site.html")
    assert {f"../competences.html#x-{one}.site.1" for one in ("B1.1", "B1.3.2", "B1.4")} <= set(side)


def test_a_text_is_read_in_its_own_letters_and_its_page_leads_back(school):
    """From Windows, without a charset: the file itself stays as it was, beside its page."""
    project = school("publique", Audience.JURY)
    build(project)
    html = (project.site / ZOE / "fichiers/releve.csv.html").read_text("utf-8")
    assert "<td>numéro</td>" in html
    assert {"../realisations/site.html", "releve.csv"} <= set(links(project.site, f"{ZOE}/fichiers/releve.csv.html"))
    assert (project.site / ZOE / "fichiers/releve.csv").read_bytes() == "n;mot\n1;numéro\n".encode("cp1252")


def test_a_file_that_changes_changes_its_page_and_its_card(school):
    """With nothing else edited: what the page shows is in what it is made from."""
    build(school("publique", Audience.JURY))
    project = school("publique", Audience.JURY, note="1;lettre")
    build(project)
    assert "<td>lettre</td>" in (project.site / ZOE / "fichiers/releve.csv.html").read_text("utf-8")
    assert "1;lettre" in (project.site / ZOE / "productions.html").read_text("utf-8")


def test_a_withheld_file_leaves_the_claim_its_sentence_and_says_so_to_the_team(school):
    """The jury reads the sentence and no thread; the team reads whom the proof is kept from."""
    jury, team = school("équipe", Audience.JURY), school("équipe", Audience.TEAM)
    build(jury)
    build(team)
    page = f"{ZOE}/realisations/site.html"
    told = (jury.site / page).read_text("utf-8")
    assert "Le parc est tenu." in told
    assert "audit.txt" not in told
    assert not (jury.site / ZOE / "fichiers/audit.txt.html").exists()
    shown = (team.site / page).read_text("utf-8")
    assert re.search(r'#x-B1\.1\.site\.1">Audit</a> <span class="vt-note">[^<]*équipe', shown)


def test_a_name_in_a_heading_and_in_a_file_is_nobodys(school):
    """The part is reached by the words that its readers read; a file that says the name stays with the team."""
    project = school("publique", Audience.JURY, note="2;Ferrec")
    stage = project.portfolios / ZOE / "stages/garage/index.md"
    stage.parent.mkdir(parents=True)
    stage.write_text(
        "---\norganisation: {nom: Garage}\ndu: 01/06/2026\nau: 26/06/2026\ntuteur: {nom: Mme Ferrec}\n---\nOui.\n",
        "utf-8",
    )
    build(project)
    html = (project.site / ZOE / "realisations/site.html").read_text("utf-8")
    assert "Ferrec" not in html
    assert not (project.site / ZOE / "fichiers/releve.csv.html").exists()
    proofs = (project.site / ZOE / "competences.html").read_text("utf-8")
    (part,) = re.findall(r'<iframe name="preuve (t-chez[^"]*)"', proofs)
    assert f'id="{unquote(unescape(part))}"' in html
    assert "PRV010" in {one.code for one in check(project).diagnostics}
