"""The text of a document as Markdown, with its pictures: Word's by mammoth, LibreOffice's by its own XML."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring  # nothing that parses: defusedxml does
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from vitrail.content.extracts import formats
from vitrail.content.extracts.open_text import TYPED, OpenText, local
from vitrail.doors.importing.headers import ReadPiece, SourcePage
from vitrail.doors.importing.markup import transcribed, unescaped
from vitrail.doors.scaffolding.files import slug
from vitrail.ground.language import nmark
from vitrail.ground.regex import regex

_STYLES: Final = """
p[style-name='Title'] => h1.title:fresh
p[style-name^='toc '] => !
p[style-name='TOC Heading'] => !
p[style-name='HTML Preformatted'] => pre:fresh
p[style-name='Preformatted Text'] => pre:fresh
p[style-name='Source Code'] => pre:fresh
p[style-name='Code'] => pre:fresh
r[style-name='typed'] => code
"""
"""How mammoth writes a title, code, and tables of contents, which it leaves."""
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN: Final = regex(r'uri="http://schemas\.[^"]*/(?:chart|chartex|diagram)"')
"""A chart or a diagram of Word, of which there is no picture."""
_BESIDE: Final = regex(r"word/(?:comments|header\d*|footer\d*)\.xml")
_CALL: Final = regex(r'<sup><a href="#((?:foot|end)note-\d+)"[^>]*>\[\d+\]</a></sup>')
_NOTES: Final = regex(r'<ol>((?:<li id="(?:foot|end)note-\d+">.*?</li>)+)</ol>\Z', re.DOTALL)
_ITEM: Final = regex(r'<li id="((?:foot|end)note-\d+)">(?:<p>)?')
_BACK: Final = regex(r' ?<a href="#(?:foot|end)note-ref-\d+">↑</a>')
_LABEL: Final = regex("\ue000(.*?)\ue001")
_CONTENTS: Final = regex(
    r'<p>(?:<(?:strong|em)>)*<a href="#_*(?:toc|refheading|heading)(?:(?!</p>).)*</p>', re.IGNORECASE
)
"""A line of a table of contents."""
_INSIDE: Final = regex(r'<a href="#[^"]*">(.*?)</a>', re.DOTALL)
"""A link to a place of the document itself, which has no address here."""
_LISTING: Final = regex(r"<p>((?:<code>(?:(?!</code>|</?p>).)*</code>\s*)+)</p>", re.DOTALL)
"""A paragraph that is all code."""
_FRAMED: Final = regex(
    r"<table>(?:<t(?:head|body)>)?<tr><t[dh]>((?:(?!</?(?:t[dhr]|table)\b).)*)</t[dh]></tr>(?:</t(?:head|body)>)?"
    r"</table>",
    re.DOTALL,
)
"""A table of one cell, which is a frame around its text."""
_TITLE: Final = regex(r'<h1 class="title">(.*?)</h1>', re.DOTALL)
_HEADING: Final = regex(r"#{1,6} (.{2,120})(?:\n|\Z)")
_BOLD: Final = regex(r"(?m)(?<![^\n]\n)^\*\*([^*\n]{1,89}?[^*\n.,;: ])[ :]*\*\*[ :]*$(?!\n[^\n])")
"""A paragraph all in bold: a title, in a text that has no other."""


def read_word(path: PurePosixPath, raw: bytes) -> ReadPiece:
    """Convert a Word document, in this process. Raises UnopenedError, and any error on damaged bytes."""
    import mammoth  # type: ignore[import-untyped]  # only in the process apart

    parts = formats.parts(raw)
    typed = mammoth.transforms.run(lambda run: run.copy(style_name="typed") if TYPED.search(run.font or "") else run)
    read = mammoth.convert_to_html(_numbered(parts), style_map=_STYLES, transform_document=typed)
    lost = sum("oMath" in told.message for told in read.messages)
    lost += sum(len(_DRAWN.findall(parts[name].decode())) for name in parts if name.startswith("word/document"))
    beside = (fromstring(content) for name, content in parts.items() if _BESIDE.fullmatch(name))
    html = re.sub("\ue002.*?\ue003", "", re.sub("<ol><li>\ue002(.*?)\ue003", r'<ol start="\1"><li>', read.value))
    return _finished(path, _noted(html), lost, beside)


def _numbered(parts: Mapping[str, bytes]) -> BytesIO:
    """Write a document with its number before each item of its lists, since one that a picture interrupts goes on."""
    main = next(name for name in parts if re.fullmatch(r"word/document\d*\.xml", name))  # the Web's is document2.xml
    root = fromstring(parts[main])
    last: dict[tuple[str, str], int] = {}
    for item in root.iter(f"{_W}p"):
        place = [item.find(f"{_W}pPr/{_W}numPr/{_W}{name}") for name in ("numId", "ilvl")]
        style, level = ("" if node is None else node.get(f"{_W}val", "") for node in place)
        if style:
            last = {key: number for key, number in last.items() if key[0] != style or key[1] <= level}
            last[style, level] = last.get((style, level), 0) + 1
            run = Element(f"{_W}r")
            SubElement(run, f"{_W}t").text = f"\ue002{last[style, level]}\ue003"
            item.insert(1, run)
    with ZipFile(written := BytesIO(), "w") as archive:
        for name, content in {**parts, main: tostring(root)}.items():
            archive.writestr(name, content)
    return written


def _noted(html: str) -> str:
    """Mark footnotes and their calls, which would become a numbered list and links that lead nowhere."""
    html = _CALL.sub("\ue000\\1\ue001", html)
    notes = _NOTES.search(html)
    if notes is None:
        return html
    told = _ITEM.sub("<p>\ue000\\1\ue001: ", _BACK.sub("", notes[1])).replace("</li>", "")
    return html[: notes.start()] + told


def read_text(path: PurePosixPath, raw: bytes) -> ReadPiece:
    """Convert a LibreOffice text, in this process. Raises UnopenedError, and any error on damaged bytes."""
    text = OpenText(parts=formats.parts(raw))
    html = text.read()
    return _finished(path, html, text.lost, text.beside)


def _finished(path: PurePosixPath, html: str, lost: int, beside: Iterable[Element]) -> ReadPiece:
    """Convert the HTML of a document; its title, by its style, else at the beginning of the text, is set apart.

    ``lost`` counts its equations and charts, which are not in the HTML.
    """
    html = _LISTING.sub(_listing, _INSIDE.sub(r"\1", _CONTENTS.sub("", html)))
    if "<p>" not in html:  # a text that is all in the font of code is none
        html = html.replace("pre>", "p>")
    html = _FRAMED.sub(r"\1", re.sub(r"</pre>\s*<pre>", "\n", html))
    titles = _TITLE.findall(html)
    title = " ".join(unescape(re.sub("<[^<>]*>", "", titles[0])).split()) if len(titles) == 1 else ""
    said = tuple(words for words in map(_said, beside) if any(map(str.isalpha, words)))
    text, pictures = transcribed(_TITLE.sub("", html) if title else html, slug(path.name))
    text = _LABEL.sub(r"[^\1]", text)
    if not re.search(r"(?m)^#", text):
        text = _BOLD.sub(r"## \1", text)
    if not title and (head := _HEADING.match(text)):
        title, text = unescaped(head[1].strip(" *_`")), text[head.end() :].strip()
    left = lost and nmark(
        "{n} équation ou graphique n'est pas dans le texte : mettez-en une image, ou recopiez-le.",
        "{n} équations ou graphiques ne sont pas dans le texte : mettez-en des images, ou recopiez-les.",
        lost,
    )
    page = SourcePage(path=path, heading=title, body=text, line=0)
    return ReadPiece(page=page, trouble=left or None, around=said, pictures=pictures)


def _listing(match: re.Match[str]) -> str:
    """Return a paragraph of code without the tags in it."""
    return f"<pre>{re.sub('<[^<>]*>', '', re.sub('<br ?/?>', chr(10), match[1]))}</pre>"


def _said(node: Element) -> str:
    """Return the words of a comment, or of the top or the foot of pages."""
    lines = (line for line in node.iter() if local(line) == "p")
    words = (part for line in lines for part in line.iter() if local(part) != "instrText")
    return " ".join(" ".join(filter(None, (part.text, part.tail))) for part in words).strip()
