"""What every site holds whoever its students are: the shell, our templates, our addresses and keys.

A value that is in it is no secret and would be met on every page: it is never searched (``privacy.withheld``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.chrome.slots import Shell
from generator.chrome.theme import theme_dir

_PACKAGE = Path(__file__).parent.parent
_ROOMS = ("chrome", "pages", "prose", "publishing")
"""Those whose strings end in a page, an address or an index."""
_SAID = re.compile(r'"""[\s\S]*?"""')
"""What a module says to its reader, names of examples included."""
_LITERAL = re.compile(r'"([^"\n]{4,})"')
_TAG = re.compile(r"<[^>]*>")


def wording(shell: Shell) -> Iterator[str]:
    """Give the shell with and without its tags, then what our own modules and templates write."""
    yield " ".join(shell.pieces)
    yield from (_TAG.sub(" ", piece) for piece in shell.pieces)
    yield from _written()


@cache
def _written() -> tuple[str, ...]:
    templates = (path.read_text("utf-8") for path in sorted((theme_dir() / "templates").rglob("*.html")))
    modules = (path.read_text("utf-8") for room in _ROOMS for path in sorted((_PACKAGE / room).rglob("*.py")))
    return (*templates, *(text for module in modules for text in _LITERAL.findall(_SAID.sub("", module))))
