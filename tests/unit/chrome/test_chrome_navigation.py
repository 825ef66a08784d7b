"""Navigation, trail and contents."""

import re
from functools import partial

import pytest

from vitrail.content.addressing.relative import relative
from vitrail.content.addressing.spec import NavItem
from vitrail.ground.language import Language
from vitrail.site.chrome.slots import contents_html, headings, navigation_html, trail_html

SAY = Language("fr").gettext


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h2 id="a">Un <code>x</code></h2>', [(2, "a", "Un x")]),
        ('<h2 class="z" id="a">Un<a class="headerlink" href="#a">¶</a></h2>', [(2, "a", "Un")]),
        ('<h2 id="a"><b title="x><svg onload=y z">t</b></h2>', [(2, "a", "t")]),
        ('<h2>sans</h2><h4 id="q">non</h4><h2 id="v"> </h2>', []),
    ],
)
def test_headings_are_plain_text(html, expected):
    """Tags, permalinks and levels we do not list are left out."""
    assert [(level, ident) for level, ident, _ in headings(html)] == [entry[:2] for entry in expected]
    for (_, _, text), (_, _, wanted) in zip(headings(html), expected, strict=True):
        assert text.endswith(wanted)
        assert "<" not in text


def test_escaped_markup_in_a_heading_stays_escaped():
    """Material's own contents would unescape it."""
    html = '<h2 id="a">&lt;img src=x&gt;</h2><h2 id="b">B</h2>'
    assert "&lt;img src=x&gt;" in contents_html(html, SAY)


@pytest.mark.parametrize("order", ["23", "32", "2323", "3323", "22", "33", "23323"])
def test_contents_are_well_nested(order):
    """Whatever the order of levels, lists open and close in pairs."""
    html = contents_html("".join(f'<h{n} id="i{i}">T</h{n}>' for i, n in enumerate(order)), SAY)
    for tag in ("ul", "li", "nav", "div"):
        assert html.count(f"<{tag}") - html.count("<link") == html.count(f"</{tag}>")
    assert html.count("<a href=") == len(order)


def test_one_heading_needs_no_contents():
    """A list of one entry helps nobody."""
    assert contents_html('<h2 id="a">A</h2>', SAY) == ""


def test_navigation_marks_the_page_and_escapes_titles():
    """The current entry is said to screen readers too."""
    items = (NavItem(title="A & <b>", url="x/a.html"), NavItem(title="B", url="x/b.html"))
    html = navigation_html("P <i>", items, "x/a.html", None, SAY)
    assert '<a href="a.html" aria-current="page">A &amp; &lt;b&gt;</a>' in html
    assert html.count("aria-current") == 1
    assert "P &lt;i&gt;" in html


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("x/stages/mairie/semaine-01.html", "../mairie.html"), ("x/veille/ipv6.html", "index.html"),
        ("x/etat.html", None), ("x/stages/mairie-annexe.html", None), ("x/veille/index.html", None),
    ],
)  # fmt: skip
def test_navigation_marks_the_entry_that_a_page_without_one_is_under(page, marked):
    """A week is under its stage, an article under the watch; the home is above everything, and says nothing."""
    names = ("index.html", "veille/index.html", "stages/mairie.html")
    html = navigation_html("P", tuple(NavItem(title=name, url=f"x/{name}") for name in names), page, None, SAY)
    assert re.findall(r'href="([^"]+)" aria-current="true"', html) == [marked][: bool(marked)]


def test_the_trail_leaves_out_the_school():
    """The site's name stands beside it."""
    trail = (NavItem(title="Lycée", url="index.html"), NavItem(title="SIO", url="s/index.html"))
    html = trail_html(trail, "Page", partial(relative, "x/a.html"), SAY)
    assert "Lycée" not in html
    assert '<li><a href="../s/index.html">SIO</a></li><li aria-current="page">Page</li>' in html
