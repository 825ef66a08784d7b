"""What a reader judged, as a short hash: a verdict holds as long as it has not moved."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable

LENGTH = 16
"""Hexadecimal digits of a fingerprint: 64 bits, ample for the réalisations of an académie."""


def fingerprint(
    title: str,
    claims: Iterable[tuple[str, str | None]],
    productions: Iterable[tuple[str, str]],
    body_text: str,
) -> str:
    """Hash what a teacher reads: title, claims (competency, sentence), productions (title, digest or link), body.

    The order of claims and productions, newlines, trailing spaces and Unicode forms change nothing, so that
    reformatting a file never undoes a verdict. Parts are joined as JSON: no two contents give the same text.
    """
    parts = [
        normalise(title),
        sorted([normalise(code), normalise(sentence or "")] for code, sentence in claims),
        sorted([normalise(name), normalise(proof)] for name, proof in productions),
        body_digest(body_text),
    ]
    return _sha256(json.dumps(parts, ensure_ascii=False))[:LENGTH]


def body_digest(text: str) -> str:
    """Hash a body in its normalised form: SHA-256, hexadecimal."""
    return _sha256(normalise(text))


def normalise(text: str) -> str:
    r"""Give the form that is hashed: NFC, ``\n``, no space at the end of lines, no blank line around."""
    if "\n" not in text and "\r" not in text:  # titles and sentences, ten for one body
        return unicodedata.normalize("NFC", text.removeprefix("\ufeff")).rstrip()
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", unified).split("\n")]
    return "\n".join(lines).strip("\n")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
