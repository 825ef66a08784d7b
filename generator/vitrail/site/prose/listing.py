"""Render a text file for a page: CSV as a table, anything else as numbered lines of code.

Its bytes are an author's: all of it is escaped, nothing in it is a link, its length and its colours are limited. Each
line has an id, the target of a proof's link (``values.spots``).
"""

import csv
import json
from collections.abc import Iterator
from html import escape
from io import StringIO

from vitrail.content.extracts.decoding import decode
from vitrail.content.model.markup import straight
from vitrail.ground.language import Language, mark
from vitrail.ground.regex import regex
from vitrail.site.prose.code_blocks import COLOURED, MAX_COLOURED, SLOW, spans

_CHARACTERS, _LINES = 200_000, 2_000
"""Characters and lines of a file that a page shows, at most, to stay light; the file itself is whole."""
_LONGEST = 2_000
"""Characters of a line or of a cell, at most."""
_COLUMNS = 60
_SEPARATORS = ";,\t|"
"""Possible separators of the cells of a table."""
_NUMBER = regex(r"[-+]?[\d\s\u00a0\u202f]*[.,]?\d+\s?[%€]?")


def listing(raw: bytes, suffix: str, language: Language) -> str:
    """Return the HTML of a text file, whose encoding is detected as for a page of an author."""
    text = straight(decode(raw).text or raw.decode("cp1252", "replace"))
    shown = text[:_CHARACTERS]
    if suffix == "json" and text.count("\n") < 2:  # noqa: PLR2004  # written by a machine, on one line
        shown = _indented(text)[:_CHARACTERS]
    lines = shown.split("\n")
    whole = len(shown) == len(text) or suffix == "json"
    if len(lines) > _LINES:
        lines, whole = lines[:_LINES], False
    short = "\n".join(line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…" for line in lines)
    separator = _separator(lines[0]) if suffix == "csv" else ""
    html = _table(short, separator) if separator else _code(short, suffix)
    return html if whole else html + _cut(len(lines), language)


def _cut(lines: int, language: Language) -> str:
    said = language.sentence(mark("Les {n} premières lignes : la suite est dans le fichier."), {"n": lines})
    return f'<p class="vt-note">{escape(said)}</p>'


def _indented(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return text


def _separator(first: str) -> str:
    """Return the separator of a table's cells, the most frequent in its first line; empty if it has none."""
    best = max(_SEPARATORS, key=first.count)
    return best if best in first else ""


def _table(text: str, separator: str) -> str:
    rows = tuple(_rows(text, separator))
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0][1]) if rows else ""
    body = "".join(f'<tr id="l-{line}">{"".join(map(cell, cells))}</tr>\n' for line, cells in rows[1:])
    named = 'class="vt-cells" aria-labelledby="fichier"'
    return f'<table {named}><thead><tr id="l-1">{head}</tr></thead><tbody>\n{body}</tbody></table>'


def cell(text: str) -> str:
    """Return a cell of a table; a number stands at its right."""
    return f'<td class="vt-number">{escape(text)}</td>' if _NUMBER.fullmatch(text) else f"<td>{escape(text)}</td>"


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, with the number of the line on which each begins."""
    reader = csv.reader(StringIO(text), delimiter=separator)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            cells = []
        if cells is None:
            return
        if any(cells):
            yield line, cells if len(cells) <= _COLUMNS else [*cells[:_COLUMNS], "…"]
        line = reader.line_num + 1


def _code(text: str, suffix: str) -> str:
    coloured = suffix in COLOURED and len(text) <= MAX_COLOURED and not SLOW.search(text)
    lines = spans(text, suffix if coloured else "text").split("\n")[:-1]
    numbered = "".join(f'<span id="l-{number}">{line}\n</span>' for number, line in enumerate(lines, start=1))
    return f'<div class="highlight"><pre><span></span>{numbered}</pre></div>\n'
