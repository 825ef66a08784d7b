"""Tables that a spreadsheet opens without running anything."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from generator.outputs.spreadsheets import as_csv, as_xlsx

TABLE = (("Étudiant", "B1.1"), ("=HYPERLINK(1)", 2), ("+1", 0), ("Zoé", 3))


def test_no_cell_is_a_formula():
    """What starts like a formula is text in both files."""
    sheet = load_workbook(BytesIO(as_xlsx(TABLE, "2025-2027"))).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert "'=HYPERLINK(1)" in as_csv(TABLE).decode("utf-8-sig")


def test_the_same_table_gives_the_same_bytes():
    """A workbook does not hold the hour at which it was made."""
    assert as_xlsx(TABLE, "a") == as_xlsx(TABLE, "a")


@pytest.mark.parametrize("title", ["2025/2027", "a" * 60, "[]:*?", ""])
def test_any_class_name_makes_a_sheet_name(title):
    """The characters that a sheet's name cannot hold are left out."""
    assert load_workbook(BytesIO(as_xlsx(TABLE, title))).worksheets
