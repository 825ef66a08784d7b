"""What a merge request touches: its first line, what is refused to its author, what is no progress."""

import json

import pytest

from tests.unit.cli.test_since import HOME, add, branch, check, git

__all__ = ["branch"]
ZOE = "Durand Zoé"
VERDICT = """- réalisation: glpi
  compétence: B1.1
  par: M. Exemple
  rôle: professeur
  le: 2026-07-12
  avis: retenue
"""


@pytest.fixture
def class_of_two(branch):
    """A second portfolio, and a forge's automation, before the branch."""
    other = branch / "portfolios/2025-2027/le-gall-yann/index.md"
    other.parent.mkdir()
    other.write_text("---\nnom: Le Gall\nprénom: Yann\noption: SISR\n---\n", "utf-8")
    (branch / ".gitlab-ci.yml").write_text("verifier:\n  script: [vitrail check]\n", "utf-8")
    git("add", ".")
    git("commit", "-qm", "classe")
    git("branch", "-f", "main")
    return branch


def judge(root, text=VERDICT):
    """Write verdicts on Zoé."""
    file = root / "portfolios/2025-2027/evaluations/durand-zoe.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")


def first(*words):
    """Give the exit code and the first line."""
    code, said, _ = check("--depuis", "main", *words)
    line = said.splitlines()[0].replace("\u202f", " ").replace("\xa0", " ").replace("’", "'")
    return code, line.partition(" Ce qui est bon")[0]


def test_the_first_line_names_the_file_and_whose_it_is(branch):
    """Nobody reads on to learn it, and a student's own file is refused to nobody."""
    add(branch)
    assert first() == (0, f"Cette demande touche : realisations/sauvegardes.md de {ZOE}.")


def test_many_files_are_counted_after_three(branch):
    """The line stays a line."""
    for number in range(7):
        add(branch, name=f"essai-{number}")
    named = "realisations/essai-0.md, realisations/essai-1.md, realisations/essai-2.md"
    assert first()[1] == f"Cette demande touche : {named} et 4 autres fichiers de {ZOE}."


def test_a_verdict_that_a_student_gives_in_a_teacher_s_name_is_an_error_and_no_progress(branch):
    """It is named with who is made to speak; coverage is counted without it."""
    judge(branch)
    code, line = first()
    assert (code, "1 avis au nom de M. Exemple, sur Durand Zoé" in line) == (1, True)
    _, said, _ = check("--depuis", "main")
    assert "validée" not in said.replace("page validée", "")
    assert "STR053" in said
    assert first("--auteur", "equipe")[0] == 0
    assert "validée" not in check("--depuis", "main", "--auteur", "equipe")[1]


def test_a_seal_written_anew_is_named_and_the_state_stays(branch):
    """A forged seal does not turn « modifiée depuis » into « validée »."""
    seal = "  empreinte: v1:0000000000000000000000000000000000000000000000000000000000000000\n"
    judge(branch, VERDICT + seal)
    git("add", ".")
    git("commit", "-qm", "avis")
    git("branch", "-f", "main")
    check("--depuis", "main")
    from vitrail.content.reading.school import read_school

    zoe = next(one for _, one in read_school(branch / "portfolios").school.everyone if one.slug == "durand-zoe")
    judge(branch, VERDICT + f"  empreinte: {zoe.judged['glpi'].fingerprint}\n")
    code, said, _ = check("--depuis", "main")
    assert (code, "1 sceau d’avis sur Durand Zoé" in said.splitlines()[0]) == (1, True)
    assert "validée" not in said


def test_files_of_two_students_are_refused_unless_the_author_is_said(class_of_two):
    """By folder for a student, who is then refused the other's; « equipe » may change both."""
    add(class_of_two)
    other = class_of_two / "portfolios/2025-2027/le-gall-yann/index.md"
    other.write_text(other.read_text("utf-8").replace("SISR", "SLAM"), "utf-8")
    code, line = first()
    assert code == 1
    assert f"de {ZOE}" in line
    assert "index.md de Le Gall Yann et l'option de Le Gall Yann (SISR → SLAM)." in line
    said = check("--depuis", "main", "--auteur", "durand-zoe")[1]
    assert said.count("STR053") == 1  # × 2, said once
    assert "le-gall-yann/index.md" in said.split("STR053")[1]
    assert first("--auteur", "equipe")[0] == 0


def test_one_s_own_option_is_the_team_s_to_change(class_of_two):
    """It decides which épreuves judge the portfolio."""
    home = class_of_two / HOME / "index.md"
    home.write_text(home.read_text("utf-8").replace("option: SISR", "option: SLAM"), "utf-8")
    assert first()[0] == 1


def test_where_a_new_portfolio_comes_from_is_the_team_s_to_say(branch):
    """It brings what is validated of another; the folder of a former year may bear any name that is free here."""
    former = branch / "portfolios/2024-2026"
    (former / "moal-ines").mkdir(parents=True)
    (former / "promotion.yml").write_text("session: 2026\nréférentiel: fr.bts-sio.2020\n", "utf-8")
    page = "---\nnom: Moal\nprénom: Inès\noption: SISR\n---\n"
    (former / "moal-ines/index.md").write_text(page, "utf-8")
    git("add", ".")
    git("commit", "-qm", "avant")
    git("branch", "-f", "main")
    home = branch / "portfolios/2025-2027/moal-ines/index.md"
    home.parent.mkdir()
    home.write_text(page.replace("nom:", "vient de: 2024-2026/moal-ines\nnom:", 1), "utf-8")
    code, line = first()
    new = "Moal Inès (nouveau portfolio, 2025-2027/moal-ines)"
    assert (code, f"« vient de » de {new} (2024-2026/moal-ines)" in line) == (1, True)
    assert first("--auteur", "equipe")[0] == 0


def test_nobody_takes_another_s_name_in_the_first_line(class_of_two):
    """Who a folder belongs to is what was said before the request; a new folder under a known name is told as new."""
    home = class_of_two / "portfolios/2025-2027/le-gall-yann/index.md"
    home.write_text(home.read_text("utf-8").replace("nom: Le Gall\nprénom: Yann", "nom: Durand\nprénom: Zoé"), "utf-8")
    assert first() == (0, "Cette demande touche : index.md de Le Gall Yann et le nom de Le Gall Yann (→ Durand Zoé).")
    git("checkout", "-q", ".")
    other = class_of_two / "portfolios/2025-2027/durand-z/index.md"
    other.parent.mkdir()
    other.write_text("---\nnom: Durand\nprénom: Zoé\noption: SISR\n---\n", "utf-8")
    line = f"Cette demande touche : index.md de {ZOE} (nouveau portfolio, 2025-2027/durand-z)."
    assert first() == (0, line)
    git("add", ".")
    git("commit", "-qm", "homonymes")
    git("branch", "-f", "main")
    add(class_of_two)
    assert first()[1] == f"Cette demande touche : realisations/sauvegardes.md de {ZOE} (2025-2027/durand-zoe)."


@pytest.mark.parametrize("form", ["github", "gitlab", "json"])
def test_every_format_begins_with_it(class_of_two, form):
    """The automation itself is told with its path from the repository's root, and the warning that goes with it."""
    (class_of_two / ".gitlab-ci.yml").write_text("verifier:\n  script: [true]\n", "utf-8")
    code, out, err = check("--depuis", "main", "--format", form)
    assert code == 1
    if form == "github":
        assert out.startswith("::notice title=Vitrail::Cette demande touche")
        assert "::error file=.gitlab-ci.yml,line=1" in out
        assert "peut alors être faux" in out
    elif form == "gitlab":
        head, *rest = json.loads(out)
        assert head["description"].startswith("Vitrail Cette demande touche")
        assert [one["location"]["path"] for one in rest if one["check_name"] == "STR053"] == [".gitlab-ci.yml"]
    elif form == "json":
        (one,) = json.loads(out)["touched"]
        assert (one["path"], one["owner"]) == (".gitlab-ci.yml", "")
    else:
        assert err.startswith("Cette demande touche")


def test_a_renamed_class_is_told_by_its_file_alone_and_nothing_in_it_is_progress(branch):
    """It says its former folder; what is changed on the way is told under the present one."""
    git("mv", "portfolios/2025-2027", "portfolios/sio-2027")
    with (branch / "portfolios/sio-2027/promotion.yml").open("a", encoding="utf-8") as cohort:
        cohort.write("vient de: 2025-2027\n")
    code, said, _ = check("--depuis", "main", "--auteur", "equipe")
    assert code == 0
    assert "touche\u202f: sio-2027/promotion.yml.\n" in said
    assert "Cette demande ne change pas la couverture." in said
    home = branch / HOME.replace("2025-2027", "sio-2027") / "index.md"
    home.write_text(home.read_text("utf-8") + "\nUne phrase de plus.\n", "utf-8")
    assert first("--auteur", "equipe")[1] == f"Cette demande touche : index.md de {ZOE} et sio-2027/promotion.yml."


def test_what_the_runner_writes_beside_the_school_is_no_change(branch):
    """The report of a forge is made before the command that fills it."""
    add(branch)
    (branch / "gl-code-quality-report.json").write_text("", "utf-8")
    assert "gl-code-quality" not in first()[1]


def test_who_asks_may_be_said_by_the_environment(branch, monkeypatch):
    """As a forge's job does."""
    judge(branch)
    monkeypatch.setenv("VITRAIL_AUTEUR", "equipe")
    assert first()[0] == 0


def test_a_team_file_and_a_visibility_are_each_named(class_of_two):
    """Of somebody else's réalisation too."""
    work = class_of_two / HOME / "realisations/glpi.md"
    work.write_text(work.read_text("utf-8").replace("titre:", "visibilité: équipe\ntitre:", 1), "utf-8")
    team = class_of_two / "portfolios/2025-2027/promotion.yml"
    team.write_text(team.read_text("utf-8") + "# note\n", "utf-8")
    code, line = first()
    assert code == 1
    assert "la visibilité de « " in line
    assert "2025-2027/promotion.yml" in line
