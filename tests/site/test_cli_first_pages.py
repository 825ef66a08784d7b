"""The pages that everybody reads first do what they say: commands run as printed, they are short, with a picture."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from tests.folders import git
from tests.samples import ROOT
from vitrail.doors.cli import main
from vitrail.doors.documentation.pages import UNTRACKED

pytestmark = pytest.mark.slow
DOCS = ROOT / "docs"
FIRST = ("premiere-realisation", "classe-en-ligne", "evaluer-une-classe")
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("README*.md"), *DOCS.glob("*.md"))
    if path.name not in UNTRACKED
)
NAMES = "Nom;Prénom;Option\n" + "".join(f"NOM{letter};Prénom;SISR\n" for letter in "ABCDEF")
ENDLESS = {"serve", "desk", "ecrire"}


def lines(page):
    """The command lines of a page, as words, the comments gone."""
    found = re.findall(r"^\$ ([^#\n]+)", (DOCS / f"{page}.md").read_text("utf-8"), re.MULTILINE)
    return [shlex.split(line) for line in found]


def run(words):
    """Run a command of Vitrail as the shell would; it must end well."""
    done = CliRunner().invoke(main, words, catch_exceptions=False)
    assert done.exit_code == 0, (words, done.output)


def test_a_class_of_six_is_pushed_and_taken_by_the_commands_of_its_page(tmp_path, monkeypatch):
    """From the list that a school's software exports to a group of a forge, here a folder: what a person types."""
    group = tmp_path / "sio"
    (tmp_path / "liste.csv").write_text(NAMES, "utf-8")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", group / "equipe.git")
    (tmp_path / "equipe").mkdir()
    monkeypatch.chdir(tmp_path / "equipe")
    for key in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{key}_NAME", "Mme Exemple")
        monkeypatch.setenv(f"GIT_{key}_EMAIL", "exemple@example.org")
    for words in lines("classe-en-ligne"):
        typed = [word.replace("https://gitlab.example/sio", f"file://{group}") for word in words]
        if words[:2] == ["vitrail", "prendre"]:
            _copied_for_each(tmp_path, group)
        if words[0] != "vitrail":
            subprocess.run(shlex.join(typed).replace("'&&'", "&&"), shell=True, check=True, capture_output=True)  # noqa: S602  the page's own line
        elif words[1] not in ENDLESS:
            run(typed[1:])
    sent = git(group / "equipe.git", "ls-tree", "-r", "--name-only", "main").splitlines()
    assert not any(path.count("/") > 2 or path.endswith(".csv") for path in sent), sent
    assert any(path.startswith("outils/vitrail-") for path in sent)
    assert len([*Path("portfolios/2025-2027").glob("*/index.md")]) == 6


def _copied_for_each(home, group):
    """Make a repository of the model, and a copy of it for each student of the list, as a forge does by a click."""
    git(home / "modele", "init", "-q", "-b", "main")
    git(home / "modele", "add", ".")
    git(home / "modele", "commit", "-qm", "Modèle")
    for letter in "abcdef":
        git(home, "clone", "-q", "--bare", home / "modele", group / f"portfolio-nom{letter}-prenom.git")


@pytest.mark.parametrize("page", FIRST)
def test_a_first_page_is_short_and_has_its_picture(page):
    """Under five hundred words: who comes for the first time reads it whole."""
    text = (DOCS / f"{page}.md").read_text("utf-8")
    assert len(text.split()) < 500
    assert re.search(r"!\[[^\]]{20,}\]\(images/\w+\.png\)", text)
    for words in lines(page):
        assert words[0] != "vitrail" or main.get_command(None, words[1]), words


@pytest.mark.parametrize(("page", "most"), [("README.md", 330), ("README.en.md", 330)])
def test_a_readme_is_one_screen(page, most):
    """Three hundred words and its pictures; what developers need is in docs/contribuer.md."""
    text = (ROOT / page).read_text("utf-8")
    assert len(text.split()) < most
    assert "make site" in text
    assert "make test" in text


@pytest.mark.parametrize("page", PAGES)
def test_links_of_a_page_lead_somewhere(page):
    """A file of the repository, and a heading of it when one is named."""
    folder = (ROOT / page).parent
    for target in re.findall(
        r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`\n]*`", "", (ROOT / page).read_text("utf-8"), flags=re.DOTALL)
    ):
        path, _, anchor = target.partition("#")
        if "://" in target:
            continue
        file = folder / path if path else ROOT / page
        assert file.exists(), target
        if anchor:
            heads = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}, target


@pytest.mark.parametrize("picture", sorted((DOCS / "images").glob("*.png")), ids=lambda path: path.name)
def test_pictures_are_light_and_of_one_width(picture):
    """Less than 120 kB each, as `make pictures` takes them."""
    assert 10_000 < picture.stat().st_size < 120_000
    with Image.open(picture) as opened:
        assert opened.width == 1280


@pytest.mark.parametrize("page", ["README.md", "README.en.md", "docs/classe-en-ligne.md", "docs/qui-voit-quoi.md"])
def test_what_the_audience_does_not_protect_is_said_where_one_starts(page):
    """The site is cut for who reads it; the repository is not, and cannot be unsaid."""
    text = (ROOT / page).read_text("utf-8")
    assert re.search(r"l'audience protège le site, pas le dépôt|the audience protects the site", text, re.IGNORECASE)
