"""Our sheets: a layer for each kind of rule, a file for each component."""

import re

import pytest
import tinycss2

from generator import THEME
from generator.chrome.assets import SHEET, components, material_dir, material_file

FILES = sorted((THEME / "components").rglob("*.css"))
OF_MATERIAL = {"transition", "color", "list-style", "margin", "margin-left", "margin-right"}
"""Properties that it sets with « !important », which beats any layer above: none of ours needs another value there."""


def named(path):
    """Name a file from the folder of components."""
    return path.relative_to(THEME / "components").as_posix()


def test_every_rule_stands_in_a_layer_and_the_first_line_orders_them():
    """A rule outside of them would beat the school's own, and Material would beat none of ours."""
    first, *rest = tinycss2.parse_stylesheet(components()["assets/css/vitrail.css"], skip_whitespace=True)
    order = tinycss2.serialize(first.prelude).replace(",", " ").split()
    assert order == ["material", "chrome", "components", "pages", "media"]
    assert [tinycss2.serialize(layer.prelude).strip() for layer in rest] == order[1:]
    assert {layer.lower_at_keyword for layer in (first, *rest)} == {"layer"}


def test_paper_and_forced_colours_have_the_last_word_over_components():
    """Their blocks are hoisted above all layers, whichever file holds them."""
    for sheet in components().values():
        *below, media = sheet.split("@layer ")
        assert media.startswith("media{")
        for layer in below:
            if layer.startswith(("components{", "pages{")):
                assert not re.search(r"@media (print|\(forced-colors)", layer)


def test_a_sheet_is_joined_without_its_comments_and_loses_nothing_else():
    """Every rule of a file is in what is sent; a long address is one line again."""
    sent = "".join(components().values())
    assert "/*" not in sent
    assert not re.search(r"\\\n|^ ", sent, re.MULTILINE)
    assert "d='M3 6h18v2H3zm0" in sent
    for path in FILES:
        rules = [rule for rule in tinycss2.parse_stylesheet(path.read_text("utf-8")) if rule.type == "qualified-rule"]
        for rule in rules:
            assert tinycss2.serialize(rule.prelude).splitlines()[0].strip() in sent


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_of_style_says_what_it_dresses_in_short_lines(path):
    """Its first line; and no line is longer than one of code."""
    lines = path.read_text("utf-8").splitlines()
    assert lines[0].startswith("/* ")
    assert [line for line in lines if len(line) > 120] == []


def test_material_says_important_of_what_we_leave_to_it():
    """In the lowest layer it beats all of ours: an upgrade that adds one stops here."""
    whole = (material_dir() / material_file(SHEET)).read_text("utf-8")
    assert {name.strip() for name in re.findall(r"([a-z-]+):[^;{}]*!important", whole)} == OF_MATERIAL
