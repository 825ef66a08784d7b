"""The reading desk in a browser, without a mouse: from a claim to its second reading."""

import shutil
import time

import pytest

from tests.deep import deep_example
from tests.desks import EVALUATIONS, WORK, press, reading, seated, shown, take, unread_school, verdicts, written
from tests.folders import git
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def school(tmp_path):
    """A small school where nobody was read."""
    return unread_school(tmp_path)


def test_a_claim_is_read_edited_seen_and_read_again_by_keyboard_alone(school, chromium):
    """« À reprendre » with a comment, the edit, its paragraphs, then « retenue »: all sealed and committed.

    A key pressed before any work is chosen says so.
    """
    with (
        reading(school, "durand-zoe", "--par", "M. Exemple", "--enregistrer") as address,
        seated(chromium, address) as tab,
    ):
        assert "#" not in tab.url
        press(tab, "c")
        tab.locator("#message", has_text="Choisissez un travail").wait_for()
        take(tab, "glpi")
        press(tab, "p", "2", "c")
        tab.keyboard.type("Sur quelle version ?")
        press(tab, "Control+Enter")
        written(tab)
        said = verdicts(school)
        assert "avis: à reprendre\n  niveau: 2\n" in said
        assert "empreinte: v1:" in said
        assert "commentaire: Sur quelle version ?" in said

        work = school / WORK
        work.write_text(work.read_text("utf-8") + "\nSur la version 10.0.16, celle du lycée.\n", "utf-8")
        tab.locator("#works button", has_text="modifiée depuis").wait_for(timeout=60_000)
        take(tab, "glpi")
        assert tab.locator("#changes ins").all_inner_texts() == ["Sur la version 10.0.16, celle du lycée."]
        press(tab, "r", "3")
        asked = []
        tab.on("request", lambda request: asked.append(request) if request.url.endswith("/api/avis") else None)
        for _ in range(60):  # the edited page comes again, and until it is there the desk says so and writes nothing
            press(tab, "Enter")
            tab.wait_for_timeout(500)
            if asked:
                break
        assert asked[0].response().ok  # the list may be drawn again between the verdict and its commit
        tab.locator("#works button", has_text="modifiée depuis").wait_for(state="detached")
    said = verdicts(school)
    assert said.index("avis: à reprendre") < said.index("avis: retenue")
    assert git(school, "log", "--format=%s").count("Avis sur") == 2
    assert git(school, "status", "--porcelain").split() == ["M", WORK]


@pytest.mark.deep
def test_a_class_of_twelve_is_read_in_three_keys_a_work(school, chromium, record_property):
    """The opinion, the level, the next: the list empties, each verdict is sealed; the seconds are told, not judged."""
    cohort = school / "portfolios/2025-2027"
    for rank in range(2, 13):
        shutil.copytree(cohort / "durand-zoe", cohort / f"durand-zoe-{rank:02}")
    with reading(school, "2025-2027", "--par", "M. Exemple") as address, seated(chromium, address) as tab:
        keys, seconds = 0, []
        waiting = tab.locator("#works button").count()
        take(tab, tab.locator("#works button").first.get_attribute("data-place"))
        for _ in range(waiting):
            student = tab.evaluate("document.querySelector('#works [aria-current]').dataset.place")
            start = time.monotonic()
            press(tab, "r", "3", "Enter")
            keys += 3
            tab.locator(f"#works [aria-current]:not([data-place='{student}'])").or_(
                tab.locator("#works .note")
            ).first.wait_for()
            seconds.append(time.monotonic() - start)
            tab.locator("#write:enabled").or_(tab.locator("#works .note")).first.wait_for()
        record_property("seconds", sum(seconds))
        print(f"{keys} touches, {sum(seconds):.1f} s, au plus {max(seconds):.1f} s")  # noqa: T201
    texts = {path.parent.name: path.read_text("utf-8") for path in cohort.glob("evaluations/*/*.yml")}
    assert waiting >= 12
    assert keys == 3 * waiting
    assert [name for name, text in texts.items() if text.count("empreinte: v1:") != 1] == [], texts
    assert len(texts) == waiting


def test_a_passage_is_remarked_upon_an_exception_is_made_and_a_stage_is_judged_from_a_report(school, chromium):
    """Selected in the page, which is another origin, then found there again; a report bears the seal of its stage."""
    stage = school / "portfolios/2025-2027/durand-zoe/stages/mairie"
    stage.mkdir(parents=True)
    (stage / "index.md").write_text("---\ndu: 05/01/2026\nau: 30/01/2026\n---\nUn parc.\n", "utf-8")
    (stage / "semaine-01.md").write_text("---\nsemaine: 1\n---\nPremier jour.\n", "utf-8")
    with reading(school, "--par", "M. Exemple") as address, seated(chromium, address) as tab:
        title = take(tab, "glpi")
        page = tab.frame_locator("#page").locator("#contenu")

        def marked():
            page.locator("h1").evaluate("node => getSelection().selectAllChildren(node)")
            return title[:20] in tab.locator("#mark").inner_text()

        until(tab, marked)  # the page may be loaded once more, which takes the selection away
        press(tab, "m")
        tab.keyboard.type("Un titre plus précis")
        press(tab, "Escape", "r", "e")
        tab.keyboard.type("refus")
        press(tab, "Escape", "Enter")
        written(tab)
        said = verdicts(school)
        assert f"passage: {title}\n  commentaire: Un titre plus précis\n" in said
        assert said.index("avis: retenue") < said.index("avis: refusée")
        tab.locator("#all").check()
        take(tab, "glpi")
        tab.locator("#said button").first.click()
        tab.frame_locator("#page").locator("#contenu", has_text="M. Exemple").wait_for()
        until(tab.frames[1], "CSS.highlights.get('vt-passage')?.size === 1")
        with tab.expect_event("framenavigated"):
            tab.frames[1].evaluate("CSS.highlights.clear() || location.reload()")  # somebody saved
        until(tab.frames[1], "CSS.highlights.get('vt-passage')?.size === 1")
        press(tab, "Escape", "c")
        tab.locator("#again button", has_text="Un titre plus précis").wait_for()
        press(tab, "ArrowDown")
        tab.locator("#comment").dispatch_event("input")  # as a page that is made meanwhile: the list is drawn again
        press(tab, "Enter")
        assert tab.locator("#comment").input_value() == "Un titre plus précis"
        press(tab, "Escape", "u")
        written(tab, "Annulé")
        assert not verdicts(school)
        tab.frame_locator("#page").locator("#contenu", has_not_text="M. Exemple").wait_for()
        _judge_from_a_report(tab)
    assert verdicts(school).startswith("- stage: mairie\n")


def _judge_from_a_report(tab):
    """Open a stage, then one of its reports; the page of something else is not judged."""
    tab.locator("#works button[data-place$='stages/mairie']").click()
    tab.locator("#write:enabled").wait_for()
    frame = tab.frame_locator("#page")
    frame.locator("#contenu a[href$='semaine-01.html']").first.click()
    frame.get_by_text("Premier jour.").wait_for()
    tab.locator("#write:enabled").wait_for()
    frame.locator("header a").first.click()
    tab.locator("#aside", has_text="celle que vous évaluez").wait_for()
    assert tab.locator("#write").is_disabled()
    tab.locator("#return").click()
    tab.locator("#write:enabled").wait_for()
    tab.locator("#title").focus()
    press(tab, "r", "Enter")
    tab.locator("#message", has_text="Écrit :").wait_for()


def test_a_file_that_changed_meanwhile_is_shown_and_what_was_typed_stays(school, chromium):
    """Nothing is merged: who reads sees what a colleague wrote, and the same keys write then."""
    with reading(school, "--par", "M. Exemple") as address, seated(chromium, address) as tab:
        title = take(tab, "glpi")
        path = school / EVALUATIONS / "durand-zoe.yml"
        path.parent.mkdir()
        press(tab, "r", "c")
        tab.keyboard.type("Bien.")
        path.write_text(
            "- réalisation: glpi\n  par: Mme Autre\n  rôle: professeur\n  le: 2026-04-01\n  commentaire: Vu\n", "utf-8"
        )
        tab.locator("#said", has_text="Mme Autre").wait_for()
        shown(tab, title)
        press(tab, "Control+Enter")
        tab.locator("#message", has_text="sont arrivés pendant la lecture").wait_for()
        assert "+   par: Mme Autre" in tab.locator("#message pre").inner_text()
        assert tab.locator("#comment").input_value() == "Bien."
        assert "Bien" not in path.read_text("utf-8")
        press(tab, "Control+Enter")
        tab.locator("#message", has_text="Écrit :").wait_for()
    assert "Mme Autre" in path.read_text("utf-8")
    assert "commentaire: Bien." in verdicts(school)


@pytest.mark.parametrize("scheme", ["light", deep_example("dark")])
def test_the_desk_is_read_by_every_reader(school, chromium, scheme):
    """Names, contrasts, order of headings: axe finds nothing, with a work open and its exceptions."""
    from axe_playwright_python.sync_playwright import Axe

    with reading(school, "--par", "M. Exemple") as address:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, bypass_csp=True)
        tab = context.new_page()
        tab.goto(address)
        tab.locator("#works button").first.wait_for()
        take(tab, "glpi")
        press(tab, "e")
        found = Axe().run(tab, context={"exclude": [["iframe"]]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        context.close()


def test_a_tutor_who_is_not_named_is_asked_for_and_never_a_verdict_of_the_team(school, chromium):
    """« C'est la voix du tuteur » is open: « retenue » would have validated in the teacher's name."""
    stage = school / "portfolios/2025-2027/durand-zoe/stages/mairie"
    stage.mkdir(parents=True)
    (stage / "index.md").write_text("---\ndu: 05/01/2026\nau: 30/01/2026\ntuteur: Mme Riou\n---\nUn parc.\n", "utf-8")
    with reading(school, "--par", "M. Exemple") as address, seated(chromium, address) as tab:
        take(tab, "glpi")
        press(tab, "r", "t", "Control+Enter")
        tab.locator("#message", has_text="Dites qui parle").wait_for()
        assert tab.evaluate("document.activeElement.id") == "tutor"
        assert not verdicts(school)
        press(tab, "ArrowDown", "Control+Enter")
        written(tab)
    assert "  par: Mme Riou\n  rôle: tuteur\n" in verdicts(school)
