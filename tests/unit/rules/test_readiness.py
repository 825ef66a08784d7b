"""« Prêt pour l'oral ? »: each requirement is met, not met, or left to the candidate's judgement."""

import json
import re

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.framework import Check
from generator.rules.checks import CHECKS
from tests.unit.reading.schools import write

LEA = "2025-2027/le-bris-anna"
HOME = "---\nnom: Le Bris\nprénom: Anna\noption: SISR\n---\n"
ALL = "{B1.1: a, B1.2: a, B1.3: a, B1.4: a, B1.5: a, B1.6: a, B2.1: a, B2.2: a, B2.3: a}"
FULL = (
    "---\ntitre: Tout\npériode: du 05/01/2026 au 30/01/2026\ncontexte: formation\nmode: vécue\n"
    f"compétences: {ALL}\nproductions: [{{titre: N, lien: 'https://a.example'}}]\népreuves: [bloc 2]\n---\nÀ lire.\n"
)
OTHER = FULL.replace("Tout", "Autre")
STAGE = "---\nordre: 1\norganisation: {nom: Mairie}\ndu: 01/06/2026\nau: 26/06/2026\n---\n"


@pytest.fixture
def ready(tmp_path, monkeypatch):
    """Give a function that writes a school and runs ``vitrail ready`` on a day."""

    def run(files, *words, day="2026-10-01", school="adresse du site: https://exemple.example/\n", cohort=""):
        base = {
            "etablissement.yml": f"nom: Lycée d'essai\n{school}",
            "2025-2027/promotion.yml": "nom: BTS SIO\nréférentiel: fr.bts-sio.2019\nsession: 2027\n" + cohort,
            f"{LEA}/index.md": HOME,
        }
        for name, text in {**base, **{f"{LEA}/{name}": text for name, text in files.items()}}.items():
            path = tmp_path / "portfolios" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        asked = ("--date", day) if day else ()
        done = CliRunner().invoke(main, ["ready", *words, *asked, "--format", "json"])
        (student,) = json.loads(done.stdout)["students"]
        return done.exit_code, {item["id"]: item["outcome"] for item in student["requirements"]}, student

    return run


def test_nobody_is_called_ready_while_a_required_point_is_open(ready):
    """Nothing hard misses; what no file shows is left to the candidate, and is not said to be there."""
    code, outcomes, student = ready({"realisations/a.md": FULL, "realisations/b.md": OTHER})
    assert (code, student["ready"], student["readiness"]) == (0, False, "à juger")
    assert {key for key, value in outcomes.items() if value == "non satisfait"} == set()
    assert {key for key, value in outcomes.items() if value == "à juger par vous"} == {"D6", "D7", "D8", "D11", "D12"}
    (first, *_) = student["requirements"]
    assert first["source"].startswith("Circulaire nationale d’organisation, session 2023")


@pytest.mark.parametrize(
    ("files", "wrong", "hard"),
    [
        ({}, {"D1", "D2", "D3", "D4", "D5", "D9", "D11"}, True),
        ({"realisations/a.md": FULL.replace("B1.3: a, ", "")}, {"D2", "D9"}, True),
        ({"realisations/a.md": FULL, "realisations/b.md": OTHER.replace(f"compétences: {ALL}\n", "")}, {"D3"}, True),
        (
            {
                "realisations/a.md": FULL,
                "realisations/b.md": OTHER.replace("période: du 05/01/2026 au 30/01/2026\n", ""),
            },
            {"D4"},
            True,
        ),
        ({"realisations/a.md": FULL, "realisations/b.md": OTHER.replace("productions:", "x:")}, {"D5"}, False),
        ({"realisations/a.md": FULL, "realisations/b.md": OTHER, "stages/mairie/index.md": STAGE}, {"D6"}, True),
        ({"realisations/a.md": FULL}, {"D9"}, False),
    ],
    ids=["rien", "compétence", "sans compétences", "sans période", "sans production", "attestation", "une fiche"],
)
def test_what_misses_is_named_and_only_what_is_hard_fails(ready, files, wrong, hard):
    """Exit 1 for a hard requirement alone."""
    code, outcomes, _ = ready(files)
    found = {key for key, value in outcomes.items() if value == "non satisfait"}
    assert found - {"D12"} == wrong
    assert code == int(hard or "D12" in found)


def test_an_unfinished_stage_asks_for_no_paper_yet(ready):
    """The attestation is given at the end."""
    files = {"realisations/a.md": FULL, "realisations/b.md": OTHER, "stages/mairie/index.md": STAGE}
    assert ready(files, day="2026-06-10")[1]["D6"] == "à juger par vous"


@pytest.mark.parametrize(
    ("asked", "oral", "reference", "declared"),
    [
        ("2026-06-10", "01/07/2026", "10/06/2026", "à juger par vous"),
        ("", "01/07/2026", "10/06/2026", "non satisfait"),
        ("", "10/06/2026", "01/07/2026", "à juger par vous"),
        ("", "", "01/07/2026", "non satisfait"),
    ],
    ids=["le jour demandé", "le jour de l'oral", "l'oral avant la référence", "la date de référence"],
)
def test_a_portfolio_is_judged_on_the_day_of_its_oral(ready, asked, oral, reference, declared):
    """« --date », else « oral le » of the class, else the school's reference date: a stage is over or not by it."""
    files = {"realisations/a.md": FULL, "realisations/b.md": OTHER, "stages/mairie/index.md": STAGE}
    school, cohort = f"date de référence: {reference}\n", f"oral le: {oral}\n"
    assert ready(files, day=asked, school=school, cohort=cohort)[1]["D6"] == declared


def test_an_employment_that_goes_on_has_its_certificate_already(ready):
    """An apprentice's employer gives it before the oral, months before the contract ends."""
    job = STAGE.replace("au: 26/06/2026", "au: 31/08/2027\ncontexte: alternance\ncertificat: {délivré le: 01/03/2027}")
    files = {"realisations/a.md": FULL, "realisations/b.md": OTHER, "stages/mairie/index.md": job}
    _, outcomes, student = ready(files, day="2027-04-01")
    (found,) = (item for item in student["requirements"] if item["id"] == "D6")
    assert (outcomes["D6"], found["why"]) == ("à juger par vous", "Toutes sont déclarées.")


def test_without_an_address_the_portfolio_is_not_reachable(ready):
    """A commission cannot open what has no address."""
    assert ready({"realisations/a.md": FULL}, school="")[1]["D7"] == "non satisfait"


def test_every_check_that_a_framework_may_ask_for_is_made():
    """A référentiel names a check; none is left without its function."""
    assert set(CHECKS) == set(Check)


def test_a_class_holds_on_a_line_a_student(tmp_path, monkeypatch):
    """Whoever prepares thirty candidates reads thirty lines; who left is no candidate."""
    for name in ("le-bris-anna", "moal-yann", "parti-paul"):
        path = tmp_path / "portfolios/2025-2027" / name / "index.md"
        path.parent.mkdir(parents=True)
        left = "départ: 01/02/2026\n---\n" if name == "parti-paul" else "---\n"
        path.write_text(HOME.removesuffix("---\n") + left, encoding="utf-8")
    (tmp_path / "portfolios/2025-2027/promotion.yml").write_text(
        "référentiel: fr.bts-sio.2019\nsession: 2027\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["ready", "2025-2027"])
    assert done.exit_code == 1
    assert [line[0] for line in done.stdout.splitlines()] == ["✗", "✗"]


DAY = ("--date", "2026-10-01")
SAYS = {"✓": "oui", "?": "à juger", "✗": "non"}
"""What the command says of a candidate → what the table of the class does."""


@pytest.mark.parametrize(
    ("home", "works", "sign"),
    [
        (HOME, {}, "✗"),
        (HOME, {"a": FULL, "b": OTHER}, "?"),
        (HOME.replace("option:", "référentiel: x.y\noption:"), {}, ""),
        (HOME.replace("option:", "départ: 01/02/2026\noption:"), {}, ""),
    ],
    ids=["rien", "tout", "une session sans exigence", "parti"],
)
def test_the_command_the_page_and_the_table_say_one_thing(tmp_path, monkeypatch, home, works, sign):
    """Of each candidate, to each reader; and a class of whom nothing is asked has no page that would be led to."""
    files = {"2025-2027/promotion.yml": "référentiel: fr.bts-sio.2019\nsession: 2027\n", f"{LEA}/index.md": home}
    files["referentiels/x.yml"] = (
        "identifiant: x.y\ntitre: X\ncompétences: [{code: X1, titre: X}]\nniveaux: [{titre: N, jugé: oui}]\n"
        "exigences: [{code: E1, titre: Plus tard, constat: tableau, obligatoire: oui, depuis la session: 2040}]\n"
    )
    files |= {f"{LEA}/realisations/{name}.md": text for name, text in works.items()}
    write(tmp_path / "portfolios", files)
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(main, ["ready", "2025-2027", *DAY]).stdout
    for audience in ("equipe", "jury"):
        done = CliRunner().invoke(main, ["build", "--jobs", "1", "--audience", audience, *DAY])
        assert "faute de Vitrail" not in done.output
    table, page = tmp_path / "site-equipe/2025-2027/dossiers.html", f"{LEA}/dossier.html"
    rows = re.findall(r"<td>(oui|non|à juger)</td>", table.read_text("utf-8")) if table.exists() else []
    assert rows == [SAYS[one] for one in sign]
    if not sign:
        assert said.startswith("Anna Le Bris") is ("x.y" in home)
        return
    assert said[0] == sign
    for edition in ("site-equipe", "site-jury"):
        lead = re.search(r'<p class="vt-lead">(.*?)</p>', (tmp_path / edition / page).read_text("utf-8"))[1]
        assert "satisfait" not in lead
        assert lead.startswith("Il manque") is (sign == "✗")


def test_an_exemption_is_counted_apart_never_as_met_nor_as_missing(ready):
    """A point by its title; without its reason, its author or its day it does not count, nor for somebody else."""
    files = {"realisations/a.md": FULL, "realisations/b.md": OTHER, "stages/mairie/index.md": STAGE}
    code, outcomes, student = ready(files)
    assert (code, outcomes["D6"], student["readiness"]) == (1, "non satisfait", "pas prêt")
    title = next(item["title"] for item in student["requirements"] if item["id"] == "D6")
    given = {
        "étudiant": "le-bris-anna",
        "point": title,
        "raison": "Stage déjà validé.",
        "par": "M. Durand",
        "le": "12/03/2026",
    }
    for wrong in ({"étudiant": "le-bris"}, {"point": "Autre"}, {"raison": ""}, {"par": ""}, {"le": ""}):
        cohort = f"dispenses:\n  - {json.dumps(given | wrong, ensure_ascii=False)}\n"
        assert ready(files, cohort=cohort)[1] == outcomes
    code, found, student = ready(files, cohort=f"dispenses:\n  - {json.dumps(given, ensure_ascii=False)}\n")
    assert (code, found) == (0, outcomes | {"D6": "dispensé"})
    (point,) = (item for item in student["requirements"] if item["id"] == "D6")
    assert "Stage déjà validé." in point["why"]
    assert "M. Durand" in point["why"]
