"""``vitrail new portfolio``: somebody alone has a whole school of one, and nothing of a team."""

from datetime import date
from shutil import copytree

import pytest

from tests.unit.cli.test_handing_in import held
from vitrail.building.making.works import examined
from vitrail.content.model.audience import Audience
from vitrail.site.settings import CommandOptions, find_project

WORDS = ("new", "portfolio", "--nom", "Moreau", "--prenom", "Léa", "--option", "sisr")


def test_an_empty_folder_becomes_a_portfolio_that_reads_without_a_fault_and_builds(empty, vitrail):
    """No owners, no team nor page that speaks of it, no forge; the option is spelled as the référentiel does."""
    code, said = vitrail(*WORDS, "--session", 2027)
    assert code == 0, said
    made = {path.relative_to(empty).parts for path in empty.rglob("*") if path.is_file()}
    own = {("portfolios", "index.md"), ("portfolios", "promotion.yml")}
    assert made == {(".gitignore",), ("mkdocs.yml",)} | own
    assert "option: SISR" in (empty / "portfolios/index.md").read_text("utf-8")
    assert vitrail("new", "realisation", ".", "Déploiement de GLPI")[0] == 0
    assert examined(find_project(empty, CommandOptions(asked_date=date(2025, 10, 1)), Audience.TEAM)).diagnostics == ()
    assert vitrail("build", "--jobs", 1, "--audience", "equipe", "--date", "2025-10-01")[0] == 0
    assert "Léa Moreau" in (empty / "site-equipe/index.html").read_text("utf-8")


def test_a_forge_that_is_asked_for_gets_its_automation_and_still_no_owners(empty, vitrail):
    """CODEOWNERS is for a team."""
    assert vitrail(*WORDS, "--forge", "gitlab")[0] == 0
    made = {path.name for path in empty.rglob("*") if path.is_file()}
    assert ".gitlab-ci.yml" in made
    assert "CODEOWNERS" not in made
    assert "CODEOWNERS" not in vitrail("new", "forge", "github")[1]


def test_its_readme_says_the_form_first_and_nothing_of_a_class(empty, vitrail):
    """Five sentences; it told the folder of a class, a copy and a teacher that one student's repository has not."""
    assert vitrail(*WORDS, "--forge", "github")[0] == 0
    text = (empty / "LISEZMOI.md").read_text("utf-8")
    assert text.index("vitrail ecrire") < text.index("vitrail rendre") < text.index("pip install")
    assert len([line for line in text.split("\n\n") if not line.startswith("#")]) == 5
    assert not any(word in text for word in ("NOM-PRENOM", "<promotion>", "Fork", "votre professeur"))
    assert list(empty.glob("outils/*.whl"))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--option", "SIRS"), 2, "n’est pas une option"),
        (("--referentiel", "fr.bts-cuisine"), 2, "n’est pas connu"),
        ((), 1, "existe déjà"),
    ],
)
def test_what_cannot_be_a_portfolio_writes_nothing(empty, vitrail, words, code, said):
    """Nor does a folder that has one."""
    if not words:
        assert vitrail(*WORDS)[0] == 0
    before = sorted(empty.rglob("*"))
    done, told = vitrail(*WORDS[:6], *words, *(() if words else WORDS[6:]))
    assert (done, said in told) == (code, True), told
    assert sorted(empty.rglob("*")) == before


def test_it_is_handed_in_under_its_authors_name_without_what_is_a_schools(empty, vitrail):
    """The folder is the whole of ``portfolios/``, whose promotion.yml is no student's work."""
    assert vitrail(*WORDS)[0] == 0
    assert vitrail("rendre")[0] == 0
    assert {"data/index.md", "rendu.json"} == {n for n in held(empty / "rendu-moreau-lea.zip") if ".txt" not in n}


def test_work_comes_in_without_the_name_of_its_only_author(empty, vitrail, tmp_path_factory):
    """« vitrail import ../Docs » asked for a name that nobody gives."""
    docs = tmp_path_factory.mktemp("docs")
    (docs / "glpi.md").write_text("# GLPI\n\nUn parc.\n", "utf-8")
    vitrail("new", "portfolio", "--nom", "Moreau", "--prenom", "Léa")
    code, said = vitrail("import", docs)
    assert code == 0, said
    assert (empty / "portfolios/realisations/glpi.md").is_file()


def test_former_states_that_are_kept_beside_are_read_by_nobody(empty, vitrail):
    """Be it a whole copy, promotion.yml included: it makes no class, no portfolio and no page."""
    assert vitrail(*WORDS, "--session", 2027)[0] == 0
    assert vitrail("new", "realisation", ".", "Déploiement de GLPI")[0] == 0
    copytree(empty / "portfolios", empty / "kept")
    (empty / "kept").rename(empty / "portfolios/versions")
    copytree(empty / "portfolios/realisations", empty / "portfolios/versions/2026-03-12/realisations")
    assert examined(find_project(empty, CommandOptions(asked_date=date(2025, 10, 1)), Audience.TEAM)).diagnostics == ()
    assert vitrail("codes")[0] == 0
    assert vitrail("rendre")[0] == 0
    assert "data/realisations/deploiement-de-glpi.md" in held(empty / "rendu-moreau-lea.zip")
    assert not [name for name in held(empty / "rendu-moreau-lea.zip") if "versions" in name]
