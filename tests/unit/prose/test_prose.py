"""What an author's text may become."""

import re

import pytest
from markdown.blockprocessors import ParagraphProcessor

from generator.prose import Prose, Refused, render

TARGETS = {"c/s/fichiers/plan.png": "c/s/fichiers/plan.png", "c/s/realisations/b.md": "c/s/realisations/b.html"}


def html(text: str) -> str:
    """Render a text of a réalisation."""
    prose = render(text, page="c/s/realisations/a.html", source="c/s/realisations/a.md", targets=TARGETS)
    assert isinstance(prose, Prose)
    return prose.html


def test_a_script_stays_visible_text_with_the_prose_after_it() -> None:
    """A forbidden tag is shown, never run and never swallows what follows."""
    shown = html("<script>alert(1)</script> et la suite")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; et la suite" in shown


@pytest.mark.parametrize(
    "text",
    [
        "# T {: onclick=alert(1) }",
        "p\n{: style='color:red' onmouseover=x }",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](JaVaScRiPt:alert(1))",
        "![a](javascript:alert(1))",
        "![a](https://ailleurs.example/x.png)",
        "<img src=x onerror=alert(1)>",
        "<kbd onclick=x>a</kbd>",
        "[a]( java\tscript:alert(1))",
        "[a](//ailleurs.example)",
        "[a](vbscript:x)",
        "<javascript:alert(1)>",
    ],
)
def test_nothing_an_author_writes_can_run_or_load_from_elsewhere(text: str) -> None:
    """Handlers, styles, foreign schemes and foreign pictures are never attributes of the page."""
    tags = " ".join(re.findall(r"<[^>]*>", html(text))).lower()
    for forbidden in ("onclick", "onerror", "onmouse", "style=", "javascript", "vbscript", "data:", "//ailleurs"):
        assert forbidden not in tags


def test_ids_and_fragments_live_under_one_prefix() -> None:
    """An author's id can never be Material's configuration nor one of ours."""
    shown = html("{}\n{: #__config }\n\n# Un\n\n[vers un](#un)")
    assert 'id="__config"' not in shown
    assert 'id="t-un"' in shown
    assert 'href="#t-un"' in shown


def test_classes_are_those_of_the_extensions_alone() -> None:
    """A counterfeit of our badges is a word without its class."""
    assert "vt-" not in html("validée\n{: .vt-state .vt-state--validated .md-nav }")


def test_links_lead_to_files_of_the_site() -> None:
    """A link to another Markdown file or an attachment is resolved from the text's own folder."""
    shown = html("[b](b.md#suite) ![plan](../fichiers/plan.png) [perdu](../../../x.md)")
    assert 'href="b.html#t-suite"' in shown
    assert 'src="../fichiers/plan.png"' in shown
    assert "<a>perdu</a>" in shown


def test_what_material_offers_survives() -> None:
    """Admonitions, tabs, task lists, footnotes, code and aligned tables keep what makes them work."""
    shown = html(
        '!!! note\n    x\n\n=== "A"\n    a\n\n- [x] fait\n\nn[^1]\n\n```python\nx = 1\n```\n'
        "\n|a|\n|:-:|\n|1|\n\n[^1]: z"
    )
    for mark in ('class="admonition note"', "tabbed-set", "task-list-item", 'class="footnote"', "highlight", "align="):
        assert mark in shown


def test_comments_are_dropped_outside_code_and_an_unclosed_one_stays_text() -> None:
    """The hints of « vitrail new » never reach a page."""
    assert "secret" not in html("a <!-- secret\nsecret --> b")
    assert "&lt;!-- x --&gt;" in html("```\n<!-- x -->\n```")
    assert "&lt;!-- reste" in html("a <!-- reste")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "![a](" * 10_000,
        "- " * 3_000,
        "> " * 3_000,
        "\n".join("    " * n + "- a" for n in range(60)),
        "a" * 500_000,
    ],
    ids=["crochets", "images", "listes", "citations", "profondeur", "longueur"],
)
def test_a_text_that_would_exhaust_the_build_is_refused_with_a_reason(text: str) -> None:
    """The refusal is decided before rendering, so it is the same on every machine."""
    refused = render(text, page="a.html", source="a.md", targets={})
    assert isinstance(refused, Refused)
    assert refused.reason


def test_headings_become_an_outline_and_passages() -> None:
    """Two headings of one name get two anchors; the page's title stays the only h1."""
    prose = render("début\n\n# Un\n\ntexte\n\n## Un\n\nautre", page="a.html", source="a.md", targets={})
    assert isinstance(prose, Prose)
    assert [heading.anchor for heading in prose.headings] == ["t-un", "t-un-2"]
    assert [passage.text for passage in prose.passages] == ["début", "texte", "autre"]
    assert "<h1" not in prose.html


def test_a_text_that_stops_the_converter_leaves_nothing_to_the_next(monkeypatch):
    """Stopped inside a list, the library would write the next page, a classmate's, as if it were an item."""
    ordinary = ParagraphProcessor.run

    def stopped(self, parent, blocks):
        if "boum" in blocks[0]:
            raise ZeroDivisionError
        return ordinary(self, parent, blocks)

    monkeypatch.setattr(ParagraphProcessor, "run", stopped)
    known = {"page": "a.html", "source": "a.md", "targets": {}}
    assert isinstance(render("- un\n- boum\n", **known), Refused)
    assert render("Une phrase.", **known).html == "<p>Une phrase.</p>"


@pytest.mark.parametrize("written", ["&#x202e;", "&#8238;", "&rlm;", "\u202e"])
def test_no_spelling_of_a_sign_turns_the_direction_of_reading(written):
    """« eédilav » would read « validée », in the text and in the list of its titles."""
    found = render(f"## Titre {written}eédilav\n\n[a](b.md '{written}x')", page="a.html", source="a.md", targets={})
    shown = found.html + "".join(heading.text for heading in found.headings)
    assert "\u202e" not in shown
    assert "\u200f" not in shown
    assert "eédilav" in shown
