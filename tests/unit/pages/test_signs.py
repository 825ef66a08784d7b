import xml.etree.ElementTree as ET
from itertools import combinations

from generator.model.audience import Audience
from generator.model.state import State
from generator.pages.states import BY_KEY, COVERED, SIGNS, definitions, legend, sign


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


def test_the_marks_of_a_page_are_well_formed_and_complete():
    """The symbol of each sign that a page draws stands in the definitions that it carries once, and no other."""
    root = ET.fromstring(definitions("".join(f'<use href="#{item.mark}"/>' for item in BY_KEY.values())))  # noqa: S314 - our own drawing
    assert {item.get("id") for item in root.iter("symbol")} == {item.mark for item in BY_KEY.values()}
    assert 'id="vtm-validee"' in definitions('<use href="#vtm-validee"/>')
    assert "vtm-refusee" not in definitions('<use href="#vtm-validee"/>')
    assert not definitions("<p>rien</p>")
