"""Keys are read under many names: those that people wrote before the table was made of patterns are data here."""

from itertools import combinations
from pathlib import Path

import pytest

from vitrail.content.reading.text.parse import parse_yaml
from vitrail.content.values import keys
from vitrail.content.values.fields import open_fields
from vitrail.content.values.folding import fold_key
from vitrail.content.values.key import Keys, text_keys
from vitrail.content.values.suggesting import guess

TABLES = {name: table for name, table in vars(keys).items() if isinstance(table, Keys)}
MET = (Path(__file__).parent / "other_names.txt").read_text("utf-8")


def met():
    """Yield each table and key with the folded names under which people wrote it."""
    table = ""
    for line in MET.splitlines():
        if not line.startswith(" "):
            table = line
            continue
        key, names = line.strip().split(": ", 1)
        yield pytest.param(table, key, names.split("; "), id=f"{table}-{key}")


@pytest.mark.parametrize(("table", "key", "names"), list(met()))
def test_every_name_that_people_wrote_is_read_as_the_same_key(table, key, names):
    """Four hundred names of files met, of which the patterns give each."""
    rows, notes = {key.name: key.names for key in TABLES[table]}, TABLES[table].noted
    assert set(names) <= set(rows.get(key, notes))


@pytest.mark.parametrize("table", TABLES)
def test_no_two_keys_of_a_table_share_a_name(table):
    """Neither as written nor in the other number: else the order of the rows would decide what is read."""
    for one, other in combinations(TABLES[table], 2):
        assert not {*one.names} & {*other.names}, (one.name, other.name)


@pytest.mark.parametrize(
    "word", ["du", "nor", "le", "as", "competance", "titres secondaires", "entreprises partenaires"]
)
def test_a_word_that_is_near_a_key_is_not_taken_for_it(word):
    """Only what people write for a key is read as the key; what resembles it is proposed."""
    assert TABLES["REALISATION"].find(fold_key(word)) is None


def test_a_key_in_the_other_number_is_read_and_a_slip_is_proposed():
    """« titres » is « titre », and « tirte » is asked about."""
    assert TABLES["REALISATION"].find("titres").name == "titre"
    assert guess("tirte", [key.name for key in TABLES["REALISATION"]]).name == "titre"


@pytest.mark.parametrize(
    ("table", "name"), [(name, note) for name, table in TABLES.items() for note in sorted(table.noted)]
)
def test_a_note_is_no_key_and_no_fault(table, name):
    """The title of a stage, whose page has its host's: nothing is said, whatever signs of YAML the text holds."""
    parsed = parse_yaml("a.yml", f"{name}: Notes : 3".encode(), keys=text_keys(TABLES[table]))
    faults = [*parsed.diagnostics]
    open_fields(parsed, faults, TABLES[table])
    assert (TABLES[table].find(name), faults) == (None, [])
