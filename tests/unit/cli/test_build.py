"""``vitrail build``: the site is complete or not at all, and never takes the place of anything else."""

import errno
import os
import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from vitrail.building.publishing.unchanged import BuildInputs
from vitrail.content.addressing.spec import StaticFile
from vitrail.content.model.audience import Audience
from vitrail.ground.memo.files import DiskFolder, SourceFiles
from vitrail.site.project import SITE_MARK
from vitrail.site.settings import CommandOptions, find_project

WORK = "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
HOME = "site/2025-2027/durand-zoe/index.html"
ONE = ("--jobs", "1", "--date", "2026-05-12")


def test_build_ends_with_0_whatever_students_wrote_and_1_where_the_site_is_strict(school, vitrail):
    """A fault in a file never stops the others' pages; a strict mkdocs.yml builds, then says so."""
    (school / WORK).write_bytes(b"---\ntitre: [\n")
    code, said = vitrail("build", *ONE)
    assert code == 0
    assert (school / HOME).is_file()
    assert re.search(r"erreurs [1-9]", said)
    with (school / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("strict: true\n")
    assert vitrail("build", *ONE)[0] == 1
    assert (school / HOME).is_file()


def test_what_ctrl_c_stops_says_so_in_french_with_the_exit_code_of_shells(school, vitrail, monkeypatch):
    """The library would say « Aborted! », with the exit code of a fault."""

    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("vitrail.building.publishing.unchanged.BuildInputs", stopped)
    code, said = vitrail("build", *ONE)
    assert code == 130
    assert said.strip() == "Arrêté avant la fin."
    assert not (school / "site").exists()


def test_the_summary_is_said_again_when_nothing_changed(school, vitrail):
    """The same figures, without the work; a site that somebody touched is built again."""
    first = vitrail("build", *ONE)[1]
    again = vitrail("build", *ONE)[1]
    assert "Rien n’a changé" in again
    assert again.splitlines()[:3] == first.splitlines()[:3]
    (school / HOME).unlink()
    assert "Rien n’a changé" not in vitrail("build", *ONE)[1]
    assert (school / HOME).is_file()


def test_a_build_says_how_much_it_keeps_for_the_next_one(school, vitrail):
    """Pages, pictures and answers, as the disk counts them."""
    said = vitrail("build", *ONE)[1]
    kept = float(re.search(r"prochaine fois\s:\s([\d,]+)\sMo", said)[1].replace(",", "."))
    cache = school / ".vitrail-cache"
    answers = [path for path in (cache / "memo").iterdir() if path.name not in {"traces", "files"}]
    files = [*(path for path in (cache / "pages").rglob("*") if path.is_file()), *answers]
    assert kept == pytest.approx(sum(path.stat().st_size for path in files) / 1_000_000, abs=0.05)


PLAN = "2025-2027/martin-ali/fichiers/plan.csv"


def test_a_file_that_is_attached_is_copied_once_and_never_shared(school, vitrail):
    """The site and the cache hold one copy, whoever reads the site; the author's own file is nobody's to write to."""
    vitrail("build", "--audience", "toutes", *ONE)
    own = school / "portfolios" / PLAN
    places = {(school / site / PLAN).stat().st_ino for site in ("site", "site-jury", "site-equipe")}
    assert len(places) == 1
    assert own.stat().st_ino not in places


def test_a_file_written_while_it_is_published_is_kept_under_what_it_holds(school, vitrail, monkeypatch):
    """It comes back as it was: what is published is not what was written in between."""
    own = school / "portfolios" / PLAN
    before, read = own.read_bytes(), StaticFile.read

    def written(static):
        if static.content == own:
            own.write_bytes(b"autre;chose\n")
        return read(static)

    with monkeypatch.context() as patch:
        patch.setattr(StaticFile, "read", written)
        vitrail("build", *ONE)
    own.write_bytes(before)
    (school / WORK).write_text((school / WORK).read_text("utf-8") + "\nUne phrase.\n", "utf-8")
    vitrail("build", *ONE)
    assert (school / "site" / PLAN).read_bytes() == before


@pytest.mark.parametrize("site", [".", "..", "portfolios", "portfolios/2025-2027", "/", "notes", "notes/a.txt"])
def test_a_build_never_replaces_what_people_wrote(school, vitrail, site):
    """The folder of a site is exchanged for the new one and the old one deleted: it must be a site."""
    (school / "notes").mkdir()
    (school / "notes/a.txt").write_text("mes notes")
    before = sorted(school.rglob("*"))
    code, said = vitrail("build", "--site", site, *ONE)
    assert code == 2
    assert "site" in said
    assert sorted(school.rglob("*")) == before


def test_mkdocs_yml_cannot_send_the_site_over_the_portfolios(school, vitrail):
    """``site_dir`` is held to the same."""
    (school / "mkdocs.yml").write_text("site_dir: portfolios\n")
    assert vitrail("build", *ONE)[0] == 2
    assert (school / WORK).is_file()


def test_a_site_of_ours_or_an_empty_folder_is_taken(school, vitrail):
    """What a build wrote may be written again."""
    (school / "elsewhere").mkdir()
    assert vitrail("build", "--site", "elsewhere", *ONE)[0] == 0
    assert (school / "elsewhere" / SITE_MARK).is_file()
    (school / WORK).write_text("---\ntitre: Autre\n---\nTexte.\n", "utf-8")
    assert vitrail("build", "--site", "elsewhere", *ONE)[0] == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("site_name: [", "mkdocs.yml"),
        ("a: b: c", "mkdocs.yml:1"),
        ("- liste", "mkdocs.yml"),
        ("docs_dir: [a]", "docs_dir"),
        ("plugins: [{vitrail: {portfolios: rien}}]", "rien"),
        ("plugins: [{vitrail: {audience: parents}}]", "parents"),
        ("plugins: {vitrail: {langue: de}}", "langue"),
        ("plugins: [{vitrail: {date: hier}}]", "hier"),
        ("site_name: \x00", "mkdocs.yml"),
    ],
)
def test_a_wrong_mkdocs_yml_ends_with_2_and_names_what_is_wrong(school, vitrail, text, told):
    """In French, without a traceback, before anything is read."""
    (school / "mkdocs.yml").write_text(text)
    code, said = vitrail("build", *ONE)
    assert code == 2
    assert told in said
    assert not (school / "site").exists()


def test_mkdocs_yml_decides_audience_and_date_as_it_does_for_mkdocs(school, vitrail):
    """One file, two hosts: the same pages; foreign tags of MkDocs are passed over."""
    (school / "mkdocs.yml").write_text(
        "site_name: !ENV [NOM, École]\nplugins: {vitrail: {audience: équipe, date: 12 mai 2026}}\n", "utf-8"
    )
    assert vitrail("build", "--jobs", "1")[0] == 0
    assert (school / "site-equipe/etat.html").is_file()
    assert vitrail("build", "--jobs", "1", "--audience", "public")[0] == 0
    assert not (school / "site/etat.html").exists()


@pytest.mark.parametrize("words", [("--audience", "prof"), ("--jobs", "0"), ("--jobs", "x"), ("--date", "x"), ("x",)])
def test_a_wrong_command_ends_with_2(school, vitrail, words):
    """And builds nothing."""
    assert vitrail("build", *words)[0] == 2
    assert not (school / "site").exists()


@pytest.mark.parametrize(
    ("error", "told"), [(errno.EIO, "l’ancien est intact"), (errno.ENOSPC, "aucun site n’a changé")]
)
@pytest.mark.parametrize("written", ["in_place", "pipeline"])
def test_a_disk_that_refuses_ends_with_1_and_keeps_the_old_site(school, vitrail, monkeypatch, written, error, told):  # noqa: PLR0913, PLR0917  # two tables of cases
    """While pages are put in the site that is there, or all of them are written; what helps where something does."""
    assert vitrail("build", *ONE)[0] == 0
    (school / WORK).write_text("---\ntitre: Autre\n---\nTexte.\n", "utf-8")
    if written == "pipeline":
        (school / WORK).rename((school / WORK).with_name("autre.md"))

    def full(*_args, **_options):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(f"vitrail.building.making.{written}.write", full)
    code, said = vitrail("build", *ONE)
    assert code == 1
    assert told in said
    assert (school / HOME).is_file()


def test_a_build_in_githubs_runner_prints_no_order_of_an_author(school, vitrail, monkeypatch):
    """A file's name stands in the summary when nothing of it can be published."""
    name = "##[error]x.md"
    (school / "portfolios/2025-2027/durand-zoe/realisations" / name).write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    assert "##[" in vitrail("build", "--jobs", 1)[1]
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    code, said = vitrail("build", "--jobs", 1)
    assert (code, "##[" in said, "# #[error]" in said) == (0, False, True)


@pytest.mark.usefixtures("school")
def test_a_machine_without_enough_memory_is_told(vitrail, monkeypatch):
    """One sentence that says what to do, and no traceback."""

    def full(*_, **__):
        raise MemoryError

    monkeypatch.setattr("vitrail.doors.cli.build.build_and_tell", full)
    code, said = vitrail("build")
    assert (code, said.count("\n"), "--jobs 1" in said) == (1, 1, True)


def test_a_file_that_goes_while_the_site_is_built_gives_the_build_up(school, vitrail, monkeypatch):
    """Who pulls or renames meanwhile begins again; no word of a site that could not be written."""
    gone = school / "portfolios/2025-2027/durand-zoe/index.md"

    def publish(*_):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(gone))

    monkeypatch.setattr("vitrail.building.making.pipeline.publish", publish)
    code, said = vitrail("build", "--jobs", 1)
    assert code == 1
    assert said.startswith("Des fichiers ont changé pendant la construction")


def test_a_file_that_goes_since_its_folder_was_listed_is_not_there(school, monkeypatch):
    """What a build is made from is asked while an editor writes beside and takes away."""
    project = find_project(school, CommandOptions(), Audience.TEAM)
    listed = os.scandir

    @contextmanager
    def listing(folder):
        with listed(folder) as entries:
            found = list(entries)
        for one in found:
            if one.name.endswith("~"):
                Path(one.path).unlink()
        yield found

    before = BuildInputs(project, SourceFiles(project.portfolios)).learned("")
    (school / "portfolios/2025-2027/durand-zoe/index.md~").write_text("copie", "utf-8")
    monkeypatch.setattr(os, "scandir", listing)
    assert BuildInputs(project, SourceFiles(project.portfolios)).learned("") == before


def test_a_first_build_hashes_what_it_read_unless_somebody_wrote_meanwhile(school, monkeypatch):
    """Hashed before, every file would be read twice; a file that moved since it was looked at may be another one."""
    project, work = find_project(school, CommandOptions(), Audience.TEAM), school / WORK
    monkeypatch.setattr("vitrail.ground.memo.files._RECENT", -1_000_000_000)
    read = []
    monkeypatch.setattr(SourceFiles, "read", lambda self, path: read.append(path) or DiskFolder.read(self, path))
    inputs = BuildInputs(project, project.sources(), first=True)
    assert (inputs.key("public"), read) == ("", [])
    key = inputs.learned("public")
    assert key == BuildInputs(project, project.sources()).key("public") != ""
    inputs = BuildInputs(project, project.sources(), first=True)
    work.write_bytes(work.read_bytes() + b"\n")
    assert inputs.learned("public") == ""
    assert BuildInputs(project, project.sources()).key("public") not in {"", key}


def test_files_that_were_just_written_are_hashed_before_they_are_read(school):
    """Their date would be the same if somebody wrote again."""
    project = find_project(school, CommandOptions(), Audience.TEAM)
    (school / WORK).touch()
    assert BuildInputs(project, project.sources(), first=True).key("public")


@pytest.mark.usefixtures("school")
def test_the_second_build_of_files_that_were_new_for_the_first_says_that_nothing_changed(vitrail, monkeypatch):
    """The first could keep nothing of them under their date: they are read once more."""
    vitrail("build", *ONE)
    monkeypatch.setattr("vitrail.ground.memo.files._RECENT", -1_000_000_000)
    assert "Rien n’a changé" in vitrail("build", *ONE)[1]


@pytest.mark.parametrize("audience", ["public", "jury", "équipe"])
@pytest.mark.parametrize("file", ["", "promotion.yml", "2025-2027/promotion.yml", "etablissement.yml"])
def test_a_school_without_anybody_yet_has_its_home(empty, vitrail, audience, file):
    """An empty folder was one portfolio without a page, to which every page led."""
    (empty / "portfolios" / file).parent.mkdir(parents=True, exist_ok=True)
    (empty / "portfolios").mkdir(exist_ok=True)
    if file:
        (empty / "portfolios" / file).write_text("session: 2027\n" if "promotion" in file else "nom: Lycée\n", "utf-8")
    code, said = vitrail("build", "--audience", audience, "--site", "out", *ONE)
    assert code == 0
    assert (empty / "out/index.html").is_file()
    assert "faute de Vitrail" not in said


@pytest.mark.parametrize("audience", ["public", "jury"])
def test_a_portfolio_alone_that_is_hidden_leaves_a_home_that_says_nothing_of_it(empty, vitrail, audience):
    """Its readers meet a site, and not a folder without a page."""
    (empty / "portfolios").mkdir()
    home = "---\nnom: Moreau\nprénom: Léa\nvisibilité: équipe\n---\nBonjour.\n"
    (empty / "portfolios/index.md").write_text(home, "utf-8")
    said = vitrail("build", "--audience", audience, "--site", "out", *ONE)[1]
    assert "faute de Vitrail" not in said
    assert "Moreau" not in (empty / "out/index.html").read_text("utf-8")


def test_a_diagram_is_a_file_of_the_site_and_stays_when_its_page_is_kept(school, vitrail):
    """The page shows it as a picture; a build that makes another page again publishes it too."""
    path = school / WORK
    fence = "\n```mermaid\nflowchart LR\n  A[Pare-feu] --> B[Serveur]\n```\n"
    path.write_text(path.read_text("utf-8") + fence, "utf-8")
    assert vitrail("build", *ONE)[0] == 0
    page = school / "site/2025-2027/durand-zoe/realisations/glpi.html"
    (found,) = re.findall(r'<img[^>]* src="(?:\.\./)*(assets/dessins/[0-9a-f]+\.svg)"', page.read_text("utf-8"))
    assert "Pare-feu" in (school / "site" / found).read_text("utf-8")
    other = path.with_name("autre.md")
    other.write_text("---\ntitre: Autre\nstatut: brouillon\n---\nTexte.\n", "utf-8")
    assert vitrail("build", *ONE)[0] == 0
    assert (school / "site" / found).is_file()
    path.write_text(path.read_text("utf-8").replace("flowchart LR", "flowchart TB"), "utf-8")
    assert vitrail("build", *ONE)[0] == 0
    assert not (school / "site" / found).exists()
    assert len(list((school / "site/assets/dessins").iterdir())) == 1


def test_a_diagram_that_is_not_drawn_is_told_before_any_build(school, vitrail):
    """« check » and « build » say the same of one school."""
    path = school / WORK
    path.write_text(path.read_text("utf-8") + "\n```mermaid\nflowchart LR\n  A[Pare-feu -->\n```\n", "utf-8")
    code, told = vitrail("check", *ONE[2:])
    assert (code, told.count("MED019")) == (0, 1)
    assert vitrail("build", *ONE)[0] == 0
    assert vitrail("check", *ONE[2:]) == (code, told)


def test_a_first_build_that_tries_twice_has_made_its_pages(school, vitrail):
    """A text that rendering refuses is told, and its page written again: none of the others is one of before."""
    path = school / WORK
    path.write_text(path.read_text("utf-8") + f"\n{'> ' * 3000}x\n", "utf-8")
    assert re.search(r"reprises\s: 0\)", vitrail("build", *ONE)[1])
