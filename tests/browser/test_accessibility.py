"""Every kind of page for eyes, hands and machines that are not the author's."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.deep import DEEP
from tests.samples import Parts, different_pages
from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = Axe()
ON_COLOURS = ["color-contrast", "link-in-text-block"]
# without preload, axe does not ask again for the style sheets, which the disk refuses it
EVERYTHING = {"preload": False, "resultTypes": ["violations"]}
COLOURS = {**EVERYTHING, "runOnly": ON_COLOURS}
REST = {**EVERYTHING, "rules": {rule: {"enabled": False} for rule in ON_COLOURS}}
JUDGE = """async ([where, options]) => (await axe.run(where ?? document, options)).violations
  .filter(({impact}) => impact === 'serious' || impact === 'critical')
  .map(({id, nodes}) => [id, nodes.map((node) => node.html.slice(0, 120))])"""
DARK = "document.body.setAttribute('data-md-color-scheme', 'slate')"
MARK = """(known) => {
  const seen = new Set(known), grounds = new Map([[null, '']]), fresh = [];
  const ground = (one) => {
    if (!grounds.has(one)) {
      const style = getComputedStyle(one);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter];
      const bare = own.join() === 'rgba(0, 0, 0, 0),none,1,none';
      const place = style.position === 'static' ? '' : `${one.localName}.${one.className}${style.position}`;
      grounds.set(one, ground(one.parentElement) + (bare ? '' : own.join()) + place);
    }
    return grounds.get(one);
  };
  for (const one of document.querySelectorAll('body *')) {
    delete one.dataset.judged;
    const box = one.getBoundingClientRect();
    const says = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) || one.value;
    if (!says || !box.width || !box.height || !one.checkVisibility({visibilityProperty: true})) continue;
    const {color, fill, fontSize, fontWeight, textShadow, textDecorationLine} = getComputedStyle(one);
    const about = one.closest('a') ? `in ${getComputedStyle(one.closest('a').parentElement).color}` : '';
    const look = [color, fill, fontSize, fontWeight, textShadow, textDecorationLine, about, ground(one)].join(' ');
    if (seen.has(look)) continue;
    seen.add(look);
    fresh.push(look);
    one.dataset.judged = '';
  }
  return fresh;
}"""
"""Mark the texts whose colours, size and grounds are not among those that are known; give these."""
WIDTH = "[innerWidth, document.documentElement.scrollWidth]"
MOVING = """[...document.querySelectorAll('*')].filter(element => {
  const style = getComputedStyle(element);
  return style.animationName !== 'none' || style.transitionDuration.split(', ').some(time => parseFloat(time) > 0);
}).map(element => element.outerHTML.slice(0, 90))"""


FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Two frames: in the first the page measures what scrolls, and so must be reached by Tab."""


def _grave_colours(tab, known):
    """What axe calls serious or critical in colours that no page had yet: telling all takes seconds."""
    fresh = tab.evaluate(MARK, sorted(known))
    known.update(fresh)
    return tab.evaluate(JUDGE, [{"include": [["[data-judged]"]]}, COLOURS]) if fresh else []


def test_axe_finds_nothing_serious_on_any_kind_of_page_which_complains_of_nothing_from_the_disk(serve_sample, visit):
    """Every rule; those on colours once for each look of a text on its grounds, in the light palette and the dark.

    Each page is opened as by a double-click, and asks no other host (``visit``); but for 404.html, which looks for its
    files at the server's root first and has its own test.
    """
    samples = {audience: serve_sample(audience) for audience in (Audience.TEAM, Audience.JURY, Audience.PUBLIC)}
    disks = [f"{sample.site.as_uri()}/" for sample, _ in samples.values()]
    faults, known = {}, set()
    with visit([*disks, *(base for _, base in samples.values())]) as tab:
        for sample, kind, url in different_pages(*(sample for sample, _ in samples.values())):
            lost = kind == "not_found"
            tab.goto((samples[sample.audience][1] if lost else f"{sample.site.as_uri()}/") + url, wait_until="load")
            tab.evaluate(FRAME)
            tab.evaluate(AXE.axe_script)
            faults[sample.audience, kind] = tab.evaluate(JUDGE, [None, REST]) + _grave_colours(tab, known)
            tab.evaluate(DARK)
            faults[sample.audience, kind, "dark"] = _grave_colours(tab, known)
    assert len(faults) > 60
    assert len(known) > 100
    assert {page: found for page, found in faults.items() if found} == {}


def test_no_kind_of_page_is_wider_than_its_window_or_moves_when_the_reader_asks_for_stillness(serve_sample, visit):
    """A large screen, a laptop, a phone, and 320 px, which a laptop becomes at 400 %: only tables scroll, in a frame.

    ``prefers-reduced-motion``: no transition and no animation on any element.
    """
    sample, base = serve_sample(Audience.TEAM)
    wide, moving, widths = {}, {}, [1280, 1920, 390, 320]
    with visit(base) as tab:
        for urls in sample.pages().values():
            usual, heaviest = urls[len(urls) // 2], urls[-1]
            otherwise = Parts(sample.html(heaviest)).made - Parts(sample.html(usual)).made
            for url in (usual, heaviest) if otherwise and DEEP else (usual,):
                tab.goto(base + url)
                moving[url] = tab.evaluate(MOVING)
                for width in widths:
                    tab.set_viewport_size({"width": width, "height": 256 if width == 320 else 900})
                    wide[url, width] = tab.evaluate(WIDTH)
                widths.reverse()  # the next page is opened at the last width of this one
    assert len(moving) > 30
    assert {page for (page, width), (window, _) in wide.items() if window != width} == set()
    assert {page: found for page, found in wide.items() if found[1] > found[0]} == {}
    assert {url: found for url, found in moving.items() if found} == {}


FILLS = """Object.fromEntries(['full', 'medium', 'light', 'plain'].map(name => {
  const pane = document.querySelector(`.vt-rosace .vt-fill-${name} > a > :is(path, use)`);
  return [name, pane && getComputedStyle(pane).fill];
}))"""
SIGNS = """[...document.querySelectorAll('.vt-legend li:has(.vt-swatch)')].map(item => [
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
