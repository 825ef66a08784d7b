"""The hash of everything a page is made from: equal keys mean equal bytes, so nothing stale is ever served."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from generator.pages.spec import PageSpec, Scope

_LIBRARIES = ("jinja2", "markdown", "pymdown-extensions", "pygments", "nh3", "babel")
"""Libraries whose version can change the bytes of a page; MkDocs and Material change its shell, hashed apart."""
_PACKAGE = Path(__file__).parent.parent


def digest(*parts: str | bytes) -> str:
    """SHA-256 of the parts, each with its length so that no two lists give one text."""
    total = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(raw))
        total.update(raw)
    return total.hexdigest()


@cache
def code_key() -> str:
    """Hash of our own code, templates and catalogues, and the versions of the libraries that write pages."""
    return digest(
        *(f"{name} {version(name)}" for name in _LIBRARIES),
        *(part for path in _own_files() for part in (path.name, path.read_bytes())),
    )


def _own_files() -> Iterable[Path]:
    theme = _PACKAGE / "theme" if (_PACKAGE / "theme").is_dir() else _PACKAGE.parent / "theme"
    for folder, patterns in ((_PACKAGE, ("*.py", "*.po", "*.yml")), (theme / "templates", ("*.html",))):
        for pattern in patterns:
            yield from sorted(folder.rglob(pattern))


def scope_key(scope: Scope, shell: str, build: str) -> str:
    """Hash of what all pages of a scope share: its navigation, its shell, the build's configuration, our code."""
    return digest(code_key(), build, shell, repr(scope))


def page_key(spec: PageSpec, shared: str) -> str:
    """Hash of a page's whole input, given its scope's key."""
    body = (spec.body.path, spec.body.digest, str(spec.body.line)) if spec.body else ()
    return digest(
        shared, spec.url, spec.title, spec.description, spec.terms, repr((spec.searchable, spec.wide)),
        spec.content.kind,
        repr(spec.content), repr((spec.targets, spec.pictures)), *body,
    )  # fmt: skip
