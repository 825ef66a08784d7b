"""Our sheets: a layer for each kind of rule, a file for each component."""

import re

import pytest
import tinycss2

from vitrail import THEME
from vitrail.site.chrome.assets import SHEET, assets, components, material_dir, material_file
from vitrail.site.chrome.sheet import names_of_pages
from vitrail.site.chrome.shell import ShellSettings, make_shell

FILES = sorted((THEME / "components").rglob("*.css"))
SERVED = sorted((THEME / "served").glob("*.css"))
NAME = re.compile(r"[A-Za-z_][\w-]*")
COLOUR = 3
"""Letters of the longest class of a colour in code."""
OF_MATERIAL = {"transition", "color", "list-style", "margin", "margin-left", "margin-right"}
"""Properties that it sets with « !important », which beats any layer above: none of ours needs another value there."""


def named(path):
    """Name a file from the folder of components, or of the theme."""
    return path.relative_to(THEME).as_posix().removeprefix("components/")


def test_every_rule_stands_in_a_layer_and_the_first_line_orders_them():
    """A rule outside of them would beat the school's own, and Material would beat none of ours."""
    first, *rest = tinycss2.parse_stylesheet(components()["assets/css/vitrail.css"], skip_whitespace=True)
    order = tinycss2.serialize(first.prelude).replace(",", " ").split()
    assert order == ["material", "chrome", "components", "pages", "media"]
    assert [tinycss2.serialize(layer.prelude).strip() for layer in rest] == order[1:]
    assert {layer.lower_at_keyword for layer in (first, *rest)} == {"layer"}


def test_material_is_in_its_layer_whoever_asks_for_it():
    """Outside of it, its sheet would beat all of ours."""
    assert assets()[material_file(SHEET)].read().startswith(b"@layer material{html{")


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


@pytest.mark.parametrize("path", [*FILES, *SERVED], ids=named)
def test_a_file_of_style_says_what_it_dresses_in_short_lines(path):
    """Its first line; and no line is longer than one of code, in the sheets of the desk and of the form either."""
    lines = path.read_text("utf-8").splitlines()
    assert lines[0].startswith("/* ")
    assert [line for line in lines if len(line) > 120] == []


def test_material_says_important_of_what_we_leave_to_it():
    """In the lowest layer it beats all of ours: an upgrade that adds one stops here."""
    whole = (material_dir() / material_file(SHEET)).read_text("utf-8")
    assert {name.strip() for name in re.findall(r"([a-z-]+):[^;{}]*!important", whole)} == OF_MATERIAL


def rules(nodes):
    """Yield the preludes of rules, those within conditions and within rules included."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node.prelude
        if node.type in {"qualified-rule", "at-rule"} and node.content:
            yield from rules(tinycss2.parse_blocks_contents(node.content))


def names(tokens, before=""):
    """Yield the sign and the name of each class and id of a selector: « . » and « vt-card »."""
    for token in tokens:
        if token.type == "hash":
            yield "#", token.value
        elif token.type == "ident" and before == ".":
            yield ".", token.value
        yield from names(getattr(token, "arguments", None) or getattr(token, "content", None) or ())
        before = token.value if token.type == "literal" else ""


@pytest.fixture(scope="module")
def selected():
    """Path → the signs and names that its selectors ask for."""
    sheets = {path: tinycss2.parse_stylesheet(path.read_text("utf-8")) for path in FILES}
    return {path: {one for prelude in rules(sheet) for one in names(prelude)} for path, sheet in sheets.items()}


def test_no_rule_is_for_what_nothing_writes(selected):
    """Each name is a word of the shell, of a template, a script or the engine, or begins with one that ends open."""
    sources = [
        *(THEME.rglob("*.html")),
        *(THEME / "assets/js").glob("*.js"),
        *(THEME.parent / "generator").rglob("*.py"),
    ]
    words = set(NAME.findall(" ".join(path.read_text("utf-8") for path in sources)))
    words |= names_of_pages(make_shell(ShellSettings(site_name="Lycée")))
    begun = {word for word in words if word.startswith("vt-") and word.endswith(("-", "_")) and word != "vt-"}

    def written(sign, name):
        ends = [name.removeprefix(word) for word in begun if name.startswith(word)]
        if sign == "#":  # one of the choices of what a page shows: « genre-image »
            ends.append(name.partition("-")[2] if name.partition("-")[0] in words else "")
        return name in words or len(name) <= COLOUR or any(end in words or end.isdigit() for end in ends)

    lost = {named(path): [name for sign, name in found if not written(sign, name)] for path, found in selected.items()}
    assert {path: found for path, found in lost.items() if found} == {}


def test_chrome_alone_names_what_is_material_s(selected):
    """The day of another shell, one folder changes."""
    theirs = {path for path, found in selected.items() if any(name.startswith("md-") for _, name in found)}
    assert {path.parent.name for path in theirs} == {"chrome"}


def test_important_has_its_reason_beside_it():
    """It turns the order of layers round: a comment says why, on its line or on the one before."""
    for path in (*FILES, *SERVED):
        lines = path.read_text("utf-8").splitlines()
        for before, line in zip(["", *lines], lines, strict=False):
            assert "!important" not in line or "/*" in line + before, (path.name, line)
