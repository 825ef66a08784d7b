"""Translations as read from the .po files at run time: no compiled file to commit or to forget."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

Forms: TypeAlias = tuple[str, ...]
"""The singular, then the plural when the message has one."""
_LOCALE = Path(__file__).with_name("locale")


@lru_cache(maxsize=8)
def messages(code: str) -> Mapping[str, Forms]:
    """Read a language's catalogue: French sentence (its singular) → translated forms; empty for French itself."""
    file = _LOCALE / code / "LC_MESSAGES" / "vitrail.po"
    if not file.is_file():
        return {}
    from babel.messages.pofile import read_po  # noqa: PLC0415  # a French site never pays for it

    with file.open("rb") as stream:
        catalog = read_po(stream, locale=code)
    found: dict[str, Forms] = {}
    for message in catalog:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            found[key] = _forms(message.string)
    return found


def _forms(string: str | list[str] | tuple[str, ...] | None) -> Forms:
    return (string,) if isinstance(string, str) else tuple(string or ())
