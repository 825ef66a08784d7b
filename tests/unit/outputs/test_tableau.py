"""The official tableau de synthèse: a model is filled where its labels say, or refused."""

import re
from datetime import date
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Border, Font, PatternFill, Side
from PIL import Image as Picture

from tests.folders import contents
from vitrail.content.reading.school import read_school
from vitrail.doors.cli import main
from vitrail.doors.cli.exam.archive import dossiers
from vitrail.site.outputs.papers.candidate import candidates
from vitrail.site.outputs.papers.stage import NoPaperError

LEA = "2025-2027/le-bris-anna"
COLUMNS = (
    "Gérer le patrimoine informatique",
    "Répondre aux incidents et aux demandes d’assistance et d’évolution",
    "Développer la présence en ligne de l’organisation",
    "Travailler en mode projet",
    "Mettre à disposition des utilisateurs un service informatique",
    "Organiser son développement professionnel",
)
BANDS = (
    "Réalisation en cours de formation\n",
    "Réalisations en milieu professionnel en cours de première année",
    "Réalisations en milieu professionnel en cours de seconde année",
)
FILES = {
    "etablissement.yml": "nom: Lycée d'essai\nadresse du site: https://exemple.example/\n",
    "2025-2027/promotion.yml": "nom: BTS SIO\nréférentiel: fr.bts-sio.2019\nsession: 2027\n",
    f"{LEA}/index.md": "---\nnom: Le Bris\nprénom: Anna\noption: SISR\n---\n",
}


def work(title, code, context="formation"):
    """One réalisation."""
    head = f'titre: "{title}"\npériode: du 05/01/2026 au 30/01/2026\ncontexte: {context}'
    return f"---\n{head}\ncompétences: {{{code}: \"J'ai fait.\"}}\nproductions: [{{titre: Notice, lien: 'https://a.example'}}]\n---\n"


def model(path, *, session="SESSION 2027", rows=2, columns=COLUMNS, edit=lambda _: None):
    """Write a workbook with the official one's labels, and few rows under each band."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["G1"] = "BTS SERVICES INFORMATIQUES AUX ORGANISATIONS", session
    sheet["A2"] = "Tableau de synthèse des réalisations professionnelles "
    sheet["A3"], sheet["F3"], sheet["A4"], sheet["A5"] = (
        "NOM et prénom : ", "N° candidat : ", "Centre de formation : ", "Adresse URL du portfolio : ",
    )  # fmt: skip
    sheet["G4"], sheet["H4"] = "▢ SISR", "▢ SLAM"
    sheet["B6"] = "Période (sous la forme du JJ/MM/AA au JJ/MM/AA)"
    for number, title in enumerate(columns, 3):
        sheet.cell(6, number).value = title
    row = 8
    for title in BANDS:
        sheet.cell(row, 1).value = title
        sheet.merge_cells(f"A{row}:H{row}")
        sheet.row_dimensions[row].height = 21
        sheet.cell(row + 1, 1).font = Font(italic=True)
        row += rows + 1
    sheet.print_area = f"A1:H{row - 1}"
    edit(sheet)
    book.save(path)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Give a function that writes a school and a model, then runs ``vitrail export tableau``."""
    root = tmp_path / "depot"

    def export(works, *more, made="", **asked):
        texts = {f"{LEA}/realisations/{name}.md": text for name, text in works.items()}
        for name, text in {**FILES, **texts}.items():
            path = root / "portfolios" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        model(tmp_path / "modele.xlsx", **asked)
        monkeypatch.chdir(root)
        words = ["export", "tableau", LEA, "--modele", "../modele.xlsx", "--vers", "../papiers", *more]
        done = CliRunner().invoke(main, words)
        made = tmp_path / "papiers" / f"tableau-le-bris-anna{made}.xlsx"
        return done, load_workbook(made).worksheets[0] if made.exists() else None

    return export


def test_a_model_is_filled_where_its_labels_say(run, tmp_path):
    """Who, where, which option; each réalisation in its band, with its documents, its dates and its marks."""
    (tmp_path / "prive.yml").write_text("candidat: {numéro: 0123456789}\n", encoding="utf-8")
    works = {"parc": work("Tenir le parc", "B1.1.1"), "site": work("Refaire le site", "B1.3", "stage")}
    done, sheet = run(works, "--prive", "../prive.yml")
    assert done.exit_code == 0
    assert sheet["A3"].value == "NOM et prénom : LE BRIS Anna"
    assert sheet["F3"].value == "N° candidat : 0123456789"
    assert sheet["A4"].value == "Centre de formation : Lycée d’essai"
    assert (sheet["G4"].value, sheet["H4"].value) == ("☒ SISR", "▢ SLAM")
    assert [cell.value for cell in sheet[9]] == ["Tenir le parc\n• Notice", "05/01/26 au 30/01/26", "X", *[None] * 5]
    assert [sheet.cell(12, column).value for column in (1, 3, 5)] == ["Refaire le site\n• Notice", None, "X"]


def test_a_cell_holds_what_a_spreadsheet_takes(run):
    """No more signs than a cell may have, and what looks like the code of a sign is not read as one."""
    links = ", ".join(f"{{titre: {'x' * 190}, lien: 'https://a.example/{n}'}}" for n in range(200))
    _, sheet = run(
        {"a": work("_x0041_", "B1.1.1").replace("[{titre: Notice, lien: 'https://a.example'}]", f"[{links}]")}
    )
    assert sheet["A9"].value.startswith("_x005F_x0041_\n• xxx")
    assert len(sheet["A9"].value) < 32_767


def test_a_row_without_any_cross_is_told(run):
    """What is cited is of no column: on the paper, the commission reads a work that mobilises nothing."""
    works = {"parc": work("Tenir le parc", "B1.1.1"), "pare-feu": work("Poser un pare-feu", "B3.5")}
    done, sheet = run(works)
    assert [cell.value for cell in sheet[10]][2:] == [None] * 6
    told = [line for line in done.stderr.replace("\u202f", " ").splitlines() if "aucune croix" in line]
    assert [line.partition(" n’a")[0] for line in told] == ["« Poser un pare-feu »"]
    ready = CliRunner().invoke(main, ["ready", "le-bris-anna"]).stdout.replace("\u202f", " ")
    assert "Le tableau a 2 lignes. Sans aucune croix : Poser un pare-feu." in ready


def test_rows_are_added_when_the_model_has_too_few(run):
    """New ones look like the first and stand before the last, which closes the band; what stands below moves."""
    done, sheet = run({f"w{rank}": work(f"Travail {rank}", "B1.4") for rank in range(5)})
    assert done.exit_code == 0
    assert [sheet.cell(row, 1).value.partition("\n")[0] for row in range(9, 14)] == [f"Travail {n}" for n in range(5)]
    assert sheet["A14"].value == BANDS[1]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A8:H8", "A14:H14", "A17:H17"}
    assert sheet.row_dimensions[14].height == sheet.row_dimensions[17].height == 21
    assert [bool(sheet.cell(row, 1).font.italic) for row in range(9, 14)] == [True] * 4 + [False]
    assert sheet.print_area.endswith("$H$19")


def test_a_title_is_never_a_formula(run):
    """A commission opens the workbook; what a student named =1+1 is a text, printed as it was written."""
    _, sheet = run({"a": work("=1+1", "B1.1")})
    assert (sheet["A9"].value, sheet["A9"].data_type, sheet["A9"].quotePrefix) == ("=1+1\n• Notice", "s", True)


def put(place, value):
    """Write something into a model."""
    return {"edit": lambda sheet: sheet.__setitem__(place, value)}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"session": "SESSION 2026"}, "session 2026"),
        ({"session": "Session : 2026"}, "session 2026"),
        ({"session": "session 2025-2026"}, "session 2026"),
        ({"columns": COLUMNS[:-1]}, COLUMNS[-1]),
        (put("A9", "Un autre travail"), "modèle vierge"),
        (put("A3", "NOM et prénom : MOREAU Léa"), "modèle vierge"),
        ({"edit": lambda sheet: sheet.merge_cells("A9:A10")}, "modèle vierge"),
        ({"rows": 0}, "modèle vierge"),
    ],
    ids=["autre session", "écrite autrement", "année scolaire", "colonne", "ligne", "nom", "cellules", "sans ligne"],
)
def test_a_model_that_is_not_an_empty_one_of_the_session_is_refused(run, asked, said):
    """With the session that it is for, the labels that are missing, or where it is full; nothing is written."""
    done, sheet = run({"a": work("A", "B1.1")}, **asked)
    assert done.exit_code == 2
    assert said in done.stderr
    assert sheet is None


def test_what_the_model_says_below_the_table_moves_and_stays(run):
    """A line to sign, for example: rows are added above it."""
    works = {f"w{rank}": work(f"Travail {rank}", "B1.4", "stage") for rank in range(4)}
    done, sheet = run(works, **put("A19", "Signature"))
    assert done.exit_code == 0
    assert sheet["A21"].value == "Signature"


def test_what_the_team_alone_may_read_is_in_no_paper(run):
    """The commission reads the table."""
    hidden = work("Caché", "B1.1").replace("contexte:", "visibilité: équipe\ncontexte:")
    _, sheet = run({"a": work("A", "B1.1"), "b": hidden})
    assert [sheet.cell(row, 1).value for row in (9, 10)] == ["A\n• Notice", None]


def test_what_is_there_is_never_written_over(run, tmp_path):
    """A paper may have been completed by hand."""
    run({"a": work("A", "B1.1")})
    run({"a": work("A", "B1.1")})
    assert sorted(path.name for path in (tmp_path / "papiers").iterdir()) == [
        "tableau-le-bris-anna-2.xlsx",
        "tableau-le-bris-anna.xlsx",
    ]


def test_an_archive_of_a_class_is_refused_with_the_model_of_another_session_as_that_of_one_student_is(run, tmp_path):
    """Told line by line, and nothing written: an archive without the table that was asked for looked like one with."""
    run({"a": work("A", "B1.1")}, session="SESSION 2026")
    other = tmp_path / "depot/portfolios/2025-2027/moal-yann/index.md"
    other.parent.mkdir()
    other.write_text(FILES[f"{LEA}/index.md"].replace("Le Bris", "Moal"), "utf-8")
    school = read_school(tmp_path / "depot/portfolios").school
    class_, alone = (candidates(school, target, {}, date(2027, 3, 1)) for target in ("2025-2027", LEA))
    assert (len(class_), len(alone)) == (2, 1)
    for called in (class_, alone):
        with pytest.raises(NoPaperError):
            dossiers(called, tmp_path / "modele.xlsx", ())
    model(tmp_path / "modele.xlsx")
    assert [len(papers) for _, papers in dossiers(class_, tmp_path / "modele.xlsx", ())] == [1, 1]


def test_a_file_that_is_no_workbook_is_refused(run, tmp_path):
    """A PDF of the form, for example."""
    run({"a": work("A", "B1.1")})
    (tmp_path / "modele.pdf").write_bytes(b"%PDF-1.4")
    words = ["export", "tableau", LEA, "--modele", "../modele.pdf", "--vers", "../papiers"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2
    assert ".xlsx" in done.stderr


THIN = Side(style="thin")


def chosen(sheet):
    """Choose an option by a colour, its sign left empty."""
    sheet["G4"], sheet["H4"] = "☐ SISR", "☐ SLAM"
    sheet["H4"].fill = PatternFill("solid", fgColor="FF0070C0")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda sheet: setattr(sheet["D10"], "fill", PatternFill("solid", fgColor="FF000000")), "modèle vierge"),
        (lambda sheet: setattr(sheet["D10"], "border", Border(diagonal=THIN, diagonalUp=True)), "modèle vierge"),
        (lambda sheet: sheet.__setitem__("E10", "X"), "modèle vierge"),
        (lambda sheet: sheet.__setitem__("B13", "05/01/26 au 30/01/26"), "modèle vierge"),
        (chosen, "modèle vierge"),
    ],
    ids=["case remplie", "diagonale", "X oublié", "période oubliée", "SLAM en bleu"],
)
def test_a_mark_that_nobody_earned_is_no_free_cell(run, edit, said):
    """A filled model that was emptied in part: a mark may be a colour, two diagonals, or an X of a row below."""
    done, sheet = run({"a": work("A", "B1.1")}, edit=edit)
    assert done.exit_code == 2
    assert said in done.stderr
    assert sheet is None


def test_rows_and_columns_that_the_model_shades_are_no_marks(run):
    """One row in two is grey in some models, or one column."""

    def shade(sheet):
        for column in range(1, 9):
            sheet.cell(10, column).fill = PatternFill("solid", fgColor="FFEEEEEE")
        for row in (9, 10, 12, 13, 15, 16):
            sheet.cell(row, 4).fill = PatternFill("solid", fgColor="FFDDDDDD")

    done, _ = run({"a": work("A", "B1.1")}, edit=shade)
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ({"G4": "☐ SISR ☒ SLAM", "H4": None}, ["☒ SISR ☐ SLAM", None]),
        ({"G4": "☐ SISR", "H4": "☒ SLAM"}, ["☒ SISR", "☐ SLAM"]),
        ({"G4": "☒SISR", "H4": "□\u00a0SLAM"}, ["☒SISR", "□\u00a0SLAM"]),
    ],
)
def test_each_box_is_written_ticked_or_empty(run, boxes, expected):
    """A model that somebody ticked for another option gives one tick, the candidate's."""

    def edit(sheet):
        for place, value in boxes.items():
            sheet[place] = value

    done, sheet = run({"a": work("A", "B1.1")}, edit=edit)
    assert done.exit_code == 0, done.stderr
    assert [sheet["G4"].value, sheet["H4"].value] == expected


def test_a_label_in_several_formats_keeps_them(run, tmp_path):
    """A box in a font of signs, a label in bold: what is written beside takes nothing from them."""
    signs, bold = InlineFont(rFont="Segoe UI Symbol"), InlineFont(b=True)

    def edit(sheet):
        sheet["G4"] = CellRichText(TextBlock(signs, "▢"), " SISR")
        sheet["A3"] = CellRichText(TextBlock(bold, "NOM"), " et prénom : ")

    assert run({"a": work("A", "B1.1")}, edit=edit)[0].exit_code == 0
    sheet = load_workbook(tmp_path / "papiers" / "tableau-le-bris-anna.xlsx", rich_text=True).worksheets[0]
    assert [str(part) for part in sheet["G4"].value] == ["☒", " SISR"]
    assert sheet["G4"].value[0].font.rFont == "Segoe UI Symbol"
    assert str(sheet["A3"].value).split() == ["NOM", "et", "prénom", ":", "LE", "BRIS", "Anna"]


def test_a_long_table_prints_on_pages_that_repeat_its_heads(run):
    """One page while it is read; beyond, one page wide, with the heads and whose page it is."""
    done, short = run({"a": work("A", "B1.1")}, rows=3)
    assert done.exit_code == 0
    assert (short.page_setup.fitToWidth, short.page_setup.fitToHeight) == (1, 1)
    assert short.print_title_rows is None
    _, long = run({f"w{rank:02}": work(f"Travail {rank}", "B1.4") for rank in range(30)}, rows=3, made="-2")
    assert (long.page_setup.fitToWidth, long.page_setup.fitToHeight) == (1, 0)
    assert long.print_title_rows == "$6:$7"
    assert (long.oddFooter.left.text, long.oddFooter.right.text) == ("Anna Le Bris", "&P / &N")


DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:absoluteAnchor><xdr:pos x="0" y="0"/>'
    '<xdr:ext cx="9" cy="9"/><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Cadre"/><xdr:cNvSpPr/>'
    "</xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>"
)


CHECK_BOX = '<formControlPr objectType="CheckBox" fmlaLink="$D$14"/>'
NOTES = "<x:ClientData><x:Anchor>1, 2, 12, 4, 5, 6, 13, 8</x:Anchor><x:Row>13</x:Row></x:ClientData>"
ADDED = {"xl/drawings/drawing7.xml": DRAWING, "xl/ctrlProps/ctrlProp1.xml": CHECK_BOX, "xl/drawings/notes.vml": NOTES}


def with_parts(path, parts):
    """Add parts to a workbook, named beside its sheet."""
    named = "".join(f'<Relationship Id="r{rank}" Type="t" Target="/{name}"/>' for rank, name in enumerate(parts))
    with ZipFile(path, "a") as book:
        for name, text in parts.items():
            book.writestr(name, text)
        book.writestr("xl/worksheets/_rels/sheet1.xml.rels", f"<Relationships>{named}</Relationships>")


def test_what_the_model_draws_stays_and_follows_the_rows(run, tmp_path):
    """A frame, a check box, the bubble of a note: what no library of spreadsheets keeps is there, at its rows."""
    run({})
    with_parts(tmp_path / "modele.xlsx", ADDED)
    words = ["export", "tableau", LEA, "--modele", "../modele.xlsx", "--vers"]
    for works, folder in ((1, "peu"), (5, "beaucoup")):
        for rank in range(works):
            path = tmp_path / "depot/portfolios" / LEA / f"realisations/w{rank}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(work(f"Travail {rank}", "B1.4"), encoding="utf-8")
        done = CliRunner().invoke(main, [*words, f"../{folder}"])
        assert done.exit_code == 0, done.output
    parts = {}
    for folder in ("peu", "beaucoup"):
        with ZipFile(tmp_path / folder / "tableau-le-bris-anna.xlsx") as book:
            parts[folder] = {name: book.read(name).decode() for name in ADDED}
    assert parts["peu"] == ADDED
    assert parts["beaucoup"] == {
        "xl/drawings/drawing7.xml": DRAWING,
        "xl/ctrlProps/ctrlProp1.xml": CHECK_BOX.replace("$D$14", "$D$17"),
        "xl/drawings/notes.vml": NOTES.replace("12, 4", "15, 4").replace("13, 8", "16, 8").replace(">13<", ">16<"),
    }


@pytest.mark.parametrize(
    ("part", "said"),
    [("xl/vbaProject.bin", "un programme (macro)"), ("xl/worksheets/sheet1.xml", "ne s’écrit pas")],
    ids=["macro", "autre écriture"],
)
def test_a_model_that_cannot_be_written_in_place_is_refused(run, tmp_path, part, said):
    """A program, or XML that names its elements otherwise; nothing is written."""
    run({"a": work("A", "B1.1")})
    (tmp_path / "papiers" / "tableau-le-bris-anna.xlsx").unlink()
    with ZipFile(tmp_path / "modele.xlsx") as book:
        parts = {name: book.read(name) for name in book.namelist()}
    head = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = re.sub(
        rb"<(/?)(?=\w)", rb"<\1x:", parts["xl/worksheets/sheet1.xml"].replace(head, head.replace(b"=", b":x=", 1))
    )
    parts |= {part: b"" if part.endswith("bin") else sheet}
    with ZipFile(tmp_path / "modele.xlsx", "w") as book:
        for name, raw in parts.items():
            book.writestr(name, raw)
    words = ["export", "tableau", LEA, "--modele", "../modele.xlsx", "--vers", "../papiers"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert not list((tmp_path / "papiers").glob("*.xlsx"))


def test_a_comment_and_a_picture_of_the_model_are_kept(run, tmp_path):
    """A remark of the circulaire on a cell, the logo of the academy."""
    picture = tmp_path / "logo.png"
    Picture.new("RGB", (8, 8)).save(picture)

    def edit(sheet):
        sheet["B6"].comment = Comment("Dates sous la forme JJ/MM/AA", "Circulaire")
        sheet.add_image(SheetImage(picture), "H1")

    done, sheet = run({"a": work("A", "B1.1")}, edit=edit)
    assert done.exit_code == 0, done.stderr
    assert sheet["B6"].comment.text == "Dates sous la forme JJ/MM/AA"
    assert len(sheet._images) == 1  # noqa: SLF001  # the library gives no other way


@pytest.mark.parametrize(
    "listed", ["Nom;Prénom;Né le;N° candidat\nL BRIS;Anna;;0123456789\n", "Candidat;Numéro\nL BRIS ANNA;0123456789\n"]
)
def test_a_class_is_filled_with_the_numbers_of_its_list(run, tmp_path, listed):
    """The list of the secretariat, with its encoding and capitals; whoever it does not name is told, with a table."""
    (tmp_path / "numeros.csv").write_bytes(listed.encode("cp1252"))
    moal = tmp_path / "depot/portfolios/2025-2027/moal-yann/index.md"
    moal.parent.mkdir(parents=True)
    moal.write_text("---\nnom: Moal\nprénom: Yann\noption: SLAM\n---\n", encoding="utf-8")
    run({"a": work("A", "B1.1")})
    home = tmp_path / f"depot/portfolios/{LEA}/index.md"
    home.write_text("---\nnom: L'Bris\nprénom: Anna\noption: SISR\n---\n", encoding="utf-8")
    words = ["export", "tableau", "--promotion", "2025-2027", "--modele", "../modele.xlsx", "--vers", "../classe"]
    done = CliRunner().invoke(main, [*words, "--numeros", "../numeros.csv"])
    assert done.exit_code == 0, done.stderr
    assert "Yann Moal (2025-2027/moal-yann) n’a pas de numéro" in " ".join(done.stderr.split())  # a class may hold two
    sheets = {path.name: load_workbook(path).worksheets[0] for path in (tmp_path / "classe").iterdir()}
    assert sheets["tableau-le-bris-anna.xlsx"]["F3"].value == "N° candidat : 0123456789"
    assert sheets["tableau-moal-yann.xlsx"]["H4"].value == "☒ SLAM"


def test_a_list_of_numbers_in_the_repository_is_refused(run, tmp_path):
    """A candidate's number has no place in a history that everybody pulls."""
    run({"a": work("A", "B1.1")})
    (tmp_path / "depot/numeros.csv").write_text("Nom;Prénom;Numéro\n", encoding="utf-8")
    words = ["export", "tableau", "--promotion", "2025-2027", "--modele", "../modele.xlsx", "--vers", "../classe"]
    done = CliRunner().invoke(main, [*words, "--numeros", "numeros.csv"])
    assert done.exit_code == 2
    assert "est dans le dépôt" in done.stderr


def test_the_table_says_no_name_that_the_jury_may_not_read_on_paper_or_on_the_site(run, tmp_path):
    """A title, a production, a file's own name: each says « ma tutrice », and the marks stay where they were."""
    head = "organisation: {nom: Clinique des Ormes}\ndu: 05/01/2026\nau: 30/01/2026\ntuteur: {nom: Mme Solveig Kerbrat}"
    stage = tmp_path / "depot" / "portfolios" / LEA / "stages/clinique/index.md"
    stage.parent.mkdir(parents=True)
    stage.write_text(f"---\n{head}\n---\nUn stage.\n", "utf-8")
    told = work("Un réseau pour Mme Kerbrat", "B1.1.1").replace("titre: Notice", "titre: Notice de Solveig Kerbrat")
    done, sheet = run({"visite-kerbrat": told})
    assert done.exit_code == 0, done.output
    assert [sheet["A9"].value, sheet["C9"].value] == ["Un réseau pour [ma tutrice]\n• Notice de [ma tutrice]", "X"]
    with ZipFile(tmp_path / "papiers" / "tableau-le-bris-anna.xlsx") as book:
        assert not [name for name in book.namelist() if b"Kerbrat" in book.read(name)]
    done = CliRunner().invoke(main, ["build", "--audience", "jury", "--jobs", "1"])
    assert done.exit_code == 0, done.output
    site = tmp_path / "depot" / "site-jury"
    pages = contents(site)
    assert "Un réseau pour [ma tutrice]" in pages[f"{LEA}/synthese.html"].decode()
    assert not [name for name, raw in pages.items() if b"Kerbrat" in raw or "kerbrat" in name]
