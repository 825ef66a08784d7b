"""Quoting in YAML: when a line of text needs it, and its quoted form."""

import re

_INSIDE = re.compile(r":(?=[ \t]|$)|[ \t]#")
_BLOCK = re.compile(r"[|>](?:[-+]?[1-9]?|[1-9][-+])\s*(?:\s#.*)?")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_COMMENT = re.compile(r"\s*(?:\s#.*)?")
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


def _bare(text: str) -> str:
    straight = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if straight or is_curved(text) else text
