"""A server for one reader on one machine: it serves the files of the site, and tells pages when they change.

The page's policy forbids inline scripts, so the reload script is a file of the server's own, added to pages on
their way out and never written into the site. For a page that is missing, the site's 404 says what to mend.
"""

import os
import re
import sys
import traceback
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from vitrail.building.publishing.unchanged import RefusedFile
from vitrail.doors.serving.watching import Changes
from vitrail.ground.language import FRENCH, Language, Phrase, ToldError, mark
from vitrail.ground.regex import regex
from vitrail.site.chrome.theme import RELOAD

_END = regex(rb'<script[^>]*data-vt-root="([^"]*)">[^<]*</script>')
"""Script at the end of ``theme/templates/not_found.html``; it names the folder where the school will publish."""
_HEAD = regex(rb'<h1>[^<]*</h1>\s*<p class="vt-lead">[^<]*</p>')
_TEXTS = (".md", ".markdown", ".yml", ".yaml")
_PREFIX = "/__vitrail/"
UNSAVED = "brouillon"
"""Query of the address of a page as it is being written."""
_TAG = '<script src="/__vitrail/reload.js" data-ask="/__vitrail/version?{{seen}}" data-seen="{seen}"></script></body>'
_DESK_TAG = (
    '<link rel="stylesheet" href="/__vitrail/passage.css">'
    '<script src="/__vitrail/passage.js" data-desk="{desk}"></script></body>'
)
"""Tags added to a page for the reading desk, which frames it and is told when to reload it."""
_NOBODY = "'none'"
_PASSAGE = {"passage.js": "text/javascript", "passage.css": "text/css"}
_HOST = regex(r"(?:localhost|127\.0\.0\.1)(?::\d+)?", re.IGNORECASE)
"""``Host`` of a request from this machine; the port may be one that was forwarded."""


def accident(error: BaseException) -> Phrase:
    """Return one line that says which error of ours occurred, and where: the program goes on after it."""
    if isinstance(error, ToldError):
        return error.phrase
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f" ({Path(frame.filename).name}:{frame.lineno})" for frame in last)
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return mark(
        "Une erreur de Vitrail a interrompu ce qui était en cours ; la suite sera servie. Signalez-la : {error}",
        error=f"{said}{where}",
    )


class LocalHandler(BaseHTTPRequestHandler):
    """What every answer to a browser of this machine has in common."""

    server: "LocalServer"
    timeout = 30
    """Seconds that a browser has to send the next bytes of a request, or to take those of an answer."""

    def parse_request(self) -> bool:
        """Refuse an address that cannot be parsed: every answer parses it."""
        if not super().parse_request():
            return False
        try:
            urlsplit(self.path)
        except ValueError:
            self.path = "/"  # the error page parses the address too
            self.send_error(HTTPStatus.BAD_REQUEST)
            return False
        return True

    def send(self, raw: bytes, kind: str, status: int = HTTPStatus.OK) -> None:
        """Answer with bytes of a type."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def handle_one_request(self) -> None:
        """Answer one request; print a fault of ours in one line, and go on to the next."""
        try:
            super().handle_one_request()
        except (ConnectionError, TimeoutError):  # the other end hung up
            self.close_connection = True
        except Exception as error:  # noqa: BLE001  # whatever it is
            sys.stderr.write(f"{self.server.language.write(accident(error))}\n")
            self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        """Stay silent: who reads here wants diagnostics, not requests."""


class LocalServer(ThreadingHTTPServer):
    """A server that prints nothing when a reader leaves: a page that reloads drops the request it was waiting on."""

    daemon_threads = True
    language: Language = FRENCH
    """Language of what is printed on the terminal."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Print what went wrong, unless it is only the other end that hung up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # what the server passes


class _Handler(LocalHandler, SimpleHTTPRequestHandler):
    """Files of the site, plus the two addresses of the reload."""

    server: "_SiteServer"
    seen: int

    def parse_request(self) -> bool:
        """Refuse a request whose ``Host`` is not a name of this machine, whatever the method.

        A page of any site may send its reader here under a name of its own (DNS rebinding) and then read every page
        as one of that site; the browser sends that name as ``Host``.
        """
        self.seen = self.server.changes.number  # before the page is read: a build that ends meanwhile counts as later
        if not super().parse_request():
            return False
        if not _HOST.fullmatch(self.headers.get("Host", "")):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        try:
            os.fsencode(self.translate_path(self.path))
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return False
        if "%00" in self.path:  # no file system takes it
            self.send_error(HTTPStatus.NOT_FOUND)
            return False
        return True

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Show no folder: a server of the published site would not either."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def do_GET(self) -> None:
        """Answer one request."""
        parts = urlsplit(self.path)
        if parts.path == f"{_PREFIX}version":
            self.send(self.server.changes.wait(parts.query).encode(), "text/plain")
        elif parts.path == f"{_PREFIX}reload.js":
            self.send(RELOAD.read_bytes(), "text/javascript")
        elif self.server.desk and (name := parts.path.removeprefix(_PREFIX)) in _PASSAGE:
            self.send(RELOAD.with_name(name).read_bytes(), _PASSAGE[name])
        elif parts.query == UNSAVED and (typed := self.server.unsaved(unquote(parts.path).lstrip("/"))) is not None:
            self._send_page(typed)
        elif (page := self._page(parts.path)) is not None:
            self._send_page(page.read_bytes())
        elif (made := self.server.make(unquote(parts.path).lstrip("/"))) is not None:
            self._send_page(made)
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's 404 for a missing page: it says what to mend, and reloads to the page once that is there.

        The page that an author breaks is the page that this author is reading.
        """
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or self.command != "GET" or not page.is_file():
            super().send_error(code, message, explain)
            return
        address = urlsplit(self.path).path
        self._send_page(
            missing_page(page.read_bytes(), address, self.server.changes.refused, self.server.language), code
        )

    def end_headers(self) -> None:
        """Forbid the browser to store the answer, so that it shows the last build, and all but the desk to frame it."""
        self.send_header("Content-Security-Policy", f"frame-ancestors {self.server.desk or _NOBODY}")
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def _page(self, address: str) -> Path | None:
        """Return the HTML file of an address, or None; ``translate_path`` never leaves the site."""
        path = Path(self.translate_path(address))
        path = path / "index.html" if address.endswith("/") else path
        try:
            return path if path.suffix == ".html" and path.is_file() else None
        except OSError:  # longer than a name may be
            return None

    def _send_page(self, page: bytes, status: int = HTTPStatus.OK) -> None:
        tag = _DESK_TAG.format(desk=self.server.desk) if self.server.desk else _TAG.format(seen=self.seen)
        self.send(page.replace(b"</body>", tag.encode(), 1), "text/html; charset=utf-8", status)


class _SiteServer(LocalServer):
    changes: Changes
    desk: str
    make: Callable[[str], bytes | None]
    unsaved: Callable[[str], bytes | None]


def make_server(  # noqa: PLR0913  # what is served and to whom, each by name
    site: Path,
    port: int,
    changes: Changes,
    language: Language = FRENCH,
    *,
    desk: str = "",
    make: Callable[[str], bytes | None] = lambda _: None,
    unsaved: Callable[[str], bytes | None] = lambda _: None,
) -> ThreadingHTTPServer:
    """Listen on this machine only; port 0 takes a free one. The site may be built later.

    ``desk`` is the origin of the reading desk, which may put the pages in a frame; nobody else may. ``make`` is called
    with an address that has no file, and returns the page if it is one that is made on request; ``unsaved`` with one
    that is asked for as its author is writing it. Raises OSError: the port is taken.
    """
    server = _SiteServer(("127.0.0.1", port), partial(_Handler, directory=str(site)))
    server.changes, server.language, server.desk = changes, language, desk
    server.make, server.unsaved = make, unsaved
    return server


def missing_page(page: bytes, address: str, refused: tuple[RefusedFile, ...], language: Language) -> bytes:
    """Fit the site's 404 to this server, whose root is ``/``, and name the files that keep pages from being made."""
    end = _END.search(page)
    if end is None:
        return page
    wanted = _stem(unquote(address))
    own = tuple(file for file in refused if _stem(file.path) == wanted)
    named = own or tuple(file for file in refused if file.path.lower().endswith(_TEXTS))
    said = _section(named, language).encode() if named else b""
    page = page[: end.start()] + said + page[end.end() :]  # without the script, which looks for the root
    page = re.sub(rb'(="|: ")' + re.escape(end[1]), rb"\1/", page)
    return _HEAD.sub(lambda _: _head(language).encode(), page, count=1) if own else page


def _stem(path: str) -> str:
    """Return the path that a page and its file have in common: without its suffix, nor ``/index``."""
    return path.strip("/").rpartition(".")[0].removesuffix("/index") if "." in path else path.strip("/")


def _head(language: Language) -> Markup:
    """Write the heading of a page that is missing because its file cannot be read."""
    return Markup('<h1>{}</h1>\n<p class="vt-lead">{}</p>').format(
        language.gettext("Cette page attend une correction"),
        language.gettext("Son fichier ne se lit pas ; le reste du site est à jour."),
    )


def _section(refused: tuple[RefusedFile, ...], language: Language) -> Markup:
    items = Markup().join(
        Markup("<li><p><code>{}</code></p><p>{}</p><p>{}</p></li>").format(file.place, file.message, file.advice)
        for file in refused
    )
    return Markup("<section><h2>{}</h2><p>{}</p><ul>{}</ul></section>").format(
        language.gettext("À corriger"),
        language.gettext(
            "Rien n'a été publié de ce qui suit. Corrigez et enregistrez : cette page se rechargera d'elle-même."
        ),
        items,
    )
