"""The hash of everything a page is made from: equal keys mean equal bytes, so nothing stale is ever served."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import msgspec

from generator import THEME
from generator.installation import DIAGRAMS

if TYPE_CHECKING:  # « rien n'a changé » is found with these hashes and without the engine
    from generator.addressing.spec import NavItem, PageSpec

_LIBRARIES = ("jinja2", "pypdf", "pyromark", "pygments", "nh3", "babel", "segno", "pyyaml")
"""Libraries whose version can change what is read or shown; MkDocs and Material change the shell, hashed apart."""
_PACKAGE = Path(__file__).parent.parent


def digest(*parts: str | bytes) -> str:
    """Return the SHA-256 of the parts, each with its length so that no two lists are the same bytes."""
    total = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(raw))
        total.update(raw)
    return total.hexdigest()


@cache
def code_key() -> str:
    """Hash our own code, templates and catalogues, and the versions of the libraries that write pages."""
    extra = (_installed().get(library, "") for library in (*DIAGRAMS.values(), "pypdfium2"))
    ours = (part for path in own_files() for part in (path.rpartition("/")[2], _read(path)))
    return digest(*map(version, _LIBRARIES), *extra, *ours)


def version(library: str) -> str:
    """Return the version of an installed library, from the name of its ``-info`` folder, else from importlib."""
    if known := _installed().get(library):
        return known
    from importlib.metadata import version as told  # noqa: PLC0415  # a fifth of a build where nothing changed

    return told(library)


@cache
def _installed() -> Mapping[str, str]:
    versions: dict[str, str] = {}
    for folder in reversed(sys.path):
        with suppress(OSError), os.scandir(folder or ".") as listing:
            named = (entry.name.rpartition(".")[0].split("-") for entry in listing if entry.name.endswith("-info"))
            versions |= {
                name.lower().replace("_", "-"): number for name, number, *_ in ((*parts, "") for parts in named)
            }
    return versions


def own_files() -> Iterable[str]:
    """Return the paths of the files of ours that pages are made from."""
    for folder, endings in (
        (_PACKAGE, (".py", ".po", ".toml", ".txt", ".yml")),
        (THEME / "templates", (".html", ".js")),
    ):
        walked = (f"{place}/{name}" for place, _, names in os.walk(folder) for name in names if name.endswith(endings))
        yield from sorted(walked)


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  # some six hundred files: a third faster
        return stream.read()


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
            spec.url, spec.title, spec.description, spec.terms, spec.searchable, spec.wide, spec.body is None,
            vars(spec.content), spec.targets, spec.pictures, spec.levels, spec.places, spec.displaced, spec.file,
            spec.cited, texts,
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
