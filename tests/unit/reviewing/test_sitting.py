"""What the desk writes: whole, sealed, beside what was there; and what it refuses."""

import json
import re
import shutil
from pathlib import Path
from subprocess import CalledProcessError

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.folders import git
from tests.unit.handing import classes
from vitrail.building.making.pipeline import build
from vitrail.content.model.audience import Audience
from vitrail.content.reading.school import read_school
from vitrail.content.reading.text.parse import parse_yaml
from vitrail.content.reading.text.yaml_tree import UNSEEN
from vitrail.doors.handing.receiving import receive
from vitrail.doors.handing.taking import take
from vitrail.doors.reviewing.deposits import Deposits
from vitrail.doors.reviewing.orders import Order
from vitrail.doors.reviewing.sitting import Sitting
from vitrail.doors.serving.private import OutdatedError, decoded
from vitrail.ground.language import FRENCH, ToldError
from vitrail.site.outputs.sealing import written
from vitrail.site.outputs.writing import UnwrittenError
from vitrail.site.project import Project

ROOT = Path(__file__).parents[3]
PLACE = "2025-2027/durand-zoe/glpi"
WORK = "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
EVALUATIONS = "portfolios/2025-2027/evaluations/durand-zoe.yml"
OWN = "portfolios/2025-2027/evaluations/durand-zoe"
BEFORE = """\
# Les voix de l'équipe
-   réalisation: glpi   # relu en classe
    compétence: B1.1.1
    par: M. Exemple
    rôle: professeur
    le: 2026-03-12
    avis: retenue
"""


@pytest.fixture
def school(tmp_path):
    """A small school with one verdict and a scale."""
    shutil.copytree(ROOT / "tests/portfolios/petite-ecole", tmp_path / "portfolios")
    shutil.rmtree(tmp_path / "portfolios/2025-2027/evaluations")
    with (tmp_path / "portfolios/2025-2027/promotion.yml").open("a", encoding="utf-8") as cohort:
        cohort.write("échelle: [découverte, avec aide, en autonomie, maîtrise]\n")
    (tmp_path / "portfolios/2025-2027/evaluations").mkdir()
    (tmp_path / EVALUATIONS).write_text(BEFORE, "utf-8")
    return tmp_path


@pytest.fixture
def sitting(school):
    """The desk, for everybody."""
    return sat(school)


def sat(school, **more):
    """Sit at the desk."""
    project = Project(root=school, portfolios=school / "portfolios", site=school / "site", audience=Audience.TEAM)
    return Sitting(**{"project": project, "root": "", "say": FRENCH, **more})


def order(sitting, **said):
    """Say something of the work that is shown."""
    shown = sitting.panel(PLACE)
    words = {"place": PLACE, "by": "M. Exemple", "seal": shown.seal, "evaluations": shown.evaluations, **said}
    found = decoded(json.dumps(words).encode(), Order)
    assert found is not None, words
    return found


def verdicts(school):
    """What is read again."""
    (cohort,) = (one for one in read_school(school / "portfolios").school.cohorts if one.slug == "2025-2027")
    return next(one for one in cohort.students if one.slug == "durand-zoe").verdicts


def test_a_verdict_is_written_sealed_in_a_file_of_its_own(school, sitting):
    """The list that was there keeps its bytes; the exception stands after the whole."""
    said = {
        "opinion": "retenue",
        "level": 3,
        "comment": "Clair : à garder",
        "exempted": [{"code": "B1.1.1", "opinion": "à reprendre", "comment": "Sans inventaire"}],
        "remarks": [{"passage": "GLPI", "comment": "Quelle version ?"}],
    }
    sitting.judge(order(sitting, **said))
    assert (school / EVALUATIONS).read_text("utf-8") == BEFORE
    (file,) = (school / OWN).iterdir()
    assert re.fullmatch(r"glpi\.m-exemple\.\d{4}-\d\d-\d\d-[0-9a-f]{12}\.yml", file.name)
    remark, whole, exempted = verdicts(school)[1:]
    assert (remark.passage, remark.comment, remark.opinion, remark.moved) == ("GLPI", "Quelle version ?", None, False)
    assert (whole.opinion, whole.level, whole.competency) == ("retenue", 3, None)
    assert (exempted.opinion, exempted.competency) == ("à reprendre", "B1.1.1")
    work = next(one for one in sitting.listing().works if one.place == PLACE)
    assert work.why == ""
    kept = list((school / EVALUATIONS).with_suffix(".scelles").iterdir())
    assert len(kept) == 1
    assert {whole.fingerprint, exempted.fingerprint} == {sitting.panel(PLACE).seal}


def test_a_verdict_that_is_written_is_acknowledged_whatever_happens_to_the_files_then(school, sitting, monkeypatch):
    """A branch that is switched at that moment; who is answered that it failed would write it twice."""
    asked, reads = order(sitting, opinion="retenue"), []

    def read_once(*where, **more):
        reads.append(where)
        assert len(reads) == 1
        return read_school(*where, **more)

    monkeypatch.setattr("vitrail.doors.reviewing.sitting.read_school", read_once)
    assert sitting.judge(asked).place == PLACE
    assert len(verdicts(school)) == 2
    assert sitting.undo().place == PLACE


def test_the_first_verdict_makes_the_file_and_its_folder_and_undo_takes_it_away(school, sitting):
    """With the text that it sealed, which nobody else bears; the list waits again."""
    shutil.rmtree((school / EVALUATIONS).parent)
    sitting.judge(order(sitting, opinion="retenue"))
    assert sitting.listing().progress == "1 lue, 1 à lire"
    sitting.undo()
    assert not list((school / EVALUATIONS).parent.iterdir())
    assert sitting.listing().progress == "0 lue, 2 à lire"
    with pytest.raises(ToldError, match="rien à annuler"):
        sitting.undo()


def test_undo_takes_its_own_file_away_unless_somebody_wrote_in_it(school, sitting):
    """Verdict after verdict, the latest first; a colleague's that came meanwhile stays."""
    sitting.judge(order(sitting, opinion="refusée"))
    sitting.judge(order(sitting, opinion="retenue"))
    other = school / OWN / "glpi.mme-autre.yml"
    other.write_text("- par: Mme Autre\n  rôle: professeur\n  le: 2026-04-01\n  commentaire: Vu\n", "utf-8")
    sitting.undo()
    sitting.undo()
    assert [one.name for one in (school / OWN).iterdir()] == [other.name]
    sitting.judge(order(sitting, opinion="retenue"))
    (own,) = (one for one in (school / OWN).iterdir() if one != other)
    with own.open("a", encoding="utf-8") as stream:
        stream.write("# une collègue\n")
    with pytest.raises(UnwrittenError):
        sitting.undo()
    assert own.read_text("utf-8").endswith("# une collègue\n")


def test_a_file_that_changed_meanwhile_is_refused_and_shown(school, sitting):
    """A colleague's verdict is neither lost nor judged over; what came is said, and then known."""
    late = order(sitting, opinion="retenue")
    added = "- par: Mme Autre\n  rôle: professeur\n  le: 2026-04-01\n  commentaire: Vu\n"
    (school / EVALUATIONS).write_text(BEFORE.replace("-   ", "- ").replace("\n    ", "\n  ") + added, "utf-8")
    before = (school / EVALUATIONS).read_bytes()
    with pytest.raises(OutdatedError) as refused:
        sitting.judge(late)
    assert "Mme Autre" in refused.value.added
    assert (school / EVALUATIONS).read_bytes() == before
    sitting.judge(order(sitting, opinion="retenue"))
    assert [one.by for one in verdicts(school)] == ["M. Exemple", "Mme Autre", "M. Exemple"]


def test_a_work_that_changed_since_its_page_was_shown_is_not_judged(school, sitting):
    """The seal is that of what was read."""
    late = order(sitting, opinion="retenue")
    with (school / WORK).open("a", encoding="utf-8") as stream:
        stream.write("\nUn mot de plus.\n")
    with pytest.raises(OutdatedError, match="relisez"):
        sitting.judge(late)
    assert (school / EVALUATIONS).read_text("utf-8") == BEFORE


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "rien à écrire"),
        ({"opinion": "retenue", "by": "Mme Inconnue"}, "n'est pas de l'équipe"),
        ({"opinion": "retenue", "level": 9}, "échelle"),
        ({"exempted": [{"code": "B9.9", "opinion": "refusée"}]}, "ne cite pas"),
        ({"remarks": [{"passage": " ", "comment": "?"}, {"passage": "GLPI", "comment": " "}]}, "rien à écrire"),
        ({"opinion": "retenue", "on": "0001-01-01"}, "l'année"),
        ({"opinion": "retenue", "on": "9999-12-31"}, "l'année"),
        ({"opinion": "retenue", "place": "2025-2027/durand-zoe/rien"}, "n'est plus là"),
    ],
)
def test_what_cannot_be_said_is_not_written(school, sitting, said, why):
    """With the reason."""
    with pytest.raises(ToldError, match=why):
        sitting.judge(order(sitting, **said))
    assert (school / EVALUATIONS).read_text("utf-8") == BEFORE


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"place": 1}',
        json.dumps({"place": "x", "by": "y", "seal": "", "evaluations": "", "a": 1}).encode(),
    ],
)
def test_what_is_no_order_is_none(raw):
    """Nothing is guessed of a request."""
    assert decoded(raw, Order) is None


def test_only_what_was_written_is_committed_in_the_repository_that_holds_it(school):
    """``evaluations/`` may be a repository of its own; what else is staged or changed stays so."""
    folder = (school / EVALUATIONS).parent
    for place in (school, folder):
        git(place, "init", "-q")
        git(place, "config", "user.name", "M. Exemple")
        git(place, "config", "user.email", "exemple@example.org")
    (folder / "brouillon.txt").write_text("à moi\n", "utf-8")
    git(folder, "add", "brouillon.txt")
    sitting = sat(school, recorded=True)
    assert sitting.judge(order(sitting, opinion="retenue")).uncommitted == ""
    committed = git(folder, "show", "--name-only", "--format=").split()
    assert [one.partition("/")[0] for one in committed] == ["durand-zoe.scelles", "durand-zoe"]
    assert git(folder, "status", "--porcelain").splitlines() == ["A  brouillon.txt", "?? durand-zoe.yml"]
    assert sitting.undo().uncommitted == ""
    assert git(folder, "log", "--format=%s").splitlines()[0].startswith("Annule l’avis")
    assert git(folder, "ls-tree", "-r", "--name-only", "HEAD", "durand-zoe/") == ""


def test_verdicts_that_a_merge_left_unread_are_named_beside_the_list(school, sitting):
    """The work of which they speak is told as never read: whoever reads it again would judge it twice."""
    (school / EVALUATIONS).write_text(f"<<<<<<< HEAD\n{BEFORE}=======\n>>>>>>> autre\n", "utf-8")
    assert EVALUATIONS.removeprefix("portfolios/") in sitting.listing().note
    sitting.refresh()
    (school / EVALUATIONS).write_text(BEFORE, "utf-8")
    assert sitting.listing().note == ""


@pytest.fixture
def own_repository(school):
    """The school in git, and a branch « autre » that says otherwise than its own."""
    git(school, "init", "-q")
    git(school, "config", "user.name", "M. Exemple")
    git(school, "config", "user.email", "exemple@example.org")
    for title, branch in (("École", "-c principale"), ("Là", "-c autre"), ("Ici", "principale")):
        git(school, "switch", "-q", *branch.split())
        (school / "mkdocs.yml").write_text(f"site_name: {title}\n", "utf-8")
        git(school, "add", ".")
        git(school, "commit", "-qm", title)
    return school


@pytest.mark.parametrize("way", ["merge", "rebase"])
def test_a_verdict_that_is_given_during_a_merge_outlives_its_end(own_repository, way):
    """Staged, or committed on no branch, it would go when the merge is given up; it is committed with the next."""
    sitting = sat(own_repository, recorded=True)
    with pytest.raises(CalledProcessError):
        git(own_repository, way, "autre")
    assert "git status" in sitting.judge(order(sitting, opinion="refusée")).uncommitted
    assert "git status" in str(sitting.settle())
    git(own_repository, way, "--abort")
    assert len(list((own_repository / OWN).iterdir())) == 1
    assert sitting.judge(order(sitting, opinion="retenue")).uncommitted == ""
    assert sitting.settle() is None
    assert git(own_repository, "status", "--porcelain") == ""
    assert len(git(own_repository, "ls-tree", "-r", "--name-only", "HEAD", f"{OWN}/").split()) == 2


def test_a_verdict_that_git_ignores_is_not_said_to_be_committed(own_repository):
    """By a line of the school's own: it is written, and that is all."""
    (own_repository / ".gitignore").write_text("evaluations/\n", "utf-8")
    git(own_repository, "rm", "-rq", "--cached", EVALUATIONS)
    git(own_repository, "add", ".gitignore")
    git(own_repository, "commit", "-qm", "Sans les avis")
    sitting = sat(own_repository, recorded=True)
    assert "gitignore" in sitting.judge(order(sitting, opinion="refusée")).uncommitted


def test_a_verdict_that_git_refused_is_undone_without_it(own_repository):
    """Nothing is committed of a file that came and went."""
    sitting = sat(own_repository, recorded=True)
    git(own_repository, "switch", "-q", "--detach")
    assert sitting.judge(order(sitting, opinion="refusée")).uncommitted
    git(own_repository, "switch", "-q", "principale")
    assert sitting.undo().uncommitted == ""
    assert sitting.settle() is None
    assert git(own_repository, "status", "--porcelain") == ""


def test_a_repository_that_git_mistrusts_is_told_as_such(school, monkeypatch):
    """And what it holds is not known: the sealed text of an undone verdict stays."""
    git(school, "init", "-q")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    sitting = sat(school, recorded=True)
    said = sitting.judge(order(sitting, opinion="retenue")).uncommitted
    assert "dubious ownership" in said
    assert "git config --global --add safe.directory " in said
    sitting.undo()
    assert len(list((school / EVALUATIONS).parent.glob("*.scelles/*"))) == 1


def test_a_commit_that_fails_leaves_the_verdict_written_and_says_so(school):
    """No repository here."""
    sitting = sat(school, recorded=True)
    said = sitting.judge(order(sitting, opinion="retenue"))
    assert "git ne l’a pas enregistré" in said.uncommitted
    assert len(verdicts(school)) == 2


def test_undo_keeps_a_sealed_text_that_another_verdict_bears(school, sitting):
    """One that was there before this run, or that the same run wrote twice; the last one takes it away."""

    def texts():
        return len(list((school / EVALUATIONS).parent.glob("*.scelles/*")))

    sitting.judge(order(sitting, opinion="refusée"))
    other = sat(school)
    other.judge(order(other, opinion="retenue"))
    other.undo()
    assert texts() == 1, "another run wrote it"
    sitting.judge(order(sitting, opinion="retenue"))
    sitting.undo()
    assert texts() == 1, "a verdict bears it"
    sitting.undo()
    assert texts() == 0


@pytest.mark.parametrize("commits", ["verdict", "nothing", "other"])
def test_undo_keeps_a_sealed_text_whose_verdict_was_committed(school, sitting, commits):
    """A clone of that commit needs it; one without a commit, or whose last one has no such verdict, does not."""
    git(school, "init", "-q")
    if commits == "other":
        git(school, "add", "."), git(school, "commit", "-qm", "avant")
    sitting.judge(order(sitting, opinion="retenue"))
    if commits == "verdict":
        git(school, "add", "."), git(school, "commit", "-qm", "avis")
    sitting.undo()
    assert bool(list((school / EVALUATIONS).parent.glob("*.scelles"))) == (commits == "verdict")


PARAGRAPHS = """\
Clair : à garder.
  - l'inventaire # complet
  - la sauvegarde

« Restez » sur ce ton.\u00a0😀

---
\tdeux espaces  ici"""


def test_a_comment_is_kept_paragraph_by_paragraph(school, sitting):
    """As a block that a person reads, whatever its signs; an exception and a remark as well."""
    said = {"comment": f"\n {PARAGRAPHS} \r\n", "exempted": [{"code": "B1.1.1", "comment": "Un.\n\nDeux."}]}
    remark = {"passage": "GLPI\n est", "comment": "Une ligne\u2028une autre"}
    sitting.judge(order(sitting, opinion="retenue", **said, remarks=[remark]))
    noted, whole, exempted = verdicts(school)[1:]
    assert whole.comment == PARAGRAPHS
    assert [one[:5] for one in whole.paragraphs] == ["Clair", "« Res", "---\n\t"]
    assert (exempted.comment, exempted.paragraphs) == ("Un.\n\nDeux.", ("Un.", "Deux."))
    assert (noted.passage, noted.comment) == ("GLPI est", "Une ligne\nune autre")
    (file,) = (school / OWN).iterdir()
    text = file.read_text("utf-8")
    assert "  commentaire: |\n    Clair : à garder.\n      - l'inventaire # complet\n" in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]


@pytest.mark.parametrize("sign", ["\u202e", "\u200f", "\x07", "\x7f", "\ufffe"])
@pytest.mark.parametrize("end", ["", "\n\nFin."])
def test_a_sign_that_cannot_be_kept_is_named_with_the_words_around_it(school, sitting, sign, end):
    """It is not seen in the box where it was pasted."""
    with pytest.raises(ToldError, match=rf"U\+{ord(sign):04X}.*un mot collé"):
        sitting.judge(order(sitting, opinion="retenue", comment=f"Voici un mot{sign} collé.{end}"))
    assert not (school / OWN).exists()


@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60) | st.text("a: #|-\n\t\"'\u2028\r\x0b~", min_size=1)
)
def test_any_text_is_read_again_as_it_was_written_or_refused_by_its_sign(text):
    """Spaces around it and at the end of its lines are nobody's words."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    assume(lines)
    entry = {"réalisation": "glpi", "commentaire": text}
    if UNSEEN.search(lines):
        with pytest.raises(ToldError, match=r"U\+"):
            written([entry])
    else:
        raw = written([entry])
        assert parse_yaml("", raw).items[-1] == {"realisation": "glpi", "commentaire": lines}


def test_a_passage_that_is_gone_is_said_to_have_moved(school, sitting):
    """Whatever its spaces and its marks; the remark keeps its words."""
    with (school / WORK).open("a", encoding="utf-8") as stream:
        stream.write("\nLe serveur **répond** en [deux secondes](https://example.org) au plus.\n")
    sitting.refresh()
    remark = {"passage": "serveur répond\n en deux secondes", "comment": "Mesuré comment ?"}
    sitting.judge(order(sitting, remarks=[remark]))
    assert [one.moved for one in sitting.panel(PLACE).verdicts if one.passage] == [False]
    (school / WORK).write_text((school / WORK).read_text("utf-8").replace("deux secondes", "une seconde"), "utf-8")
    sitting.refresh()
    assert [one.moved for one in sitting.panel(PLACE).verdicts if one.passage] == [True]


def test_a_stage_is_judged_as_a_work_is_and_claims_nothing(school, sitting):
    """Its entry names its folder; a competency of it cannot be judged apart."""
    stage = school / "portfolios/2025-2027/durand-zoe/stages/mairie"
    stage.mkdir(parents=True)
    (stage / "index.md").write_text("---\ndu: 05/01/2026\nau: 30/01/2026\n---\nUn parc.\n", "utf-8")
    sitting.refresh()
    place = "2025-2027/durand-zoe/stages/mairie"
    shown = sitting.panel(place)
    assert (shown.title, shown.claims) == ("Stage\u202f: mairie", ())
    assert shown.address == "2025-2027/durand-zoe/stages/mairie.html"
    seen = {"place": place, "seal": shown.seal, "evaluations": shown.evaluations}
    with pytest.raises(ToldError):
        sitting.judge(order(sitting, **seen, exempted=[{"code": "B1.1", "opinion": "refusée"}]))
    sitting.judge(
        order(sitting, **seen, opinion="retenue", remarks=[{"passage": "Un parc", "comment": "De combien ?"}])
    )
    remark, whole = verdicts(school)[1:]
    assert (remark.subject, remark.moved) == ("stages/mairie", False)
    assert (whole.subject, whole.fingerprint) == ("stages/mairie", shown.seal)
    assert next(one for one in sitting.listing().works if one.place == place).why == ""


def test_the_page_beside_the_desk_is_there_whatever_its_file_is_called(school, sitting):
    """A file that bears the tutor's name makes a page of another address, and the entry still names the file."""
    stage = school / "portfolios/2025-2027/durand-zoe/stages/mairie"
    stage.mkdir(parents=True)
    tutor = "tuteur: {nom: Mme Solveig Kerbrat}"
    (stage / "index.md").write_text(f"---\ndu: 05/01/2026\nau: 30/01/2026\n{tutor}\n---\nUn parc.\n", "utf-8")
    work = school / WORK
    work.rename(work.with_name("visite-kerbrat.md"))
    sitting.refresh()
    shown = sitting.panel("2025-2027/durand-zoe/visite-kerbrat")
    assert shown.address == "2025-2027/durand-zoe/realisations/visite-ma-tutrice.html"
    report = build(Project(root=school, portfolios=school / "portfolios", site=school / "site", audience=Audience.TEAM))
    assert shown.address in {entry.url for entry in report.examination.ledger(Audience.TEAM).entries}


@pytest.mark.parametrize(
    ("title", "advice"), [("Formation des secrétaires et tutoriel", "Le titre évoque B1.5.3"), ("GLPI", "")]
)
def test_the_desk_says_what_competency_a_title_evokes_that_is_not_cited(school, sitting, title, advice):
    """By our lexicon, which says that it is not official: the advice that a merge request gets, nothing counted."""
    work = school / WORK
    work.write_text(re.sub(r"titre: .*", f"titre: {title}", work.read_text("utf-8")), "utf-8")
    found = sitting.panel(PLACE).advice
    assert found.startswith(advice)
    assert bool(found) == bool(advice) == ("non officiel" in found)


def test_the_desk_names_the_hand_ins_that_are_not_taken_in(school):
    """With the command that takes them; a taken one, and what is nobody's, are named no more."""
    deposits = Deposits(folder=school / "rendus", portfolios=school / "portfolios")
    desk = sat(school, deposits=deposits)
    assert desk.listing().note == ""
    page = (school / "portfolios/2025-2027/durand-zoe/index.md").read_bytes() + b"\nAlternance.\n"
    classes.written(
        school / "rendus", {"DURAND Zoé (1).zip": classes.zipped({"zoe/index.md": page}), "lisezmoi.txt": b"x"}
    )
    said = "1 rendu à prendre\u202f: Zoé Durand (vitrail import rendus rendus 2025-2027)."
    assert desk.listing().note == said
    (cohort,) = read_school(school / "portfolios").school.cohorts
    for one in receive(school / "rendus", school / "portfolios", cohort):
        if one.change:
            take(one.change)
    assert desk.listing().note == ""


def test_the_desk_opens_under_a_name_of_the_team_or_says_whose_there_are(sitting, school):
    """« --par » by any civility is the team's own; of nobody, or of two, it is refused before the desk opens."""
    assert sitting.teacher("mr exemple") == "M. Exemple"
    two = school / "portfolios/2024-2026/promotion.yml"
    two.parent.mkdir()
    two.write_text("nom: A\nréférentiel: fr.bts-sio.2019\nsession: 2026\néquipe: [{nom: M. EXEMPLE}]\n", "utf-8")
    sitting.refresh()
    assert sitting.teacher("M. Exemple") == "M. Exemple"  # another class writes the same person otherwise
    shutil.rmtree(two.parent)
    sitting.refresh()
    with pytest.raises(ToldError) as refused:
        sitting.teacher("Mme Inconnue")
    assert FRENCH.write(refused.value.phrase).partition("(")[2].startswith("M. Exemple)")
    cohort = school / "portfolios/2025-2027/promotion.yml"
    cohort.write_text(cohort.read_text("utf-8").replace("M. Exemple", "M. Roy").replace("équipe:", "suivi:"), "utf-8")
    sitting.refresh()
    with pytest.raises(ToldError) as refused:
        sitting.teacher("M. Exemple")
    assert "(vide)" in FRENCH.write(refused.value.phrase)


def test_a_tutor_who_has_the_family_name_of_a_teacher_speaks_as_a_tutor(school, sitting):
    """The name as it is written wins over the same name of another civility."""
    stage = school / "portfolios/2025-2027/durand-zoe/stages/mairie"
    stage.mkdir(parents=True)
    (stage / "index.md").write_text(
        "---\ndu: 05/01/2026\nau: 30/01/2026\ntuteur: Mme Exemple\n---\nUn parc.\n", "utf-8"
    )
    sitting.refresh()
    sitting.judge(order(sitting, by="Mme Exemple", collected_by="M. Exemple", level=2))
    said = verdicts(school)[-1]
    assert (said.by, said.role.value) == ("Mme Exemple", "tuteur")


def test_the_work_of_who_left_waits_for_nobody_unless_they_are_asked_for(school):
    """A name asks for it; a class does not."""
    home = school / "portfolios/2025-2027/durand-zoe/index.md"
    home.write_text(home.read_text("utf-8").replace("---\n", "---\ndépart: 02/03/2026\n", 1), "utf-8")
    asked = {root: sat(school, root=root).listing().works for root in ("", "2025-2027", "2025-2027/durand-zoe")}
    there = {root: any("durand-zoe" in work.place for work in works) for root, works in asked.items()}
    assert there == {"": False, "2025-2027": False, "2025-2027/durand-zoe": True}
