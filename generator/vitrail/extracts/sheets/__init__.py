"""Read the tables of workbooks and documents, whatever their format: each cell with its text and its look."""

from vitrail.extracts.sheets.grid import Grid, GridCell, address
from vitrail.extracts.sheets.marks import Mark, marks
from vitrail.extracts.sheets.opening import grids, tabled

__all__ = ["Grid", "GridCell", "Mark", "address", "grids", "marks", "tabled"]
