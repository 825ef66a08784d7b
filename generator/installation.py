"""What this installation of Vitrail is: as recent as a school asks (« 1.4 »), and the diagrams that it draws."""

import re
from functools import cache
from importlib.util import find_spec
from typing import Final

from generator.values.document import Value

DIAGRAMS: Final = {"mermaid": "mmdr", "mocodo": "mocodo"}
"""The word after the fence → the library that draws what stands in it (``vitrail[diagrammes]``)."""
_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")


@cache
def drawn() -> frozenset[str]:
    """Return the languages whose library is there.

    >>> drawn() <= frozenset(DIAGRAMS)
    True
    """
    return frozenset(word for word, library in DIAGRAMS.items() if find_spec(library) is not None)


def is_version(written: str) -> bool:
    """True if a text is a version.

    >>> is_version("1.4"), is_version("la dernière")
    (True, False)
    """
    return _VERSION.fullmatch(written) is not None


def later_than(version: str, wanted: Value) -> str:
    """Return the version that the school's file asks for when this one is older; empty when it is not, or not said.

    >>> later_than("1.9", "1.10"), later_than("1.10", "1.9")
    ('1.10', '')
    """
    if not isinstance(wanted, str) or not is_version(wanted):
        return ""
    asked, ours = ([int(part) for part in written.split(".")] for written in (wanted, version))
    return wanted if asked > ours else ""
