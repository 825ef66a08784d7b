"""Relative addresses from one page to another, so that one site works from a server and from the disk.

Also finds the links of finished pages, by the attributes of their tags, and gives the public addresses of codes printed
on paper.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from html import unescape
from posixpath import relpath
from urllib.parse import quote

from vitrail.content.addressing import addresses
from vitrail.content.model.audience import Audience, Visibility
from vitrail.content.model.markup import allowed, scheme
from vitrail.content.model.realisation import Realisation, Status
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.ground.regex import regex

_LEADING = regex(
    r"""<(?:a|area|audio|embed|iframe|image|img|input|link|script|source|track|use|video)(?=\s)"""
    r"""(?:(?!\s(?:href|src)=)(?:[^\s<>"']*+(?:"[^"]*+"|'[^']*+')|[^\s<>]++|\s))*+"""
    r"""(\s(?:href|src)=)(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++))"""
)
"""The start of a tag that can link, up to its link: pages have four times as many other tags.

The attributes before it are matched whole, whatever their values hold; in a text, ``<`` is written ``&lt;``.
"""

_SAFE = "/~!$&'()*+,;=:@"


def relative(source: str, target: str) -> str:
    """Write the address of ``target`` as seen from the page ``source``; outside addresses are kept.

    An address that would run (``javascript:``) becomes ``#``: the link was reported and is dead.

    Both start at the site's root, unquoted; a fragment after ``#`` is kept, and alone it stays in the page.
    """
    if external(target):
        return target if allowed(target) else "#"
    if target.startswith("#"):
        return target
    path, _, fragment = target.partition("#")
    way = "" if path == source and fragment else _between(source.rpartition("/")[0], path)
    return f"{way}#{_quoted(fragment)}" if fragment else way


_quoted = lru_cache(maxsize=4096)(partial(quote, safe=_SAFE))


@lru_cache(maxsize=16384)
def _between(folder: str, path: str) -> str:
    """Return the relative path from a folder to a file; cached, as most links of a page are those of others."""
    return _quoted(relpath(f"/{path}", f"/{folder}"))


def quoted(address: str) -> str:
    """Write an address from the site's root as a link does, fragment kept."""
    path, mark, fragment = address.partition("#")
    return _quoted(path) + mark + _quoted(fragment)


def external(target: str) -> bool:
    """True if an address leaves the site."""
    return bool(scheme(target)) or target.startswith("//")


def on_paper(
    school: School, cohort: Cohort, student: Student, work: Realisation | None = None, *, today: date | None = None
) -> str:
    """Return the absolute address of a réalisation, at its first claim, or of a portfolio's home without one.

    Empty when a reader of the paper could not follow it: the site has no known address, the public does not see the
    page, or the class's « publier jusqu'au » is past.
    """
    shown = work is None or (work.visibility is Visibility.PUBLIC and work.status is Status.SUBMITTED)
    if not school.site_url or not shown or not school.shown_to(Audience.PUBLIC, cohort, student, today):
        return ""
    if work is None:
        return school.address(quote(addresses.student(cohort, student)))
    page = school.address(quote(addresses.page_of(cohort, student, work)))
    first = next((addresses.anchor(claim.competency or claim.cited) for claim in work.claims), "")
    return f"{page}#{first}" if first else page


def links_of(html: str) -> set[str]:
    """Return the addresses of a page's ``href`` and ``src``, unescaped."""
    return {unescape("".join(parts[1:])) for parts in set(_LEADING.findall(html))}


def with_links(html: str, change: Callable[[str], str | None]) -> str:
    """Rewrite the links of a page.

    ``change``: address, unescaped → the attribute's new value, escaped; empty removes the attribute, None keeps it.
    """

    def changed(match: re.Match[str]) -> str:
        new = change(unescape(match[2] or match[3] or match[4] or ""))
        before = match[0][: match.start(1) - match.start()]
        return match[0] if new is None else f'{before}{match[1]}"{new}"' if new else before

    return _LEADING.sub(changed, html)
