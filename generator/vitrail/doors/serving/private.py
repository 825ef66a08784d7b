"""A local server that writes files: its page, and the few addresses by which the page reads and sends orders.

A request that the guard refuses is refused before anything is read. What the page may request is given as functions, by
address: the record that one returns is sent as JSON, and an error that it raises is sent as a sentence.
"""

import difflib
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import TypeAlias, TypeVar
from urllib.parse import unquote, urlsplit

from msgspec import MsgspecError, Struct, json
from msgspec.structs import replace

from vitrail.doors.serving.furniture import ServedFile
from vitrail.doors.serving.guards import Accepted, Guard, length
from vitrail.doors.serving.server import LocalHandler, LocalServer
from vitrail.doors.serving.watching import Changes
from vitrail.ground.language import Phrase, ToldError, Value, mark
from vitrail.site.outputs.writing import UnwrittenError

T = TypeVar("T")
Reads: TypeAlias = Mapping[str, Callable[[str], Struct | None]]
"""Address → function of the query, which returns the answer; None: not found."""
_API = "/api/"
_SHOWN = 4_000
"""Most characters of changed lines that are shown."""


class OutdatedError(ToldError):
    """A file that is shown, or is to be written, changed since it was shown; ``added`` are the lines that changed."""

    def __init__(self, template: str, /, added: str = "", **values: Value) -> None:
        super().__init__(template, **values)
        self.added = added


def lines_between(before: bytes, after: bytes) -> str:
    """Return the lines that were added or removed since a file was shown, as ``diff`` writes them."""
    old, new = (raw.decode("utf-8", "replace").splitlines() for raw in (before, after))
    changed = (line for line in difflib.ndiff(old, new) if line[:1] in "+-")
    return "\n".join(changed)[:_SHOWN]


class Refusal(Struct, frozen=True, omit_defaults=True):
    """Why nothing was done, in the reader's language."""

    message: str
    added: str = ""
    """Lines that changed since the file was shown."""


class Act(Struct, frozen=True):
    """An action that a page may request."""

    do: Callable[[str, bytes], Struct | None]
    """Takes the query of the address and the body, and returns the answer; None: the body is not an order."""
    accepted: Accepted = Accepted()


def decoded(raw: bytes, kind: type[T]) -> T | None:
    """Decode JSON, checked against a type; None when it is not of that type."""
    try:
        return json.decode(raw, type=kind)
    except (MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def ordered(kind: type[T], do: Callable[[T], Struct | None], accepted: Accepted | None = None) -> Act:
    """Make an act of a function that takes an order of a type; a body that is not of that type is refused."""

    def act(_: str, raw: bytes) -> Struct | None:
        order = decoded(raw, kind)
        return None if order is None else do(order)

    return Act(act, accepted or Accepted())


class Version(Struct, frozen=True):
    """The number of the version that is served, for a page that waits for the next."""

    version: str


def kept_up(listing: Callable[[], Struct], changes: Changes) -> Reads:
    """Return two reads: a list with its ``version``, the number of the last change, and a wait for the next change."""
    return {
        "/api/liste": lambda _: replace(listing(), version=changes.wait("")),
        "/api/attente": lambda seen: Version(changes.wait(seen)),
    }


class _Handler(LocalHandler):
    """One request; whatever is not allowed is refused before anything is read."""

    server: "PrivateServer"
    server_version, sys_version = "Vitrail", ""

    def do_GET(self) -> None:  # noqa: N802  # the library's name
        """Answer with a file of the page, or with what it may read: this method writes nothing."""
        parts, server = urlsplit(self.path), self.server
        private = parts.path.startswith(_API)
        if self._refused(private=private):
            return
        if not private and (file := server.files.get(parts.path)):
            self.send(*file)
        elif read := server.reads.get(parts.path):
            self._try(partial(read, unquote(parts.query)), HTTPStatus.NOT_FOUND)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:  # noqa: N802  # the same
        """Run the act that the page requests."""
        parts = urlsplit(self.path)
        act = self.server.acts.get(parts.path)
        if self._refused(private=True, accepted=act.accepted if act else None):
            return
        raw = self.rfile.read(length(self.headers) or 0)
        if act is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._try(partial(act.do, unquote(parts.query), raw), HTTPStatus.BAD_REQUEST)

    def _refused(self, *, private: bool, accepted: Accepted | None = None) -> bool:
        refusal = self.server.guard.refusal(self.command, self.headers, private=private, accepted=accepted)
        if refusal is not None:
            self.send_error(refusal)
        return refusal is not None

    def _try(self, act: Callable[[], Struct | None], nothing: HTTPStatus) -> None:
        """Send what a read or an act returns, why it failed, or ``nothing`` as the status for None."""
        try:
            answer = act()
        except OutdatedError as error:
            self._excuse(error.phrase, HTTPStatus.CONFLICT, error.added)
        except UnwrittenError as error:
            self._excuse(error.phrase, HTTPStatus.CONFLICT)
        except ToldError as error:
            self._excuse(error.phrase, HTTPStatus.UNPROCESSABLE_ENTITY)
        except OSError as error:
            said = mark("Le disque a refusé : {error}", error=error.strerror or str(error))
            self._excuse(said, HTTPStatus.CONFLICT)
        else:
            if answer is None:
                self.send_error(nothing)
            else:
                self._say(answer)

    def _excuse(self, phrase: Phrase, status: HTTPStatus, added: str = "") -> None:
        self._say(Refusal(self.server.language.write(phrase), added), status)

    def _say(self, answer: Struct, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send(json.encode(answer), "application/json", status)

    def end_headers(self) -> None:
        """Send the server's policy with every answer."""
        for name, value in self.server.always.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer an error in one line, with the headers of every answer, and close the connection."""
        del message, explain
        self.close_connection = True
        self.send(HTTPStatus(code).phrase.encode(), "text/plain", code)


class PrivateServer(LocalServer):
    """A server on a port of this machine; its files, reads and acts are set once the port is known: pages need it."""

    guard: Guard
    always: Mapping[str, str]
    """Headers of every answer."""
    files: Mapping[str, ServedFile]
    reads: Reads
    acts: Mapping[str, Act]

    def __init__(self, port: int, token: str) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.guard = Guard(port=self.server_port, token=token)
        self.always, self.files, self.reads, self.acts = {}, {}, {}, {}
