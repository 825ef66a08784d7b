"""Tables that people drew, whatever their format: each cell with what is written in it, and how it looks."""

from generator.extracts.sheets.grid import Grid, GridCell, address
from generator.extracts.sheets.marks import Mark, marks
from generator.extracts.sheets.opening import grids

__all__ = ["Grid", "GridCell", "Mark", "address", "grids", "marks"]
