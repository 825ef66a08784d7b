"""A packed file has a page: what it holds, plain, and nothing that runs or leads elsewhere."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from PIL import Image

from vitrail.ground.language import FRENCH
from vitrail.site.outputs.documents import document

DOCX = """<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Recette</w:t></w:r></w:p>
<w:p><w:hyperlink r:id="bad"><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r></w:hyperlink></w:p>
<w:p><w:r><w:drawing><wp:inline>
<a:graphic><a:graphicData>
<pic:pic><pic:blipFill><a:blip r:embed="picture"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r></w:p></w:body></w:document>"""
LINKS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="bad" TargetMode="External" Target="javascript:alert(1)"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>
<Relationship Id="picture" Target="media/image1.jpeg"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>"""
STYLES = """<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>"""
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="jpeg" ContentType="image/jpeg"/></Types>"""


def archive(**files):
    """The bytes of an archive, by names in which two low lines are a slash, and one a dot."""
    with ZipFile(written := BytesIO(), "w") as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return written.getvalue()


def photo():
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "48.1, -4.1"
    Image.new("RGB", (40, 30), "red").save(drawn := BytesIO(), "JPEG", exif=exif)
    return drawn.getvalue()


def test_a_word_text_is_plain_blocks_with_its_pictures_encoded_again():
    """Titles below that of the page; no link, no script, nothing of where a photo was taken."""
    raw = archive(
        word__document_xml=DOCX, word__media__image1_jpeg=photo(), word__styles_xml=STYLES
    )  # fmt: skip
    with ZipFile(whole := BytesIO(raw), "a") as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("word/_rels/document.xml.rels", LINKS)
    html = document(whole.getvalue(), "docx", FRENCH)
    assert "<h2>Recette</h2>" in html
    assert "&lt;script&gt;alert(1)" in html
    assert '<img src="data:image/jpeg;base64,' in html
    assert "<a" not in html
    assert "javascript:" not in html


def test_a_workbook_shows_each_sheet_under_its_name():
    """At the place that a proof names; markup in a cell is words, and a hidden sheet stays hidden."""
    book = Workbook()
    book.active.title = "Par semaine"
    book.active.append(["Semaine", "<b>Ouvertes</b>"])
    book.active.append(["01/06", 9])
    book.create_sheet("Décisions").append(["Quoi"])
    book.create_sheet("Secret").append(["caché"])
    book["Secret"].sheet_state = "hidden"
    book.save(written := BytesIO())
    html = document(written.getvalue(), "xlsx", FRENCH)
    assert '<section id="f-Par-semaine"><h2' in html
    assert "&lt;b&gt;Ouvertes&lt;/b&gt;" in html
    assert '<td class="vt-number">9</td>' in html
    assert "Décisions" in html
    assert "caché" not in html


def test_an_archive_lists_its_files_with_their_weight():
    """Their names are anybody's."""
    html = document(archive(roles__base_yml="a" * 2_000, lisez_txt="b"), "zip", FRENCH)
    assert "<td>lisez.txt</td>" in html
    assert "roles/base.yml" in html
    assert "2\u202fko" in html


@pytest.mark.parametrize("suffix", ["docx", "odt", "xlsx", "ods", "zip"])
def test_a_file_that_cannot_be_opened_says_so(suffix):
    """Its page stands, with the file to download."""
    assert document(b"PK\x03\x04 broken", suffix, FRENCH) == (
        '<p class="vt-note">Ce fichier ne se montre pas ici\u202f: téléchargez-le.</p>'
    )
