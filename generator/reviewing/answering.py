"""The desk's server: its page, and the few addresses by which the page reads and writes."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from generator.language import Phrase, mark
from generator.outputs.sealing import UnaddableError
from generator.outputs.writing import UnwrittenError
from generator.reviewing.display import Json
from generator.reviewing.furniture import ServedFile
from generator.reviewing.guards import Guard
from generator.reviewing.orders import read_order
from generator.reviewing.sitting import OutdatedError, Sitting
from generator.reviewing.speakers import RefusedOrderError
from generator.serving.server import LocalHandler, LocalServer
from generator.serving.watching import Changes

_API = "/api/"


class _Handler(LocalHandler):
    """One request; whatever is not allowed is refused before anything is read."""

    server: "Desk"
    server_version, sys_version = "Vitrail", ""

    def do_GET(self) -> None:  # noqa: N802  # the library's name
        """Answer with a file of the page, or what waits to be read: nothing that this method does writes."""
        parts, desk = urlsplit(self.path), self.server
        private = parts.path.startswith(_API)
        if self._refused(private=private):
            return
        if not private and (file := desk.files.get(parts.path)):
            self.send(*file)
        elif parts.path == f"{_API}liste":
            self._say({**desk.sitting.listing(), "version": desk.changes.wait("")})
        elif parts.path == f"{_API}attente":
            self._say({"version": desk.changes.wait(parts.query)})
        elif parts.path == f"{_API}travail":
            found = desk.sitting.panel(unquote(parts.query))
            self._say(found or {"message": ""}, HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:  # noqa: N802  # the same
        """Write a verdict, or take the last one back."""
        if self._refused(private=True):
            return
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        match urlsplit(self.path).path:
            case "/api/avis":
                if order := read_order(raw):
                    self._try(partial(self.server.sitting.judge, order))
                else:
                    self.send_error(HTTPStatus.BAD_REQUEST)
            case "/api/annuler":
                self._try(self.server.sitting.undo)
            case _:
                self.send_error(HTTPStatus.NOT_FOUND)

    def _refused(self, *, private: bool) -> bool:
        refusal = self.server.guard.refusal(self.command, self.headers, private=private)
        if refusal is not None:
            self.send_error(refusal)
        return refusal is not None

    def _try(self, act: Callable[[], Json]) -> None:
        """Answer what was done, or why nothing was."""
        try:
            self._say(act())
        except OutdatedError as error:
            self._excuse(error.phrase, HTTPStatus.CONFLICT, added=error.added)
        except (RefusedOrderError, UnaddableError) as error:
            self._excuse(error.phrase, HTTPStatus.UNPROCESSABLE_ENTITY)
        except UnwrittenError as error:
            self._excuse(error.phrase, HTTPStatus.CONFLICT)
        except OSError as error:
            said = mark("Le disque a refusé : {error}", error=error.strerror or str(error))
            self._excuse(said, HTTPStatus.CONFLICT)

    def _excuse(self, phrase: Phrase, status: HTTPStatus, **more: str) -> None:
        self._say({"message": self.server.sitting.say.write(phrase), **more}, status)

    def _say(self, found: Json, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send(json.dumps(found, ensure_ascii=False).encode(), "application/json", status)

    def end_headers(self) -> None:
        """Send the desk's policy with every answer."""
        for name, value in self.server.always.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is refused, is not there or cannot be read in one line, under the same policy, and hang up."""
        del message, explain
        self.close_connection = True
        self.send(HTTPStatus(code).phrase.encode(), "text/plain", code)


class Desk(LocalServer):
    """A port of this machine; what it answers is given once its origin, which the pages must know, is known."""

    guard: Guard
    always: Mapping[str, str]
    """Headers of every answer."""
    files: Mapping[str, ServedFile]
    sitting: Sitting
    changes: Changes

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
