"""Framed blocks: ``!!! note``, ``??? note``, ``=== "Onglet"``, and the alerts of forges, ``> [!NOTE]``.

The parser knows none of them. The line that begins one becomes the first line of a quote, and the four columns of its
body's indentation become ``> ``: the result is plain CommonMark, at any depth. ``assembly`` turns these quotes into
framed blocks.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from vitrail.content.markdown.edits import Edit
from vitrail.content.markdown.events import LEAF, OPEN, Event
from vitrail.content.markdown.signs import END, FRAME
from vitrail.ground.regex import regex

_QUOTED = r"\"(?P<straight>[^\n]*)\"|“(?P<curved>[^\n]*)”|«(?P<french>[^\n]*)»"
_MARKER = regex(
    rf"(?P<sign>!!!|\?\?\?\+?|===[!+]?)[ \t]*(?P<kind>[\w-]{{1,40}})?(?P<more>(?:[ \t]+[\w-]{{1,40}}){{0,12}})"
    rf"[ \t]*(?:{_QUOTED})?[ \t]*"
)
_BEGINS = regex(rb"(?:!!!|\?\?\?\+?|===[!+]?)[ \t]*[^\s=!?]")
_ALERT = regex(rb"\[!([A-Za-z][A-Za-z-]{0,30})\]([+-]?)[ \t]*([^\n]*)")
_INDENT = 4
_TAB = 4
_PLACED = frozenset({"inline", "end", "right", "left"})
_SEPARATE = regex(rb"(?:[-*+]|\d{1,9}[.)])[ \t]|#")
"""The beginning of a block that may follow a quote without a blank line."""


class _Lines(Struct, frozen=True):
    """The lines of a text, without their newlines, and the byte at which each begins."""

    source: bytes
    texts: Sequence[bytes]
    starts: Sequence[int]


def frames(source: bytes, events: Iterable[Event]) -> Iterator[Edit]:
    r"""Yield the edits for the outermost framed blocks that a parse left as text; the next pass finds nested ones.

    >>> from vitrail.content.markdown.edits import rewritten
    >>> from vitrail.content.markdown.engine import read
    >>> text = "!!! note\n    À lire\n"
    >>> rewritten(text.encode(), frames(text.encode(), read(text)))[0].decode()
    '> \x02nnote\x03\n>\n> À lire\n'
    """
    candidates = _candidates(source, events)
    if not candidates:
        return
    texts = source.split(b"\n")
    lines = _Lines(source, texts, [0, *accumulate(len(line) + 1 for line in texts)])
    done = 0
    for offset, depth, alert in candidates:
        if offset < done:
            continue
        edits, done = _alert(lines, offset) if alert else _block(lines, offset, depth)
        yield from edits


def _candidates(source: bytes, events: Iterable[Event]) -> list[tuple[int, int, bool]]:
    """Return the places where blocks may begin: byte, depth of quotes around, whether it is a forge's alert."""
    if not any(sign in source for sign in (b"!!!", b"???", b"===", b"[!")):
        return []
    candidates: list[tuple[int, int, bool]] = []
    depth = 0
    before = previous = ("", LEAF)
    for event in events:
        if event.kind == "quote":
            depth += event.edge
        elif event.kind == "text" and event.edge == LEAF:
            start = event.start
            if (
                previous[0] != "text"  # a line, or a text, begins here
                and _BEGINS.match(source, start)
                and not source[source.rfind(b"\n", 0, start) + 1 : start].strip(b" \t>*+-0123456789.)")
            ):
                candidates.append((start, depth, False))
            elif (before, previous) == (("quote", OPEN), ("paragraph", OPEN)) and _ALERT.match(source, start):
                candidates.append((start, depth, True))
        before, previous = previous, (event.kind, event.edge)
    return candidates


def _block(lines: _Lines, offset: int, depth: int) -> tuple[list[Edit], int]:
    """Return the edits that turn a block and its indented body into a quote, and the byte after its end."""
    first = bisect_right(lines.starts, offset) - 1
    start = lines.starts[first]
    prefix = _blank(lines.source[start:offset])
    written = lines.texts[first][offset - start :].decode()
    begun = _begun(written)
    if begun is None or prefix.count(b">") != depth:  # a lazy continuation of a quote's paragraph
        return [], offset + 1
    sign, before, after = begun
    title = offset + len(written[:before].encode()), offset + len(written[:after].encode())
    edits = [
        Edit(offset, title[0], b"> " + sign.encode()),
        Edit(title[1], start + len(lines.texts[first]), b"\n" + prefix + b">"),
    ]
    last, number = first, first + 1
    waiting: list[Edit] = []
    while number < len(lines.texts):
        line = lines.texts[number]
        begins = lines.starts[number]
        if not line.strip(b" \t>"):
            if line.count(b">") < prefix.count(b">") and prefix.count(b">"):
                break
            waiting.append(Edit(begins, begins + len(line), prefix + b">"))
        elif (rest := _inside(line, prefix)) is not None:
            edits += waiting
            waiting = []
            kept, spaces = rest
            edits.append(Edit(begins, begins + len(line) - len(kept), prefix + b"> " + b" " * spaces))
            last = number
        else:
            break
        number += 1
    end = lines.starts[last] + len(lines.texts[last])
    if last + 1 < len(lines.texts) and _glued(lines.texts[last + 1], prefix):
        parted = b"\n" + prefix.rstrip(b" ")
        if last == first:  # two edits at one place would have no order
            edits[1] = edits[1]._replace(new=edits[1].new + parted)
        else:
            edits.append(Edit(end, end, parted))
    return edits, end + 1


def _alert(lines: _Lines, offset: int) -> tuple[list[Edit], int]:
    """Return the edits that mark a forge's alert, which is a quote already: its first line becomes its title."""
    number = bisect_right(lines.starts, offset) - 1
    start = lines.starts[number]
    end = start + len(lines.texts[number])
    alert = _ALERT.match(lines.source, offset)
    if alert is None:
        return [], offset + 1
    form = {b"+": "o", b"-": "d"}.get(alert[2], "n")
    sign = f"{FRAME}{form}{alert[1].decode().lower()}{END}".encode()
    under = b"\n" + _blank(lines.source[start:offset]).rstrip(b" ")
    return [Edit(offset, alert.start(3), sign), Edit(alert.end(3), end, under)], end + 1


def _begun(written: str) -> tuple[str, int, int] | None:
    """Parse the first line of a framed block: mark with its form and kind, start and end of its title; None: not one.

    The form is ``n`` for a block, ``d`` and ``o`` for one that folds (``o``: open), ``t``, ``s`` and ``f`` for a tab
    (``f``: the first of a new set; ``s``: the one shown first). A kind whose title must be empty ends with « - ».
    """
    marker = _MARKER.fullmatch(written)
    if marker is None:
        return None
    sign, kind = marker["sign"], (marker["kind"] or "").lower()
    group = next((name for name in ("straight", "curved", "french") if marker[name] is not None), "more")
    if sign.startswith("="):
        form, usable = {"===": "t", "===!": "f", "===+": "s"}[sign], group != "more" and not kind
        return (f"{FRAME}{form}{END}", *marker.span(group)) if usable else None
    form = {"!!!": "n", "???": "d", "???+": "o"}[sign]
    if group == "more" and _PLACED.intersection(marker["more"].split()):  # words that place the block, not a title
        return f"{FRAME}{form}{kind}{END}", marker.end("more"), marker.end("more")
    empty = "-" if group != "more" and not marker[group].strip() else ""
    return (f"{FRAME}{form}{kind}{empty}{END}", *marker.span(group))


def _blank(prefix: bytes) -> bytes:
    """Return the prefix of a container's following lines: its quote signs, and spaces for its lists."""
    return bytes(sign if sign in b"> " else 32 for sign in prefix.expandtabs(_TAB))


def _inside(line: bytes, prefix: bytes) -> tuple[bytes, int] | None:
    """Return a line's content in the body of a block begun after ``prefix``, and its spaces of indentation; or None."""
    rest = line
    for part in prefix.split(b">")[:-1]:
        stripped = rest.lstrip(b" \t")
        if not stripped.startswith(b">") or len(rest) - len(stripped) > len(part) + _INDENT:
            return None
        rest = stripped[1:]
    stripped = rest.lstrip(b" \t")
    column = len(line) - len(rest)
    ahead = len((b"x" * column + rest[: len(rest) - len(stripped)]).expandtabs(_TAB)) - column
    wanted = len(prefix.rpartition(b">")[2]) + _INDENT
    return (stripped, ahead - wanted) if ahead >= wanted else None


def _glued(line: bytes, prefix: bytes) -> bool:
    """True if a line would be a lazy continuation of the quote above it."""
    bare = line.lstrip(b" \t>")
    return bool(bare) and _SEPARATE.match(bare) is None and prefix.count(b">") <= line.count(b">")
