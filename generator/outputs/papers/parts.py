"""What papers are made of: fields with a label and perhaps a value, choices to tick."""

from msgspec import Struct


class Field(Struct, frozen=True, kw_only=True):
    """A label, and its value; empty, a line is left to be filled by hand."""

    label: str
    value: str = ""
    lines: int = 1
    """Lines to leave when there is no value."""


class Box(Struct, frozen=True, kw_only=True):
    """A choice to tick."""

    label: str
    ticked: bool = False
