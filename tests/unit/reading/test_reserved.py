"""Names that the site needs for its own pages: whatever stands in the table of addresses, no author takes."""

import pytest

from tests.unit.reading.schools import COHORT, HOME, LEA, codes, read
from vitrail.content.addressing import addresses
from vitrail.content.addressing.table import TAKEN_LATER, AtRoot, InCohort, InPortfolio
from vitrail.content.model.ledger import Fate
from vitrail.doors.scaffolding import files


def first(row):
    """The first name of an address."""
    return row.partition("/")[0].partition(".")[0]


def own(rows):
    """First names, less the homes and the sections, which are files of the authors, and those whose page moves."""
    return sorted({first(row) for row in rows} - {"index", "realisations", "stages", "veille"} - TAKEN_LATER)


@pytest.mark.parametrize("name", own(AtRoot))
def test_no_class_takes_a_name_of_the_schools(tmp_path, name):
    """Its pages would be among the school's, or in their place."""
    reading = read(tmp_path, {f"{name.upper()}/promotion.yml": COHORT, f"{name.upper()}/noel/index.md": HOME})
    assert "STR008" in codes(reading)
    assert [cohort.slug for cohort in reading.school.cohorts] == ["2025-2027"]


@pytest.mark.parametrize("name", own([*AtRoot, *InCohort]))
def test_no_student_takes_a_name_of_the_schools_or_of_the_classs(tmp_path, name):
    """The school's too: « organisations » is put in a class by mistake."""
    reading = read(tmp_path, {f"2025-2027/{name}/index.md": HOME})
    assert "STR008" in codes(reading)
    assert [one.slug for one in reading.school.cohorts[0].students] == ["moreau-lea"]


@pytest.mark.parametrize("name", own(InPortfolio))
def test_no_free_page_takes_a_name_of_the_portfolios(tmp_path, name):
    """Nor a folder of pages; and « vitrail new » gives its page another name."""
    wanted = {f"{LEA}/{name}.md": "# Moi", f"{LEA}/{name}/cv.md": "# CV"}
    reading = read(tmp_path, wanted)
    assert codes(reading).count("STR008") == 2
    assert {entry.fate for entry in reading.files if entry.path in wanted} == {Fate.REJECTED}
    assert f"{LEA}/{name}.md" not in files.page(LEA, name)


@pytest.mark.parametrize("name", own([*InPortfolio, *AtRoot]))
def test_in_a_portfolio_that_is_a_whole_site_the_schools_names_are_taken_too(tmp_path, name):
    """« lire.md » at the root stopped the build: two pages asked for one address."""
    wanted = {"promotion.yml": COHORT, "index.md": HOME, f"{name}.md": "# Moi"}
    reading = read(tmp_path, wanted, base=False)
    assert "STR008" in codes(reading)
    assert f"{name}.md" not in files.page("", name)


def test_the_list_of_organisations_keeps_its_address(tmp_path):
    """« organisations/index.md » would be an organisation at the address of their list."""
    reading = read(tmp_path, {"organisations/index.md": "---\nnom: Mairie\n---\n"})
    assert "STR008" in codes(reading)
    assert not reading.school.organisations


def test_a_competency_named_index_has_an_address_of_its_own():
    """Its page took the place of its référentiel's."""
    assert addresses.file_name("index") != "index"
    assert addresses.file_name("Index").casefold() != "index"
