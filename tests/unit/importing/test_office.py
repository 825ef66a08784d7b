"""One report as LibreOffice itself saves it, in its own format and in Word's; small documents for the rest."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.unit.extracts.documents import zipped
from tests.unit.importing import sources
from vitrail.doors.importing.documents.texts import read_piece

OFFICE = Path(__file__).parent / "office"
BOTH = pytest.mark.parametrize("name", ["rapport.odt", "rapport.docx"])


def read(name):
    """Read one of the two files of the report."""
    return read_piece(name, OFFICE / name)


@BOTH
def test_a_document_keeps_what_its_looks_say(name):
    """Bold, italic, struck, raised; lists with numbers and within lists; code, line by line; a table's empty cells."""
    body = read(name).page.body
    for said in (
        "La société **Kelenn** gère *quarante-deux postes*[^",
        "Un mot ~~barremot~~",
        "10<sup>3</sup> fois",
        "- inventorier les postes\n  - portables imbriqués\n",
        "1. Préparer Debian\n2. Installer Apache\n   1. activer rewrite\n3. Créer la base",
        "```\napt install apache2 mariadb-server php\nsystemctl enable --now apache2\n",
        "    a2enmod rewrite\n```",
        "```\nsudo mysql_secure_installation\nCREATE DATABASE glpi;\n```",
        "| Matériel | Nombre | Remarque |\n| --- | --- | --- |\n| Postes fixes",
        "et le contexte.",
        "![description logo](",
        "Encadrezone",
        "Formetexte",
    ):
        assert said in body
    assert "motsupprime" not in body
    row = next(line for line in body.split("\n") if "fusionnee" in line)
    assert [cell.strip() for cell in row.replace(r"\|", "").split("|")] == ["", "Cellule fusionnee", "", "a  b", ""]


@BOTH
def test_a_list_goes_on_after_what_interrupts_it(name):
    """Each « Étape » with its capture: they were all the first."""
    assert "\n4. Ouvrir le port\n" in read(name).page.body


@BOTH
def test_a_note_is_no_figure_in_its_sentence(name):
    """« 42 postes¹ » was « 42 postes1 », and the note a paragraph within the sentence."""
    body = read(name).page.body
    assert body.count("[^") == 4
    assert body.endswith("]: Notefinale ajoutée.")


@BOTH
def test_the_title_of_a_document_is_read_below_its_cover(name):
    """A cover names the school and the diploma first; the text keeps them."""
    page = read(name).page
    assert page.heading == "Déploiement de GLPI chez Kelenn"
    assert page.heading not in page.body
    assert page.body.startswith("BTS Services informatiques")


@BOTH
def test_comments_and_the_tops_of_pages_are_told(name):
    """Nothing of a document goes in silence, and a comment is no part of a text."""
    piece = read(name)
    assert set(piece.around) == {"BTS SIO – Rapport confidentiel", "commentaireprof : à revoir"}
    assert "commentaireprof" not in piece.page.body


def test_paragraphs_all_in_bold_are_titles_where_a_text_has_no_other(tmp_path):
    """The first is the document's; a sentence in bold, or a bold word in one, stays."""
    bold = '</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r><w:r><w:t>'
    lines = [bold.format("Un VPN"), bold.format("Contexte :"), "Du texte.", bold.format("Attention.")]
    (tmp_path / "a.docx").write_bytes(sources.word("", *lines))
    page = read_piece("a.docx", tmp_path / "a.docx").page
    assert (page.heading, page.body) == ("Un VPN", "## Contexte\n\nDu texte.\n\n**Attention.**")


def test_a_chart_of_word_is_told(tmp_path):
    """It has no picture: nothing of it was said."""
    chart = (
        '</w:t><w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></w:drawing><w:t>'
    )
    (tmp_path / "a.docx").write_bytes(sources.word("Charge", f"Voici la courbe. {chart}"))
    assert read_piece("a.docx", tmp_path / "a.docx").trouble.startswith("1 équation ou graphique n'est pas")


def test_a_table_of_contents_is_left_and_a_frame_is_its_text(tmp_path):
    """Its links lead nowhere here; a table of one cell has no columns."""
    link = '</w:t></w:r><w:hyperlink w:anchor="_Toc1"><w:r><w:t>1. Contexte 2</w:t></w:r></w:hyperlink><w:r><w:t>'
    cell = (
        "</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Un.</w:t></w:r></w:p><w:p><w:r><w:t>Deux.</w:t></w:r></w:p>"
        "</w:tc></w:tr></w:tbl><w:p><w:r><w:t>"
    )
    (tmp_path / "a.docx").write_bytes(sources.word("Titre", link, cell))
    assert read_piece("a.docx", tmp_path / "a.docx").page.body == "Un.\n\nDeux."


def test_a_document_of_the_web_s_word_is_read(tmp_path):
    """Its text is in « document2.xml »; one that is all in the font of code is no code."""
    raw = sources.word("Un", "Deux.")
    typed = b'<w:r><w:rPr><w:rFonts w:ascii="Consolas"/></w:rPr>'
    main = {name.replace("document.", "document2."): part.replace(b"<w:r>", typed) for name, part in unzipped(raw)}
    main["_rels/.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document2.xml"/></Relationships>'
    )
    (tmp_path / "a.docx").write_bytes(zipped(main))
    page = read_piece("a.docx", tmp_path / "a.docx").page
    assert (page.heading, page.body) == ("Un", "Deux.")


def unzipped(raw):
    """Give the parts of a document."""
    with ZipFile(BytesIO(raw)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]
