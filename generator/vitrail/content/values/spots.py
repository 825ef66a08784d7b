"""Spots in a file (a page, a sheet, a line, a second), as people write them."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from vitrail.ground.language import Phrase, mark
from vitrail.ground.regex import regex

_WRITTEN: Final = regex(r"([^\W\d_]+)\.?\s*[=:]?\s*(.+)", re.DOTALL)
_CLOCK: Final = regex(r"(?:(\d{1,3})\s*(?::|min)\s*)?(\d{1,5})?\s*s?")
_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("page", "p", "pages", "diapo", "diapositive"), "page"),
    **dict.fromkeys(("feuille", "onglet", "sheet"), "feuille"),
    **dict.fromkeys(("ligne", "l", "lignes", "line"), "ligne"),
    **dict.fromkeys(("seconde", "secondes", "t", "temps", "minute"), "seconde"),
}
_MOST: Final = 6
"""Most digits of a number."""


def read_spot(written: str) -> str | None:
    """Read « page 2 », « p. 2 », « feuille=Budget », « t=1:35 » as « page=2 »…; None when it is none of them.

    >>> read_spot("p. 2"), read_spot("t=1:35"), read_spot("au milieu")
    ('page=2', 'seconde=95', None)
    """
    parts = _WRITTEN.fullmatch(written.strip())
    name = _NAMES.get(parts[1].lower()) if parts else None
    if parts is None or name is None:
        return None
    value = parts[2].strip()
    if name == "seconde":
        clock = _CLOCK.fullmatch(value)
        seconds = 60 * int(clock[1] or 0) + int(clock[2] or 0) if clock and value else 0
        return f"seconde={seconds}" if seconds else None
    if name == "feuille":
        return f"feuille={value}"
    return f"{name}={int(value)}" if value.isdecimal() and len(value) <= _MOST and int(value) else None


def told(spot: str) -> Phrase | None:
    """Return a spot in words; None for the whole of a file.

    >>> told("page=2"), told("seconde=95"), told("")
    ('page 2', 'à 1 min 35 s', None)
    """
    name, _, value = spot.partition("=")
    return _SAYS[name](value) if name in _SAYS else None


def fragment(spot: str) -> str:
    """Return the URL fragment that opens a file at a spot, if its viewer or our page of it knows one.

    >>> fragment("page=2"), fragment("seconde=95"), fragment("feuille=Budget")
    ('#page=2', '#t=95', '#f-Budget')
    """
    name, _, value = spot.partition("=")
    return f"#{_FRAGMENTS[name]}{_SPACE.sub('-', value)}" if name in _FRAGMENTS else ""


_SPACE: Final = regex(r"\W+")
_FRAGMENTS: Final[Mapping[str, str]] = {"page": "page=", "seconde": "t=", "ligne": "l-", "feuille": "f-"}
_SAYS: Final[Mapping[str, Callable[[str], Phrase]]] = {
    "page": lambda value: mark("page {page}", page=value),
    "feuille": lambda value: mark("feuille « {name} »", name=value),
    "ligne": lambda value: mark("ligne {line}", line=value),
    "seconde": lambda value: mark("à {minutes} min {seconds} s", minutes=int(value) // 60, seconds=int(value) % 60),
}
