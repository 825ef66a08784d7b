"""The object by which MkDocs finds the theme: an entry point must point at something with a file."""

import os

from msgspec import Struct

from generator import THEME

os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
"""Material, which loads after the theme that extends it, would print an advertisement for another engine, to which our
mkdocs.yml means something else."""


class NamedTheme(Struct, frozen=True, dict=True):
    """What ``mkdocs.themes`` loads; MkDocs reads nothing of it but the path of its file."""

    __file__: str


theme = NamedTheme(str(THEME / "mkdocs_theme.yml"))
RELOAD = THEME / "served" / "reload.js"
"""The script that a server of one's own machine adds to pages; no site holds it."""
