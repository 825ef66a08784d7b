from openpyxl import Workbook

from vitrail.content.extracts.sheets.grid import COLUMNS, ROWS
from vitrail.content.extracts.sheets.xlsx import grid_of


def test_a_small_sheet_costs_the_cells_that_it_has():
    """Asking openpyxl for a cell makes it: thirty thousand were made, and read, for a tableau of twenty rows."""
    sheet = Workbook().worksheets[0]
    sheet["B2"] = "Titre"
    assert grid_of(sheet).at(2, 2).text == "Titre"
    assert (sheet.max_row, sheet.max_column) == (2, 2)


def test_a_large_sheet_is_read_as_far_as_a_tableau_may_go():
    """What lies beyond is nobody's."""
    sheet = Workbook().worksheets[0]
    for row, column in ((ROWS, COLUMNS), (ROWS + 1, 1), (1, COLUMNS + 1)):
        sheet.cell(row, column).value = "x"
    assert grid_of(sheet).cells.keys() == {(ROWS, COLUMNS)}
