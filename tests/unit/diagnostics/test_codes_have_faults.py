from datetime import date

import pytest

from tests.builders import check
from tests.unit.diagnostics.faults import ELSEWHERE, FAULTS, page
from tests.unit.reading.schools import read
from vitrail.ground.diagnostics import known_codes
from vitrail.ground.diagnostics.catalogue import families
from vitrail.knowledge.coverage.tables import Coverage

TODAY = date(2027, 3, 15)
OURS = ("REF", "STR", "EVA", "EXA", "MED", "PRV")


def told(root, files):
    """The codes told of a class that holds these files."""
    reading = read(root, files)
    found = [*reading.diagnostics, *check(reading.school, Coverage(), TODAY)]
    assert all(one.message and one.advice and str(one.place) for one in found)
    return {one.id for one in found}


@pytest.mark.parametrize("code", FAULTS)
def test_a_faulty_file_gets_its_code(code, tmp_path):
    """Every code is told of the file that shows its fault."""
    assert code in told(tmp_path, FAULTS[code][0])


@pytest.mark.parametrize("code", FAULTS)
def test_a_mended_file_does_not(code, tmp_path):
    """The same file, mended, is no longer blamed."""
    assert code not in told(tmp_path, FAULTS[code][1])


@pytest.mark.parametrize("code", [code for code in known_codes().values() if code.example], ids=lambda code: code.id)
def test_the_example_that_a_code_shows_is_told_so_and_mended_is_not(code, tmp_path):
    """A line of a réalisation, as « explain » and the documentation show it."""
    for number, line in enumerate(code.example.split(" → ")):
        key, _, value = line.partition(": ")
        found = told(tmp_path / str(number), page(**{key: value}))
        assert (code.id in found) is (number == 0), line


def test_no_code_is_without_its_fault():
    """Every code of these families has its two tests."""
    ours = {code.id for family in OURS for code in families()[family]}
    assert ours == {id_ for id_ in FAULTS.keys() | ELSEWHERE.keys() if id_.startswith(OURS)}


def test_a_clean_school_is_told_nothing(tmp_path):
    """A class with one student who has written nothing yet has no fault."""
    assert not {code for code in told(tmp_path, {}) if not code.startswith("STG")}


@pytest.mark.parametrize("code", [code for family in OURS for code in families()[family]], ids=lambda code: code.id)
def test_unverified_sources_are_never_errors(code):
    """A rule whose source could not be read is at most a warning."""
    assert known_codes()[code.id] is code
    assert not (code.unverified and code.severity == "erreur")
