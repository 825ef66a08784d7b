"""Extract the text of XML, HTML and JSON: a document by paragraphs, a sheet by rows, a drawing by labels."""

import base64
import binascii
import json
import zlib
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import ParseError  # the class of an error: defusedxml parses

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from vitrail.content.extracts.pieces import BEYOND, Allowance, UnopenedError
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_BLOCKS = frozenset(
    "p h si c v row tc tr br cr tab s line-break text creator date comment author is instrText "
    "table-cell table-row title desc hyperlinkBase".split()
)
"""Local names of elements that end a word: paragraphs, cells, line breaks."""
_RUNS = frozenset(
    "r t span tspan a hyperlink ins del delText smartTag proofErr lastRenderedPageBreak softHyphen".split()
)
"""Elements inside which a word goes on. At any other element, it may end or go on: « Vu<sym/>Roy », « Le<x/>Roy »."""
_PROPERTIES = "Pr"
"""Suffix of the names of formatting elements (Office): no word ends there, and few of their attributes are texts."""
_CONTROL = "sdtPr"
"""The exception: the element that holds the label of a form control."""
_SAID = frozenset(
    "author initials name displayName descr title alt tooltip Target href prompt promptTitle error errorTitle "
    "string-value userId value label link lastModifiedBy".split()
)
"""Attributes whose values people write, even in formatting elements."""
_MACHINE = frozenset(
    "r ref s t spans sqref d style class points transform fill stroke typeface ascii hAnsi eastAsia cs font-name "
    "font-family style-name parent-style-name space lang type Type ContentType PartName Extension id Id uri paraId "
    "textId rsidR rsidRDefault rsidP rsidRPr rsidTr".split()
)
"""Attributes whose values only programs write."""
_SEAM, _CUT = "\0", regex(r"\w\0+\w")
"""The mark of a possible end of word, a character that XML cannot hold; and a word that may go on over it."""
_SHEET_ENDS = ("Header", "Footer")
_PRINTED = regex(r'&(?:"[^"]*"|K[0-9A-F]{6}|[A-Z]|\d+)')
"""Formatting codes in the header or footer of a printed sheet: « &LRoy » is « Roy » on the left."""
_LETTER = regex(r"[^\W\d_]")
_TAG = regex(r"<(/?)([a-zA-Z][\w:-]*)?[^<>]*>")
_RUNNING = frozenset("a abbr b bdi bdo cite code del em font i ins kbd mark q s small span strong sub sup u".split())
_DEEPEST = 200
"""Levels of nested lists and objects that are read in JSON, and of elements in XML."""
_SIGNS = b"<=&\n\r,:[{"
"""The bytes at which a parser of XML or of JSON stops to make something."""


def xml_text(raw: bytes, budget: Allowance, *, every: bool = False, shared: tuple[str, ...] = ()) -> str:
    """Return the text of an XML document, one line per paragraph.

    Args:
        raw: the document.
        budget: the allowance left, as a drawing may be compressed inside the document.
        every: whether each element is a block of its own, as in data and properties.
        shared: the strings that cells refer to by number (``shared_strings``).

    Raises:
        UnopenedError: it is not XML, it defines entities or is nested too deep, or the budget is spent.
    """
    return _read(raw, _Reader(budget, every=every, shared=shared)).text()


def shared_strings(raw: bytes, budget: Allowance) -> tuple[str, ...]:
    """Return the shared strings of a spreadsheet, in order of number. Raises UnopenedError as ``xml_text``."""
    return tuple(_read(raw, _Reader(budget)).strings)


def charge(raw: bytes, budget: Allowance) -> bytes:
    """Return XML or JSON that a parser may read within the allowance. Raises UnopenedError: it takes more."""
    budget.spend(signs=len(raw) - len(raw.translate(None, _SIGNS)))
    return raw


def _read(raw: bytes, reader: "_Reader") -> "_Reader":
    parser = XMLParser(target=reader)
    try:
        parser.feed(charge(raw, reader.budget))
        parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnopenedError(mark("elle est abîmée, et ne s'ouvre pas")) from error
    return reader


class _Reader:
    """The target of the XML parser, called for each event; no tree is built."""

    def __init__(
        self, budget: Allowance, *, every: bool = False, shared: tuple[str, ...] = (), packed: bool = True
    ) -> None:
        self.out: list[str] = []
        self.said: dict[str, None] = {}
        self.strings: list[str] = []
        self.budget, self._every, self._shared, self._packed = budget, every, shared, packed
        self._depth = self._aside = 0
        """Number of nested elements that are open, and of those that are formatting."""
        self._numbered = False
        """Whether the current cell holds the number of a shared string."""
        self._began = 0
        """Index in ``out`` at which the current string, value, drawing, header or footer begins."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an element."""
        local = tag.rpartition("}")[2]
        placed = local == "tspan" and not attributes.keys().isdisjoint("xy")  # a line of its own, not letters of one
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnopenedError(BEYOND)
        self._aside += _is_aside(local)
        self._part(local, ended=placed)
        if local in {"si", "v", "diagram"} or local.endswith(_SHEET_ENDS):
            self._began = len(self.out)
        elif local == "c":
            self._numbered = attributes.get("t") == "s"
        for name, value in attributes.items():
            short = name.rpartition("}")[2]
            if (short in _SAID or not (self._aside or short in _MACHINE)) and _LETTER.search(value):
                self.said.setdefault(html_text(value) if "<" in value or "&" in value else value)

    def _part(self, local: str, *, ended: bool = False) -> None:
        """Append a line end, or the mark of a possible end of word."""
        if self._every or ended or local in _BLOCKS:
            self.out.append("\n")
        elif not self._aside and local not in _RUNS:
            self.out.append(_SEAM)

    def data(self, text: str) -> None:
        """Append characters."""
        self.out.append(text)

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        local = tag.rpartition("}")[2]
        if local == "si":
            self.strings.append("".join(self.out[self._began :]))
        elif local == "v" and self._numbered:
            number = "".join(self.out[self._began :]).strip()
            known = number.isascii() and number.isdigit() and int(number[:9]) < len(self._shared)
            self.out[self._began :] = [self._shared[int(number)]] if known else []
            self.budget.spend(characters=len(self.out[-1]) if known else 0)  # ten thousand cells may share a string
        elif local == "diagram" and self._packed:
            self._inflate("".join(self.out[self._began :]).strip())
        elif local.endswith(_SHEET_ENDS):
            self.out[self._began :] = [_PRINTED.sub(" ", "".join(self.out[self._began :]))]
        self._part(local)
        self._aside -= _is_aside(local)
        self._depth -= 1

    def close(self) -> None:
        """End the document."""

    def text(self) -> str:
        """Return the paragraphs, marks as spaces; those where a word may go on again without marks; the attributes."""
        whole = "".join(self.out)
        cut = (line.replace(_SEAM, "") for line in whole.split("\n") if _CUT.search(line))
        return "\n".join((whole.replace(_SEAM, " "), *cut, *self.said))

    def _inflate(self, packed: str) -> None:
        """Decode a drawing of draw.io: URL-quoted XML, deflated, in base64; a plain one was parsed already."""
        try:
            raw = zlib.decompressobj(-15).decompress(base64.b64decode(packed, validate=True), self.budget.size + 1)
        except (zlib.error, binascii.Error, ValueError):
            return
        self.budget.spend(size=len(raw))
        drawn = unquote(raw.decode("utf-8", "replace")).encode()
        if drawn:
            self.out[self._began :] = [_read(drawn, _Reader(self.budget, packed=False)).text()]


def _is_aside(local: str) -> bool:
    """True for a formatting element of Office."""
    return local.endswith(_PROPERTIES) and local != _CONTROL


def html_text(text: str) -> str:
    """Return the text of HTML, however badly written; inline tags do not split words."""
    return unescape(_TAG.sub(lambda tag: "" if (tag[2] or "").lower() in _RUNNING else "\n", text))


def json_text(text: str, otherwise: str) -> str:
    """Return the keys and values of JSON, decoded, a notebook cell's lines joined; ``otherwise`` if invalid."""
    try:
        return "\n".join(_strings(json.loads(text), _DEEPEST))
    except (ValueError, RecursionError):
        return otherwise


def _strings(held: object, depth: int) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict) and depth:
        for key, value in held.items():
            yield key
            yield from _strings(value, depth - 1)
    elif isinstance(held, list) and depth:
        if held and all(isinstance(line, str) for line in held):
            yield ("" if held[0].endswith("\n") else "\n").join(held)
            return
        for inner in held:
            yield from _strings(inner, depth - 1)
    elif held is not None:
        yield str(held)
