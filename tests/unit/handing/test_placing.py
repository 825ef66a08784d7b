"""A student's repository: its portfolio in its place, and nothing else of what its author could put there."""

import os
import shutil
import subprocess

import pytest

from tests.folders import contents
from tests.unit.handing.repositories import bare, git, planted, portfolio, push
from vitrail.content.model.school import Cohort, Repository
from vitrail.doors.handing import cloning
from vitrail.doors.handing.placing import RECORD, residences, take_all

LEA = ("Moreau", "Léa")


@pytest.fixture
def home(tmp_path):
    """The folder of a class, in a school."""
    folder = tmp_path / "ecole/portfolios/2025-2027"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def take(home):
    """Give a function: take a repository; give what became of it."""

    def _take(place, student="moreau-lea"):
        (one,) = take_all(home.parents[1], home, [Repository(student=student, address=str(place))])
        return one

    return _take


def test_a_portfolio_is_the_copy_of_its_repository(tmp_path, home, take):
    """Added, changed, removed: each moves alone, and a folder that is empty goes with its last file."""
    place = bare(tmp_path / "lea.git", portfolio(*LEA, **{"veille/ia.md": "Un article.\n"}))
    first = take(place)
    assert sorted(first.changed) == [("+", "index.md"), ("+", "realisations/glpi.md"), ("+", "veille/ia.md")]
    assert set(contents(home)) - {f"moreau-lea/{RECORD}"} == {f"moreau-lea/{path}" for _, path in first.changed}
    untouched = (home / "moreau-lea/index.md").stat()
    push(place, {"portfolios/realisations/glpi.md": "Un autre texte.\n"}, "portfolios/veille/ia.md")
    assert take(place).changed == (("~", "realisations/glpi.md"), ("-", "veille/ia.md"))
    assert not (home / "moreau-lea/veille").exists()
    assert (home / "moreau-lea/index.md").stat() == untouched


def test_what_has_not_changed_costs_one_question(tmp_path, take, monkeypatch):
    """Nothing is copied again, whatever the size of the repository."""
    place = bare(tmp_path / "lea.git", portfolio(*LEA))
    take(place)
    asked, popen = [], subprocess.Popen

    def counted(command, *words, **settings):
        asked.append(next(word for word in command if word in {"ls-remote", "clone", "ls-tree", "cat-file"}))
        return popen(command, *words, **settings)

    monkeypatch.setattr(subprocess, "Popen", counted)
    assert not take(place).changed
    assert asked == ["ls-remote"]


def test_what_does_not_answer_stays_as_it_was_and_is_told(tmp_path, home, take):
    """A repository that is gone is not a portfolio that is empty."""
    place = bare(tmp_path / "lea.git", portfolio(*LEA))
    take(place)
    before = contents(home)
    shutil.rmtree(place)
    assert "git dit" in take(place).refused
    assert contents(home) == before


def test_work_of_this_machine_is_never_replaced(tmp_path, home, take):
    """A folder that no repository filled, or a file that was changed here, is told and stays."""
    place = bare(tmp_path / "lea.git", portfolio(*LEA))
    (home / "moreau-lea").mkdir()
    (home / "moreau-lea/index.md").write_text("À moi.\n", "utf-8")
    assert "ne vient pas d'un dépôt" in take(place).refused
    shutil.rmtree(home / "moreau-lea")
    take(place)
    (home / "moreau-lea/index.md").write_text("À moi.\n", "utf-8")
    push(place, {"portfolios/index.md": "Un autre texte.\n"})
    assert "index.md" in take(place).refused
    assert (home / "moreau-lea/index.md").read_text("utf-8") == "À moi.\n"


def test_a_student_writes_neither_verdicts_nor_the_class_nor_the_team_s_files(tmp_path, home, take):
    """They are the team's; what is asked of a portfolio alone is left without a word, verdicts are named."""
    own = {"evaluations/moreau-lea.yml": "- {réalisation: glpi}\n", ".pris.json": "{}", ".git-hooks/post-checkout": "x"}
    taken = take(bare(tmp_path / "lea.git", portfolio(*LEA, **own)))
    assert {path for path, _ in taken.aside} == {"evaluations/moreau-lea.yml"}
    assert {path for _, path in taken.changed} == {"index.md", "realisations/glpi.md"}
    assert [*home.iterdir()] == [home / "moreau-lea"]


def test_a_cache_that_a_student_pushes_reaches_neither_the_class_nor_the_team_s_cache(tmp_path, home, take):
    """At the top of the repository and in the portfolio: the team's key believes what the team's own job made."""
    forged = {".vitrail-cache/pages/a": "faux", "portfolios/.vitrail-cache/pages/a": "faux"}
    taken = take(bare(tmp_path / "lea.git", portfolio(*LEA) | forged))
    assert {path for _, path in taken.changed} == {"index.md", "realisations/glpi.md"}
    assert not [path for path in home.parents[1].rglob("*") if ".vitrail-cache" in path.parts]


@pytest.mark.parametrize(
    ("mode", "path", "content", "why"),
    [
        ("120000", "portfolios/fichiers/cle.txt", b"/etc/passwd", "lien"),
        ("120000", "portfolios/evaluations", b"../../evaluations", "lien"),
        ("160000", "portfolios/module", "0123456789012345678901234567890123456789", "sous-module"),
        ("100644", "portfolios/fichiers/film.mp4", b"version https://git-lfs.github.com/spec/v1\n", "LFS"),
        ("100644", "portfolios/fichiers/CON.txt", b"x", "périphérique"),
        ("100644", "portfolios/fichiers/lourd.zip", b"\0" * 25_000_001, "25 Mo"),
    ],
)
def test_what_is_no_file_of_a_portfolio_is_named_and_not_taken(tmp_path, home, take, mode, path, content, why):  # noqa: PLR0913, PLR0917  # a table
    """Nothing is followed, fetched or written for it; the rest of the portfolio is taken."""
    place = bare(tmp_path / "lea.git", portfolio(*LEA))
    planted(place, (mode, path, content))
    taken = take(place)
    assert [(where, why in reason) for where, reason in taken.aside] == [(path.removeprefix("portfolios/"), True)]
    assert {name for _, name in taken.changed} == {"index.md", "realisations/glpi.md"}
    assert not [one for one in home.rglob("*") if one.is_symlink()]


def test_a_path_that_leaves_the_portfolio_is_named_and_writes_nothing(tmp_path, home, take):
    """A tree made by hand may hold an entry with a slash, or « .. »."""
    place = bare(tmp_path / "lea.git", portfolio(*LEA))
    clone = f"{place}.clone"
    blob = git(clone, "hash-object", "-w", "--stdin", raw=b"x")
    inner = git(clone, "rev-parse", "HEAD:portfolios")
    entries = f"100644 blob {git(clone, 'rev-parse', 'HEAD:mkdocs.yml')}\tmkdocs.yml\n"
    dots = git(clone, "mktree", raw=f"100644 blob {blob}\tpromotion.yml\n".encode())
    lines = git(clone, "ls-tree", inner) + f"\n040000 tree {dots}\t..\n"
    tree = git(clone, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", raw=_tree(lines))
    top = git(clone, "mktree", raw=f"{entries}040000 tree {tree}\tportfolios\n".encode())
    commit = git(clone, "commit-tree", top, "-m", "x")
    git(place, "fetch", "-q", clone, f"+{commit}:refs/heads/main")
    taken = take(place)
    assert [path for path, _ in taken.aside] == ["../promotion.yml"]
    assert not (home / "promotion.yml").exists()


def _tree(lines):
    """Give the bytes of a tree, which git itself would not make."""
    parts = (line.replace("\t", " ").split() for line in lines.splitlines())
    return b"".join(f"{mode.lstrip('0')} {path}\0".encode() + bytes.fromhex(name) for mode, _, name, path in parts)


def test_a_repository_beyond_any_portfolio_is_told_before_it_fills_the_disk(tmp_path, home, take, monkeypatch):
    """Too many files, too many bytes, too long: its student keeps what was there."""
    place = bare(tmp_path / "lea.git", portfolio(*LEA))
    monkeypatch.setattr(cloning, "_FILES", 2)
    assert "plus de 2 fichiers" in take(place).refused
    monkeypatch.setattr(cloning, "_FILES", 20_000)
    monkeypatch.setattr(cloning, "_SIZE", 10)
    assert "plus de 2 Go" in take(place).refused
    monkeypatch.setattr(cloning, "_SIZE", 2_000_000_000)
    monkeypatch.setattr(cloning, "PATIENCE", 0)
    monkeypatch.setattr(cloning, "_TURN", 0.001)
    assert take(place).refused
    assert not home.joinpath("moreau-lea").exists()


def test_a_tree_that_never_ends_is_ended(tmp_path, take, monkeypatch):
    """Ten folders that each hold ten times the next one, ten deep: ten billions of paths in two kilobytes."""
    place = bare(tmp_path / "lea.git", portfolio(*LEA))
    clone = f"{place}.clone"
    inner = git(clone, "mktree", raw=b"")
    for _ in range(10):
        inner = git(clone, "mktree", raw="".join(f"040000 tree {inner}\td{n}\n" for n in range(10)).encode())
    top = git(clone, "mktree", raw=f"040000 tree {inner}\tportfolios\n".encode())
    commit = git(clone, "commit-tree", top, "-m", "x")
    git(place, "fetch", "-q", clone, f"+{commit}:refs/heads/main")
    monkeypatch.setattr(cloning, "PATIENCE", 2)
    assert take(place).refused


def test_a_repository_that_holds_a_school_or_nothing_is_told(tmp_path, take):
    """Neither is anybody's portfolio."""
    assert "pas de portfolio" in take(bare(tmp_path / "rien.git", {"README.md": "Rien.\n"})).refused
    school = {"mkdocs.yml": "", "portfolios/index.md": "É", "portfolios/2025/promotion.yml": "session: 2027\n"}
    assert "toute une école" in take(bare(tmp_path / "ecole.git", school)).refused
    (tmp_path / "vide.git").mkdir()
    git(tmp_path / "vide.git", "init", "-q", "--bare")
    assert "vide" in take(tmp_path / "vide.git").refused


@pytest.mark.parametrize(
    "address",
    [
        "ext::sh -c 'touch {mark}'", "fd::17", "--upload-pack=touch {mark}", "-oProxyCommand=x", "", "http://forge.example/x",
        "https://jeton@forge.example/x.git", "ssh://-oProxyCommand=touch/x", "git://forge.example/x", "https://a/\x1b[2J",
        "https://forge.example/x\nHEAD",
    ],
)  # fmt: skip
def test_an_address_that_would_run_a_program_or_tell_a_token_is_refused(tmp_path, take, address):
    """Git knows transports that are commands: none is asked."""
    mark = tmp_path / "mark"
    assert take(address.format(mark=mark)).refused
    assert not mark.exists()


def test_git_is_never_asked_for_another_transport_than_that_of_the_address(monkeypatch):
    """The configuration of this machine may rewrite an address; only what it says at first is spoken."""
    monkeypatch.setenv("GIT_TRACE_CURL", "1")
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    for address, transport in {"https://f.example/x": "https", "git@f.example:x": "ssh", "/srv/x.git": "file"}.items():
        env = cloning._environment(address)  # noqa: SLF001  # what git is told
        assert env["GIT_ALLOW_PROTOCOL"] == transport
        assert not {"GIT_TRACE_CURL", "GIT_DIR"} & set(env)


def test_the_token_is_told_to_the_site_of_the_address_alone_and_printed_by_nobody(monkeypatch, tmp_path, home, take):
    """It is in no word of a command, in no file, and not in what is told of a refusal."""
    token = "glpat-0123456789abcdef"  # noqa: S105
    monkeypatch.setenv(cloning.TOKEN, token)
    env = cloning._environment("https://forge.example:8443/sio/p.git")  # noqa: SLF001
    assert cloning.TOKEN not in cloning._environment("/srv/x.git")  # noqa: SLF001
    values = {env[name] for name in env if name.startswith("GIT_CONFIG_")}
    assert "credential.https://forge.example:8443.helper" in values
    assert token not in "".join(values)

    def asked(url):
        words = ["git", "-c", "core.askPass=", "credential", "fill"]
        done = subprocess.run(
            words, input=f"url={url}\n\n".encode(), env=env, capture_output=True, check=False, cwd=tmp_path, timeout=20
        )
        return done.stdout.decode()

    assert f"password={token}" in asked("https://forge.example:8443/autre.git")
    assert token not in asked("https://evil.example/x.git") + asked("https://forge.example/x.git")
    assert token not in (take("https://127.0.0.1:1/x.git").refused or token)
    assert token not in os.linesep.join(map(str, contents(home).values()))


def test_what_the_team_knows_of_a_stage_is_joined_when_its_portfolio_is_put_in_its_place(tmp_path, home, take):
    """A public repository does not hold it; where the student wrote the key, theirs stays and it is told."""
    page = "---\norganisation: Mairie\ndu: 01/06/2026\nau: 26/06/2026\n---\n\nUn stage.\n"
    place = bare(tmp_path / "lea.git", portfolio(*LEA, **{"stages/mairie/index.md": page}))
    facts = home.parents[1] / "prives/moreau-lea.yml"
    facts.parent.mkdir()
    facts.write_text("mairie:\n  tuteur: {nom: M. Lefort}\nabsent:\n  tuteur: {nom: X}\n", "utf-8")
    taken = take(place)
    there = home / "moreau-lea/stages/mairie/index.md"
    assert there.read_text("utf-8") == page.replace("---\n", "---\ntuteur: {nom: M. Lefort}\n", 1)
    assert [path for path, _ in taken.aside] == ["stages/absent/index.md"]
    facts.write_text("mairie:\n  tutrice: {nom: Mme Riou}\n", "utf-8")
    assert take(place).changed == (("~", "stages/mairie/index.md"),)
    assert not take(place).changed
    push(place, {"portfolios/stages/mairie/index.md": page.replace("---\n", "---\ntuteur: mon tuteur\n", 1)})
    assert "déjà" in take(place).aside[0][1]
    assert "mon tuteur" in there.read_text("utf-8")


def test_a_star_of_the_model_is_the_folder_and_an_entry_has_its_own_address():
    """Both forms in one class."""
    there = (Repository(student="a-b"), Repository(student="c-d", address="https://f.example/c.git"))
    cohort = Cohort(slug="2025", name="", repositories_at="https://f.example/p-*.git", repositories=there)
    assert [one.address for one in residences(cohort)] == ["https://f.example/p-a-b.git", "https://f.example/c.git"]
