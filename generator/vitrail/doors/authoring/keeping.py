"""Replace the value of a key in a file and keep every other byte: comments, order, unknown keys.

The new value is compared with the old, entry by entry: a scalar is replaced in place, an entry is added or removed as
whole lines. Each way of writing is tried, the finest first, and the result is parsed again: it is dropped unless it
reads as wanted. If entries have no lines of their own, the whole key is rewritten, its comments below it.
"""

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from vitrail.content.extracts.decoding import decode
from vitrail.content.extracts.rewriting import rewritten
from vitrail.content.model.source import Route
from vitrail.content.reading.disk.roles import SourceFile
from vitrail.content.reading.text.documents import read_document
from vitrail.content.values.document import Document, Value
from vitrail.content.values.folding import fold_key
from vitrail.content.values.key import Key
from vitrail.doors.authoring.spelling import OPEN, block, entry, spelled
from vitrail.doors.editing.unsaved import HeldText
from vitrail.doors.scaffolding.files import in_quotes
from vitrail.ground.diagnostics import Place, TextEdit
from vitrail.ground.language import ToldError
from vitrail.ground.regex import regex

Edit: TypeAlias = tuple[int, int, str]
"""First line to replace, counted from 0, the first line after, and the text to put there."""
_REMARK: Final = regex(r"(?:^|\s)#(?P<said>.*)$")
_QUOTED: Final = regex(r"""(?<![^\s\[{,:])("[^"]*"|'[^']*')""")


class UnwritableKeyError(ToldError):
    """A value that cannot be written in a file so that it reads back the same."""


def changed(raw: bytes, placed: SourceFile, values: Iterable[tuple[Key, Value]], text: str | None = None) -> bytes:
    """Return a file with new values for some keys of its front matter, and a new text if one is given.

    Raises UnwritableKeyError: a value would not read back as given; nothing is changed then.
    """
    for key, value in values:
        raw = _with_key(raw, placed, key, value or None)
    return raw if text is None else _with_text(raw, placed, text)


def rewritten_whole(raw: bytes, text: str) -> bytes:
    """Return another text for a whole file, one that cannot be parsed. Raises UnwritableKeyError: it is not text."""
    if decode(raw).text is None:
        raise _unknown()
    return text.replace("\r\n", "\n").encode()


def _with_text(raw: bytes, placed: SourceFile, text: str) -> bytes:
    document = read_document(HeldText(raw), placed)
    old = document.text
    if old.strip("\n") == text.strip("\n"):
        return raw
    lead = old[: len(old) - len(old.lstrip("\n"))] if old.strip() or not document.has_front_matter else "\n"
    body = text.replace("\r\n", "\n").strip("\n")
    lines = _lines(raw)
    return _rewritten(raw, [(document.text_line - 1, len(lines), f"{lead}{body}\n" if body else "")])


def _with_key(raw: bytes, placed: SourceFile, key: Key, value: Value) -> bytes:
    document = read_document(HeldText(raw), placed)
    if document.rejected:
        raise UnwritableKeyError("Ce fichier ne se lit pas : corrigez d'abord ce qu'il dit.")
    name = next((name for name in key.names if name in document.data), key.names[0])
    wanted = {**document.data, name: _folded(value)}
    if value is None:
        wanted.pop(name)
    for way in (_finely, _whole):
        edits = way(_Sheet(document, _lines(raw)), key, name, value)
        if edits is None:
            continue
        made = _rewritten(raw, edits)
        again = read_document(HeldText(made), placed)
        if not again.rejected and again.data == wanted and again.text.strip() == document.text.strip():
            return made
    raise UnwritableKeyError("« {key} » ne peut pas s'écrire ainsi dans ce fichier.", key=key.name)


class _Sheet:
    """The lines of a file, with the place of each entry of its front matter."""

    def __init__(self, document: Document, lines: list[str]) -> None:
        self.lines = lines
        self.document = document
        self.first = document.above_line - 1
        self.end = document.text_line - 2 if document.has_front_matter else self.first
        spans = {**document.source.marks, **document.keys}
        self.starts = {route: (span[0] - 1, span[1] - 1) for route, span in spans.items() if route}

    def lies(self, route: Route) -> tuple[int, int] | None:
        """Return the lines of an entry, without trailing comments; None if it has no line of its own."""
        if route not in self.starts:
            return None
        row, _ = self.starts[route]
        indent = len(self.lines[row]) - len(self.lines[row].lstrip(" "))
        alike = [place[0] for other, place in self.starts.items() if len(other) == len(route) and other != route]
        if row in alike or (len(route) > 1 and row == self.starts[route[:-1]][0]):
            return None
        dashed = self.lines[row].lstrip().startswith("-")
        end = row + 1
        while end < self.end and self._within(self.lines[end], indent, dashed=dashed):
            end += 1
        while end > row + 1 and _bare(self.lines[end - 1]):
            end -= 1
        return row, end

    @staticmethod
    def _within(line: str, indent: int, *, dashed: bool) -> bool:
        margin = len(line) - len(line.lstrip(" "))
        return _bare(line) or margin > indent or (margin == indent and not dashed and line.lstrip()[:1] in "-]}")


def _bare(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _finely(sheet: _Sheet, key: Key, name: str, value: Value) -> list[Edit] | None:
    """Edit only the entries that differ; None if a difference has no lines of its own."""
    del key
    if name not in sheet.document.data or value is None:
        return None
    try:
        return list(_differences(sheet, (name,), sheet.document.data[name], value))
    except (LookupError, ValueError):
        return None


def _differences(sheet: _Sheet, route: Route, old: Value, new: Value) -> Iterator[Edit]:
    """Yield the edits that turn one value into another; raises LookupError if an entry has no lines of its own."""
    if _folded(new) == old:
        return
    if old is None and isinstance(new, list | dict):
        row, margin = sheet.starts[route][0], " " * (len(_lead(sheet, route)) + 2)
        yield row + 1, row + 1, block(new, margin)
    elif isinstance(old, str | None) and isinstance(new, str | None):
        yield _scalar(sheet, route, old, new or "")
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _in_mapping(sheet, route, old, new)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _in_list(sheet, route, old, new)
    else:
        raise LookupError(route)


def _lead(sheet: _Sheet, route: Route) -> str:
    line = sheet.lines[sheet.starts[route][0]]
    return line[: len(line) - len(line.lstrip(" "))]


def _scalar(sheet: _Sheet, route: Route, old: str | None, new: str) -> Edit:
    span = (sheet.document.keys if old is None else sheet.document.source.marks)[route]
    row, start, last, end = span[0] - 1, span[1] - 1, span[2] - 1, span[3] - 1
    line = sheet.lines[row]
    if old is None:
        start = end = line.index(":", start) + 1
        return row, row + 1, f"{line[:start]} {spelled(new)}{line[end:]}\n"
    if last != row or "\n" in new or line[start:end] != old:
        raise LookupError(route)
    if held := line[start - 1 : start] in {'"', "'"}:
        start, end = start - 1, end + 1
    flow = line[:start].rstrip()[-1:] in OPEN or line[end:].lstrip()[:1] in OPEN
    remarked = held and "#" in line[end:]  # without quotes, a comment would be read as the end of the sentence
    said = in_quotes(new) if remarked else new and spelled(new, flow=flow)
    return row, row + 1, f"{line[:start]}{said}{line[end:]}\n"


def _in_mapping(sheet: _Sheet, route: Route, old: Mapping[str, Value], new: Mapping[str, Value]) -> Iterator[Edit]:
    named = {fold_key(name): name for name in new}
    for name, value in old.items():
        if name in named:
            try:
                yield from list(_differences(sheet, (*route, name), value, new[named[name]]))
            except LookupError:
                yield _again(sheet, (*route, name), value, new[named[name]])
        else:
            yield (*_span(sheet, (*route, name)), "")
    more = {name: value for name, value in new.items() if fold_key(name) not in old}
    if more:
        last = (*route, list(old)[-1])
        yield _below(sheet, last, block(more, _lead(sheet, last)))


def _again(sheet: _Sheet, route: Route, old: Value, new: Value) -> Edit:
    """Rewrite one entry under its name as spelled in the file, and put its comments below it."""
    first, end = _span(sheet, route)
    margin, line, column = _lead(sheet, route), sheet.lines[first], sheet.document.keys[route][3] - 1
    while isinstance(old, str) and end < sheet.end and sheet.lines[end].startswith(f"{margin} "):
        end += 1  # a line of a block text may look like a comment
    said = sheet.lines[first : first + 1 if isinstance(old, str) else end]  # a block text has no comments
    remarks = (f"{margin}#{remark}\n" for remark in filter(None, map(_remark, said)))
    return (
        first,
        end,
        line[: line.index(":", column) + 1] + entry("x", new, margin)[len(margin) + 2 :] + "".join(remarks),
    )


def _in_list(sheet: _Sheet, route: Route, old: list[Value], new: list[Value]) -> Iterator[Edit]:
    ones, others = (
        [json.dumps(value, sort_keys=True) for value in every] for every in (old, [_folded(value) for value in new])
    )
    for change, first, last, start, end in difflib.SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        both = min(last - first, end - start) if change == "replace" else 0
        for step in range(both):
            yield from _differences(sheet, (*route, first + step), old[first + step], new[start + step])
        for index in range(first + both, last) if change != "equal" else ():
            yield (*_span(sheet, (*route, index)), "")
        if change in {"insert", "replace"} and start + both < end:
            after = (*route, max(0, last - 1))
            text = block(new[start + both : end], _lead(sheet, after))
            yield _below(sheet, after, text) if last else (_span(sheet, after)[0],) * 2 + (text,)


def _below(sheet: _Sheet, route: Route, text: str) -> Edit:
    _, end = _span(sheet, route)
    return end, end, text


def _span(sheet: _Sheet, route: Route) -> tuple[int, int]:
    lines = sheet.lies(route)
    if lines is None:
        raise LookupError(route)
    return lines


def _whole(sheet: _Sheet, key: Key, name: str, value: Value) -> list[Edit] | None:
    """Rewrite a whole key, its comments below it; a new key goes at the end of the front matter."""
    spelled_name = sheet.document.spelled.get(name, key.name)
    text = "" if value is None else block({spelled_name: value}, "")
    if lines := sheet.lies((name,)):
        remarks = filter(None, (_remark(line) for line in sheet.lines[slice(*lines)]))
        return [(*lines, text + "".join(f"#{said}\n" for said in remarks))]
    if not sheet.document.has_front_matter:
        return [(0, 0, f"---\n{text}---\n")]
    return [(sheet.end, sheet.end, text)]


def _remark(line: str) -> str:
    remark = _REMARK.search(_QUOTED.sub(lambda match: "x" * len(match[0]), line))
    return line[remark.start("said") : remark.end("said")] if remark else ""


def _folded(value: Value) -> Value:
    """Return a value as the reader gives it, with the names of its mappings folded."""
    if isinstance(value, dict):
        return {fold_key(name): _folded(below) for name, below in value.items()}
    return [_folded(below) for below in value] if isinstance(value, list) else value


def _lines(raw: bytes) -> list[str]:
    return (decode(raw).text or "").split("\n")


def _rewritten(raw: bytes, edits: list[Edit]) -> bytes:
    """Apply edits of whole lines, in the file's own encoding if it has the characters, else in UTF-8."""
    for known in (raw, (decode(raw).text or "").encode()):
        lines = _lines(known)
        end = Place(
            path="", line=len(lines), column=len(lines[-1]) + 1, end_line=len(lines), end_column=len(lines[-1]) + 1
        )
        closed = (rewritten(known, [TextEdit(end, "\n")]) or known) if lines[-1] else known
        new = rewritten(closed, [_edit(edit, _lines(closed)) for edit in edits])
        if new is not None:
            untouched = all(edit[1] < len(lines) for edit in edits)
            return new.removesuffix(closed[len(known) :]) if untouched else new
    raise _unknown()


def _unknown() -> UnwritableKeyError:
    return UnwritableKeyError("Ce fichier est dans un encodage que le formulaire ne sait pas écrire.")


def _edit(edit: Edit, lines: list[str]) -> TextEdit:
    first, end, text = (min(edit[0], len(lines) - 1), min(edit[1], len(lines) - 1), edit[2])
    return TextEdit(Place(path="", line=first + 1, column=1, end_line=end + 1, end_column=1), text)
