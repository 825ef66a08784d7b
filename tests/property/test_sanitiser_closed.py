"""The sanitiser fails closed: what it cannot judge goes away."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.prose import sanitiser
from tests.attacks.inspector import cleaned, inspect

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
