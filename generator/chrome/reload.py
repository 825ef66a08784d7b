"""``mkdocs serve`` under the pages' policy: its reload script, which MkDocs writes inline, becomes a file.

The policy forbids inline scripts and is not loosened for a server on one's own machine: what is read while writing is
what will be published. MkDocs keeps its own protocol (``/livereload/<epoch>/<request>`` answers when the site moved).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from generator.chrome.theme import RELOAD

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

ADDRESS: Final = "/__vitrail/livereload.js"
_TAG: Final = f'<script src="{ADDRESS}" data-ask="/livereload/{{seen}}/{{now}}" data-first="0"></script>'.encode()
_OPEN, _CLOSE = b"<script>", b"</script>"


def reloading(app: WSGIApplication) -> WSGIApplication:
    """Wrap MkDocs' server: serve the script, and name it in the pages in the place of the inline one."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == ADDRESS:
            script = RELOAD.read_bytes()
            start_response("200 OK", [("Content-Type", "text/javascript"), ("Content-Length", str(len(script)))])
            return [script]
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def listen(status: str, headers: list[tuple[str, str]], _error: object = None, /) -> object:
            said.append((status, headers))
            return None

        body = app(environ, listen)  # type: ignore[arg-type]  # nobody calls what it gives back
        status, headers = said[0]
        if not dict(headers).get("Content-Type", "").startswith("text/html"):
            start_response(status, headers)
            return body
        page = with_file(b"".join(body))
        if hasattr(body, "close"):
            body.close()
        kept = [(name, value) for name, value in headers if name != "Content-Length"]
        start_response(status, [*kept, ("Content-Length", str(len(page)))])
        return [page]

    return answer


def with_file(page: bytes) -> bytes:
    """Replace the last inline script; pages of ours hold none, so it is MkDocs' own."""
    start = page.rfind(_OPEN)
    end = page.find(_CLOSE, start)
    return page if start < 0 or end < 0 else page[:start] + _TAG + page[end + len(_CLOSE) :]
