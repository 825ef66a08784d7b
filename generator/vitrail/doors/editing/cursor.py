"""The place of a cursor among the keys of a file, by indentation and open brackets: half-typed YAML does not parse."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.reading.text.quoting import CLOSING
from vitrail.content.values.folding import fold_key
from vitrail.content.values.key import Key, Keys, Kind
from vitrail.ground.regex import regex

_KEY: Final = regex(r"""(?P<quote>["']?)(?P<name>[^\s\-#:{}\[\],"'|>][^:{}\[\],"]*?)(?P=quote)\s*:(?=\s|$)""")
_HEAD: Final = regex(r"(?P<indent>\s*)(?P<dashes>(?:-(?:\s+|$))*)")
_QUOTED: Final = regex(r"""(?<![^\s\[{,:])("[^"]*(?:"|$)|'[^']*(?:'|$))""")
_COLON: Final = regex(r"[\"']?\s*:(?=\s|$)")
_REMARK: Final = regex(r"(?:^|\s)#")
_ABOVE: Final = 400
"""Most lines looked at above a cursor, and below: a bound on time."""


class CursorSpot(Struct, frozen=True, kw_only=True):
    """The key or the value that is being written at a cursor."""

    key: Key | None
    """The key whose value, or whose mapping below, holds the cursor; None at the top of the file."""
    keys: Keys | None
    """The table of the mapping that holds the cursor, if a key may be written there."""
    written: str = ""
    """The text already written, up to the cursor."""
    column: int = 0
    """Column of the beginning of that text, from 0."""
    taken: frozenset[str] = frozenset()
    """The other keys of the mapping, folded."""
    valued: bool = False
    """Whether a value is being written, not a key."""
    colon: bool = False
    """Whether the colon of the key stands right after the cursor."""
    dash: bool = False
    """Whether a dash must be written before it."""
    route: tuple[str, ...] = ()
    """The keys above it, folded."""


class _Frame(Struct):
    """An open bracket."""

    sign: str
    start: int
    """Column of the entry that is being written in it."""
    key: str = ""
    taken: list[str] = []


def keys_of(lines: Sequence[str], *, markdown: bool) -> range:
    """Return the lines of the keys: all lines of a YAML file, those between the dashes of a page."""
    if not markdown:
        return range(len(lines))
    first = next((row for row, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[first].strip() != "---":
        return range(0)
    ends = (row for row in range(first + 1, len(lines)) if lines[row].rstrip() in {"---", "..."})
    return range(first + 1, next(ends, len(lines)))


def spot_at(lines: Sequence[str], row: int, column: int, table: Keys, *, markdown: bool) -> CursorSpot | None:
    """Return the spot of a cursor, line and column from 0; None outside the keys, and in a remark."""
    within = keys_of(lines, markdown=markdown)
    if row not in within:
        return None
    known = [line if number != row else line[:column] for number, line in enumerate(lines[: row + 1])]
    if _REMARK.search(_QUOTED.sub("", known[row])):
        return None
    anchor, frames = _brackets(known, row, within.start)
    head = _HEAD.match(known[anchor])
    own = _KEY.match(known[anchor], head.end() if head else 0)
    route, taken, dashed = _above(lines, anchor, column if not known[row].strip() else -1, within)
    colon = _COLON.match(lines[row], column) is not None
    if frames:
        return replace(_in_flow(table, [*route, *([own["name"]] if own else [])], frames, known[row]), colon=colon)
    start = own.end() if own else (head.end() if head else 0)
    start += len(known[row][start:]) - len(known[row][start:].lstrip())
    if own:
        key = _valued(table, route, own["name"])
        way = _folded(route, own["name"])
        return CursorSpot(key=key, keys=None, written=known[row][start:], column=start, valued=True, route=way)
    key, keys = _walk(table, route)
    bare = bool(head and head["dashes"])
    listed = keys is not None and not keys.coded and key is not None and key.kind in {Kind.RECORDS, Kind.OWN}
    return CursorSpot(
        key=key, keys=keys, written=known[row][start:], column=start, taken=frozenset(taken), valued=bare,
        dash=listed and not bare and not dashed, route=_folded(route), colon=colon,
    )  # fmt: skip


def _folded(route: Sequence[str], *more: str) -> tuple[str, ...]:
    return tuple(map(fold_key, (*route, *more)))


def _walk(table: Keys, route: Sequence[str]) -> tuple[Key | None, Keys | None]:
    """Follow a route of keys: return the last key, and the table below it; a code has the table of its pair."""
    key: Key | None = None
    keys: Keys | None = table
    for name in route:
        row = keys.find(fold_key(name)) if keys else None
        if row is None and keys is not None and keys.pair:
            continue
        key, keys = row, row.keys if row else None
    return key, keys


def _valued(table: Keys, route: Sequence[str], name: str) -> Key | None:
    """Find the key of a value; « B1.2: … » is the sentence of its pair."""
    _, keys = _walk(table, route)
    key = keys.find(fold_key(name)) if keys else None
    return keys[keys.pair[1]] if key is None and keys and keys.pair else key


def _brackets(lines: Sequence[str], row: int, first: int) -> tuple[int, list[_Frame]]:
    """Return the line of the first bracket open at the cursor, and the open brackets; the cursor's line if none is."""
    for anchor in range(row, max(first, row - _ABOVE) - 1, -1):
        head = _HEAD.match(lines[anchor])
        begins = anchor == row or (head and (head["dashes"] or _KEY.match(lines[anchor], head.end())))
        if begins and (frames := _open("\n".join(lines[anchor : row + 1]), lines[row])):
            return anchor, frames
        if anchor != row and begins and head and not head["indent"]:
            break
    return row, []


def _open(text: str, last: str) -> list[_Frame]:
    """Return the brackets that a text leaves open; an apostrophe inside a sentence is no quote."""
    frames: list[_Frame] = []
    quote, fresh, begin = "", True, 0
    for place, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif fresh and sign in "\"'":
            quote = sign
        elif fresh and sign in CLOSING:
            frames.append(_Frame(sign=sign, start=place + 1))
            begin = place + 1
        elif frames and sign == CLOSING[frames[-1].sign]:
            frames.pop()
        elif frames and sign == ",":
            top = frames[-1]
            top.taken.append(fold_key(top.key or text[begin:place].strip()))
            top.key, top.start, begin = "", place + 1, place + 1
        elif frames and sign == ":" and frames[-1].sign == "{" and text[place + 1 : place + 2] in {"", " ", "\n"}:
            frames[-1].key, frames[-1].start, begin = text[begin:place].strip(" \"'\n"), place + 1, place + 1
        fresh = sign in "[{,:\n-" or (fresh and sign == " ") or (sign == " " and text[place - 1 : place] in {":", "-"})
    skipped = len(text) - len(last)
    for frame in frames:
        frame.start = max(0, frame.start - skipped)
    return frames


def _in_flow(table: Keys, route: list[str], frames: list[_Frame], line: str) -> CursorSpot:
    route = [*route, *(frame.key for frame in frames[:-1] if frame.key)]
    top = frames[-1]
    start = top.start + len(line[top.start :]) - len(line[top.start :].lstrip())
    key, keys = _walk(table, route)
    key = _valued(table, route, top.key) if top.key else key
    route += [top.key] if top.key else []
    return CursorSpot(
        key=key, keys=None if top.key else keys, written=line[start:].lstrip("\"'"), column=start,
        taken=frozenset(top.taken), valued=bool(top.key) or top.sign == "[", route=_folded(route),
    )  # fmt: skip


def _above(lines: Sequence[str], row: int, blank: int, within: range) -> tuple[list[str], set[str], bool]:
    """Return, by indentation, the keys above a line, those beside it, and whether a dash introduces its mapping."""
    depth = blank if blank >= 0 else _columns(lines[row])[1]
    route: list[str] = []
    taken = {name for name, column in _beside(lines, row, depth, within) if column == depth}
    level, crossed, dashed = depth, _columns(lines[row])[0] < depth if blank < 0 else False, False
    if crossed:
        level, dashed = _columns(lines[row])[0], True
    for number in range(row - 1, max(within.start, row - _ABOVE) - 1, -1):
        line = lines[number]
        outer, inner = _columns(line)
        typed = _KEY.match(line, inner)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if typed and (inner < level or (crossed and outer == inner <= level)):
            route.insert(0, typed["name"])
            level, crossed = outer, outer < inner
        elif outer < inner == level:
            level, crossed, dashed = outer, True, dashed or not route
        if level == 0 and not crossed and outer == 0:
            break
    return route, taken, dashed


def _beside(lines: Sequence[str], row: int, depth: int, within: range) -> Iterator[tuple[str, int]]:
    """Yield the keys of the mapping that a line is in, with their columns."""
    for step, stop in ((-1, max(within.start, row - _ABOVE) - 1), (1, min(within.stop, row + _ABOVE))):
        for number in range(row if step < 0 else row + 1, stop, step):
            outer, inner = _columns(lines[number])
            if lines[number].strip() and inner < depth:
                break
            if step > 0 and outer < inner == depth:
                break
            if number != row and (typed := _KEY.match(lines[number], inner)):
                yield fold_key(typed["name"]), inner
            if step < 0 and outer < inner == depth:
                break


def _columns(line: str) -> tuple[int, int]:
    """Return the column of the first dash of a line, and of the text after its dashes."""
    head = _HEAD.match(line)
    return (len(head["indent"]), head.end()) if head else (0, 0)
