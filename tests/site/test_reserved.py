"""No address of the site is made outside the table that says which names are reserved."""

import re
from pathlib import Path

import pytest

from vitrail.content.addressing.table import AtRoot, InCohort, InPortfolio

pytestmark = pytest.mark.slow
PORTFOLIOS = Path(__file__).parents[2] / "portfolios"
CHOSEN = ("pièce jointe", "page : free", "page : file", "ancienne adresse")
"""Reasons of the files whose name is an author's."""


def shelves():
    """Give each folder of the site and its rows, the deepest first."""
    for file in PORTFOLIOS.glob("*/promotion.yml"):
        for home in file.parent.glob("*/index.md"):
            yield f"{file.parent.name}/{home.parent.name}/", InPortfolio
    for file in PORTFOLIOS.glob("*/promotion.yml"):
        yield f"{file.parent.name}/", InCohort
    yield "", AtRoot


def test_every_address_of_the_site_is_a_row_of_the_table(sample):
    """What is not, an author could ask for too, and one of the two pages would be lost."""
    rows = {root: [re.sub(r"\\{\w+\\}", ".+", re.escape(row)) for row in table] for root, table in shelves()}
    ours = [url for url, reason in sample.manifest.items() if not reason.startswith(CHOSEN)]
    found = {url: next(root for root in rows if url.startswith(root)) for url in ours}
    assert len(found) > 300
    assert not {
        url for url, root in found.items() if not any(re.fullmatch(row, url.removeprefix(root)) for row in rows[root])
    } - {".gitignore"}
    assert set(found.values()) == set(rows)
    of_files = {url for url, reason in sample.manifest.items() if reason == "page : file"}
    assert of_files
    for url in of_files:  # an attachment has no name of a page: it would be one of the two
        assert sample.manifest[url.removesuffix(".html")].startswith("pièce jointe")
    assert not [url for url, reason in sample.manifest.items() if reason.startswith("pièce") and url.endswith(".html")]
