"""The table of keys: no row contradicts another, its record or its example."""

from __future__ import annotations

import types
import typing
from datetime import date
from enum import Enum

import pytest

from generator.language import Period
from generator.model.audience import Visibility
from generator.model.framework import Competency, Exam, Framework, Level, Option, Situation, SynthesisTable
from generator.model.internships.internship import Internship, Report, Review
from generator.model.internships.organisation import Organisation
from generator.model.internships.regulation import Profile, Range
from generator.model.realisation import Production, Realisation
from generator.model.school import Cohort, School
from generator.model.student import FreePage, Student, WatchEntry
from generator.reading.text.parse import parse_yaml
from generator.values import keys as table
from generator.values.fields import open_fields
from generator.values.key import Keys, Kind, Where, text_keys

TABLES = {name: keys for name, keys in vars(table).items() if isinstance(keys, Keys)}
ROWS = [(name, key) for name, keys in TABLES.items() for key in keys]
RECORDS = {
    "STUDENT": Student,
    "REALISATION": Realisation,
    "PRODUCTION": Production,
    "INTERNSHIP": Internship,
    "REPORT": Report,
    "REVIEW": Review,
    "WATCH": WatchEntry,
    "PAGE": FreePage,
    "ORGANISATION": Organisation,
    "HOST": Organisation,
    "SCHOOL": School,
    "COHORT": Cohort,
    "FRAMEWORK": Framework,
    "OPTION": Option,
    "LEVEL": Level,
    "COMPETENCY": Competency,
    "EXAM": Exam,
    "SITUATION": Situation,
    "TABLE": SynthesisTable,
    "PROFILE": Profile,
}
HOLDS = {
    Kind.TEXT: str,
    Kind.WORD: str,
    Kind.PROSE: str,
    Kind.NUMBER: int,
    Kind.WEEKS: Range,
    Kind.FLAG: bool,
    Kind.DAY: date,
    Kind.PERIOD: Period,
    Kind.VISIBILITY: Visibility,
    Kind.LINES: tuple,
    Kind.WORDS: tuple,
    Kind.CHOICES: tuple,
    Kind.RECORDS: tuple,
}


def named(row):
    """Show a row in the name of its test."""
    return f"{row[0]}-{row[1].name}"


@pytest.mark.parametrize("name", TABLES)
def test_no_name_is_that_of_two_keys(name):
    """What an author writes means one thing in its mapping."""
    names = [name for key in TABLES[name] for name in key.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", [row for row in ROWS if row[1].to], ids=named)
def test_a_value_is_of_the_kind_that_its_field_holds(row):
    """The record has the field, and a value read by the row is one that it may hold."""
    name, key = row
    record = TABLES[name].make or RECORDS[name]
    hints = typing.get_type_hints(record)
    assert key.to in set(record.__struct_fields__)
    held = typing.get_args(hints[key.to]) if isinstance(hints[key.to], types.UnionType) else (hints[key.to],)
    below = key.keys.make if key.keys else None
    wanted = {**HOLDS, Kind.CHOICE: key.of or str, Kind.RECORD: below}[key.kind]
    assert any((typing.get_origin(one) or one) is wanted for one in held), (held, wanted)


@pytest.mark.parametrize("row", [row for row in ROWS if row[1].example], ids=named)
def test_an_example_is_read_without_a_fault(row):
    """What the guides and the templates show can be typed as it stands."""
    name, key = row
    document = parse_yaml("a.yml", f"{key.name}: {key.example}\n".encode(), keys=text_keys(TABLES[name]))
    assert not document.diagnostics
    faults = []
    fields = open_fields(document, faults, TABLES[name])
    simple = key.kind not in {Kind.OWN, Kind.PAIRS, Kind.CLAIMS}
    if simple and (key.kind is not Kind.RECORDS or (key.keys and key.keys.make)):
        assert fields.value(key) not in (None, ())
    assert [fault.message for fault in faults] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row[1].fact], ids=named)
def test_a_fact_is_of_a_record_that_shows_facts(row):
    """A key that needs no code is not lost for want of a page that shows it."""
    name, key = row
    assert "facts" in RECORDS[name].__struct_fields__
    assert Where.PAGE in key.shown
    assert not key.to


@pytest.mark.parametrize("row", [row for row in ROWS if row[1].words or row[1].of], ids=named)
def test_a_word_of_a_choice_means_what_it_says(row):
    """Another word stands for one of the enumeration's, or for one of the listed words."""
    _, key = row
    meant = set(key.of or key.words.values())
    assert meant
    assert set(key.words.values()) <= meant
    assert all(isinstance(word, Enum) == (key.of is not None) for word in meant)
