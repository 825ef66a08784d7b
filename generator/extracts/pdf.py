"""What a PDF says, read by pypdf: only ever in a process apart (``extracts.apart``)."""

import logging
from collections.abc import Callable, Iterable, Iterator
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
_PAGE, _OBJECT, _STRING, _VALUE, _UNKNOWN = 5_000, 200, 60, 10, 2_000_000
"""Bytes that are read in the time that takes a page with nothing on it, an object, a string that is shown, a value of a
font, and a page that cannot be told."""
_PACKETS: Final = ("/Metadata", "/XFA", "/RC", "/RV")
"""Where XML is kept: properties, a form, what an annotation and a field say in fair letters."""
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
        walk = _Walk({getattr(page.indirect_reference, "idnum", 0) for page in pages})
        said = tuple("\n".join(_tried(page, (_shown, walk.notes), holes)) for page in pages)
        walk.seen -= walk.pages
        properties = tuple(_tried(reader.trailer, (walk.strings,), holes))
        attached = tuple(_tried(walk.files, (_attached,), holes))
    trouble = mark("une partie en est abîmée, et ne se lit pas") if holes else None
    return Said(pages=said, properties=properties, attached=attached, trouble=trouble)


def cost(raw: bytes, depth: int = _DEPTH) -> int:
    """Count what reading a PDF here costs, in bytes: what its pages share is read again for each of them."""
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
        stamps = sum(_form(stamp, known) for stamp in _stamps(page))
        return _marks(page.get("/Contents"), resources, known) + stamps
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


class _Walk:
    """What is said anywhere in a PDF, each object read once; the files that it carries are found on the way."""

    def __init__(self, pages: Iterable[int] = ()) -> None:
        self.pages = frozenset(pages)
        """Where notes lead, and where they end."""
        self.seen = set(self.pages)
        self.files: list[Any] = []
        self._packets: set[int] = set()

    def notes(self, page: "PageObject") -> Iterator[str]:
        """Yield what the annotations of a page say, and what is drawn of them."""
        stamps = [stamp for stamp in _stamps(page) if stamp.idnum not in self.seen]
        yield from self.strings(page.get("/Annots"))
        yield from (page.extract_xform_text(stamp.get_object()) for stamp in stamps)

    def strings(self, held: Any) -> Iterator[str]:  # noqa: ANN401  # pypdf's
        """Yield every string below an object, and the XML that is kept there; what pages show is no such string."""
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
    """Yield what is drawn of the annotations of a page, in each of their states."""
    for note in page.get("/Annots") or ():
        states: dict[str, Any] = note.get_object().get("/AP") or {}
        for drawn in dict.values(states):
            form = drawn.get_object()
            yield from (drawn,) if hasattr(form, "get_data") else dict.values(form)


def _attached(files: Iterable[Any]) -> Iterator[tuple[str, bytes]]:
    for file in files:
        name = str(file.get("/UF") or file.get("/F") or "")
        yield from ((name, bytes(part.get_object().get_data())) for part in dict.values(file["/EF"].get_object()))
