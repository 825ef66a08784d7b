"""A class list is read as the school's software writes it."""

import io
import re

import openpyxl
import pytest
from msgspec.structs import replace

from vitrail.content.model.source import Source
from vitrail.content.model.student import Student
from vitrail.content.reading.frameworks import load_shipped
from vitrail.doors.scaffolding.roster import join, read_roster

PRONOTE = (
    "Nom;Prénom;Né(e) le;Sexe;Classe;Option 1\nMOREAU;Léa;12/03/2006;F;SIO1;SISR\nLE GOFF;Anaïs;01/02/2006;F;SIO1;\n"
)
SIECLE = 'Lycée Jean-Moulin;;\nListe du 01/09/2025;;\n\n"Nom de famille";"Prénom 1";"INE"\nD\'ARTAGNAN;CHARLES;0123\n'
TOGETHER = "Élève,Formation\nMOREAU Léa,BTS SIO 1 SLAM\nDE LA TOUR Jean-Baptiste,BTS\nLéa MARTIN,BTS\n"
MOODLE = "firstname\tlastname\temail\nLéa\tMoreau\tlea@exemple.example\n"


def people(raw):
    """Last and first names."""
    return [(one.last, one.first) for one in read_roster(raw).people]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_list_reads_in_the_encodings_of_offices(encoding, end):
    """Excel writes cp1252, Windows UTF-16 and a mark; names come out alike."""
    raw = PRONOTE.replace("\n", end).encode(encoding)
    assert people(raw) == [("Moreau", "Léa"), ("Le Goff", "Anaïs")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SIECLE, [("D'Artagnan", "Charles")]),
        (TOGETHER, [("Moreau", "Léa"), ("De La Tour", "Jean-Baptiste"), ("Martin", "Léa")]),
        (MOODLE, [("Moreau", "Léa")]),
        ('Nom,Prénom\nO\'Brien,"Marie, Anne"\n', [("O'Brien", "Marie")]),
        ("Nom d'usage;Nom de naissance;Prénoms\nPetit;GRAND;Jo\n;NOËL;Al\n", [("Petit", "Jo"), ("Noël", "Al")]),
        (
            "identifier,github_username,github_id,name\nLE GOFF Yann,ylg,1,\nlea@ecole.example,lm,2,Léa Moreau\n",
            [("Le Goff", "Yann"), ("Moreau", "Léa")],
        ),
    ],
)
def test_a_header_is_known_by_its_words_wherever_it_stands(text, found):
    """Titles above it, one column or two, names in capitals that nobody wears; an empty cell leaves it to the next."""
    assert people(text.encode()) == found


def test_columns_that_no_portfolio_needs_are_named_and_dropped():
    """Births and sexes do not enter a repository."""
    roster = read_roster(PRONOTE.encode())
    assert roster.ignored == ("Né(e) le", "Sexe")
    assert [one.option for one in roster.people] == ["SISR", ""]


def test_a_line_without_a_whole_name_is_told_by_its_number_and_harms_no_other():
    """And one that is there twice word for word is one person."""
    roster = read_roster("Liste\nNom;Prénom\nMoreau;\nPetit;Jo\n;;\nPetit;Jo\nVoir M. Durand\n".encode())
    assert [(one.last, one.line) for one in roster.people] == [("Petit", 4)]
    assert (roster.unread, roster.repeated) == ((3, 7), (6,))


@pytest.mark.parametrize("raw", [b"", b"Classe;Date\nSIO;1\n", b"\n" * 50])
def test_a_text_without_names_has_no_header(raw):
    """It is told so, instead of a class of nobody."""
    assert read_roster(raw).header == 0


@pytest.mark.parametrize("sheets", [1, 2])
def test_a_workbook_of_one_sheet_is_a_list(sheets):
    """Of two, nothing says which is the class; other bytes are none."""
    book = openpyxl.Workbook()
    for sheet in (book.active, *(book.create_sheet() for _ in range(sheets - 1))):
        for row in (["2SIO"], ["Nom", "Prénom", "Option"], ["LE GOFF", "Yann", "SLAM"]):
            sheet.append(row)
    book.save(raw := io.BytesIO())
    roster = read_roster(raw.getvalue())
    assert (roster.people[0].last if roster else None) == {1: "Le Goff", 2: None}[sheets]
    assert read_roster(b"PK\x03\x04" + bytes(range(256))) is None


def test_people_of_another_alphabet_are_told_apart():
    """One who has a portfolio hides nobody else: their letters count as much as ours."""
    there = Student(source=Source(path="2025-2027/李-伟/index.md"), slug="李-伟", last_name="李", first_name="伟")
    listed = read_roster("Nom;Prénom\n李;伟\nИванов;Пётр\nÉRIC-NOËL;Zoé\n".encode()).people
    joined = join("2025-2027", listed, [there], None)
    assert (joined.there, joined.gone, len(joined.made)) == (1, (), 2)


FRAMEWORK = load_shipped()["fr.bts-sio.2019"]


@pytest.mark.parametrize(
    "text",
    [
        "Nom;Prénom;Option 1;Option 2\nMoreau;Léa;;SISR\n",
        "Nom;Prénom;Option 1;Option 2\nMoreau;Léa;ANGLAIS LV1;SISR\n",
        "Nom de famille;Prénom(s);MEF\nMoreau;Léa;31132609 - BTS2 SIO SISR\n",
        "Élève(s);Classe\nMOREAU Léa;2 SIO-SISR\n",
        "Nom;Prénom;Classe;Option\nMoreau;Léa;BTS SIO 2;SISR\n",
        "Nom;Prénom;Libellé MEF;Code MEF;Spécialité\nMoreau;Léa;BTS SIO OPTION A;3113;\n",
    ],
)
def test_the_option_is_found_in_whichever_column_says_it(text):
    """A second column of options, the MEF or the class, when the first is empty."""
    (made,) = join("2025-2027", read_roster(text.encode()).people, (), FRAMEWORK).made.values()
    assert "option: SISR" in made


def test_a_class_that_names_no_option_is_no_fault():
    """« SIO2 » leaves the option to be chosen, without a remark."""
    joined = join("2025-2027", read_roster("Nom;Prénom;Classe\nMoreau;Léa;SIO2\n".encode()).people, (), FRAMEWORK)
    assert not joined.unknown_options
    assert "option: à choisir" in next(iter(joined.made.values()))


def test_a_diploma_without_options_has_none_to_choose():
    """A list's « ANGLAIS » is no option that lacks."""
    plain = replace(FRAMEWORK, options=())
    joined = join("2025-2027", read_roster("Nom;Prénom;Option 1\nMoreau;Léa;ANGLAIS\n".encode()).people, (), plain)
    assert not joined.unknown_options


@pytest.mark.parametrize("footer", ["Effectif : 2", "Effectif;2", "Total élèves : 2", ";Nombre : 2", "TOTAL"])
@pytest.mark.parametrize(
    "head", ["Nom;Prénom\nMoreau;Léa\nTotal;Marie\n", "Élève;Classe\nMOREAU Léa;1\nTOTAL Marie;1\n"]
)
def test_a_footer_names_nobody_and_is_no_fault(head, footer):
    """Whoever is called Total is somebody."""
    roster = read_roster(f"{head}{footer}\n".encode())
    assert [(one.last, one.first) for one in roster.people] == [("Moreau", "Léa"), ("Total", "Marie")]
    assert roster.unread == ()


def test_an_option_that_changed_in_a_later_list_is_told():
    """Nothing is written over; two people of one name are not confused."""
    there = [
        Student(
            source=Source(path=f"2025-2027/{slug}/index.md"), slug=slug, last_name=last, first_name="Léa", option="SISR"
        )
        for slug, last in (("moreau-lea", "Moreau"), ("petit-lea", "Petit"), ("petit-lea-2", "Petit"))
    ]
    listed = read_roster("Nom;Prénom;Option\nMOREAU;Léa;SLAM\nPETIT;Léa;SLAM\nPETIT;Léa;SISR\n".encode()).people
    joined = join("2025-2027", listed, there, FRAMEWORK)
    assert joined.other_options == {"moreau-lea": ("SISR", "SLAM")}
    assert not joined.made


FROM_PRONOTE = (
    '"Élève";"Né(e) le";"Sexe";"Classe";"Option 1";"Option 2";"Option 3"\r\n'
    '"NGUYEN-LE GALL Anaïs";"03/02/2007";"F";"2SIO";"";"SISR";"ANGLAIS LV1"\r\n'
    '"DE LA CRUZ Íñigo";"12/11/2006";"M";"2SIO";"";"SLAM";"ANGLAIS LV1"\r\n'
    '"Effectif : 2";"";"";"";"";"";""\r\n'
)
FROM_SIECLE = (
    "Lycée Jean-Moulin;;;;\nListe des élèves au 12/11/2026;;;;\n"
    "Nom de famille;Prénom(s);Code MEF;Libellé MEF;Division\n"
    "NGUYEN-LE GALL;Anaïs, Marie;32232602011;2EME ANNEE BTS SIO OPTION A SISR;2SIO\n"
    "DE LA CRUZ;Íñigo;32232602012;2EME ANNEE BTS SIO OPTION B SLAM;2SIO\n"
    "Total élèves;2;;;\n"
)
FROM_ONDE = (
    "Nom d'usage\tPrénom usuel\tNiveau\tClasse\tRégime\n"
    "Nguyen-Le Gall\tAnaïs\tSTS2\tSIO2 SISR\tExterne\nDe La Cruz\tÍñigo\tSTS2\tSIO2 SLAM\tDP\n"
    "Nombre d'élèves : 2\t\t\t\t\n"
)
FROM_DIRECTE = "Nom,Prénom,Classe,Groupes\nNGUYEN-LE GALL,Anaïs,BTS SIO 2,SISR\nDE LA CRUZ,Íñigo,BTS SIO 2,SLAM\n"


@pytest.mark.parametrize("text", [FROM_PRONOTE, FROM_SIECLE, FROM_ONDE, FROM_DIRECTE])
def test_the_exports_of_four_programs_say_the_same_class(text):
    """Pronote, Siècle, ONDE, École directe; empty first option, MEF, footers: the same two people and options."""
    framework = load_shipped()["fr.bts-sio.2019"]
    roster = read_roster(text.encode("cp1252"))
    assert roster.unread == ()
    joined = join("2025-2027", roster.people, (), framework)
    assert {path: re.search("option: (.*)", text)[1].split()[0] for path, text in joined.made.items()} == {
        "2025-2027/nguyen-le-gall-anais/index.md": "SISR",
        "2025-2027/de-la-cruz-inigo/index.md": "SLAM",
    }
    assert not joined.unknown_options
