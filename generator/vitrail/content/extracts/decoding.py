"""Decode bytes to text: the encodings of Windows, PowerShell and old editors are recognised, decoded and reported."""

import codecs

from msgspec import Struct
from msgspec.structs import replace

from vitrail.ground.regex import regex

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is a prefix of it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"PK\x03\x04", b"GIF8", b"\xd0\xcf\x11\xe0")
_CONTROL = regex(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_STRAY = regex("[\udc80-\udcff]+")
"""Bytes that are not UTF-8, as surrogates; five of them are undefined in Windows-1252 too: the file is then neither."""
_MOJIBAKE = ("Ã©", "Ã¨", "Ã§", "Ãª", "â€™")


class Decoded(Struct, frozen=True, kw_only=True):
    """The text of a file, or None if it is not text; ``code`` is the diagnostic on its encoding, if any."""

    text: str | None
    code: str | None = None
    line: int = 1
    damaged: bool = False
    """Whether it holds UTF-8 that was decoded as Latin-1, and no character was lost."""


def decode(raw: bytes) -> Decoded:
    r"""Read bytes as UTF-8, else UTF-16, else Windows-1252; newlines become ``\n``. Never raises."""
    mark, encoding = next(((mark, name) for mark, name in _BOMS if raw.startswith(mark)), (b"", "utf-8"))
    raw = raw[len(mark) :]
    if encoding != "utf-8":
        return _wide(raw, encoding)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(raw, error.start)
    if "\0" in text:
        return _other(raw, raw.index(0))
    suspect = "Ã" in text or "€" in text  # to find one character is ten times faster than two
    lost = "ENC006" if suspect and any(trace in text for trace in _MOJIBAKE) else None
    decoded = _text(text, "ENC006.lost" if "\ufffd" in text else lost)
    return replace(decoded, damaged="\ufffd" not in text) if lost else decoded


def encoded(raw: bytes) -> tuple[bytes, str, str]:
    """Return a file's byte order mark, the encoding of its bytes, and the encoding for new text in it.

    Decoded with ``surrogateescape``, it has as many characters as the text from ``decode``, but for line ends.
    """
    mark, encoding = next(((mark, name) for mark, name in _BOMS if raw.startswith(mark)), (b"", ""))
    if encoding not in {"", "utf-8"}:
        return mark, encoding, encoding
    bare = raw[len(mark) :]
    if not mark and (wide := _guess_wide(raw)):
        return b"", wide, wide
    stray = _STRAY.sub("", bare.decode("utf-8", "surrogateescape"))
    latin = stray.isascii() and not bare.isascii()
    return mark, "utf-8", "cp1252" if latin else "utf-8"


def _other(raw: bytes, start: int) -> Decoded:
    """Decode bytes that are not UTF-8: another encoding, or no text at all."""
    if raw.startswith(_MAGIC):
        return Decoded(text=None, code="ENC001")
    if encoding := _guess_wide(raw):
        return _wide(raw, encoding)
    line = raw.count(b"\n", 0, start) + 1
    if _CONTROL.search(raw):
        return Decoded(text=None, code="ENC001", line=line)
    return _single_byte(raw, line)


def _guess_wide(raw: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in French text one byte of two is nearly always zero."""
    sample = raw[:4096]
    half = len(sample) // 2
    if half == 0 or len(raw) % 2:
        return None
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if odd > 0.7 * half and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and not odd else None


def _wide(raw: bytes, encoding: str) -> Decoded:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return Decoded(text=None, code="ENC001.charset")
    return Decoded(text=None, code="ENC001") if "\0" in text else _text(text.removeprefix("\ufeff"), "ENC003.utf16")


def _single_byte(raw: bytes, line: int) -> Decoded:
    """Decode Windows-1252, which contains Latin-1; or UTF-8 into which bytes of Windows-1252 were pasted."""
    known = raw.decode("utf-8", "surrogateescape")
    try:
        text = _STRAY.sub(lambda stray: stray[0].encode("utf-8", "surrogateescape").decode("cp1252"), known)
    except UnicodeDecodeError:
        return Decoded(text=None, code="ENC001.charset", line=line)
    return _text(text, "ENC003" if _STRAY.sub("", known).isascii() else "ENC003.mixed", line)


def _text(text: str, code: str | None, line: int = 1) -> Decoded:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text=text, code=code, line=line)
