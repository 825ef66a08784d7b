"""Read the tables of workbooks and documents, whatever their format: each cell with its text and its look."""

from generator.extracts.sheets.grid import Grid, GridCell, address
from generator.extracts.sheets.marks import Mark, marks
from generator.extracts.sheets.opening import grids, tabled

__all__ = ["Grid", "GridCell", "Mark", "address", "grids", "marks", "tabled"]
