"""Fill a shell: all that a worker needs to put a page in its chrome, without MkDocs nor Material.

A shell is Material's page, rendered once and cut where pages differ. Every value is escaped when it is put in,
unless it is ``Markup``: the same rule as ``|e`` in the template, so that both ways give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from markupsafe import Markup, escape

from generator.addressing.spec import Scope
from generator.chrome.menus import contents_html, navigation_html, trail_html
from generator.chrome.words import words

Layout = Literal["article", "large"]
"""``article`` reads between navigation and contents; ``large`` takes the width (homes, matrix, tableau)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What one page puts in the slots; addresses are from the site's root."""

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
    """Of the text, when it differs from the site's."""
    root: str | None = None
    """How the page reaches the site's root; ``404.html`` is served from anywhere and needs an absolute path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """A page of the theme cut at its slots; plain strings, so that it travels to workers and into the cache."""

    site_name: str
    language: str
    indexed: bool
    pieces: tuple[str, ...]
    names: tuple[str, ...]
    """Slot that stands after the piece of the same rank; the last piece has none."""

    def fill(self, frame: Frame) -> str:
        """Write the whole page."""
        values = slot_values(frame, site_name=self.site_name, language=self.language, indexed=self.indexed)
        ready = {name: str(escape(value)) for name, value in values.items()}
        parts = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            parts += ready[name], piece
        return "".join(parts)


def slot_values(frame: Frame, *, site_name: str, language: str, indexed: bool) -> Mapping[str, str]:
    """Name every slot of the template and give it the page's value."""
    say = words(language)
    root = "../" * frame.url.count("/") if frame.root is None else frame.root
    scope = frame.scope
    return {
        "root": root,
        "meta": _meta(frame, indexed=indexed),
        "title": frame.title if frame.title == site_name else f"{frame.title} · {site_name}",
        "base": quote(root + scope.root or "./"),
        "search": scope.search or say.search,
        "trail": trail_html(scope.trail, frame.title, root, say) if frame.url != "index.html" else Markup(),
        "navigation": navigation_html(scope.title, scope.nav, frame.url, root, say),
        "contents": contents_html(frame.content, say) if frame.layout == "article" else Markup(),
        "layout": frame.layout,
        "kind": frame.kind,
        "language": Markup(' lang="{}"').format(frame.language) if frame.language else Markup(),
        "content": Markup(frame.content),  # noqa: S704 (the contract of Frame.content)
    }


def _meta(frame: Frame, *, indexed: bool) -> Markup:
    """Tell robots to stay away unless the school asked them in: these are students' names."""
    lines = [] if indexed else [Markup('<meta name="robots" content="noindex">')]
    if frame.description:
        lines.append(Markup('<meta name="description" content="{}">').format(frame.description))
    if frame.canonical:
        lines.append(Markup('<link rel="canonical" href="{}">').format(frame.canonical))
    return Markup("\n  ").join(lines)
