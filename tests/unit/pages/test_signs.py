import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from vitrail import THEME
from vitrail.content.model.audience import Audience
from vitrail.content.model.state import State
from vitrail.site.pages.states import BY_KEY, COVERED, SIGNS, hatching, legend, marks, sign

STYLE = "\n".join(path.read_text("utf-8") for path in sorted(THEME.rglob("*.css")))


def test_no_two_signs_differ_by_colour_alone():
    """Each pair of signs differs by its mark, and what covers never looks like plain glass."""
    for one, other in combinations(SIGNS.values(), 2):
        assert one.stroke != other.stroke or one.solid != other.solid
    assert {item.fill for item in SIGNS.values() if item.covers}.isdisjoint({"plain"})


def test_every_state_has_a_sign_that_covers_as_it_does():
    """The table follows the model."""
    assert set(SIGNS) == set(State)
    assert all(SIGNS[state].covers is state.covers for state in State)


def test_the_public_sees_covered_or_not_and_validated():
    """What a teacher asked to rework or refused is « non couverte » outside the team."""
    assert legend(Audience.PUBLIC) == (SIGNS[State.VALIDATED], COVERED, SIGNS[State.UNCOVERED])
    assert sign(State.REWORK, Audience.JURY) is SIGNS[State.UNCOVERED]
    assert sign(State.CHANGED, Audience.JURY) is SIGNS[State.CHANGED]
    assert sign(State.REFUSED, Audience.TEAM) is SIGNS[State.REFUSED]


def test_a_drawing_defines_the_marks_that_it_uses_and_a_page_its_hatching_once():
    """A mark lies around the point where it is used; a page without hatching carries none."""
    root = ET.fromstring(f"<g>{marks(BY_KEY)}</g>")  # noqa: S314 - our own drawing
    assert {path.get("id") for path in root} == {item.mark for item in BY_KEY.values()}
    assert 'id="vt-hatch"' in hatching('<path fill="url(#vt-hatch)"/><path fill="url(#vt-hatch)"/>')
    assert not hatching("<p>rien</p>")


@pytest.mark.parametrize("item", BY_KEY.values(), ids=BY_KEY)
def test_style_sheets_draw_the_mark_of_a_sign_for_its_classes(item):
    """The last of its classes that has a stroke gives it: the same path as in drawings, filled or drawn as there."""
    strokes = dict(re.findall(r'^\.(vt-[\w-]+) \{\s+--vt-stroke: url\("(.*?)"\)', STYLE, re.MULTILINE | re.DOTALL))
    drawn = [strokes[name] for name in item.classes.split() if name in strokes][-1]
    assert f"d='{item.stroke}'" in drawn
    assert ("fill='none'" in drawn) is not item.solid
