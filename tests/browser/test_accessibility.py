"""Every kind of page for eyes, hands and machines that are not the author's."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# without preload, axe does not ask again for the style sheets, which the disk refuses it
EVERYTHING = {"preload": False, "resultTypes": ["violations"]}
COLOURS = {**EVERYTHING, "runOnly": ["color-contrast", "link-in-text-block"]}
ARTICLE = re.compile(r'<article class="md-content__inner.*</article>', re.DOTALL)
DARK = "document.body.setAttribute('data-md-color-scheme', 'slate')"
WIDTH = "document.documentElement.scrollWidth"
MOVING = """[...document.querySelectorAll('*')].filter(element => {
  const style = getComputedStyle(element);
  return style.animationName !== 'none' || style.transitionDuration.split(', ').some(time => parseFloat(time) > 0);
}).map(element => element.outerHTML.slice(0, 90))"""


def _grave(tab, options):
    """What axe calls serious or critical: rule, and the elements at fault."""
    found = Axe().run(tab, options=options).response["violations"]
    return {
        broken["id"]: [node["html"][:120] for node in broken["nodes"]]
        for broken in found
        if broken["impact"] in {"serious", "critical"}
    }


def _own(serve_sample, audience):
    """One page of each kind, but for those whose content the team's site has to the letter and is judged with."""
    sample, _ = serve_sample(audience)
    if audience is Audience.TEAM:
        return sample.one_of_each()
    team, _ = serve_sample(Audience.TEAM)
    judged = {ARTICLE.search(team.html(url))[0] for url in team.one_of_each().values()}
    return {
        kind: url for kind, url in sample.one_of_each().items() if ARTICLE.search(sample.html(url))[0] not in judged
    }


@pytest.mark.parametrize("audience", [Audience.JURY, Audience.TEAM], ids=lambda audience: audience.name.lower())
def test_axe_finds_nothing_serious_on_any_kind_of_page(serve_sample, visit, audience):
    """Light with every rule; the dark palette changes colours alone, so the rules on colours are run again."""
    _, base = serve_sample(audience)
    faults = {}
    with visit(base) as tab:
        for kind, url in _own(serve_sample, audience).items():
            tab.goto(base + url)
            faults[kind, "light"] = _grave(tab, EVERYTHING)
            tab.evaluate(DARK)
            faults[kind, "dark"] = _grave(tab, COLOURS)
    assert len(faults) > 10
    assert {page: found for page, found in faults.items() if found} == {}


def test_no_kind_of_page_is_wider_than_a_phone_or_than_a_screen_at_400_percent(serve_sample, visit):
    """320 px is the narrow phone and what 1 280 px become at 400 %; only tables may scroll, inside their frame."""
    sample, base = serve_sample(Audience.TEAM)
    wide = {}
    with visit(base, viewport={"width": 320, "height": 256}) as tab:
        for urls in sample.pages().values():
            for url in {urls[len(urls) // 2], urls[-1]}:
                tab.goto(base + url)
                wide[url] = tab.evaluate(WIDTH)
    assert {url: width for url, width in wide.items() if width > 320} == {}


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_no_kind_of_page_is_wider_than_its_window(serve_sample, visit, width):
    """A phone, a laptop, a large screen."""
    sample, base = serve_sample(Audience.TEAM)
    wide = {}
    with visit(base, viewport={"width": width, "height": 900}) as tab:
        for kind, url in sample.one_of_each().items():
            tab.goto(base + url)
            wide[kind] = tab.evaluate(WIDTH)
    assert {kind: found for kind, found in wide.items() if found > width} == {}


def test_nothing_moves_when_the_reader_asks_for_stillness(serve_sample, visit):
    """``prefers-reduced-motion``: no transition and no animation on any element of any kind of page."""
    sample, base = serve_sample(Audience.TEAM)
    moving = {}
    with visit(base) as tab:
        for kind, url in sample.one_of_each().items():
            tab.goto(base + url)
            moving[kind] = tab.evaluate(MOVING)
    assert {kind: found for kind, found in moving.items() if found} == {}


FILLS = """Object.fromEntries(['full', 'medium', 'light', 'plain'].map(name => {
  const pane = document.querySelector(`.vt-rosace .vt-fill-${name} > a > :is(path, use)`);
  return [name, pane && getComputedStyle(pane).fill];
}))"""
SIGNS = """[...document.querySelectorAll('.vt-legend li')].map(item => [
  item.innerText.trim(), ...(({maskImage, width, backgroundColor}) => [maskImage, parseFloat(width), backgroundColor])(
    getComputedStyle(item.querySelector('.vt-swatch'), '::before')),
])"""


def test_states_stay_distinct_when_the_system_imposes_its_colours(serve_sample, visit):
    """Forced colours: full, medium and empty panes keep three fills; each state of the legend keeps mark and word."""
    sample, base = serve_sample(Audience.TEAM)
    (home,) = (url for url in sample.pages()["student"] if "moreau-lea" in url)
    with visit(base, forced_colors="active") as tab:
        tab.goto(base + home)
        fills = tab.evaluate(FILLS)
        signs = tab.evaluate(SIGNS)
    assert len({fills["full"], fills["medium"], fills["plain"]}) == 3, fills
    assert fills["light"] == fills["plain"], "the paper of the system: their marks and edges tell them apart"
    assert len({mark for _, mark, _, _ in signs}) == len(signs) > 3
    assert all(word and width > 5 and ink in {"rgb(0, 0, 0)", "rgb(255, 255, 255)"} for word, _, width, ink in signs)


LABELS = """[...document.querySelectorAll('.vt-rosace a.vt-parted text')].map(label => {
  const { fill, stroke } = getComputedStyle(label);
  return [label.textContent, fill, stroke];
})"""
EDGE = "name => getComputedStyle(document.querySelector(name)).borderTopStyle"
GROUND = "name => getComputedStyle(document.querySelector(name)).backgroundColor"


def test_what_is_written_and_what_is_chosen_is_seen_when_the_system_imposes_its_colours(serve_sample, visit):
    """Forced colours: a label over a pane of two fills differs from its halo, dotted edges stay so, a choice shows."""
    sample, base = serve_sample(Audience.TEAM)
    (home,) = (url for url in sample.pages()["student"] if "moreau-lea" in url)
    (productions,) = (url for url in sample.pages()["productions"] if "moreau-lea" in url)
    with visit(base, forced_colors="active") as tab:
        tab.goto(base + home)
        labels = tab.evaluate(LABELS)
        edge = tab.evaluate(EDGE, ".vt-legend .vt-pattern-dotted")
        tab.goto(base + productions)
        absent = tab.evaluate(EDGE, ".vt-productions .vt-sign--absente")
        grounds = [tab.evaluate(GROUND, f".vt-choices a:nth-child({place})") for place in (1, 2)]
    assert [text for text, fill, halo in labels if fill == halo] == []
    assert len(labels) > 3
    assert (edge, absent) == ("dotted", "dotted")
    assert grounds[0] != grounds[1]
