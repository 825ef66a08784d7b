"""Whose word reaches how far: what a student's stage keeps for the team costs nothing to those who did not write it."""

import re

import pytest

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, write
from vitrail.building.making.facts.readers import elsewhere, lacking
from vitrail.building.making.facts.run import SCHOOL, portfolios
from vitrail.building.making.pipeline import build
from vitrail.building.making.works import examined
from vitrail.site.project import Project

TOM = "2025-2027/tom-garnier"
STAGE = """\
---
organisation: {{nom: {host}}}
du: 01/06/2026
au: 26/06/2026
tuteur: {{nom: "{tutor}"}}
---
Un stage.
"""
OURS = f"{LEA}/stages/mairie/index.md"
THEIRS = f"{TOM}/realisations/b.md"


def stage(tutor="Ronan Kerhervé", host="Mairie de Valmont"):
    """A stage whose tutor is reserved to the team."""
    return STAGE.format(tutor=tutor, host=host)


def missing(project):
    """What the public does not get."""
    memo = examined(project).memo
    people = (SCHOOL, *portfolios(memo))
    return (*(one for who in people for one in lacking(memo, "PUBLIC", *who)), *elsewhere(memo, "PUBLIC"))


@pytest.fixture
def school(tmp_path):
    """Give a function: files → the report of a class of two, where Léa's stage has a tutor, as the public gets it.

    It is what a build decides before any page is made; ``built`` makes the pages, and gives their folder.
    """

    def make(files, *, built=False):
        first = {
            "2025-2027/promotion.yml": COHORT,
            f"{LEA}/index.md": HOME, f"{LEA}/realisations/a.md": REALISATION, OURS: stage(),
            f"{TOM}/index.md": HOME.replace("Moreau", "Garnier").replace("Léa", "Tom"),
        }  # fmt: skip
        write(tmp_path / "p", first | files)
        site = tmp_path / "site"
        project = Project(root=tmp_path, portfolios=tmp_path / "p", site=site, site_name="École")
        return (build(project), site) if built else missing(project)

    return make


def told(report, code):
    """Paths told with a code, with the value and who declares it."""
    every = report if isinstance(report, tuple) else report.examination.diagnostics
    found = [one for one in every if one.code == code]
    return [
        (one.place.path, one.values["value"], str(one.values.get("declarer", "")).partition(":")[0]) for one in found
    ]


def words(site, text):
    """Files of a site that say a text, whatever the markup."""
    files = (path for path in site.rglob("*") if path.suffix in {".html", ".js"})
    return [
        path.relative_to(site).as_posix() for path in files if text in re.sub("<[^>]*>", "", path.read_text("utf-8"))
    ]


def read(site, path):
    """What a page says, tags aside."""
    return " ".join(re.sub("<[^>]*>", " ", (site / path).with_suffix(".html").read_text("utf-8")).split())


def test_a_name_is_told_where_it_is_said_and_not_where_it_is_declared(school):
    """« tuteur: » is the team's: only « missions » and the text are somebody's to mend."""
    said = stage().replace("Un stage.", "Merci à M. Kerhervé.")
    for text, line in ((said, 7), (said.replace("du:", "missions: [Avec Ronan Kerhervé]\ndu:"), 3)):
        report = school({OURS: text})
        (found,) = (one.place.line for one in report if one.code == "PRV007")
        assert found == line


@pytest.mark.parametrize("tutor", ["Tom Garnier", "Garnier Tom", "GARNIER Tom", "tom-garnier", "M. Garnier Tom"])
def test_a_tutor_who_bears_a_classmate_s_name_changes_nothing_of_theirs(school, tutor):
    """Everybody whom the audience sees is named, in both orders."""
    report, site = school({OURS: stage(tutor), THEIRS: f"{REALISATION}Par Tom Garnier."}, built=True)
    assert told(report, "PRV007") == told(report, "PRV011") == []
    assert "Par Tom Garnier." in read(site, THEIRS)


def test_a_student_s_word_does_not_change_a_classmate_s_page_and_the_team_is_told(school):
    """« atelier Nozélia » is no secret because somebody's tutor is called so."""
    files = {
        OURS: stage("atelier Nozélia"),
        THEIRS: f"{REALISATION}Un atelier Nozélia.",
        f"{TOM}/contact.md": "---\ntitre: Moi\n---\nAtelier Nozélia !",
    }
    report, site = school(files, built=True)
    assert told(report, "PRV007") == []
    assert told(report, "PRV011") == [(f"{TOM}/contact.md", "atelier Nozélia", OURS)]
    assert [one.values["count"] for one in report.examination.diagnostics if one.code == "PRV011"] == [2]
    assert "Un atelier Nozélia." in read(site, THEIRS)


def test_a_student_s_word_holds_in_their_own_pages(school):
    """The tutor's name, in any order; the page stays, and says the function."""
    report, site = school({f"{LEA}/realisations/a.md": f"{REALISATION}Avec Kerhervé Ronan."}, built=True)
    assert told(report, "PRV007") == [(f"{LEA}/realisations/a.md", "Ronan Kerhervé", OURS)]
    assert "Avec [mon tuteur]." in read(site, f"{LEA}/realisations/a.md")


def test_whoever_was_at_the_same_host_may_know_the_same_tutor(school):
    """By the name of the host, whatever the folder of the stage; full forms, never the surname alone."""
    said = f"{REALISATION}Avec Ronan Kerhervé, M. Kerhervé et Kerhervé."
    report, site = school({f"{TOM}/stages/chez-eux/index.md": stage("Autre Personne"), THEIRS: said}, built=True)
    assert told(report, "PRV007") == [(THEIRS, "Ronan Kerhervé", OURS)]
    assert "Avec [un tuteur], [un tuteur] et Kerhervé." in read(site, THEIRS)


def test_a_stage_in_a_folder_of_the_same_name_shares_nothing(school):
    """« stages/mairie » is what two students called two town halls."""
    other = {f"{TOM}/stages/mairie/index.md": stage("Autre Personne", "Mairie de Plouvan")}
    report, _ = school({**other, THEIRS: f"{REALISATION}Avec Ronan Kerhervé."}, built=True)
    assert told(report, "PRV007") == []
    assert [path for path, *_ in told(report, "PRV011")] == [THEIRS]


@pytest.mark.parametrize(
    ("tutor", "elsewhere"), [("Petit Bureau", ""), ("Nozélia Vortane", "Nozélia et Vortane, deux logiciels.")]
)
def test_words_that_others_say_are_taken_from_no_classmate(school, tutor, elsewhere):
    """Common ones, and those of a portfolio that was at no such host: a network is named « Nozélia » by all."""
    files = {
        OURS: stage(tutor),
        f"{TOM}/stages/chez-eux/index.md": stage("Autre Personne"),
        THEIRS: f"{REALISATION}Avec {tutor}.",
        "2025-2027/roux-maelle/index.md": HOME.replace("Moreau", "Roux").replace("Léa", "Maëlle") + elsewhere,
    }
    report, site = school(files, built=True)
    assert [path for path, *_ in told(report, "PRV007")] == []
    assert f"Avec {tutor}." in read(site, THEIRS)


def test_what_the_team_declares_holds_everywhere(school):
    """The list of organisations is the team's; readers are given the public name."""
    host = "---\nnom: Cabinet Untel Valmont\nnom public: un cabinet\n---\n"
    files = {"organisations/cabinet.md": host, THEIRS: f"{REALISATION}Chez le cabinet Untel Valmont."}
    report, site = school(files, built=True)
    assert told(report, "PRV007") == [(THEIRS, "Cabinet Untel Valmont", "organisations/cabinet.md")]
    assert "Chez le un cabinet." in read(site, THEIRS)


PLOUG = "Plougonvelin Informatique"


@pytest.mark.parametrize(
    "name",
    [PLOUG, f"SARL {PLOUG}", f"{PLOUG} S.A.R.L.", f"{PLOUG} (PI)", f"{PLOUG} - Brest", f"Association {PLOUG}, Brest"],
)
def test_a_host_is_not_named_whatever_its_declaration_adds(school, name):
    """Its legal form, its initials, its town are seldom said; its domain is its name in one word."""
    said = "Chez Plougonvelin Informatique, PlougonvelinInformatique, [leur site](https://www.plougonvelininformatique.fr/)"
    said += ", contact@plougonvelininformatique.fr, plougonvelin-informatique.fr. Une sarl informatique à Brest (pi)."
    host = f"---\nnom: {name}\nnom public: Une ESN bretonne\n---\n"
    report, site = school({"organisations/ploug.md": host, THEIRS: REALISATION + said}, built=True)
    assert {path for path, *_ in told(report, "PRV007")} == {THEIRS}
    assert [path for path in site.rglob("*.html") if "plougonvelin" in path.read_text("utf-8").lower()] == []
    assert "Une sarl informatique à Brest (pi)." in read(site, THEIRS)


@pytest.mark.parametrize("name", ["Clinique Saint-Aubert", "Clinique St Aubert", "Clinique Ste-Odile"])
def test_a_saint_in_the_name_of_a_host_is_written_for_its_abbreviation(school, name):
    """« Clinique St-Aubert » is « Clinique Saint-Aubert », whichever of the two is declared."""
    host = f"---\nnom: {name}\nnom public: Une clinique\n---\n"
    said = "Clinique Saint-Aubert, clinique St-Aubert, Clinique St. Aubert ; Clinique Sainte-Odile, CLINIQUE STE ODILE."
    _, site = school({"organisations/soins.md": host, THEIRS: f"{REALISATION}{said}"}, built=True)
    page = read(site, THEIRS)
    assert page.count("Une clinique") >= (2 if "Odile" in name else 3)
    assert ("Aubert" in page, "odile" in page.lower()) == ("Odile" in name, "Aubert" in name)


@pytest.mark.parametrize(
    ("name", "left"), [("SARL Boulangerie", "boulangerie"), ("Le Petit Atelier - Brest", "Atelier")]
)
def test_a_usual_word_is_no_host(school, name, left):
    """« SARL Boulangerie » hides no bakery, and a name of usual words is met with its capitals."""
    host = f"---\nnom: {name}\nnom public: Une entreprise\n---\n"
    text = f"{REALISATION}Une {left}, le petit atelier, et Le Petit Atelier."
    _, site = school({"organisations/ploug.md": host, THEIRS: text}, built=True)
    ours = "Une entreprise" if "Petit" in name else "Le Petit Atelier"
    assert f"Une {left}, le petit atelier, et {ours}." in read(site, THEIRS)


NOBODY_S = (
    "Natalix à Valmont : un câble orange, une clinique en Bretagne, chez Orange, natalix.fr, glpi.natalix.fr, QZX."
)


def test_a_host_is_reserved_by_its_proper_noun_and_by_its_initials(school):
    """Nobody says « Clinique Natalix » each time; a town, a trade and a usual word stay, and so does a teacher."""
    files = {
        "organisations/soins.md": "---\nnom: Clinique Natalix\nnom public: un soignant\nville: Valmont\n---\n",
        "organisations/mairie.md": "---\nnom: Mairie de Valmont\nnom public: une commune\nville: Valmont\n---\n",
        "organisations/qzx.md": "---\nnom: QZX\nnom public: un réseau\n---\n",
        "organisations/orange.md": "---\nnom: Orange\nnom public: un opérateur\n---\n",
        "organisations/ouest.md": "---\nnom: Serveurs Bretagne\nnom public: un éditeur\n---\n",
        "organisations/cabinet.md": "---\nnom: Cabinet Okafor\nnom public: un notaire\n---\n",
        "etablissement.yml": "enseignants nommés: oui\n",
        "2025-2027/promotion.yml": COHORT.replace("M. Durand", "Mme Okafor"),
        THEIRS: f"{REALISATION}{NOBODY_S} Merci à Mme Okafor.",
    }
    _, site = school(files, built=True)
    read_here = read(site, THEIRS)
    assert "un soignant à Valmont : un câble orange, une clinique en Bretagne, chez un opérateur, " in read_here
    assert "un réseau. Merci à Mme Okafor." in read_here
    assert "natalix" not in read_here.casefold()


def test_a_realisation_that_names_the_file_of_a_host_says_its_public_name(school):
    """It said the name of the file, « kbx », to those who may not know it, and so did a fiche for the commission."""
    work = REALISATION.replace("contexte:", "organisation: kbx\ncontexte:")
    host = "---\nnom: Korbanix Services\nnom public: Un hébergeur\n---\n"
    _, site = school({"organisations/kbx.md": host, THEIRS: work}, built=True)
    assert "Organisation Un hébergeur" in read(site, THEIRS)
    assert "kbx" not in read(site, THEIRS)


def test_a_host_that_a_student_hides_is_told_where_a_classmate_names_it(school):
    """As a tutor is: the page says it, and nobody but the team can know that it should not."""
    files = {OURS: stage(host="Clinique Natalix, nom public: un soignant"), THEIRS: f"{REALISATION}Clinique Natalix."}
    assert ("Clinique Natalix", OURS) in [each[1:] for each in told(school(files), "PRV011")]


def test_whoever_is_published_no_more_is_named_no_more(school):
    """« publier jusqu'au » leaves a class to the team; the names of its students went on being read elsewhere."""
    files = {
        "2022-2024/promotion.yml": f"{COHORT}publier jusqu'au: 31/12/2024\n",
        "2022-2024/vortane-lou/index.md": HOME.replace("Moreau", "Vortane").replace("Léa", "Lou"),
        THEIRS: f"{REALISATION}Avec Lou Vortane.",
    }
    _, site = school(files, built=True)
    assert "Avec [un camarade]." in read(site, THEIRS)


@pytest.mark.parametrize(("named", "said"), [("", "Merci à [un enseignant]."), ("oui", "Merci à M. Durand.")])
def test_a_teacher_is_named_when_the_school_says_so(school, named, said):
    """« enseignants nommés: oui », in etablissement.yml; the team of the class and the referent teacher."""
    files = {THEIRS: f"{REALISATION}Merci à M. Durand.", f"{LEA}/realisations/a.md": f"{REALISATION}Et Mme Okafor."}
    files[OURS] = stage().replace("tuteur:", "professeur référent: Mme Okafor\ntuteur:")
    if named:
        files["etablissement.yml"] = f"enseignants nommés: {named}\n"
    report, site = school(files, built=True)
    assert said in read(site, THEIRS)
    assert ("[une enseignante]" in read(site, f"{LEA}/realisations/a.md")) is not bool(named)
    assert bool(told(report, "PRV007")) is not bool(named)


@pytest.mark.parametrize(("role", "said"), [("tuteur", "[un tuteur]"), ("professeur", "[un enseignant]")])
def test_whoever_speaks_in_the_evaluations_is_the_team_s_word(school, role, said):
    """Their name was watched when a stage gave it, and published when only their verdict did."""
    verdict = f"- {{réalisation: a, par: Gwenn Le Bihan, rôle: {role}, le: 27/06/2026, avis: retenue}}\n"
    text = f"{REALISATION}Avec l'aide de Gwenn Le Bihan."
    files = {"2025-2027/evaluations/moreau-lea.yml": verdict, f"{LEA}/realisations/a.md": text}
    report, site = school(files, built=True)
    assert told(report, "PRV007") == [
        (f"{LEA}/realisations/a.md", "Gwenn Le Bihan", "2025-2027/evaluations/moreau-lea.yml")
    ]
    assert f"de {said}." in read(site, f"{LEA}/realisations/a.md")


DATES = "du: 01/06/2026\nau: 26/06/2026\n"
UNDATED = {OURS: stage().replace(DATES, "")}
SIGNED = {OURS: stage("M. Lefort").replace("tuteur", "attestation: {par: Ronan Kerhervé}\ntuteur")}


def reviewed(who):
    """A review that the public reads, and who was there."""
    return {f"{LEA}/stages/mairie/bilan.md": f"---\nle: 25/06/2026\navec: {who}\nvisibilité: publique\n---\nBien.\n"}


@pytest.mark.parametrize(
    "files",
    [
        UNDATED,
        {OURS: stage("M. Lefort") .replace(DATES, "périodes: [{du: bientôt, tuteur: Ronan Kerhervé}]\n")},
        {OURS: stage().replace(DATES, f"périodes: [{{{DATES.strip().replace(chr(10), ', ')}, tuteur: M. Lefort}}]\n")},
        SIGNED,
        reviewed("[Ronan Kerhervé, M. Durand]"),
        reviewed("M. Durand et Ronan Kerhervé (tuteur)"),
        {OURS: stage("Ronan Kerhervé, responsable informatique")},
    ],
    ids=["undated", "undated period", "no period's own", "signed", "review", "one text", "with a function"],
)  # fmt: skip
def test_whoever_a_stage_names_for_the_team_is_searched_for(school, files):
    """A tutor is one before the stage has dates; who signed, and who came to a review, are named for the team too."""
    told_of = school(
        {OURS: stage("M. Lefort"), f"{LEA}/realisations/a.md": f"{REALISATION}Avec Ronan Kerhervé."} | files
    )
    [(page, _, declarer)] = told(told_of, "PRV007")
    assert (page, declarer) == (f"{LEA}/realisations/a.md", next(iter(files)))


def test_a_host_that_has_a_public_name_is_hidden_before_the_stage_has_dates(school):
    """Its own name was watched with the first day of the stage, and published until then."""
    host = stage("M. Lefort", "Cabinet Untel Valmont, nom public: un cabinet").replace(DATES, "")
    report, site = school(
        {OURS: host, f"{LEA}/realisations/a.md": f"{REALISATION}Au Cabinet Untel Valmont."}, built=True
    )
    assert told(report, "PRV007") == [(f"{LEA}/realisations/a.md", "Cabinet Untel Valmont", OURS)]
    assert "Au un cabinet." in read(site, f"{LEA}/realisations/a.md")


@pytest.mark.parametrize("who", ["mon tuteur", "mon tuteur jean", "Direction générale", "[Tom Garnier]"])
def test_a_role_and_a_classmate_hide_nothing(school, who):
    """« avec: mon tuteur » names nobody."""
    said = f"{REALISATION}Merci à mon tuteur, à la direction générale et à Tom Garnier."
    report = school({f"{LEA}/realisations/a.md": said} | reviewed(who))
    assert told(report, "PRV007") == told(report, "PRV011") == []


@pytest.mark.parametrize(
    ("name", "first", "slug"), [("Martin", "Ali", "martin-ali"), ("Петренко", "Иван", "petrenko-ivan")]
)
def test_a_hidden_student_is_named_nowhere_when_their_folder_bears_their_name(school, name, first, slug):
    """The team gives a folder its name, and a name in another script is no common word."""
    hidden = f"---\nnom: {name}\nprénom: {first}\nvisibilité: équipe\n---\n"
    said = f"{REALISATION}Avec {first} {name}, {slug.replace('-', ' ').title()}, et Martin."
    report, site = school({f"2025-2027/{slug}/index.md": hidden, THEIRS: said}, built=True)
    assert [path for path, *_ in told(report, "PRV007")] == [THEIRS]
    assert "Avec [un camarade], [un camarade], et Martin." in read(site, THEIRS)


@pytest.mark.parametrize(("slug", "codes"), [("durand-ali", ["PRV007"]), ("garnier-tom", [])])
def test_a_hidden_student_s_other_letters_change_no_classmate_s_name(school, slug, codes):
    """« Том Гарниер » is « Tom Garnier » in a passport: whoever is shown stays, whatever a hidden student types."""
    hidden = "---\nnom: Гарниер\nprénom: Том\nvisibilité: équipe\n---\n"
    files = {f"2025-2027/{slug}/index.md": hidden, THEIRS: f"{REALISATION}Par Tom Garnier, Ali Durand."}
    report = school(files)
    assert [one.code for one in report if one.code in {"PRV007", "PRV011"}] == codes


@pytest.mark.parametrize(
    ("tutor", "text", "line"), [("M. Fontaine", "Une fontaine.\n\nFontaine a souri.", 11), ("V. Rose", "Un\nvrose", 10)]
)
def test_a_name_that_is_left_as_it_is_is_told(school, tutor, text, line):
    """« Fontaine a souri » was published, and nobody heard of it; « une fontaine » is nobody."""
    report = school({OURS: stage(tutor), f"{LEA}/realisations/a.md": REALISATION + text})
    assert [(one.code, one.place.line) for one in report if one.code in {"PRV007", "PRV011"}] == [("PRV011", line)]


def test_a_hidden_student_is_named_by_no_layout_nor_login(school):
    """Cells, lists, a slash, the initial glued to the surname in a mail, an address or a path; the file too."""
    hidden = "---\nnom: Quémeneur\nprénom: Hugo\nvisibilité: équipe\n---\n"
    text = (
        "| Nom | Prénom | Compte |\n|---|---|---|\n| Quémeneur | Hugo | hquemeneur@x.fr |\n\n- Hugo\n- Quémeneur\n\n"
        "Hugo / Quémeneur, [son code](https://github.com/hquemeneur), `LYCEE\\hquemeneur`, "
        "[x](../fichiers/hquemeneur.txt)"
    )
    work = REALISATION.replace("GLPI", "GLPI, Hugo<br/>Quémeneur") + text
    files = {
        "2025-2027/quemeneur-hugo/index.md": hidden,
        THEIRS: work,
        f"{TOM}/fichiers/hquemeneur.txt": "Quémeneur;Boris",
    }
    _, site = school(files, built=True)
    assert [path for path in site.rglob("*") if "hquemeneur" in path.name] == []
    pages = [path for path in site.rglob("*.html") if "meneur" in path.read_text("utf-8") and TOM in path.as_posix()]
    assert [path.name for path in pages if "fichiers" not in path.as_posix()] == []


def test_a_hidden_student_who_takes_another_name_hides_nothing_of_a_classmate(school):
    """It is then their own word, like that of any portfolio."""
    lying = "---\nnom: Local\nprénom: Atelier\nvisibilité: équipe\n---\n"
    report, site = school(
        {"2025-2027/martin-ali/index.md": lying, THEIRS: f"{REALISATION}Un atelier local."}, built=True
    )
    assert told(report, "PRV007") == []
    assert "Un atelier local." in read(site, THEIRS)


@pytest.mark.parametrize(
    ("last", "first"), [("Quémeneur", "Hugo"), ("Quémeneur", "Avec Hugo"), ("Kerhervé", "Ronan"), ("Untel", "Kerhervé")]
)
def test_a_student_who_takes_a_private_name_uncovers_nobody(school, last, first):
    """« nom: Quémeneur » in one portfolio published the hidden classmate in all, and nobody was told."""
    hidden = "---\nnom: Quémeneur\nprénom: Hugo\nvisibilité: équipe\n---\n"
    files = {
        "2025-2027/quemeneur-hugo/index.md": hidden,
        "2025-2027/vandale-bob/index.md": f"---\nnom: {last}\nprénom: {first}\n---\n",
        THEIRS: f"{REALISATION}Avec Hugo Quémeneur.", f"{LEA}/realisations/a.md": f"{REALISATION}Avec Kerhervé.",
    }  # fmt: skip
    report, site = school(files, built=True)
    assert [path for path, *_ in told(report, "PRV007")] == [f"{LEA}/realisations/a.md", THEIRS]
    assert "Avec [un camarade]." in read(site, THEIRS)
    assert "Avec [mon tuteur]." in read(site, f"{LEA}/realisations/a.md")


@pytest.mark.parametrize(
    "said", ["M. Kerhervé", "Mme\u00a0KERHERVÉ", "<kbd>M.</kbd> Kerherve", "Kerhervé", "R. Kerhervé"]
)
def test_a_tutor_s_surname_is_their_name(school, said):
    """« Merci à M. Kerhervé » was published and indexed, then it cost the page."""
    report, site = school({f"{LEA}/realisations/a.md": f"{REALISATION}Merci à {said}."}, built=True)
    assert [path for path, *_ in told(report, "PRV007")] == [f"{LEA}/realisations/a.md"]
    assert words(site, "Kerherv") == []
    assert "Merci à [m" in read(site, f"{LEA}/realisations/a.md")


def test_a_file_that_holds_a_name_is_withheld_and_one_that_bears_it_is_not(school):
    """What is in a file cannot be replaced in it; its name is an address, which can be another."""
    files = {
        f"{LEA}/fichiers/notes.txt": "Avec Ronan Kerhervé", f"{LEA}/fichiers/plan.txt": "x",
        f"{LEA}/realisations/a.md": f"{REALISATION}[a](../fichiers/notes.txt) [b](../fichiers/plan.txt)",
    }  # fmt: skip
    report, site = school(files, built=True)
    assert [path for path, *_ in told(report, "PRV010")] == [f"{LEA}/fichiers/notes.txt"]
    assert [path.name for path in (site / LEA / "fichiers").glob("*.txt")] == ["plan.txt"]


@pytest.mark.parametrize(
    "tutor", ["Violet", "Garnier SISR", "Tom Garnier SISR", "SISR Tom Garnier", "Garnier École", "Tableau de synthèse"]
)
def test_whatever_a_tutor_is_called_the_others_pages_are_the_same_to_the_byte(school, tutor):
    """« Violet » stopped the publication of the whole school."""
    pages = {}
    for name in ("Ronan Kerhervé", tutor):
        _, site = school({OURS: stage(name), THEIRS: f"{REALISATION}Un réseau violet."}, built=True)
        pages[name] = {path.relative_to(site): path.read_bytes() for path in (site / TOM).rglob("*") if path.is_file()}
    assert pages[tutor] == pages["Ronan Kerhervé"]
