"""Every row of a table takes as many columns as its head, spans counted."""

from tests.builders import cohort, school, student, work
from tests.tables import uneven
from tests.unit.pages.test_site import built
from vitrail.content.model.audience import Audience


def test_a_row_that_lacks_a_cell_is_uneven():
    """And one that a cell above reaches down to is not."""
    spanned = '<table><tr><th rowspan="2">a<th colspan="2">b</tr><tr><th>c<th>d</tr><tr><td>1<td>2<td>3</tr></table>'
    assert uneven(spanned) == []
    assert uneven(spanned.replace("<td>3", "")) == [[3, 3, 2]]


def test_the_rows_of_every_table_are_as_wide_as_its_head():
    """A column without its head, or a head without its cells, shifts all that stands right of it."""
    records = school(cohort(student(realisations=(work("glpi"), work("vlan"))), student("ali")))
    pages = {(who, url): html for who in Audience for url, html in built(records, who).items()}
    assert any("<table" in html for html in pages.values())
    assert {page: rows for page, html in pages.items() if (rows := uneven(html))} == {}
