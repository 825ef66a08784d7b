"""Marks put in a text before it is parsed: control characters, which are removed from authors' texts.

A tag is not HTML here: its ``<`` becomes ``TAG``, of the same length: places hold, and Markdown inside is parsed.
The first line of a framed block (``!!! note "Titre"``) becomes a paragraph that begins with ``FRAME``.
"""

import re

from vitrail.ground.regex import regex

TAG, FRAME, END, SIZE, COLON = "\x01", "\x02", "\x03", "\x04", "\x05"
"""A neutral ``<``; two around a framed block's kind; around a picture's size; a ``:`` that begins no definition."""

_CONTROL_BYTES = bytes([*range(9), *range(11, 32), 127])
_CONTROLS = regex("[\x00-\x08\x0b-\x1f\x7f\ufeff]")
_JOINING = regex("(?<=\\w)\ufeff(?=\\w)")
"""A byte order mark inside a word, invisible to readers."""
_COLON = regex(r":(?=\S)")
_RULER = regex(r"[|:-][-:| \t]*\|[-:| \t]*$", re.MULTILINE)
"""The line under the first row of a table; one that begins with a colon is not a definition."""
_BAR = regex(r"(?<!\\)\|")
_CLOSING = regex(r"^([ \t>]*(?:`{3,}|~{3,})[ \t]*)$", re.MULTILINE)
"""The closing line of a block of code: the parser does not recognise it with a tab after it."""
_BEGINNING = 100
"""Characters before a colon in which the beginning of its line is sought."""
_MARKERS = " \t>*+-.)0123456789"
_BRACKET = regex(
    r"(?P<escaped>(?<!\\)(?:\\\\){0,50}\\<)"
    r"|(?P<address><(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}|[\w.!#$%&'*+/=?^`{|}~-]{1,100}@[\w.-]{1,200})>)"
    r"|(?P<target>\]\([ \t]{0,3}<[^<>\n]{0,2000}>(?=[ \t)])"
    r"|^[ ]{0,80}\[[^\[\]\n]{1,200}\]:[ \t]{0,20}<[^<>\n]{0,2000}>)"
    r"|(?P<comment><!--)"
    r"|<"
)
"""The ``<`` of a line, by use: escaped, of an address, of a target, of a comment, or of a tag."""


def prepared(text: str) -> str:
    r"""Return a text ready to parse, of the same length, its tags neutral; ``parsed`` handles comments that close.

    >>> prepared("a\r\n<b>"), prepared("`<b>`")
    ('a\n\x01b>', '`\x01b>`')
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    raw = text.encode("utf-8", "replace")  # lone surrogates become « ? »
    text = raw.decode()
    if "\ufeff" in text or len(raw.translate(None, _CONTROL_BYTES)) != len(raw):
        text = _CONTROLS.sub(" ", _JOINING.sub("\u2060", text))
    if "\t" in text and ("```" in text or "~~~" in text):
        text = _CLOSING.sub(lambda closing: closing[0].rstrip(" \t").ljust(len(closing[0])), text)
    if ":" in text:
        text = _COLON.sub(_colon, text)
    if "<" not in text:
        return text
    closed, done = text.rfind("-->"), 0

    def neutral(bracket: re.Match[str]) -> str:
        comment = bracket["comment"] is not None and done + bracket.start() < closed
        kept = comment or any(bracket[name] is not None for name in ("escaped", "address", "target"))
        return bracket[0] if kept else TAG + bracket[0][1:]

    lines = text.split("\n")
    for number, line in enumerate(lines):
        if "<" in line:  # no match spans lines, and most lines have none
            lines[number] = _BRACKET.sub(neutral, line)
        done += len(line) + 1
    return "\n".join(lines)


def _colon(colon: re.Match[str]) -> str:
    """Neutralise a colon that the parser would take for a definition, as in « :smile: » at the beginning of a line."""
    text, place = colon.string, colon.start()
    begins = text.rfind("\n", max(0, place - _BEGINNING), place) + 1
    if text[begins:place].strip(_MARKERS) or ruled(
        text[text.rfind("\n", 0, max(0, begins - 1)) + 1 : begins], text, place
    ):
        return ":"
    return COLON


def ruled(above: str, text: str, place: int = 0) -> bool:
    """True if a table's ruler begins at a place, with as many columns as the line above.

    >>> ruled("| a | b |", "|---|---|"), ruled("| a | b |", "---")
    (True, False)
    """
    ruler = _RULER.match(text, place)
    return ruler is not None and 0 < _columns(above.strip(_MARKERS + "\n")) == _columns(ruler[0])


def _columns(row: str) -> int:
    return len(_BAR.findall(row.strip().strip("|")))


def shown(text: str) -> str:
    """Restore the neutralised characters of a text.

    >>> shown(prepared("1 < 2"))
    '1 < 2'
    """
    if TAG in text:
        text = text.replace(TAG, "<")
    return text.replace(COLON, ":") if COLON in text else text
