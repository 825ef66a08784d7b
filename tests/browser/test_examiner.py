"""Ten tasks of an examiner, from the zip, without network: clicks are counted, and none takes more than two."""

import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from tests.waiting import searched
from vitrail.doors.cli import main

ROOT = Path(__file__).parents[2]
LIST = "Heure;Candidat\n8 h 00;MOREAU Léa\n8 h 50;GARNIER Tom\n9 h 40;PETIT Chloé\n"
HOME = "2025-2027/moreau-lea/index.html"


@pytest.fixture(scope="module", name="bag")
def _bag(tmp_path_factory):
    """The sample's class, archived in the order of a secretariat's list, then extracted."""
    place = tmp_path_factory.mktemp("commission")
    shutil.copytree(ROOT / "portfolios", place / "ecole" / "portfolios")
    (place / "passage.csv").write_text(LIST, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place / "ecole")
        words = ("2025-2027", "--vers", str(place / "promo.zip"), "--passage", str(place / "passage.csv"))
        done = CliRunner().invoke(main, ["archive", *words, "--date", "12/05/2027"])
    assert done.exit_code == 0, done.output
    with ZipFile(place / "promo.zip") as zipped:
        zipped.extractall(place / "ouvert")
    return next((place / "ouvert").iterdir())


@pytest.fixture(name="examiner")
def _examiner(bag, visit):
    """A page of 1280 × 800, opened on OUVRIR.html, that counts clicks."""
    size = {"width": 1280, "height": 800}
    with visit(bag.as_uri(), offline=True, viewport=size, reduced_motion="no-preference") as page:
        page.clicks = 0
        page.goto((bag / "OUVRIR.html").as_uri())
        yield page
    assert page.clicks <= 2


def click(page, selector):
    """Click what is there, and count it."""
    page.clicks += 1
    page.locator(selector).first.click()
    page.wait_for_load_state()


def candidate(page, name="Léa Moreau"):
    """Open a candidate from the list."""
    click(page, f"table.vt-class a:has-text('{name}')")


def in_sight(page, selector):
    """True if something is whole in the window as it opened."""
    box = page.locator(selector).first.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= 800


@pytest.mark.browser
def test_who_passes_first_is_read_without_a_click(examiner):
    """The class in the order of passage, a line each; its columns are sorted by their numbers, and by rank."""
    names = examiner.locator(".vt-class tbody a")
    assert names.all_inner_texts()[:3] == ["Léa Moreau", "Tom Garnier", "Chloé Petit"]
    assert examiner.locator(".vt-class .vt-rosace").count() == names.count()
    assert in_sight(examiner, f".vt-class tbody tr >> nth={names.count() - 1}")
    told = {}
    for head in ("Couvertes", "Rang"):
        examiner.click(f".vt-class thead th:has-text('{head}') button")
        column = examiner.locator(f".vt-class thead th:has-text('{head}')").evaluate("(head) => head.cellIndex")
        cells = examiner.locator(f".vt-class tbody tr > :nth-child({column + 1})").all_inner_texts()
        told[head] = [int(cell.partition("/")[0]) for cell in cells]
    assert told["Couvertes"] == sorted(told["Couvertes"]) != sorted(told["Couvertes"], key=str)
    assert told["Rang"] == sorted(told["Rang"])


@pytest.mark.browser
def test_a_candidate_s_file_is_in_one_window(examiner):
    """Name, option, session, rosace, tableau, what is presented, stages, validated, next: before another click."""
    candidate(examiner)
    assert "option SISR · session 2027" in examiner.locator(".vt-eyebrow").first.inner_text()
    for selector in (
        "h1",
        ".vt-rosace",
        ".vt-commission__columns",
        ".vt-commission__works b",
        "text=attestations délivrées",
        ".vt-commission__facts :text('Validées')",
        "text=Candidat suivant, dans l’ordre de passage",
    ):
        assert in_sight(examiner, selector), selector
    assert len(re.findall(r"\S+", examiner.locator("body").inner_text())) < 500
    told = examiner.locator("main").inner_text()
    assert not re.search(
        r"\b(votre|vos|vous|écrivez|à écrire|prêt pour)\b", told.split("Présentation")[0], re.IGNORECASE
    )


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "then", "found"),
    [
        ("Léa Moreau", "article .vt-actions__first", "table.vt-synthesis, .vt-synthesis"),
        ("Léa Moreau", ".vt-commission__columns li:nth-child(3) > a >> nth=-1", "text=Développer la présence en ligne"),
        ("Léa Moreau", ".vt-commission__works li:nth-child(2) a", "h1:has-text('OPNsense')"),
        ("Léa Moreau", ".vt-commission__facts a:has-text('Stages')", "text=Attestation délivrée le"),
        ("Léa Moreau", ".vt-nav a:has-text('Productions')", "h1:has-text('Productions')"),
        ("Léa Moreau", "a[rel=next]", "h1:has-text('Tom Garnier')"),
        ("Chloé Petit", ".vt-nav a:has-text('Toutes les preuves')", "text=validée"),
    ],
    ids=[
        "le tableau",
        "une colonne",
        "une réalisation présentée",
        "les attestations",
        "les productions",
        "le suivant",
        "l'état",
    ],
)
def test_what_is_asked_next_is_two_clicks_away(examiner, name, then, found):
    """From the zip to the answer."""
    candidate(examiner, name)
    click(examiner, then)
    examiner.locator(found).first.wait_for()


@pytest.mark.browser
def test_a_word_is_found_from_the_list(examiner):
    """The search of the class works from a file, on the page that opens."""
    assert searched(examiner, "Zabbix")
    click(examiner, ".vt-search__list a")
    examiner.locator("article >> text=Zabbix").first.wait_for()
