"""404.html: what a server shows for an address that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages import addresses, navigation
from generator.pages.setting import Setting
from generator.pages.spec import PageSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The page. It is served at any depth, so its link starts at the site's own address when that is known."""

    kind: str = "not_found"
    home: str


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the page."""
    site = setting.school.site_url
    content = Content(home=f"{site.rstrip('/')}/" if site else addresses.SCHOOL)
    title = setting.text("Page introuvable")
    scope = navigation.school_scope(setting)
    yield PageSpec(url=addresses.NOT_FOUND, title=title, scope=scope, content=content, searchable=False)
