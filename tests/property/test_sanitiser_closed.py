"""The sanitiser fails closed: what it cannot judge goes away."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.attacks.inspector import cleaned, inspect
from vitrail.site.prose import sanitiser

HTML = '<a href="a.md" class="vt-state" id="__config">x</a>'


@pytest.mark.parametrize(
    "error", [ValueError, UnicodeEncodeError("utf-8", "\ud800", 0, 1, "x"), RecursionError, OSError]
)
def test_an_attribute_whose_judgement_fails_is_taken_away(monkeypatch, error):
    """nh3 swallows what its callback raises: an upgrade that kept the value would let a class of ours through."""

    def fail(*_):
        raise error

    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)
    monkeypatch.setattr(sanitiser, "_address", fail)
    monkeypatch.setattr(sanitiser, "allowed_class", fail)
    assert cleaned(HTML, "c/s/a.html", "c/s/a.md", {}) == '<a id="t-__config">x</a>'


PARTS = st.sampled_from(
    ("<a href='|<img src='|' class='|' id='|' name=|>|</a>|javascript:|//|\\|..|/|%2e|%00|#|?|http://[|&#106;|&Tab;|"
     "&NewLine;|b.md|vt-state|md-nav|__config|\ud800|\x00").split("|")
)  # fmt: skip


@given(st.lists(PARTS | st.text(max_size=6), max_size=14).map("".join))
def test_whatever_is_written_in_an_attribute_stays_harmless(text):
    """Addresses cut anywhere, entities, signs that browsers skip."""
    html = text.encode("utf-8", "ignore").decode()
    assert inspect(cleaned(html, "c/s/a.html", "c/s/a.md", {"c/s/b.md": "c/s/b.html"})) == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<abbr title="x&quot; onclick=&quot;y">a</abbr>', '<abbr title="x&quot; onclick=&quot;y">a</abbr>'),
        ("<abbr title='x\" onclick=\"y'>a</abbr>", '<abbr title="x&quot; onclick=&quot;y">a</abbr>'),
        ('<img alt="&lt;script&gt;" src="https://a.fr/b.png">', '<img alt="&lt;script&gt;">'),
        ('<abbr title="un" title="deux">a</abbr>', '<abbr title="un">a</abbr>'),
    ],
    ids=["entities", "the other quotes", "a tag", "twice"],
)
def test_what_an_attribute_says_never_leaves_its_quotes(written, kept):
    """Read as a value, it is written as a value; of two of one name, the first counts."""
    assert cleaned(written, "c/s/a.html", "c/s/a.md", {}) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<kbd>a", "<kbd>a</kbd>"),
        ("<ul><li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
        ("a</div></td>b", "ab"),
        ("<blink>a</blink>b", "ab"),
        ("<script>a</script>b", "b"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
    ],
    ids=["open", "items", "closed only", "a tag of no list", "a script", "signs"],
)
def test_what_is_open_is_closed_and_what_is_in_no_list_leaves_its_text(written, kept):
    """An author's text ends where it ends: what follows it on the page is not inside; a script leaves nothing."""
    assert cleaned(written, "c/s/a.html", "c/s/a.md", {}) == kept
