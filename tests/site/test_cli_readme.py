"""The README does what it says: its commands run as printed, its links lead somewhere, its pictures are light."""

import re
import shlex
import shutil

import pytest
from click.testing import CliRunner

from tests.samples import ROOT
from vitrail.doors.cli import main

pytestmark = pytest.mark.slow
README = (ROOT / "README.md").read_text("utf-8")
PAGES = ("README.md", "docs/contribuer.md", "docs/ecrire.md", "docs/guide-equipe.md", "docs/securite.md")


def commands(title):
    """The commands of a section, but the one that never ends."""
    section = README.split(f"## {title}\n")[1].split("\n## ")[0]
    lines = re.findall(r"^\$ vitrail ([^#\n]+)", section, re.MULTILINE)
    return [shlex.split(line) for line in lines if not line.startswith("serve")]


def run(words):
    """Run a command as the shell would; it must end well."""
    done = CliRunner().invoke(main, words, catch_exceptions=False)
    assert done.exit_code == 0, (words, done.output)


def test_a_students_five_minutes_in_the_sample_school(tmp_path, monkeypatch):
    """Every command of the section, in a copy of the sample school."""
    shutil.copytree(ROOT / "portfolios", tmp_path / "portfolios")
    monkeypatch.chdir(tmp_path)
    asked = commands("Five minutes as a student")
    assert len(asked) == 3
    for words in asked:
        run(words)


def test_a_teachers_five_minutes_then_ci_in_an_empty_folder(tmp_path, monkeypatch):
    """Every command of the two sections, one after the other."""
    (tmp_path / "ecole").mkdir()
    (tmp_path / "liste.csv").write_text("Nom;Prénom;Option\nMOREAU;Léa;SISR\n", "utf-8")
    monkeypatch.chdir(tmp_path / "ecole")
    asked = [*commands("Five minutes as a teacher"), *commands("Five minutes as CI")]
    assert len(asked) == 6
    for words in asked:
        run(words)
    assert (tmp_path / "ecole/site/2025-2027/moreau-lea/index.html").is_file()


@pytest.mark.parametrize("page", PAGES)
def test_links_of_the_guides_lead_somewhere(page):
    """A file of the repository, and a heading of it when one is named."""
    folder = (ROOT / page).parent
    for target in re.findall(
        r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`\n]*`", "", (ROOT / page).read_text("utf-8"), flags=re.DOTALL)
    ):
        path, _, anchor = target.partition("#")
        file = folder / path if path else ROOT / page
        assert file.exists(), target
        if anchor:
            heads = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}, target


@pytest.mark.parametrize("picture", ["rosace.png", "matrice.png"])
def test_pictures_are_light(picture):
    """Less than 120 kB each."""
    assert 10_000 < (ROOT / "docs/images" / picture).stat().st_size < 120_000


def test_the_teams_guide_opens_with_what_the_audience_does_not_protect():
    """The first sentence after the title."""
    text = (ROOT / "docs/guide-equipe.md").read_text("utf-8").split("\n\n")[1]
    assert text.startswith("**L'audience protège le site, pas le dépôt")
