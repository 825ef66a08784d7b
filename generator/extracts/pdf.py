"""What a PDF says, read by pypdf: only ever in a process apart (``extracts.apart``)."""

import logging
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.extracts.pieces import UnopenedError
from generator.language import Phrase, mark

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_STREAM: Final = 20_000_000
"""Bytes that one stream may unpack to; a page is some ten thousand."""


class Said(Struct, frozen=True, kw_only=True):
    """What a PDF says."""

    pages: tuple[str, ...] = ()
    """Text, annotations and links of each page."""
    properties: tuple[str, ...] = ()
    """Title, author, XMP, bookmarks, fields."""
    attached: tuple[tuple[str, bytes], ...] = ()
    """Name and content of the files that it carries."""
    trouble: Phrase | None = None
    """Why a part of it could not be read."""


def read(raw: bytes) -> Said:
    """Read a PDF here. Raises UnopenedError: it cannot be read, and why."""
    from pypdf import PdfReader, apply_configuration  # noqa: PLC0415  # only here

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with apply_configuration(
        zlib_maximum_output_length=_STREAM,
        lzw_maximum_output_length=_STREAM,
        run_length_maximum_output_length=_STREAM,
        array_based_stream_maximum_output_length=_STREAM,
    ):
        try:
            reader = PdfReader(BytesIO(raw))
            pages = [] if reader.is_encrypted else list(reader.pages)
        except Exception as error:  # a damaged file raises anything
            raise UnopenedError(mark("elle est abîmée, et ne s'ouvre pas")) from error
        if reader.is_encrypted:
            raise UnopenedError(mark("elle est protégée par un mot de passe"))
        holes: list[bool] = []
        said = tuple("\n".join(_tried(page, (_shown, _noted), holes)) for page in pages)
        properties = tuple(_tried(reader, (_metadata, _outline, _fields), holes))
        attached = tuple(_tried(reader, (_attached,), holes))
    trouble = mark("une partie en est abîmée, et ne se lit pas") if holes else None
    return Said(pages=said, properties=properties, attached=attached, trouble=trouble)


def _tried(source: Any, readers: tuple[Callable[[Any], Iterator[Any]], ...], holes: list[bool]) -> Iterator[Any]:  # noqa: ANN401  # pypdf's
    """Yield what several readings give; one that fails leaves a hole, and the others their answers."""
    for reader in readers:
        try:
            yield from reader(source)
        except Exception:  # noqa: BLE001  # the same
            holes.append(True)


def _shown(page: "PageObject") -> Iterator[str]:
    yield page.extract_text()


def _noted(page: "PageObject") -> Iterator[str]:
    """Yield the texts and authors of annotations, and the targets of links."""
    for reference in page.get("/Annots") or ():
        note = reference.get_object()
        yield from (str(note[key]) for key in ("/Contents", "/T", "/V", "/TU", "/NM") if isinstance(note.get(key), str))
        action = note.get("/A")
        if action and "/URI" in action.get_object():
            yield str(action.get_object()["/URI"])


def _metadata(reader: "PdfReader") -> Iterator[str]:
    for key, value in (reader.metadata or {}).items():
        yield f"{str(key).lstrip('/')}: {value}"
    packet = reader.root_object.get("/Metadata")
    if packet is not None:
        yield packet.get_object().get_data().decode("utf-8", "replace")


def _outline(reader: "PdfReader") -> Iterator[str]:
    waiting: list[Any] = list(reader.outline)
    while waiting:
        heading = waiting.pop(0)
        if isinstance(heading, list):
            waiting[:0] = heading
        else:
            yield str(heading.title)


def _fields(reader: "PdfReader") -> Iterator[str]:
    for name, field in (reader.get_fields() or {}).items():
        yield f"{name}: {field.value or ''}"


def _attached(reader: "PdfReader") -> Iterator[tuple[str, bytes]]:
    for name, contents in reader.attachments.items():
        yield from ((str(name), bytes(content)) for content in contents)
