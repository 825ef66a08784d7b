"""Navigation, trail and table of contents as HTML, by concatenation: a shell is filled a thousand times a build."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from markupsafe import Markup, escape

from generator.addressing.relative import quoted
from generator.addressing.spec import NavItem
from generator.chrome.words import Words

_HEADING = re.compile(r'<h([23])\b[^>]*?\sid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_PERMALINK = re.compile(r'<a\b[^>]*class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

Heading = tuple[int, str, str]
"""Level, id and text of a heading."""


def headings(html: str) -> Iterator[Heading]:
    """Yield second and third levels of sanitised HTML as plain text: Markdown's own ids and titles are not safe."""
    for level, ident, inner in _HEADING.findall(html):
        text = unescape(_TAG.sub("", _PERMALINK.sub("", inner))).strip()
        if text:
            yield int(level), unescape(ident), text


def contents_html(html: str, words: Words) -> Markup:
    """Write the sidebar of the page's headings, or nothing when there are too few to need one."""
    found = list(headings(html))
    if len(found) < 2:  # noqa: PLR2004 (a list of one entry helps nobody)
        return Markup()
    return Markup(  # noqa: S704 (each part is escaped where it is put in)
        '<div class="md-sidebar md-sidebar--secondary" data-md-component="sidebar" data-md-type="toc">'
        '<div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">'
        f'<nav class="md-nav md-nav--secondary" aria-label="{words.contents}">'
        f'<p class="md-nav__title">{words.contents}</p>'
        f'<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>{"".join(_entries(found))}</ul>'
        "</nav></div></div></div>"
    )


def _entries(found: Iterable[Heading]) -> Iterator[str]:
    """Nest third levels under the second level before them."""
    opened = deep = False
    for level, ident, text in found:
        if level > 2 and opened:  # noqa: PLR2004 (h3)
            yield "" if deep else '<ul class="md-nav__list">'
            deep = True
        else:
            yield ("</ul>" if deep else "") + ("</li>" if opened else "")
            opened, deep = True, False
        link = f'<li class="md-nav__item"><a class="md-nav__link" href="#{escape(ident)}">{escape(text)}</a>'
        yield link + "</li>" if deep else link
    yield ("</ul>" if deep else "") + "</li>"


def navigation_html(title: str, items: tuple[NavItem, ...], url: str, root: str, words: Words) -> Markup:
    """Write the scope's own navigation, with Material's class names so that drawer and sidebar work."""
    head = f'<p class="vt-nav__head">{escape(title)}</p>' if title else ""
    return Markup(  # noqa: S704 (each part is escaped where it is put in)
        f'<nav class="md-nav md-nav--primary vt-nav" aria-label="{words.navigation}">'
        f'<button type="button" class="vt-button vt-nav__close" data-vt-toggle="drawer">{words.close}</button>'
        f'{head}<ul class="md-nav__list vt-nav__list">{"".join(_item(item, url, root) for item in items)}</ul></nav>'
    )


def _item(item: NavItem, url: str, root: str) -> str:
    """One entry, and under it its children, always shown: nothing to unfold, nothing to miss."""
    here = item.url == url
    active = " md-nav__link--active" if here else ""
    current = ' aria-current="page"' if here else ""
    text = escape(item.title)
    link = (
        f'<a class="md-nav__link{active}" href="{root}{quoted(item.url)}"{current}>{text}</a>'
        if item.url
        else f'<span class="md-nav__link">{text}</span>'
    )
    if not item.children:
        return f'<li class="md-nav__item">{link}</li>'
    below = "".join(_item(child, url, root) for child in item.children)
    return f'<li class="md-nav__item vt-nav__section">{link}<ul class="vt-nav__list">{below}</ul></li>'


def trail_html(trail: tuple[NavItem, ...], title: str, root: str, words: Words) -> Markup:
    """Write the way from the school to the page; the school itself is already the site's name beside it."""
    steps = "".join(
        f'<li><a href="{root}{quoted(step.url)}">{escape(step.title)}</a></li>'
        for step in trail
        if step.url != "index.html"
    )
    return Markup(  # noqa: S704 (each part is escaped where it is put in)
        f'<nav class="vt-trail" aria-label="{words.trail}">'
        f'<ol>{steps}<li aria-current="page">{escape(title)}</li></ol></nav>'
    )
