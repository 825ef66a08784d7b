from collections import defaultdict
from pathlib import Path

import pytest

from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Fate, close
from vitrail.content.reading.school import read_school

PORTFOLIOS = Path(__file__).parents[2] / "portfolios"
PUBLISHED, RESERVED, REJECTED = Fate.PUBLISHED, Fate.RESERVED, Fate.REJECTED
EXPECTED = {
    "alias": (RESERVED, {"YAM020"}),
    "bom-crlf": (PUBLISHED, set()),
    "cle-double": (RESERVED, {"YAM019"}),
    "crochet": (REJECTED, {"YAM003"}),
    "date-impossible": (RESERVED, {"DAT001"}),
    "deux-points": (PUBLISHED, set()),
    "deux-points-ailleurs": (REJECTED, {"YAM001"}),
    "etiquette": (PUBLISHED, set()),
    "heure": (RESERVED, {"STR018"}),
    "jamais-ferme": (REJECTED, {"YAM014"}),
    "latin-1": (RESERVED, {"ENC003"}),
    "non": (RESERVED, {"STR018"}),
    "octets-nuls": (REJECTED, {"ENC001"}),
    "sans-en-tete": (None, {"YAM016"}),
    "tabulation": (None, {"YAM028"}),
    "un-point-dix": (RESERVED, {"REF001"}),
    "utf-16": (None, {"ENC003"}),
    "vide": (RESERVED, {"YAM017"}),
}
"""File → its state (None: published, with or without reserves) and the codes told of it."""


@pytest.fixture(scope="module")
def clumsy():
    """The clumsy files that habits leave, each beside the others."""
    reading = read_school(PORTFOLIOS / "clumsy")
    codes = defaultdict(set)
    for one in reading.diagnostics:
        codes[one.place.path].add(one.code)
    entries = close(reading.files, Audience.TEAM, diagnostics=reading.diagnostics).entries
    return codes, {entry.path: entry.fate for entry in entries}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_clumsy_file_is_told_and_stops_nobody(clumsy, name):
    """Each has its diagnostic and its state; the twenty others are read all the same."""
    codes, fates = clumsy
    path = f"2025-2027/moreau-lea/realisations/{name}.md"
    fate, told = EXPECTED[name]
    assert codes[path] == told
    assert fates[path] is fate or (fate is None and fates[path] in (PUBLISHED, RESERVED))


def test_every_clumsy_file_is_expected(clumsy):
    """No file of the case is forgotten by the test above."""
    folder = "2025-2027/moreau-lea/realisations/"
    assert {path for path in clumsy[1] if path.startswith(folder)} == {f"{folder}{name}.md" for name in EXPECTED}


def test_a_portfolio_alone_has_no_fault():
    """The mini school of one student."""
    reading = read_school(PORTFOLIOS / "alone")
    assert [cohort.slug for cohort in reading.school.cohorts] == [""]
    assert reading.diagnostics == ()
