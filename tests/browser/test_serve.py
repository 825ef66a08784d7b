"""The page being read follows what is being written, with our own server and with MkDocs'."""

import os
import re
import shutil
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Error

from tests.deep import deep_example
from tests.folders import contents
from tests.servers import running
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
SCHOOL = ROOT / "tests/portfolios/petite-ecole"
WORK = "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
PAGE = "2025-2027/durand-zoe/realisations/glpi.html"
SAVED = 60_000
"""Milliseconds that what was saved has to be shown: it is waited for, not timed."""
MKDOCS = "site_name: École\ndocs_dir: portfolios\ntheme: {name: vitrail}\nplugins: [{vitrail: {audience: equipe}}]\n"


@pytest.fixture
def school(tmp_path):
    """A small school of the test's own."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    return tmp_path


def retitled(root):
    """Save the réalisation under another title."""
    path = root / WORK
    path.write_text(re.sub(r"titre: .*", "titre: Un titre tout neuf", path.read_text("utf-8"), count=1), "utf-8")


def go(tab, address):
    """Go to another page; when the one that is left loads itself at that very moment, wait for it and ask again."""
    limit = monotonic() + SAVED / 1000
    while tab.url != address:
        try:
            tab.goto(address)
        except Error:
            if monotonic() > limit:
                raise
            with suppress(Error):
                tab.wait_for_load_state()


@pytest.mark.parametrize("only", ["", deep_example("portfolios/2025-2027/durand-zoe")])
def test_the_page_being_read_shows_what_was_saved(school, visit, only):
    """The réalisation, then its class: no key is pressed, and the policy has nothing to complain of."""
    with running(school / only, "vitrail", "serve", "--port", "0") as base, visit(base) as tab:
        go(tab, base + PAGE)
        assert tab.locator("h1").inner_text() != "Un titre tout neuf"
        retitled(school)
        tab.locator("h1", has_text="Un titre tout neuf").wait_for(timeout=SAVED)
        go(tab, base + "2025-2027/durand-zoe/index.html")
        tab.get_by_text("Un titre tout neuf").first.wait_for(state="attached", timeout=SAVED)
        go(tab, base + "2025-2027/competences/B1.2.html")
        tab.get_by_text("Un titre tout neuf").first.wait_for(state="attached", timeout=SAVED)
        go(tab, base + "2025-2027/index.html")
        tab.get_by_text("Zoé").first.wait_for(state="attached", timeout=SAVED)
        tab.get_by_text("Martin").first.wait_for(state="detached" if only else "attached", timeout=SAVED)


def test_a_slip_while_writing_is_shown_in_the_page_and_mended_without_a_key(school, chromium):
    """The page being read says where the fault is, then gives way to itself; it is whole, but for the address asked."""
    path = school / WORK
    whole = path.read_text("utf-8")
    missing = []
    with running(school, "vitrail", "serve", "--port", "0") as base, chromium.new_page() as tab:
        tab.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
        tab.goto(base + PAGE)
        heading = tab.locator("h1").inner_text()
        path.write_text(whole.replace("titre:", "titre: [", 1), "utf-8")
        tab.get_by_text(f"{WORK}:").wait_for(timeout=SAVED)
        assert tab.locator("h1").inner_text() == "Cette page attend une correction"
        path.write_text(whole, "utf-8")
        tab.locator("h1", has_text=heading).wait_for(timeout=SAVED)
        assert set(missing) == {base + PAGE}
    assert re.search(rf"^  {WORK}:\d+:\d+\W", (school / "said.txt").read_text("utf-8"), re.MULTILINE)


def test_the_published_site_stays_as_it_was(school, visit):
    """What is served shows drafts and tutors; « site » is what somebody puts online."""
    command = [sys.executable, "-m", "vitrail", "build", "--jobs", "1"]
    subprocess.run(
        command, cwd=school, env={**os.environ, "PYTHONPATH": str(ROOT / "generator")}, check=True, capture_output=True
    )
    before = contents(school / "site")
    with running(school, "vitrail", "serve", "--port", "0") as base, visit(base) as tab:
        tab.goto(base + "2025-2027/matrice.html")
        assert tab.locator("table").count()
    assert contents(school / "site") == before


def test_mkdocs_serve_reloads_under_the_same_policy(school, visit):
    """MkDocs writes its script inline, which the pages' policy forbids: ours is a file.

    It comes so late that a build has ended since its page was sent: the page knows which build it is of.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ("mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}")
    with running(school, *command) as base, visit(base) as tab:
        late, said = [], school / "said.txt"
        tab.route("**/__vitrail/*.js", lambda asked: late.append(asked))  # noqa: PLW0108  # Playwright writes on it
        tab.goto(base + PAGE, wait_until="commit")
        assert tab.locator("h1").inner_text() != "Un titre tout neuf"
        retitled(school)
        until(tab, lambda: late and "Reloading browsers" in said.read_text("utf-8"))
        late[0].continue_()
        tab.unroute("**/__vitrail/*.js")
        tab.locator("h1", has_text="Un titre tout neuf").wait_for(timeout=SAVED)


OWN = "docs"
SAYS = "document.body?.textContent.includes({!r})"
STYLE = "(one => one && getComputedStyle(one).{})(document.querySelector({!r}))"
EDITS = (
    (f"{OWN}/informations.md", "Une capture d'écran", "Une photo d'écran", SAYS.format("Une photo d")),
    (f"{OWN}/informations.md", "titre: Qui lit", "titre: Qui donc lit", SAYS.format("Qui donc lit ces pages")),
    ("mkdocs.yml", "Section SIO:", "Notre section:", SAYS.format("Notre section")),
    ("mkdocs.yml", "primary: teal", "primary: red", STYLE.format("backgroundColor", ".vt-header") + " !== {before!r}"),
    (f"{OWN}/style.css", "0.01em", "7px", STYLE.format("letterSpacing", "h1") + " === '7px'"),
)
"""File, what is in it, what takes its place, what the page that is open then says."""


@pytest.mark.parametrize("host", [("vitrail", "serve", "--port", "0"), deep_example(("mkdocs", "serve", "-a"))])
def test_what_a_school_says_of_its_pages_is_followed_too(tmp_path, chromium, host):
    """Its own pages, their keys, the menu, the colours, its sheet of style; mkdocs.yml is read again."""
    shutil.copytree(ROOT / "tests/portfolios/hote", tmp_path, dirs_exist_ok=True)
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    settings = tmp_path / "mkdocs.yml"
    said = re.sub("(?m)^(site_url|site_dir|strict|  language):.*\n", "", settings.read_text("utf-8"))
    settings.write_text(said, "utf-8")
    if host[-1] == "-a":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            host = (*host, f"127.0.0.1:{free.getsockname()[1]}")
    with running(tmp_path, *host) as base, chromium.new_page() as tab:  # MkDocs answers 500 while it builds
        go(tab, f"{base}docs/informations.html")
        before = tab.evaluate(STYLE.format("backgroundColor", ".vt-header"))
        for path, old, new, shown in EDITS:
            text = (tmp_path / path).read_text("utf-8")
            assert old in text
            (tmp_path / path).write_text(text.replace(old, new, 1), "utf-8")
            tab.wait_for_function(f"() => {shown.replace('{before!r}', repr(before))}", timeout=SAVED)
