"""Where a link arrives: the name of what it led to is seen, whatever the kind of the place."""

import re
from collections import defaultdict
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest

from generator.model.audience import Audience
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
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


class Places(HTMLParser):
    """The places of a page by their id, each with its kind, and the links that lead to places."""

    def __init__(self, html):
        super().__init__()
        self.places, self.links, self.folded = {}, [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Keep an id with the tag, the family of its class, and whether a fold holds it."""
        given = dict(attrs)
        if "id" in given:
            family = re.sub(r"(?:hue|depth)-\S+|--\d", "", given.get("class") or "")
            self.places[given["id"]] = (tag, family, "details" in self.folded)
        if tag == "a" and "#" in (given.get("href") or ""):
            self.links.append(given["href"])
        if tag not in VOID:
            self.folded.append(tag)

    def handle_endtag(self, tag):
        """Leave the tags down to this one."""
        while self.folded and self.folded.pop() != tag:
            pass


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


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("width", [1280, 390])
def test_arriving_at_a_place_shows_its_name(serve_sample, visit, places, script, width):
    """Under the header that stays, or below a fold's summary, one reads a competence's proofs without knowing whose."""
    _, base = serve_sample(Audience.TEAM)
    assert len(places) > 15
    unseen = []
    with visit(base, script=script, viewport={"width": width, "height": 900}) as tab:
        for kind, (url, place) in places.items():
            if tab.url.partition("#")[0] == base + url:
                tab.goto("about:blank")  # else the same page would not be arrived at
            tab.goto(f"{base}{url}#{place}")
            try:
                until(tab, NAME, seconds=2)
            except AssertionError:
                unseen.append((kind, f"{url}#{place}"))
    assert unseen == []
