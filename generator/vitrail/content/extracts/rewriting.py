"""Apply edits to the bytes of a file: every other byte stays, whatever its encoding and its line ends."""

from collections.abc import Iterable, Iterator

from vitrail.content.extracts.decoding import encoded
from vitrail.ground.diagnostics import Fix, TextEdit
from vitrail.ground.regex import regex

_END = regex("\r\n|\r|\n")


def chosen(fixes: Iterable[Fix]) -> Iterator[Fix]:
    """Yield the fixes that can be applied together: of two that overlap or touch, the first."""
    taken: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for fix in fixes:
        spans = [_span(edit) for edit in fix.edits]
        if not any(start <= last and first <= end for start, end in spans for first, last in taken):
            taken += spans
            yield fix


def rewritten(raw: bytes, edits: Iterable[TextEdit]) -> bytes | None:
    """Return the bytes of a file with edits applied.

    None if a place is not in the file, edits overlap, or a character is not in its encoding: the file is then not the
    one that the edits were made for. Edits that touch are applied in their order.
    """
    mark, encoding, own = encoded(raw)
    text = raw[len(mark) :].decode(encoding, "surrogateescape")
    ends = list(_END.finditer(text))
    newline = ends[0][0] if ends else "\n"
    starts = [0, *(end_met.end() for end_met in ends)]
    lengths = [
        end - start for start, end in zip(starts, [*(end_met.start() for end_met in ends), len(text)], strict=True)
    ]
    out, done = [], 0
    for edit in sorted(edits, key=_span):
        place = edit.place
        spots = ((place.line, place.column), (place.end_line, place.end_column))
        if any(not 0 < line <= len(starts) or not 0 < column <= lengths[line - 1] + 1 for line, column in spots):
            return None
        start, end = (starts[line - 1] + column - 1 for line, column in spots)
        try:
            new = edit.text.replace("\n", newline).encode(own)
        except UnicodeEncodeError:
            return None
        if start < done or end < start:
            return None
        out += [text[done:start], new.decode(encoding, "surrogateescape")]
        done = end
    return mark + "".join((*out, text[done:])).encode(encoding, "surrogateescape")


def _span(edit: TextEdit) -> tuple[tuple[int, int], tuple[int, int]]:
    return (edit.place.line, edit.place.column), (edit.place.end_line, edit.place.end_column)
