"""What the site keeps for the team is announced when the repository is on a public forge, once."""

from datetime import date

import pytest

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, read, write
from vitrail.building.making.checking import check
from vitrail.building.making.works import examined
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Fate
from vitrail.knowledge.rules.repository import exposed
from vitrail.site.project import Project

STAGE = "---\norganisation: {nom: Mairie}\ndu: 01/06/2026\nau: 26/06/2026\n---\nUn stage.\n"
MAIRIE = f"{LEA}/stages/mairie/index.md"
VERDICT = "- {réalisation: a, compétence: B1.1, par: M. Durand, rôle: professeur, le: 12/03/2026, avis: retenue}\n"


@pytest.mark.parametrize(
    ("files", "key", "line"),
    [
        ({MAIRIE: STAGE.replace("du:", "tuteur: {nom: Mme Kerbrat}\ndu:")}, "tuteur", 3),
        ({MAIRIE: "---\ntuteur: {nom: Mme Kerbrat}\n---\n"}, "tuteur", 2),
        ({MAIRIE: STAGE.replace("du:", "attestation: {par: Mme Kerbrat}\ndu:")}, "attestation", 3),
        ({MAIRIE: STAGE.replace("du:", "convention: {signée le: 12/05/2026}\ndu:")}, "convention", 3),
        ({MAIRIE: STAGE.replace("du:", "absences: [{du: 02/06/2026, motif: malade}]\ndu:")}, "absences", 3),
        ({MAIRIE: STAGE.replace("du:", "suivi: [{le: 03/06/2026, par: M. Durand, note: vu}]\ndu:")}, "suivi", 3),
        (
            {
                f"{LEA}/realisations/a.md": REALISATION,
                "2025-2027/evaluations/moreau-lea.yml": VERDICT.replace("}", ", commentaire: fragile}"),
            },
            "commentaire",
            1,
        ),
    ],
    ids=["tuteur", "sans dates", "attestation", "convention", "absences", "suivi", "commentaire"],
)
def test_each_key_that_the_site_keeps_for_the_team_is_told_with_its_line(tmp_path, files, key, line):
    """One warning, at the first such key, naming the forge and claiming nothing of the repository's visibility."""
    school = read(tmp_path, files).school
    (told,) = exposed(school, "github.com")
    assert (told.code, told.severity, told.values["key"], told.place.line) == ("PRV009", "avertissement", key, line)
    assert "peut être public" in str(told.message)
    assert list(exposed(school, None)) == []


def test_several_keys_are_one_warning(tmp_path):
    """Sixty stages would say sixty times the same thing."""
    stage = STAGE.replace("du:", "tuteur: {nom: Mme Kerbrat}\nsuivi: [{le: 03/06/2026}]\ndu:")
    school = read(tmp_path, {MAIRIE: stage, f"{LEA}/stages/b/index.md": stage}).school
    assert len(list(exposed(school, "gitlab.com"))) == 1


def test_a_school_with_nothing_to_hide_is_told_nothing(tmp_path):
    """A stage without tutor, papers nor absences."""
    assert list(exposed(read(tmp_path, {MAIRIE: STAGE}).school, "github.com")) == []


@pytest.mark.parametrize(("word", "told"), [("privé", 0), ("public", 2)])
def test_a_team_that_checked_its_repository_says_so(tmp_path, word, told):
    """Vitrail cannot know, and a warning that nobody can settle would fail every strict check."""
    stage = STAGE.replace("du:", "tuteur: {nom: Mme Kerbrat}\nattestation: {par: Mme Kerbrat}\ndu:")
    school = read(tmp_path, {MAIRIE: stage, "etablissement.yml": f"nom: Lycée\ndépôt: {word}\n"}).school
    assert len(list(exposed(school, "github.com"))) == told


def test_the_remote_is_read_from_the_project(tmp_path):
    """`vitrail check` in a clone of a forge says it, in a clone of the school's server it does not."""
    stage = STAGE.replace("du:", "tuteur: {nom: Mme Kerbrat}\ndu:")
    files = {"2025-2027/promotion.yml": COHORT, f"{LEA}/index.md": HOME, MAIRIE: stage}
    write(tmp_path / "portfolios", files)
    project = Project(root=tmp_path, portfolios=tmp_path / "portfolios", site=tmp_path / "site")
    config = tmp_path / ".git/config"
    config.parent.mkdir()
    for host, expected in (("forge.lycee.example", 0), ("github.com", 1)):
        config.write_text(f'[remote "origin"]\n\turl = git@{host}:lycee/portfolios.git\n', "utf-8")
        assert [one.code for one in examined(project).diagnostics].count("PRV009") == expected


def test_what_is_told_once_for_the_school_reserves_the_page_of_no_student(tmp_path):
    """It is told at the first stage that has such a key, which is as good as those of the others."""
    stage = STAGE.replace("du:", "tuteur: {nom: Mme Kerbrat}\ndu:")
    files = {"2025-2027/promotion.yml": COHORT, f"{LEA}/index.md": HOME, MAIRIE: stage}
    files |= {path.replace("moreau-lea", "roux-ana"): text for path, text in files.items() if path.startswith(LEA)}
    write(tmp_path / "portfolios", files)
    (tmp_path / ".git").mkdir()
    fates = []
    for host in ("forge.lycee.example", "github.com"):
        (tmp_path / ".git/config").write_text(f'[remote "origin"]\n\turl = git@{host}:lycee/portfolios.git\n', "utf-8")
        project = Project(
            root=tmp_path, portfolios=tmp_path / "portfolios", site=tmp_path / "site", asked_date=date(2025, 10, 1)
        )
        checked = check(project)
        fates.append({entry.path: entry.fate for entry in checked.examination.ledger(Audience.TEAM).entries})
    assert [fault.place.path for fault in checked.diagnostics if fault.code == "PRV009"] == [MAIRIE]
    assert fates[0] == fates[1]
    assert fates[0][MAIRIE] is Fate.PUBLISHED
