"""Decode the letters that a text may hold in escaped forms, or in the encoding of another system."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from vitrail.content.extracts.decoding import Decoded, decode
from vitrail.ground.regex import regex

_SYSTEMS: Final = ("cp1252", "cp850", "mac_roman")
"""Encodings of French texts: Windows, its console, and old Macintoshes."""
_OTHERWISE: Final = frozenset({"ENC003", "ENC001.charset", "ENC003.mixed"})
"""Diagnostic codes for bytes that are not UTF-8."""
_AFTER: Final = r"[\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_ESCAPES: Final = regex(
    r"[\\%=&\xc2-\xf4](?:(?<=\\)u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*|(?<=%)[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*"
    r"|(?<==)[0-9A-F]{2}(?:=[0-9A-F]{2})+|(?<=&)#?\w{2,8};"
    rf"|(?<=[\xc2-\xf4]){_AFTER}{{1,3}}(?:[\xc2-\xf4]{_AFTER}{{1,3}})*)"
)
"""Escapes of JSON, addresses, e-mails, HTML, and UTF-8 decoded as Windows-1252; one class first is ten times faster."""
_SIGNS: Final = regex(r"[\\u%=]")


def read_text(raw: bytes) -> str | None:
    r"""Decode a text with its escapes replaced by letters; None if it is not text.

    >>> read_text(b"u=Yann%20Kerherv%C3%A9 Kerherv\u00e9 Kerherv=C3=A9")
    'u=Yann Kerhervé Kerhervé Kerhervé'
    """
    decoded = decode(raw)
    text = "\n".join(_lines(raw, decoded)) if decoded.code in _OTHERWISE else decoded.text
    return None if text is None else _ESCAPES.sub(_letters, text)


def _lines(raw: bytes, decoded: Decoded) -> Iterator[str]:
    """Yield each line in every encoding that it may have, the readings separated by tabs."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    known = (decoded.text or "").split("\n")
    for number, line in enumerate(lines):
        read = (line.decode(system, "replace") for system in _SYSTEMS)
        yield "\t".join(dict.fromkeys((*known[number : number + 1], *read)))


def _letters(escape: re.Match[str]) -> str:
    """Return the letters of an escape; an invalid one stays, and so does one of a character that is not printable."""
    said = escape[0]
    try:
        if said[0] == "\\":
            told = said.encode("ascii").decode("unicode-escape").encode("utf-16", "surrogatepass").decode("utf-16")
        elif said[0] == "&":
            told = unescape(said)
        elif said[0] in "%=":
            told = _unmarked(bytes.fromhex(_SIGNS.sub("", said)), strict=said[0] == "=")
        else:
            told = b"".join(map(_byte, said)).decode()
    except (UnicodeError, ValueError):
        return said
    return told if told.isprintable() else said


def _unmarked(raw: bytes, *, strict: bool) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("ascii" if strict else "cp1252")


def _byte(letter: str) -> bytes:
    """Return the byte of a letter in Windows-1252; a code that it leaves undefined is its own byte."""
    return letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else "cp1252")
