"""Tables that a spreadsheet opens without running anything."""

import gc
import sys
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from vitrail.site.outputs.spreadsheets import as_csv, as_xlsx, harmless

TABLE = (("Étudiant", "B1.1"), ("=HYPERLINK(1)", 2), ("+1", 0), ("Zoé", 3))


def test_no_cell_is_a_formula():
    """What starts like a formula is text in both files."""
    sheet = load_workbook(BytesIO(as_xlsx(TABLE, "2025-2027"))).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert "'=HYPERLINK(1)" in as_csv(TABLE).decode("utf-8-sig")


def test_the_same_table_gives_the_same_bytes():
    """A workbook does not hold the hour at which it was made."""
    assert as_xlsx(TABLE, "a") == as_xlsx(TABLE, "a")


def test_what_a_workbook_held_goes_with_it():
    """A school's cells, one workbook after the other, would wait for somebody to look for circles."""
    gc.collect()
    gc.disable()
    try:
        as_xlsx(TABLE, "a")
        assert not any(isinstance(held, Cell) for held in gc.get_objects())
    finally:
        gc.enable()


def test_windows_gives_the_same_bytes(monkeypatch):
    """A member of an archive says which system made it, unless it is told."""
    here = as_xlsx(TABLE, "a")
    monkeypatch.setattr(sys, "platform", "win32")
    assert as_xlsx(TABLE, "a") == here


@pytest.mark.parametrize("title", ["2025/2027", "a" * 60, "[]:*?", ""])
def test_any_class_name_makes_a_sheet_name(title):
    """The characters that a sheet's name cannot hold are left out."""
    assert load_workbook(BytesIO(as_xlsx(TABLE, title))).worksheets


@pytest.mark.parametrize("sign", ["=", "\u200b=", " =", "\u00a0+", "\uff1d", "\uff20"])
def test_a_formula_is_found_behind_what_a_program_may_drop(sign):
    """Invisible signs, spaces, and the wide forms of East Asian keyboards."""
    assert harmless(f"{sign}A1").startswith("'")


def test_every_text_is_between_quotes():
    """A program that cuts at commas finds no formula after one; numbers stay numbers."""
    assert as_csv((("x,=A1,y", 3),)).decode("utf-8-sig") == '"x,=A1,y";3\r\n'
