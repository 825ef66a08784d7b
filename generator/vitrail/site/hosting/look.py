"""The settings of mkdocs.yml that the pages of a site use."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from vitrail.ground.diagnostics import Diagnostic

SHEET = "assets/css/ecole.css"
"""Address of the style sheet with the school's colours and its own rules."""


class NavEntry(Struct, frozen=True, kw_only=True):
    """An entry of ``nav``: a page of the school's, or a section."""

    title: str = ""
    path: str = ""
    """Path from ``docs_dir``; empty for a section."""
    children: tuple[NavEntry, ...] = ()
    spot: tuple[int, int] = (0, 0)
    """Its line and column."""


class SiteLook(Struct, frozen=True, kw_only=True):
    """The appearance that mkdocs.yml gives to a site, and the diagnostics on keys that are not followed."""

    description: str = ""
    author: str = ""
    copyright: str = ""
    repository: str = ""
    """Address of the repository, for the team's pages."""
    edit: str = ""
    """Prefix of the address at which a file is edited; its path from the school's folder follows."""
    language: str = ""
    strict: bool = False
    logo: str = ""
    """Address in the site."""
    favicon: str = ""
    styled: bool = False
    """Whether the school has style sheets of its own, which may rely on any rule of Material's."""
    features: tuple[str, ...] = ()
    """Material's features that are set and followed, sorted."""
    nav: tuple[NavEntry, ...] | None = None
    """None when mkdocs.yml has none."""
    home: str = ""
    """Path of the portfolios' folder from the school's: « portfolios »."""
    file: str = ""
    """Path of mkdocs.yml from the portfolios' folder."""
    own: str = ""
    """Path from the portfolios to ``docs_dir``, with a final slash: « ../docs/ »; empty if ``docs_dir`` is not used."""
    files: Mapping[str, bytes] = {}
    """Address → bytes of the published files: pictures, the style sheet."""
    faults: tuple[Diagnostic, ...] = ()

    @property
    def sheet(self) -> str:
        """The address of the school's own style sheet, empty if it has none."""
        return SHEET if SHEET in self.files else ""

    @property
    def tabs(self) -> bool:
        """True if the entries of the menu are also shown as tabs."""
        return not {"navigation.tabs", "navigation.tabs.sticky"}.isdisjoint(self.features)

    @property
    def whole(self) -> bool:
        """True if pages need the whole of Material's style sheet and script."""
        return self.styled or "navigation.top" in self.features
