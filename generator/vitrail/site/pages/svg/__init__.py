"""Pure functions that write SVG: coordinates in units of the viewBox, y down, rounded so that one input gives one text.

No drawing has a style attribute, and a table or a list beside it says the same.
"""
