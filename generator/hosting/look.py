"""What the pages of a site take from mkdocs.yml."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from generator.diagnostics import Diagnostic

SHEET = "assets/css/ecole.css"
"""Address of the school's colours and sheets of style."""


class NavEntry(Struct, frozen=True, kw_only=True):
    """A line of ``nav``: a page of the school's, or a section."""

    title: str = ""
    path: str = ""
    """From ``docs_dir``; empty for a section."""
    children: tuple[NavEntry, ...] = ()
    spot: tuple[int, int] = (0, 0)
    """Its line and column."""


class SiteLook(Struct, frozen=True, kw_only=True):
    """How a school dresses its site, and what of mkdocs.yml is not followed."""

    description: str = ""
    author: str = ""
    copyright: str = ""
    repository: str = ""
    """Address of the repository, for the team's pages."""
    edit: str = ""
    """What stands before the path of a file from the school's folder, in the address where it is edited."""
    language: str = ""
    strict: bool = False
    logo: str = ""
    """Address in the site."""
    favicon: str = ""
    styled: bool = False
    """Whether it has sheets of style of its own, which may need any rule of Material's."""
    features: tuple[str, ...] = ()
    """Those of Material's that are asked for and followed, sorted."""
    nav: tuple[NavEntry, ...] | None = None
    """None when mkdocs.yml has none."""
    home: str = ""
    """The folder of the portfolios from the school's: « portfolios »."""
    file: str = ""
    """mkdocs.yml, from the portfolios."""
    own: str = ""
    """The way from the portfolios to ``docs_dir``, with its final slash: « ../docs/ »; empty where they are in it."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Address → bytes of what it publishes: pictures, the sheet of style."""
    faults: tuple[Diagnostic, ...] = ()

    @property
    def sheet(self) -> str:
        """Address of the school's own sheet, empty when it has none."""
        return SHEET if SHEET in self.files else ""

    @property
    def tabs(self) -> bool:
        """True if the entries of the menu are tabs too."""
        return not {"navigation.tabs", "navigation.tabs.sticky"}.isdisjoint(self.features)

    @property
    def whole(self) -> bool:
        """True if pages need all of Material's sheet and script."""
        return self.styled or "navigation.top" in self.features
