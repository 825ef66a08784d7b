"""The table of keys: no row contradicts another, its record or its example."""

from __future__ import annotations

import pytest

from generator.model.audience import Visibility
from generator.model.realisation import Mode
from generator.model.school import Teacher
from generator.reading.text.parse import parse_yaml
from generator.values import keys as table
from generator.values.choices import read_choice
from generator.values.fields import open_fields
from generator.values.folding import fold
from generator.values.key import Key, Keys, Kind, Where, text_keys

TABLES = {name: keys for name, keys in vars(table).items() if isinstance(keys, Keys)}
ROWS = [(name, key) for name, keys in TABLES.items() for key in keys]


def named(row):
    """Show a row in the name of its test."""
    return f"{row[0]}-{row[1].name}"


@pytest.mark.parametrize("name", TABLES)
def test_no_name_is_that_of_two_keys(name):
    """What an author writes means one thing in its mapping."""
    names = [name for key in TABLES[name] for name in key.names]
    assert len(names) == len(set(names))


def test_a_row_says_what_its_field_does_not():
    """What a value is, its words, the keys below, who sees what says nothing and what may lack: all of it derives."""
    work, team = table.REALISATION, table.TEACHER
    assert [work[name].kind for name in ("résumé", "période", "contexte", "mode", "ordre", "fiche")] == [
        Kind.TEXT,
        Kind.PERIOD,
        Kind.CHOICES,
        Kind.CHOICE,
        Kind.NUMBER,
        Kind.RECORD,
    ]
    assert work["mode"].of is Mode
    assert work["fiche"].keys is table.SHEET
    assert table.COHORT["équipe"].kind is Kind.RECORDS
    assert table.REPORT["visibilité"].default is Visibility.JURY
    assert team["nom"].required
    assert not team["rôle"].required
    assert team.whole == {"name"}


def test_a_row_of_a_field_that_is_not_there_is_refused():
    """A name that no field bears is a fault of ours, found when the table is read."""
    with pytest.raises(KeyError, match="nom"):
        Keys(Teacher, Key("nom", "nom"))


@pytest.mark.parametrize("row", [row for row in ROWS if row[1].example], ids=named)
def test_an_example_is_read_without_a_fault(row):
    """What the guides and the templates show can be typed as it stands."""
    name, key = row
    document = parse_yaml("a.yml", f"{key.name}: {key.example}\n".encode(), keys=text_keys(TABLES[name]))
    assert not document.diagnostics
    faults = []
    fields = open_fields(document, faults, TABLES[name])
    simple = key.kind not in {Kind.OWN, Kind.PAIRS}
    if simple and (key.kind is not Kind.RECORDS or key.to):
        assert fields.value(key) not in (None, ())
    assert [fault.message for fault in faults] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row[1].fact], ids=named)
def test_a_fact_is_of_a_record_that_shows_facts(row):
    """A key that needs no code is not lost for want of a page that shows it."""
    name, key = row
    assert "facts" in TABLES[name].record.__struct_fields__
    assert Where.PAGE in key.shown
    assert not key.to


@pytest.mark.parametrize("row", [row for row in ROWS if row[1].choices], ids=named)
def test_a_word_of_a_choice_means_what_it_says(row):
    """Each word of a choice is read as one of the listed words, and no two of them are one spelling."""
    _, key = row
    meant = set(key.of or key.words.values())
    assert {read_choice(word, key.of, key.words) for word in key.choices} == meant
    said = [fold(word) for word in key.choices]
    assert len(said) == len(set(said))
