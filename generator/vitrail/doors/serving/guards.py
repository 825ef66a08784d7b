"""Checks that a request to a server that writes comes from its own page, of this run.

A browser says where a request comes from (``Host``, ``Origin``, ``Sec-Fetch-Site``) whatever page sends it. The token
is in no cookie, so that no browser adds it by itself, and in no requested address, so that it is not kept or sent on.
"""

from collections.abc import Mapping
from email.message import Message
from hmac import compare_digest
from http import HTTPStatus

from msgspec import Struct

TOKEN = "X-Vitrail-Jeton"  # noqa: S105  # the name of a header

_DIGITS = 12
"""Most digits of a length, leading zeros included: a longer one is beyond all that is accepted."""


class Accepted(Struct, frozen=True):
    """Type and size of the body that a request may carry; a form of HTML can send neither of our types."""

    kind: str = "application/json"
    largest: int = 200_000
    """Most bytes of the body."""


class Guard(Struct, frozen=True, kw_only=True):
    """The server's own origin, and the token of this run."""

    port: int
    token: str

    @property
    def origin(self) -> str:
        """Return ``Origin`` as the server's own page sends it; its ``Host`` is the same, to the letter."""
        return f"http://127.0.0.1:{self.port}"

    def refusal(
        self, method: str, headers: Message, *, private: bool, accepted: Accepted | None = None
    ) -> HTTPStatus | None:
        """Return the status with which a request is refused, None if it is accepted; ``private`` requires the token."""
        host, origin = _only(headers, "Host"), _only(headers, "Origin")
        if f"http://{host}" != self.origin:
            return HTTPStatus.MISDIRECTED_REQUEST
        if origin not in {None, self.origin} or _only(headers, "Sec-Fetch-Site") not in {None, "same-origin", "none"}:
            return HTTPStatus.FORBIDDEN
        if private and not compare_digest((_only(headers, TOKEN) or "").encode(), self.token.encode()):
            return HTTPStatus.FORBIDDEN
        return self._writes(headers, accepted or Accepted()) if method == "POST" else None

    def _writes(self, headers: Message, accepted: Accepted) -> HTTPStatus | None:
        """Check a request that writes further: it has our ``Origin``, and a type that a form of HTML cannot send."""
        if _only(headers, "Origin") != self.origin:
            return HTTPStatus.FORBIDDEN
        if _only(headers, "Content-Type") != accepted.kind:
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        size = length(headers)
        if headers.get_all("Transfer-Encoding") or size is None:
            return HTTPStatus.LENGTH_REQUIRED
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if size > accepted.largest else None


def length(headers: Message) -> int | None:
    """Return how many bytes a request says that it carries, None when it does not say it in plain digits."""
    said = _only(headers, "Content-Length") or ""
    if not (said.isascii() and said.isdigit()):
        return None
    return int(said) if len(said) <= _DIGITS else 10**_DIGITS


def _only(headers: Message, name: str) -> str | None:
    """Return a header, None when it is absent; one that is there twice gives a value that matches nothing."""
    values = headers.get_all(name) or []
    return values[0] if len(values) == 1 else None if not values else "\0"


def policy(site: str) -> Mapping[str, str]:
    """Return the headers of every answer: its page may frame ``site`` ("'none'": nothing), and nobody may frame it."""
    directives = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self' data:",
        "img-src 'self'",
        "connect-src 'self'",
        f"frame-src {site}",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
    return {
        "Content-Security-Policy": "; ".join(directives),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
