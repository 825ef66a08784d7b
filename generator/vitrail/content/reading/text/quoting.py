"""Quoting in YAML: when a line of text needs it, and its quoted form."""

import re
from collections.abc import Container

from vitrail.content.values.folding import fold
from vitrail.ground.regex import regex

_INSIDE = regex(r":(?=[ \t]|$)|[ \t]#")
_BLOCK = regex(r"[|>](?:[-+]?[1-9]?|[1-9][-+])\s*(?:\s#.*)?")
_QUOTED = regex(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_COMMENT = regex(r"\s*(?:\s#.*)?")
_DRESSED = ("[", "]", "{", "}", '"', " '")
"""Signs of a line whose author already wrote brackets or quotes."""
CLOSING = {"[": "]", "{": "}"}


def reserved_sign(value: str) -> str | None:
    """Return the sign of a text that YAML would take for syntax; None when YAML reads the text as it is."""
    head = value[:1]
    if head in {'"', "'"}:
        closed = _QUOTED.match(value)
        return None if closed is None or _COMMENT.fullmatch(value, closed.end()) else head
    if head in CLOSING:  # « [GLPI] Déploiement » is a text; « [a, b] » and a list left open are not
        end = value.rfind(CLOSING[head])
        return None if end < 0 or _COMMENT.fullmatch(value, end + 1) else head
    if head == "#":
        return head if value[1:2].strip() else None  # « # » and a space: a remark beside an empty value
    if is_block(value):
        return None
    leads = (head and head in "@%*&!`,]}|>") or (head in {"-", "?", ":"} and value[1:2].isspace())
    return head if leads else continued_sign(value)


def continued_sign(value: str) -> str | None:
    """Return the colon or « # » inside a text, or in a line that continues one, that YAML would take for syntax."""
    match = _INSIDE.search(value)
    return match and match.group().strip()


def is_block(value: str) -> bool:
    """True if a value is a block indicator (« | », « > »), whose text is on the lines below."""
    return value[:1] in {"|", ">"} and _BLOCK.fullmatch(value) is not None


def quote(text: str) -> str:
    """Put a text between apostrophes; outer quotes that closed too early are dropped first."""
    return "'" + _bare(text).replace("'", "''") + "'"


def shown(text: str) -> str:
    """Show the quoted form that an author would type: straight double quotes unless the text has some."""
    bare = _bare(text)
    return quote(text) if '"' in bare or "\\" in bare else f'"{bare}"'


def is_curved(text: str) -> bool:
    """True if a whole text is in the curved quotation marks that a word processor puts in place of straight ones."""
    return text[:1] == "“" and text.find("”") == len(text) - 1 > 0 and "“" not in text[1:]


def comma_end(line: str, start: int) -> int:
    """Find where a value inside braces ends: at the next comma or closing brace, else at the end of the line."""
    ends = [at for sign in ",}" if (at := line.find(sign, start)) >= 0]
    return min(ends, default=len(line))


def closes(text: str, mark: str) -> bool:
    """True if a quote is closed in the rest of its line; a doubled apostrophe or a backslash does not close it."""
    bare = text.replace("''", "") if mark == "'" else re.sub(r"\\.", "", text)
    return mark in bare


def opened(text: str) -> int:
    """Count brackets and braces opened and not closed, quoted ones too: only whole lines are skipped for it."""
    return text.count("[") + text.count("{") - text.count("]") - text.count("}")


def is_unbraced(text: str, names: Container[str]) -> bool:
    """True if a text is keys of one mapping and their values, between commas, which lack only their braces.

    >>> is_unbraced("titre: Plan, fichier: plan.pdf", {"titre", "fichier"}), is_unbraced("titre: Plan, non", {"titre"})
    (True, False)
    """
    parts = (part.partition(":") for part in text.split(","))
    return not any(sign in text for sign in _DRESSED) and all(
        rest[:1].isspace() and rest.strip() and reserved_sign(rest.strip()) is None and fold(key) in names
        for key, _, rest in parts
    )


def _bare(text: str) -> str:
    straight = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if straight or is_curved(text) else text
