"""A proof in its frame: every cross leads to its sentence, its verdict and its proof in view, without a download."""

import re
import shutil
from html import unescape

import pytest

from tests.conftest import ARGUMENTS, CHROMIUM, ROOT, SHELL
from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LEA = "2025-2027/moreau-lea/"
IN_VIEW = """() => {
  const proof = document.querySelector(".vt-proof:is(:target, :has(:target))");
  const box = (shown) => shown.getBoundingClientRect();
  const panel = [...proof.querySelectorAll(".vt-panel")].filter((one) => one.checkVisibility());
  const view = panel.length === 1 && panel[0].firstElementChild;
  const shown = view && view.firstElementChild, picture = view && view.querySelector("img");
  return {
    scrolled: scrollY, wide: document.documentElement.scrollWidth <= innerWidth,
    title: document.querySelector(".vt-frame:has(:target) :is(summary, .vt-competency__head)").innerText,
    proofs: [...document.querySelectorAll(".vt-proof")].filter((one) => one.checkVisibility()).length,
    sentence: [...proof.querySelectorAll(".vt-proof__sentence")].every((one) => box(one).width > 100),
    state: proof.querySelectorAll(".vt-state").length > 0, panels: panel.length, kind: shown && shown.localName,
    high: view && box(view).top < innerHeight - 100 && box(view).height > 100,
    drawn: shown && shown.localName === "a" ? picture.complete && picture.naturalWidth > 0 : true,
  };
}"""


def crosses(sample, folder):
    """The frames that the marks of a portfolio's tableau and matrix lead to."""
    pages = [sample.site / folder / name for name in ("synthese.html", "matrice.html")]
    html = "".join(page.read_text("utf-8") for page in pages if page.is_file())
    return list(dict.fromkeys(map(unescape, re.findall(r'href="(competences\.html#x-[^"]+)"', html))))


@pytest.mark.parametrize("width", [1280, 390])
def test_every_cross_shows_its_sentence_its_verdict_and_its_proof(serve_sample, visit, width):
    """One click, nothing to fetch: a picture, a PDF, a page of ours or a card, beside or under what it proves."""
    sample, base = serve_sample(Audience.JURY)
    kinds = set()
    with visit(base, viewport={"width": width, "height": 800}) as tab:
        tab.on("download", lambda _: pytest.fail("a proof was downloaded"))
        for folder in (LEA, "2025-2027/benali-yanis/"):
            tab.goto(base + folder + "competences.html")
            marks = crosses(sample, folder)
            assert len(marks) > 10
            for mark in marks:
                tab.evaluate("(place) => { location.hash = place }", mark.partition("#")[2])
                tab.locator(".vt-proof:is(:target, :has(:target))").wait_for()
                tab.wait_for_function(
                    "() => [...document.images].every((one) => !one.checkVisibility() || one.complete)"
                )
                seen = tab.evaluate(IN_VIEW)
                kinds.add(seen.pop("kind"))
                title = seen.pop("title")
                assert re.match(r"B\d", title), mark
                high, scrolled = seen.pop("high") or width < 1280, seen.pop("scrolled")
                right = dict.fromkeys(("wide", "sentence", "state", "drawn"), True)
                assert (high, seen) == (True, {"proofs": 1, "panels": 1} | right), mark
                assert not scrolled or width < 1280, mark
    assert kinds >= {"a", "object", "iframe"}


@pytest.mark.parametrize("script", [True, False])
def test_a_proof_is_chosen_and_left_by_addresses_alone(sample_of, visit, script):
    """From the disk too: the cross, the next proof of its list, the next cross, and back to the cell."""
    site = sample_of(Audience.JURY).site
    base = f"{site.as_uri()}/"
    with visit(base, script=script) as tab:
        tab.goto(f"{base}{LEA}synthese.html")
        tab.locator("#r-annuaire-associations\\.c-B1\\.3\\.1 a").click()
        assert tab.url.endswith("competences.html#x-B1.3.annuaire-associations")
        tab.get_by_role("link", name="Mesure d’audience").click()
        frame = tab.frame_locator(".vt-panel:visible iframe")
        frame.get_by_text("22/06/2026").wait_for()
        assert frame.locator("header.md-header").is_visible() is not script  # without menus, where a script may say so
        tab.get_by_role("link", name="suivante").locator("visible=true").click()
        assert tab.url.endswith("#x-B1.5.pare-feu-carp")
        tab.get_by_role("link", name="Tableau de synthèse").locator("visible=true").last.click()
        assert re.search(r"synthese\.html#r-pare-feu-carp\.c-B1\.5", tab.url)
        tab.locator(":target").wait_for()


def test_a_production_is_shown_in_the_page_of_productions(serve_sample, visit):
    """From the documents of the tableau: the sheets of a workbook, the files of an archive; the way back is a link."""
    _, base = serve_sample(Audience.JURY)
    with visit(base) as tab:
        tab.goto(f"{base}{LEA}productions.html#r-supervision-zabbix.5")
        tab.frame_locator(".vt-panel:visible iframe").get_by_role("heading", name="Décisions").wait_for()
        assert tab.locator(".vt-work-group:visible").count() == 1
        tab.locator("#r-supervision-zabbix\\.4 > a").click()
        tab.frame_locator(".vt-panel:visible iframe").get_by_text("LISEZ-MOI.txt").wait_for()
        tab.get_by_role("link", name="← Productions").locator("visible=true").click()
        assert tab.locator(".vt-work-group:visible").count() > 3


def test_a_pdf_is_shown_in_the_page_by_the_browsers_own_viewer(sample_of, chromium):
    """The policy of this page lets it, from the disk too; without a viewer stands the first page, as on a telephone."""
    page = f"{sample_of(Audience.JURY).site.as_uri()}/{LEA}competences.html#x-B1.3.1.annuaire-associations.2"
    viewer = chromium.browser_type.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    for browser, shown in ((viewer, True), (chromium, SHELL == CHROMIUM)):
        tab = browser.new_page()
        tab.goto(page)
        tab.locator(".vt-panel:visible object").wait_for()
        tab.wait_for_timeout(1_500 if shown else 300)
        assert any(frame.url.startswith("chrome-extension:") for frame in tab.frames) is shown
        assert tab.locator(".vt-panel:visible object img").is_visible() is not shown
        tab.close()
    viewer.close()


RUN = "<script>top.name = 'ran'; alert(1)</script><svg onload=alert(1)><img src=x onerror=alert(1)>"
HOSTILE = {
    "actions.pdf": "%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF",
    "page.pdf": f"%PDF-1.4\n{RUN}\n%%EOF",
    "dessin.svg": f"<svg xmlns='http://www.w3.org/2000/svg'>{RUN}</svg>",
    "page.html": f"<!doctype html>{RUN}",
    "photo.png": f"<!doctype html>{RUN}",
    "notes.txt": f"Notes {RUN}",
    "table.csv": f"a;b\n{RUN};=cmd|'/c calc'!A1\n",
    "fiche.md": f"# Fiche\n\n{RUN}\n\n<iframe src='javascript:alert(1)'></iframe>\n",
}


def test_a_hostile_proof_runs_nothing_in_its_frame(tmp_path, build_site, chromium):
    """What is refused is a card with its reason; what is shown is text, under the policy of every page."""
    school = tmp_path / "portfolios"
    shutil.copytree(ROOT / "tests/portfolios/petite-ecole", school)
    files = school / "2025-2027/durand-zoe/fichiers"
    files.mkdir(exist_ok=True)
    for name, content in HOSTILE.items():
        (files / name).write_text(content, "utf-8")
    made = "\n".join(f"  - {{titre: {name}, fichier: fichiers/{name}, prouve: B1.1}}" for name in HOSTILE)
    head = "titre: Hostile\npériode: 06/10/2025 au 14/11/2025\ncontexte: formation\nstatut: soumise"
    (files.parent / "realisations/hostile.md").write_text(
        f"---\n{head}\ncompétences:\n  B1.1: Le parc est tenu.\nproductions:\n{made}\n---\nTexte.\n", "utf-8"
    )
    site, _ = build_site(school, Audience.JURY)
    page = f"{site.as_uri()}/2025-2027/durand-zoe/competences.html"
    proofs = re.findall(
        r'id="(x-B1\.1\.hostile\.\d+)"', (site / "2025-2027/durand-zoe/competences.html").read_text("utf-8")
    )
    assert len(proofs) == len(HOSTILE)
    viewer = chromium.browser_type.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    with viewer.new_page() as tab:
        tab.on("dialog", lambda dialog: pytest.fail(dialog.message))
        shown = set()
        for proof in proofs:
            tab.goto("about:blank")
            tab.goto(f"{page}#{proof}")
            shown.add(tab.locator(".vt-panel:visible .vt-panel__view > *").evaluate("(one) => one.localName"))
            tab.wait_for_timeout(300)
            assert tab.evaluate("window.name") != "ran"
    viewer.close()
    assert shown == {"p", "iframe"}
