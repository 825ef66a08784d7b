"""French typography of our own strings: written with plain spaces and apostrophes, printed as a typographer would.

Only templates go through here, before their values are filled in: what students write is never touched.
"""

from __future__ import annotations

import re
from functools import lru_cache

NARROW = "\N{NARROW NO-BREAK SPACE}"

_BEFORE = re.compile(r" (»|[;:!?](?![\w\[]))")
"""Not before a sign that begins a piece of Markdown or of YAML: « ![plan](…) »."""
_AFTER = re.compile(r"« ")
_UNIT = re.compile(r"(?<=[\d}]) (?=(?:Mo|ko|s|%)(?!\w))")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w«{])")
"""Between a letter and what it is elided before; quotes around a value of YAML stay straight."""


@lru_cache(maxsize=4096)
def french(text: str) -> str:
    """Give a French sentence its narrow no-break spaces and its curly apostrophes."""
    spaced = _UNIT.sub(NARROW, _AFTER.sub(f"«{NARROW}", _BEFORE.sub(rf"{NARROW}\1", text)))
    return _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", spaced)
