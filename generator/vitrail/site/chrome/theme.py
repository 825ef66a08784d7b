"""The object by which MkDocs finds the theme: an entry point must point at something with a file."""

import os
import sys
from functools import partial
from typing import Any

from msgspec import Struct

from vitrail import THEME

os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
"""Material, which loads after the theme that extends it, would print an advertisement for another engine, to which our
mkdocs.yml means something else."""


def _ask_for_plugin(refuse: type[Exception], config: Any, key_name: str) -> None:  # noqa: ANN401, ARG001  # of two hosts
    """Refuse a mkdocs.yml without the plugin: the host would fill our templates, and publish files that it finds."""
    from vitrail.ground.language import FRENCH, mark  # noqa: PLC0415  # the theme loads before every command of the host

    if config.config_file_path and config.theme.name == "vitrail" and "vitrail" not in config.plugins:
        said = mark(
            "Le thème « vitrail » ne va pas sans son plugin : dans mkdocs.yml, ajoutez la ligne « plugins: [vitrail] »,"
            " ou « vitrail » à la liste qui y est."
        )
        raise refuse(FRENCH.write(said))


for _host in ("MkDocs", "ProperDocs"):
    if _known := sys.modules.get(f"{_host.lower()}.config.defaults"):
        _options = getattr(_known, f"{_host}Config")
        _options.docs_dir.exists = False
        _options.plugins.post_validation = partial(_ask_for_plugin, _known.base.ValidationError)
"""A school may have no pages of its own; MkDocs checks their folder after it loads the theme, before any plugin."""


class NamedTheme(Struct, frozen=True, dict=True):
    """The object that the entry point ``mkdocs.themes`` loads; MkDocs reads nothing of it but ``__file__``."""

    __file__: str


theme = NamedTheme(str(THEME / "mkdocs_theme.yml"))
RELOAD = THEME / "served" / "reload.js"
"""The script that a server of one's own machine adds to pages; no site holds it."""
