"""From one page to another by a relative address, so that one site works from a server and from the disk."""

from __future__ import annotations

from functools import lru_cache
from posixpath import dirname, relpath
from urllib.parse import quote

from generator.model.markup import allowed, scheme

_SAFE = "/~!$&'()*+,;=:@"


def relative(source: str, target: str) -> str:
    """Write the address of ``target`` as seen from the page ``source``; outside addresses are kept.

    An address that would run (``javascript:``) leads nowhere: the link was told and is dead.

    Both start at the site's root, unquoted; a fragment after ``#`` is kept, and alone it stays in the page.
    """
    if external(target):
        return target if allowed(target) else "#"
    if target.startswith("#"):
        return target
    path, _, fragment = target.partition("#")
    found = "" if path == source and fragment else _between(dirname(source), path)
    return f"{found}#{quote(fragment, safe=_SAFE)}" if fragment else found


@lru_cache(maxsize=16384)
def _between(folder: str, path: str) -> str:
    """The way from a folder to a file: a page asks it for each of its links, mostly the same."""
    return quote(relpath(f"/{path}", f"/{folder}"), safe=_SAFE)


def quoted(address: str) -> str:
    """Write an address from the site's root as a link does, fragment kept."""
    path, mark, fragment = address.partition("#")
    return quote(path, safe=_SAFE) + mark + quote(fragment, safe=_SAFE)


def external(target: str) -> bool:
    """Whether an address leaves the site."""
    return bool(scheme(target)) or target.startswith("//")
