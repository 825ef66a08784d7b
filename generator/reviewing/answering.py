"""The desk's server: its page, and the few addresses by which the page reads and writes."""

import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from generator.language import Phrase, mark
from generator.outputs.writing import UnwrittenError
from generator.reviewing.display import Json
from generator.reviewing.furniture import ServedFile
from generator.reviewing.guards import Guard, policy
from generator.reviewing.orders import read_order
from generator.reviewing.sitting import OutdatedError, Sitting
from generator.reviewing.speakers import RefusedOrderError
from generator.serving.watching import Changes

_API = "/api/"


class _Handler(BaseHTTPRequestHandler):
    """One request; whatever is not allowed is refused before anything is read."""

    timeout = 30
    """Seconds that a browser has to say the next bytes of a question, or to take those of an answer."""
    server_version, sys_version = "Vitrail", ""

    def __init__(  # what the desk is made of, each by name
        self,
        *args: object,
        guard: Guard,
        always: Mapping[str, str],
        files: Mapping[str, ServedFile],
        sitting: Sitting,
        changes: Changes,
        **kwargs: object,
    ) -> None:
        self._guard, self._always, self._files = guard, always, files
        self._sitting, self._changes = sitting, changes
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what the server passes

    def do_GET(self) -> None:
        """Answer with a file of the page, or what waits to be read: nothing that this method does writes."""
        parts = urlsplit(self.path)
        private = parts.path.startswith(_API)
        if self._refused(private=private):
            return
        if not private:
            self._give(parts.path)
        elif parts.path == f"{_API}liste":
            self._say({**self._sitting.listing(), "version": self._changes.wait("")})
        elif parts.path == f"{_API}attente":
            self._say({"version": self._changes.wait(parts.query)})
        elif parts.path == f"{_API}travail":
            found = self._sitting.panel(unquote(parts.query))
            self._say(found or {"message": ""}, HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        else:
            self._nothing(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Write a verdict, or take the last one back."""
        if self._refused(private=True):
            return
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        match urlsplit(self.path).path:
            case "/api/avis":
                order = read_order(raw)
                if order is None:
                    self._nothing(HTTPStatus.BAD_REQUEST)
                else:
                    self._try(partial(self._sitting.judge, order))
            case "/api/annuler":
                self._try(self._sitting.undo)
            case _:
                self._nothing(HTTPStatus.NOT_FOUND)

    def _refused(self, *, private: bool) -> bool:
        refusal = self._guard.refusal(self.command, self.headers, private=private)
        if refusal is not None:
            self.close_connection = True
            self._nothing(refusal)
        return refusal is not None

    def _try(self, act: Callable[[], Json]) -> None:
        """Answer what was done, or why nothing was."""
        try:
            self._say(act())
        except OutdatedError as error:
            self._say({"message": self._write(error.phrase), "added": error.added}, HTTPStatus.CONFLICT)
        except RefusedOrderError as error:
            self._say({"message": self._write(error.phrase)}, HTTPStatus.UNPROCESSABLE_ENTITY)
        except UnwrittenError as error:
            self._say({"message": self._write(error.phrase)}, HTTPStatus.CONFLICT)
        except OSError as error:
            said = mark("Le disque a refusé : {error}", error=error.strerror or str(error))
            self._say({"message": self._write(said)}, HTTPStatus.CONFLICT)

    def _write(self, phrase: Phrase) -> str:
        return self._sitting.say.write(phrase)

    def _give(self, path: str) -> None:
        file = self._files.get(path)
        if file is None:
            self._nothing(HTTPStatus.NOT_FOUND)
        else:
            self._send(file.raw, file.kind)

    def _say(self, found: Json, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(json.dumps(found, ensure_ascii=False).encode(), "application/json", status)

    def _nothing(self, status: HTTPStatus) -> None:
        self._send(status.phrase.encode(), "text/plain", status)

    def _send(self, raw: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        for name, value in self._always.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a request that cannot be read, or a method that is none of ours, under the same policy."""
        del message, explain
        self.close_connection = True
        self._nothing(HTTPStatus(code))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        """Stay silent."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Print what went wrong, unless it is only the other end that hung up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # what the server passes


def make_desk(port: int) -> ThreadingHTTPServer:
    """Take a port of this machine for the desk, whose origin the pages must know; 0 takes a free one.

    Raises:
        OSError: when the port is taken.
    """
    return _Server(("127.0.0.1", port), BaseHTTPRequestHandler)


def furnish(  # noqa: PLR0913  # what the desk is made of, each by name
    desk: ThreadingHTTPServer,
    *,
    token: str,
    site: str,
    files: Mapping[str, ServedFile],
    sitting: Sitting,
    changes: Changes,
) -> None:
    """Say what the desk answers; ``site`` is the origin of the pages that are read."""
    guard = Guard(authority=f"127.0.0.1:{desk.server_port}", token=token)
    handler = partial(_Handler, guard=guard, always=policy(site), files=files, sitting=sitting, changes=changes)
    desk.RequestHandlerClass = handler
