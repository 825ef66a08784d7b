"""The recipes of docs/contribuer.md, each followed to the letter on a copy of the tree."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "contribuer.md").read_text("utf-8")
RECIPE = re.compile(r"<!-- recipe: ([\w-]+) -->\n((?:```diff\n.*?\n```\n)+)", re.DOTALL)
STEP = re.compile(r"```diff\n(---|\+\+\+) (\S+)\n(.*?)\n```\n", re.DOTALL)
RECIPES = dict(RECIPE.findall(PAGE))
TABLEAU = "2025-2027/noel-zoe/synthese.html"
LONG = "Mairie : service des sports"
SCHOOL = {
    "mkdocs.yml": "site_name: École\ndocs_dir: portfolios\ntheme: {name: vitrail}\nplugins: [vitrail]\n",
    "portfolios/organisations/mairie.md": "---\nnom: Mairie de Valmont\n---\n",
    "portfolios/2025-2027/promotion.yml": "référentiel: essai\nsession: 2027\n",
    "portfolios/2025-2027/noel-zoe/index.md": "---\nnom: Noël\nprénom: Zoé\n---\nBonjour.\n",
    "portfolios/2025-2027/noel-zoe/stages/mairie/index.md": "---\npériodes: [{organisation: mairie}]\n---\nAccueil.\n",
    "portfolios/2025-2027/noel-zoe/realisations/glpi.md": f"---\ntitre: GLPI\nclient: {LONG}\n---\nTexte.\n",
    "portfolios/referentiels/essai.yml": (
        "identifiant: essai\ntitre: Essai\nniveaux: [bloc]\nniveau jugé: bloc\ncompétences: [{code: A, titre: Agir}]\n"
        "épreuves: [{code: F1, titre: Oral, lieu: salle des fêtes}]\n"
        "tableaux: [{code: t, titre: Tableau, colonnes: [A], rubriques: [{code: formation, titre: En formation}]}]\n"
    ),
}


class Kitchen:
    """A copy of the tree and a small school beside it."""

    def __init__(self, folder: Path) -> None:
        self.tree, self.school = folder / "tree", folder / "school"
        for room in ("generator", "theme", "docs"):
            shutil.copytree(ROOT / room, self.tree / room)  # bytecode too, with its dates: what is edited is compiled
        shutil.copy(ROOT / "pyproject.toml", self.tree)
        (self.tree / "tests" / "portfolios" / "stages").mkdir(parents=True)
        shutil.copytree(ROOT / "tests" / "lexicon", self.tree / "tests" / "lexicon")
        for name, text in SCHOOL.items():
            (self.school / name).parent.mkdir(parents=True, exist_ok=True)
            (self.school / name).write_text(text, "utf-8")

    def follow(self, recipe: str, without: str = "") -> None:
        """Do what each step of a recipe says, save one: lines after another one or in its place, or a new file."""
        for kind, name, body in STEP.findall(RECIPES[recipe]):
            path = self.tree / name
            if name == without:
                continue
            added = "".join(f"{line[1:]}\n" for line in body.split("\n") if line.startswith("+"))
            if kind == "+++":
                path.write_text(added, "utf-8")
                continue
            text, anchor = path.read_text("utf-8"), f"{body.split(chr(10))[0][1:]}\n"
            assert text.count(anchor) == 1, (name, anchor)
            kept = "" if body.startswith("-") else anchor
            path.write_text(text.replace(anchor, kept + added), "utf-8")

    def run(self, *arguments: str) -> str:
        """Run a module of the copy."""
        where = os.environ | {"PYTHONPATH": str(self.tree / "generator")}
        command = [sys.executable, "-m", *arguments]
        done = subprocess.run(command, cwd=self.school, env=where, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or "check" in arguments, done.stderr
        return done.stdout

    def tests(self, name: str) -> str:
        """What the fast tests of the copy say of it."""
        shutil.copytree(ROOT / "tests" / "unit" / "values", self.tree / "tests" / "unit" / "values")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", name]
        where = os.environ | {"PYTHONPATH": str(self.tree / "generator")}
        done = subprocess.run(command, cwd=self.tree, env=where, capture_output=True, text=True, check=False)
        assert done.returncode != 0
        return done.stdout

    def faults(self, folder: str = "2025-2027") -> dict[str, str]:
        """What ``vitrail check`` says of a folder: code → message."""
        found = json.loads(self.run("vitrail", "check", "--format", "json"))["diagnostics"]
        return {one["code"]: one["message"] for one in found if f"/{folder}/" in one["path"]}

    def page(self, name: str) -> str:
        """Build the site for the team and give a page."""
        self.run("vitrail", "build", "--audience", "equipe", "--jobs", "1")
        return (self.school / "site-equipe" / name).read_text("utf-8")


@pytest.fixture(name="kitchen")
def _kitchen(tmp_path):
    return Kitchen(tmp_path)


def test_every_recipe_is_followed_here():
    """A recipe that no test follows would rot."""
    assert set(RECIPES) == {"diagnostic", "key", "typed-key", "field", "column", "page", "fact", "colour", "sanitiser"}


@pytest.mark.slow
def test_a_key_written_once_is_a_key_everywhere(kitchen):
    """Unknown before; after one row: known, mended, cut, shown, in the guide and in what ``vitrail new`` writes."""
    assert "YAM001" in kitchen.faults()
    kitchen.follow("key")
    found = kitchen.faults()
    assert "YAM002" in found
    assert not {"YAM001", "STR019"} & found.keys()
    work = "2025-2027/noel-zoe/realisations/glpi"
    page = kitchen.page(f"{work}.html")
    assert "<dt>Client</dt>" in page
    assert LONG in page
    kitchen.run("vitrail.doors.documentation", str(kitchen.tree / "docs"))
    guide = (kitchen.tree / "docs" / "ecrire.md").read_text("utf-8")
    assert "| `client` | pour qui le travail a été fait | page |" in guide
    kitchen.run("vitrail", "new", "realisation", "2025-2027/noel-zoe", "Un autre travail")
    made = kitchen.school / "portfolios/2025-2027/noel-zoe/realisations/un-autre-travail.md"
    assert "client" in made.read_text("utf-8")
    (kitchen.school / "portfolios" / f"{work}.md").write_text(f"---\ntitre: GLPI\nclient: {'x' * 300}\n---\n", "utf-8")
    assert "STR035" in kitchen.faults()


@pytest.mark.slow
def test_a_typed_key_is_a_field_and_a_row(kitchen):
    """Unknown before; after: read as its field says, shown, sealed, in the guide; a wrong value is told."""
    work = kitchen.school / "portfolios/2025-2027/noel-zoe/realisations/glpi.md"
    work.write_text("---\ntitre: GLPI\nheures: douze\n---\nTexte.\n", "utf-8")
    assert "heures" in kitchen.faults()["STR019"]
    kitchen.follow("typed-key")
    assert "un nombre entier" in kitchen.faults()["STR018"]
    work.write_text("---\ntitre: GLPI\nheures: 12\n---\nTexte.\n", "utf-8")
    assert not {"STR018", "STR019"} & kitchen.faults().keys()
    assert re.search(r"<dt>Heures</dt>\s*<dd>\s*12", kitchen.page("2025-2027/noel-zoe/realisations/glpi.html"))
    kitchen.run("vitrail.doors.documentation", str(kitchen.tree / "docs"))
    assert "| `heures` | le temps que le travail a pris | page |" in (kitchen.tree / "docs/ecrire.md").read_text(
        "utf-8"
    )


STEPS = {
    "generator/vitrail/content/model/realisation.py": "KeyError: 'hours'",
    "generator/vitrail/content/values/keys.py": "Extra items in the left set",
}
"""Step of a recipe → what the fast tests say without it."""


@pytest.mark.slow
@pytest.mark.parametrize("left", STEPS)
def test_the_fast_tests_name_the_step_that_was_left_out(kitchen, left):
    """A field without its row, a row without its field, a key that nothing shows or that is not written as sealed."""
    kitchen.follow("typed-key", without=left)
    said = kitchen.tests("tests/unit/values/test_keys.py")
    assert STEPS[left] in said


@pytest.mark.slow
def test_a_diagnostic_is_heard(kitchen):
    """Where the fault is, and no more once it is mended."""
    kitchen.follow("key")
    kitchen.follow("diagnostic")
    assert "GLPI" in kitchen.faults()["EXA990"]
    work = kitchen.school / "portfolios/2025-2027/noel-zoe/realisations/glpi.md"
    work.write_text("---\ntitre: GLPI\ntechnologies: [GLPI 10]\n---\nTexte.\n", "utf-8")
    assert "EXA990" not in kitchen.faults()


@pytest.mark.slow
def test_a_field_of_a_referentiel_is_read_and_shown(kitchen):
    """Unknown before; after the recipe it is on the référentiel's page."""
    assert "lieu" in kitchen.faults("referentiels")["STR019"]
    kitchen.follow("field")
    assert not kitchen.faults("referentiels")
    assert "salle des fêtes" in kitchen.page("referentiels/essai/index.html")


@pytest.mark.slow
def test_a_column_is_in_the_table(kitchen):
    """Its head, its cells, and the spans of what goes across, one more."""
    work = kitchen.school / "portfolios/2025-2027/noel-zoe/realisations/glpi.md"
    work.write_text("---\ntitre: GLPI\nrésumé: Un parc inventorié.\n---\nTexte.\n", "utf-8")
    before = kitchen.page(TABLEAU)
    kitchen.follow("column")
    after = kitchen.page(TABLEAU)
    assert "Un parc inventorié." not in before
    assert '<th scope="col" class="vt-synthesis__when" rowspan="2">Résumé</th>' in after
    assert '<td class="vt-synthesis__when">Un parc inventorié.</td>' in after
    spans = [{int(span) for span in re.findall(r'colspan="(\d+)"', page)} for page in (before, after)]
    assert spans == [{3}, {4}]


@pytest.mark.slow
def test_a_page_is_on_the_site(kitchen):
    """With what the records hold; a student's page that had this name moves, is said, and is one link away."""
    (kitchen.school / "portfolios/2025-2027/noel-zoe/merci.md").write_text("---\ntitre: À tous\n---\nMerci.\n", "utf-8")
    kitchen.follow("page")
    page, found = kitchen.page("2025-2027/noel-zoe/merci.html"), kitchen.faults()
    assert '<li><a href="stages/mairie.html">' in page
    assert '<a href="page-merci.html">À tous</a>' in page
    assert "STR043" in found
    assert "STR006" not in found


@pytest.mark.slow
def test_a_fact_is_known_where_it_is_shown(kitchen):
    """What two portfolios name stands on the page of their class; what one alone names does not."""
    kitchen.follow("fact")
    work = "---\ntitre: Un parc\nstatut: soumise\ntechnologies: [GLPI, {other}]\n---\nTexte.\n"
    for name, other in (("noel-zoe", "Nagios"), ("roux-ali", "Zabbix")):
        place = kitchen.school / "portfolios" / "2025-2027" / name / "realisations" / "parc.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(work.format(other=other), "utf-8")
    home = kitchen.school / "portfolios" / "2025-2027" / "roux-ali" / "index.md"
    home.write_text("---\nnom: Roux\nprénom: Ali\n---\nBonjour.\n", "utf-8")
    page = kitchen.page("2025-2027/index.html")
    assert "plusieurs travaillent avec GLPI" in page
    assert "Zabbix" not in page


@pytest.mark.slow
def test_a_hue_is_a_colour_of_a_bloc(kitchen):
    """Unknown before; after, a référentiel may ask for it, and pages and their sheet have it."""
    framework = kitchen.school / "portfolios" / "referentiels" / "essai.yml"
    framework.write_text(framework.read_text("utf-8") + "couleurs: {A: sarcelle}\n", "utf-8")
    assert "sarcelle" in kitchen.faults("referentiels")["STR020"]
    kitchen.follow("colour")
    assert "STR020" not in kitchen.faults("referentiels")
    assert "vt-hue-teal" in kitchen.page("referentiels/essai/index.html")
    sheets = [path.read_text("utf-8") for path in (kitchen.school / "site-equipe").rglob("*.css")]
    for said in (".vt-hue-teal", "--vt-teal:#0b6570", "--vt-teal:#6fd0dc"):
        assert any(said in sheet.replace(": #", ":#") for sheet in sheets)


@pytest.mark.slow
def test_another_sanitiser_takes_the_place_of_ours(kitchen):
    """Nothing imports the former one any more; what a text may hold is there, and what it may not is not."""
    work = kitchen.school / "portfolios/2025-2027/noel-zoe/realisations/glpi.md"
    work.write_text("---\ntitre: GLPI\n---\nUn *mot* de [trop](javascript:alert(1)).\n", "utf-8")
    kitchen.follow("sanitiser")
    (kitchen.tree / "nh3.py").write_text("raise ImportError\n", "utf-8")
    page = kitchen.page("2025-2027/noel-zoe/realisations/glpi.html")
    assert "Un <em>mot</em> de" in page
    assert 'href="javascript:' not in page
