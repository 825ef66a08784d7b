import re
import xml.etree.ElementTree as ET
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import framework
from vitrail.content.model.state import State
from vitrail.content.reading.frameworks import load_shipped
from vitrail.ground.language import Language
from vitrail.knowledge.coverage.tables import CompetencyCoverage, StudentCoverage
from vitrail.site.pages.lineage import Lineage
from vitrail.site.pages.states import SIGNS
from vitrail.site.pages.svg import rosace, timeline
from vitrail.site.pages.svg.calendar import wrap
from vitrail.site.pages.svg.panes import build
from vitrail.site.pages.svg.small import SmallWindows
from vitrail.site.pages.svg.timeline import Span, Timeline, text_width

FR = Language("fr")


def same(url):
    """Keep an address."""
    return url


def window(tree, option, state=State.VALIDATED, url="c.html#{}".format):
    """A rosace where everything asked has one state."""
    asked = [c.id for c in tree.framework.competencies if not c.options or option in c.options]
    judged = [code for code in asked if tree.framework.by_id[code].kind == tree.framework.judged_level]
    coverage = StudentCoverage(
        student="c/s", framework=tree.framework.id, option=option, judged=tuple(judged),
        competencies={code: CompetencyCoverage(state=state) for code in asked},
    )  # fmt: skip
    return build(tree, coverage, lambda found: SIGNS[found].key, url)


def shipped(name):
    """A shipped référentiel."""
    return Lineage(framework=load_shipped()[name])


@pytest.mark.parametrize(
    ("tree", "option", "rings", "panes"),
    [
        (shipped("fr.bts-sio.2019"), "SISR", 3, None),
        (shipped("fr.bts-sio.2011"), "SLAM", 2, None),
        (Lineage(framework=framework()), "SUCRE", 2, 5),
        (Lineage(framework=framework()), "SEL", 2, 3),
    ],
)
def test_a_rosace_is_well_formed_and_every_pane_is_a_link_with_a_title(tree, option, rings, panes):
    """Three rings where they are legible, two for the long référentiel of 2011, whatever the school's own has."""
    drawn = window(tree, option)
    assert drawn.rings == rings
    root = ET.fromstring(str(rosace.draw(drawn, same, FR)))  # noqa: S314 - our own drawing
    found = list(root.iter("a"))
    assert panes is None or len(found) == panes
    assert all(link.get("href") and link.find("title").text for link in found)
    assert "style=" not in rosace.draw(drawn, same, FR)


@pytest.mark.parametrize("state", [State.VALIDATED, State.CHANGED, State.JUSTIFIED])
def test_a_small_window_weighs_less_than_500_bytes_and_refers_to_panes_drawn_once(state):
    """However many students have it: a page of two hundred had 1 700 bytes of paths for each."""
    full, bare = (window(shipped("fr.bts-sio.2019"), "SISR", one, url=None) for one in (state, State.UNCOVERED))
    windows = SmallWindows([full, None, bare])
    svg, whole = str(windows.of(full)), set(re.findall(r'id="([^"]+)"', windows.shapes))
    assert len(svg) < 500
    assert svg.count("<use") == 1 + 3 + 14
    assert str(windows.of(bare)).count("<use") == 1
    assert set(re.findall(r'href="#([^"]+)"', svg)) <= whole
    assert windows.of(None) == ""
    ET.fromstring(svg)  # noqa: S314 - our own drawing
    assert not re.search("<a |<path|aria-label", svg)
    assert ("vt-hatch" in windows.shapes) is (state is State.CHANGED)


def test_a_modified_pane_is_hatched_over_its_fill():
    """« Modifiée depuis » is full glass under a pattern, not another colour."""
    svg = rosace.draw(window(Lineage(framework=framework()), "SUCRE", State.CHANGED), same, FR)
    assert svg.count('fill="url(#vt-hatch)"') == 5


def test_the_same_coverage_always_draws_the_same_bytes():
    """Numbers are rounded to a tenth and never « -0 »."""
    tree = shipped("fr.bts-sio.2011")
    one, other = (rosace.draw(window(tree, "SISR"), same, FR) for _ in range(2))
    assert one == other
    assert not re.search(r"\d\.\d\d|-0[ LA]", re.sub(r"<title>.*?</title>|<text.*?</text>|href=\"[^\"]*\"", "", one))


def test_nothing_asked_is_no_rosace():
    """The page then says what would light it."""
    assert window(Lineage(framework=framework(competencies=())), "SUCRE") is None


def bar(start, end, title="Stage"):
    """A span of a timeline."""
    return Span(title=title, url="x.html", start=start, end=end, hue="cobalt", when="en mars")


DAY = st.dates(min_value=date(2024, 9, 1), max_value=date(2027, 7, 1))
TITLES = st.sampled_from(("Stage", "Redondance des pare-feu d'un client", "M" * 200, "ŒUVRE 漢字漢字", ""))
SPANS = st.lists(
    st.tuples(DAY, DAY, TITLES).map(lambda found: bar(min(found[:2]), max(found[:2]), found[2])), max_size=8
).map(tuple)


@given(SPANS, SPANS)
def test_no_bar_leaves_the_timeline_and_neither_bar_nor_name_hides_another(stages, works):
    """Whatever the dates and the titles, both lie within the drawing, on another lane when they would overlap."""
    if not stages and not works:
        return
    root = ET.fromstring(str(timeline.draw(Timeline(stages=stages, works=works), same, FR)))  # noqa: S314 - as above
    width, height = (float(part) for part in root.get("viewBox").split()[2:])
    rows = []
    for link in root.iter("a"):
        x, y, length = (float(link.find("rect").get(key)) for key in ("x", "y", "width"))
        text = link.find("text")
        start = float(text.get("x"))
        rows.append((y, min(x, start), max(x + length, start + text_width(text.text or ""))))
    assert len(rows) == len(stages) + len(works)
    assert all(left >= 0 and right <= width + 0.2 and y < height for y, left, right in rows)
    for (y, _, right), (next_y, left, _) in pairwise(sorted(rows)):
        assert y != next_y or right <= left + 0.2


def test_the_last_day_of_the_calendar_is_drawn_like_another():
    """A mistyped year (31/12/9999) neither stops the page nor fills it with months."""
    spans = (bar(date(2026, 9, 1), date.max), bar(date(2026, 1, 5), date(2026, 2, 6)))
    drawing = str(timeline.draw(Timeline(stages=spans, works=spans), same, FR))
    assert drawing.count("<path") < 12


@given(st.text(max_size=80), st.integers(1, 30))
def test_a_long_name_wraps_and_loses_no_word(name, width):
    """Names wrap, never clip."""
    assert " ".join(wrap(name, width)).split() == name.split()


def uneven(**states):
    """A rosace of the fictitious référentiel whose panes have these states, X1 having one child of two covered."""
    tree = Lineage(framework=framework())
    found = {
        code: CompetencyCoverage(
            state=states.get(code.replace(".", "_"), State.UNCOVERED), realisations=1,
            children=2 if code == "X1" else 0, covered=1 if code == "X1" else 0,
        )
        for code in ("X1", "X1.1", "X1.2")
    }  # fmt: skip
    coverage = StudentCoverage(
        student="c/s", framework="essai.pain", option="SEL", judged=("X1.1", "X1.2"), competencies=found
    )
    return build(tree, coverage, lambda state: SIGNS[state].key, lambda code: code)


def test_an_inner_pane_is_filled_in_proportion_to_what_is_below_it():
    """Half of a bloc whose competencies are half covered; the petals are covered or not."""
    drawn = uneven(X1=State.VALIDATED, X1_1=State.VALIDATED)
    assert (drawn.blocs[0][1].share, [pane.share for pane in drawn.blocs[0][1].panes]) == (50, [100, 100])
    svg = rosace.draw(drawn, same, FR)
    assert svg.count('class="vt-part"') == 1
    assert "vt-part" not in rosace.draw(window(Lineage(framework=framework()), "SUCRE"), same, FR)


def test_the_picture_says_what_is_covered_what_is_validated_and_what_has_no_proof():
    """One is singular, and nothing is said of details where there is none."""
    assert rosace.account(uneven(X1=State.DECLARED, X1_1=State.DECLARED), FR) == "1 sur 2 couverte, 0 validée"
    whole = window(shipped("fr.bts-sio.2019"), "SISR")
    assert rosace.account(whole, FR) == "14 sur 14 couvertes, 14 validées"
    empty = window(shipped("fr.bts-sio.2019"), "SISR", State.UNCOVERED)
    assert re.fullmatch(
        r"0 sur 14 couverte, 0 validée\u202f; 60 compétences détaillées sans preuve", rosace.account(empty, FR)
    )
