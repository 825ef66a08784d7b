"""The colours of a school are read on every ground where they stand."""

import re
from pathlib import Path

import pytest

from tests.unit.chrome.test_chrome_theme import contrast, tokens
from vitrail.site.chrome.assets import material_dir
from vitrail.site.hosting import colours


@pytest.mark.parametrize("name", [*colours.NAMED, "#ffff00", "#777777", "#0b6e4f"])
def test_any_colour_of_links_reads_on_both_schemes(name):
    """At 4.5, on the page and on its soft ground; a colour that already did stays."""
    found = colours.colour(name)
    for one, scheme in zip(colours.accents(found), ("default", "slate"), strict=True):
        grounds = [tokens(scheme)[ground] for ground in ("paper", "soft")]
        assert all(contrast(one, ground) >= 4.5 for ground in grounds)
        assert one == found or any(contrast(found, ground) < 4.5 for ground in grounds)


@pytest.mark.parametrize("name", [*colours.NAMED, "#ffff00", "#777777", "#0b6e4f"])
def test_the_words_of_the_header_read_on_any_colour(name):
    """White on what is dark, black on what is light."""
    css = colours.sheet(colours.colour(name), "")
    ground, words = (re.search(rf"{key}:(#[0-9a-f]{{6}})", css)[1] for key in ("background-color", "--vt-ink"))
    soft = re.search(r"--vt-soft:(#[0-9a-f]{6})", css)[1]
    assert contrast(ground, words) >= 4.5
    assert contrast(soft, words) >= 3


def test_names_are_those_of_material():
    """As the installed package paints them."""
    (sheet,) = Path(material_dir(), "assets/stylesheets").glob("palette.*.min.css")
    pairs = re.findall(r"data-md-color-primary=([a-z-]+)\]\{--md-primary-fg-color:(#[0-9a-f]{6})", sheet.read_text())
    assert {**colours.NAMED, **dict(pairs)} == colours.NAMED
    assert len(pairs) == 19


@pytest.mark.parametrize("written", ["", "rouge", "#12", "#12345g", "red;", "rgb(0,0,0)", "custom"])
def test_what_is_no_colour_is_none(written):
    """Nothing of it enters a sheet."""
    assert colours.colour(written) == ""


def test_a_short_colour_is_written_whole():
    """And names may have capitals and spaces."""
    assert colours.colour("#0aF") == "#00aaff"
    assert colours.colour("Deep Purple") == "#7e56c2"
