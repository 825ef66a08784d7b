"""Where the theme lies, and the object by which MkDocs finds it: an entry point must point at something with a file."""

import os
from functools import cache
from pathlib import Path

from msgspec import Struct

os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
"""Material, which loads after the theme that extends it, would print an advertisement for another engine, to which our
mkdocs.yml means something else."""
_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def theme_dir() -> Path:
    """Beside the modules in a wheel, at the top of the checkout in an editable install."""
    inside = _PACKAGE / "theme"
    return inside if inside.is_dir() else _PACKAGE.parent / "theme"


class NamedTheme(Struct, frozen=True, dict=True):
    """What ``mkdocs.themes`` loads; MkDocs reads nothing of it but the path of its file."""

    __file__: str


theme = NamedTheme(str(theme_dir() / "mkdocs_theme.yml"))
RELOAD = theme_dir() / "served" / "reload.js"
"""The script that a server of one's own machine adds to pages; no site holds it."""
