"""Encode a value as YAML, on lines of its own or in one: a text, a list, a mapping, in the style of the guides."""

from typing import Final

from vitrail.content.reading.text.quoting import reserved_sign
from vitrail.content.values.document import Value
from vitrail.doors.scaffolding.files import quoted
from vitrail.ground.regex import regex

_WIDE: Final = 100
"""Characters of a line that holds a whole list, at most."""
_PLAIN: Final = regex(r"[\w«(](?:.*[^\s:])?")
OPEN: Final = frozenset(",[]{}")
"""Characters with a meaning inside flow collections."""


def block(value: Value, margin: str) -> str:
    """Write a mapping or a list on lines of its own."""
    entries = value.items() if isinstance(value, dict) else ((None, below) for below in value or ())
    return "".join(entry(name, below, margin) for name, below in entries)


def entry(name: str | None, value: Value, margin: str) -> str:
    """Write one entry on lines of its own: of a mapping, under its name; of a list, without a name.

    >>> entry("preuve", ["a.pdf", "b.pdf"], "  ").rstrip()
    '  preuve: [a.pdf, b.pdf]'
    """
    head = f"{margin}-" if name is None else f"{margin}{spelled(name)}:"
    if isinstance(value, list) and all(isinstance(word, str) and "\n" not in word for word in value):
        line = f"{head} [{', '.join(spelled(str(word), flow=True) for word in value)}]\n"
        if len(line) <= _WIDE:
            return line
    if isinstance(value, dict | list) and value:
        below = block(value, f"{margin}  ")
        return f"{head} {below.lstrip()}" if name is None else f"{head}\n{below}"
    if isinstance(value, str) and "\n" in value:
        return f"{head} |-\n" + "".join(f"{margin}  {line}".rstrip() + "\n" for line in value.split("\n"))
    return f"{head} {spelled(value)}\n" if isinstance(value, str) else f"{head}\n"


def spelled(text: str, *, flow: bool = False) -> str:
    """Write a text of one line as a YAML scalar, in quotes unless it reads the same without."""
    plain = _PLAIN.fullmatch(text) and text.isprintable() and reserved_sign(text) is None
    return text if plain and not (flow and OPEN.intersection(text)) else quoted(text)
