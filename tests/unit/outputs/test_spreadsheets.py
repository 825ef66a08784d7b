"""Tables that a spreadsheet opens without running anything."""

import pytest

from vitrail.site.outputs.spreadsheets import as_csv, harmless

TABLE = (("Étudiant", "B1.1"), ("=HYPERLINK(1)", 2), ("+1", 0), ("Zoé", 3))


def test_no_cell_is_a_formula():
    """What starts like a formula is text."""
    assert "'=HYPERLINK(1)" in as_csv(TABLE).decode("utf-8-sig")


@pytest.mark.parametrize("sign", ["=", "\u200b=", " =", "\u00a0+", "\uff1d", "\uff20"])
def test_a_formula_is_found_behind_what_a_program_may_drop(sign):
    """Invisible signs, spaces, and the wide forms of East Asian keyboards."""
    assert harmless(f"{sign}A1").startswith("'")


def test_every_text_is_between_quotes():
    """A program that cuts at commas finds no formula after one; numbers stay numbers."""
    assert as_csv((("x,=A1,y", 3),)).decode("utf-8-sig") == '"x,=A1,y";3\r\n'
