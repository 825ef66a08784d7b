"""Take the pictures of the documents from the sample school: ``make pictures``.

Each is a window of one size, of a page built or served from a copy of ``portfolios/``, in Debian's Chromium, on the
sample's own day: nothing is retouched, so a picture shows what the program that took it does.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Page

_ROOT = Path(__file__).parents[1]
_FOLDER = _ROOT / "docs" / "images"
_SIZE: ViewportSize = {"width": 1280, "height": 860}
"""CSS pixels of the window: what a portable shows, without its bars."""
_PROGRAM = (sys.executable, "-m", "vitrail")
_SLIP = ("moreau-lea/realisations/glpi.md", "B1.1.1:", "B1.7:")
"""The file of the sample where a picture of an answer needs a mistake, what stands there, and the mistake."""

_TERMINAL = """<!DOCTYPE html>
<html lang="fr"><meta charset="utf-8"><title>vitrail check</title>
<body style="margin: 0"><pre style="margin: 24px; font: 17px/1.5 monospace; white-space: pre-wrap">$ vitrail check
{said}</pre></body></html>
"""


def main() -> None:
    """Take every picture; name each on the standard output."""
    _FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        school = Path(folder)
        shutil.copytree(_ROOT / "portfolios", school / "portfolios")
        shutil.copy(_ROOT / "mkdocs.yml", school)
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_context(viewport=_SIZE, reduced_motion="reduce").new_page()
        _pages(page, school)
        _doors(page, school)
        _answer(page, school)
        chromium.close()


def _pages(page: Page, school: Path) -> None:
    """Take a portfolio's home and a class's matrix, as the team reads them."""
    _run(school, "build", "--audience", "equipe")
    site = school / "site-equipe" / "2025-2027"
    for name, path in (("rosace", "moreau-lea/index.html"), ("matrice", "matrice.html")):
        page.goto((site / path).as_uri())
        _keep(page, name)


def _doors(page: Page, school: Path) -> None:
    """Take the form and the desk, each with a work of the sample open in it."""
    with _served(school, "ecrire", "moreau-lea") as address:
        page.goto(address)
        page.get_by_text("Déploiement de GLPI").first.click()
        page.frame_locator("iframe").get_by_role("heading", level=1).wait_for()
        _keep(page, "formulaire")
    with _served(school, "desk", "2025-2027", "--par", "Mme Okafor") as address:
        page.goto(address)
        page.get_by_text("Base de données d'un").first.click()
        page.frame_locator("iframe").get_by_role("heading", level=1).wait_for()
        _keep(page, "pupitre")


def _answer(page: Page, school: Path) -> None:
    """Take what ``vitrail check`` answers to a mistake, as a terminal shows it."""
    path, written, slip = _SLIP
    (file,) = (school / "portfolios").glob(f"*/{path}")
    file.write_text(file.read_text("utf-8").replace(written, slip, 1), "utf-8")
    said = _run(school, "check", str(file.relative_to(school)))
    terminal = school / "reponse.html"
    terminal.write_text(_TERMINAL.format(said=html.escape(said)), "utf-8")
    page.goto(terminal.as_uri())
    _keep(page, "reponse", page.locator("pre").bounding_box()["height"] + 48)  # type: ignore[index]


def _keep(page: Page, name: str, height: float | None = None) -> None:
    """Write a picture of the window, or of its top, in 256 colours."""
    page.wait_for_timeout(500)  # fonts and pictures that load late
    path = _FOLDER / f"{name}.png"
    clip = {"x": 0, "y": 0, "width": _SIZE["width"], "height": height or _SIZE["height"]}
    page.screenshot(path=path, clip=clip)  # type: ignore[arg-type]
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            path, optimize=True
        )
    print(f"{path.relative_to(_ROOT)} : {path.stat().st_size} octets")


def _run(school: Path, *words: str) -> str:
    """Return what a command of Vitrail prints; whoever reads it judges how it ended."""
    return subprocess.run([*_PROGRAM, *words], cwd=school, capture_output=True, text=True, check=False).stdout


@contextmanager
def _served(school: Path, *words: str) -> Iterator[str]:
    """Give the address that a server of Vitrail prints, and stop it."""
    command = [*_PROGRAM, *words, "--port", "0"]
    server = subprocess.Popen(command, cwd=school, stdout=subprocess.PIPE, text=True)
    try:
        yield next(found[0] for line in server.stdout or () if (found := re.search(r"http://\S+", line)))
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
