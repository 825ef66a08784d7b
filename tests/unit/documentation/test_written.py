"""The pages that the code writes."""

import pytest

from vitrail.doors.documentation.pages import PAGES
from vitrail.site.pages.states import COVERED, SIGNS


@pytest.mark.parametrize("one", [*SIGNS.values(), COVERED], ids=lambda one: one.word)
def test_each_sign_is_in_the_documentation_with_what_it_says(one):
    """Whether it covers, and what it means."""
    (row,) = [line for line in PAGES["signes.md"]().splitlines() if line.startswith(f"| {one.word} ")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[3] == ("oui" if one.covers else "non")
    assert cells[4] == one.meaning
