"""Links are read and rewritten in tags alone: what an author typed stays what they typed."""

import pytest
from markupsafe import escape

from vitrail.content.addressing.relative import links_of, with_links

TYPED = [
    "<a href='javascript:window.pwned=9'>clic</a>",
    '<a href="absente.html">clic</a>',
    "x href=absente.html y",
    ' src="absente.png" ',
    '"><b class=x href=absente.html>',
]


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("written", ['<a class="t" href="p.html">{}</a>', '<p title="{}">a</p>', "<code>{}</code>"])
def test_what_an_author_typed_is_no_link_of_the_page(typed, written):
    """In a title, in a value and in code: it is neither followed nor taken away."""
    page = written.format(escape(typed))
    assert links_of(page) <= {"p.html"}
    assert with_links(page, lambda address: None if address == "p.html" else "") == page


def test_a_text_that_the_sanitiser_left_with_its_quotes_is_kept():
    """Quotes need no escape in a text."""
    page = '<code>&lt;a href="absente.html"&gt;</code> <a href="absente.html">a</a>'
    assert with_links(page, lambda _: "") == '<code>&lt;a href="absente.html"&gt;</code> <a>a</a>'


@pytest.mark.parametrize("link", ['href="a&amp;b.html"', "href='a&amp;b.html'", "href=a&amp;b.html"])
def test_a_link_is_read_however_it_is_quoted(link):
    """Material's minified pieces quote as they like; an attribute before it may hold anything."""
    page = f'<a data-x="a > b href=c.html" {link} class="d">e</a>'
    assert links_of(page) == {"a&b.html"}
    assert with_links(page, lambda _: "f.html") == '<a data-x="a > b href=c.html" href="f.html" class="d">e</a>'
