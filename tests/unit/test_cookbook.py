"""The recipes of docs/contribuer.md, all followed to the letter on one copy of the tree."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.deep import some_now

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "contribuer.md").read_text("utf-8")
RECIPE = re.compile(r"<!-- recipe: ([\w-]+) -->\n((?:```diff\n.*?\n```\n)+)", re.DOTALL)
STEP = re.compile(r"```diff\n(---|\+\+\+) (\S+)\n(.*?)\n```\n", re.DOTALL)
RECIPES = dict(RECIPE.findall(PAGE))
TABLEAU = "2025-2027/noel-zoe/synthese.html"
WORKS = "2025-2027/noel-zoe/realisations"
FRAMEWORK = "referentiels/essai.yml"
LONG = "Mairie : service des sports"
TOOLS = "---\ntitre: Un parc\nstatut: soumise\ntechnologies: [GLPI, {}]\n---\nTexte.\n"
SCHOOL = {
    "2025-2027/promotion.yml": "référentiel: essai\nsession: 2027\n",
    "2025-2027/noel-zoe/index.md": "---\nnom: Noël\nprénom: Zoé\n---\nBonjour.\n",
    "2025-2027/noel-zoe/merci.md": "---\ntitre: À tous\n---\nMerci.\n",
    "2025-2027/noel-zoe/stages/mairie/index.md": "---\npériodes: [{organisation: mairie}]\n---\nAccueil.\n",
    "2025-2027/roux-ali/index.md": "---\nnom: Roux\nprénom: Ali\n---\nBonjour.\n",
    "2025-2027/roux-ali/realisations/parc.md": TOOLS.format("Zabbix"),
    "organisations/mairie.md": "---\nnom: Mairie de Valmont\n---\n",
    FRAMEWORK: (
        "identifiant: essai\ntitre: Essai\nniveaux: [bloc]\nniveau jugé: bloc\ncompétences: [{code: A, titre: Agir}]\n"
        "épreuves: [{code: F1, titre: Oral, lieu: salle des fêtes}]\n"
        "tableaux: [{code: t, titre: Tableau, colonnes: [A], rubriques: [{code: formation, titre: En formation}]}]\n"
        "couleurs: {A: sarcelle}\n"
    ),
    f"{WORKS}/client.md": f"---\ntitre: GLPI\nclient: {LONG}\n---\nUn *mot* de [trop](javascript:alert(1)).\n",
    f"{WORKS}/trop-long.md": f"---\ntitre: Long\nclient: {'x' * 300}\n---\nTexte.\n",
    f"{WORKS}/douze.md": "---\ntitre: Douze\nheures: douze\n---\nTexte.\n",
    f"{WORKS}/heures.md": "---\ntitre: Heures\nheures: 12\n---\nTexte.\n",
    f"{WORKS}/fleche.md": "---\nstatut: soumise\ntitre -> Flèche\n---\nTexte.\n",
    f"{WORKS}/parc.md": TOOLS.format("Nagios"),
    f"{WORKS}/resume.md": "---\ntitre: Inventaire\nrésumé: Un parc inventorié.\n---\nTexte.\n",
}


class Kitchen:
    """A copy of the tree."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        for room in ("generator", "theme", "docs"):
            shutil.copytree(ROOT / room, tree / room)  # bytecode too, with its dates: what is edited is compiled
        shutil.copy(ROOT / "pyproject.toml", tree)
        (tree / "tests" / "portfolios" / "stages").mkdir(parents=True)
        shutil.copytree(ROOT / "tests" / "lexicon", tree / "tests" / "lexicon")

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


def run(tree, where, *arguments):
    """Run a module of a tree; give what it printed."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(tree), str(tree / "generator")))}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)


def served(tree, school):
    """Give what a tree says of the school, by file and code, and the site that it builds for its team."""
    for name, text in SCHOOL.items():
        (school / "portfolios" / name).parent.mkdir(parents=True, exist_ok=True)
        (school / "portfolios" / name).write_text(text, "utf-8")
    (school / "mkdocs.yml").write_text("site_name: École\ntheme: {name: vitrail}\nplugins: [vitrail]\n", "utf-8")
    faults = json.loads(run(tree, school, "vitrail", "check", "--format", "json").stdout)["diagnostics"]
    built = run(tree, school, "vitrail", "build", "--audience", "equipe", "--jobs", "1")
    assert built.returncode == 0, built.stderr
    return SimpleNamespace(
        faults={(one["path"].removeprefix("portfolios/"), one["code"]): one["message"] for one in faults},
        site=school / "site-equipe",
    )


@pytest.fixture(scope="module", name="before")
def _before(tmp_path_factory):
    """The school in the hands of this tree."""
    return served(ROOT, tmp_path_factory.mktemp("before"))


@pytest.fixture(scope="module", name="kitchen")
def _kitchen(tmp_path_factory):
    """A tree in which every recipe was followed; nothing in it imports the former sanitiser any more."""
    kitchen = Kitchen(tmp_path_factory.mktemp("after") / "tree")
    for recipe in RECIPES:
        kitchen.follow(recipe)
    (kitchen.tree / "nh3.py").write_text("raise ImportError\n", "utf-8")
    return kitchen


@pytest.fixture(scope="module", name="after")
def _after(kitchen):
    """The school in the hands of that tree."""
    return served(kitchen.tree, kitchen.tree.parent / "school")


def page(served_school, name):
    """Read a page."""
    return (served_school.site / name).read_text("utf-8")


def test_every_recipe_is_followed_here():
    """A recipe that no test follows would rot."""
    kinds = {
        "diagnostic",
        "key",
        "typed-key",
        "slip",
        "field",
        "column",
        "format",
        "page",
        "fact",
        "colour",
        "sanitiser",
    }
    assert set(RECIPES) == kinds


@pytest.mark.slow
def test_a_key_written_once_is_a_key_everywhere(before, after, kitchen):
    """Unknown before; after one row: known, mended, cut, shown, in the guide and in what ``vitrail new`` writes."""
    work = f"{WORKS}/client"
    assert (f"{work}.md", "YAM001") in before.faults
    assert not {(f"{work}.md", code) for code in ("YAM001", "STR019")} & after.faults.keys()
    assert (f"{WORKS}/trop-long.md", "STR035") in after.faults
    assert "<dt>Client</dt>" in page(after, f"{work}.html")
    assert LONG.replace(" :", "\u202f:") in page(after, f"{work}.html")
    assert run(kitchen.tree, kitchen.tree, "vitrail.doors.documentation", "docs").returncode == 0
    guide = (kitchen.tree / "docs" / "ecrire.md").read_text("utf-8")
    assert "| `client` | pour qui le travail a été fait | page |" in guide
    assert "| `heures` | le temps que le travail a pris | page |" in guide
    run(kitchen.tree, after.site.parent, "vitrail", "new", "realisation", "2025-2027/noel-zoe", "Un autre travail")
    made = after.site.parent / "portfolios" / WORKS / "un-autre-travail.md"
    assert "client" in made.read_text("utf-8")


@pytest.mark.slow
def test_a_typed_key_is_a_field_and_a_row(before, after):
    """Unknown before; after: read as its field says and shown; a wrong value is told."""
    assert "heures" in before.faults[f"{WORKS}/douze.md", "STR019"]
    assert "un nombre entier" in after.faults[f"{WORKS}/douze.md", "STR018"]
    assert not {(f"{WORKS}/heures.md", code) for code in ("STR018", "STR019")} & after.faults.keys()
    assert re.search(r"<dt>Heures</dt>\s*<dd>\s*12", page(after, f"{WORKS}/heures.html"))


STEPS = {
    "generator/vitrail/content/model/realisation.py": "KeyError: 'hours'",
    "generator/vitrail/content/values/keys.py": "Extra items in the left set",
}
"""Step of a recipe → what the tests of the room say without it."""


@pytest.mark.slow
@pytest.mark.parametrize("left", some_now(STEPS, every=2))
def test_the_tests_of_the_room_name_the_step_that_was_left_out(tmp_path, left):
    """A field without its row, a row without its field, a key that nothing shows or that is not written as sealed."""
    tree = Kitchen(tmp_path / "tree")
    tree.follow("typed-key", without=left)
    shutil.copytree(ROOT / "tests" / "unit" / "values", tree.tree / "tests" / "unit" / "values")
    told = run(tree.tree, tree.tree, "pytest", "-q", "-p", "no:cacheprovider", "tests/unit/values/test_keys.py")
    assert told.returncode != 0
    assert STEPS[left] in told.stdout


@pytest.mark.slow
def test_a_diagnostic_is_heard(after):
    """Where the fault is, and not where it is mended."""
    assert "GLPI" in after.faults[f"{WORKS}/client.md", "EXA990"]
    assert (f"{WORKS}/parc.md", "EXA990") not in after.faults


@pytest.mark.slow
def test_a_slip_is_seen_and_mended(kitchen, before, after):
    """Refused before with a sentence for any line; after, with its own, and ``--corriger`` writes what was meant."""
    work = f"{WORKS}/fleche.md"
    assert "flèche" not in before.faults[work, "YAM008"]
    assert "flèche" in after.faults[work, "YAM008"]
    run(kitchen.tree, after.site.parent, "vitrail", "check", "--corriger", f"portfolios/{work}")
    assert "\ntitre: Flèche\n" in (after.site.parent / "portfolios" / work).read_text("utf-8")


@pytest.mark.slow
def test_a_field_of_a_referentiel_is_read_and_shown(before, after):
    """Unknown before; after the recipe it is on the référentiel's page."""
    assert "lieu" in before.faults[FRAMEWORK, "STR019"]
    assert (FRAMEWORK, "STR019") not in after.faults
    assert "salle des fêtes" in page(after, "referentiels/essai/index.html")


@pytest.mark.slow
def test_a_column_is_in_the_table(before, after):
    """Its head, its cells, and the spans of what goes across, one more."""
    tables = page(before, TABLEAU), page(after, TABLEAU)
    assert "Un parc inventorié." not in tables[0]
    assert '<th scope="col" class="vt-synthesis__when" rowspan="2">Résumé</th>' in tables[1]
    assert '<td class="vt-synthesis__when">Un parc inventorié.</td>' in tables[1]
    assert [{int(span) for span in re.findall(r'colspan="(\d+)"', table)} for table in tables] == [{3}, {4}]


@pytest.mark.slow
def test_a_page_is_on_the_site(after):
    """With what the records hold; a student's page that had this name moves, is said, and is one link away."""
    thanks = page(after, "2025-2027/noel-zoe/merci.html")
    assert '<li><a href="stages/mairie.html">' in thanks
    assert '<a href="page-merci.html">À tous</a>' in thanks
    codes = {code for path, code in after.faults if path == "2025-2027/noel-zoe/merci.md"}
    assert "STR043" in codes
    assert "STR008" not in codes


@pytest.mark.slow
def test_a_fact_is_known_where_it_is_shown(after):
    """What two portfolios name stands on the page of their class; what one alone names does not."""
    cohort = page(after, "2025-2027/index.html")
    assert "plusieurs travaillent avec GLPI" in cohort
    assert "Zabbix" not in cohort


@pytest.mark.slow
def test_a_hue_is_a_colour_of_a_bloc(before, after):
    """Unknown before; after, a référentiel may ask for it, and pages and their sheet have it."""
    assert "sarcelle" in before.faults[FRAMEWORK, "STR020"]
    assert (FRAMEWORK, "STR020") not in after.faults
    assert "vt-hue-teal" in page(after, "referentiels/essai/index.html")
    sheets = [path.read_text("utf-8") for path in after.site.rglob("*.css")]
    for rule in (".vt-hue-teal", "--vt-teal:#0b6570", "--vt-teal:#6fd0dc"):
        assert any(rule in sheet.replace(": #", ":#") for sheet in sheets)


@pytest.mark.slow
def test_another_sanitiser_takes_the_place_of_ours(after):
    """What a text may hold is there, and what it may not is not."""
    shown = page(after, f"{WORKS}/client.html")
    assert "Un <em>mot</em> de" in shown
    assert 'href="javascript:' not in shown


@pytest.mark.slow
def test_a_format_gives_a_page(kitchen, after):
    """Left aside before; after the recipe, its title, its period, its code and its competency are those of a draft."""
    cells = [
        ("markdown", "# Journaux lus par un script\n\nDu 12/01/2026 au 06/02/2026, pour B1.1."),
        ("code", "lire()"),
    ]
    notebook = {"cells": [{"cell_type": kind, "source": [text]} for kind, text in cells]}
    file = after.site.parent.parent / "journaux.ipynb"
    file.write_text(json.dumps(notebook), "utf-8")
    said = {
        tree: run(tree, after.site.parent, "vitrail", "import", str(file), "noel-zoe").stdout
        for tree in (ROOT, kitchen.tree)
    }
    work = "portfolios/2025-2027/noel-zoe/realisations/journaux-lus-par-un-script.md"
    assert "Ce format ne se lit pas" in said[ROOT]
    assert work in said[kitchen.tree]
    draft = (after.site.parent / work).read_text("utf-8")
    assert "période: 12/01/2026 au 06/02/2026" in draft
    assert "```python\nlire()\n```" in draft
