"""The declarer pays: what a student's stage keeps for the team costs nothing to those who did not write it."""

import re
import shutil
from pathlib import Path

import pytest

from generator.making.editions import Edition, edition
from generator.making.pipeline import build
from generator.making.works import examined
from generator.model.audience import Audience
from generator.model.ledger import Fate
from generator.privacy.secrets import leaks_in, secrets_among
from generator.project import Project
from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, write

ROOT = Path(__file__).parents[3]
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
        return (build(project), site) if built else edition(project, examined(project), Audience.PUBLIC)

    return make


def shown(report, *paths):
    """Whether these files are published."""
    fates = {one.path: one.fate for one in report.ledger.entries}
    return all(fates[path] in {Fate.PUBLISHED, Fate.RESERVED} for path in paths)


def told(report, code):
    """Paths told with a code, with the value and who declares it."""
    every = report.missing if isinstance(report, Edition) else report.diagnostics
    found = [one for one in every if one.code == code]
    return [
        (one.place.path, one.values["value"], str(one.values.get("declarer", "")).partition(":")[0]) for one in found
    ]


def words(site, text):
    """Files of a site that say a text, whatever the markup."""
    files = (path for path in site.rglob("*") if path.suffix in {".html", ".json"})
    return [
        path.relative_to(site).as_posix() for path in files if text in re.sub("<[^>]*>", "", path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("tutor", ["Tom Garnier", "Garnier Tom", "GARNIER Tom", "tom-garnier", "M. Garnier Tom"])
def test_a_tutor_who_bears_a_classmate_s_name_hides_nothing_of_theirs(school, tutor):
    """Both orders and the folder of everybody whom the audience sees are known words."""
    report = school({OURS: stage(tutor), THEIRS: REALISATION})
    assert told(report, "PRV007") == told(report, "PRV011") == told(report, "PRV012") == []
    assert shown(report, THEIRS, OURS)


def test_seven_stages_with_classmates_for_tutors_cost_the_sample_school_no_page(tmp_path):
    """Classmates' réalisations once went from 50 to 12, and nobody was told."""
    shutil.copytree(ROOT / "portfolios", tmp_path / "p")
    before = len(list((tmp_path / "p").glob("*/*/realisations/*.md")))
    names = ["Benali Yanis", "Petit Chloé", "da Silva Inès", "Klein Sacha", "Lefèvre Hugo", "Roux Maëlle", "Moreau Léa"]
    for number, name in enumerate(names):
        write(tmp_path / "p", {f"2025-2027/garnier-tom/stages/s{number}/index.md": stage(name, f"Hôte {number}")})
    project = Project(root=tmp_path, portfolios=tmp_path / "p", site=tmp_path / "site", audience=Audience.PUBLIC)
    report = edition(project, examined(project), Audience.PUBLIC)
    told_of = {one.code for one in report.missing} & {"PRV007", "PRV010", "PRV011", "PRV012"}
    hidden = [one for one in report.ledger.entries if one.path.endswith(".md") and one.reason.startswith("un nom")]
    assert before > 50
    assert told_of == set()
    assert hidden == []


def test_a_student_s_word_does_not_mask_a_classmate_s_page_and_the_team_is_told(school):
    """« atelier local » is no secret because somebody's tutor is called so."""
    files = {
        OURS: stage("atelier local"),
        THEIRS: f"{REALISATION}Un atelier local.",
        f"{TOM}/contact.md": "---\ntitre: Contact\n---\nAtelier local !",
    }
    report, site = school(files, built=True)
    assert told(report, "PRV007") == []
    assert told(report, "PRV011") == [(f"{TOM}/contact.md", "atelier local", OURS)]
    assert [one.values["count"] for one in report.diagnostics if one.code == "PRV011"] == [2]
    assert (site / TOM / "realisations/b.html").is_file()


def test_a_student_s_word_masks_their_own_pages(school):
    """The tutor's name, in any order."""
    report, site = school({f"{LEA}/realisations/a.md": f"{REALISATION}Avec Kerhervé Ronan."}, built=True)
    assert told(report, "PRV007") == [(f"{LEA}/realisations/a.md", "Ronan Kerhervé", OURS)]
    assert words(site, "Kerhervé") == []


@pytest.mark.parametrize(
    "text",
    [
        "Merci à Ronan Kerhervé, de la mairie de Valmont.",
        "Merci à Ronan Kerhervé ([son stage](../../moreau-lea/stages/mairie-de-valmont/index.md)).",
    ],
    ids=["organisation", "stage"],
)
def test_a_classmate_s_page_about_the_same_host_or_stage_is_masked(school, text):
    """They may well know the same tutor."""
    named = f"{LEA}/stages/mairie-de-valmont/index.md"
    report = school({OURS: "", named: stage(), THEIRS: REALISATION + text})
    assert told(report, "PRV007") == [(THEIRS, "Ronan Kerhervé", named)]
    assert not shown(report, THEIRS)


def test_a_classmate_s_work_done_at_the_same_host_is_masked_though_its_text_does_not_name_it(school):
    """The réalisation names the stage, and the stage its host."""
    files = {
        f"{TOM}/stages/chez-eux/index.md": stage("Autre Personne"),
        THEIRS: REALISATION.replace("contexte: formation", "contexte: stage\nstage: chez-eux") + "Avec Ronan Kerhervé.",
    }
    report = school(files)
    assert told(report, "PRV007") == [(THEIRS, "Ronan Kerhervé", OURS)]


def test_past_a_small_number_of_others_pages_the_declarer_s_stage_is_masked_instead(school):
    """Whoever names a host and a common word hides their own stage, not the class."""
    mates = {
        f"{TOM}/realisations/r{number}.md": f"{REALISATION}Valmont : la mairie de Valmont, son atelier local."
        for number in range(6)
    }
    report, site = school({OURS: stage("atelier local"), **mates}, built=True)
    assert told(report, "PRV007") == []
    assert [path for path, *_ in told(report, "PRV012")] == [OURS]
    assert [value for _, value, _ in told(report, "PRV011")] == ["atelier local"]
    assert len(list((site / TOM / "realisations").glob("r*.html"))) == 6
    assert not (site / LEA / "stages/mairie.html").exists()


def test_what_the_team_declares_masks_everywhere(school):
    """The list of organisations is the team's."""
    host = "---\nnom: Cabinet Untel Valmont\nnom public: un cabinet\n---\n"
    report = school({"organisations/cabinet.md": host, THEIRS: f"{REALISATION}Chez le cabinet Untel Valmont."})
    assert told(report, "PRV007") == [(THEIRS, "Cabinet Untel Valmont", "organisations/cabinet.md")]


@pytest.mark.parametrize(("role", "masked"), [("tuteur", True), ("professeur", False)])
def test_a_tutor_who_speaks_in_the_evaluations_is_searched_for(school, role, masked):
    """Their name was watched when a stage gave it, and published when only their verdict did."""
    verdict = f"- {{réalisation: a, par: Gwenn Le Bihan, rôle: {role}, le: 27/06/2026, avis: retenue}}\n"
    text = f"{REALISATION}Avec l'aide de Gwenn Le Bihan."
    report = school({"2025-2027/evaluations/moreau-lea.yml": verdict, f"{LEA}/realisations/a.md": text})
    file = "2025-2027/evaluations/moreau-lea.yml"
    assert told(report, "PRV007") == [(f"{LEA}/realisations/a.md", "Gwenn Le Bihan", file)] * masked


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
    report = school({OURS: host, f"{LEA}/realisations/a.md": f"{REALISATION}Chez Cabinet Untel Valmont."})
    assert told(report, "PRV007") == [(f"{LEA}/realisations/a.md", "Cabinet Untel Valmont", OURS)]


@pytest.mark.parametrize(
    "who", ["mon tuteur", "mon tuteur jean", "Direction générale", "[M. Durand, Durand]", "[Tom Garnier]"]
)
def test_a_role_a_teacher_and_a_classmate_hide_nothing(school, who):
    """« avec: mon tuteur » names nobody, and teachers are named where students thank them."""
    said = f"{REALISATION}Merci à mon tuteur, à la direction générale, à M. Durand et à Tom Garnier."
    report = school({f"{LEA}/realisations/a.md": said} | reviewed(who))
    assert told(report, "PRV007") == told(report, "PRV011") == []


def test_a_hidden_student_is_named_nowhere_when_their_folder_bears_their_name(school):
    """The team gives a folder its name; another name is the student's own word, and hides nothing of a classmate's."""
    text = {THEIRS: f"{REALISATION}Avec Ali Martin, sur le atelier local."}
    hidden = "---\nnom: Martin\nprénom: Ali\nvisibilité: équipe\n---\n"
    report = school({"2025-2027/martin-ali/index.md": hidden, **text})
    assert [path for path, *_ in told(report, "PRV007")] == [THEIRS]
    lying = hidden.replace("Martin", "local").replace("Ali", "Atelier")
    report = school({"2025-2027/martin-ali/index.md": lying, **text})
    assert told(report, "PRV007") == []
    assert [path for path, *_ in told(report, "PRV011")] == [THEIRS]


@pytest.mark.parametrize("said", ["M. Kerhervé", "Mme\u00a0KERHERVÉ", "<kbd>M.</kbd> Kerherve"])
def test_a_tutor_s_surname_after_a_civility_is_their_name(school, said):
    """« Merci à M. Kerhervé » was published and indexed."""
    report, site = school({f"{LEA}/realisations/a.md": f"{REALISATION}Merci à {said}."}, built=True)
    assert [path for path, *_ in told(report, "PRV007")] == [f"{LEA}/realisations/a.md"]
    assert words(site, "Kerherv") == []


def test_a_surname_alone_may_be_a_common_word(school):
    """A tutor named Petit does not hide « un petit site », and a classmate of that name is still called by it."""
    report = school({OURS: stage("Marc Petit"), f"{LEA}/realisations/a.md": f"{REALISATION}Un petit site."})
    assert told(report, "PRV007") == []
    assert shown(report, f"{LEA}/realisations/a.md")


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("attestation-kerherve.txt", False),
        ("Capture d’écran Kerhervé 2026.txt", False),
        ("M. Kerhervé.txt", True),
        ("ronan_kerherve.txt", True),
    ],
)
def test_a_file_whose_name_holds_a_tutor_s_is_withheld(school, name, whole):
    """A surname is enough; a whole name is in the link too, and masks the page that says it."""
    linked = f"{REALISATION}[le papier](<../fichiers/{name}>)"
    report = school({f"{LEA}/fichiers/{name}": "x", f"{LEA}/realisations/a.md": linked})
    page, file = f"{LEA}/realisations/a.md", f"{LEA}/fichiers/{name}"
    assert [path for code in ("PRV007", "PRV010") for path, *_ in told(report, code)] == [page if whole else file]
    assert not [one for one in report.attachments.ready.values() if "kerherv" in one.url.lower()]


def test_a_page_whose_file_bears_a_tutor_s_name_is_masked(school):
    """Its address would say it."""
    report, site = school({f"{LEA}/realisations/merci-kerherve.md": REALISATION}, built=True)
    assert [path for path, *_ in told(report, "PRV007")] == [f"{LEA}/realisations/merci-kerherve.md"]
    assert not [path for path in site.rglob("*") if "kerherv" in path.name]


@pytest.mark.parametrize(
    "tutor", ["Garnier SISR", "Tom Garnier SISR", "SISR Tom Garnier", "Garnier École", "Texte de Tom"]
)
def test_a_tutor_named_like_what_stands_side_by_side_on_our_pages_stops_nothing(school, tutor):
    """« Benali » and « SISR » in two cells once ended the build of the school."""
    report, site = school({OURS: stage(tutor), THEIRS: REALISATION}, built=True)
    assert told(report, "PRV007") == told(report, "PRV012") == []
    assert (site / TOM / "realisations/b.html").is_file()


@pytest.mark.parametrize("parts", [("Ronan", "Kerhervé"), ("M.", "Kerhervé")])
@pytest.mark.parametrize("between", ["</td><td>", "</a> <a href='x'>", "</p><p>", " · "])
def test_boundaries_of_blocks_cells_and_links_part_words(parts, between):
    """Of our own pages; an author's text is one."""
    wanted = secrets_among([], [], ["Ronan Kerhervé"])
    raw = f"<p>{between.join(parts)}</p>"
    assert leaks_in("a.html", raw.encode(), wanted) == ()
    framed = f'<section class="vt-prose">{raw}</section>'
    assert leaks_in("a.html", framed.encode(), wanted)
    assert leaks_in("a.html", f"<p>{' '.join(parts)}</p>".encode(), wanted)
