"""The capabilities of this installation: its version against the one that a school requires, its optional libraries."""

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from vitrail.content.values.document import Value
from vitrail.ground.regex import regex

DIAGRAMS: Final = {"mermaid": "mmdr", "mocodo": "mocodo"}
"""Word after a code fence → library that draws the block's diagram (``vitrail[diagrammes]``)."""
_VERSION = regex(r"\d{1,6}(?:\.\d{1,6}){0,3}")


@cache
def drawn() -> frozenset[str]:
    """Return the diagram languages whose library is installed.

    >>> drawn() <= frozenset(DIAGRAMS)
    True
    """
    return frozenset(word for word, library in DIAGRAMS.items() if find_spec(library) is not None)


_WAYS: Final = {
    "pipx_metadata.json": "pipx inject vitrail",
    "uv-receipt.toml": 'uv pip install --python "$(uv tool dir)/vitrail"',
}
"""File that a program leaves in the environment of a tool → how it adds libraries to it."""


@cache
def command_for(extra: str) -> str:
    """Return the command that gives this copy the libraries of an extra, by the program that installed it.

    They are named one by one: « vitrail » alone is a name that anybody may take on a public index. No path of this
    machine is in it, as the team's pages show it.

    >>> '"pygls' in command_for("editeur")
    True
    """
    from importlib.metadata import PackageNotFoundError, requires  # only where a library lacks

    try:
        lines = requires("vitrail") or ()
    except PackageNotFoundError:
        lines = ()
    wanted = " ".join(f'"{line.partition(";")[0]}"' for line in lines if f"extra == '{extra}'" in line)
    by = "python -m pip install" if find_spec("pip") else "uv pip install"  # uv makes environments without pip
    return f"{next((way for left, way in _WAYS.items() if Path(sys.prefix, left).is_file()), by)} {wanted}"


def is_version(written: str) -> bool:
    """True if a text is a version number.

    >>> is_version("1.4"), is_version("la dernière")
    (True, False)
    """
    return _VERSION.fullmatch(written) is not None


def later_than(version: str, wanted: Value) -> str:
    """Return the version that the school's file requires if this one is older; empty if it is not, or none is required.

    >>> later_than("1.9", "1.10"), later_than("1.10", "1.9")
    ('1.10', '')
    """
    if not isinstance(wanted, str) or not is_version(wanted):
        return ""
    asked, ours = ([int(part) for part in written.split(".")] for written in (wanted, version))
    return wanted if asked > ours else ""
