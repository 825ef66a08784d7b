"""``vitrail import rendus``: a class hands in by its ENT, and each zip goes into its student's folder alone."""

import os
import subprocess
from pathlib import Path
from shutil import rmtree

import pytest

from tests.folders import contents
from tests.unit.handing.classes import PEOPLE, copied, renamed, written, zipped
from vitrail.content.reading.school import read_school

CLASS = "portfolios/2025-2027"
WORK = """\
---
titre: {title}
période: du 01/03/2026 au 31/03/2026
compétences:
  B1.1: J'ai recensé les postes du service.
---

## Contexte et besoin

Le service comptait trente postes sans inventaire.
"""

VERDICT = """\
- réalisation: glpi
  par: M. Exemple
  rôle: professeur
  le: 2026-03-20
  avis: retenue
  commentaire: {said}
"""


@pytest.fixture
def team(empty, vitrail):
    """The team's copy: a class of twelve whose home pages nobody filled in."""
    (empty / "equipe").mkdir()
    os.chdir(empty / "equipe")
    assert vitrail("new", "ecole", "--nom", "Lycée Jean-Moulin")[0] == 0
    assert vitrail("new", "promotion", "2025-2027", "--session", 2027)[0] == 0
    lines = "".join(f"{last};{first};SISR\n" for last, first in PEOPLE)
    (empty / "liste.csv").write_text(f"Nom;Prénom;Option\n{lines}", "utf-8")
    assert vitrail("new", "etudiants", "2025-2027", "../liste.csv")[0] == 0
    return empty / "equipe"


@pytest.fixture
def own(empty, vitrail):
    """Give a function: somebody's own copy, made by ``vitrail new portfolio``, with one réalisation."""

    def make(last, first):
        folder = empty / f"chez {first} {last}"
        folder.mkdir()
        os.chdir(folder)
        words = ("portfolio", "--nom", last, "--prenom", first, "--option", "SISR", "--session", 2027)
        assert vitrail("new", *words)[0] == 0
        written(folder / "portfolios", {"realisations/glpi.md": WORK.format(title=f"Inventaire de {first}")})
        return folder

    return make


def handed(vitrail, folder):
    """Hand in; give the zip."""
    os.chdir(folder)
    assert vitrail("rendre")[0] == 0
    (found,) = folder.glob("rendu-*.zip")
    return found


def test_a_class_of_twelve_is_taken_in_whatever_the_ent_did_to_its_names(team, own, vitrail, empty):
    """A trial says what would change and writes nothing; a second run writes nothing."""
    for number, (last, first) in enumerate(PEOPLE):
        bag = handed(vitrail, own(last, first))
        written(empty / "depot", {renamed(number, last, first, bag.name): bag.read_bytes()})
    os.chdir(team)
    before = contents(team)
    code, said = vitrail("import", "rendus", "../depot", "2025-2027", "--essai")
    assert (code, "12 rendus à prendre." in said) == (0, True), said
    assert "  ~ index.md" in said or "  + realisations/glpi.md" in said
    assert contents(team) == before
    code, said = vitrail("import", "rendus", "../depot", "2025-2027")
    assert (code, "12 rendus pris." in said) == (0, True), said
    for folder in (one for one in (team / CLASS).iterdir() if one.is_dir()):
        work = (folder / "realisations/glpi.md").read_text("utf-8")
        first = next(first for last, first in PEOPLE if f"Inventaire de {first}\n" in work)
        assert f"prénom: {first}\n" in (folder / "index.md").read_text("utf-8")
    after = contents(team)
    code, said = vitrail("import", "rendus", "../depot", "2025-2027")
    assert (code, "12 rendus étaient déjà pris." in said) == (0, True), said
    assert contents(team) == after
    assert vitrail("check", "2025-2027")[0] == 0


@pytest.mark.parametrize("way", ["zip of zips", "unpacked", "made by hand", "made by hand on the Mac"])
def test_one_zip_of_zips_or_folders_that_were_unpacked_are_the_same(team, own, vitrail, empty, way):
    """So is a zip that somebody made of their folder."""
    bag = handed(vitrail, own("Đặng", "Minh Anh"))
    own_files = contents(bag.parent / "portfolios")
    work = {path: raw for path, raw in own_files.items() if path != "promotion.yml"}
    if way == "zip of zips":
        given = (
            written(empty, {"depot.zip": zipped({"Minh Anh Đặng_41_file_/rendu.zip": bag.read_bytes()})}) / "depot.zip"
        )
    elif way == "unpacked":
        given = written(empty / "depot", {f"Đặng Minh Anh/{path}": raw for path, raw in work.items()})
    else:
        head = "__MACOSX/" if "Mac" in way else ""
        junk = {f"{head}mon portfolio/._index.md": b"\0", "mon portfolio/.DS_Store": b"\0"}
        mine = {f"mon portfolio/{path}": raw for path, raw in own_files.items()}
        given = written(empty / "depot", {"travail (2).zip": zipped(junk | mine)})
    os.chdir(team)
    code, said = vitrail("import", "rendus", given, "2025-2027")
    assert (code, "1 rendu pris." in said) == (0, True), said
    found = contents(team / CLASS / "dang-minh-anh")
    assert {path: raw for path, raw in found.items() if path != ".rendu.json"} == {
        path: raw for path, raw in work.items() if path != ".rendu.json"
    }


def test_what_the_team_changed_stays_and_what_both_changed_is_kept_beside(team, own, vitrail):
    """A file that its author alone changed, or took away, follows them."""
    mine = own("Moreau", "Léa")
    there = team / CLASS / "moreau-lea"
    names = ("teams", "authors", "both", "gone", "removed here", "same")
    written(mine / "portfolios/realisations", {f"{name}.md": WORK.format(title=name) for name in names})
    take(vitrail, team, handed(vitrail, mine))
    for folder, changed in ((there, ("teams", "both")), (mine / "portfolios", ("authors", "both"))):
        for name in changed:
            written(folder / "realisations", {f"{name}.md": WORK.format(title=f"{name} par {folder.name}")})
    (there / "realisations/removed here.md").unlink()
    (mine / "portfolios/realisations/gone.md").unlink()
    code, said = take(vitrail, team, handed(vitrail, mine))
    assert code == 0, said
    told = {line.split()[1]: line.split()[0] for line in said.splitlines() if line.startswith("  ")}
    assert told == {
        "realisations/authors.md": "~", "realisations/both.md": "≠", "realisations/gone.md": "-",
        "realisations/teams.md": "=", "realisations/removed": "=",
    }  # fmt: skip
    assert "teams par moreau-lea" in (there / "realisations/teams.md").read_text("utf-8")
    assert "both par moreau-lea" in (there / "realisations/both.md").read_text("utf-8")
    (beside,) = there.glob("versions/rendu-*/realisations/both.md")
    assert "both par portfolios" in beside.read_text("utf-8")
    assert not (there / "realisations/gone.md").exists()
    assert "versions" not in vitrail("check", "moreau-lea")[1]
    after = contents(team)
    assert "déjà pris" in take(vitrail, team, handed(vitrail, mine))[1]
    assert contents(team) == after


def take(vitrail, team, bag):
    """Take one zip in, as the team does."""
    os.chdir(team)
    return vitrail("import", "rendus", bag, "2025-2027")


def test_an_older_zip_brings_nothing_back(team, own, vitrail):
    """Whichever of the two is taken first, and though a file was put back as it once was."""
    mine = own("Benali", "Yanis")
    page = mine / "portfolios/realisations/glpi.md"
    bags = []
    for number, title in enumerate(("un", "deux", "un", "trois")):
        page.write_text(WORK.format(title=title), "utf-8")
        (mine / f"{number}.zip").write_bytes(handed(vitrail, mine).read_bytes())
        bags.append(mine / f"{number}.zip")
    for number in (1, 0, 2, 1, 3, 0, 2):
        assert take(vitrail, team, bags[number])[0] == 0
    assert "titre: trois" in (team / CLASS / "benali-yanis/realisations/glpi.md").read_text("utf-8")
    assert not (team / CLASS / "benali-yanis/versions").exists()


def test_a_zip_that_says_another_name_than_the_ent_is_refused(team, own, vitrail, empty):
    """Hugo does not write in Léa's folder, be it by a file that he named after her."""
    bag = handed(vitrail, own("Moreau", "Léa"))
    before = contents(team)
    depot = written(
        empty / "depot", {"Hugo Lefèvre_4102_assignsubmission_file_/rendu-moreau-lea.zip": bag.read_bytes()}
    )
    os.chdir(team)
    code, said = vitrail("import", "rendus", depot, "2025-2027")
    assert (code, "lefevre-hugo" in said, "moreau-lea" in said) == (1, True, True), said
    assert contents(team) == before


def test_two_who_share_their_name_are_told_apart_by_their_option_or_by_their_folder(team, own, vitrail, empty):
    """The home page says an option that one of the two has; without any, the name of the file says whose it is."""
    home = team / CLASS / "moreau-lea/index.md"
    other = home.read_text("utf-8").replace("option: SISR", "option: SLAM")
    written(team / CLASS, {"moreau-lea-2/index.md": other})
    bag = handed(vitrail, own("Moreau", "Léa"))
    written(empty / "depot", {"Moreau Léa_4100_assignsubmission_file_.zip": bag.read_bytes()})
    os.chdir(team)
    assert vitrail("import", "rendus", "../depot", "2025-2027")[0] == 0
    assert (team / CLASS / "moreau-lea/realisations/glpi.md").is_file()
    written(team / CLASS, {"moreau-lea-2/index.md": home.read_text("utf-8")})
    said = vitrail("import", "rendus", "../depot", "2025-2027")[1]
    assert "moreau-lea ou moreau-lea-2. Nommez le fichier" in said
    (team / CLASS / "moreau-lea-2").rename(team / CLASS / "moreau-lea-autre")
    (empty / "depot/Moreau Léa_4100_assignsubmission_file_.zip").rename(empty / "depot/moreau-lea-autre.zip")
    assert vitrail("import", "rendus", "../depot", "2025-2027")[0] == 0
    assert (team / CLASS / "moreau-lea-autre/realisations/glpi.md").is_file()


def test_somebody_who_is_not_in_the_class_joins_it_when_asked(team, own, vitrail):
    """Without ``--nouveaux`` the name is told: it may be mistyped."""
    bag = handed(vitrail, own("Kaya", "Elif"))
    code, said = take(vitrail, team, bag)
    assert (code, "--nouveaux" in said) == (1, True)
    assert not (team / CLASS / "kaya-elif").exists()
    assert vitrail("import", "rendus", bag, "2025-2027", "--nouveaux")[0] == 0
    assert "prénom: Elif" in (team / CLASS / "kaya-elif/index.md").read_text("utf-8")
    assert "déjà pris" in vitrail("import", "rendus", bag, "2025-2027")[1]


def test_what_a_student_may_not_write_is_told_and_left(team, vitrail, empty):
    """Verdicts, the class's file, links, names that a system refuses."""
    import zipfile

    link = zipfile.ZipInfo("lea/fichiers/lien.md")
    link.external_attr = 0o120777 << 16
    files = {
        "lea/index.md": (team / CLASS / "moreau-lea/index.md").read_bytes() + b"\nMoi.\n",
        "lea/evaluations/moreau-lea.yml": b"- avis: retenue\n",
        "lea/promotion.yml": b"nom: autre\n",
        "lea/realisations/aux.md": b"x",
        "lea/realisations/INDEX.md": b"x", "lea/realisations/index.md": b"y",
        link: b"/etc/passwd",
    }  # fmt: skip
    before = contents(team)
    code, said = take(vitrail, team, written(empty, {"lea.zip": zipped(files)}) / "lea.zip")
    assert code == 0, said
    changed = {path for path, raw in contents(team).items() if before.get(path) != raw}
    own_folder = f"{CLASS}/moreau-lea/"
    assert changed == {f"{own_folder}{one}" for one in (".rendu.json", "index.md", "realisations/INDEX.md")}
    for word in ("evaluations/moreau-lea.yml", "promotion.yml", "aux.md", "lien.md"):
        assert word in said


@pytest.mark.parametrize(
    "files",
    [
        {"lea/../../promotion.yml": b"x"},
        {"/etc/cron.d/x": b"x"},
        {"lea\\..\\..\\promotion.yml": b"x"},
        {"C:/Windows/x": b"x"},
    ],
)
def test_a_path_that_leaves_the_zip_refuses_all_of_it(team, vitrail, empty, files):
    """Though the rest of it looks like somebody's portfolio."""
    before = contents(team)
    page = {"lea/index.md": (team / CLASS / "moreau-lea/index.md").read_bytes() + b"\nMoi.\n"}
    code, said = take(vitrail, team, written(empty, {"moreau-lea.zip": zipped(page | files)}) / "moreau-lea.zip")
    assert (code, "un chemin en sort" in said) == (1, True), said
    assert contents(team) == before


def test_a_link_among_the_teams_own_files_is_not_followed(team, own, vitrail, empty):
    """A folder of the student's that leads elsewhere is not written through: the work is kept beside."""
    bag = handed(vitrail, own("Moreau", "Léa"))
    (empty / "ailleurs").mkdir()
    (team / CLASS / "moreau-lea/realisations").symlink_to(empty / "ailleurs")
    code, said = take(vitrail, team, bag)
    assert (code, "  ≠ realisations/glpi.md" in said) == (0, True), said
    assert not list((empty / "ailleurs").iterdir())


def test_a_zip_that_is_damaged_or_none_is_told_and_the_others_are_taken(team, own, vitrail, empty):
    """A bomb too: it is refused by what it says that it holds."""
    bag = handed(vitrail, own("Moreau", "Léa")).read_bytes()
    bomb = zipped(
        {"lea/index.md": b"x", "lea/zeros.zip": zipped({"0": b"\0" * 30_000_000}, compression=8)}, compression=8
    )
    deep = zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": zipped({"d.zip": zipped({"e.md": b""})})})})})
    files = {
        "ok.zip": bag,
        "cut.zip": bag[: len(bag) // 2],
        "bomb.zip": bomb,
        "deep.zip": deep,
        "Pronote.pdf": b"%PDF-1.7",
    }
    flipped = bytearray(bag)
    flipped[bag.index(b"Le service comptait") + 3] ^= 1
    depot = written(empty / "depot", {**files, "flipped.zip": bytes(flipped), "vide.zip": zipped({})})
    os.chdir(team)
    code, said = vitrail("import", "rendus", depot, "2025-2027")
    assert (code, "1 rendu pris." in said) == (1, True), said
    for name in ("cut.zip", "deep.zip", "Pronote.pdf", "flipped.zip"):
        assert name in said


def test_a_class_is_judged_and_each_student_takes_the_verdicts_back(team, own, vitrail, empty, monkeypatch):
    """In a school of one as in a copy of the class; a second time nothing is written, and nobody reads another's."""
    monkeypatch.delenv("VITRAIL_AVIS", raising=False)
    homes = {last: own(last, first) for last, first in PEOPLE[:3]}
    for folder in homes.values():
        assert take(vitrail, team, handed(vitrail, folder))[0] == 0
    for place in (team / CLASS, homes["Moreau"] / "portfolios"):
        with (place / "promotion.yml").open("a", encoding="utf-8") as cohort:
            cohort.write("équipe:\n  - {nom: M. Exemple, rôle: professeur}\n")
    for name in ("moreau-lea", "da-silva-ines"):
        verdict = team / CLASS / "evaluations" / name / "glpi.yml"
        verdict.parent.mkdir(parents=True)
        verdict.write_text(VERDICT.format(said=f"Bien, {name}."), "utf-8")
    assert vitrail("review")[0] == 0
    code, said = vitrail("export", "avis", "2025-2027", "--vers", "../rendre")
    assert code == 0, said
    assert sorted(contents(empty / "rendre")) == ["avis-da-silva-ines.zip", "avis-moreau-lea.zip"]
    os.chdir(homes["Moreau"])
    code, said = vitrail("import", "../rendre/avis-moreau-lea.zip")
    assert (code, "2 fichiers écrits." in said) == (0, True), said
    before = contents(homes["Moreau"])
    assert vitrail("import", "../rendre/avis-moreau-lea.zip")[0] == 0
    assert contents(homes["Moreau"]) == before
    assert vitrail("build", "--audience", "equipe", "--jobs", 1, "--date", "2026-04-01")[0] == 0
    page = Path("site-equipe/realisations/glpi.html").read_text("utf-8")
    assert "Bien, moreau-lea." in page
    assert "odifiée depuis" not in page
    copy = copied(team, empty / "copie d'Hugo")
    rmtree(copy / CLASS / "evaluations")
    os.chdir(copy)
    assert vitrail("import", "../rendre/avis-moreau-lea.zip", "lefevre-hugo")[0] == 2
    assert vitrail("import", "../rendre/avis-moreau-lea.zip", "moreau-lea")[0] == 0
    assert len(list((copy / CLASS / "evaluations").rglob("*.yml"))) == 1


def test_a_portfolio_that_is_alone_takes_nobody_elses_verdicts(own, vitrail, empty):
    """They bear its author's name, or the seal of what stands there: the team may have named the folder otherwise."""
    home = own("Moreau", "Léa")
    os.chdir(home)
    (work,) = read_school(home / "portfolios").school.everyone[0][1].realisations
    entry = "- réalisation: glpi\n  par: M. Exemple\n  rôle: professeur\n  le: 2026-03-12\n  avis: retenue\n"
    sealed = f"{entry}  empreinte: {work.fingerprint}\n"
    for name, said, code in (("petit-chloe", entry, 2), ("moreau-lea", entry, 0), ("moreau-lea-2", sealed, 0)):
        member = f"2025-2027/evaluations/{name}/2026-03-12-glpi.yml"
        bag = written(empty, {f"{name}.zip": zipped({member: said.encode()})}) / f"{name}.zip"
        assert vitrail("import", bag)[0] == code
        assert (home / f"portfolios/evaluations/{name}").exists() is (code == 0)


def test_verdicts_that_changed_here_stay_and_a_list_that_grew_replaces_its_beginning(team, vitrail, empty):
    """As the former form of one file a student grows at its end."""
    entry = "- réalisation: glpi\n  par: M. Exemple\n  rôle: professeur\n  le: 2026-03-12\n  avis: retenue\n"
    place = team / CLASS / "evaluations/moreau-lea.yml"
    for said, code, kept in ((entry, 0, entry), (entry * 2, 0, entry * 2), (entry, 1, entry * 2)):
        bag = written(empty, {"a.zip": zipped({"2025-2027/evaluations/moreau-lea.yml": said.encode()})}) / "a.zip"
        assert vitrail("import", bag, "moreau-lea")[0] == code
        assert place.read_text("utf-8") == kept
    bag = written(empty, {"a.zip": zipped({"2025-2027/evaluations/autre.yml": b"x"})}) / "a.zip"
    assert vitrail("import", bag, "moreau-lea")[0] == 2
    bag = written(empty, {"a.zip": zipped({"2025-2027/evaluations/../x.yml": b"x"})}) / "a.zip"
    vitrail("import", bag, "moreau-lea")
    assert [path.name for path in team.rglob("x.yml")] == []


def test_a_file_that_git_gave_other_line_ends_changed_on_no_side(team, own, vitrail, empty):
    """A student's Windows writes CRLF, the school's « .gitattributes » keeps LF: both hold the same work."""
    mine = own("Lefèvre", "Hugo")
    work = mine / "portfolios/realisations/glpi.md"
    work.write_bytes(work.read_bytes().replace(b"\n", b"\r\n"))
    written(mine / "portfolios", {"fichiers/parc.csv": b"poste;ram\r\nA;8\r\n"})
    bag = handed(vitrail, mine)
    written(empty / "depot", {renamed(0, "Lefèvre", "Hugo", bag.name): bag.read_bytes()})
    os.chdir(team)
    assert vitrail("import", "rendus", "../depot", "2025-2027")[0] == 0
    (taken,) = (team / CLASS).glob("*/fichiers/parc.csv")
    for file in (taken, taken.parents[1] / "realisations/glpi.md"):
        file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n"))
    os.chdir(mine)
    work.write_bytes(work.read_bytes().replace(b"trente postes", b"cinquante postes"))
    bag = handed(vitrail, mine)
    written(empty / "depot", {renamed(0, "Lefèvre", "Hugo", bag.name): bag.read_bytes()})
    os.chdir(team)
    code, said = vitrail("import", "rendus", "../depot", "2025-2027")
    assert (code, "≠" in said) == (0, False), said
    assert "cinquante postes" in (taken.parents[1] / "realisations/glpi.md").read_text("utf-8")


def test_what_somebody_writes_in_a_clone_of_the_class_comes_in(team, vitrail, empty):
    """Git knows with which files a clone began: only what the team changed since is a conflict."""
    home = team / CLASS / "moreau-lea"
    written(
        home, {"realisations/glpi.md": WORK.format(title="GLPI"), "realisations/vlan.md": WORK.format(title="VLAN")}
    )
    for words in (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", *words], cwd=team, check=True)
    subprocess.run(["git", "clone", "-q", str(team), str(empty / "clone")], check=True)
    clone = empty / "clone" / CLASS / "moreau-lea"
    for name in ("glpi", "vlan"):
        with (clone / f"realisations/{name}.md").open("a", encoding="utf-8") as work:
            work.write("\nUne phrase de plus.\n")
    with (home / "realisations/vlan.md").open("a", encoding="utf-8") as work:
        work.write("\nCe que l'équipe ajoute.\n")
    os.chdir(empty / "clone")
    assert vitrail("rendre", "2025-2027/moreau-lea", "--vers", str(empty / "depot/rendu-moreau-lea.zip"))[0] == 0
    os.chdir(team)
    said = vitrail("import", "rendus", "../depot", "2025-2027")[1]
    assert [line.split()[:2] for line in said.splitlines() if line.strip()[:1] in {"~", "≠"}] == [
        ["~", "realisations/glpi.md"],
        ["≠", "realisations/vlan.md"],
    ]
    assert "Une phrase de plus." in (home / "realisations/glpi.md").read_text("utf-8")
    assert "Ce que l'équipe ajoute." in (home / "realisations/vlan.md").read_text("utf-8")


def test_a_copy_of_the_whole_school_is_nobodys_hand_in(team, vitrail, empty):
    """Its home page made it the folder of whom the ENT named: classmates and their verdicts went into it."""
    last, first = PEOPLE[0]
    written(team, {f"{CLASS}/evaluations/x.yml": b"- par: M. Durand\n", f"{CLASS}/x/index.md": b"---\nnom: X\n---\n"})
    rmtree(team / ".git", ignore_errors=True)
    copied(team, empty / f"depot/{last} {first}_1234_assignsubmission_file_/ecole-main")
    before = contents(team)
    code, said = vitrail("import", "rendus", empty / "depot", "2025-2027")
    assert (code, contents(team)) == (1, before)
    assert "ecole-main\u202f: c’est la copie de toute une école" in said


def test_the_clones_of_a_class_are_taken_by_their_portfolios_alone(team, own, vitrail, empty):
    """One repository a student, as GitHub Classroom names them: a login. What stands beside is no fault to be told."""
    for number, (last, first) in enumerate(PEOPLE[:3]):
        clone = own(last, first)
        written(clone, {"README.md": b"# x", "outils/vitrail.whl": zipped({"a.py": b"x"}), "src/app.js": b"x"})
        written(clone, {"portfolios/evaluations/x.yml": b"- par: M. Durand\n"})
        copied(clone, empty / f"depot/projet-portfolio-login{number}")
    os.chdir(team)
    code, said = vitrail("import", "rendus", empty / "depot", "2025-2027")
    assert (code, "3 rendus pris" in said, "x.yml" in said) == (0, True, False)
    assert len(list((team / CLASS).glob("*/realisations/glpi.md"))) == 3
    assert not list((team / CLASS).rglob("app.js"))
    works = empty / "depot/projet-portfolio-login0/portfolios/realisations"
    (works / "glpi.md").rename(works / "inventaire.md")
    said = vitrail("import", "rendus", empty / "depot", "2025-2027")[1]
    assert "  + realisations/inventaire.md" in said
    assert "  ∅ realisations/glpi.md" in said
    assert "0 rendu pris" in vitrail("import", "rendus", empty / "depot", "2025-2027")[1]
    assert len(list((team / CLASS).glob("*/realisations/glpi.md"))) == 3


def test_a_portfolio_of_vitrail_is_taken_in_and_not_made_into_drafts(team, own, vitrail):
    """Its list of codes and its home page became works, and those of a whole school's classmates with them."""
    clone = own(*PEOPLE[0])
    os.chdir(team)
    before = contents(team)
    code, said = vitrail("import", clone, "moreau-lea")
    assert (code, contents(team)) == (2, before)
    assert f"vitrail import rendus {clone} 2025-2027" in said.replace("\n", " ")
    assert vitrail("import", "rendus", clone, "2025-2027")[0] == 0
