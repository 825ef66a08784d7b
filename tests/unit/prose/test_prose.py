"""What an author's text may become."""

import re

import pytest

from vitrail.ground.language import Language
from vitrail.site.prose import render, writer

TARGETS = {"c/s/fichiers/plan.png": "c/s/fichiers/plan.png", "c/s/realisations/b.md": "c/s/realisations/b.html"}


def html(text: str) -> str:
    """Render a text of a réalisation."""
    prose = render(text, page="c/s/realisations/a.html", source="c/s/realisations/a.md", targets=TARGETS)
    assert not prose.refused
    return prose.html


def test_a_script_stays_visible_text_with_the_prose_after_it() -> None:
    """A forbidden tag is shown, never run and never swallows what follows."""
    shown = html("<script>alert(1)</script> et la suite")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; et la suite" in shown


@pytest.mark.parametrize(
    "text",
    [
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


def test_a_picture_of_another_site_is_its_words() -> None:
    """A picture that is never loaded would show the sign of a broken one; of a badge, the words say as much."""
    shown = html("[![PHP 8](https://img.shields.io/badge/PHP-8)](https://www.php.net) ![Vue](//ailleurs.example/a.png)")
    assert '<a href="https://www.php.net">PHP 8</a> Vue' in shown
    assert "<img" not in shown


def test_ids_and_fragments_live_under_one_prefix() -> None:
    """An author's id can never be Material's configuration nor one of ours."""
    shown = html("# __config\n\n# Un\n\n[vers un](#un)")
    assert 'id="__config"' not in shown
    assert 'id="t-un"' in shown
    assert 'href="#t-un"' in shown


@pytest.mark.parametrize(
    "text",
    ["## Introduction {-}", "## La route GET {id}", "|a|\n|-|\n| lit {id} |", "### class A {B}", "`ls`{bash}",
     "**nom**{admin}",
     "{:toc}", "validée\n{: .vt-state .md-nav }", "# T {: onclick=alert(1) }", "![a](b){width=3}"],
)  # fmt: skip
def test_what_stands_between_braces_is_text(text: str) -> None:
    """No attribute is read, no page is rejected, no word of it is lost."""
    shown = html(text)
    assert text[text.index("{") : text.index("}")] in shown
    assert not re.search(r"<[^>]*(?:vt-state|md-nav|onclick=|width=)", shown)


def test_links_lead_to_files_of_the_site() -> None:
    """A link to another Markdown file or an attachment is resolved from the text's own folder."""
    shown = html("[b](b.md#suite) [b](b.md#%C3%89tape_1-La-suite) ![plan](../fichiers/plan.png) [perdu](../../../x.md)")
    assert 'href="b.html#t-suite"' in shown
    assert 'href="b.html#t-étape_1-la-suite"' in shown
    assert 'src="../fichiers/plan.png"' in shown
    assert "<a>perdu</a>" in shown


@pytest.mark.parametrize(
    ("place", "opened"),
    [
        ("page=3", "#page=3"), ("p. 3", "#page=3"), ("ligne=500", "#l-500"), ("L12", "#l-12"), ("L12-L20", "#l-12"),
        ("t=1:35", "#t=95"), ("plus-bas", ""),
    ],
)  # fmt: skip
def test_a_link_opens_a_file_at_the_place_that_its_reader_knows(place: str, opened: str) -> None:
    """As « preuve » does: a line of a text, a page, a second; it got the prefix of our titles, and led nowhere."""
    targets = {"c/s/a.ps1": "c/s/lire/a.html"}
    text = f"[script](<../a.ps1#{place}>)"
    prose = render(text, page="c/s/realisations/a.html", source="c/s/realisations/a.md", targets=targets).html
    assert f'href="../lire/a.html{opened}"' in prose


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
    assert html("<!-- x --> **g**") == "<p><strong>g</strong></p>\n"
    assert "secret" not in html("!!! note\n    a\n\n    - <!-- secret -->b\n\n<!-- secret\n\n## secret -->\n\nc")


TABLE = ["<th", ">a</th>", ">b</th>", ">1</td>", ">2</td>"]


@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        ("a | b\n:-- | --:\n1 | 2", TABLE, "|"),
        ("Les postes :\na | b\n:-- | --:\n1 | 2", ["<p>Les postes :</p>", *TABLE], "|"),
        ("> Les postes :\n> a | b\n> --|--\n> 1 | 2", ["<blockquote>", "<p>Les postes :</p>", *TABLE], "|"),
        ("```\na | b\n:-- | --:\n```", ["a | b\n:-- | --:\n"], "|:"),
        ("```\ncode\n```\t\n\nsuite", ["<p>suite</p>"], "```"),
        ("[texte] x](/uri)", ["[texte] x](/uri)"], "&lt;"),
        ("[a [b](c.md)](/uri)", ["](/uri)"], "&lt;"),
        ("[a [b](c.md)](d/e f.md)", ["](d/e f.md)"], "&lt;"),
        ("[a ![b](c d.png)](e/f g.md)", ["a "], "]("),
        ("a\n:-|", ["a\n:-|"], "|:"),
        ("- a\n\n<!-- fin -->\n\n- b", ["</ul>\n<ul>"], "fin"),
    ],
)
def test_what_a_forge_shows_is_shown(text: str, shown: list[str], hidden: str) -> None:
    """A table under the words that announce it, a fence closed with a tab, a bracket too many, a note between lists."""
    found = html(text)
    assert [part for part in shown if part not in found] == []
    assert hidden not in found


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "![a](" * 10_000,
        "- " * 3_000 + "x",
        "> " * 3_000,
        "\n".join("    " * n + "- a" for n in range(60)),
        "a" * 500_000,
    ],
    ids=["crochets", "images", "listes", "citations", "profondeur", "longueur"],
)
def test_a_text_that_would_exhaust_the_build_is_refused_with_a_reason(text: str) -> None:
    """The refusal is decided before rendering, so it is the same on every machine."""
    refused = render(text, page="a.html", source="a.md", targets={})
    assert refused.refused


def test_headings_become_anchors_and_passages() -> None:
    """Two headings of one name get two anchors; the page's title stays the only h1."""
    prose = render("début\n\n# Un\n\ntexte\n\n## Un\n\nautre", page="a.html", source="a.md", targets={})
    assert not prose.refused
    assert [(one.anchor, one.title) for one in prose.passages] == [("", ""), ("t-un", "Un"), ("t-un-2", "Un")]
    assert [passage.text for passage in prose.passages] == ["début", "texte", "autre"]
    assert "<h1" not in prose.html
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", prose.html)
    assert [re.sub(r'<a [^>]*tabindex="-1" aria-hidden="true"></a>', "", words) for words in headings] == ["Un", "Un"]


def test_a_text_that_stops_the_writer_leaves_nothing_to_the_next(monkeypatch):
    """Nothing of a page is kept in the process: the next one, a classmate's, is as if it were the first."""
    ordinary = writer.Writer._put  # noqa: SLF001

    def stopped(self, *parts):
        if "boum" in parts:
            raise ZeroDivisionError
        ordinary(self, *parts)

    monkeypatch.setattr(writer.Writer, "_put", stopped)
    known = {"page": "a.html", "source": "a.md", "targets": {}}
    assert render("- un\n- boum\n", **known).refused
    assert render("Une phrase.", **known).html == "<p>Une phrase.</p>\n"


@pytest.mark.parametrize("written", ["&#x202e;", "&#8238;", "&rlm;", "\u202e"])
def test_no_spelling_of_a_sign_turns_the_direction_of_reading(written):
    """« eédilav » would read « validée », in the text and in the list of its titles."""
    found = render(f"## Titre {written}eédilav\n\n[a](b.md '{written}x')", page="a.html", source="a.md", targets={})
    shown = found.html + "".join(one.title for one in found.passages)
    assert "\u202e" not in shown
    assert "\u200f" not in shown
    assert "eédilav" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("!!! note\n    a", '<p class="admonition-title">Note</p>'),
        ("!!! warning\n    a", '<p class="admonition-title">Attention</p>'),
        ("!!! attention\n    a", '<div class="admonition warning">\n<p class="admonition-title">Attention</p>'),
        ('!!! tip "1. Mon *titre*"\n    a', '<p class="admonition-title">1. Mon <em>titre</em></p>'),
        ("!!! tip « Mon titre »\n    a", '<p class="admonition-title">Mon titre</p>'),
        ("!!! tip Mon titre\n    a", '<p class="admonition-title">Mon titre</p>'),
        ('!!! tip ""\n    a', '<div class="admonition tip">\n<p>a</p>'),
        ("!!! mystere\n    a", '<div class="admonition note">\n<p class="admonition-title">Mystere</p>'),
        ("??? note\n    a", '<details class="note">\n<summary>Note</summary>'),
        ('???+ note "T"\n    a', '<details class="note" open="">\n<summary>T</summary>'),
        ("> [!IMPORTANT]\n> a", '<p class="admonition-title">Important</p>'),
        ("> [!CAUTION]\n> a", '<div class="admonition danger">\n<p class="admonition-title">Prudence</p>'),
        ("> [!note] Mon titre\n> a", '<p class="admonition-title">Mon titre</p>'),
        ("> [!tip]- Plus\n> a", '<details class="tip">\n<summary>Plus</summary>'),
        ("- a\n\n    !!! note\n        b", "<li>\n<p>a</p>\n<div"),
        ("> !!! note\n>     b", "<blockquote>\n<div"),
        ("!!! note\n    a\n!!! tip\n    b\nc", "<p>a</p>\n</div>\n<div"),
        ("a\n!!! note\n    b\nc", "</div>\n<p>c</p>"),
        ("!!! note\n\ta\n\n\t\tcode", "<code>code</code>"),
        ("!!! note\n    ```\n    !!! tip\n\n        b\n    ```", "<code>!!! tip\n\n    b\n</code>"),
    ],
)
def test_framed_blocks_are_rendered(text, shown):
    """Those of Material, those of forges, with the titles of a French site."""
    assert shown.replace("<li>\n<p>", "<li><p>") in html(text)


def test_the_words_of_ours_are_those_of_the_site():
    """An English site names its blocks and its notes in English."""
    found = render(
        "!!! warning\n    a[^1]\n\n[^1]: b", page="a.html", source="a.md", targets={}, language=Language("en")
    )
    assert ">Warning</p>" in found.html
    assert 'title="Back to the text, note 1"' in found.html


def test_tabs_stand_in_sets():
    """Neighbours are one set, « ===! » begins another, and the first is shown."""
    shown = html(
        '=== "A"\n    a\n\n=== "B"\n    b\n\n===! "C"\n    c\n\n    === "D"\n        d\n\ntexte\n\n=== "E"\n    e'
    )
    assert re.findall(r'data-tabs="(\d):(\d)"', shown) == [("1", "2"), ("3", "1"), ("2", "1"), ("4", "1")] or (
        len(re.findall("tabbed-set", shown)) == 4
    )
    assert len(re.findall("tabbed-block", shown)) == 5
    assert len(re.findall("checked", shown)) == 4


def test_a_title_of_another_way_of_writing_anchors_is_found():
    """A forge drops the apostrophe that we make a dash."""
    assert 'href="#t-l-étude-de-cas"' in html("## L'étude de cas\n\n[là](#létude-de-cas)")
    assert 'href="#t-l-étude-de-cas"' in html("## L'étude de cas\n\n[là](#L%E2%80%99%C3%89tude-de-cas)")


def test_plain_tags_are_read_in_pairs():
    """A half tag, one across another, one with an attribute: text."""
    assert html("<kbd>Ctrl</kbd> <B>g</B> a<br>b <br/> H<sub>2</sub>O") == (
        "<p><kbd>Ctrl</kbd> <b>g</b> a<br>\nb <br>\n H<sub>2</sub>O</p>\n"
    )
    assert html("<b>a *c</b> d*") == "<p>&lt;b&gt;a <em>c&lt;/b&gt; d</em></p>\n"
    assert html("<kbd class=x>a</kbd>") == "<p>&lt;kbd class=x&gt;a&lt;/kbd&gt;</p>\n"
    assert html("<kbd>\n") == "<p>&lt;kbd&gt;</p>\n"


def test_what_does_not_come_through_is_known_with_its_place():
    """The closing check: a target that leads nowhere, at its line; nothing else is lost."""
    text = "a\n\n- [b](b.md) [x](x.md) <https://a.fr>\n\n!!! note\n    ![p](../fichiers/plan.png) ![q](q.png)\n"
    found = render(text, page="c/s/realisations/a.html", source="c/s/realisations/a.md", targets=TARGETS)
    assert [(one.written, one.line, one.column, one.image) for one in found.lost] == [
        ("x.md", 3, 13, False),
        ("q.png", 6, 32, True),
    ]


def test_an_element_that_the_sanitiser_takes_away_is_known(monkeypatch):
    """By the first block that lacks it; nothing that is written today is taken away."""
    monkeypatch.setattr("vitrail.site.prose.sanitiser.TAGS", frozenset({"p", "a"}))
    found = render("un\n\ndeux\n\ntrois **gras**", page="a.html", source="a.md", targets={})
    assert [(one.written, one.line, one.element) for one in found.lost] == [("strong", 5, True)]


@pytest.mark.parametrize(
    "text", ["Un mot\n\n:smile: ici", "Un mot\n:smile: ici", "- a\n\n    :x", "> a\n> :x", ":::note\na\n:::"]
)
def test_a_colon_against_its_word_defines_nothing(text):
    """No sign of the line is lost, as it would be by the parser alone."""
    assert ":" in html(text)
    assert "<dl>" not in html(text)
    assert "<dd>d</dd>" in html("Terme\n: d")


@pytest.mark.parametrize(
    ("text", "coloured"),
    [
        ("```python\nx = 1\n```", True),
        ("```{.python}\nx = 1\n```", True),
        ('```Python title="a.py"\nx = 1\n```', True),
        ("```brainfuck\n+\n```", False),
        ("```\nx = 1\n```", False),
        ("```python\n" + "x = 1\n" * 4_000 + "```", False),
        ("```python\n" + "x" * 401 + "\n```", False),
        ("```c\n" + "\n" * 101 + "int a;\n```", False),
    ],
)
def test_code_gets_colours_within_its_limits(text, coloured):
    """By a closed list of languages; beyond, the same code without colours."""
    shown = html(text)
    assert ('<span class="' in shown.replace('<span class="filename">', "")) is coloured
    assert "<pre>" in shown
