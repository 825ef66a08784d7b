"""A table of codes and titles as a référentiel: what has a place is written, and the rest is told."""

import pytest

from vitrail.content.frameworks.building import build
from vitrail.content.reading.text.parse import parse_yaml
from vitrail.doors.importing.frameworks.table import read_framework
from vitrail.ground.language import FRENCH, ToldError

TABLE = "Code;Compétence;Indicateurs;Pôle\nC1;Communiquer;;A\nC1.1;Rédiger;Sans faute;A\nC10;Projet;;B\n"


def framework(found):
    """The référentiel that the file becomes, and its faults."""
    document = parse_yaml("a.yml", found.text.encode())
    return *build(document), document.diagnostics


def told(found):
    """The notes on the file, in French."""
    return [FRENCH.write(note.text) for note in found.notes]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_plain_table_of_codes_and_titles_is_a_referentiel(separator):
    """As a teacher types it: a code depends on the one that begins it; the columns without a place are named."""
    found = read_framework(TABLE.replace(";", separator), "BTS CIEL.csv")
    read, faults, wrong = framework(found)
    assert (wrong, faults, read.id, read.title) == ((), (), "tableau.bts-ciel", "BTS CIEL")
    assert [(one.id, one.parent) for one in read.competencies] == [("C1", None), ("C1.1", "C1"), ("C10", None)]
    assert [one.text for one in read.by_id["C1.1"].indicators] == ["Sans faute"]
    assert [level.kind for level in read.levels] == ["niveau 1", "niveau 2"]
    assert any("laissées de côté" in said and "Pôle" in said for said in told(found))


def test_a_code_that_misses_or_is_there_twice_is_told():
    """Each by its line."""
    found = read_framework("code;intitulé\nC1;Câbler\n;Sans code : oui\nC1;Câbler encore\n", "a.csv")
    read, faults, wrong = framework(found)
    assert [one.id for one in read.competencies] == ["C1", "ligne-3"]
    assert ([one.code for one in faults], wrong) == (["FRA003"], ())
    assert any("est déjà celui de la ligne 2" in said for said in told(found))
    assert any("Sans code" in said for said in told(found))


@pytest.mark.parametrize("text", ["", "nom;prénom\nMoreau;Léa\n", "Code MEF;Nom\n3;Moreau\n", "code;intitulé\n", "\0"])
def test_a_file_that_is_no_table_of_codes_is_refused(text):
    """A class list, or titles without a competency below."""
    with pytest.raises(ToldError):
        read_framework(text, "autre.csv")
