"""Tableaux de synthèse as candidates keep them: invented people, habits that were met."""

from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.colors import Color

COMPETENCIES = (
    "Gérer le patrimoine informatique",
    "Répondre aux incidents et aux demandes d’assistance et d’évolution",
    "Développer la présence en ligne de l’organisation",
    "Travailler en mode projet",
    "Mettre à disposition des utilisateurs un service informatique",
    "Organiser son développement professionnel",
)
FORMATION = "Réalisations en cours de formation"
FIRST = "Réalisations en milieu professionnel en cours de première année"
SECOND = "Réalisations en milieu professionnel en cours de seconde année"
GREEN, BLUE, GREY, ORANGE = (PatternFill("solid", fgColor=one) for one in ("92D050", "DDEBF7", "BFBFBF", "FFC000"))
WHITE = PatternFill("solid", fgColor="FFFFFF")
ACCENT = PatternFill("solid", fgColor=Color(theme=5, tint=0.4))
SLANT = Border(diagonal=Side("thin"), diagonalUp=True)
CROSS = Border(diagonal=Side("thin"), diagonalUp=True, diagonalDown=True)


def _page(*, name="MOREAU Léa", period="Période (sous la forme du JJ/MM/AA au JJ/MM/AA)"):
    """Begin a sheet as the official model does: titles, the candidate, the heads, their details."""
    book = Workbook()
    page = book.active
    page.title = "Annexe VI-1"
    page.append(["BTS SERVICES INFORMATIQUES AUX ORGANISATIONS", *[None] * 6, "SESSION 2027"])
    page.append(["Tableau de synthèse des réalisations professionnelles"])
    page.append([f"NOM et prénom : {name}", None, "N° candidat : ", None, "Option :", "☒ SISR", "☐ SLAM"])
    page.append(["Réalisations professionnelles", period, *COMPETENCIES])
    page.append([None, None, *("▸ Recenser et identifier\n▸ Exploiter" for _ in COMPETENCIES)])
    return book, page


def _band(page, text, *, merged=True):
    page.append([text])
    if merged:
        page.merge_cells(start_row=page.max_row, end_row=page.max_row, start_column=1, end_column=8)


def _row(page, title, when=None, *marks):
    page.append([title, when, *marks])
    return page.max_row


def _fill(page, row, fill, *columns):
    for column in columns:
        page.cell(row, column).fill = fill


def _saved(book):
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def green_cells():
    """No letter anywhere: what is mobilised is green, and every other row is pale blue from one side to the other."""
    book, page = _page()
    _band(page, FORMATION)
    for number, (title, when, marks) in enumerate(
        (
            ("Déploiement de GLPI\n• Procédure d’installation", "01/10/2025 au 15/12/2025", (3, 4)),
            ("Site vitrine du club de judo", "05/01/26 - 30/01/26", (5, 6)),
            ("Supervision Zabbix", "02/02/26 → 20/03/26", (4, 7)),
            ("Sauvegardes du lycée", "23/03/26 au 03/04/26", (3, 7)),
        )
    ):
        row = _row(page, title, when)
        if number % 2:
            _fill(page, row, BLUE, *range(1, 9))
        _fill(page, row, GREEN, *marks)
    _band(page, FIRST)
    _fill(page, _row(page, "Inventaire de 240 postes", "du 01/06/2026 au 26/06/2026"), GREEN, 3, 8)
    _band(page, SECOND)
    _row(page, None)
    _row(page, None)
    return _saved(book)


def diagonals():
    """Cells are crossed by borders; the period stands on two lines; a second sheet holds nothing."""
    book, page = _page()
    book.create_sheet("Feuil2")
    _band(page, FORMATION)
    row = _row(page, "Réseau du CDI", "12/01/2026\n06/02/2026")
    page.cell(row, 3).border = CROSS
    page.cell(row, 6).border = CROSS
    row = _row(page, "Pare-feu pfSense", "09/02/2026\n06/03/2026", None, "X")
    page.cell(row, 8).border = SLANT
    _band(page, FIRST)
    _row(page, None)
    _band(page, SECOND)
    _row(page, None)
    return _saved(book)


def merged_cells():
    """One tick over three columns, one title over two rows, one period over two works, bands in the student's words."""
    book, page = _page()
    _band(page, "En formation (lycée)")
    row = _row(page, "Messagerie d’équipe", "12/01/26 au 06/02/26", "X")
    page.merge_cells(start_row=row, end_row=row, start_column=3, end_column=5)
    row = _row(page, "Portail captif", "09/02/26 au 20/02/26", "X")
    _row(page, None, None, None, None, None, "X")
    page.merge_cells(start_row=row, end_row=row + 1, start_column=1, end_column=1)
    _band(page, "Stage de 1ère année – Mairie de Valmont")
    row = _row(page, "Parc de la mairie", "01/06/26 au 26/06/26", None, "X")
    _row(page, "Téléphonie IP", None, None, None, None, None, "X")
    page.merge_cells(start_row=row, end_row=row + 1, start_column=2, end_column=2)
    _band(page, "Stage de 2ème année – Atelier Numérique")
    _row(page, "Annuaire", "04/01/27 au 12/02/27", None, None, None, None, None, "X")
    return _saved(book)


def odd_dates():
    """Months that the spreadsheet shows without a day, school years, dots, dashes, and one that nobody can read."""
    book, page = _page()
    _band(page, FORMATION)
    for title, when in (
        ("Mois seul", date(2026, 3, 1)),
        ("Deux mois", "sept. 25 à déc. 25"),
        ("Mois et tiret", "oct-25 / janv-26"),
        ("Année scolaire", "2025-2026"),
        ("Jours d’un mois", "du 12 au 23/01/26"),
        ("Points", "12.01.26 - 06.02.26"),
        ("Commentée", "Du lundi 12/01/2026 (matin) au vendredi 06/02/2026 inclus"),
        ("Semestre", "Semestre 1"),
    ):
        row = _row(page, title, when, "X")
        if isinstance(when, date):
            page.cell(row, 2).number_format = "mmm-yy"
    _band(page, FIRST)
    _band(page, SECOND)
    return _saved(book)


def several_colours():
    """X in most rows; orange without a letter beside them; one row by colours alone, grey where nothing is asked."""
    book, page = _page()
    _band(page, FORMATION)
    row = _row(page, "Intranet", "12/01/26 au 06/02/26", "X", None, "x")
    _fill(page, row, GREEN, 3, 5)
    _fill(page, row, ORANGE, 7)
    row = _row(page, "Wi-Fi invité", "09/02/26 au 20/02/26")
    _fill(page, row, GREEN, 4)
    _fill(page, row, GREY, 3, 5, 6, 7, 8)
    _band(page, FIRST)
    _row(page, None)
    _band(page, SECOND)
    return _saved(book)


def struck():
    """A tick that was crossed out, a work that was, ticks of a font of signs, boxes, and the spreadsheet's own TRUE."""
    book, page = _page()
    _band(page, FORMATION)
    row = _row(page, "Clonage de postes", "12/01/26 au 06/02/26", "X", "X")
    page.cell(row, 4).font = Font(strike=True)
    row = _row(page, "Domotique", "09/02/26 au 20/02/26", "X")
    page.cell(row, 1).font = Font(strike=True)
    row = _row(page, "Imprimantes", "23/02/26 au 06/03/26", "ü", "☑", *(True, False), "☐")
    page.cell(row, 3).font = Font(name="Wingdings")
    _band(page, FIRST)
    _band(page, SECOND)
    return _saved(book)


def shaded_columns():
    """The model's columns are grey one of two, white elsewhere; marks are of a colour of the theme."""
    book, page = _page()
    _band(page, FORMATION)
    for title, when, marks in (
        ("VPN du lycée", "12/01/26 au 06/02/26", (3, 4)),
        ("Script d’inventaire", "09/02/26 au 20/02/26", (4,)),
        (None, None, ()),
        (None, None, ()),
    ):
        row = _row(page, title, when)
        _fill(page, row, GREY, 3, 5, 7)
        _fill(page, row, WHITE, 4, 6, 8)
        _fill(page, row, ACCENT, *marks)
    _band(page, FIRST)
    _band(page, SECOND)
    return _saved(book)


def own_layout():
    """No column of periods: the days stand in the titles; bands are coloured, and have words of their own."""
    book = Workbook()
    page = book.active
    page.append(["Nom :", "Moreau", "Prénom :", "Léa"])
    page.append(["", *COMPETENCIES])
    for text, works in (
        ("AP1 et AP2", (("Borne d’accueil (du 12/01/26 au 06/02/26)", 2), ("Jeu de piste (mars 2026)", 4))),
        ("Valmont", (("Sauvegarde 3-2-1, 01/06/2026 - 26/06/2026", 6),)),
        ("Atelier Numérique", (("Migration de Samba", 6),)),
    ):
        page.append([text])
        _fill(page, page.max_row, ORANGE, *range(1, 8))
        for title, column in works:
            page.append([title])
            page.cell(page.max_row, column).value = "✔"
    return _saved(book)


def somebody_else():
    """The same first name, another family."""
    book, page = _page(name="MARTIN Léa")
    _band(page, FORMATION)
    _row(page, "Parc", "12/01/26", "X")
    return _saved(book)


def with_drawings():
    """A check mark that was drawn over a cell, as a picture."""
    from openpyxl.drawing.image import Image as Drawing
    from PIL import Image

    book, page = _page()
    _band(page, FORMATION)
    row = _row(page, "Câblage", "12/01/26 au 06/02/26", "X")
    stream = BytesIO()
    Image.new("RGB", (4, 4), "green").save(stream, "PNG")
    page.add_image(Drawing(stream), f"E{row}")
    return _saved(book)


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        *(("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")),
        *(("number", "datastyle"), ("fo", "xsl-fo-compatible")),
    )
)


def _ods(styles, rows):
    """Write a sheet as LibreOffice does: styles by name, repeated cells, parts of merged ones."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Tableau de synthèse">'
        f'<table:table-column table:number-columns-repeated="1024"/>{rows}'
        '<table:table-row table:number-rows-repeated="1048500">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return stream.getvalue()


def _ods_row(*cells):
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _ods_cell(text="", style="", repeated=1, **more):
    attributes = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in more.items())
    named = f' table:style-name="{style}"' if style else ""
    many = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    said = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell{named}{many}{attributes}>{said}</table:table-cell>"


def _ods_month(day, shown):
    return (
        f'<table:table-cell table:style-name="mois" office:value-type="date" office:date-value="{day}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def libreoffice():
    """Coloured cells of LibreOffice, months of its own format, a merged band, a diagonal and a struck tick."""
    styles = (
        '<number:date-style style:name="N1"><number:month number:textual="true"/><number:text>-</number:text>'
        "<number:year/></number:date-style>"
        '<style:style style:name="mois" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="vert" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#81d41a"/></style:style>'
        '<style:style style:name="vif" style:family="table-cell" style:parent-style-name="vert"/>'
        '<style:style style:name="croix" style:family="table-cell">'
        '<style:table-cell-properties style:diagonal-bl-tr="0.06pt solid #000000" fo:background-color="transparent"/>'
        '</style:style><style:style style:name="raye" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    covered = '<table:covered-table-cell table:number-columns-repeated="7"/>'
    heads = "".join(map(_ods_cell, COMPETENCIES))
    rows = "".join(
        (
            _ods_row(_ods_cell("NOM et prénom : MOREAU Léa"), _ods_cell(repeated=6), _ods_cell("SESSION 2027")),
            _ods_row(_ods_cell("Réalisations"), _ods_cell("Période"), heads),
            _ods_row(_ods_cell(FORMATION, number_columns_spanned=8, number_rows_spanned=1), covered),
            _ods_row(
                _ods_cell("Serveur de fichiers\n- Schéma.pdf"), _ods_month("2026-03-01", "mars-26"),
                _ods_cell(style="vert"), _ods_cell(), _ods_cell(style="vif", repeated=2),
            ),
            _ods_row(_ods_cell("Annuaire LDAP"), _ods_cell("12/01/26 au 06/02/26"), _ods_cell(),
                     _ods_cell(style="croix")),
            _ods_row(_ods_cell(FIRST, number_columns_spanned=8, number_rows_spanned=1), covered),
            _ods_row(_ods_cell("Dépannage"), _ods_cell("du 01/06/26\nau 26/06/26"), _ods_cell("X", "raye"),
                     _ods_cell("X")),
            _ods_row(_ods_cell(SECOND, number_columns_spanned=8, number_rows_spanned=1), covered),
        )
    )  # fmt: skip
    return _ods(styles, rows)


def _word_cell(text="", properties=""):
    runs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{runs}</w:tc>"


def word_table():
    """The table in a document of Word: shaded cells, a band over all columns, a title over two rows, crosses."""
    shaded = '<w:shd w:val="clear" w:color="auto" w:fill="A8D08D"/>'
    crossed = '<w:tcBorders><w:tl2br w:val="single" w:sz="4"/><w:tr2bl w:val="single" w:sz="4"/></w:tcBorders>'
    blank = _word_cell()
    rows = (
        ("Réalisations", "Période", *COMPETENCIES),
        (_word_cell(FORMATION, '<w:gridSpan w:val="8"/>'),),
        (
            _word_cell("Bornes Wi-Fi", '<w:vMerge w:val="restart"/>'), _word_cell("12/01/26 au 06/02/26"),
            _word_cell("", shaded), *[blank] * 5,
        ),
        (_word_cell("", "<w:vMerge/>"), blank, blank, _word_cell("", shaded), *[blank] * 4),
        (_word_cell("Réparation d’imprimantes"), _word_cell("février 2026"), blank, _word_cell("", crossed),
         *[blank] * 4),
        (_word_cell(FIRST, '<w:gridSpan w:val="8"/>'),),
        (_word_cell("Onduleur"), _word_cell("du 01/06/26 au 26/06/26"), _word_cell("X"), *[blank] * 5),
    )  # fmt: skip
    return _in_document(rows)


def _in_document(rows, *, spaces=""):
    """A document of Word with a table; a cell that does not begin with « < » is a text."""
    table = "".join(
        f"<w:tr>{''.join(one if one.startswith('<') else _word_cell(one) for one in row)}</w:tr>" for row in rows
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}" {spaces}><w:body><w:p><w:r><w:t>NOM et prénom : MOREAU Léa</w:t></w:r>'
            f"</w:p><w:tbl>{table}</w:tbl></w:body></w:document>",
        )
    return stream.getvalue()


def word_boxes():
    """Boxes of a form in Word, those of today and those of Word 97, ticked and not; a title half crossed out."""

    def box(ticked, drawn):
        return (
            f'<w:tc><w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{ticked}"/></w14:checkbox></w:sdtPr>'
            f"<w:sdtContent><w:r>{drawn}</w:r></w:sdtContent></w:sdt></w:p></w:tc>"
        )

    def old(kind):
        return (
            '<w:tc><w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
            f"{kind}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r></w:p></w:tc>"
        )

    blank = _word_cell()
    sign = '<w:sym w:font="Wingdings" w:char="F0{}"/>'
    half = (
        "<w:tc><w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>Ancien nom</w:t></w:r><w:r><w:t> Portail captif</w:t></w:r>"
        "</w:p></w:tc>"
    )
    rows = (
        ("Réalisations", "Période", *COMPETENCIES),
        (_word_cell(FORMATION, '<w:gridSpan w:val="8"/>'),),
        ("Serveur DHCP", "12/01/26 au 06/02/26", box(1, "<w:t>☒</w:t>"), box(0, "<w:t>☐</w:t>"),
         box(1, sign.format("FE")), box(0, sign.format("A8")), blank, blank),
        (half, "09/02/26 au 20/02/26", old("<w:checked/>"), old(""), old('<w:checked w:val="0"/>'), *[blank] * 3),
        (_word_cell(FIRST, '<w:gridSpan w:val="8"/>'),),
    )  # fmt: skip
    return _in_document(rows, spaces='xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"')


def excel_boxes():
    """Boxes laid over cells, one of them linked to a cell further right; a second sheet has boxes of its own."""
    book, page = _page()
    _band(page, FORMATION)
    first = _row(page, "Sauvegarde hors site", "12/01/26 au 06/02/26")
    second = _row(page, "Téléphonie IP", "09/02/26 au 20/02/26")
    _band(page, FIRST)
    book.create_sheet("Brouillon").append(["Rien"])
    return _with_boxes(_saved(book), ((first, 3, 1), (first, 4, 0), (first, 6, 1), (second, 5, 1)), ((second, 8, 1),))


def _with_boxes(raw, *sheets):
    """Lay boxes over the cells of sheets: (row, column, ticked)."""
    stream = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for number, found in enumerate(sheets, start=1):
            shapes = "".join(
                f'<v:shape><x:ClientData ObjectType="Checkbox"><x:Anchor>\n    {column - 1}, 15, {row - 1}, 2, '
                f"{column}, 3, {row}, 4</x:Anchor>{'<x:Checked>1</x:Checked>' if ticked else ''}"
                f"<x:FmlaLink>$K${row}</x:FmlaLink></x:ClientData></v:shape>"
                for row, column, ticked in found
            )
            new.writestr(f"xl/drawings/vmlDrawing{number}.vml", f"<xml>{shapes}</xml>")
            new.writestr(
                f"xl/worksheets/_rels/sheet{number}.xml.rels",
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId1" Type="vmlDrawing" Target="../drawings/vmlDrawing{number}.vml"/>'
                "</Relationships>",
            )
    return stream.getvalue()


def rules():
    """A rule colours what holds an X; words of a title and one of two letters are crossed out by their fonts alone."""
    book, page = _page()
    page.conditional_formatting.add("C7:H40", FormulaRule(formula=['C7="X"'], fill=GREEN))
    _band(page, FORMATION)
    crossed = TextBlock(InlineFont(strike=True), "Windows 10")
    _row(page, CellRichText(crossed, " Postes Windows 11"), "12/01/26 au 06/02/26", "X",
         CellRichText(TextBlock(InlineFont(strike=True), "X"), " "))  # fmt: skip
    _band(page, FIRST)
    return _saved(book)


def in_the_second_column():
    """A number of its own before each title, a place after it, and a comment of a teacher; marks are colours."""
    book = Workbook()
    page = book.active
    page.append([])
    page.append([None, "N°", "Réalisations", "Lieu", "Période", *COMPETENCIES])
    page.append([None, FORMATION])
    for number, (title, place, when) in enumerate(
        (("Portail captif", "M2L", "12/01/26 au 06/02/26"), ("Parc GLPI", "Atelier", "oct-25")), start=1
    ):
        page.append([None, number, title, place, when])
        page.cell(page.max_row, 5 + number).fill = GREEN
    page["C4"].comment = Comment("Voir le dossier partagé", "Professeur")
    return _saved(book)


def plain_bands():
    """Bands that nothing shows but their words, an emptied one, and the feet that a printed table has; two sheets."""
    book, page = _page()
    page.append([FORMATION])
    _row(page, "Stage d’équitation : site du club", "12/01/26 au 06/02/26", "X")
    page.append(["STAGE 1ère année"])
    _row(page, "Refonte de l’intranet", "01/06/27 au 26/06/27", None, "X")
    _row(page, None, "(suite)")
    page.append(["Stage 2ème année : Atelier Numérique"])
    page.append(["(aucune)"])
    page.append(["À compléter…"])
    _row(page, "Total", None, 1, 1)
    for foot in ("Signature du candidat :", "Visa de l’établissement"):
        page.append([foot])
    other = book.create_sheet("Seconde année")
    other.append(["Réalisations", "Période", *COMPETENCIES])
    other.append(["Annuaire", "janvier 2027", "X"])
    hidden = book.create_sheet("Brouillon")
    hidden.append(["Réalisations", "Période", *COMPETENCIES])
    hidden.append(["Essai abandonné", "janvier 2027", "X"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Consignes").append(["À rendre en mai"])
    return _saved(book)


def empty():
    """The model, in which nothing was written."""
    return _saved(_page()[0])


def _budget():
    book = Workbook()
    book.active.append(["Poste", "Coût"])
    book.active.append(["Serveur", 1200])
    return _saved(book)


BUDGET = _budget()
"""A workbook that is no tableau de synthèse."""
