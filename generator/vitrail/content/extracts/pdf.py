"""Extract the text of a PDF with pypdf, only in a separate process (``extracts.apart``)."""

import logging
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from vitrail.content.extracts.pieces import BEYOND, DEPTH, UnopenedError
from vitrail.ground.language import Phrase, mark
from vitrail.ground.regex import regex

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MARK, _HEAD = b"%PDF-", 1024
_PACKED = regex(rb"stream\r?\n")
_DICTIONARY, _INFLATED, _OBJECTS = 400, 64_000_000, 8_000
"""Bytes before a stream in which its dictionary is looked for; most bytes of all object streams; and added for each."""
_STREAM: Final = 20_000_000
"""Bytes of one unpacked stream, at most; a page is some ten thousand."""
_DRAWN: Final = 1_000_000
"""Form XObjects that a page may draw, high enough for any: pypdf silently skips those beyond."""
_PAGE, _OBJECT, _STRING, _VALUE, _UNKNOWN = 5_000, 200, 60, 10, 2_000_000
"""Costs, in bytes read in the same time: of an empty page, an object, a string that is shown, a value of a font, and a
page whose cost cannot be computed."""
_PACKETS: Final = ("/Metadata", "/XFA", "/RC", "/RV")
"""Keys whose streams hold XML: properties, a form, the rich text of annotations and fields."""
_SHAPES: Final = frozenset({"/FontDescriptor", "/CharProcs", "/Parent"})


class Said(Struct, frozen=True, kw_only=True):
    """The text of a PDF."""

    pages: tuple[str, ...] = ()
    """Text, annotations and links of each page."""
    properties: tuple[str, ...] = ()
    """Title, author, XMP, bookmarks, fields."""
    attached: tuple[tuple[str, bytes], ...] = ()
    """Name and content of the attached files."""
    trouble: Phrase | None = None
    """Why a part of it could not be read."""


def read(raw: bytes) -> Said:
    """Extract a PDF, in this process. Raises UnopenedError, with the reason: it cannot be read."""
    with _opened(raw) as (reader, pages):
        holes: list[bool] = []
        walk = _Walk({getattr(page.indirect_reference, "idnum", 0) for page in pages})
        said = tuple("\n".join(_tried(page, (_shown, walk.notes), holes)) for page in pages)
        walk.seen -= walk.pages
        properties = tuple(_tried(reader.trailer, (walk.strings,), holes))
        attached = tuple(_tried(walk.files, (_attached,), holes))
    trouble = mark("une partie en est abîmée, et ne se lit pas") if holes else None
    return Said(pages=said, properties=properties, attached=attached, trouble=trouble)


def cost(raw: bytes, depth: int = DEPTH) -> int:
    """Estimate the cost of extracting a PDF, in bytes: resources shared by pages are read again for each page."""
    try:
        with _opened(raw) as (reader, pages):
            known: dict[int, int] = {}
            walk = _Walk()
            strings = sum(1 for _ in _tried(reader.trailer, (walk.strings,), []))
            attached = [content for _, content in _tried(walk.files, (_attached,), [])] if depth else ()
            inner = sum(cost(content, depth - 1) for content in attached if is_pdf(content))
            held = _STRING * strings + _OBJECT * len(walk.seen) + inner
            return sum(_PAGE + _cost_of(page, known) for page in pages) + held
    except UnopenedError:
        return 0


def object_streams(raw: bytes) -> Iterator[bytes]:
    """Yield the file as it is, then the packed parts in which names of actions may be, inflated.

    There is no parser, and other filters than Flate are not seen (docs/securite.md). Raises UnopenedError: a bomb.
    """
    yield raw
    left, view = _INFLATED, memoryview(raw)
    for match in _PACKED.finditer(raw):
        if b"ObjStm" not in raw[max(0, match.start() - _DICTIONARY) : match.start()]:
            continue
        try:
            part = zlib.decompressobj().decompress(view[match.end() :], left)
        except zlib.error:
            part = b""
        left -= len(part) + _OBJECTS
        if left <= 0:
            raise UnopenedError(BEYOND)
        yield part


def is_pdf(raw: bytes) -> bool:
    """True for a file that programs open as a PDF, even if its mark comes after white space."""
    return raw[:_HEAD].lstrip().startswith(_MARK)


@contextmanager
def _opened(raw: bytes) -> Iterator[tuple["PdfReader", list["PageObject"]]]:
    """Open a PDF: pypdf's reader, and the pages. Raises UnopenedError, with the reason: it cannot be read."""
    from pypdf import PdfReader, apply_configuration  # only here

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
    """Estimate the cost of one page: its content, its fonts, its forms as often as they are drawn."""
    try:
        resources = page.get_inherited("/Resources", {}).get_object()
        stamps = sum(_form(stamp, known) for stamp in _stamps(page))
        return _marks(page.get("/Contents"), resources, known) + stamps
    except Exception:  # noqa: BLE001  # the same
        return _UNKNOWN


def _marks(held: Any, resources: Any, known: dict[int, int]) -> int:  # noqa: ANN401  # pypdf's
    """Estimate the cost of content streams, with the fonts and forms of their resources."""
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
    """Estimate the cost of drawing a form once; a picture costs nothing."""
    number = -getattr(form, "idnum", 0)  # negative: the object may also be read as a font
    if number not in known:
        known[number] = 0  # stops at a form that draws itself
        drawn = form.get_object()
        known[number] = 0 if drawn.get("/Subtype") == "/Image" else _marks([drawn], drawn.get("/Resources"), known)
    return known[number]


def _sizes(held: Any, known: dict[int, int]) -> int:  # noqa: ANN401  # pypdf's
    """Estimate the cost of a font's objects, but for the shapes of its letters."""
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
    """Yield the results of several readers; append to ``holes`` for each that raises, and go on."""
    for reader in readers:
        try:
            yield from reader(source)
        except Exception:  # noqa: BLE001  # the same
            holes.append(True)


def _shown(page: "PageObject") -> Iterator[str]:
    yield page.extract_text()


class _Walk:
    """A walk over the objects of a PDF, each visited once: yields strings, and collects the attached files."""

    def __init__(self, pages: Iterable[int] = ()) -> None:
        self.pages = frozenset(pages)
        """Numbers of the pages' objects, at which the walk of annotations stops."""
        self.seen = set(self.pages)
        self.files: list[Any] = []
        self._packets: set[int] = set()

    def notes(self, page: "PageObject") -> Iterator[str]:
        """Yield the strings of a page's annotations, and the text that they draw."""
        stamps = [stamp for stamp in _stamps(page) if stamp.idnum not in self.seen]
        yield from self.strings(page.get("/Annots"))
        yield from (page.extract_xform_text(stamp.get_object()) for stamp in stamps)

    def strings(self, held: Any) -> Iterator[str]:  # noqa: ANN401  # pypdf's
        """Yield every string and XML stream below an object; the contents of pages are not such strings."""
        waiting = [held]
        while waiting:
            held = waiting.pop()
            if number := getattr(held, "idnum", 0):
                if number in self.seen:
                    continue
                self.seen.add(number)
                held = held.get_object()
            if number in self._packets and hasattr(held, "get_data"):
                yield held.get_data().decode("utf-8", "replace")
            if isinstance(held, dict):
                waiting += reversed([part for key, part in dict.items(held) if key != "/Parent"])
                self.files += [held] if "/EF" in held else []
                packets = (dict.get(held, key) for key in _PACKETS)
                self._packets |= {getattr(part, "idnum", 0) for every in packets for part in _flat(every)} - {0}
            elif isinstance(held, list):
                waiting += reversed(list(list.__iter__(held)))
            elif isinstance(held, bytes):
                yield held.decode("cp1252", "replace")
            elif isinstance(held, str) and not held.startswith("/"):
                yield str(held)


def _flat(part: Any) -> Iterable[Any]:  # noqa: ANN401  # pypdf's
    return list.__iter__(part) if isinstance(part, list) else (part,)


def _stamps(page: "PageObject") -> Iterator[Any]:
    """Yield the appearance streams of a page's annotations, in each of their states."""
    for note in page.get("/Annots") or ():
        states: dict[str, Any] = note.get_object().get("/AP") or {}
        for drawn in dict.values(states):
            form = drawn.get_object()
            yield from (drawn,) if hasattr(form, "get_data") else dict.values(form)


def _attached(files: Iterable[Any]) -> Iterator[tuple[str, bytes]]:
    for file in files:
        name = str(file.get("/UF") or file.get("/F") or "")
        yield from ((name, bytes(part.get_object().get_data())) for part in dict.values(file["/EF"].get_object()))
