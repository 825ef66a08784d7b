"""Pages are dressed by a part of Material's sheet, and most of them live without its script."""

import re
from io import BytesIO
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image, ImageChops

from tests.waiting import until
from vitrail.content.model.audience import Audience
from vitrail.site.chrome.assets import SHEET, layered, material_dir, material_file

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
WHOLE = """() => new Promise((done) => {
  const sheet = document.querySelector("link[href*=stylesheets]");
  sheet.onload = done;
  sheet.href += "?whole";
})"""
NOISE = 4
"""Levels of 255 by which the same page drawn twice may differ."""
CLASSES = "[...document.querySelectorAll('[class]')].flatMap(one => [...one.classList])"


@pytest.fixture(scope="module")
def served(serve_sample):
    """The sample as its team reads it."""
    return serve_sample(Audience.TEAM)


@pytest.mark.deep
def test_every_kind_of_page_looks_as_with_the_whole_of_material_s_sheet(served, chromium):
    """To the eye; and no rule of a class was cut that a living page has, what scripts add to it included."""
    sample, base = served
    url = material_file(SHEET)
    whole = (material_dir() / url).read_text("utf-8")
    cut = set(CLASS.findall((sample.site / url).read_text("utf-8")))
    named = set(CLASS.findall(whole))
    tab = chromium.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    tab.route(f"**/{url}?whole", lambda asked: asked.fulfill(body=layered("material", whole), content_type="text/css"))
    missing, different = {}, []
    for kind, page in sample.one_of_each().items():
        tab.goto(base + page)
        shots = [tab.screenshot(animations="disabled")]
        if lost := set(tab.evaluate(CLASSES)) & named - cut:
            missing[kind] = lost
        tab.evaluate(WHOLE)
        shots.append(tab.screenshot(animations="disabled"))
        if shots[0] == shots[1]:
            continue
        one, other = (Image.open(BytesIO(shot)).convert("RGB") for shot in shots)
        if one.size != other.size or max(most for _, most in ImageChops.difference(one, other).getextrema()) > NOISE:
            different.append(kind)
    assert (different, missing) == ([], {})


def test_a_page_without_tabs_lives_without_material_s_script(served, visit):
    """Palette, contents beside the text, folds on paper: none of them asks for it."""
    sample, base = served
    scheme = "document.body.dataset.mdColorScheme"
    with visit(base, color_scheme="light", viewport={"width": 1280, "height": 400}) as tab:
        tab.goto(base + "lire.html")
        assert not tab.evaluate("document.querySelector('script[src*=bundle]')")
        assert tab.evaluate(scheme) == "default"
        tab.emulate_media(color_scheme="dark")
        until(tab, f"{scheme} === 'slate'")
        tab.click(".md-header__option button:visible")
        assert tab.evaluate(scheme) == "default"
        tab.reload()
        assert tab.evaluate(scheme) == "default"
        tab.evaluate("document.querySelectorAll('#contenu h2')[2].scrollIntoView()")
        until(tab, "document.querySelector('.md-sidebar--secondary [aria-current=location]')")
        read = tab.evaluate("document.querySelectorAll('#contenu h2')[2].id")
        assert tab.evaluate("document.querySelectorAll('.md-sidebar--secondary [aria-current]').length") == 1
        assert tab.evaluate("document.querySelector('.md-sidebar--secondary [aria-current]').hash") == f"#{read}"
        tab.goto(base + sample.one_of_each()["cohort_status"])
        folds = "[...document.querySelectorAll('#contenu details')].filter(one => !one.open).length"
        folded = tab.evaluate(folds)
        assert folded
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert tab.evaluate(folds) == 0
        tab.evaluate("dispatchEvent(new Event('afterprint'))")
        assert tab.evaluate(folds) == folded


@pytest.mark.parametrize("origin", ["https://ecole.example/", "http://ecole.example/"])
def test_code_is_copied_without_material_s_script_wherever_the_site_is(served, chromium, origin):
    """Its text and nothing of its colours, on a server without https too; the button is a picture."""
    sample, _ = served
    context = chromium.new_context()
    if origin.startswith("https"):
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    tab = context.new_page()
    tab.route("**/*", lambda asked: asked.fulfill(path=sample.site / unquote(urlsplit(asked.request.url).path)[1:]))
    tab.goto(f"{origin}2025-2027/moreau-lea/realisations/glpi.html")
    assert not tab.evaluate("document.querySelector('script[src*=bundle]')")
    assert "url(" in tab.evaluate("getComputedStyle(document.querySelector('.md-code__button'), '::after').maskImage")
    tab.hover("pre")
    tab.click(".md-code__button")
    tab.wait_for_selector(".md-dialog--active >> text=Copié dans le presse-papier")
    tab.evaluate("document.body.append(document.createElement('textarea'))")
    tab.focus("body > textarea")
    tab.keyboard.press("Control+v")
    said = tab.evaluate(
        "[document.querySelector('body > textarea').value, document.querySelector('pre > code').innerText]"
    )
    assert said[0] == said[1].rstrip()
    assert said[0]
    context.close()


def test_the_menu_of_a_phone_closes_on_a_place_of_its_own_page(served, visit):
    """It would hide what it led to."""
    sample, base = served
    with visit(base, viewport={"width": 390, "height": 800}) as tab:
        tab.goto(base + sample.one_of_each()["student"])
        tab.click(".vt-header__menu")
        tab.wait_for_selector(".md-sidebar--primary :focus")
        tab.evaluate("location.hash = 'contenu'")
        until(tab, "!document.querySelector('[data-md-toggle=drawer]').checked")


BROKEN = """names => [...document.querySelectorAll(names)].map(one => {
  const words = document.createRange();
  words.selectNode([...one.childNodes].find(node => node.nodeType === 3 && node.data.trim()));
  return [words.toString().trim(), words.getClientRects().length];
})"""


@pytest.mark.parametrize(
    ("width", "page", "names"),
    [
        (1280, "2019-2021/matrice.html", "th.vt-matrix__sum"),
        (1280, "2019-2021/marchand-eloise/matrice.html", ".vt-cross thead b"),
        (390, "2025-2027/roux-maelle/stages/index.html", ".vt-chip"),
    ],
)
def test_a_code_and_the_head_of_a_column_are_never_cut_in_two(served, visit, width, page, names):
    """Where there is little room the rest gives way."""
    _, base = served
    with visit(base, viewport={"width": width, "height": 900}) as tab:
        tab.goto(base + page)
        found = tab.evaluate(BROKEN, names)
    assert found
    assert [words for words, lines in found if lines != 1] == []
