"""What a record or a text says once it is on a page: what is searched must be what is published."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from generator.model.source import Record

_DROPPED = str.maketrans("", "", "\x02\x03")
"""Characters that Markdown takes out of a text: it uses them itself."""
_OPEN, _CLOSE = "<!--", "-->"


def strings(record: object) -> Iterator[str]:
    """Every text of a record, records in it included, but for the fields that are on no page."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, Struct):
        unprinted = record.UNPRINTED if isinstance(record, Record) else ()
        for name in record.__struct_fields__:
            if name not in unprinted:
                yield from strings(getattr(record, name))
    elif isinstance(record, Mapping):
        for key, value in record.items():
            yield from strings(key)
            yield from strings(value)
    elif isinstance(record, Iterable) and not isinstance(record, bytes):
        for item in record:
            yield from strings(item)


def readings(text: str) -> Iterator[str]:
    """A text as it is typed, and as it reads without its comments: which of them stay, only Markdown knows."""
    bare = text.translate(_DROPPED)
    yield bare
    if _OPEN in bare:
        yield _uncommented(bare)


def _uncommented(text: str) -> str:
    """Take the comments out, in one pass whatever the text."""
    kept, place = [], 0
    while (start := text.find(_OPEN, place)) >= 0 and (end := text.find(_CLOSE, start)) >= 0:
        kept.append(text[place:start])
        place = end + len(_CLOSE)
    return "".join((*kept, text[place:]))
