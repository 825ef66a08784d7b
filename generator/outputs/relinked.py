"""A site whose files took other names: the links of its pages, and the places of its search, follow."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote

from generator.addressing.attributes import with_links

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|$", re.IGNORECASE)


def page(text: str, url: str, names: Mapping[str, str]) -> str:
    """Rewrite the links of a page at ``url``; ``names`` are addresses in the site, before → after."""

    def follow(written: str) -> str | None:
        if _ELSEWHERE.match(written):
            return None
        path, sign, rest = _split(written)
        target = normpath(join(dirname(url), unquote(path)))
        if target not in names:
            return None
        start = dirname(names.get(url, url)) or "."
        address = quote(relpath(names[target], start)) + sign + rest
        return html.escape(address, quote=True)

    return with_links(text, follow)


def _split(address: str) -> tuple[str, str, str]:
    """Cut an address before its query or its fragment."""
    cut = min((place for place in (address.find("?"), address.find("#")) if place >= 0), default=len(address))
    return address[:cut], address[cut : cut + 1], address[cut + 1 :]


def index(text: str, root: str, names: Mapping[str, str]) -> str:
    """Rewrite the places of a search index whose folder is ``root``."""
    for old, new in names.items():
        if old.startswith(root) and old.endswith(".html"):
            before = json.dumps(old.removeprefix(root), ensure_ascii=False)[:-1]
            text = text.replace(before, json.dumps(new.removeprefix(root), ensure_ascii=False)[:-1])
    return text
