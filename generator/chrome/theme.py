"""The object by which MkDocs finds the theme: an entry point must point at something with a file."""

import os
import sys

from msgspec import Struct

from generator import THEME

os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
"""Material, which loads after the theme that extends it, would print an advertisement for another engine, to which our
mkdocs.yml means something else."""


for _host in ("MkDocs", "ProperDocs"):
    if _known := sys.modules.get(f"{_host.lower()}.config.defaults"):
        getattr(_known, f"{_host}Config").docs_dir.exists = False
"""A school may be without pages of its own; MkDocs asks for their folder after its theme, and before any plugin."""


class NamedTheme(Struct, frozen=True, dict=True):
    """What ``mkdocs.themes`` loads; MkDocs reads nothing of it but the path of its file."""

    __file__: str


theme = NamedTheme(str(THEME / "mkdocs_theme.yml"))
RELOAD = THEME / "served" / "reload.js"
"""The script that a server of one's own machine adds to pages; no site holds it."""
