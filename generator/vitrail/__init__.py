"""Vitrail: from Markdown evidence to a site of competency portfolios.

Data flows one way: files, records, coverage, diagnostics, pages, site.
"""

from pathlib import Path

__version__ = "0.1.0"
_PACKAGE = Path(__file__).resolve().parent
THEME = _PACKAGE / "theme" if (_PACKAGE / "theme").is_dir() else _PACKAGE.parents[1] / "theme"
"""Inside the package in a wheel, beside it in a checkout."""
