"""Rewrite targets as students write them for CommonMark: spaces, backslashes, sizes, quotation marks in a title.

``![une](Capture d’écran.png)`` is text for CommonMark; it becomes ``![une](<Capture d’écran.png>)``.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from vitrail.content.markdown.edits import Edit
from vitrail.content.markdown.events import LEAF, OPEN, Event
from vitrail.content.markdown.signs import SIZE, ruled
from vitrail.ground.regex import regex

_LONGEST = 1000
"""Bytes of a target, at most: the longest path of a disk and a title."""
_SQUARE, _TARGETED = regex(rb"[\[\]]"), regex(rb"\]\(")
_PAREN = regex(rb"\\[()]|[()]")
_MENDED = regex(r"[\s\\()]")
"""Characters that make CommonMark refuse a target; one without any is text for another reason."""
_PATH = regex(r"[./\\#]")
_SIZE = regex(r"[ \t]=(\d{0,4})(?:x(\d{0,4}))?$")
_WINDOWS = regex(r"(?:\.{1,2}|[\w .’'-]+)\\[\w.]")
_WORDS = frozenset({"paragraph", "term", "item"})
_RULES, _BLANKS = frozenset({b":", b"-", b"|"}), frozenset({b"\n", b" ", b"\t", b">"})
_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]+:")
_QUOTES = {'"': '"', "'": "'", ")": "("}
_DEFINED = regex(r"(?P<head>[ \t>]*\[[^\[\]\n]{1,200}\]:[ \t]{0,20})(?P<target>[^\s<][^\n]*)")


def repairs(source: bytes, events: Sequence[Event], defined: Iterable[tuple[int, int]]) -> Iterator[Edit]:
    """Yield edits for targets that a parse left as text, for Windows paths, and for tables glued to a paragraph.

    >>> from vitrail.content.markdown.engine import read
    >>> text = "![](mon plan.png)"
    >>> [edit.new for edit in repairs(text.encode(), read(text), ())]
    [b'<mon plan.png>']
    """
    if b"|" in source:
        yield from _tables(source, events)
    if b"](" in source:
        yield from _inline(source, events)
    if b"\\" in source:
        yield from _definitions(source, defined)


def _tables(source: bytes, events: Sequence[Event]) -> Iterator[Edit]:
    """Yield a blank line before a table glued to a paragraph, and a bar before a ruler that begins with a colon.

    One table per paragraph in a pass: an apparent second one may be rows of the first, as the next parse tells.
    """
    places = (event.start for event in events if event.kind in {"text", "meaning"})
    if not any(source[place : place + 1] in _RULES for place in places):
        return  # most texts: a third of the time
    depth = dict.fromkeys(("quote", "item", "table"), 0)
    words, begins, sought = 0, False, True
    for event in events:
        words, sought = (event.start, True) if begins else (words, sought)
        begins = event.kind in _WORDS and event.edge == OPEN
        if event.kind in depth:
            depth[event.kind] += event.edge
        meaning = event.kind == "meaning" and event.edge == OPEN
        if not sought or depth["table"] or not (meaning or event.kind == "text"):
            continue
        if (row := _first_row(source, event.start)) is None:
            continue
        start, prefix = row
        indent = words - source.rfind(b"\n", 0, words) - 1 if depth["item"] else 0
        if start > words and prefix.count(b">") == depth["quote"] and len(prefix) >= indent:
            yield Edit(start, start, prefix.rstrip() + b"\n")
        if meaning:
            yield Edit(event.start, event.start, b"|")
        sought = False


def _first_row(source: bytes, place: int) -> tuple[int, bytes] | None:
    """Return the byte and prefix of the first row of a table whose ruler begins at a place; None without a ruler."""
    if source[place : place + 1] not in _RULES or source[place - 1 : place] not in _BLANKS:
        return None
    line = source.rfind(b"\n", 0, place) + 1
    if source[line:place].strip(b" \t>"):
        return None
    end = source.find(b"\n", place, place + _LONGEST)
    start = source.rfind(b"\n", 0, max(0, line - 1)) + 1
    above = source[start:line]
    ruler = source[place : end if end >= 0 else place + _LONGEST].decode("utf-8", "ignore")
    return (start, above[: len(above) - len(above.lstrip(b" \t>"))]) if ruled(above.decode(), ruler) else None


def _inline(source: bytes, events: Iterable[Event]) -> Iterator[Edit]:
    texts: list[tuple[int, int]] = []
    linked: list[Event] = []
    for event in events:
        if event.kind == "text" and event.edge == LEAF:
            texts.append((event.start, event.end))
        elif event.edge == OPEN and event.written:
            linked.append(event)
    links = [event.start for event in linked if event.kind == "link"]
    for place in _closing(source, texts, links):
        following = source.find(b"](", place + 2)
        yield from _repaired(source, place + 2, following if following >= 0 else len(source))
    for event in linked:
        if event.written == "inline" and source.find(b"\\", event.start, event.end) >= 0:
            begins_at = source.rfind(b"](", event.start, event.end) + 2
            yield from _slashed(source, begins_at, event.end - 1)


def _closing(source: bytes, texts: Sequence[tuple[int, int]], links: Sequence[int]) -> Iterator[int]:
    """Yield the byte of each « ]( » of a text whose opening bracket is text too.

    ``links`` has the bytes at which links begin: a link cannot contain another.
    """
    brackets = deque(_brackets(source, texts))
    waiting: list[int] = []
    for start, end in texts:
        for place in (closing.start() for closing in _TARGETED.finditer(source, start, end + 1)):
            while brackets and brackets[0] <= place:
                bracket = brackets.popleft()
                if source.startswith(b"[", bracket):
                    waiting.append(bracket)
                elif waiting and bracket < place:
                    waiting.pop()
            if waiting:
                bracket = waiting.pop()
                inside = bisect_right(links, bracket)
                holds = inside < len(links) and links[inside] < place
                image = source.startswith(b"!", max(0, bracket - 1))
                if (image or not holds) and source.find(b"\n\n", bracket, place) < 0:
                    yield place


def _brackets(source: bytes, texts: Iterable[tuple[int, int]]) -> Iterator[int]:
    for start, end in texts:
        escaped = source[start - 1 : start] == b"\\"
        yield from (bracket.start() for bracket in _SQUARE.finditer(source, start + escaped, end))


def _repaired(source: bytes, start: int, limit: int) -> Iterator[Edit]:
    """Yield the edit of a target between its parentheses, which ends before ``limit``."""
    line_end = source.find(b"\n", start)
    end = min(limit, start + _LONGEST, line_end if line_end >= 0 else limit)
    depth, close = 1, source.find(b")", start, end)
    if close < 0 or source[start : start + 1] == b"<":
        return
    for sign in _PAREN.finditer(source, start, end):
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if depth == 0:
            close = sign.start()
            break
    written = source[start:close].decode("utf-8", "ignore")
    if new := _as_commonmark(written):
        yield Edit(start, close, new.encode())


def _as_commonmark(written: str) -> str | None:
    """Rewrite a target with its title for CommonMark; None if it does not look like a path, or needs no change."""
    written = written.strip()
    if not _MENDED.search(written):
        return None
    size = _SIZE.search(written)
    target, title = _cut(written[: size.start()].rstrip() if size else written)
    if size is None and (size := _SIZE.search(target)):
        target = target[: size.start()].rstrip()
    if size:
        title = f"{SIZE}{size[1]}x{size[2] or ''}{SIZE}{title}"
    if not _PATH.search(target):
        return None
    target = _with_slashes(target) or target
    quoted = title.replace('\\"', '"').replace('"', '\\"')
    return f"<{target.replace('>', '%3E')}>" + (f' "{quoted}"' if title else "")


def _cut(written: str) -> tuple[str, str]:
    """Split a target from its title, which may contain its own quotation marks."""
    sign = _QUOTES.get(written[-1:])
    if sign is None:
        return written, ""
    place = min((at for space in " \t" if (at := written.find(space + sign)) > 0), default=-1)
    return (written[:place].rstrip(), written[place + 2 : -1]) if 0 < place < len(written) - 2 else (written, "")


def _with_slashes(target: str) -> str | None:
    """Return a Windows path with slashes; None for any other target."""
    if _SCHEME.match(target) or not _WINDOWS.match(target):
        return None
    return target.replace("\\", "/")


def _slashed(source: bytes, start: int, end: int) -> Iterator[Edit]:
    written = source[start:end].decode("utf-8", "ignore")
    target, separator, rest = written.partition(" ")
    if new := _with_slashes(target):
        yield Edit(start, end, f"{new}{separator}{rest}".encode())


def _definitions(source: bytes, defined: Iterable[tuple[int, int]]) -> Iterator[Edit]:
    for start, end in defined:
        if definition := _DEFINED.match(source[start:end].decode("utf-8", "ignore")):
            head = start + len(definition["head"].encode())
            yield from _slashed(source, head, head + len(definition["target"].encode()))
