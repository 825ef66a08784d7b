"""404.html: what a server shows for an address that leads nowhere.

It is served at any depth, so its addresses start at the server's root. Opened from the disk those lead nowhere:
``theme/assets/js/not_found.js``, the one file it names by a relative address, then finds the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.addressing.spec import PageSpec
from generator.addressing.table import AtRoot
from generator.pages import navigation
from generator.pages.setting import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The page."""

    kind: str = "not_found"
    root: str
    """Path of the site on its server, from slash to slash; without the server's name, so that a copy works too."""


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the page."""
    content = Content(root=_root(setting.school.site_url or ""))
    title = setting.text("Page introuvable")
    scope = navigation.school_scope(setting)
    yield PageSpec(url=AtRoot.NOT_FOUND, title=title, scope=scope, content=content, searchable=False)


def _root(address: str) -> str:
    """Return the path of the site's address, the server's root when the school gave none."""
    try:
        path = urlsplit(address).path.strip("/")
    except ValueError:  # « http://[ »: what a school typed
        path = ""
    return f"/{path}/" if path else "/"
