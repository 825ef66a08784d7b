"""The documentation says what the code does."""

from pathlib import Path

import pytest

from generator.documentation import PAGES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_current(name):
    """``make docs`` was run after the last change."""
    assert (DOCS / name).read_text("utf-8") == PAGES[name]()
