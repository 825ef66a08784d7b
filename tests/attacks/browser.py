"""Open a site as a reader would, on a server and from the disk, and write down what its pages did."""

from __future__ import annotations

import functools
import hashlib
import http.server
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

from playwright.sync_api import Browser, Error, Page

from tests.servers import answering
from vitrail import THEME

_WATCH = """window.reports = [];
addEventListener('securitypolicyviolation', one => reports.push(one.effectiveDirective + ' ' + one.blockedURI))"""
_REFRESH = re.compile(r'http-equiv="refresh" content="0; url=([^"]*)"')
"""As ``vitrail.site.pages.redirects`` writes it, in the first lines of a page that has nothing else."""
_LOOK = Path(__file__).with_name("look.js").read_text("utf-8")
_OWN = (THEME / "templates" / "not_found.js").read_text("utf-8")
"""The script of the page of lost addresses, which its policy allows by its hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that a page did and should not have."""

    what: str
    where: str
    detail: str = ""
    door: int = 0
    """Number of the door whose mark it carries, else 0."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """Serve a file; what a browser asks of its own accord beside a file that is no page has no content."""
        if self.path == "/favicon.ico":
            self.send_response(http.HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_arguments: object) -> None:
        """Keep the output clean."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_arguments: object) -> None:
        """Say nothing of a page that the browser left while it loaded."""


@contextmanager
def opened(site: Path, mode: str) -> Iterator[str]:
    """Give the address of a site: from a ``server`` or from the ``disk``."""
    if mode == "disk":
        yield site.as_uri() + "/"
        return
    server = answering(_Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=site)))
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def visit(
    browser: Browser, site: Path, mode: str, *, attachments: bool = True, known: Collection[str] = ()
) -> list[Deed]:
    """Open every page that is not known to be harmless, and every other file that students brought."""
    deeds: list[Deed] = []
    pages = [url for url in pages_of(site) if fingerprint(site / url) not in known]
    if mode == "disk":
        pages = [url for url in pages if url != "404.html"]  # a server's page: its addresses start at the root
    brought = (*site.glob("*/*/fichiers/*"), *site.glob("assets/dessins/*")) if attachments else ()
    others = sorted(path.relative_to(site).as_posix() for path in brought)
    with opened(site, mode) as base:
        context = browser.new_context(accept_downloads=False)
        context.add_init_script(_WATCH)
        here: list[str] = [""]
        page = context.new_page()
        _listen(page, base, here, deeds)
        for url in (*pages, *others):
            here[0] = url
            _open(page, base + quote(url), url, deeds, ours=url in pages)
        _search(page, base, here, deeds, pages)
        context.close()
    return deeds


def pages_of(site: Path) -> list[str]:
    """Addresses of the pages to open: all that hold something of a student's or of the school's.

    An old address leaves for the new one as soon as it is open: ``redirections`` looks where.
    """
    pages = (path for path in site.rglob("*.html") if not _redirection(path))
    return sorted(_one_of_each(path.relative_to(site).as_posix() for path in pages))


def redirections(site: Path) -> Iterator[Deed]:
    """Old addresses that lead anywhere but to a page of the site."""
    for path in site.rglob("*.html"):
        target = _redirection(path)
        if target and not (site / path.parent / unquote(target)).resolve().is_relative_to(site.resolve()):
            yield Deed(what="redirection", where=path.relative_to(site).as_posix(), detail=target, door=_door(target))


def _redirection(page: Path) -> str:
    """Where a page of ours sends its reader at once; empty for every other page."""
    found = _REFRESH.search(page.read_text("utf-8")[:600])
    return unescape(found[1]) if found else ""


def fingerprint(page: Path) -> str:
    """Tell two pages with the same bytes: what one did not do, the other will not."""
    return hashlib.sha256(page.read_bytes()).hexdigest()


def _one_of_each(urls: Iterable[str]) -> Iterator[str]:
    """Leave out what repeats a kind of page with nothing of a student's: our référentiels' hundreds of competencies."""
    seen: dict[str, int] = {}
    for url in sorted(urls):
        folder = url.rpartition("/")[0]
        own = ("/pirate/", "/contact.html", "referentiels/x.", "docs/")  # and the school's and the classes' pages
        theirs = url.count("/") <= 1 or ("/fichiers/" not in url and any(part in url for part in own))
        seen[folder] = seen.get(folder, 0) + 1
        if theirs or seen[folder] == 1:
            yield url


def _listen(page: Page, base: str, here: list[str], deeds: list[Deed]) -> None:
    own = (base, "data:image/", "about:blank", "chrome-extension:", "chrome://resources/")
    page.on("dialog", lambda one: (deeds.append(Deed(what="exécution", where=here[0], detail="dialog")), one.dismiss()))
    page.on("pageerror", lambda one: deeds.append(Deed(what="console", where=here[0], detail=str(one)[:120])))
    page.on("popup", lambda one: deeds.append(Deed(what="fenêtre", where=here[0], detail=one.url)))
    page.on(
        "console",
        lambda one: (
            deeds.append(Deed(what="console", where=here[0], detail=one.text[:160])) if one.type == "error" else None
        ),
    )
    page.on(
        "request",
        lambda one: (
            None
            if one.url.startswith(own)
            else deeds.append(Deed(what="requête", where=here[0], detail=one.url, door=_door(one.url)))
        ),
    )


def _open(page: Page, address: str, url: str, deeds: list[Deed], *, ours: bool) -> None:
    try:
        page.goto(address, wait_until="load")
        ran, reports, found = page.evaluate(_LOOK, _OWN if url == "404.html" else "")
    except Error as error:
        if ours:
            deeds.append(Deed(what="ouverture", where=url, detail=str(error)[:120]))
        return
    if ran is not None:
        deeds.append(Deed(what="exécution", where=url, door=ran if isinstance(ran, int) else 0))
    deeds.extend(Deed(what="politique", where=url, detail=report) for report in reports)
    if ours:
        deeds.extend(Deed(what=what, where=url, detail=html, door=_door(html)) for what, html in found)


def _search(page: Page, base: str, here: list[str], deeds: list[Deed], pages: list[str]) -> None:
    """Search what every vector holds."""
    homes = [url for url in pages if url.endswith("pirate/index.html") or url == "index.html"]
    for url in homes:
        here[0] = f"{url} (recherche)"
        try:
            page.goto(base + quote(url))
            page.keyboard.press("/")
            page.keyboard.type("début pirate clic")
            page.wait_for_selector(".vt-search__list li")
            ran, reports, found = page.evaluate(_LOOK, _OWN if url == "404.html" else "")
        except Error as error:
            deeds.append(Deed(what="ouverture", where=here[0], detail=str(error)[:120]))
            continue
        if ran is not None:
            deeds.append(Deed(what="exécution", where=here[0], door=ran if isinstance(ran, int) else 0))
        deeds.extend(Deed(what="politique", where=here[0], detail=report) for report in reports)
        deeds.extend(Deed(what=what, where=here[0], detail=html) for what, html in found)


def _door(text: str) -> int:
    """The number of a door in a marked text."""
    found = text.partition("://d")[2].partition(".invalid")[0] or text.partition("pwned=")[2][:2].strip("\"'<> ;")
    return int(found) if found.isdigit() else 0
