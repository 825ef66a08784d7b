"""Three editions of one school: each in its folder, none in the place of another."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from vitrail.content.model.audience import Audience
from vitrail.site.project import edition_in

ONE = ("--jobs", "1", "--date", "2026-05-12")
FOLDERS = {"public": "site", "jury": "site-jury", "equipe": "site-equipe"}
ROOT = Path(__file__).parents[3]


def test_each_audience_has_a_folder_and_the_summary_names_it(school, vitrail):
    """« site/ » is the public's and nobody else's."""
    for audience, folder in FOLDERS.items():
        said = vitrail("build", "--audience", audience, *ONE)[1]
        assert said.splitlines()[0].startswith(f"Dans {folder}")
        assert edition_in(school / folder) is Audience[{"equipe": "TEAM"}.get(audience, audience.upper())]
    assert not (school / "site/etat.html").exists()
    assert "équipe" in said.splitlines()[0]


def test_the_three_editions_are_built_by_one_command_that_reads_once(school, vitrail, monkeypatch):
    """The same bytes as one by one, for one reading; a text that says the same to two audiences is made once."""
    from vitrail.building.making import works

    prose = import_module("vitrail.site.prose.render")

    for audience in FOLDERS:
        vitrail("build", "--audience", audience, *ONE)
    alone = {folder: _bytes(school / folder) for folder in FOLDERS.values()}
    for path in school.iterdir():
        if path.name.startswith((".vitrail", "site")):
            subprocess.run(["rm", "-r", str(path)], check=True)
    read, made = [], []
    make = prose._made  # noqa: SLF001
    monkeypatch.setattr(prose, "_made", lambda *args, **named: made.append(args) or make(*args, **named))
    examine = works.examine
    monkeypatch.setattr(works, "examine", lambda *args, **named: read.append(1) or examine(*args, **named))
    code, said = vitrail("build", "--audience", "toutes", *ONE)
    assert (code, len(read)) == (0, 1)
    assert 1 < len(made) == len({*made})
    assert {folder: _bytes(school / folder) for folder in FOLDERS.values()} == alone
    assert len(re.findall(r"^Pages", said, re.MULTILINE)) == 3
    assert vitrail("build", "--audience", "toutes", *ONE)[1].count("Rien n’a changé") == 3


def _bytes(site):
    return {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_one_folder_for_three_editions_is_a_wrong_command(school, vitrail):
    """The last one would stay."""
    code, said = vitrail("build", "--audience", "toutes", "--site", "ici", *ONE)
    assert code == 2
    assert "--site" in said
    assert not (school / "ici").exists()


def test_site_dir_names_the_publics_folder_and_the_others_stand_beside_it(school, vitrail):
    """As GitLab's « public »."""
    (school / "mkdocs.yml").write_text("site_name: É\nsite_dir: public\n", "utf-8")
    assert vitrail("build", "--audience", "toutes", *ONE)[0] == 0
    assert {path.name for path in school.glob("public*")} == {"public", "public-jury", "public-equipe"}


def _old(site, *, team):
    """What a version before this one wrote: its pages did not say their edition."""
    page = site / "404.html"
    page.write_text(re.sub(' (public|jury|equipe)">', '">', page.read_text("utf-8"), count=1), "utf-8")
    assert (site / "etat.html").is_file() is team


def test_a_teams_site_where_the_publics_goes_is_refused_with_the_line_that_solves_it(school, vitrail):
    """The team's edition was in « site/ » once; the line is run as it is written."""
    assert vitrail("build", "--audience", "equipe", "--site", "site", *ONE)[0] == 0
    _old(school / "site", team=True)
    before = _bytes(school / "site")
    code, said = vitrail("build", *ONE)
    assert code == 2
    assert _bytes(school / "site") == before
    line = said.strip().splitlines()[-1].rpartition(":")[2].strip()
    assert line == "mv site site-equipe"
    subprocess.run(line.split(), cwd=school, check=True)
    assert vitrail("build", *ONE)[0] == 0
    assert _bytes(school / "site-equipe") == before


@pytest.mark.parametrize(("there", "wanted"), [("public", "equipe"), ("jury", "public"), ("equipe", "jury")])
def test_no_edition_takes_the_place_of_another(school, vitrail, there, wanted):
    """In a folder that was named: the site that is deployed is not replaced by what its readers must not see."""
    assert vitrail("build", "--audience", there, "--site", "ici", *ONE)[0] == 0
    before = _bytes(school / "ici")
    code, said = vitrail("build", "--audience", wanted, "--site", "ici", *ONE)
    assert code == 2
    assert _bytes(school / "ici") == before
    assert re.search(r": (mv ici ici-\w+|rm -r ici)$", said.strip())


def test_an_old_public_site_is_replaced_as_ever(school, vitrail):
    """Only what is known to be another edition is refused."""
    assert vitrail("build", *ONE)[0] == 0
    _old(school / "site", team=False)
    assert vitrail("build", *ONE)[0] == 0
    assert edition_in(school / "site") is Audience.PUBLIC


def test_a_site_that_is_a_link_stays_one(school, vitrail, tmp_path_factory):
    """The folder that it leads to is exchanged; a link to the other edition's folder is refused."""
    there = tmp_path_factory.mktemp("www") / "lycée"
    (school / "site").symlink_to(there)
    assert vitrail("build", *ONE)[0] == 0
    assert (school / "site").is_symlink()
    assert (there / "index.html").is_file()
    assert vitrail("build", *ONE)[0] == 0
    (school / "site-equipe").symlink_to("site")
    assert vitrail("build", "--audience", "equipe", *ONE)[0] == 2
    (school / "site-jury").symlink_to("site-jury")
    assert vitrail("build", "--audience", "jury", *ONE)[0] == 2


def test_git_takes_neither_the_teams_edition_nor_the_jurys(school, vitrail):
    """« git add . » in a school whose .gitignore knows of « site/ » alone."""
    (school / ".gitignore").write_text("/site/\n")
    vitrail("build", "--audience", "toutes", *ONE)
    subprocess.run(["git", "init", "-q"], cwd=school, check=True)
    subprocess.run(["git", "add", "."], cwd=school, check=True)
    added = subprocess.run(["git", "ls-files"], cwd=school, check=True, capture_output=True, text=True).stdout
    assert {line.split("/")[0] for line in added.splitlines()} == {".gitignore", "docs", "mkdocs.yml", "portfolios"}


def test_a_cache_that_is_a_link_is_refused(school, vitrail):
    """Git carries links: this one has the team's pages written among the portfolios."""
    (school / ".vitrail-cache").symlink_to("portfolios")
    before = _bytes(school / "portfolios")
    code, said = vitrail("build", *ONE)
    assert (code, "--cache" in said) == (2, True)
    assert _bytes(school / "portfolios") == before


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("docs_dir: portfolios\n", "un autre moteur"),
        ("docs_dir: classe\n", "un autre moteur"),
        ("plugins: [vitrail: {portfolios: classe}]\n", ""),
        ("docs_dir: docs\nplugins: [vitrail: {portfolios: classe}]\n", ""),
        ("", ""),
    ],
)
def test_the_portfolios_are_named_by_the_plugin_and_docs_dir_still_works_with_a_word(school, vitrail, config, told):
    """What ``docs_dir`` names, another engine copies."""
    if "classe" in config:
        (school / "portfolios").rename(school / "classe")
    (school / "mkdocs.yml").write_text(f"site_name: É\n{config}", "utf-8")
    code, said = vitrail("build", *ONE)
    assert code == 0
    assert told in said
    assert ("docs_dir" in said) is bool(told)
    assert (school / "site/2025-2027/durand-zoe/index.html").is_file()


def test_mkdocs_alone_finds_nothing_of_the_portfolios_to_copy(fresh):
    """A school made by the command, built by an engine that does not know Vitrail: who reads what, and no more."""
    (fresh / "portfolios/2025-2027/evaluations").mkdir()
    (fresh / "portfolios/2025-2027/evaluations/moreau-lea.yml").write_text("- secret: oui\n")
    config = (fresh / "mkdocs.yml").read_text("utf-8").replace("[vitrail]", "[]").replace("vitrail", "mkdocs")
    (fresh / "mkdocs.yml").write_text(config, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=fresh, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    pages = [path.relative_to(fresh / "site").parts[0] for path in (fresh / "site").rglob("*.html")]
    assert set(pages) <= {"informations", "informations.html", "404.html"}
    assert len(pages) > pages.count("404.html")
    found = [path.read_bytes() for path in (fresh / "site").rglob("*") if path.is_file()]
    assert not [raw for raw in found if b"secret: oui" in raw or b"Moreau" in raw]


def test_our_own_mkdocs_yml_names_no_folder_of_data():
    """The sample school as it is: ``docs/`` is the documentation."""
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "docs_dir" not in config
    assert not list((ROOT / "docs").rglob("evaluations"))
