from __future__ import annotations

import time

import pytest

from generator.reading.headings import headings
from generator.reading.links import scan


def targets(text):
    """Give targets and whether they are pictures."""
    return [(link.target, link.image) for link in scan(text, 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](b.md)", [("b.md", False)]),
        ("![a](b.png)", [("b.png", True)]),
        ('[a](b.md "Titre")', [("b.md", False)]),
        ("[a](<un nom.pdf>)", [("un nom.pdf", False)]),
        ("[a](b(1).pdf)", [("b(1).pdf", False)]),
        ("[![vue](v.png)](p.md)", [("p.md", False), ("v.png", True)]),
        ("[a][r]\n\n[r]: b.md", [("b.md", False)]),
        ("![a][r]\n\n[r]: <b.png>", [("b.png", True)]),
        ("![r]\n\n[r]: b.png", [("b.png", True)]),
        ('<img src="a.png" alt="x">', [("a.png", True)]),
        ("<a href='b.md'>x</a>", [("b.md", False)]),
        ("<video src=v.mp4 poster=p.png>", [("v.mp4", True), ("p.png", True)]),
        ("<https://exemple.fr>", [("https://exemple.fr", False)]),
        ("[a](b.md?x&amp;y)", [("b.md?x&y", False)]),
        (r"\[a](b.md)", []),
        ("[^1]: note", []),
        ("[a] (b.md)", []),
        ("[a]()", []),
    ],
)
def test_links_and_pictures_are_found(text, found):
    """Inline links, references, HTML and bare addresses; nothing else."""
    assert targets(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "`[a](b.md)`",
        "``a ` [a](b.md)``",
        "```\n[a](b.md)\n```",
        "~~~md\n[a](b.md)\n~~~",
        "- x\n\n    ```\n    [a](b.md)\n    ```",
        "<!-- [a](b.md) -->",
    ],
)
def test_code_and_comments_hold_no_links(text):
    """An example of a link is not a link."""
    assert targets(text) == []


@pytest.mark.parametrize("text", ["```\n[a](b.md)", "`[a](b.md)", "`x\n\n[a](b.md)`", "<!-- [a](b.md)"])
def test_code_that_is_not_closed_hides_nothing(text):
    """In doubt a link counts, so that its file is published."""
    assert targets(text) == [("b.md", False)]


def test_places_count_from_the_first_line_of_the_text():
    """The line is the file's, the column that of the opening sign."""
    links = scan("Bonjour\n\nété ![vue](v.png) et `x` [là](b.md)", 10)
    assert [(link.line, link.column, link.text) for link in links] == [(12, 5, "vue"), (12, 26, "là")]


@pytest.mark.parametrize(
    "text",
    [
        *("[" * 20_000, "![a](" * 10_000, "](a (" * 5000, '](a "' * 5000, "<a " * 7000, "`" * 20_000, "\\" * 20_001),
        "\n".join("`" * (3 + n % 50) + " x" for n in range(5000)),
        "".join("`" * (n % 300) + " " for n in range(600)),
        *(
            "[a]: \n" * 5000,
            "<!--" * 5000,
            "[](" + "(a" * 10_000,
            "<img " + "src=" * 5000 + ">",
            "# " * 10_000,
            "{" * 20_000,
        ),
    ],
)
def test_hostile_texts_take_linear_time(text):
    """Twenty kilobytes of brackets take milliseconds, not minutes."""
    start = time.perf_counter()
    scan(text, 1)
    headings(text)
    assert time.perf_counter() - start < 1
