"""What the desk asks of a forge: forward before it opens, sent at its end, never merged."""

import pytest
from click.testing import CliRunner

from tests.desks import unread_school
from tests.folders import git
from vitrail.doors.cli import main
from vitrail.doors.reviewing.commits import bring, fetch, send

MINE = "portfolios/2025-2027/evaluations/durand-zoe/glpi.moi.yml"
THEIRS = "portfolios/2025-2027/evaluations/durand-zoe/glpi.collegue.yml"


def give(clone, path):
    """Commit a verdict."""
    (clone / path).parent.mkdir(parents=True, exist_ok=True)
    (clone / path).write_text("- {par: M. Exemple, rôle: professeur, le: 2026-03-12, commentaire: Lu.}\n", "utf-8")
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", "Un avis")


def taken(folder):
    """Take what is on the forge, as the desk does when it opens; give what it says."""
    return fetch(folder) or bring(folder)


@pytest.fixture
def clones(tmp_path):
    """Two clones of a school that follow one forge."""
    (tmp_path / "origine").mkdir()
    origin = unread_school(tmp_path / "origine")
    git(tmp_path, "clone", "-q", "--bare", str(origin), "forge.git")
    for name in ("moi", "collegue"):
        git(tmp_path, "clone", "-q", "forge.git", name)
        git(tmp_path / name, "config", "user.name", "Mme Exemple")
        git(tmp_path / name, "config", "user.email", "exemple@example.org")
    return tmp_path / "moi", tmp_path / "collegue"


def test_what_a_colleague_sent_is_there_before_the_desk_opens(clones):
    """And what is given here goes to the forge when asked."""
    mine, theirs = clones
    give(theirs, THEIRS)
    assert send(theirs / "portfolios") is None
    assert taken(mine / "portfolios") is None
    assert (mine / THEIRS).is_file()
    give(mine, MINE)
    assert taken(mine / "portfolios") is None
    assert send(mine / "portfolios") is None
    assert "glpi.moi.yml" in git(mine.parent / "forge.git", "ls-tree", "-r", "--name-only", "HEAD")


def test_two_histories_are_never_merged_by_the_desk(clones, monkeypatch):
    """It says where, and what to type; the verdicts here stay as they are, and that line is enough."""
    mine, theirs = clones
    give(theirs, THEIRS)
    send(theirs)
    give(mine, MINE)
    before = git(mine, "rev-parse", "HEAD")
    assert "git pull --rebase" in str(send(mine))
    monkeypatch.chdir(mine)
    done = CliRunner().invoke(main, ["desk"], catch_exceptions=False)
    assert done.exit_code == 1
    assert "git pull --rebase" in done.output
    assert git(mine, "rev-parse", "HEAD") == before
    git(mine, "pull", "-q", "--rebase")
    assert taken(mine) is None
    assert send(mine) is None


def test_a_file_that_is_not_committed_is_not_written_over(clones):
    """The one that the forge has too."""
    mine, theirs = clones
    give(theirs, THEIRS)
    send(theirs)
    (mine / THEIRS).parent.mkdir(parents=True)
    (mine / THEIRS).write_text("en cours", "utf-8")
    assert taken(mine) is not None
    assert (mine / THEIRS).read_text("utf-8") == "en cours"


def test_a_forge_that_does_not_answer_is_told(clones):
    """And the desk opens all the same: two verdicts never have one file."""
    mine, _ = clones
    git(mine, "remote", "set-url", "origin", str(mine.parent / "nulle-part.git"))
    assert "s'ouvre sans eux" in str(fetch(mine))


def test_nothing_is_fetched_where_no_branch_is_followed(clones, tmp_path):
    """A branch of one's own, a folder that is shared without git."""
    mine, _ = clones
    git(mine, "switch", "-qc", "essai")
    git(mine, "remote", "set-url", "origin", str(mine.parent / "nulle-part.git"))
    assert taken(mine) is None
    (tmp_path / "partage").mkdir()
    assert taken(tmp_path / "partage") is None


def test_a_colleague_who_sealed_the_same_text_keeps_nobody_out(clones):
    """Both have the sealed text under one name, and here it is not committed: the lines that are told are enough."""
    mine, theirs = clones
    kept = "portfolios/2025-2027/evaluations/durand-zoe.scelles/glpi-0123456789abcdef.json"
    for clone in clones:
        (clone / kept).parent.mkdir(parents=True)
        (clone / kept).write_text("{}\n", "utf-8")
    give(theirs, THEIRS)
    send(theirs)
    (mine / MINE).parent.mkdir(parents=True)
    (mine / MINE).write_text("- {par: M. Exemple, le: 2026-03-12, commentaire: Lu.}\n", "utf-8")
    (mine / "mkdocs.yml").write_text("site_name: Essai\n", "utf-8")
    said = str(taken(mine / "portfolios"))
    assert kept in said
    assert "Aborting" not in said
    for words in ("git add .", "git commit -m Avis", "git pull --rebase --autostash"):
        assert words in said
        git(mine / "portfolios", *words.split()[1:])
    assert taken(mine / "portfolios") is None
    assert (mine / MINE).is_file()
    assert (mine / THEIRS).is_file()
