"""The line above a title and the title stand where they stand on every other kind of page, and buttons look alike."""

import pytest

from tests.samples import different_pages
from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONG = 45
"""Letters from which a title is one step smaller."""
HEAD = """() => {
  const title = document.querySelector('article h1'), above = title.previousElementSibling;
  const [kicker, box] = [above, title].map((one) => one.getBoundingClientRect());
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  return {
    place: [Math.round(kicker.x), Math.round(kicker.y), size(above)],
    title: [Math.round(box.x), Math.round(box.y - kicker.bottom), size(title)],
    words: [...title.childNodes].filter((one) => one.nodeType === 3).map((one) => one.data).join('').trim(),
    alone: document.querySelectorAll('article h1').length,
    lines: Math.round(kicker.height / 24),
  };
}"""
PILLS = """[...document.querySelectorAll('.vt-choices a:not(.vt-choices__else), .vt-tools :is(button, select)')]
  .filter((one) => one.checkVisibility()).map((one) => {
    const { fontSize, borderRadius, paddingLeft } = getComputedStyle(one);
    return [fontSize, borderRadius, paddingLeft, Math.round(one.getBoundingClientRect().height)].join(' ');
  })"""
ACTIONS = """[...document.querySelectorAll('.vt-actions:not(.vt-window--commission *) a')].map((one) => {
    const { fontSize, borderRadius, padding } = getComputedStyle(one);
    return [fontSize, borderRadius, padding].join(' ');
  })"""


def test_every_kind_of_page_has_its_title_at_one_place_and_of_one_size(serve_sample, visit):
    """On a laptop and on a phone, for the three readers; a title of more than 45 letters is one step smaller."""
    samples = {audience: serve_sample(audience) for audience in (Audience.TEAM, Audience.JURY, Audience.PUBLIC)}
    heads, pills, actions = {}, set(), set()
    with visit([base for _, base in samples.values()]) as tab:
        for sample, kind, url in different_pages(*(sample for sample, _ in samples.values())):
            for width in (390, 1280):
                tab.set_viewport_size({"width": width, "height": 800})
                if width == 390:
                    tab.goto(samples[sample.audience][1] + url)
                heads[width, sample.audience.name, kind] = tab.evaluate(HEAD)
            pills.update(tab.evaluate(PILLS))
            actions.update(tab.evaluate(ACTIONS))
    assert len(heads) > 90
    assert {found["alone"] for found in heads.values()} == {1}
    for width, place, title, smaller in (
        (1280, [332, 104, 16], [332, 12, 42], 28),
        (390, [16, 130, 16], [16, 12, 28], 22),
    ):
        here = {page: found for page, found in heads.items() if page[0] == width}
        expected = {True: [*title[:2], smaller], False: title}
        assert {page: found for page, found in here.items() if found["place"] != place} == {}
        assert {
            page: found for page, found in here.items() if found["title"] != expected[len(found["words"]) > LONG]
        } == {}
    assert {page for page, found in heads.items() if page[0] == 1280 and found["lines"] != 1} == set()
    assert (len(pills), len(actions)) == (1, 1), (pills, actions)
