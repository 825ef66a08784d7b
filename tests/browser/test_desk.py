"""The reading desk in a browser, without a mouse: from a claim to its second reading."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
SCHOOL = ROOT / "tests/portfolios/petite-ecole"
WORK = "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
EVALUATIONS = "portfolios/2025-2027/evaluations/durand-zoe.yml"


@pytest.fixture
def school(tmp_path):
    """A small school, in git, where nobody was read."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    shutil.rmtree(tmp_path / "portfolios/2025-2027/evaluations")
    with (tmp_path / "portfolios/2025-2027/promotion.yml").open("a", encoding="utf-8") as cohort:
        cohort.write("échelle: [découverte, avec aide, en autonomie, maîtrise]\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
    (tmp_path / ".gitignore").write_text(".vitrail-cache/\nsaid.txt\n", "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "user.name", "Mme Exemple")
    git(tmp_path, "config", "user.email", "exemple@example.org")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "École")
    return tmp_path


def git(folder, *words):
    """Ask git."""
    return subprocess.run(
        ("git", "-c", "core.quotePath=off", *words), cwd=folder, check=True, capture_output=True, text=True
    ).stdout


@contextmanager
def reading(root, *words):
    """Open the desk and give its address, as it is printed; end it as Ctrl+C does."""
    output = root / "said.txt"
    with output.open("wb") as stream:
        desk = subprocess.Popen(
            [sys.executable, "-m", "generator.cli", "desk", "--port", "0", *words],
            cwd=root, stdout=stream, stderr=stream,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while not (found := re.search(r"Ouvrez (http://\S+)", output.read_text("utf-8"))):
            assert desk.poll() is None, output.read_text("utf-8")
            assert time.monotonic() < deadline, output.read_text("utf-8")
            time.sleep(0.05)
        yield found[1]
    finally:
        desk.send_signal(signal.SIGINT)
        assert desk.wait(20) == 0, output.read_text("utf-8")
        assert "Traceback" not in output.read_text("utf-8")


@contextmanager
def seated(chromium, address):
    """Sit at the desk with a keyboard alone; at the end the browser complained of nothing."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    faults = []
    harmless = "An iframe which has both allow-scripts and allow-same-origin"  # the frame is another origin
    tab.on(
        "console",
        lambda said: (
            faults.append(said.text) if said.type in {"error", "warning"} and harmless not in said.text else None
        ),
    )
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(address)
    tab.locator("#works button").first.wait_for()
    yield tab
    context.close()
    assert faults == []


def shown(tab, title):
    """Wait until a work and its page are both there."""
    tab.locator("#title", has_text=title).wait_for()
    tab.frame_locator("#page").locator("h1", has_text=title).wait_for()
    tab.wait_for_timeout(200)


def press(tab, *keys):
    """Type keys, one after the other."""
    for key in keys:
        tab.keyboard.press(key)


def test_a_claim_is_read_edited_seen_and_read_again_by_keyboard_alone(school, chromium):
    """« À reprendre » with a comment, the edit, its paragraphs, then « retenue »: all sealed and committed."""
    with (
        reading(school, "durand-zoe", "--par", "M. Exemple", "--enregistrer") as address,
        seated(chromium, address) as tab,
    ):
        assert "#" not in tab.url
        press(tab, "l")
        while "glpi" not in tab.evaluate("document.activeElement.dataset.place"):
            press(tab, "ArrowDown")
        press(tab, "Enter")
        title = tab.locator("#works [aria-current] span").inner_text()
        shown(tab, title)
        press(tab, "p", "2", "c")
        tab.keyboard.type("Sur quelle version ?")
        press(tab, "Control+Enter")
        tab.locator("#message", has_text="Écrit").wait_for()
        written = (school / EVALUATIONS).read_text("utf-8")
        assert "avis: à reprendre" in written
        assert "niveau: 2" in written
        assert "empreinte: v1:" in written
        assert "commentaire: Sur quelle version ?" in written

        work = school / WORK
        work.write_text(work.read_text("utf-8") + "\nSur la version 10.0.16, celle du lycée.\n", "utf-8")
        tab.locator("#works button", has_text="modifiée depuis").wait_for(timeout=20_000)
        press(tab, "l")
        while "glpi" not in tab.evaluate("document.activeElement.dataset.place"):
            press(tab, "ArrowDown")
        press(tab, "Enter")
        shown(tab, title)
        assert tab.locator("#changes ins").all_inner_texts() == ["Sur la version 10.0.16, celle du lycée."]
        press(tab, "r", "3", "Enter")
        tab.locator("#works button", has_text="modifiée depuis").wait_for(state="detached")
    written = (school / EVALUATIONS).read_text("utf-8")
    assert written.index("avis: à reprendre") < written.index("avis: retenue")
    changed = git(school, "log", "--name-only", "--format=%s", "-2", "--", "portfolios").split()
    assert "Avis" in changed
    assert git(school, "status", "--porcelain", "portfolios/2025-2027/evaluations") == ""
    assert git(school, "status", "--porcelain").split() == ["M", WORK]
