"""The form in a browser: from an empty folder to a valid réalisation, without seeing YAML; for every reader."""

import shutil
import time
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.deep import deep_example
from tests.desks import HARMLESS, REFUSED, ROOT, SCHOOL
from tests.servers import running
from vitrail.doors.cli import main

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PICTURE = ROOT / "portfolios/2024-2026/roux-maelle/fichiers/kelenn-repartition.png"
MISSING = "status of 404"
"""What the browser says of a page that was begun and is not built yet; the frame shows it as soon as it is."""
ZOE = "portfolios/2025-2027/durand-zoe"


def writing(root, *words):
    """Open the form and give its address, as it is printed."""
    return running(root, "vitrail", "ecrire", "--port", "0", *words)


@contextmanager
def before(chromium, address, **options):
    """Sit before the form; at the end the browser complained of nothing."""
    context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    tab = context.new_page()
    faults = []

    def heard(said):
        if said.type in {"error", "warning"} and not any(one in said.text for one in (HARMLESS, REFUSED, MISSING)):
            faults.append(said.text)

    tab.on("console", heard)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(address)
    yield tab
    context.close()
    assert not faults, faults


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """A small school, served once for those that only look."""
    root = tmp_path_factory.mktemp("ecole")
    shutil.copytree(SCHOOL, root / "portfolios")
    (root / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
    return root


@pytest.fixture(scope="module")
def address(school):
    """Zoé's form, for the whole module."""
    with writing(school, "durand-zoe") as found:
        yield found


def opened(tab, title):
    """Open a file of the list by its title."""
    tab.locator("#works button", has_text=title).click()
    tab.locator("#title", has_text=title).wait_for()


def scrolled(frame, height):
    """Wait until a page stands at a height; its policy forbids what would wait in it."""
    deadline = time.monotonic() + 10
    while frame.evaluate("scrollY") != height and time.monotonic() < deadline:
        frame.page.wait_for_timeout(50)
    assert frame.evaluate("scrollY") == height


def saved(tab):
    """Save by keyboard, and wait until it is said."""
    tab.keyboard.press("Control+s")
    tab.locator("#state", has_text="Enregistré").wait_for()


def test_a_newcomer_writes_a_valid_realisation_by_the_form_alone(tmp_path, chromium, record_property, monkeypatch):
    """From an empty folder: who they are, a title, a period, two competencies, a picture that proves one; no YAML."""
    start = time.monotonic()
    with writing(tmp_path) as address, before(chromium, address) as tab:
        tab.get_by_label("Prénom").fill("Zoé")
        tab.get_by_label("Nom de famille").fill("d’Œuvre-Nguyễn")
        tab.get_by_label("Option").select_option("SISR")
        tab.locator("#alone").get_by_role("button", name="Commencer").click()
        tab.get_by_role("button", name="Nouvelle réalisation").click(timeout=60_000)
        tab.locator("#begin-name").fill("Inventaire de douze postes")
        tab.keyboard.press("Enter")
        tab.locator("#title", has_text="Inventaire").wait_for()
        tab.get_by_label("Période", exact=True).fill("06/10/2025 au 14/11/2025")
        for words, sentence in (
            ("inventaire", "Chaque poste est recensé."),
            ("sauvegarde", "Une sauvegarde par nuit."),
        ):
            tab.get_by_label("Chercher une compétence").first.fill(words)
            tab.locator(".search > .found button").first.wait_for()
            tab.keyboard.press("Enter")
            tab.keyboard.type(sentence)
        claim = tab.locator(".rows > li").first
        claim.locator("input[type=file]").first.set_input_files(
            {
                "name": "Capture d’écran 2026-03-12 à 14.05.33.png",
                "mimeType": "image/png",
                "buffer": PICTURE.read_bytes(),
            }
        )
        tab.locator("#message", has_text="Fichier ajouté").wait_for()
        tab.get_by_label("Statut", exact=True).select_option("soumise")
        tab.locator("#text").fill("## Contexte\n\nDouze postes à recenser.\n\n")
        saved(tab)
        tab.frame_locator("#page").get_by_text("Douze postes à recenser.").wait_for()
        assert "---" not in tab.locator("#panel").inner_text()
    seconds = time.monotonic() - start
    record_property("seconds", seconds)
    print(f"{seconds:.1f} s")  # noqa: T201
    text = (tmp_path / "portfolios/realisations/inventaire-de-douze-postes.md").read_text("utf-8")
    assert "statut: soumise " in text
    assert "preuve: fichiers/Capture d’écran 2026-03-12 à 14.05.33.png" in text
    assert (tmp_path / "portfolios/fichiers/Capture d’écran 2026-03-12 à 14.05.33.png").is_file()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["check"])
    assert ended.value.code in {0, None}
    assert seconds < 240


def test_a_closed_tab_loses_nothing_and_a_change_underneath_is_shown(address, school, chromium):
    """What was typed is there in a tab beside it and in a later one; what came is told; a save writes on top of it."""
    work = school / ZOE / "realisations/glpi.md"
    with before(chromium, address) as tab:
        opened(tab, "Inventaire du parc")
        beside = tab.context.new_page()
        beside.goto(address)
        opened(beside, "Inventaire du parc")
        tab.get_by_label("Titre", exact=True).fill("Inventaire d'un parc")
        expect(beside.get_by_label("Titre", exact=True)).to_have_value("Inventaire d'un parc")
        tab.close()
    with before(chromium, address) as tab:
        opened(tab, "Inventaire du parc")
        tab.locator("#draft", has_text="Brouillon gardé").wait_for()
        assert tab.get_by_label("Titre", exact=True).input_value() == "Inventaire d'un parc"
        work.write_text(work.read_text("utf-8").replace("mode: vécue", "mode: observée"), "utf-8")
        tab.keyboard.press("Control+s")
        tab.locator("#message pre", has_text="+ mode: observée").wait_for()
        assert "Inventaire du parc" in work.read_text("utf-8")
        tab.get_by_label("Mode", exact=True).wait_for()
        saved(tab)
    assert "titre: Inventaire d'un parc\n" in work.read_text("utf-8")
    assert "mode: observée" in work.read_text("utf-8")
    work.write_text((SCHOOL / "2025-2027/durand-zoe/realisations/glpi.md").read_text("utf-8"), "utf-8")


def test_a_picture_is_pasted_in_the_text_and_a_fault_stands_beside_its_field(address, chromium):
    """A screenshot lands where the cursor is, its description selected; a date that is none is told under it."""
    with before(chromium, address) as tab:
        opened(tab, "Inventaire du parc")
        tab.locator("#text").focus()
        tab.keyboard.press("Control+Home")
        tab.evaluate(
            """bytes => {
              const given = new DataTransfer();
              given.items.add(new File([new Uint8Array(bytes)], "image.png", { type: "image/png" }));
              const pasted = new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true });
              document.getElementById("text").dispatchEvent(pasted);
            }""",
            list(PICTURE.read_bytes()),
        )
        tab.locator("#message", has_text="Fichier ajouté").wait_for()
        tab.keyboard.type("Le parc")
        assert tab.locator("#text").input_value().startswith("![Le parc](../fichiers/image.png)")
        tab.get_by_label("Période", exact=True).fill("31/02/2026")
        field = tab.locator(".field", has=tab.get_by_label("Période", exact=True))
        field.locator(".fault", has_text="n’est pas une date").wait_for()
        assert tab.get_by_label("Période", exact=True).get_attribute("aria-invalid") == "true"
        tab.get_by_role("button", name="Abandonner ce brouillon").click()
        tab.locator("#draft").wait_for(state="hidden")


def test_what_is_typed_is_read_beside_itself_at_the_height_where_one_reads(address, chromium):
    """The page comes again at each pause, before anything is saved, and is the saved one once the draft is dropped."""
    with before(chromium, address) as tab:
        opened(tab, "Inventaire du parc")
        page = tab.frame_locator("#page")
        was = page.locator("h1").inner_text()
        tab.frames[1].evaluate("scrollTo(0, 120)")
        tab.locator("#text").fill("Un **serveur** de sauvegarde.")
        page.locator("strong", has_text="serveur").wait_for()
        tab.get_by_label("Titre", exact=True).fill("Un autre titre")
        page.locator("h1", has_text="Un autre titre").wait_for()
        scrolled(tab.frames[1], 120)
        tab.get_by_role("button", name="Abandonner ce brouillon").click()
        page.locator("h1", has_text=was).wait_for()


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<body><!--StartFragment--><h2>Installation</h2><p class=MsoNormal><b>Serveur</b> Debian.<o:p></o:p></p>
<ul><li>un</li></ul><script>document.title = "pris"</script><img src="file:///C:/x.png" onerror="document.title='pris'">
<!--EndFragment--></body></html>"""
"""What Word puts in the clipboard, with what an attacker would put beside it."""


def test_text_pasted_from_word_is_markdown_and_is_undone_as_typed_text_is(address, chromium):
    """A heading, bold and a list keep their shape, nothing else comes; colours of an editor of code are no shape."""
    paste = """([html, plain]) => {
      const given = new DataTransfer();
      given.setData("text/html", html);
      given.setData("text/plain", plain);
      const pasted = new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true });
      return document.getElementById("text").dispatchEvent(pasted);
    }"""
    with before(chromium, address) as tab:
        opened(tab, "Inventaire du parc")
        text = tab.locator("#text")
        was = text.input_value()
        text.focus()
        tab.keyboard.press("Control+Home")
        assert tab.evaluate(paste, ["<div><span style='color:red'>## déjà écrit</span></div>", "## déjà écrit"])
        assert not tab.evaluate(paste, [WORD, "Installation"])
        expect(text).to_have_value("## Installation\n\n**Serveur** Debian.\n\n- un" + was)
        tab.keyboard.press("Control+z")
        expect(text).to_have_value(was)
        assert tab.title() != "pris"


def test_a_competency_that_the_words_suggest_is_taken_by_one_tap(address, chromium):
    """Its official title stands on a button; a tap asks how, and the button goes; a search shows its hits in view."""
    with before(chromium, address, viewport={"width": 390, "height": 844}) as tab:
        opened(tab, "Inventaire du parc")
        offers = tab.locator("#fields .proposed button")
        offer = offers.first.inner_text()
        offers.first.click()
        assert tab.evaluate("document.activeElement.closest('.field').innerText").startswith("Comment")
        assert offer not in offers.all_inner_texts()
        tab.get_by_label("Chercher une compétence par ses mots").first.fill("pare-feu")
        expect(tab.locator("#fields .search > .found button").first).to_be_in_viewport()
        tab.get_by_role("button", name="Abandonner ce brouillon").click()
        tab.locator("#draft").wait_for(state="hidden")


def test_a_fault_that_has_one_cure_is_mended_by_a_button(address, chromium):
    """In what is typed: the field shows it, and what is then as the file says it is no draft."""
    with before(chromium, address) as tab:
        opened(tab, "Ma présentation")
        option = tab.locator("#fields").get_by_label("Option", exact=True)
        option.fill("SISSR")
        field = tab.locator("#fields .field", has=tab.get_by_label("Option", exact=True))
        field.locator(".faults button", has_text="SISR").click()
        expect(option).to_have_value("SISR")
        expect(tab.locator("#draft")).to_be_hidden()


def test_a_version_is_kept_and_come_back_to_in_words(address, school, chromium):
    """A dated copy; what would change is shown before anything does; what was there is kept too."""
    work = school / ZOE / "realisations/glpi.md"
    first = work.read_bytes()
    with before(chromium, address) as tab:
        opened(tab, "Inventaire du parc")
        tab.get_by_role("button", name="Enregistrer ma version").click()
        tab.get_by_label("Un mot sur cette version").fill("Avant l’oral")
        tab.keyboard.press("Enter")
        tab.locator("#message", has_text="Version enregistrée").wait_for()
        tab.get_by_label("Mode", exact=True).select_option("observée")
        saved(tab)
        tab.get_by_role("button", name="Revenir à…").click()
        tab.locator("#differences del", has_text="observée").wait_for()
        assert tab.locator("#differences ins").inner_text() == "vécue"
        tab.get_by_role("button", name="Revenir à cette version").click()
        tab.locator("#message", has_text="C’est fait").wait_for()
    assert work.read_bytes() == first
    assert len(list((school / ZOE / "versions").glob("*.zip"))) == 2


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (360, "dark"), deep_example(1280, "dark"), deep_example(360, "light")]
)
def test_the_form_is_read_by_every_reader(address, chromium, scheme, width):
    """Names, contrasts, headings: axe finds nothing, all fields open; at 360 px nothing is wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    size = {"width": width, "height": 900}
    with before(chromium, address, viewport=size, color_scheme=scheme, bypass_csp=True) as tab:
        opened(tab, "Inventaire du parc")
        tab.locator("#others > summary").click()
        tab.get_by_label("Période", exact=True).fill("31/02/2026")
        tab.locator(".fault", has_text="n’est pas une date").wait_for()
        found = Axe().run(tab, context={"exclude": [["iframe"]]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.get_by_role("button", name="Abandonner ce brouillon").click()
        tab.locator("#draft").wait_for(state="hidden")


def test_what_is_told_is_seen_from_the_end_of_a_narrow_page(address, chromium):
    """A page that scrolls as a whole keeps the message before the eyes of who writes at its end."""
    with before(chromium, address, viewport={"width": 360, "height": 700}) as tab:
        opened(tab, "Inventaire du parc")
        tab.locator("#text").click()
        tab.locator("input[type=file]").last.set_input_files({"name": "n.txt", "mimeType": "", "buffer": b"x"})
        expect(tab.locator("#message", has_text="Fichier ajouté")).to_be_in_viewport(ratio=1)
        tab.get_by_role("button", name="Abandonner ce brouillon").click()
        tab.locator("#draft").wait_for(state="hidden")


def test_a_save_leaves_no_draft_and_the_caret_where_it_was(address, school, chromium):
    """The field that is written again says « change » as it goes: that was kept as a draft of what was saved."""
    with before(chromium, address) as tab:
        opened(tab, "Inventaire")
        tab.get_by_label("Comment ?").first.fill("Chaque poste.")
        tab.keyboard.press("ArrowLeft")
        saved(tab)
        tab.wait_for_timeout(700)
        assert tab.locator("#draft").is_hidden()
        tab.keyboard.type(" neuf")
        assert tab.get_by_label("Comment ?").first.input_value() == "Chaque poste neuf."
        assert not [*(school / ".vitrail-brouillons").glob("*.json")]
