"""Fill a shell: all that a worker needs to put a page in its chrome, without MkDocs nor Material.

A shell is Material's page, rendered once and cut where pages differ. Every value is escaped when it is put in,
unless it is ``Markup``: the same rule as ``|e`` in the template, so that both ways give the same bytes.
"""

import posixpath
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from hashlib import sha256
from html import unescape
from typing import Final, Literal
from urllib.parse import quote

from markupsafe import Markup, escape
from msgspec import Struct

from vitrail.content.addressing.relative import quoted, relative
from vitrail.content.addressing.spec import NavItem, Scope
from vitrail.ground.language import Language
from vitrail.ground.regex import regex

Layout = Literal["article", "large"]
"""``article`` reads between navigation and contents; ``large`` takes the width (homes, matrix, tableau)."""


To = Callable[[str], str]
"""Turns an address from the site's root into the one that the page links to, not yet escaped."""
Say = Callable[[str], str]
"""Translates a sentence of ours into the site's language."""


class Frame(Struct, frozen=True, kw_only=True):
    """The values that one page puts in the slots; addresses are from the site's root."""

    url: str
    title: str
    scope: Scope
    content: str
    """Trusted HTML: fragments of ours and the author's sanitised text."""
    kind: str = "page"
    layout: Layout = "article"
    description: str = ""
    canonical: str = ""
    """Absolute address, or empty when the school gave no ``site_url``."""
    language: str = ""
    """Language of the text, when it differs from the site's."""
    root: str | None = None
    """Absolute path of the site's root, for ``404.html``, which is served from anywhere; None for a relative one."""
    edit: str = ""
    """Address where the file of the page is edited, for the team."""
    script: str = ""
    """The script of ours that the page carries in itself, which its policy lets run by its hash."""


class Common(Struct, frozen=True, kw_only=True):
    """The settings that the pages of a site share."""

    site_name: str
    language: str = "fr"
    indexed: bool = False
    whole: bool = False
    """Whether Material is sent uncut, its script on every page: the school has a style sheet, or asks for features."""
    tabs: bool = False
    """Whether the entries of the menu are tabs too."""


class Shell(Common, frozen=True, kw_only=True):
    """A page of the theme cut at its slots; plain strings, so that it travels to workers and into the cache."""

    bundle: str = ""
    """Address of Material's script."""
    pieces: tuple[str, ...]
    names: tuple[str, ...]
    """Slot after the piece of the same rank; the last piece has none."""
    edit: str = ""
    """Address where the school's folder is edited, on a forge; empty but for the team."""
    home: str = ""
    """Path from that folder to the portfolios."""
    description: str = ""
    """The school's description of its site, if any: the meta description of the home."""

    def editing(self, path: str) -> str:
        """Return the address where a file is edited, by its path from the portfolios; empty when there is none."""
        return self.edit + quote(posixpath.normpath(posixpath.join(self.home, path))) if self.edit and path else ""

    def fill(self, frame: Frame) -> str:
        """Write the whole page."""
        values = slot_values(frame, self, self.bundle)
        ready = {name: value if type(value) is Markup else escape(value) for name, value in values.items()}
        parts = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            parts += ready[name], piece
        return "".join(parts)


def slot_values(frame: Frame, common: Common, bundle: str) -> Mapping[str, str]:
    """Return the page's value for every slot of the template."""
    say = Language(common.language).gettext
    root = "../" * frame.url.count("/") if frame.root is None else frame.root
    to = partial(relative, frame.url) if frame.root is None else partial(_from, frame.root)
    scope = frame.scope
    return {
        "root": root,
        "meta": _meta(frame, to, indexed=common.indexed),
        "script": _hash(frame.script) if frame.script else Markup(),
        "frames": " object-src 'self'; frame-src 'self';" if frame.kind in FRAMING else "",
        "title": _title(frame, common.site_name),
        "base": quote(root + scope.root or "./"),
        "search": scope.search or say("Rechercher"),
        "trail": trail_html(scope.trail, frame.title, to, say) if frame.url != "index.html" else Markup(),
        "navigation": navigation_html(scope.title, scope.nav, frame.url, frame.root, say),
        "contents": contents_html(frame.content, say) if frame.layout == "article" else Markup(),
        "layout": frame.layout,
        "kind": frame.kind,
        "language": Markup(' lang="{}"').format(frame.language) if frame.language else Markup(),
        "tabs": tabs_html(scope.nav, frame.url, to, say) if common.tabs else Markup(),
        "edit": _edit(frame.edit, say),
        "content": Markup(frame.content),  # noqa: S704 (the contract of Frame.content)
        "bundle": Markup('<script src="{}{}"></script>').format(root, bundle)
        if common.whole or (frame.kind != "printed" and _ENLIVENED.search(frame.content))
        else Markup(),
    }


FRAMING: Final = frozenset({"competencies", "productions"})
"""The kinds of pages that show files of the site in themselves: a PDF as a browser does, the page of another."""
_ENLIVENED = regex(r"<div\b[^>]*\sdata-tabs=")
"""Tabs of an author's text: on a screen they need Material's script; ours copies code and lets wide tables scroll."""


def tabs_html(items: tuple[NavItem, ...], url: str, to: To, say: Say) -> Markup:
    """Write the entries of the scope's navigation as a line of tabs, which a wide screen shows."""
    marked = {True: ' aria-current="page"', False: ""}
    places = ((item, [page.url for page in (item, *item.children) if page.url]) for item in items)
    links = "".join(
        f'<li><a href="{escape(to(urls[0]))}"{marked[url in urls]}>{escape(item.title)}</a></li>'
        for item, urls in places
        if urls
    )
    name = say("Rubriques")
    return Markup(f'<nav class="vt-tabs" aria-label="{name}"><ul>{links}</ul></nav>')  # noqa: S704  # escaped


def _edit(address: str, say: Say) -> Markup:
    """Write the link to where the file of a page is edited."""
    link = '<p class="vt-edit"><a href="{}" rel="noopener">{}</a></p>'
    return Markup(link).format(address, say("Modifier cette page")) if address else Markup()  # noqa: S704


def _hash(script: str) -> Markup:
    """Write a script's hash as a source in a Content-Security-Policy."""
    return Markup(" 'sha256-{}'").format(b64encode(sha256(script.encode()).digest()).decode())


def _title(frame: Frame, site_name: str) -> str:
    """Return the page's title, then its scope's, for tabs, bookmarks and printed files; for a home, then the site's."""
    scope = frame.scope
    whose = f"{scope.title} ({scope.apart})" if scope.apart else scope.title
    names = (whose, site_name) if frame.title == scope.title else (frame.title, whose)
    return " · ".join(dict.fromkeys(filter(None, names)))


def _from(root: str, address: str) -> str:
    """Return an address under an absolute root, for a page that may be shown at any depth."""
    return root + quoted(address)


def _meta(frame: Frame, to: To, *, indexed: bool) -> Markup:
    """Write the head's meta tags and links; robots may not index unless the school allows it: students are named."""
    lines = [] if indexed else ['<meta name="robots" content="noindex">']
    if frame.description:
        lines.append(f'<meta name="description" content="{escape(frame.description)}">')
    if frame.canonical:
        lines.append(f'<link rel="canonical" href="{escape(frame.canonical)}">')
    if frame.scope.leaves:
        lines.append(f'<link rel="stylesheet" media="print" href="{escape(to(frame.scope.leaves))}">')
    return Markup("\n".join(lines))  # noqa: S704 (each part is escaped where it is put in)


_HEADING = regex(r'<h([23])\b[^>]*?\sid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_PERMALINK = regex(r'<a\b[^>]*class="headerlink".*?</a>', re.DOTALL)
_TAG = regex(r"<[^>]*>")

Heading = tuple[int, str, str]
"""Level, id and text of a heading."""


def headings(html: str) -> Iterator[Heading]:
    """Yield headings of levels 2 and 3 of sanitised HTML as plain text: Markdown's own ids and titles are not safe."""
    for level, ident, inner in _HEADING.findall(html):
        text = unescape(_TAG.sub("", _PERMALINK.sub("", inner))).strip()
        if text:
            yield int(level), unescape(ident), text


def contents_html(html: str, say: Say) -> Markup:
    """Write the sidebar of the page's headings, or nothing when there are too few to need one."""
    titles = list(headings(html))
    if len(titles) < 2:  # noqa: PLR2004 (a list of one entry helps nobody)
        return Markup()
    name = say("Sur cette page")
    return Markup(  # noqa: S704 (each part is escaped where it is put in)
        '<div class="md-sidebar md-sidebar--secondary">'
        '<div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">'
        f'<nav class="md-nav md-nav--secondary" aria-label="{name}">'
        f'<p class="md-nav__title">{name}</p>'
        f"<ul>{''.join(_entries(titles))}</ul>"
        "</nav></div></div></div>"
    )


def _entries(titles: Iterable[Heading]) -> Iterator[str]:
    """Nest third levels under the second level before them."""
    opened = deep = False
    for level, ident, text in titles:
        if level > 2 and opened:  # noqa: PLR2004 (h3)
            yield "" if deep else "<ul>"
            deep = True
        else:
            yield ("</ul>" if deep else "") + ("</li>" if opened else "")
            opened, deep = True, False
        link = f'<li><a href="#{escape(ident)}">{escape(text)}</a>'
        yield link + "</li>" if deep else link
    yield ("</ul>" if deep else "") + "</li>"


def navigation_html(title: str, items: tuple[NavItem, ...], url: str, root: str | None, say: Say) -> Markup:
    """Write the scope's own navigation; an entry is a plain link in a list, without a class: a menu has dozens."""
    folder, own = url[: url.rfind("/") + 1], escape(relative(url, url))
    entries = _entries_from(items, folder, root)
    if root is None:
        entries = entries.replace(f'href="{own}#', 'href="#')
        above, _, section = folder[:-1].rpartition("/")
        listed = f"{above}/index.html#{section}".lstrip("/")
        # itself, else the page above, but the home, or its part that lists such pages
        for place in (url, f"{folder}index.html", f"{folder[:-1]}.html", listed):
            link, current = f'href="{escape(relative(url, place))}"', "page" if place == url else "true"
            if "aria-current" not in entries and (place == url or place not in {item.url for item in items[:1]}):
                entries = entries.replace(link, f'{link} aria-current="{current}"')
    name, close = say("Navigation"), say("Fermer le menu")
    head = f'<p class="vt-nav__head">{escape(title)}</p>' if title else ""
    return Markup(  # noqa: S704 (each part is escaped where it is put in)
        f'<nav class="md-nav md-nav--primary vt-nav" aria-label="{name}">'
        f'<button type="button" class="vt-button vt-nav__close" data-vt-toggle="drawer">{close}</button>'
        f'{head}<ul class="vt-nav__list">{entries}</ul></nav>'
    )


@lru_cache(maxsize=8)
def _entries_from(items: tuple[NavItem, ...], folder: str, root: str | None) -> str:
    """Write the entries, cached for all pages of a folder, which come together; none is marked as current."""
    to = partial(relative, f"{folder}-") if root is None else partial(_from, root)
    return "".join(_item(item, to) for item in items)


def _item(item: NavItem, to: To) -> str:
    """Write an entry, and under it its children, always shown: nothing to unfold, nothing to miss."""
    text = escape(item.title)
    text += Markup(" <span>{}</span>").format(item.count) if item.count else ""
    link = f'<a href="{escape(to(item.url))}">{text}</a>' if item.url else f"<span>{text}</span>"
    if not item.children:
        return f"<li>{link}</li>"
    below = "".join(_item(child, to) for child in item.children)
    return f'<li class="vt-nav__section">{link}<ul class="vt-nav__list">{below}</ul></li>'


def trail_html(trail: tuple[NavItem, ...], title: str, to: To, say: Say) -> Markup:
    """Write the breadcrumb from the school to the page; the school itself is the site's name, beside it."""
    steps = "".join(
        f'<li><a href="{escape(to(step.url))}">{escape(step.title)}</a></li>'
        for step in trail
        if step.url != "index.html"
    )
    name = say("Vous êtes ici")
    return Markup(  # noqa: S704 (each part is escaped where it is put in)
        f'<nav class="vt-trail" aria-label="{name}"><ol>{steps}<li aria-current="page">{escape(title)}</li></ol></nav>'
    )
