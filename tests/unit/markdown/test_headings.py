"""The titles of a text, and the parts with nothing in them."""

import pytest

from vitrail.content.markdown import parse
from vitrail.content.markdown.headings import bare, headings


def test_headings_are_given_without_their_marks():
    """Titles of both forms, outside code, without signs; what stands between braces is text."""
    text = "# Un ##\n\n```\n# non\n```\n## **Deux** `x`\n\nTrois\n=====\n\n## GET {id}\n\n### class A {B}\n"
    found = [(one.title, one.level) for one in headings(parse(text))]
    assert found == [("Un", 1), ("Deux x", 2), ("Trois", 1), ("GET {id}", 2), ("class A {B}", 3)]


def test_anchors_are_used_once():
    """Whatever titles are alike, and even where a title spells the anchor of another."""
    found = headings(parse("# Suite\n\n# Suite-2\n\n# Suite\n\n# Suite\n\n# !\n"))
    assert [one.anchor for one in found] == ["suite", "suite-2", "suite-2-2", "suite-3", "titre"]


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
        ("## 2. PRÉPARATION\n# -----------\n\n### Le nom\n\ntexte", None),
        ("# 05 – Linux\n\n## Labo SISR\n\n## 1. Présentation\n\ntexte", None),
        ("# Labo\n\n## Contexte\n\n## Bilan\n\ntexte", "Contexte"),
        ("## 1. Besoin\n\n## 2. Bilan\n\ntexte", "1. Besoin"),
        ("Sans titre.", None),
        ("", None),
    ],
)
def test_the_first_heading_with_nothing_under_it_is_found(text, title):
    """Code, a picture or a part of its own is something; a comment or a line drawn between parts is not."""
    parsed = parse(text)
    found = bare(parsed, headings(parsed))
    assert (found.title if found else None) == title
