"""Whether a page still says the words that somebody remarked upon."""

from __future__ import annotations

import unicodedata
from itertools import chain

from generator.markdown.parsed import parse
from generator.model.sealed import Sealed

_READ = frozenset({"text", "code", "fence", "html"})


def said(work: Sealed) -> str:
    """Give the letters and digits of all that a page shows of its author's, for ``says``."""
    text = "".join(event.text for event in parse("\n".join(work.text)).events if event.kind in _READ)
    values = chain.from_iterable(chain.from_iterable(row) for _, row in work.keys)
    return "\n".join((_letters(text), *map(_letters, values)))


def says(page: str, passage: str) -> bool:
    """Whether a passage is among the words of a page, whatever its spaces, its marks and its typography are."""
    wanted = _letters(passage)
    return bool(wanted) and wanted in page


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text).casefold()))
