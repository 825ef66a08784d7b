"""What a packed file holds, as HTML for its page: a workbook's sheets, a text with its pictures, an archive's files.

It is read in a process apart, within its limits; what comes out is cleaned to plain blocks without a link, and its
pictures are encoded again.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from html import escape
from io import BytesIO
from typing import Final

import nh3

from vitrail.content.extracts.apart import kept
from vitrail.content.extracts.formats import members, parts, unpacked
from vitrail.content.extracts.open_text import OpenText
from vitrail.content.extracts.pieces import Allowance, UnopenedError
from vitrail.content.extracts.sheets.grid import ROWS, Grid
from vitrail.content.extracts.sheets.opening import read
from vitrail.content.model.markup import straight
from vitrail.content.values import spots
from vitrail.ground.language import FRENCH, Language, mark
from vitrail.ground.regex import regex
from vitrail.site.outputs.pictures import rewrite
from vitrail.site.prose.listing import cell

_TAGS: Final = frozenset(
    "h2 h3 h4 h5 h6 p ul ol li table thead tbody tr th td strong em b i u s sup sub br pre code img blockquote".split()
)
_ATTRIBUTES: Final[dict[str, set[str]]] = {
    "img": {"src"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}
}  # fmt: skip
_IMAGE: Final = regex(r"<img\b[^>]*>")
_DATA: Final = regex(r'src="data:image/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=]*)"')
_HEADING: Final = regex(r"<(/?)h([1-6])\b")
_PICTURES: Final = 2_000_000
"""Bytes of the pictures of one document that its page shows: a page travels whole."""
_MEMBERS: Final = 500
"""Files of an archive that are listed."""


def document(raw: bytes, suffix: str, language: Language) -> str:
    """Return the HTML of a packed file; a sentence for one that cannot be opened, or of which a part is left out."""
    try:
        html, left = kept().run(shown, raw, suffix)
    except UnopenedError:
        html, left = "", True
    said = language.write(mark("La suite est dans le fichier.")) if html else language.write(_UNREAD)
    return html + (f'<p class="vt-note">{escape(said)}</p>' if left else "")


_UNREAD: Final = mark("Ce fichier ne se montre pas ici : téléchargez-le.")


def shown(raw: bytes, suffix: str) -> tuple[str, bool]:
    """Return the HTML of a packed file, read in this process, and whether a part is left out.

    Raises UnopenedError, and anything that damaged bytes raise.
    """
    return _READERS[suffix](raw)


def _workbook(raw: bytes) -> tuple[str, bool]:
    sheets = [grid for grid in read(raw) if grid.cells and not grid.hidden]
    return "".join(_sheet(grid, alone=len(sheets) == 1) for grid in sheets), any(grid.rows >= ROWS for grid in sheets)


def _sheet(grid: Grid, *, alone: bool) -> str:
    columns = range(1, grid.columns + 1)
    filled = [
        [("" if (at := grid.at(row, column)).head else at.text) for column in columns]
        for row in range(1, grid.rows + 1)
    ]
    head, *body = [row for row in filled if any(row)] or [[]]
    place = escape(spots.fragment(f"feuille={grid.name}").removeprefix("#"))
    named = "fichier" if alone else f"{place}-titre"
    title = f'<h2 id="{named}">{escape(straight(grid.name))}</h2>' if not alone else ""
    heads = "".join(f'<th scope="col">{escape(straight(text))}</th>' for text in head)
    cells = "".join(f"<tr>{''.join(cell(straight(text)) for text in row)}</tr>\n" for row in body)
    rows = f"<thead><tr>{heads}</tr></thead><tbody>\n{cells}</tbody>"
    return f'<section id="{place}">{title}<table class="vt-cells" aria-labelledby="{named}">{rows}</table></section>'


def _word(raw: bytes) -> tuple[str, bool]:
    import mammoth  # type: ignore[import-untyped]  # only in the process apart

    parts(raw)  # within what may be opened
    return _cleaned(mammoth.convert_to_html(BytesIO(raw)).value)


def _open_text(raw: bytes) -> tuple[str, bool]:
    return _cleaned(OpenText(parts=parts(raw)).read())


def _cleaned(html: str) -> tuple[str, bool]:
    """Keep the plain blocks of a document's HTML, below the title of its page, and its pictures encoded again."""
    lower = _HEADING.sub(lambda match: f"<{match[1]}h{min(6, int(match[2]) + 1)}", html)
    clean = nh3.clean(lower, tags=set(_TAGS), attributes=_ATTRIBUTES, url_schemes={"data"}, link_rel=None)
    room, dropped = _PICTURES, False

    def encoded(match: re.Match[str]) -> str:
        nonlocal room, dropped
        drawn = _picture(match[0], room)
        room, dropped = room - len(drawn), dropped or not drawn
        return drawn

    return f'<div class="vt-document">{_IMAGE.sub(encoded, straight(clean))}</div>', dropped


def _picture(tag: str, room: int) -> str:
    """Encode again the picture that a tag holds; empty for what is none, and for one beyond the room that is left."""
    held = _DATA.search(tag)
    picture = rewrite(b64decode(held[2]), held[1].replace("jpeg", "jpg")) if held and room > 0 else ""
    if not held or isinstance(picture, str) or len(picture.raw) > room:
        return ""
    data, size = b64encode(picture.raw).decode(), f'width="{picture.width}" height="{picture.height}"'
    return f'<img src="data:image/{held[1].replace("jpg", "jpeg")};base64,{data}" alt="" {size}>'


def _archive(raw: bytes) -> tuple[str, bool]:
    with unpacked(raw) as archive:
        files = sorted((item.filename, item.file_size) for item in members(archive, Allowance()) if not item.is_dir())
    lines = (
        f'<tr><td>{escape(straight(name))}</td><td class="vt-number">{FRENCH.weight(size)}</td></tr>\n'
        for name, size in files[:_MEMBERS]
    )
    return f'<table class="vt-cells" aria-labelledby="fichier"><tbody>{"".join(lines)}</tbody></table>', len(
        files
    ) > _MEMBERS


_READERS: Final[Mapping[str, Callable[[bytes], tuple[str, bool]]]] = {
    "docx": _word, "odt": _open_text, "xlsx": _workbook, "ods": _workbook, "zip": _archive
}  # fmt: skip
