"""The titles of a text, and the parts with nothing in them."""

import pytest

from generator.reading.headings import bare, headings


def test_headings_are_given_without_their_marks():
    """Titles of both forms, outside code, without signs or attributes."""
    text = "# Un ##\n\n```\n# non\n```\n## **Deux** `x` {: #id }\n\nTrois\n=====\n\n#\n---\n"
    assert [(one.title, one.level) for one in headings(text)] == [("Un", 1), ("Deux x", 2), ("Trois", 1)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## Un\n\n## Deux\n\nTexte.\n", "Un"),
        ("## Un\n\nTexte.\n\n## Deux\n\n## Trois\n", "Deux"),
        ("Un\n--\n\nDeux\n----\ntexte", "Un"),
        ("## Un\n\n<!-- à écrire -->\n\n---\n", "Un"),
        ("### Un\n\n## Deux\n\ntexte", "Un"),
        ("## Un\n\n### Deux\n\ntexte", None),
        ("## Un\n\n```\nls\n```\n\n## Deux\n\n![Vue](a.png)\n", None),
        ("Sans titre.", None),
        ("", None),
    ],
)
def test_the_first_heading_with_nothing_under_it_is_found(text, title):
    """Code, a picture or a part of its own is something; a comment or a line drawn between parts is not."""
    found = bare(text, headings(text))
    assert (found.title if found else None) == title
