"""An address says no private name, whoever reads it, and stays the same when a classmate hides."""

import pytest

from tests.canaries import PNG
from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, write
from vitrail.building.making.pipeline import build
from vitrail.building.making.works import examined
from vitrail.content.model.audience import Audience
from vitrail.site.project import Project

STAGE = """\
---
organisation: {nom: Mairie}
du: 01/06/2026
au: 26/06/2026
tuteur: {nom: Mme Solveig Kerbrat}
---
Un stage.
"""
TOM = HOME.replace("Moreau", "Garnier").replace("Léa", "Tom")
WORK = f"{LEA}/realisations/visite-kerbrat.md"
SHOT = f"{LEA}/fichiers/Capture d’écran Tom Garnier.txt"
FILES = {
    "2025-2027/promotion.yml": COHORT.replace("M. Durand", "Mme Okafor"),
    f"{LEA}/index.md": HOME,
    f"{LEA}/stages/mairie/index.md": STAGE,
    f"{LEA}/realisations/avec-mme-okafor.md": REALISATION,
    WORK: f"{REALISATION}[capture](<../fichiers/Capture d’écran Tom Garnier.txt>) [l'autre](avec-mme-okafor.md)",
    SHOT: "x",
    "2025-2027/garnier-tom/index.md": TOM,
}


@pytest.fixture
def project(tmp_path):
    """Give a function: audience, files → the project of a class of two."""

    def make(audience=Audience.PUBLIC, **more):
        write(tmp_path / "p", {**FILES, **more})
        return Project(root=tmp_path, portfolios=tmp_path / "p", site=tmp_path / "site", audience=audience)

    return make


def addresses(report, audience=Audience.PUBLIC):
    """File → its address in the site."""
    return {one.path: one.url for one in report.examination.ledger(audience).entries if one.url}


@pytest.mark.parametrize("audience", list(Audience), ids=lambda one: one.name.lower())
def test_the_address_is_that_of_the_function_for_everybody(project, audience):
    """A tutor's page, a teacher's, a classmate's picture; links lead there, and each renamed file is told once."""
    report = build(project(audience))
    found = addresses(report, audience)
    assert found[WORK] == f"{LEA}/realisations/visite-ma-tutrice.html"
    assert found[f"{LEA}/realisations/avec-mme-okafor.md"] == f"{LEA}/realisations/avec-une-enseignante.html"
    assert found[SHOT] == f"{LEA}/fichiers/capture-d-écran-un-camarade.txt"
    site = project(audience).site
    files = [path.stem.lower() for path in site.rglob("*") if path.is_file()]
    assert [stem for stem in files if "kerbrat" in stem or "garnier" in stem] == []
    page = (site / found[WORK]).read_text("utf-8")
    assert 'href="../fichiers/capture-d-%C3%A9cran-un-camarade.txt.html"' in page
    assert 'href="avec-une-enseignante.html"' in page
    told = [one.place.path for one in report.examination.diagnostics if one.code == "PRV011"]
    assert told == sorted([WORK, SHOT, f"{LEA}/realisations/avec-mme-okafor.md"])


def test_an_address_does_not_depend_on_who_hides_nor_on_who_else_is_read(project):
    """A printed code must not die when a classmate hides, and papers read one portfolio alone."""
    shown = {path: url for path, url in addresses(build(project())).items() if path.startswith(LEA)}
    hidden = TOM.replace("---\n", "---\nvisibilité: équipe\n", 1)
    asked = project(**{"2025-2027/garnier-tom/index.md": hidden})
    assert {path: url for path, url in addresses(build(asked)).items() if path.startswith(LEA)} == shown
    alone = examined(Project(root=asked.root, portfolios=asked.portfolios, site=asked.site, only_student=LEA))
    assert {seen.path: seen.address for seen in alone.files if seen.path in shown} == shown


HIDDEN = HOME.replace("---\n", "---\nvisibilité: équipe\n", 1)
ELSEWHERE = {
    "2024-2026/promotion.yml": COHORT.replace("M. Durand", "Mme Isaure Nozelia"),
    "2024-2026/vortane-noe/index.md": HIDDEN.replace("Moreau", "Vortane").replace("Léa", "Noé"),
    "2025-2027/evaluations/moreau-lea.yml":
        "- {par: Mme Enora Plouvan, rôle: tuteur, le: 27/06/2026, moyen: visite, commentaire: Bien.}\n",
    "2025-2027/garnier-tom/stages/ici/index.md": STAGE.replace("Mme Solveig Kerbrat", "M. Yann Telgruc"),
    "organisations/natalix.md": "---\nnom: Clinique Natalix\nnom public: Une clinique\n---\n![vue](natalix.png)\n",
    "organisations/natalix.png": PNG,
    "index.md": "# Bienvenue\n![remise](images/isaure-nozelia.png)\n",
    "images/isaure-nozelia.png": PNG,
}  # fmt: skip


@pytest.mark.parametrize(
    "name", ["isaure-nozelia", "noe-vortane", "NoeVortane", "nvortane", "enora-plouvan", "yann-telgruc", "PlanNatalix"]
)
def test_an_address_holds_no_name_that_a_text_may_not(project, name):
    """A teacher or a student of another class, the author of a verdict, the tutor of a classmate at the same host.

    The names of files had a list of their own, shorter than that of texts, and none in the files of the school.
    """
    page = f"{LEA}/realisations/vu-{name}.md"
    text = REALISATION.replace("titre:", f"vient de: ancien-{name}\ntitre:") + f"[x](../fichiers/{name}.txt)"
    asked = project(**ELSEWHERE, **{page: text, f"{LEA}/fichiers/{name}.txt": "x"})
    build(asked)
    surname = ("nozelia", "vortane", "plouvan", "telgruc", "natalix")
    files = [path.relative_to(asked.site).as_posix().lower() for path in asked.site.rglob("*") if path.is_file()]
    assert [path for path in files if any(word in path for word in surname)] == []
    assert {"images/une-enseignante.png", "organisations/une-clinique.png"} <= {*files}
    alone = examined(Project(root=asked.root, portfolios=asked.portfolios, site=asked.site, only_student=LEA))
    whole = examined(asked)
    assert {seen.address for seen in alone.files} <= {seen.address for seen in whole.files}


def test_a_student_keeps_their_own_name_in_their_addresses(project):
    """Whoever else has it."""
    asked = project(
        **{WORK: f"{REALISATION}[cv](../fichiers/CV-Lea-Moreau.txt)", f"{LEA}/fichiers/CV-Lea-Moreau.txt": "x"}
    )
    assert addresses(build(asked))[f"{LEA}/fichiers/CV-Lea-Moreau.txt"] == f"{LEA}/fichiers/CV-Lea-Moreau.txt"


def test_verdicts_follow_a_work_whose_address_is_another(project):
    """Teachers name it by its file."""
    verdict = "- {réalisation: visite-kerbrat, par: Mme Okafor, rôle: professeur, le: 27/06/2026, avis: retenue}\n"
    report = build(project(Audience.TEAM, **{"2025-2027/evaluations/moreau-lea.yml": verdict}))
    (student,) = (one for _, one in report.examination.school.everyone if one.slug == "moreau-lea")
    assert [one.realisation for one in student.verdicts] == ["visite-ma-tutrice"]
    assert "EVA001" not in {one.code for one in report.examination.diagnostics}


def test_attachments_that_lose_the_same_name_keep_an_address_each(project):
    """Else one of them would stand in the place of the others, on their pages too."""
    names = ("notes-kerbrat.txt", "notes-mme-kerbrat.txt", "notes-ma-tutrice.txt")
    links = " ".join(f"[{name}](../fichiers/{name})" for name in names)
    files = {f"{LEA}/fichiers/{name}": f"texte {rank}" for rank, name in enumerate(names)}
    asked = project(**files, **{WORK: REALISATION + links})
    report = build(asked)
    found = addresses(report)
    assert found[f"{LEA}/fichiers/notes-ma-tutrice.txt"] == f"{LEA}/fichiers/notes-ma-tutrice.txt"
    assert len({found[path] for path in files}) == len(names)
    for path, said in files.items():
        assert (asked.site / found[path]).read_text("utf-8") == said


def test_a_stage_whose_folder_is_the_name_of_its_host_keeps_that_name_in_what_is_said_of_it(project):
    """Its address is another's, its weeks' too, told once; « stage: … » leads to the folder and to nothing else."""
    stage = f"{LEA}/stages/mairie-de-valmont"
    report = build(
        project(
            Audience.TEAM,
            **{
                "organisations/mairie-valmont.md": "---\nnom: Mairie de Valmont\nnom public: Une mairie\n---\n",
                f"{stage}/index.md": "---\norganisation: mairie-valmont\ndu: 01/06/2026\nau: 26/06/2026\n---\n",
                f"{stage}/semaine-01.md": "---\nsemaine: 1\n---\n",
            },
        )
    )
    said = [
        (one.place.path, one.values)
        for one in report.examination.diagnostics
        if one.code == "PRV011" and stage in one.place.path
    ]
    assert said == [(f"{stage}/index.md", {"target": "mairie-de-valmont", "url": "une-mairie.html"})]
    assert {one.values["stage"] for one in report.examination.diagnostics if "stage" in one.values} == {
        "mairie",
        "mairie-de-valmont",
    }
