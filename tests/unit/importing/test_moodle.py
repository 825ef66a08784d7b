"""Moodle's fourteen columns as a référentiel: what has a place is written, and the rest is told, cell by cell."""

import csv
import io
import re

import pytest

from vitrail.content.frameworks.building import build
from vitrail.content.reading.text.parse import parse_yaml
from vitrail.doors.importing.frameworks.moodle import COLUMNS, read_moodle
from vitrail.ground.language import FRENCH, ToldError

CONFIG = '[{"scaleid":"1"},{"id":3,"scaledefault":1,"proficient":1},{"id":4,"scaledefault":0,"proficient":1}]'
SCALE = "non acquise,en cours,acquise,maîtrisée"
LONG = "Concevoir, mettre en service et documenter une solution d'accès au réseau pour les visiteurs du lycée, la nuit"
ROWS = (
    ("", "res-2", "Réseaux, seconde", "<p>Extrait : « seconde ».</p>", "1", SCALE, CONFIG, "", "0", "", "", "12", "1",
     "domain,competency,competency,competency"),
    ("", "RES", "Réseaux", "", "1", "", "", "", "0", "", "", "13", "", ""),
    ("RES", "RES.1", "Câbler", "<ul><li>Le câble est serti.</li><li>Le test passe.</li></ul>", "1", "", "",
     "core_competency\\competency_rule_all", "2", '{"base":1}', "RES.2,RES.9", "14", "", ""),
    ("RES", "RES.2", LONG[:100], f"<p>{LONG}</p>", "1", "", "", "", "0", "", "", "15", "", ""),
    ("RES", "", "Sans code : oui", "", "1", "", "", "", "0", "", "", "16", "", ""),
    ("RES", "RES.1", "Câbler encore", "", "7", "", "", "", "0", "", "", "", "", "", "une quinzième"),
)  # fmt: skip


def written(rows=ROWS, separator=",", head=COLUMNS):
    """The file that Moodle writes."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([head, *rows])
    return text.getvalue()


def framework(found):
    """The référentiel that the file becomes, and its faults."""
    document = parse_yaml("a.yml", found.text.encode())
    return *build(document), document.diagnostics


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("head", [COLUMNS, [f"colonne {n}" for n in range(14)]])
def test_the_tree_the_scale_and_the_depths_are_those_of_moodle(separator, head):
    """Whatever the separator, and the language of the headers: columns are read by their place."""
    read, faults, told = framework(read_moodle(written(separator=separator, head=head), "moodle.csv"))
    assert (told, [one.code for one in faults]) == ((), ["FRA003"])  # the code that is there twice
    assert (read.id, read.title, read.scale) == ("moodle.res-2", "Réseaux, seconde", tuple(SCALE.split(",")))
    assert [level.kind for level in read.levels] == ["domaine", "compétence"]
    assert [(one.id, one.parent) for one in read.competencies] == [
        ("RES", None),
        ("RES.1", "RES"),
        ("RES.2", "RES"),
        ("ligne-6", "RES"),
    ]
    assert [one.text for one in read.by_id["RES.1"].indicators] == ["Le câble est serti.", "Le test passe."]


def test_a_name_that_moodle_cut_is_whole_again():
    """At a hundred characters the sentence goes on in the description."""
    read, *_ = framework(read_moodle(written(), "moodle.csv"))
    assert (read.by_id["RES.2"].title, read.by_id["RES.2"].indicators) == (LONG, ())


def test_no_cell_is_lost_unsaid():
    """Each word of each cell is in the file that is written, or in the ledger."""
    found = read_moodle(written(), "moodle.csv")
    told = [FRENCH.write(note.text) for note in found.notes]
    kept = " ".join((found.text, *told))
    plain = {word for row in ROWS for cell in row for word in re.findall(r"\w{3,}", re.sub(r"<[^>]*>", " ", cell))}
    assert {word for word in plain if word not in kept} == set()
    assert any("tenait pour acquis : acquise et maîtrisée ;" in said.replace("\u202f", " ") for said in told)
    assert any("est déjà celui de la ligne 4" in said for said in told)


def test_a_scale_whose_configuration_cannot_be_read_is_told():
    """JSON cut short by a program that rewrote the file."""
    top = (*ROWS[0][:6], CONFIG[:-4], *ROWS[0][7:])
    found = read_moodle(written((top, ROWS[1])), "moodle.csv")
    assert any("ne se lit pas" in str(note.text) and CONFIG[:-4] in str(note.text) for note in found.notes)


@pytest.mark.parametrize(
    "text", ["", "nom;prénom\nMoreau;Léa\n", "Code MEF;Nom\n3;Moreau\n", written(ROWS[1:]), written(ROWS[:1]), "\0"]
)
def test_a_file_that_is_none_of_moodle_s_is_refused(text):
    """A class list, a file without its framework, or without a competency."""
    with pytest.raises(ToldError):
        read_moodle(text, "autre.csv")


def test_a_plain_table_of_codes_and_titles_is_a_referentiel():
    """As a teacher types it: a code depends on the one that begins it; the columns without a place are named."""
    text = "Code;Compétence;Indicateurs;Pôle\nC1;Communiquer;;A\nC1.1;Rédiger;Sans faute;A\nC10;Projet;;B\n"
    found = read_moodle(text, "BTS CIEL.csv")
    read, faults, told = framework(found)
    assert (told, faults, read.id, read.title) == ((), (), "tableau.bts-ciel", "BTS CIEL")
    assert [(one.id, one.parent) for one in read.competencies] == [("C1", None), ("C1.1", "C1"), ("C10", None)]
    assert [one.text for one in read.by_id["C1.1"].indicators] == ["Sans faute"]
    assert any(
        "laissées de côté" in said and "Pôle" in said for said in (FRENCH.write(note.text) for note in found.notes)
    )


def test_parents_that_turn_in_a_circle_end():
    """A file that somebody edited by hand."""
    ring = [("B", "A", "Un", *[""] * 11), ("A", "B", "Deux", *[""] * 11)]
    assert read_moodle(written((ROWS[0], *ring)), "moodle.csv").count == 2
