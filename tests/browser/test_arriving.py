"""Where a link arrives: the name of what it led to is seen, whatever the kind of the place."""

import re
from collections import defaultdict
from html import unescape
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest

from tests.deep import deep_example
from tests.waiting import until
from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TAG = re.compile(r"<(/?)([a-z][\w-]*)((?:[^<>\"]|\"[^\"]*\")*)>")
ID, CLASS, HREF = (re.compile(rf' {name}="([^"]*)"') for name in ("id", "class", "href"))
NAME = """(() => {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const named = place.textContent ? place : place.closest("details").querySelector("summary");
  const texts = document.createTreeWalker(named, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = document.createRange();
    words.selectNodeContents(texts.currentNode);
    const line = [...words.getClientRects()].find((one) => one.width > 1 && one.height > 1);
    if (!line || !texts.currentNode.data.trim()) continue;
    const hit = document.elementFromPoint(line.left + 2, line.top + 2);
    return Boolean(hit) && named.contains(hit) && line.bottom <= innerHeight;
  }
  return false;
})()"""
"""True if the window shows the first line of what names the place: itself, or the summary of the fold it stands for."""


class Places:
    """The places of a page by their id, each with its kind, and the links that lead to places."""

    def __init__(self, html):
        """Read the tags that we write, whose values are all between quotes: a parser takes ten seconds for a school."""
        self.places, self.links, folds = {}, [], 0
        for end, tag, given in TAG.findall(html):
            if not end and " id=" in given:
                family = re.sub(r"(?:hue|depth)-\S+|--\d", "", _value(CLASS, given))
                self.places[_value(ID, given)] = (tag, family, folds > 0)
            if not end and tag == "a" and "#" in (link := _value(HREF, given)):
                self.links.append(link)
            if tag == "details":
                folds += -1 if end else 1


def _value(name, given):
    """What an attribute of a tag says."""
    said = name.search(given)
    return unescape(said[1]) if said else ""


@pytest.fixture(scope="module")
def places(sample_of):
    """One place of each kind that a link of the team's edition leads to: the last one of the page that has most."""
    found = sample_of(Audience.TEAM)
    pages = {url: Places(found.html(url)) for urls in found.pages().values() for url in urls}
    led = defaultdict(set)
    for url, page in pages.items():
        for link in page.links:
            path, _, place = link.partition("#")
            target = unquote(normpath(join(dirname(url), path))) if path else url
            if target in pages and (kind := pages[target].places.get(unquote(place))):
                order = list(pages[target].places).index(unquote(place))
                led[kind].add((order, target, place))
    return {kind: max(places)[1:] for kind, places in sorted(led.items())}


@pytest.mark.parametrize(
    ("width", "script"), [deep_example(1280, "script"), (390, "script"), deep_example(390, "plain")]
)
def test_arriving_at_a_place_shows_its_name(serve_sample, visit, places, script, width):
    """Under the header that stays, or below a fold's summary, one reads a competence's proofs without knowing whose.

    Without a script at one width: that the browser opens a fold and leaves the header's place is not of the window.
    """
    _, base = serve_sample(Audience.TEAM)
    assert len(places) > 15
    unseen = []
    with visit(base, script=script == "script", viewport={"width": width, "height": 900}) as tab:
        for kind, (url, place) in places.items():
            if tab.url.partition("#")[0] == base + url:
                tab.goto("about:blank")  # else the same page would not be arrived at
            tab.goto(f"{base}{url}#{place}")
            try:
                until(tab, NAME, seconds=2)
            except AssertionError:
                unseen.append((kind, f"{url}#{place}"))
    assert unseen == []
