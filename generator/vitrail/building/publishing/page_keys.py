"""The hash of everything a page is made from: equal keys mean equal bytes, so nothing stale is ever served."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:  # « rien n'a changé » is found with these hashes and without the engine
    from vitrail.content.addressing.spec import NavItem, PageSpec


def digest(*parts: str | bytes) -> str:
    """Return the SHA-256 of the parts, each with its length so that no two lists are the same bytes."""
    total = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(raw))
        total.update(raw)
    return total.hexdigest()


class PageKeys:
    """The keys of one build's pages; what pages share (code, configuration, navigation) is hashed once."""

    def __init__(self, build: str) -> None:
        """Begin with the hash of the build's shell and configuration."""
        self._build = build
        self._nav: tuple[NavItem, ...] | None = None
        self._shared = ""

    def of(self, spec: PageSpec) -> str:
        """Hash a page's whole input: its address, scope and content, its authors' texts, the targets of their links."""
        scope = spec.scope
        if scope.nav is not self._nav:  # the pages of a scope come together and share the very same navigation
            self._nav, self._shared = scope.nav, digest(self._build, _written(scope.nav))
        texts = [(text.path, text.digest, text.line, text.refused, text.names) for text in spec.bodies]
        return digest(self._shared, _written((
            scope.root, scope.title, scope.apart, scope.search, scope.trail, scope.leaves,
            spec.url, spec.title, spec.description, spec.terms, spec.searchable, spec.team, spec.wide,
            spec.body is None, vars(spec.content), spec.targets, spec.pictures, spec.levels, spec.places,
            spec.displaced, spec.file, spec.cited, texts,
        )))  # fmt: skip


def _written(value: object) -> bytes:
    """Encode the input of a page, sets in order, so that every process gives the same bytes."""
    try:
        return _ENCODER.encode(value)
    except (UnicodeEncodeError, OverflowError):  # half a character in the name of a file, a number beyond any use
        return repr(value).encode("utf-8", "surrogatepass")


def _plain(value: object) -> object:
    """Turn a value of a page into plain ones: a row into its fields, a phrase into its text; called by the encoder."""
    if isinstance(value, SimpleNamespace):
        return vars(value)
    if isinstance(value, str):
        return str(value)
    message = f"a page cannot be made from {type(value).__name__}"
    raise TypeError(message)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain, order="deterministic")
