"""``vitrail new`` for a newcomer: templates that cannot be filled wrongly, names to type, a next step to paste."""

import re
import shlex
from datetime import date
from importlib import resources

import pytest

from vitrail.building.making.works import examined
from vitrail.content.model.audience import Audience
from vitrail.content.reading.school import read_school
from vitrail.content.values import keys
from vitrail.content.values.folding import fold
from vitrail.content.values.key import Kind
from vitrail.site.settings import CommandOptions, find_project

PEOPLE = "portfolios/2025-2027"


def uncommented(text):
    """Every line of a template that a « # » holds back, without it."""
    return re.sub(r"(?m)^( *)#(?=[^ \n]|  - )", r"\1", text)


def test_whatever_loses_its_hash_is_read(fresh, vitrail):
    """One indent for all: a block and its detail are two keys of one mapping; a remark never ends up in a value."""
    vitrail("new", "realisation", "moreau-lea", "Un")
    vitrail("new", "stage", "moreau-lea", "Mairie", "--du", "01/06/2026", "--au", "26/06/2026")
    for path in (*fresh.rglob("*.yml"), *(fresh / PEOPLE).rglob("*.md")):
        path.write_text(uncommented(path.read_text("utf-8")), "utf-8")
    found = examined(find_project(fresh, CommandOptions(asked_date=date(2025, 10, 1)), Audience.TEAM)).diagnostics
    assert [f"{one.place} {one.code} {one.message}" for one in found if one.code.startswith("YAM")] == []
    (item,) = read_school(fresh / "portfolios").school.cohorts[0].students[0].realisations
    claims = {claim.cited: claim for claim in item.claims}
    assert claims.keys() == {"B1.1.1"}
    assert not any(claim.sentence for claim in claims.values())


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("realisation.md", keys.REALISATION), ("veille.md", keys.WATCH), ("stage.md", keys.INTERNSHIP),
        ("semaine.md", keys.REPORT), ("etudiant.md", keys.STUDENT), ("organisation.md", keys.ORGANISATION),
        ("page.md", keys.PAGE), ("promotion.yml", keys.COHORT), ("etablissement.yml", keys.SCHOOL),
    ],
)  # fmt: skip
def test_no_remark_of_ours_ends_a_line_of_text(name, table):
    """It would be part of what is filled in before it, and published."""
    text = resources.files("vitrail.doors.scaffolding").joinpath("templates", name).read_text("utf-8")
    for key, value in re.findall(r"(?m)^[ #]*([^\s:#][^:#\n]*):(.*)$", text.split("\n---\n")[0]):
        row = table.find(fold(key))
        if row and row.kind in {Kind.TEXT, Kind.PROSE, Kind.LINES}:
            assert " #" not in value, key


def test_a_sentence_with_a_colon_is_mended_in_a_new_file(fresh, vitrail):
    """Under the remark of our template as without it; and the template alone proves nothing."""
    vitrail("new", "realisation", "moreau-lea", "Un")
    path = fresh / PEOPLE / "moreau-lea/realisations/un.md"
    text = path.read_text("utf-8").replace("#B1.1.1:", "B1.1.1: Inventaire de la salle 204 : 32 postes")
    path.write_text(text, "utf-8")
    (item,) = read_school(fresh / "portfolios").school.cohorts[0].students[0].realisations
    assert [claim.sentence for claim in item.claims] == ["Inventaire de la salle 204 : 32 postes"]
    assert item.body.empty


def test_a_new_school_keeps_sites_caches_and_private_data_out_of_git(empty, vitrail):
    """A .gitignore that is there already stays as it is: what ours would change in it is shown."""
    assert vitrail("new", "ecole")[0] == 0
    lines = {"/site/", "/site-*/", "/public/", "/prive.yml", ".vitrail-cache/", ".venv/"}
    assert lines <= set((empty / ".gitignore").read_text("utf-8").split())
    for name in ("mkdocs.yml", "portfolios/etablissement.yml", "portfolios/index.md"):
        (empty / name).unlink()
    (empty / ".gitignore").write_text("mien\n", "utf-8")
    code, said = vitrail("new", "ecole")
    assert code == 0
    assert all(f"+{line}" in said for line in lines)
    assert "-mien" in said
    assert (empty / ".gitignore").read_text("utf-8") == "mien\n"


@pytest.mark.parametrize(
    ("typed", "made"),
    [("Éric Noël", "eric-noel"), ("MOREAU_Léa", "moreau-lea"), ("dubois-œuvre", "dubois-oeuvre"), ("漢字", "hanzi")],
)
@pytest.mark.usefixtures("fresh")
def test_a_portfolios_folder_is_spelled_as_its_address(vitrail, typed, made):
    """What was typed otherwise is said; letters of another alphabet are written as they sound."""
    code, said = vitrail("new", "etudiant", f"2025-2027/{typed}", "--nom", "N", "--prenom", "P")
    if made == "moreau-lea":
        assert code == 1  # it is there already
        return
    assert code == 0
    assert f" {PEOPLE}/{made}/index.md" in said
    assert (f"s’appelle «\u202f2025-2027/{made}\u202f»" in said) is (typed != made)


def test_each_next_step_can_be_pasted(empty, vitrail):
    """As it stands, also for a class with a space and an apostrophe; it runs, and a draft names the file to fill."""
    said = vitrail("new", "ecole")[1]
    for given in (None, ("new", "promotion", "L'année 2027", "--session", 2027), None, None):
        next_one = re.search(r"(?:Ensuite|Une promotion)\u202f: vitrail (.*)", said)
        code, said = vitrail(*(given or shlex.split(next_one[1])))
        assert code == 0, said
    made = "portfolios/L'année 2027/moreau-lea/realisations/deploiement-de-glpi.md"
    assert f"remplissez {made}, puis vitrail serve\n" in said
    assert (empty / made).is_file()


def test_a_stage_says_what_comes_next(fresh, vitrail):
    """Its own file first, not its last week."""
    said = vitrail("new", "stage", "moreau-lea", "Mairie", "--du", "01/06/2026", "--au", "26/06/2026")[1]
    assert f"remplissez {PEOPLE}/moreau-lea/stages/mairie/index.md, puis vitrail serve" in said
    assert (fresh / PEOPLE / "moreau-lea/stages/mairie/index.md").is_file()


@pytest.mark.parametrize(
    ("folder", "name"), [("2026-2028", "BTS SIO 2026-2028"), ("BTS-SIO-2", "BTS-SIO-2"), ("sio/2028", "BTS SIO 2028")]
)
def test_a_class_is_named_after_its_diploma(fresh, vitrail, folder, name):
    """As people say it; the year of the référentiel is not the class's."""
    assert vitrail("new", "promotion", folder, "--session", 2028)[0] == 0
    assert (fresh / "portfolios" / folder / "promotion.yml").read_text("utf-8").startswith(f"nom: {name}\n")
