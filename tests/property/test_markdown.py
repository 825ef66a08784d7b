"""What reading finds is what rendering shows; ``VITRAIL_CORPUS`` adds a folder of Markdown files."""

from __future__ import annotations

import os
import re
from html import escape, unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attacks.inspector import cleaned
from tests.deep import sized
from vitrail.content.markdown import parse
from vitrail.content.markdown.headings import headings
from vitrail.content.markdown.links import links
from vitrail.content.reading.schemas.prose import read_body
from vitrail.content.reading.text.alterations import altered
from vitrail.content.reading.text.parse import parse_markdown
from vitrail.site.prose import render

PAGE, SOURCE = "c/s/realisations/a.html", "c/s/realisations/a.md"
_SOUGHT = re.compile(r'<(a|img)\b[^>]*?\b(?:href|src)="([^"]*)"')
_OURS = re.compile(r'<a class="(?:headerlink|footnote-\w+)"[^>]*>|<a href="#[^"]*" class="[^>]*>')


class Everything(dict):
    """A site that holds every file that is asked of it."""

    def get(self, key, _default=None):
        """Say where a file is."""
        return f"fichiers/{key}"


def rendered(text):
    """Give the targets of a page's links and pictures, and the page."""
    found = render(text, page=PAGE, source=SOURCE, targets=Everything())
    if found.refused:
        assert "fait échouer" not in found.refused
        return None, found
    html = re.sub(r"<a[^>]*(?:headerlink|footnote-(?:ref|backref))[^>]*>", "", found.html)
    return {(tag == "img", unescape(target)) for tag, target in _SOUGHT.findall(html)}, found


def check(text):
    """Hold a text to what every page must be."""
    body = read_body(parse_markdown("a.md", text.encode("utf-8", "surrogatepass")))
    text = parse_markdown("a.md", text.encode("utf-8", "surrogatepass")).text
    shown, page = rendered(text)
    if shown is None:
        return
    read = {(link.image, link.target) for link in links(parse(text), 1)}
    assert len(shown) <= len(read)
    tags = "".join(f'<{"img src" if image else "a href"}="{escape(target)}"></a>' for image, target in read)
    found = _SOUGHT.findall(cleaned(tags, PAGE, SOURCE, Everything()))
    expected = {(tag == "img", unescape(address)) for tag, address in found}
    assert {pair for pair in shown if not pair[1].startswith("#")} <= expected
    assert not any(one.element for one in page.lost)
    lines = text.split("\n")
    for link in body.links:
        assert 1 <= link.line - body.line + 1 <= len(lines)
        assert lines[link.line - body.line][link.column - 1 :][:1] or not link.target


NAMES = st.one_of(
    st.sampled_from(
        [
            "Capture d’écran 2026-03-12 à 14.05.33.png", "IMG (1).png", "a & b.png", "a#b.png", "mon rapport.pdf",
            r"..\fichiers\IMG_1234.JPG", "a.png =300x200", "b.md#suite",
            "a(((1))).png", "100%.png", "été.png", "x%20y.png",
            "https://a.fr/x?a=1&b=2", "mailto:a@b.example", "javascript:x", "../../x.md", "", "#", "#titre", "a b",
            "<a b.png>",
        ]
    ),
    st.text("ab/.\\ ()_*é#%&'\"<>[]!|`~:=", max_size=12),
)  # fmt: skip
TITLES = st.sampled_from(["", "", ' "T"', " 'T'", ' "Un "beau" plan"', " (T)", ' "', " =20x"])
LINKS = st.builds(
    lambda image, text, name, title, form: form.format(image=image, text=text, name=name, title=title),
    st.sampled_from(["", "!"]),
    st.sampled_from(["x", "", "été", "`c`", "*e*", "![n](n.png)", "[", "]", "a\nb", "\\]"]),
    NAMES,
    TITLES,
    st.sampled_from(
        ["{image}[{text}]({name}{title})", "{image}[{text}][r]\n\n[r]: {name}{title}\n", "{image}[{text}]( {name} )",
         "<{name}>",
         "{image}[{text}](<{name}>{title})", "{name}", "{image}[r]\n\n    [r]: <{name}>"]
    ),
)  # fmt: skip
AROUND = st.sampled_from(
    ["{}", "- {}", "1. a\n\n   {}", "> {}", "!!! note\n    {}", '=== "A"\n    {}', '??? tip "{}"\n    x',
     "|a|\n|-|\n|{}|", "# {}",
     "**{}**", "`{}`", "```\n{}\n```", "<div>{}</div>", "<!-- {} -->", "a[^1]\n\n[^1]: {}", "T\n: {}", "<kbd>{}</kbd>",
     "> [!NOTE]\n> {}",
     "\\{}", "{} {{.a}}", "    {}", "\t{}"]
)  # fmt: skip


@st.composite
def texts(draw):
    """Links and pictures, one in the other's surroundings, several levels deep."""
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        part = draw(LINKS)
        for _ in range(draw(st.integers(0, 4))):
            around = draw(AROUND)
            lines = part.split("\n")
            indent = re.match(r"(?:[>!?=\-].*\n)?[ >\t]*", around)[0].rpartition("\n")[2]
            part = around.replace("{}", ("\n" + indent).join(lines), 1).replace("{{", "{").replace("}}", "}")
        parts.append(part)
    return draw(st.sampled_from(["\n\n", "\n", " "])).join(parts)


@given(texts())
@settings(max_examples=sized(100, 400), deadline=None)
def test_what_is_rendered_was_read(text):
    """Every target in the page is one that reading found, at a place of the file; no element is taken away."""
    check(text)


SIGNS = st.sampled_from(
    [*"[]()!<>`*_~#>-+=:|\\\"'{}?&$^\n\t é", "\n\n", "    ", "!!! ", "??? ", '=== "', "<!--", "-->", "](", "[^1]",
     "a", "a.png"]
)  # fmt: skip


@given(st.lists(SIGNS, max_size=60).map("".join))
@settings(max_examples=sized(100, 400), deadline=None)
def test_signs_in_any_order_are_read_and_rendered_alike(text):
    """Whatever is typed."""
    check(text)
    list(altered(parse_markdown("a.md", text.encode())))
    headings(parse(text))


def corpus():
    """Give the Markdown files of the folder that ``VITRAIL_CORPUS`` names, the sample's and those of the tests."""
    root = Path(__file__).parents[2]
    folders = [root / "portfolios", root / "tests" / "portfolios", root / "docs"]
    folders += [Path(os.environ["VITRAIL_CORPUS"])] if os.environ.get("VITRAIL_CORPUS") else []
    return [file for folder in folders for file in sorted(folder.rglob("*.md")) if file.is_file()]


@pytest.mark.slow
def test_what_is_rendered_of_a_corpus_was_read():
    """The same of texts that nobody wrote for this test: each is rendered, or refused for a reason that counts."""
    refused = []
    for file in corpus():
        text = parse_markdown(file.name, file.read_bytes()).text
        check(text)
        if render(text, page=PAGE, source=SOURCE, targets={}).refused:
            refused.append(file.name)
    assert not refused or os.environ.get("VITRAIL_CORPUS")


def test_a_page_of_the_tests_is_shown():
    """The check above is not blind: it sees a link that reading would not."""
    folder = "../../../fichiers/c/s/realisations"
    assert rendered("[a](b.md) ![c](d.png) # x")[0] == {(False, f"{folder}/b.md"), (True, f"{folder}/d.png")}
    assert not rendered("a")[1].refused
