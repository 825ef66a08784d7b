"""Add verdicts to an evaluation file: its other entries, comments and order stay as they are."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence

import yaml

from generator.reading.text.parse import parse_yaml

_NEWLINE = re.compile("\r\n|\r|\n")
_BARE = re.compile(r"\d{4}-\d{2}-\d{2}|v\d+:[0-9a-f]+")
"""The reading takes every value as it is written: a day needs no quotes, nor does a seal."""


class UnaddableError(Exception):
    """No entry can be added to this file without changing what it says."""


def added(raw: bytes, *entries: Mapping[str, str | int]) -> bytes:
    """Give the bytes of a file with more entries at its end, set in as the others are.

    What was written is read again: it must say the same, and the new entries. Raises UnaddableError: the file is no
    list of entries, one a line; UnicodeDecodeError: the file is not UTF-8; it is read, and not rewritten.
    """
    bom = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    text = raw.removeprefix(bom).decode("utf-8")
    before = parse_yaml("", raw)
    if before.data or (before.items and not isinstance(before.items[0], dict)):
        raise UnaddableError
    found = _NEWLINE.search(text)
    end = found[0] if found else "\n"
    margin = " " * _margin(text)
    gap = "" if not text or text.endswith(("\n", "\r")) else end
    blocks = "".join(_block(entry, margin, end) for entry in entries)
    written = bom + f"{text}{gap}{blocks}".encode()
    after = parse_yaml("", written).items
    if after[: len(before.items)] != before.items or not _say(after[len(before.items) :], entries):
        raise UnaddableError
    return written


def _block(entry: Mapping[str, str | int], margin: str, end: str) -> str:
    lines = _entry(entry)
    return end.join(f"{margin}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)) + end


def _say(found: Sequence[object], entries: Sequence[Mapping[str, str | int]]) -> bool:
    """Whether what was read again are these entries."""
    return len(found) == len(entries) and all(
        isinstance(one, dict) and set(one.values()) == {" ".join(str(value).split()) for value in entry.values()}
        for one, entry in zip(found, entries, strict=True)
    )


def _margin(text: str) -> int:
    """How far the entries of a list are set in."""
    first = re.search(r"^( *)- ", text, re.MULTILINE)
    return len(first[1]) if first else 0


def _entry(entry: Mapping[str, str | int]) -> list[str]:
    """Write each key on its line; a text is quoted where YAML would read something else."""
    return [f"{key}: {_scalar(value)}" for key, value in entry.items()]


def _scalar(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    line = " ".join(value.split())
    if _BARE.fullmatch(line):
        return line
    plain = yaml.safe_dump(line, allow_unicode=True, width=10_000_000, default_style='"' if ":" in line else None)
    return plain.removesuffix("\n").removesuffix("\n...").strip()
