"""A class list is read as the school's software writes it."""

import pytest

from generator.model.source import Source
from generator.model.student import Student
from generator.scaffolding.roster import join, read_roster

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
        ("Nom d'usage;Nom de naissance;Prénoms\nPetit;GRAND;Jo\n", [("Petit", "Jo")]),
    ],
)
def test_a_header_is_known_by_its_words_wherever_it_stands(text, found):
    """Titles above it, one column or two, names in capitals that nobody wears."""
    assert people(text.encode()) == found


def test_columns_that_no_portfolio_needs_are_named_and_dropped():
    """Births and sexes do not enter a repository."""
    roster = read_roster(PRONOTE.encode())
    assert roster.ignored == ("Né(e) le", "Sexe", "Classe")
    assert [one.option for one in roster.people] == ["SISR", ""]


def test_a_line_without_a_whole_name_is_told_by_its_number_and_harms_no_other():
    """And one that is there twice word for word is one person."""
    roster = read_roster("Liste\nNom;Prénom\nMoreau;\nPetit;Jo\n;;\nPetit;Jo\nTotal : 2\n".encode())
    assert [(one.last, one.line) for one in roster.people] == [("Petit", 4)]
    assert (roster.unread, roster.repeated) == ((3, 7), (6,))


@pytest.mark.parametrize("raw", [b"", b"Classe;Date\nSIO;1\n", b"\n" * 50])
def test_a_text_without_names_has_no_header(raw):
    """It is told so, instead of a class of nobody."""
    assert read_roster(raw).header == 0


def test_a_workbook_is_no_list():
    """Its bytes are no text."""
    assert read_roster(b"PK\x03\x04" + bytes(range(256))) is None


def test_people_of_another_alphabet_are_told_apart():
    """One who has a portfolio hides nobody else: their letters count as much as ours."""
    there = Student(source=Source(path="2025-2027/李-伟/index.md"), slug="李-伟", last_name="李", first_name="伟")
    listed = read_roster("Nom;Prénom\n李;伟\nИванов;Пётр\nÉRIC-NOËL;Zoé\n".encode()).people
    joined = join("2025-2027", listed, [there], None)
    assert (joined.there, joined.gone, len(joined.made)) == (1, (), 2)
