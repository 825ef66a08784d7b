"""The files that ``vitrail new`` creates from templates, ready to fill in."""
