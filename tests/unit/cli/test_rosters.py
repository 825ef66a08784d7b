"""``vitrail new etudiants``: thirty portfolios in one command, and again in September of the next year."""

import pytest

from tests.folders import contents

CLASS = "portfolios/2025-2027"
LIST = """Nom;Prénom;Né(e) le;Option
MOREAU;Léa;12/03/2006;SISR
Petit;Jo;01/01/2006;SLAM
Petit;Jo;02/02/2006;
Noël;Éric;;dessin
"""


@pytest.fixture
def enrol(fresh, vitrail, tmp_path_factory):
    """Give a function: the text of a list → what the command says."""
    path = tmp_path_factory.mktemp("bureau") / "liste.csv"

    def run(text, *words):
        path.write_bytes(text.encode("cp1252"))
        return vitrail("new", "etudiants", "2025-2027", path, *words)

    run.school = fresh
    return run


def homes(root):
    """The portfolios of the class."""
    return sorted(path.parent.name for path in (root / CLASS).glob("*/index.md"))


def test_a_list_makes_the_portfolios_that_are_not_there(enrol):
    """Homonyms are two, whoever was there is counted, an unknown option stays to be chosen, births stay out."""
    code, said = enrol(LIST)
    assert code == 0
    assert homes(enrol.school) == ["moreau-lea", "noel-eric", "petit-jo", "petit-jo-2"]
    assert "3 nouveaux portfolios" in said
    assert "1 étudiant était déjà là" in said
    assert "2025-2027/petit-jo-2 a un homonyme\u202f: c’est la ligne 4 de la liste" in said
    assert "Né(e) le" in said
    assert "option: SLAM" in (enrol.school / CLASS / "petit-jo/index.md").read_text("utf-8")
    assert "option: à choisir" in (enrol.school / CLASS / "noel-eric/index.md").read_text("utf-8")
    assert not any("2006" in path.read_text("utf-8") for path in enrol.school.rglob("*.md"))


def test_the_same_list_again_changes_nothing(enrol):
    """Names are compared without accents and capitals, so a list from another program is the same list."""
    enrol(LIST)
    before = contents(enrol.school)
    code, said = enrol(LIST.replace("Noël;Éric", "NOEL;ERIC"))
    assert (code, "0 nouveau portfolio" in said) == (0, True)
    assert contents(enrol.school) == before


def test_a_newer_list_says_who_is_gone_and_takes_nothing_away(enrol):
    """What becomes of their work is the team's to say."""
    enrol(LIST)
    code, said = enrol("Nom;Prénom\nMOREAU;Léa\nPetit;Jo\n")
    assert code == 0
    assert "2025-2027/noel-eric n’est plus dans la liste" in said
    assert "départ" in said
    assert "2025-2027/petit-jo-2 n’est plus dans la liste" in said
    assert "2025-2027/petit-jo n’est" not in said
    assert len(homes(enrol.school)) == 4


def test_a_trial_writes_nothing(enrol):
    """It says what would be written."""
    code, said = enrol(LIST, "--essai")
    assert code == 0
    assert f"Serait écrit\u202f: {CLASS}/petit-jo/index.md" in said
    assert homes(enrol.school) == ["moreau-lea"]


def test_a_line_that_cannot_be_read_does_not_keep_the_others_out(enrol):
    """Its number is said and the exit code tells."""
    code, said = enrol("Nom;Prénom\nSeul;\nPetit;Jo\n")
    assert (code, "liste.csv:2" in said) == (1, True)
    assert "petit-jo" in homes(enrol.school)


@pytest.mark.parametrize(("text", "told"), [("Classe\nSIO\n", "Nom"), ("PK\x03\x04\0\0", "CSV")])
def test_what_is_no_list_is_a_wrong_command(enrol, text, told):
    """With what to do about it."""
    code, said = enrol(text)
    assert (code, told in said) == (2, True)


def test_a_list_inside_the_school_is_sent_away(fresh, vitrail):
    """It holds births and addresses, and git forgets nothing."""
    (fresh / "liste.csv").write_text(LIST, "utf-8")
    assert "rangez cette liste ailleurs" in vitrail("new", "etudiants", "2025-2027", "liste.csv")[1]


@pytest.mark.usefixtures("fresh")
def test_a_class_that_is_not_there_is_told_how_to_be_made(vitrail, tmp_path_factory):
    """What is told, done to the letter, is enough."""
    path = tmp_path_factory.mktemp("bureau") / "liste.csv"
    path.write_text(LIST, "utf-8")
    code, said = vitrail("new", "etudiants", "2026-2028", path)
    assert (code, "vitrail new promotion 2026-2028 --session 2028" in said) == (2, True)
    assert vitrail("new", "promotion", "2026-2028", "--session", 2028)[0] == 0
    assert vitrail("new", "etudiants", "2026-2028", path)[0] == 0


@pytest.mark.parametrize("day", ["1/6/26", "01/06/2026", "2026-06-01", "1er juin 2026", "lundi 1 juin 2026"])
def test_a_day_is_typed_as_files_write_it(fresh, vitrail, day):
    """Whatever a file accepts."""
    assert vitrail("new", "stage", "moreau-lea", "Mairie", "--du", day, "--au", "26 juin 2026")[0] == 0
    assert "du: 01/06/2026" in (fresh / CLASS / "moreau-lea/stages/mairie/index.md").read_text("utf-8")


def test_a_watch_a_page_and_an_organisation_have_their_files(fresh, vitrail):
    """Each reads without an erreur; a page does not take the address of one of the site's."""
    for words in (
        ("veille", "moreau-lea", "NIS 2"),
        ("page", "moreau-lea", "Synthèse"),
        ("organisation", "Mairie", "--ville", "Valmont"),
    ):
        assert vitrail("new", *words)[0] == 0
    assert (fresh / CLASS / "moreau-lea/synthese-1.md").is_file()
    assert (fresh / "portfolios/organisations/mairie-valmont.md").is_file()
    code, said = vitrail("check", "--date", "2026-06-01")
    assert code == 0, said


def test_a_new_realisation_fits_a_screen(fresh, vitrail):
    """At most 25 lines, with the text in view and one code of the option as the example."""
    assert vitrail("new", "realisation", "moreau-lea", "GLPI")[0] == 0
    text = (fresh / CLASS / "moreau-lea/realisations/glpi.md").read_text("utf-8")
    assert len(text.splitlines()) <= 25
    assert "## Contexte et besoin" in text
    assert "#B1.1.1:" in text


@pytest.mark.parametrize(
    ("words", "there", "absent"),
    [
        ((), "B1.1  ", ""),
        (("sauvegarde",), "B1.1.5", "B1.1.2"),
        (("B1.3",), "B1.3.1", "B1.2"),
        (("SÉCURITÉ", "--etudiant", "moreau-lea"), "B3", "(SLAM)"),
    ],
)
@pytest.mark.usefixtures("fresh")
def test_codes_are_found_by_words_from_the_terminal(vitrail, words, there, absent):
    """Without accents or case; a parent comes with what is below it."""
    code, said = vitrail("codes", *words)
    assert (code, there in said) == (0, True), said
    assert not absent or absent not in said


def test_codes_need_no_school_and_say_when_nothing_is_found(empty, vitrail):
    """The shipped référentiel answers in any folder."""
    assert vitrail("codes", "réseau")[0] == 0
    code, said = vitrail("codes", "zzzz")
    assert (code, "zzzz" in said) == (1, True)
    assert vitrail("codes", "--referentiel", "xx")[0] == 2
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "option"),
    [
        ("Administration des systèmes et des réseaux", "SISR"),
        ("option B", "SLAM"),
        ("BTS SIO2 SLAM", "SLAM"),
        ("Solutions logicielles et applications métiers", "SLAM"),
        ("SISR ou SLAM", "à choisir"),
    ],
)
def test_an_option_is_read_by_its_letter_and_by_its_words(enrol, said, option):
    """As school software writes it; two of them are none."""
    enrol(f"Nom;Prénom;Option\nPetit;Jo;{said}\n")
    assert f"option: {option}\n" in (enrol.school / CLASS / "petit-jo/index.md").read_text("utf-8")


@pytest.mark.parametrize("said", ["2026/2028", "2026 - 2028", "2026-2028"])
def test_the_years_of_a_class_name_its_folder(enrol, vitrail, said):
    """However they are typed."""
    assert vitrail("new", "promotion", said, "--session", 2028)[0] == 0
    assert (enrol.school / "portfolios/2026-2028/promotion.yml").is_file()
