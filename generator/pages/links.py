"""From one page to another by a relative address, so that one site works from a server and from the disk."""

from __future__ import annotations

from posixpath import dirname, relpath
from urllib.parse import quote, urlsplit

_SAFE = "/~!$&'()*+,;=:@"


def relative(source: str, target: str) -> str:
    """Write the address of ``target`` as seen from the page ``source``; outside addresses are kept.

    Both start at the site's root, unquoted; a fragment after ``#`` is kept, and alone it stays in the page.
    """
    if external(target) or target.startswith("#"):
        return target
    path, _, fragment = target.partition("#")
    found = "" if path == source and fragment else quote(relpath(path, dirname(source) or "."), safe=_SAFE)
    return f"{found}#{quote(fragment, safe=_SAFE)}" if fragment else found


def external(target: str) -> bool:
    """Whether an address leaves the site."""
    return bool(urlsplit(target).scheme) or target.startswith("//")
