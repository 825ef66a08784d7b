"""Finds dead links: the files that a page links to are listed when it is rendered, and kept between builds."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import msgspec

from vitrail.building.publishing.page_keys import digest
from vitrail.building.publishing.store import Store
from vitrail.content.addressing.relative import external, links_of, with_links
from vitrail.ground.regex import regex

_AWAY = regex(r"[a-z][a-z0-9+.-]*:|/|#", re.IGNORECASE)


def leads(url: str, html: str) -> frozenset[str]:
    """Return the files that a page links to by relative addresses, from the site's root; 404.html has absolute ones."""
    paths = {address.partition("#")[0] for address in links_of(html)}
    return frozenset(filter(None, (_target(dirname(url), path) for path in paths)))


def led_to(addresses: Iterable[str]) -> frozenset[str]:
    """Return the files of the site among addresses from its root; other addresses leave it, or stay on the page."""
    return frozenset(filter(None, (address.partition("#")[0] for address in addresses if not external(address))))


def without(url: str, html: str, dead: Collection[str]) -> str:
    """Remove from a page its links to the ``dead`` files; their words stay."""
    return with_links(html, lambda address: "" if _target(dirname(url), address) in dead else None)


def leads_of(
    scope: str, pages: Iterable[tuple[str, str]], seen: dict[str, frozenset[str]], store: Store
) -> tuple[tuple[str, str], set[str]]:
    """Return the files that the pages of a scope link to: kept by an earlier build, or found page by page.

    Args:
        scope: its name, among those of every audience.
        pages: address and key of each.
        seen: key of a page rendered in this build → the files that it links to; the entries used are removed.
        store: keeps the results.

    Returns:
        The keys of the results in the store, and the files.
    """
    every = tuple(pages)
    names = digest("links", scope, repr(every)), digest("links by page", scope)
    known = {key: seen.pop(key) for _, key in every if key in seen}
    if kept := store.get(names[0]):
        return names, msgspec.json.decode(kept[0], type=set[str])
    if kept := store.get(names[1]):
        known = msgspec.json.decode(kept[0], type=dict[str, frozenset[str]]) | known
    for url, key in every:
        if key not in known and (file := store.find(key)):
            known[key] = leads(url, Path(file).read_text("utf-8"))
    by_page = {key: sorted(known[key]) for _, key in every if key in known}
    files = {target for targets in by_page.values() for target in targets}
    for name, value in zip(names, (sorted(files), by_page), strict=True):
        store.put(name, msgspec.json.encode(value))
    return names, files


@lru_cache(maxsize=4096)
def _target(folder: str, address: str) -> str:
    """Resolve a link as a browser does; empty if it leaves the site, or stays on the page."""
    path = "" if _AWAY.match(address) else unquote(address.partition("#")[0].partition("?")[0])
    return normpath(join(folder, path)) if path else ""
