"""The form writes: the attacks of the desk, on each of its own requests; and what it writes, killed at any moment."""

import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest

from tests.desks import ATTACK, ROOT, SCHOOL, origin_of, unread
from tests.servers import running
from tests.waiting import until

PATH = "2025-2027/durand-zoe/realisations/glpi.md"
KILLS = int(os.environ.get("KILLS", "8"))
TYPING = """\
import sys
from pathlib import Path
from vitrail.doors.authoring.desk import AuthorDesk
from vitrail.doors.authoring.drafts import KeptDrafts
from vitrail.doors.authoring.orders import TypedChanges
from vitrail.doors.editing.door import opened
from vitrail.ground.language import FRENCH
from vitrail.content.model.audience import Audience
from vitrail.site.project import Project
here = Path.cwd()
project = Project(root=here, portfolios=here / "portfolios", site=here / "site", audience=Audience.TEAM)
with opened(project) as door:
    desk = AuthorDesk(door=door, owner=("2025-2027", "durand-zoe"), say=FRENCH, drafts=KeptDrafts(here))
    for number in range(int(sys.argv[2]), 1_000_000):
        base = desk.open(sys.argv[1]).base
        typed = TypedChanges(path=sys.argv[1], base=base, values={"titre": f"Essai {number}"}, text=f"Texte {number}")
        desk.attempt(typed)
        print(number, flush=True)
        if number % 2:
            desk.save(typed)
"""
"""Somebody who types and saves without end, and is told each time that it is kept."""


@pytest.fixture
def school(tmp_path):
    """A small school of the test's own."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    (tmp_path / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
    return tmp_path


def orders():
    """What is tried against each address that writes."""
    said = {"path": PATH, "base": "", "values": {"titre": "Pris"}, "text": "Pris"}
    typed = json.dumps(said)
    return [
        ("/api/essai", typed), ("/api/enregistrer", typed),
        ("/api/coller", json.dumps({"html": "<p>pris</p>"})),
        ("/api/corriger", json.dumps({"typed": said, "fault": "x"})),
        ("/api/abandonner", json.dumps({"name": PATH})),
        ("/api/commencer", json.dumps({"kind": "page", "title": "Pris"})), ("/api/fichier?pris.txt", "pris"),
        ("/api/garder", json.dumps({"title": "pris"})), ("/api/revenir", json.dumps({"name": "x", "seal": ""})),
        ("/api/rendre", "{}"), ("/api/ecole", json.dumps({"first": "P", "last": "Ris"})),
    ]  # fmt: skip


def everything(school):
    """All that is there, but for what builds keep."""
    every = (path for path in school.rglob("*") if path.is_file() and ".vitrail-cache" not in path.parts)
    return {path: path.read_bytes() for path in every if path.name != "said.txt"}


def writing(root):
    """Open the form."""
    return running(root, "vitrail", "ecrire", "durand-zoe", "--port", "0")


def opened(browser, address, **options):
    """Sit before the form, with a work open."""
    tab = browser.new_context(**options).new_page()
    tab.goto(address)
    tab.locator("#works button", has_text="Inventaire").click()
    tab.locator("#title", has_text="Inventaire").wait_for()
    return tab


@pytest.mark.browser
@pytest.mark.slow
def test_nobody_else_writes_or_reads_by_the_form(school, chromium, elsewhere, rebound):
    """Another tab, a student's page with a hole in it, a frame, a false name, a stolen address: on every request."""
    before = everything(school)
    with writing(school) as address:
        own, port = origin_of(address), urlsplit(address).port
        tab = opened(chromium, address, bypass_csp=True)
        tab.frame_locator("#page").locator("h1").first.wait_for()
        other = tab.context.new_page()
        other.goto(elsewhere)
        for attacker in (other, tab.frames[1]):
            ok, said = unread(attacker.evaluate(ATTACK, [own, orders()]))
            assert ok, said
            assert len(said) == 7 * len(orders())
        other.evaluate(
            "target => document.body.append(Object.assign(document.createElement('iframe'), {src: target}))", own + "/"
        )
        until(other, "frames.length === 1")
        other.wait_for_timeout(300)
        assert other.frames[-1].url in {"chrome-error://chromewebdata/", "about:blank"}
        thief = chromium.new_context().new_page()
        thief.goto(tab.url)
        thief.locator("#message", has_text="Ouvrez l’adresse entière").wait_for()
        assert thief.locator("#works button").count() == 0
        assert tab.context.cookies() == []
        false = rebound.new_page()
        assert false.goto(f"http://formulaire.attacker.example:{port}/").status == 421
        said = false.evaluate(ATTACK, [f"http://formulaire.attacker.example:{port}", orders()])
        assert {answer for name, answer in said if name == "json"} == {421}
        thief.context.close()
        tab.context.close()
    assert everything(school) == before


@pytest.mark.slow
def test_no_other_method_type_or_size_writes(school):
    """Even with the token, from the form's own page: POST alone, of one type an address, of a size, and whole."""
    before = everything(school)
    with writing(school) as address:
        parts = urlsplit(address)
        good = {"X-Vitrail-Jeton": parts.fragment, "Origin": origin_of(address), "Content-Type": "application/json"}

        def asked(method, path, body, **changed):
            connection = http.client.HTTPConnection(parts.hostname, parts.port)
            connection.request(method, path, body, {**good, **changed})
            answer = connection.getresponse()
            assert answer.getheader("Access-Control-Allow-Origin") is None
            assert answer.getheader("Set-Cookie") is None
            connection.close()
            return answer.status

        for path, body in orders():
            for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"):
                assert asked(method, path, body) in {404, 501}, (method, path)
            assert asked("POST", path, body, **{"Content-Type": "text/plain"}) == 415
            assert "rendre" in path or asked("POST", path, "{") in {400, 404, 415}  # « rendre » takes no order
        assert asked("POST", "/api/fichier?x.txt", "pris") == 415
        assert asked("POST", "/api/garder", b"{}", **{"Content-Length": "7000000"}) == 413
    assert everything(school) == before


@pytest.mark.deep
@pytest.mark.slow
def test_what_is_acknowledged_survives_any_kill(school):
    """Killed at random while it types and saves (``KILLS=50``): each time, what was last told to be kept is there."""
    draw, last, lost = random.Random("coupure"), 0, []
    for _ in range(KILLS):
        words = (sys.executable, "-c", TYPING, PATH, str(last + 1))
        env = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
        typing = subprocess.Popen(words, cwd=school, stdout=subprocess.PIPE, text=True, env=env)
        told = int(typing.stdout.readline())
        time.sleep(draw.uniform(0, 0.4))
        typing.kill()
        told = max([told, *map(int, typing.communicate()[0].split())])
        kept = [path.read_text("utf-8") for path in (school / ".vitrail-brouillons").glob("*.json")]
        kept.append((school / "portfolios" / PATH).read_text("utf-8"))
        last = max(
            number for number in (told, told + 1) if number == told or any(f"Essai {number}" in one for one in kept)
        )
        if not any(f"Essai {last}" in one and f"Texte {last}" in one for one in kept):
            lost.append(told)
    assert lost == []
