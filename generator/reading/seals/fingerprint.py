"""What a reader judged, as one hash: a verdict holds as long as it has not moved.

A seal is ``v1:`` and the SHA-256, in hexadecimal, of everything in a :class:`Sealed`. Seals of sixteen digits were
written before: they cover title, claims, productions and text alone, and are still compared as they were.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable

from generator.model.sealed import Row, Sealed

VERSION = "v1"
_FORMER_LENGTH = 16
"""Hexadecimal digits of a former seal: 64 bits, which two texts made for that purpose can share."""


def fingerprint(sealed: Sealed) -> str:
    """Hash all that a reader saw; two contents give the same text only when they are the same."""
    text = json.dumps(as_data(sealed), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{VERSION}:{_sha256(text)}"


def as_data(sealed: Sealed) -> dict[str, object]:
    """Give a sealed work as plain JSON values: what is hashed and what is kept are the same."""
    return {
        "sceau": VERSION,
        "objet": sealed.kind,
        "clés": {key: [_cells(row) for row in rows] for key, rows in sealed.keys},
        "fichiers": dict(sealed.files),
        "texte": list(sealed.text),
    }


def _cells(row: Row) -> str | list[str]:
    return row[0] if len(row) == 1 else list(row)


def is_former(seal: str) -> bool:
    """Whether a seal has no version: it was written before there were any."""
    return ":" not in seal


def former_fingerprint(
    title: str, claims: Iterable[tuple[str, str | None]], productions: Iterable[tuple[str, str]], body_text: str
) -> str:
    """Hash what seals covered before: title, claims (competency, sentence), productions (title, proof) and text."""
    parts = [
        normalise(title),
        sorted([normalise(code), normalise(sentence or "")] for code, sentence in claims),
        sorted([normalise(name), normalise(proof)] for name, proof in productions),
        _sha256(normalise(body_text)),
    ]
    return _sha256(json.dumps(parts, ensure_ascii=False))[:_FORMER_LENGTH]


def normalise(text: str) -> str:
    r"""Give the form that is hashed: NFC, ``\n``, no space at the end of lines, no blank line around."""
    if "\n" not in text and "\r" not in text:  # titles and sentences, ten for one body
        return unicodedata.normalize("NFC", text.removeprefix("\ufeff")).rstrip()
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", unified).split("\n")]
    return "\n".join(lines).strip("\n")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
