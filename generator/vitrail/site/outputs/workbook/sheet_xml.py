"""Edits a sheet of a workbook in its XML, in place: the other parts of the file keep their bytes.

A library that writes a workbook again drops parts that it does not know: drawings, check boxes, newer programs' rules.
Here cells are written, rows are inserted, and references to rows below (comments, drawings, merged cells) are shifted.
"""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from msgspec import Struct

from vitrail.content.extracts.sheets.xlsx import targets
from vitrail.content.values.lengths import clip
from vitrail.ground.regex import regex

_ROW = regex(r"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = regex(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_ATTRIBUTE = regex(r'([\w:]+)="([^"]*)"')
_TEXT = regex(r"<t(?:\s[^>]*)?>(.*?)</t>|<t\s*/>", re.DOTALL)
_CODED = regex(r"_(?=x[0-9A-Fa-f]{4}_)")
_ITEM = regex(r"<si\b[^>]*?(?:/>|>(.*?)</si>)", re.DOTALL)
_PHONETIC = regex(r"<(rPh|phoneticPr)\b[^>]*?(?:/>|>.*?</\1>)", re.DOTALL)
_STYLES = regex(r'(<cellXfs\b[^>]*?count=")\d+("[^>]*>)(.*?)(</cellXfs>)', re.DOTALL)
_XF = regex(r"<xf\b[^>]*?(?:/>|>.*?</xf>)", re.DOTALL)
_PLACES = regex(r'(\s(?:ref|sqref|fmlaLink|fmlaRange|topLeftCell|activeCell)=")([^"]*)|(<(?:\w+:)?(?:f|sqref)>)([^<]*)')
_CORNER = regex(r"(?<![\w.])(\$?[A-Z]{1,3}\$?)(\d+)(?![\w(])")
_FROM_ZERO = regex(r"(<(?:\w+:)?[rR]ow>\s*)(\d+)")
_ANCHOR = regex(r"(?<=<x:Anchor>)[^<]*")
_AFTER_SETUP = ("headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "drawing",
                "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "mc:AlternateContent", "controls",
                "webPublishItems", "tableParts", "extLst", "/worksheet")  # fmt: skip
"""Elements of a sheet that come after its ``pageSetup``, in the order of the norm."""


class _Cell(Struct, kw_only=True):
    attributes: dict[str, str]
    inner: str = ""


class _Row(Struct, kw_only=True):
    attributes: dict[str, str]
    cells: dict[str, _Cell]


class SheetXml:
    """One sheet of a workbook. Raises KeyError or ValueError: the workbook is not written as the norm says."""

    def __init__(self, raw: bytes, title: str) -> None:
        with ZipFile(BytesIO(raw)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._book = self._parts["xl/workbook.xml"].decode()
        sheets = [dict(_ATTRIBUTE.findall(attributes)) for attributes in re.findall(r"<sheet\b([^>]*)/?>", self._book)]
        self._index, sheet = next(
            (rank, attributes)
            for rank, attributes in enumerate(sheets)
            if unescape(attributes.get("name", "")) == title
        )
        self._title = title
        self._path = targets(self._parts, "xl/workbook.xml")[sheet["r:id"]]
        named = targets(self._parts, self._path).values()
        self._beside = [path for path in named if path in self._parts and path.endswith((".xml", ".vml"))]
        self._head, opening, rest = _cut(self._parts[self._path].decode(), r"<sheetData\b[^>]*?/?>")
        body, _, self._tail = ("", "", rest) if opening.endswith("/>") else _cut(rest, "</sheetData>")
        self._rows = dict(_rows(body))
        shared = self._parts.get("xl/sharedStrings.xml", b"").decode()
        self._shared = [match[1] or "" for match in _ITEM.finditer(shared)]
        self._styles: dict[tuple[str, bool], str] = {}
        self.added = 0
        """Number of rows inserted."""

    def save(self) -> bytes:
        """Return the workbook, uncompressed, so that its bytes are the same on every system."""
        rows = "".join(_written(number, row) for number, row in sorted(self._rows.items()))
        self._parts[self._path] = f"{self._head}<sheetData>{rows}</sheetData>{self._tail}".encode()
        types = self._parts["[Content_Types].xml"].decode()
        self._parts["[Content_Types].xml"] = types.replace(".template.main+xml", ".sheet.main+xml").encode()
        self._parts["xl/workbook.xml"] = self._book.encode()
        target = BytesIO()
        with ZipFile(target, "w") as archive:
            for name, content in self._parts.items():
                member = ZipInfo(name)
                member.create_system = 3
                archive.writestr(member, content)
        return target.getvalue()

    def write(self, place: str, text: str, quoted: bool = False) -> None:  # noqa: FBT001, FBT002  # as ``printable`` says
        """Write a text in a cell, as a text, with its line breaks; ``quoted`` when it looks like a formula."""
        cell = self._cell(place)
        cell.attributes |= {"t": "inlineStr", "s": self._wrapped(cell.attributes.get("s", "0"), quoted)}
        cell.inner = f"<is>{_text(_CODED.sub('_x005F_', clip(text, 16_000)))}</is>"  # 32 767 at most, some count twice

    def append(self, place: str, text: str) -> None:
        """Add a text behind the text of a cell, which keeps its formats."""
        cell = self._own(place)
        if "<r>" in cell.inner:
            cell.inner = cell.inner.replace("</is>", f"<r>{_text(f' {text}')}</r></is>")
        else:
            cell.inner = f"<is>{_text(f'{_said(cell.inner).rstrip()} {text}')}</is>"

    def change(self, place: str, change: Callable[[str], str]) -> None:
        """Replace characters of a cell one for one: each keeps its format."""
        cell = self._own(place)
        left = change(_said(cell.inner))

        def part(match: re.Match[str]) -> str:
            nonlocal left
            length = len(unescape(match[1] or ""))
            taken, left = left[:length], left[length:]
            return _text(taken)

        cell.inner = _TEXT.sub(part, cell.inner)

    def height(self, last: int) -> float:
        """Return the height of the rows up to ``last``, in points; a row without a height has the sheet's default."""
        match = re.search(r'<sheetFormatPr\b[^>]*defaultRowHeight="([^"]*)"', self._head)
        usual = match[1] if match else "15"
        shown = (self._rows[number].attributes if number in self._rows else {} for number in range(1, last + 1))
        return sum(float(each.get("ht", usual)) for each in shown if each.get("hidden") not in {"1", "true"})

    def grow(self, row: int, height: float) -> None:
        """Set the height of a row to at least ``height`` points."""
        attributes = self._row(row).attributes
        attributes |= {"ht": f"{max(height, float(attributes.get('ht', 0))):g}", "customHeight": "1"}

    def insert(self, at: int, count: int, *, like: int) -> None:
        """Insert rows that look like another, and shift the rows below with all references to them."""
        model = self._row(like)
        bare = {column: {"s": cell.attributes["s"]} for column, cell in model.cells.items() if "s" in cell.attributes}
        rows = {number + count * (number >= at): row for number, row in self._rows.items()}
        for number in range(at, at + count):
            shown = {key: value for key, value in model.attributes.items() if key != "hidden"}
            cells = {column: _Cell(attributes=dict(attributes)) for column, attributes in bare.items()}
            rows[number] = _Row(attributes=shown, cells=cells)
        for row in rows.values():
            for cell in row.cells.values():
                cell.inner = _moved(cell.inner, at, count) if "<f" in cell.inner else cell.inner
        self._rows, self.added = rows, self.added + count
        self._head, self._tail = _moved(self._head, at, count), _moved(self._tail, at, count)
        for path in self._beside:
            self._parts[path] = _moved(self._parts[path].decode(), at, count).encode()
        own = re.compile(rf'(<definedName\b[^>]*localSheetId="{self._index}"[^>]*>)([^<]*)')
        self._book = own.sub(lambda match: match[1] + _shifted(match[2], at, count), self._book)
        self._forget("xl/calcChain.xml")

    def fit(self, *, tall: bool, titles: str, footer: str) -> None:
        """Print on one page or, if ``tall``, on pages of one width with the rows ``titles`` repeated and a footer."""
        head = re.sub(r"<pageSetUpPr\b[^>]*/>", "", self._head)
        head = re.sub(r"<sheetPr\b([^>]*)/>", r"<sheetPr\1></sheetPr>", head)
        if "<sheetPr" not in head:
            head = re.sub(r"(<worksheet\b[^>]*>)", r"\1<sheetPr></sheetPr>", head)
        self._head = head.replace("</sheetPr>", '<pageSetUpPr fitToPage="1"/></sheetPr>')
        match = re.search(r"<pageSetup\b([^>]*)/>", self._tail)
        setup = dict(_ATTRIBUTE.findall(match[1])) if match else {}
        setup |= {"fitToWidth": "1", "fitToHeight": str(int(not tall))}
        self._tail = self._tail.replace(match[0], "") if match else self._tail
        self._place(_tag("pageSetup", setup), _AFTER_SETUP)
        if not tall:
            return
        self._tail = re.sub(r"<headerFooter\b([^>]*?)/>", r"<headerFooter\1></headerFooter>", self._tail)
        told = _tag("oddFooter", {}, escape(footer))
        if "<headerFooter" not in self._tail:
            self._place(_tag("headerFooter", {}, told), _AFTER_SETUP[1:])
        elif "<oddFooter" not in self._tail:
            heads = re.compile(r"<headerFooter\b[^>]*>(?:<oddHeader\b.*?</oddHeader>)?", re.DOTALL)
            self._tail = heads.sub(lambda match: match[0] + told, self._tail)
        quoted = self._title.replace("'", "''")
        name = {"name": "_xlnm.Print_Titles", "localSheetId": str(self._index)}
        told = _tag("definedName", name, escape(f"'{quoted}'!{titles}"))
        old = rf'<definedName\b(?=[^>]*{name["name"]})(?=[^>]*localSheetId="{self._index}")[^>]*>[^<]*</definedName>'
        self._book = re.sub(old, "", self._book)
        if "</definedNames>" not in self._book:
            self._book = re.sub(r"(?=<calcPr\b|</workbook>)", "<definedNames></definedNames>", self._book, count=1)
        self._book = self._book.replace("</definedNames>", f"{told}</definedNames>")

    def _place(self, element: str, before: tuple[str, ...]) -> None:
        """Insert an element behind the rows, before the first of the elements that follow it in the norm."""
        place = re.search(rf"<(?:{'|'.join(before)})\b", self._tail)
        cut = place.start() if place else 0
        self._tail = f"{self._tail[:cut]}{element}{self._tail[cut:]}"

    def _forget(self, part: str) -> None:
        """Remove a part that the spreadsheet program makes again."""
        name = part.rpartition("/")[2]
        self._parts.pop(part, None)
        for path in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            told = self._parts[path].decode()
            self._parts[path] = re.sub(rf'<(?:Override|Relationship)\b[^>]*"[^"]*{name}"[^>]*/>', "", told).encode()

    def _row(self, number: int) -> _Row:
        return self._rows.setdefault(number, _Row(attributes={}, cells={}))

    def _cell(self, place: str) -> _Cell:
        letters = place.rstrip("0123456789")
        return self._row(int(place.removeprefix(letters))).cells.setdefault(letters, _Cell(attributes={}))

    def _own(self, place: str) -> _Cell:
        """Return a cell with its text inline, instead of the index of a shared string."""
        cell = self._cell(place)
        if cell.attributes.get("t") == "s":
            number = re.sub(r"<[^>]*>", "", cell.inner)
            cell.inner = f"<is>{_PHONETIC.sub('', self._shared[int(number)])}</is>"
            cell.attributes["t"] = "inlineStr"
        return cell

    def _wrapped(self, style: str, quoted: bool) -> str:  # noqa: FBT001  # part of the cache's key
        """Return the index of a copy of a format in which text wraps; one copy is made for each format."""
        if (style, quoted) not in self._styles:
            match = _STYLES.search(self._parts["xl/styles.xml"].decode())
            if match is None:
                raise ValueError(style)
            formats = _XF.findall(match[3])
            opening, _, rest = formats[int(style)].partition(">")
            made, inner = dict(_ATTRIBUTE.findall(opening)), rest.rpartition("</")[0]
            aligned = re.search(r"<alignment\b([^>]*)/>", inner)
            alignment = dict(_ATTRIBUTE.findall(aligned[1])) if aligned else {}
            inner = inner.replace(aligned[0], "") if aligned else inner
            made |= {"applyAlignment": "1", **({"quotePrefix": "1"} if quoted else {})}
            line = _tag("xf", made, _tag("alignment", alignment | {"wrapText": "1"}) + inner)
            told = f"{match[1]}{len(formats) + 1}{match[2]}{match[3]}{line}{match[4]}"
            self._parts["xl/styles.xml"] = _STYLES.sub(
                lambda _: told, self._parts["xl/styles.xml"].decode(), 1
            ).encode()
            self._styles[style, quoted] = str(len(formats))
        return self._styles[style, quoted]


def _cut(text: str, at: str) -> tuple[str, str, str]:
    match = re.search(at, text)
    if match is None:
        raise ValueError(at)
    return text[: match.start()], match[0], text[match.end() :]


def _rows(body: str) -> Iterator[tuple[int, _Row]]:
    number = 0
    for match in _ROW.finditer(body):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        number = int(attributes.pop("r", number + 1))
        attributes.pop("spans", None)
        yield number, _Row(attributes=attributes, cells=dict(_cells(match[2] or "")))


def _cells(body: str) -> Iterator[tuple[str, _Cell]]:
    for match in _CELL.finditer(body):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        yield attributes.pop("r").rstrip("0123456789"), _Cell(attributes=attributes, inner=match[2] or "")


def _written(number: int, row: _Row) -> str:
    cells = sorted(row.cells.items(), key=lambda pair: (len(pair[0]), pair[0]))
    told = (_tag("c", {"r": f"{letters}{number}"} | cell.attributes, cell.inner) for letters, cell in cells)
    return _tag("row", {"r": str(number)} | row.attributes, "".join(told))


def _tag(name: str, attributes: dict[str, str], inner: str = "") -> str:
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{said}>{inner}</{name}>"


def _text(text: str) -> str:
    return f'<t xml:space="preserve">{escape(text, quote=False)}</t>'


def _said(inner: str) -> str:
    return "".join(unescape(match[1] or "") for match in _TEXT.finditer(inner))


def _moved(xml: str, at: int, count: int) -> str:
    """Shift the rows from ``at`` on in a part: references, and the corners of drawings, which count rows from zero."""

    def anchor(match: re.Match[str]) -> str:
        numbers = [int(number) for number in match[0].split(",")]
        moved = (number + count * (rank in {2, 6} and number >= at - 1) for rank, number in enumerate(numbers))
        return ", ".join(map(str, moved))

    xml = _PLACES.sub(lambda match: (match[1] or match[3]) + _shifted(match[2] or match[4] or "", at, count), xml)
    xml = _FROM_ZERO.sub(lambda match: match[1] + str(int(match[2]) + count * (int(match[2]) >= at - 1)), xml)
    return _ANCHOR.sub(anchor, xml)


def _shifted(places: str, at: int, count: int) -> str:
    return _CORNER.sub(lambda match: match[1] + str(int(match[2]) + count * (int(match[2]) >= at)), places)
