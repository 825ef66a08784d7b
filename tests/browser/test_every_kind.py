"""What is the same on every kind of page: the place of its title, the look of buttons, words of ours explained."""

import json

import pytest
from filelock import FileLock

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

WORDS = """() => {
  const WRITTEN = '.vt-prose, .vt-lead, .vt-words', found = {};
  const words = { validée: /validées?\\b/i, justifiée: /justifiées?\\b/i, couverte: /couvertes?\\b/i };
  const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  const place = (node) => {
    const boxes = [];
    for (let one = node.parentElement; one; one = one.parentElement) boxes.push(one.getBoundingClientRect());
    return node.parentElement.checkVisibility() && boxes.every(({ width }) => width > 2) ? boxes[0].top : null;
  };
  const told = [...document.querySelectorAll('.vt-legend dfn, .vt-signs th[scope=row]')];
  for (let node; (node = walker.nextNode()); )
    for (const [word, said] of Object.entries(words)) {
      if (word in found || !said.test(node.data) || node.parentElement.closest(WRITTEN)) continue;
      const first = place(node), meaning = told.find((one) => one.textContent.endsWith(word));
      if (first !== null) found[word] = meaning ? meaning.getBoundingClientRect().top - first : 'never explained';
    }
  return found;
}"""
HEIGHT = 800


@pytest.fixture(scope="session", name="pages")
def _pages(serve_sample, visit, of_all_workers):
    """What was measured of each kind of page of the three readers, on a phone and on a laptop: once for all workers."""
    folder = of_all_workers("every-kind")
    with FileLock(folder / "measured.lock"):
        if not (folder / "measured.json").exists():
            (folder / "measured.json").write_text(json.dumps(list(_measured(serve_sample, visit))), "utf-8")
    return json.loads((folder / "measured.json").read_text("utf-8"))


def _measured(serve_sample, visit):
    samples = {audience: serve_sample(audience) for audience in (Audience.JURY, Audience.PUBLIC, Audience.TEAM)}
    with visit([base for _, base in samples.values()]) as tab:
        for sample, kind, url in different_pages(*(sample for sample, _ in samples.values())):
            for width in (390, 1280):
                tab.set_viewport_size({"width": width, "height": HEIGHT})
                if width == 390:
                    tab.goto(samples[sample.audience][1] + url)
                yield {
                    "width": width, "of": f"{sample.audience.name} {kind}", "team": sample.audience is Audience.TEAM,
                    "head": tab.evaluate(HEAD), "pills": tab.evaluate(PILLS), "actions": tab.evaluate(ACTIONS),
                    "words": tab.evaluate(WORDS),
                }  # fmt: skip


def test_every_kind_of_page_has_its_title_at_one_place_and_of_one_size(pages):
    """On a laptop and on a phone, for the three readers; a title of more than 45 letters is one step smaller."""
    assert len(pages) > 90
    assert {page["head"]["alone"] for page in pages} == {1}
    for width, place, title, smaller in (
        (1280, [332, 104, 16], [332, 12, 42], 28),
        (390, [16, 130, 16], [16, 12, 28], 22),
    ):
        here = {page["of"]: page["head"] for page in pages if page["width"] == width}
        expected = {True: [*title[:2], smaller], False: title}
        assert {of: found for of, found in here.items() if found["place"] != place} == {}
        assert {of: found for of, found in here.items() if found["title"] != expected[len(found["words"]) > LONG]} == {}
    assert {page["of"] for page in pages if page["width"] == 1280 and page["head"]["lines"] != 1} == set()


def test_buttons_are_of_one_kind(pages):
    """Those that choose what a page shows, and those that lead elsewhere."""
    pills = {pill for page in pages if page["width"] == 1280 for pill in page["pills"]}
    actions = {action for page in pages if page["width"] == 1280 for action in page["actions"]}
    assert (len(pills), len(actions)) == (1, 1), (pills, actions)


def test_validee_justifiee_and_couverte_are_explained_where_they_first_stand(pages):
    """In the window in which they come first, or above; what a student wrote is the student's."""
    found = {
        (page["of"], page["width"], word): below
        for page in pages
        if not page["team"]
        for word, below in page["words"].items()
    }
    assert len(found) > 30
    assert {where: below for where, below in found.items() if isinstance(below, str) or below > HEIGHT} == {}
