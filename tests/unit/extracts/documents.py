"""Files as programs write them, each with the same words in it, for whoever tests what is read of files."""

import base64
import json
import zlib
from io import BytesIO
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.comments import Comment
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, RectangleObject, read_object

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(members, comment=b""):
    """A zip of some members, path → content."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def docx(*paragraphs, **parts):
    """A Word document; each paragraph is a list of runs; ``parts`` are other members, ``__`` for a slash."""
    runs = ("".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in one) for one in paragraphs)
    body = "".join(f"<w:p>{one}</w:p>" for one in runs)
    named = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        }
        | named
    )


def xlsx(*rows, comment="", foot=""):
    """A workbook of one sheet."""
    book, target = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    sheet.oddFooter.left.text = foot
    for row in rows:
        sheet.append(row)
    if comment:
        sheet["A1"].comment = Comment(comment, "x")
    book.save(target)
    return target.getvalue()


def odt(content):
    """A text of LibreOffice."""
    names = 'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:x:text"'
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<o:body {names}>{content}</o:body>"}
    )


def pdf(*pages, metadata=None, note="", attached=None, xmp=b"", bookmark="", root="", last=""):  # noqa: PLR0913  # each by name
    """A PDF whose pages each show one line of ASCII; ``root`` and ``last`` are keys of its root and its last page."""
    writer = PdfWriter()
    for text in pages or ("",):
        page = writer.add_blank_page(200, 200)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode("latin-1"))
        page[NameObject("/Contents")] = stream
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
        named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): named})}
        )
    if note:
        writer.add_annotation(0, FreeText(text=note, rect=RectangleObject((0, 0, 9, 9))))
    if metadata:
        writer.add_metadata(metadata)
    if bookmark:
        writer.add_outline_item(title=bookmark, page_number=0)
    for name, content in (attached or {}).items():
        writer.add_attachment(name, content)
    if xmp:
        writer.xmp_metadata = xmp
    for holder, keys in ((writer.root_object, root), (writer.pages[-1], last)):
        holder.update(read_object(BytesIO(f"<<{keys}>>".encode("latin-1")), writer))
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def drawio(label, *, packed):
    """A drawing of one box."""
    cell = f'<mxGraphModel><root><mxCell id="2" value="{label}" vertex="1"/></root></mxGraphModel>'
    if packed:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        cell = base64.b64encode(deflate.compress(quote(cell).encode()) + deflate.flush()).decode()
    return f'<mxfile host="app"><diagram id="a" name="Page-1">{cell}</diagram></mxfile>'.encode()


def notebook(*lines):
    """A notebook of one cell."""
    cell = {"cell_type": "markdown", "source": [f"{line}\n" for line in lines], "outputs": []}
    return json.dumps({"cells": [cell], "nbformat": 4}).encode()
