"""The official workbook of the tableau, filled in place."""
