"""Verdicts in a folder beside the school: read and written there, handed to their student as a zip, never required."""

import os
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

ZOE = "2025-2027/durand-zoe"
THERE = "2025-2027/evaluations"
ENTRY = """\
- réalisation: {work}
  compétence: B1.1.1
  par: M. Exemple
  rôle: professeur
  le: 2026-03-12
  avis: retenue
  commentaire: {said}
"""


@pytest.fixture
def team(school):
    """The folder of the verdicts, beside the school that names it; one verdict on Zoé, one on Ali."""
    root, folder = school / "ecole", school / "avis"
    root.mkdir()
    for name in ("portfolios", "mkdocs.yml"):
        (school / name).rename(root / name)
    (folder / THERE).mkdir(parents=True)
    shutil.rmtree(root / "portfolios" / THERE)
    for name, work, said in (("durand-zoe", "glpi", "Pour Zoé."), ("martin-ali", "vlan", "Pour Ali.")):
        (folder / THERE / f"{name}.yml").write_text(ENTRY.format(work=work, said=said), "utf-8")
    with (root / "portfolios/etablissement.yml").open("a", encoding="utf-8") as file:
        file.write("avis: ../avis\n")
    os.chdir(root)
    return folder


def home(vitrail, audience="equipe"):
    """Build an edition; give its folder, and what was said."""
    code, said = vitrail("build", "--audience", audience, "--site", f"../site-{audience}", "--date", "2026-04-01")
    assert code == 0, said
    return (f"../site-{audience}", said)


def page(site, path=f"{ZOE}/index.html"):
    """Give a page of a site."""
    return Path(site, path).read_text("utf-8")


def test_verdicts_are_read_beside_the_school_and_written_there(team, vitrail):
    """As if they were among the portfolios, which get nothing."""
    assert vitrail("review")[1].startswith("2 avis scellés.\n")
    assert list((team / THERE / "durand-zoe.scelles").iterdir())
    assert not list(team.parent.glob("ecole/portfolios/*/evaluations"))
    site, _ = home(vitrail)
    assert "Pour Zoé." in page(site, f"{ZOE}/realisations/glpi.html")
    assert "avis non joints" not in page(site)


def test_nothing_else_of_that_folder_is_read(team, vitrail):
    """A page, a class or a school's file there are nobody's."""
    for path in ("2025-2027/durand-zoe/realisations/faux.md", "2030/promotion.yml", "etablissement.yml", "index.md"):
        (team / path).parent.mkdir(parents=True, exist_ok=True)
        (team / path).write_text("nom: Faux\n", "utf-8")
    (team / ".git").mkdir()
    (team / ".git/evaluations").write_text("x", "utf-8")
    code, said = vitrail("check", "--format", "json")
    assert code == 0, said
    assert "faux" not in said.lower()
    site, _ = home(vitrail)
    assert "Faux" not in page(site)


def test_without_that_folder_everything_is_built_and_the_team_is_told(team, vitrail):
    """A student's clone; nothing is an error, and no verdict is written where students would read it."""
    shutil.rmtree(team)
    assert vitrail("check")[0] == 0
    site, _ = home(vitrail)
    assert "avis non joints" in page(site)
    public, _ = home(vitrail, "public")
    assert "avis non joints" not in page(public)
    for command in ("review", "desk"):
        code, said = vitrail(command)
        assert code == 2
        assert "Le dossier des avis" in said
    assert not list(team.parent.glob("ecole/portfolios/*/evaluations"))


def test_a_site_is_made_again_when_the_folder_comes_or_goes(team, vitrail):
    """What the last build said holds for the same verdicts alone."""
    site, _ = home(vitrail)
    before = page(site)
    team.rename(team.with_name("ailleurs"))
    home(vitrail)
    assert "avis non joints" in page(site)
    team.with_name("ailleurs").rename(team)
    home(vitrail)
    assert page(site) == before


def test_a_variable_names_another_folder(team, vitrail, monkeypatch):
    """A checkout of the private repository, wherever the machine puts it; an empty variable says nothing."""
    other = team.rename(team.with_name("dépôt privé"))
    monkeypatch.setenv("VITRAIL_AVIS", str(other))
    assert "2 avis scellés" in vitrail("review")[1]
    monkeypatch.setenv("VITRAIL_AVIS", "")
    assert vitrail("review")[0] == 2


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("place", ["portfolios", "portfolios/2025-2027", "."])
def test_a_folder_among_the_portfolios_or_around_them_is_refused(vitrail, monkeypatch, place):
    """It would be read twice, and students would read it."""
    monkeypatch.setenv("VITRAIL_AVIS", place)
    code, said = vitrail("check")
    assert code == 2
    assert "les portfolios y sont" in said


def test_a_file_that_is_in_both_places_is_told(team, vitrail):
    """The one that students cannot write is read."""
    own = team.parent / "ecole/portfolios" / THERE / "durand-zoe.yml"
    own.parent.mkdir()
    own.write_text(ENTRY.format(work="glpi", said="Écrit par un élève."), "utf-8")
    _, said = vitrail("check")
    assert f"portfolios/{THERE}/durand-zoe.yml:1:1\n  avertissement STR014" in said
    assert "Écrit par un élève." not in page(home(vitrail)[0], f"{ZOE}/realisations/glpi.html")
    own.unlink()
    assert "STR014" not in vitrail("check")[1]


def test_a_verdict_that_is_among_the_portfolios_alone_is_told_and_not_read(team, vitrail):
    """Whoever wrote it: a student's repository is where students write. Nothing seals it, and no page shows it."""
    own = team.parent / "ecole/portfolios" / THERE / "durand-zoe/2026-03-12.yml"
    own.parent.mkdir(parents=True)
    (team / THERE / "durand-zoe.yml").unlink()
    own.write_text(ENTRY.format(work="glpi", said="Écrit par un élève."), "utf-8")
    before = own.read_bytes()
    assert "durand-zoe/2026-03-12.yml:1:1\n  avertissement STR014" in vitrail("check")[1]
    assert vitrail("review")[0] == 0
    assert own.read_bytes() == before
    site = home(vitrail)[0]
    assert "Écrit par un élève." not in page(site, f"{ZOE}/realisations/glpi.html")
    (team / THERE / "durand-zoe").mkdir()
    own.rename(team / THERE / "durand-zoe" / own.name)
    assert "STR014" not in vitrail("check")[1]
    assert "Écrit par un élève." in page(home(vitrail)[0], f"{ZOE}/realisations/glpi.html")


def test_a_verdict_among_the_portfolios_judges_nothing_where_that_folder_is_not_there(team, vitrail, monkeypatch):
    """A forge that publishes without joining it would show as validated what a student wrote."""
    shutil.rmtree(team)
    own = team.parent / "ecole/portfolios" / THERE / "durand-zoe.yml"
    own.parent.mkdir()
    own.write_text(ENTRY.format(work="glpi", said="Écrit par un élève."), "utf-8")
    for place in ("", ".avis"):
        monkeypatch.setenv("VITRAIL_AVIS", place)
        assert "durand-zoe.yml:1:1\n  avertissement STR014" in vitrail("check")[1]
        assert "Écrit par un élève." not in page(home(vitrail)[0], f"{ZOE}/realisations/glpi.html")
    Path("portfolios/etablissement.yml").write_text(
        "nom: Lycée\n", "utf-8"
    )  # the forge's files always say the variable
    assert "STR014" not in vitrail("check")[1]
    assert "Écrit par un élève." in page(home(vitrail)[0], f"{ZOE}/realisations/glpi.html")


def test_a_fault_of_a_verdict_is_told_where_it_is_opened(team, vitrail):
    """Beside the school: nobody would find it among the portfolios."""
    path = team / THERE / "durand-zoe.yml"
    path.write_text(path.read_text("utf-8").replace("B1.1.1", "B9.9"), "utf-8")
    code, said = vitrail("check")
    assert code == 1
    assert f"../avis/{THERE}/durand-zoe.yml:2:" in said
    assert f"portfolios/{THERE}" not in said


def test_the_path_that_a_fault_gives_is_a_path_that_the_commands_take(team, vitrail):
    """« ../avis/… » as it was told, or that folder whole, is checked and sealed; the others' verdicts are left."""
    told = f"../avis/{THERE}/durand-zoe.yml"
    assert f"{told}:6:9\n  conseil EVA007" in vitrail("check", told)[1].replace("\u202f", " ")
    assert vitrail("review", told)[1] == "1 avis scellé.\n"
    assert "empreinte" not in (team / THERE / "martin-ali.yml").read_text("utf-8")
    assert vitrail("review", "../avis")[1].startswith("1 avis scellé.\n")


def test_a_zip_of_verdicts_is_shown_and_never_written_into(team, vitrail, monkeypatch):
    """It is opened in the cache, which anybody may delete."""
    assert vitrail("export", "avis", ZOE, "--vers", "../lea.zip")[0] == 0
    monkeypatch.setenv("VITRAIL_AVIS", "../lea.zip")
    home(vitrail)
    before = sorted(Path(".vitrail-cache").rglob("*.yml"))
    code, said = vitrail("review")
    assert (code, "VITRAIL_AVIS nomme un zip" in said) == (2, True)
    assert sorted(Path(".vitrail-cache").rglob("*.yml")) == before
    assert team.is_dir()


def test_a_link_there_leads_nowhere(team, vitrail, tmp_path):
    """As among the portfolios."""
    (tmp_path / "secret.yml").write_text(ENTRY.format(work="glpi", said="Secret."), "utf-8")
    (team / THERE / "durand-zoe.yml").unlink()
    (team / THERE / "durand-zoe.yml").symlink_to(tmp_path / "secret.yml")
    assert "STR002" in vitrail("check")[1]
    assert "Secret." not in page(home(vitrail)[0], f"{ZOE}/realisations/glpi.html")


def test_a_student_is_handed_their_verdicts_and_reads_them_in_their_clone(team, vitrail, monkeypatch):
    """The same bytes each time, nothing of anybody else, and the same page."""
    vitrail("review")
    for name in ("../un.zip", "../deux.zip"):
        code, said = vitrail("export", "avis", "durand-zoe", "--vers", name)
        assert (code, said) == (0, f"Écrit : {name} (2 fichiers)\n".replace(" :", "\u202f:"))
    one = (team.parent / "un.zip").read_bytes()
    assert one == (team.parent / "deux.zip").read_bytes()
    with zipfile.ZipFile(team.parent / "un.zip") as bag:
        assert {name.split("/")[2].partition(".")[0] for name in bag.namelist()} == {"durand-zoe"}
        assert not any(b"Pour Ali." in bag.read(name) for name in bag.namelist())
    whole = page(home(vitrail)[0], f"{ZOE}/realisations/glpi.html")
    shutil.rmtree(team)
    monkeypatch.setenv("VITRAIL_AVIS", "../un.zip")
    assert page(home(vitrail)[0], f"{ZOE}/realisations/glpi.html") == whole
    assert "avis non joints" not in page("../site-equipe")
    (team.parent / "deux.zip").write_bytes(b"autre chose")
    assert vitrail("export", "avis", "durand-zoe", "--vers", "../deux.zip")[0] == 1
    assert (team.parent / "deux.zip").read_bytes() == b"autre chose"
    (team.parent / "dossier.zip").mkdir()
    assert vitrail("export", "avis", "durand-zoe", "--vers", "../dossier.zip")[0] == 1


def test_a_student_who_was_not_judged_is_handed_nothing(team, vitrail):
    """Nor is anything written among the portfolios, or for a name that is nobody's."""
    (team / THERE / "durand-zoe.yml").unlink()
    assert vitrail("export", "avis", "durand-zoe", "--vers", "../zoe.zip")[0] == 1
    assert vitrail("export", "avis", "martin-ali", "--vers", "portfolios/ali.zip")[0] == 2
    assert vitrail("export", "avis", "personne", "--vers", "../zoe.zip")[0] == 2
    assert not list(team.parent.rglob("*.zip"))


@pytest.mark.parametrize(
    "member",
    [
        ("2025-2027/durand-zoe/index.md", 0o644, b"---\nnom: Faux\n---\n"),
        ("../2025-2027/evaluations/x.yml", 0o644, b""),
        ("/evaluations/x.yml", 0o644, b""),
        ("C:/evaluations/x.yml", 0o644, b""),
        ("2025-2027/evaluations/..\\x.yml", 0o644, b""),
        ("2025-2027/evaluations/durand-zoe.yml", stat.S_IFLNK | 0o777, b"/etc/passwd"),
        ("2025-2027/evaluations/durand-zoe.yml", 0o644, b" " * 30_000_000),
    ],
)
def test_a_zip_that_is_no_student_s_verdicts_is_refused_whole(team, vitrail, monkeypatch, member):
    """A place elsewhere, a link, a page, a bomb: nothing of it is written."""
    path = team.parent / "reçu.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bag:
        held = zipfile.ZipInfo(member[0])
        held.external_attr, held.compress_type = member[1] << 16, zipfile.ZIP_DEFLATED
        bag.writestr(held, member[2])
    monkeypatch.setenv("VITRAIL_AVIS", str(path))
    code, said = vitrail("check")
    assert code == 2
    assert "n'est pas un fichier d'avis" in said.replace("’", "'")
    assert not [one for one in team.parent.rglob("*") if ".vitrail-cache/avis/" in one.as_posix() and one.is_file()]


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 and nothing", b"- avis"])
def test_a_file_that_is_no_zip_is_told(team, vitrail, monkeypatch, raw):
    """Half a download, or a file of verdicts itself."""
    (team.parent / "reçu.zip").write_bytes(raw)
    monkeypatch.setenv("VITRAIL_AVIS", str(team.parent / "reçu.zip"))
    assert vitrail("check")[0] == 2
