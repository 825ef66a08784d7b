"""``vitrail review --list`` and ``--set``: what waits to be read, and a verdict without an editor."""

import json

import pytest

EVALUATIONS = "portfolios/2025-2027/evaluations/durand-zoe.yml"
COHORT = "portfolios/2025-2027/promotion.yml"
BEFORE = """\
# Les voix de l'équipe
- réalisation: glpi   # relu en classe
  compétence: B1.1.1
  par: M. Exemple
  rôle: professeur
  le: 2026-03-12
  avis: retenue
"""
SAID = ("--par", "M. Exemple", "--le", "12/04/2026")


@pytest.fixture(autouse=True)
def unread(school):
    """A school where nobody was read yet."""
    (school / EVALUATIONS).unlink()
    (school / EVALUATIONS).parent.rmdir()


@pytest.fixture
def listed(vitrail):
    """Give a function: what waits, as (réalisation, why)."""

    def read(*asked):
        code, said = vitrail("review", "--list", *asked, "--format", "json")
        assert code == 0
        return [(item["realisation"], item["why"]) for item in json.loads(said)["waiting"]]

    return read


def test_work_waits_until_it_is_read_and_again_when_it_changes(school, vitrail, listed):
    """Never read, then read, then changed since."""
    glpi = ("2025-2027/durand-zoe/glpi", "jamais lue")
    assert glpi in listed()
    assert vitrail("review", "--set", "durand-zoe/glpi", "retenue", *SAID)[0] == 0
    assert glpi not in listed()
    work = school / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    work.write_text(work.read_text("utf-8") + "\nUn paragraphe de plus.\n", "utf-8")
    assert ("2025-2027/durand-zoe/glpi", "modifiée depuis") in listed()


def test_a_verdict_is_not_given_on_a_day_that_has_not_come(vitrail, school):
    """The year that is typed wrong is the commonest slip; nothing is written then."""
    code, said = vitrail("review", "--set", "durand-zoe/glpi", "retenue", "--par", "M. Exemple", "--le", "12/04/2096")
    assert code == 2
    assert "12\u00a0avril 2096" in said
    assert "pas encore venu" in said
    assert not (school / EVALUATIONS).parent.exists()


def test_the_work_of_who_left_waits_for_nobody_unless_they_are_asked_for(school, listed):
    """A name on the command line asks for it; a class does not."""
    home = school / "portfolios/2025-2027/durand-zoe/index.md"
    home.write_text(home.read_text("utf-8").replace("---\n", "---\ndépart: 02/03/2026\n", 1), "utf-8")
    assert listed() == listed("2025-2027") == [("2025-2027/martin-ali/vlan", "jamais lue")]
    assert ("2025-2027/durand-zoe/glpi", "jamais lue") in listed("durand-zoe")


def own(school):
    """Give the text of the one file that the command wrote."""
    (file,) = (school / EVALUATIONS).with_suffix("").iterdir()
    return file.read_text("utf-8")


def test_a_verdict_is_written_sealed_in_a_file_of_its_own(school, vitrail):
    """The list that a person wrote is the team's: it keeps its bytes."""
    (school / EVALUATIONS).parent.mkdir()
    (school / EVALUATIONS).write_text(BEFORE, "utf-8")
    code, said = vitrail(
        "review", "--set", "durand-zoe/glpi", "B1.1.1", "validé", *SAID, "--commentaire", "Attention : à relire, #2"
    )
    assert code == 0, said
    assert (school / EVALUATIONS).read_text("utf-8") == BEFORE
    text = own(school)
    assert [line for line in text.splitlines() if "empreinte" not in line and "heure" not in line] == [
        "- réalisation: glpi",
        "  compétence: B1.1.1",
        "  par: M. Exemple",
        "  rôle: professeur",
        "  le: 2026-04-12",
        "  avis: retenue",
        '  commentaire: "Attention : à relire, #2"',
    ]
    assert text.count("empreinte: v1:") == 1


def test_a_stage_waits_with_its_reports_is_judged_and_waits_again_after_one_more(school, vitrail, listed):
    """A stage of which nothing is told is not to be read."""
    stage = school / "portfolios/2025-2027/durand-zoe/stages/mairie"
    stage.mkdir(parents=True)
    place = "2025-2027/durand-zoe/stages/mairie"
    (stage / "index.md").write_text("---\norganisation: Mairie\ndu: 05/01/2026\nau: 30/01/2026\n---\n", "utf-8")
    assert place not in dict(listed())
    (stage / "semaine-01.md").write_text("---\nsemaine: 1\n---\nPremier jour.\n", "utf-8")
    assert dict(listed())[place] == "jamais lue"
    assert vitrail("review", "--set", "durand-zoe/stages/mairie", "validé", *SAID)[0] == 0
    assert own(school).startswith("- stage: mairie\n")
    assert "empreinte: v1:" in own(school)
    assert list((school / EVALUATIONS).parent.glob("durand-zoe.scelles/mairie-*.json"))
    assert place not in dict(listed())
    (stage / "semaine-02.md").write_text("---\nsemaine: 2\n---\nDeuxième.\n", "utf-8")
    assert dict(listed())[place] == "modifiée depuis"


def test_the_first_verdict_of_a_student_makes_the_file_and_its_folder(school, vitrail):
    """A class where nobody was read yet has no such folder."""
    assert not (school / EVALUATIONS).exists()
    assert vitrail("review", "--set", "durand-zoe/glpi", "à reprendre", *SAID)[0] == 0
    assert "avis: à reprendre" in own(school)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("durand-zoe/glp", "retenue", *SAID), "vouliez-vous dire « glpi »"),
        (("durand-zoe/glpi", "super", *SAID), "n’est pas un avis"),
        (("durand-zoe/glpi", "retenue", "--par", "Mme Inconnue"), "n’est pas de l’équipe"),
        (("durand-zoe/glpi", "retenue"), "Dites qui parle"),
        (("durand-zoe/glpi", *SAID), "puis l’avis"),
        (("durand-zoe/glpi", "retenue", *SAID, "--niveau", "génial"), "n’est pas un niveau"),
        (("durand-zoe/glpi", "retenue", *SAID, "--niveau", "9"), "va de 1 à 4"),
        (("durand-zoe/glpi", "B9", "retenue", *SAID), "choisissez B1.1.1"),
        (("durand-zoe/glpi", "B3.1", "retenue", *SAID), "choisissez B1.1.1"),
    ],
)
def test_a_verdict_that_says_too_little_is_refused(school, vitrail, words, said):
    """With what to write; nothing is written."""
    with (school / COHORT).open("a", encoding="utf-8") as cohort:
        cohort.write("échelle: [découverte, avec aide, en autonomie, maîtrise]\n")
    code, told = vitrail("review", "--set", *words)
    assert code == 2
    assert said in " ".join(told.split())
    assert not (school / EVALUATIONS).parent.exists()


def test_a_file_that_nobody_can_read_is_left_as_it_is_and_stops_no_verdict(school, vitrail):
    """A mapping where a list is awaited: its author mends it, the next verdict has its own file."""
    (school / EVALUATIONS).parent.mkdir()
    (school / EVALUATIONS).write_text("glpi: {avis: retenue}\n", "utf-8")
    assert vitrail("review", "--set", "durand-zoe/glpi", "retenue", *SAID)[0] == 0
    assert "avis: retenue" in own(school)
    assert (school / EVALUATIONS).read_text("utf-8") == "glpi: {avis: retenue}\n"


def test_with_nothing_to_seal_the_command_says_what_to_do(vitrail):
    """A teacher's first try."""
    code, told = vitrail("review")
    assert code == 0
    assert "vitrail review --list" in told


def test_an_erreur_left_in_the_evaluations_is_a_failure(school, vitrail):
    """A script that seals must know that something was left aside."""
    (school / EVALUATIONS).parent.mkdir()
    (school / EVALUATIONS).write_text("- réalisation: glpi\n  avis: [\n", "utf-8")
    assert vitrail("review")[0] == 1


@pytest.mark.parametrize("name", ["exemple", "Mr Exemple", "M.Exemple", "monsieur EXEMPLE"])
def test_a_teacher_is_known_by_any_civility_and_written_as_the_class_names_them(school, vitrail, name):
    """What a verdict typed by hand is allowed, the command is; one person has one name in what it writes."""
    assert vitrail("review", "--set", "durand-zoe/glpi", "retenue", "--par", name)[0] == 0
    assert "\n  par: M. Exemple\n" in own(school)
