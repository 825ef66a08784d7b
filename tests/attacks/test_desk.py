"""The desk writes: forged requests, other tabs, false names of this machine, stolen addresses, all in Chromium."""

import http.client
from urllib.parse import urlsplit

import pytest

from tests.desks import ATTACK, PLACE, origin_of, press, reading, take, unread, unread_school, verdicts
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def school(tmp_path):
    """A small school where nobody was read."""
    return unread_school(tmp_path)


def order(**more):
    """A whole verdict, as the desk's page sends it."""
    import json

    return json.dumps({"place": PLACE, "by": "M. Exemple", "seal": "", "evaluations": "", "opinion": "retenue", **more})


def orders():
    """What is tried against each address."""
    return [("/api/avis", order()), ("/api/annuler", "{}")]


def opened(chromium, address):
    """Sit at the desk, with a work open; give the tab and the origin of the pages."""
    tab = chromium.new_context().new_page()
    tab.goto(address)
    tab.locator("#works button").first.wait_for()
    take(tab, "glpi")
    return tab, tab.evaluate("document.body.dataset.site")


def test_another_tab_writes_and_reads_nothing(school, chromium, elsewhere):
    """Requests of every kind that a page may send, from a neighbour of the same site, as browsers count sites."""
    with reading(school) as address:
        tab, _ = opened(chromium, address)
        other = tab.context.new_page()
        other.goto(elsewhere)
        ok, said = unread(other.evaluate(ATTACK, [origin_of(address), orders()]))
        assert ok, said
        assert len(said) == 14
        assert not verdicts(school)
        assert tab.context.cookies() == []
        tab.context.close()


def test_a_page_of_a_student_with_a_hole_in_it_writes_nothing(school, chromium):
    """As if the sanitiser had let a script through: in the frame itself, with the policy of pages taken away."""
    with reading(school, "--par", "M. Exemple") as address:
        context = chromium.new_context(bypass_csp=True)
        tab = context.new_page()
        tab.goto(address)
        tab.locator("#works button").first.wait_for()
        take(tab, "glpi")
        frame = tab.frames[1]
        ok, said = unread(frame.evaluate(ATTACK, [origin_of(address), orders()]))
        assert ok, said
        frame.evaluate(
            """() => {
              const tell = (said) => parent.postMessage({ vitrail: said }, "*");
              tell({ passage: '<img src=x onerror="document.title=1"><b id=planted>x</b>' });
              tell({ page: "/autre.html", seal: "v1:0" });
              tell({ passage: { toString: null }, back: "oui", found: 1 });
              for (const key of ["r", "Enter", "u"]) parent.postMessage({ vitrail: { key } }, "*");
              document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
            }"""
        )
        tab.wait_for_timeout(300)
        assert tab.locator("#planted").count() == 0
        assert tab.title().startswith("Pupitre")
        press(tab, "r", "Enter")  # the page that the frame says it shows is not the one that is judged
        tab.locator("#message", has_text="n’est pas celle").wait_for()
        assert frame.evaluate(
            "() => { try { top.location = 'about:blank#pris'; return 'gone'; } catch (e) { return e.name; } }"
        )
        tab.wait_for_timeout(300)
        assert tab.url.startswith(origin_of(address))
        assert not verdicts(school)
        context.close()


def test_nobody_frames_the_desk_and_the_desk_alone_frames_the_pages(school, chromium, elsewhere):
    """Clicks cannot be stolen; a window that opens the desk has no hold on it."""
    with reading(school) as address:
        tab, site = opened(chromium, address)
        other = tab.context.new_page()
        other.goto(elsewhere)
        for target in (origin_of(address) + "/", f"{site}/index.html"):
            other.evaluate(
                "target => document.body.append(Object.assign(document.createElement('iframe'), {src: target}))", target
            )
        refused = ["chrome-error://chromewebdata/"] * 2
        for _ in range(600):
            if [frame.url for frame in other.frames[1:]] == refused:
                break
            other.wait_for_timeout(50)
        assert [frame.url for frame in other.frames[1:]] == refused
        with tab.context.expect_page() as popped:
            other.evaluate("target => { window.held = open(target); }", address)
        until(other, "held.closed")
        assert popped.value.evaluate("() => window.opener") is None
        tab.context.close()


def test_a_name_that_is_rebound_to_this_machine_is_not_answered(school, rebound):
    """The attacker's name is then the page's own origin: only the name itself tells."""
    with reading(school) as address:
        port = urlsplit(address).port
        tab = rebound.new_page()
        answer = tab.goto(f"http://pupitre.attacker.example:{port}/")
        assert answer.status == 421
        own = f"http://pupitre.attacker.example:{port}"
        said = tab.evaluate(ATTACK, [own, orders()])
        assert {answer for name, answer in said if name == "json"} == {421}
        assert {answer for name, answer in said if name == "read"} == {"Misdirected Request"}
        assert not verdicts(school)


def test_a_stolen_address_opens_nothing(school, chromium):
    """What the bar and the history keep has no token; that of another run is worth nothing."""
    with reading(school) as address:
        tab, _ = opened(chromium, address)
        assert tab.evaluate("location.href") == origin_of(address) + "/"
        assert tab.evaluate("history.length") <= 2
        for stolen in (tab.url, f"{tab.url}#jeton-de-hier"):
            thief = chromium.new_context().new_page()
            thief.goto(stolen)
            thief.locator("#message", has_text="Ouvrez l’adresse entière").wait_for()
            assert thief.locator("#works button").count() == 0
            thief.context.close()
        tab.context.close()


def test_no_other_method_writes(school):
    """Even with the token, from the desk's own page."""
    with reading(school) as address:
        parts = urlsplit(address)
        headers = {"X-Vitrail-Jeton": parts.fragment, "Origin": origin_of(address), "Content-Type": "application/json"}
        for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"):
            for path, body in orders():
                connection = http.client.HTTPConnection(parts.hostname, parts.port)
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                assert answer.status in {404, 501}, method
                assert answer.getheader("Access-Control-Allow-Origin") is None
                assert answer.getheader("Set-Cookie") is None
                connection.close()
        assert not verdicts(school)
