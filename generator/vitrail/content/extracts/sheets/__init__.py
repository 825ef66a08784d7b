"""Read the tables of workbooks and documents, whatever their format: each cell with its text and its look."""

from vitrail.content.extracts.sheets.grid import Grid, GridCell, address
from vitrail.content.extracts.sheets.marks import Mark, marks
from vitrail.content.extracts.sheets.opening import grids, tabled

__all__ = ["Grid", "GridCell", "Mark", "address", "grids", "marks", "tabled"]
