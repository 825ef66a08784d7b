"""What a PDF says, read by pypdf: only ever in a process apart (``extracts.apart``)."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.extracts.pieces import UnopenedError
from generator.language import Phrase, mark

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MARK, _HEAD = b"%PDF-", 1024
_DEPTH: Final = 3
"""PDFs in one another that are counted."""
_STREAM: Final = 20_000_000
"""Bytes that one stream may unpack to; a page is some ten thousand."""
_DRAWN: Final = 1_000_000
"""Forms that a page may draw: what is drawn beyond would not be read, and nobody told."""
_PAGE, _STRING, _VALUE, _UNKNOWN = 5_000, 60, 10, 2_000_000
"""Bytes that are read in the time that takes a page with nothing on it, a string that is shown, a value of a font, and
a page that cannot be told."""
_SHAPES: Final = frozenset({"/FontDescriptor", "/CharProcs", "/Parent"})


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
    with _opened(raw) as (reader, pages):
        holes: list[bool] = []
        said = tuple("\n".join(_tried(page, (_shown, _noted), holes)) for page in pages)
        properties = tuple(_tried(reader, (_metadata, _outline, _fields), holes))
        attached = tuple(_tried(reader, (_attached,), holes))
    trouble = mark("une partie en est abîmée, et ne se lit pas") if holes else None
    return Said(pages=said, properties=properties, attached=attached, trouble=trouble)


def cost(raw: bytes, depth: int = _DEPTH) -> int:
    """Count what reading a PDF here costs, in bytes: what its pages share is read again for each of them."""
    try:
        with _opened(raw) as (reader, pages):
            known: dict[int, int] = {}
            attached = [content for _, content in _tried(reader, (_attached,), [])] if depth else ()
            inner = sum(cost(content, depth - 1) for content in attached if is_pdf(content))
            return sum(_PAGE + _cost_of(page, known) for page in pages) + inner
    except UnopenedError:
        return 0


def is_pdf(raw: bytes) -> bool:
    """True for what programs open as a PDF: it may begin a little further down."""
    return raw[:_HEAD].lstrip().startswith(_MARK)


@contextmanager
def _opened(raw: bytes) -> Iterator[tuple["PdfReader", list["PageObject"]]]:
    """Give what reads a PDF, and its pages. Raises UnopenedError: it cannot be read, and why."""
    from pypdf import PdfReader, apply_configuration  # noqa: PLC0415  # only here

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with apply_configuration(
        zlib_maximum_output_length=_STREAM,
        lzw_maximum_output_length=_STREAM,
        run_length_maximum_output_length=_STREAM,
        array_based_stream_maximum_output_length=_STREAM,
        xform_maximum_invocations_per_extraction=_DRAWN,
    ):
        try:
            reader = PdfReader(BytesIO(raw))
            pages = [] if reader.is_encrypted else list(reader.pages)
        except Exception as error:  # a damaged file raises anything
            raise UnopenedError(mark("elle est abîmée, et ne s'ouvre pas")) from error
        if reader.is_encrypted:
            raise UnopenedError(mark("elle est protégée par un mot de passe"))
        yield reader, pages


def _cost_of(page: "PageObject", known: dict[int, int]) -> int:
    """Count what one page costs: its marks, the fonts that they name, and each form as often as it is drawn."""
    try:
        resources = page.get_inherited("/Resources", {}).get_object()
        return _marks(page.get("/Contents"), resources, known)
    except Exception:  # noqa: BLE001  # the same
        return _UNKNOWN


def _marks(held: Any, resources: Any, known: dict[int, int]) -> int:  # noqa: ANN401  # pypdf's
    """Count what marks cost, and what they need."""
    streams = [part.get_object() for part in held] if isinstance(held, list) else [held.get_object()] if held else []
    data: list[bytes] = [stream.get_data() for stream in streams]
    strings, drawn = (sum(part.count(sign) for part in data for sign in signs) for signs in ((b")", b">"), (b"Do",)))
    forms = (_form(form, known) for form in _parts(resources, "/XObject")) if drawn else ()
    fonts = sum(_sizes(font, known) for font in _parts(resources, "/Font"))
    largest: int = max(forms, default=0)
    return sum(map(len, data)) + _STRING * (strings + drawn) + fonts + drawn * largest


def _parts(resources: Any, kind: str) -> list[Any]:  # noqa: ANN401  # pypdf's
    parts = (resources or {}).get(kind)
    return [parts.get_object().raw_get(name) for name in parts.get_object()] if parts else []


def _form(form: Any, known: dict[int, int]) -> int:  # noqa: ANN401  # pypdf's
    """Count what drawing a form once costs; a picture is not read."""
    number = -getattr(form, "idnum", 0)  # it may be a font too
    if number not in known:
        known[number] = 0  # one that draws itself is skipped
        drawn = form.get_object()
        known[number] = 0 if drawn.get("/Subtype") == "/Image" else _marks([drawn], drawn.get("/Resources"), known)
    return known[number]


def _sizes(held: Any, known: dict[int, int]) -> int:  # noqa: ANN401  # pypdf's
    """Count what stands in a font, but for the shapes of its letters."""
    number = getattr(held, "idnum", 0)
    if number and number in known:
        return known[number]
    known[number] = 0
    value: Any = held.get_object()
    size = _VALUE + (len(value.get_data()) if hasattr(value, "get_data") else 0)
    if isinstance(value, dict):
        size += sum(_sizes(part, known) for key, part in dict.items(value) if key not in _SHAPES)
    elif isinstance(value, list):
        size += sum(_sizes(part, known) for part in list.__iter__(value))
    known[number] = size
    return size


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
