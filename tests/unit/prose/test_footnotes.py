"""Footnotes are numbered as they are called, and lead back to each of their calls."""

import re

from vitrail.content.markdown import parse
from vitrail.ground.language import FRENCH
from vitrail.site.prose.writer import Writer


def html(text):
    """Write a text."""
    return Writer(parse(text), FRENCH).write()


def test_notes_are_numbered_by_their_calls_and_those_that_nothing_calls_are_shown():
    """Nothing that is written disappears."""
    shown = html("a[^b] c[^a] d[^b]\n\n[^a]: un\n\n[^b]: deux\n\n[^c]: trois")
    assert re.findall(r"<p>(\w+)", shown) == ["a", "deux", "un", "trois"]
    assert shown.count("footnote-backref") == 3


def test_a_label_is_one_whatever_its_capitals_and_two_notes_of_it_are_read_together():
    """Two drafts that were put together each have a first note; what the second calls has its way back."""
    shown = html("a[^GLPI]\n\n[^glpi]: un\n\n[^Glpi]: deux[^b]\n\n[^b]: trois")
    assert re.findall(r"<p>(\w+)", shown) == ["a", "un", "deux", "trois"]
    assert set(re.findall(r'href="#([^"]+)"', shown)) == set(re.findall(r'id="([^"]+)"', shown))


def test_a_note_that_ends_with_a_list_has_its_way_back_below_it():
    """A way back in a list would be one more of its items."""
    assert '</ul>\n<p><a class="footnote-backref" href="#fnref:1"' in html("a[^1]\n\n[^1]: un\n\n    - deux")


def test_a_text_without_notes_has_no_list_of_them():
    """A call of a note that nobody wrote is text."""
    assert "footnote" not in html("a[^1]")
