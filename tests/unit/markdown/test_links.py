from __future__ import annotations

import pytest

from vitrail.content.markdown import parse
from vitrail.content.markdown.links import links, meanings


def targets(text):
    """Give targets and whether they are pictures."""
    return [(link.target, link.image) for link in links(parse(text), 1)]


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
        ("- ![r]\n\n    [r]: b.png", [("b.png", True)]),
        ("> ![r]\n>\n> [r]: b.png", [("b.png", True)]),
        ('<img src="a.png" alt="x">', []),
        ("voyez https://exemple.fr/a_b, www.x.fr.", [("https://exemple.fr/a_b", False), ("http://www.x.fr", False)]),
        ("(https://fr.example/wiki/A_(b))", [("https://fr.example/wiki/A_(b)", False)]),
        ("[https://a.fr](https://b.fr)", [("https://b.fr", False)]),
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


@pytest.mark.parametrize("text", ["`[a](b.md)", "`x\n\n[a](b.md)`", "<!-- [a](b.md)", "<div>\n[a](b.md)\n</div>"])
def test_what_is_not_closed_or_not_read_hides_nothing(text):
    """A backtick alone, a comment without an end, a tag: Markdown goes on after them."""
    assert targets(text) == [("b.md", False)]


def test_places_count_from_the_first_line_of_the_text():
    """The line is the file's, the column that of the opening sign."""
    found = links(parse("Bonjour\n\nété ![vue](v.png) et `x` [là](b.md)"), 10)
    assert [(link.line, link.column, link.text) for link in found] == [(12, 5, "vue"), (12, 26, "là")]


@pytest.mark.parametrize(
    ("written", "target", "title"),
    [
        (
            "../fichiers/Capture d’écran 2026-03-12 à 14.05.33.png",
            "../fichiers/Capture d’écran 2026-03-12 à 14.05.33.png",
            "",
        ),
        ("fichiers/IMG (1).png", "fichiers/IMG (1).png", ""),
        ("a & b.png", "a & b.png", ""),
        ("a#b.png", "a#b.png", ""),
        ("a.png =300x200", "a.png", ""),
        ("a b.png =300x", "a b.png", ""),
        ('a.png "Un "beau" plan"', "a.png", 'Un "beau" plan'),
        ('a b.png "Le plan"', "a b.png", "Le plan"),
        ("a b.png 'Le plan'", "a b.png", "Le plan"),
        ("a(((1))).png", "a(((1))).png", ""),
        (r"..\fichiers\IMG_1234.JPG", "../fichiers/IMG_1234.JPG", ""),
        (r"..\fichiers\Ma photo_2.JPG", "../fichiers/Ma photo_2.JPG", ""),
        ("<mon rapport.png>", "mon rapport.png", ""),
        ("mon%20rapport.png", "mon%20rapport.png", ""),
        ("<a.png> ", "a.png", ""),
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "- {}", "> {}", "!!! note\n    {}", "|a|\n|-|\n|{}|", "## {}", "*{}*", "**{}** et {}"]
)
def test_the_name_that_a_machine_gives_simply_works(written, target, title, around):
    """Spaces, parentheses, backslashes, quotation marks and sizes, wherever the picture stands."""
    parsed = parse(around.format(*[f"![vue]({written})"] * around.count("{}")))
    found = [(event.text, event.title) for event in parsed.events if event.kind == "image" and event.edge == 1]
    assert found == [(target, title)] * around.count("{}")


@pytest.mark.parametrize(
    "text", ["f(x) = T[0](a, b)", "[a] (b c.md)", "voir [1](la suite)", r"\[a](b c.md)", "a](b c.md)", "[a(b c.md)"]
)
def test_a_sentence_with_brackets_is_not_made_a_link(text):
    """What does not look like a path, or is not opened, stays as it is written."""
    parsed = parse(text)
    assert not any(event.kind == "link" for event in parsed.events)
    assert "".join(event.text for event in parsed.events) == text.replace("\\[", "[")


def test_a_size_is_read():
    """« =300x200 » is how to size a picture, since attributes are not read."""
    (event,) = [
        event for event in parse('![a](b.png =300x200 "T")').events if event.kind == "image" and event.edge == 1
    ]
    assert (event.size, event.title) == (("300", "200"), "T")
    (event,) = [
        event for event in parse('![a](b.png "T" =300x200)').events if event.kind == "image" and event.edge == 1
    ]
    assert event.size == ("300", "200")


def test_a_target_may_mean_several_files_the_likeliest_first():
    """A fragment or a name with its sign, an encoded name or a name that holds a percent."""
    assert [way for way, _ in meanings("a#b.png")] == ["a", "a#b.png"]
    assert next(meanings("b.md#suite")) == ("b.md", "suite")
    assert [way for way, _ in meanings("100%25.png")] == ["100%.png", "100%25.png"]
    assert next(meanings(r"..\f\a.png"))[0] == "../f/a.png"
