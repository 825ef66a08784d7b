"""Vitrail: from Markdown evidence to a site of competency portfolios.

Data flows one way: files, records, coverage, diagnostics, pages, site.
"""

__version__ = "0.1.0"
