"""Three diplomas of one, and of three years, from public facts: each builds without an error, in its own words."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from vitrail.building.making import works
from vitrail.doors.cli import main
from vitrail.ground.diagnostics import Severity
from vitrail.site.project import Project

SCHOOLS = Path(__file__).parents[1] / "portfolios"
AFTER = date(2027, 7, 10)
DIPLOMAS = {
    "but-informatique": ("BUT1", "BUT2", "BUT3"),
    "bac-pro-ciel": ("seconde", "première", "terminale"),
    "titre-professionnel": ("parcours",),
}
THEIRS = re.compile(r"\bBTS|\bSIO\b|\bSISR\b|\bSLAM\b|\bE[456]\b|tableaux? de synth|bts-sio", re.IGNORECASE)
READ = {".html", ".json", ".csv", ".txt", ".xml", ".js"}


@pytest.fixture(scope="module", name="schools")
def _schools(tmp_path_factory):
    """The three schools, each in a folder of its own."""
    root = tmp_path_factory.mktemp("diplomes")
    for name in DIPLOMAS:
        shutil.copytree(SCHOOLS / name, root / name / "portfolios")
        (root / name / "mkdocs.yml").write_text(
            "site_name: Essai\ntheme: {name: vitrail}\nplugins: [vitrail]\n", "utf-8"
        )
    return root


def examined(root, today=AFTER):
    """What is known of a school on a day."""
    return works.examined(Project(root=root, portfolios=root / "portfolios", site=root / "site", asked_date=today))


def rewritten(tmp_path, path, old, new):
    """What is told of a school of which a file says something else."""
    name, _, file = path.partition("/")
    shutil.copytree(SCHOOLS / name, tmp_path / "portfolios")
    target = tmp_path / "portfolios" / file
    assert old in target.read_text("utf-8")
    target.write_text(target.read_text("utf-8").replace(old, new), "utf-8")
    return [(one.code, one.message) for one in examined(tmp_path).diagnostics if one.severity is not Severity.ADVICE]


@pytest.mark.parametrize("name", DIPLOMAS)
def test_a_diploma_has_its_own_years_and_nothing_is_wrong(schools, name):
    """A class dates them by their names, by their rank, or shortened as schools do."""
    found = examined(schools / name)
    school = found.school
    assert [one for one in found.diagnostics if one.severity is not Severity.ADVICE] == []
    (cohort,) = school.cohorts
    assert school.frameworks[cohort.framework].years == DIPLOMAS[name]
    starts = [year.start for year in cohort.years]
    assert len(starts) == len(DIPLOMAS[name])
    assert starts == sorted(starts)


def built(school, audience, monkeypatch):
    """The folder of an edition."""
    monkeypatch.chdir(school)
    done = CliRunner().invoke(main, ["build", "--audience", audience, "--date", AFTER.isoformat()])
    assert done.exit_code == 0, done.output
    return school / {"equipe": "site-equipe", "jury": "site-jury", "public": "site"}[audience]


@pytest.mark.parametrize("audience", ["equipe", "jury", "public"])
@pytest.mark.parametrize("name", DIPLOMAS)
def test_no_page_has_a_word_of_another_diploma(schools, name, audience, monkeypatch):
    """Neither a page, nor an index of search: the diplomas that ship with Vitrail are nobody else's words."""
    site = built(schools / name, audience, monkeypatch)
    read = [path for path in site.rglob("*") if path.suffix in READ and "assets" not in path.parts]
    assert len([path for path in read if path.suffix == ".html"]) > 8
    told = {path.name: THEIRS.findall(path.read_text("utf-8")) for path in read}
    assert {file: words for file, words in told.items() if words} == {}


@pytest.mark.parametrize("name", DIPLOMAS)
def test_an_archive_asks_for_no_model_that_the_diploma_does_not_have(schools, name, tmp_path, monkeypatch):
    """« Sans le tableau officiel : donnez le modèle de la circulaire » sent its reader after a paper of the BTS SIO."""
    monkeypatch.chdir(schools / name)
    (cohort,) = (path.parent.name for path in (schools / name).glob("portfolios/*/promotion.yml"))
    done = CliRunner().invoke(main, ["archive", cohort, "--vers", str(tmp_path / "remis")])
    assert done.exit_code == 0, done.output
    assert "tableau officiel" not in done.output


WORK = "bac-pro-ciel/2024-2027/le-goff-mael/stages/pfmp-5/index.md"


def test_a_period_cut_short_is_told_with_the_name_of_its_year(tmp_path):
    """« terminale », which the référentiel names, and not « deuxième année »."""
    found = dict(rewritten(tmp_path, WORK, "du: 23/11/2026\nau", "du: 07/12/2026\nau"))
    assert "Le stage de terminale compte 4 semaines, au lieu de 6 semaines" in found["STG021"]


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("but-informatique/2024-2027/promotion.yml", "3e année", "4e année", ("STR019", "4e année")),
        ("but-informatique/2024-2027/promotion.yml", "année: BUT2", "année: BUT5", ("STR020", "BUT5")),
        ("bac-pro-ciel/2024-2027/promotion.yml", "terminale: 6", "quatrième: 6", ("STR019", "quatrième")),
        ("but-informatique/referentiels/but-informatique.yml", "année: BUT3", "année: BUT9", ("STR020", "BUT9")),
    ],
)
def test_a_year_that_the_diploma_does_not_have_is_told(tmp_path, path, old, new, told):
    """Whatever says it: the dates of a class, a path, a profile, a competency."""
    found = dict(rewritten(tmp_path, path, old, new))
    assert told[1] in found[told[0]]


def test_a_year_without_stage_asks_for_none_and_the_others_do(tmp_path):
    """Of BUT1 the profile says nothing: no stage of it is missing; without that of BUT3, one is."""
    shutil.copytree(SCHOOLS / "but-informatique", tmp_path / "portfolios")
    shutil.rmtree(tmp_path / "portfolios/2024-2027/nguyen-linh/stages/atelier-mobile")
    found = [one.message for one in examined(tmp_path).diagnostics if one.code == "STG015"]
    assert found == ["Le stage de BUT3 devrait être fait, et n’est pas dans le portfolio."]


def test_a_niveau_says_its_year_where_it_is_read(schools, monkeypatch):
    """On the page of the référentiel, and on that of the competency."""
    folder = built(schools / "but-informatique", "public", monkeypatch) / "referentiels/fr.but-informatique.2021"
    assert "<p>Année : BUT2</p>" in (folder / "C1.2.html").read_text("utf-8").replace("\u202f", " ")
    page = (folder / "index.html").read_text("utf-8")
    assert re.findall(r'<span class="vt-badge">(BUT\d)</span>', page) == ["BUT1", "BUT2", "BUT3", "BUT1", "BUT2"]
