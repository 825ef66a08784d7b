"""Commands work from any folder of a school and name a student in any way; a cache may lie elsewhere."""

import pytest

from vitrail.site.settings import find_root

CLASS = "portfolios/2025-2027"


@pytest.mark.parametrize(
    "folder", [".", "portfolios", CLASS, f"{CLASS}/durand-zoe", f"{CLASS}/durand-zoe/realisations"]
)
@pytest.mark.parametrize("words", ["check", "build --jobs 1", "new realisation durand-zoe Essai", "review"])
def test_a_command_finds_its_school_from_any_of_its_folders(school, vitrail, monkeypatch, folder, words):
    """As git does; the site is the school's and not the folder's."""
    monkeypatch.chdir(school / folder)
    code, said = vitrail(*words.split())
    assert code == 0, said
    if words.startswith("build"):
        assert (school / "site/index.html").is_file()
    if words.startswith("new"):
        assert (school / CLASS / "durand-zoe/realisations/essai.md").is_file()


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (".", "durand-zoe"),
        (".", "2025-2027/durand-zoe"),
        (".", f"{CLASS}/durand-zoe/"),
        (".", f"{CLASS}/durand-zoe/index.md"),
        (".", "durand-zoe/index.md"),
        (".", "Durand Zoé"),
        (CLASS, "durand-zoe"),
        (f"{CLASS}/durand-zoe", "."),
        (f"{CLASS}/durand-zoe/realisations", ".."),
        (f"{CLASS}/durand-zoe", "index.md"),
        ("portfolios", "2025-2027/durand-zoe"),
    ],
)
def test_a_student_is_named_by_a_name_a_folder_or_a_file(school, vitrail, monkeypatch, folder, name):
    """By every command that asks for one, from wherever it is typed."""
    monkeypatch.chdir(school / folder)
    oral = ("export", "oral", name, "--vers", school.parent / "oral")
    words = (("new", "realisation", name, "Essai"), ("check", name), ("review", name), ("ready", name), oral)
    for asked in words:
        code, said = vitrail(*asked)
        assert code == 0 or (asked[0] == "ready" and "Zoé Durand (2025-2027/durand-zoe)" in said), said
    assert (school / CLASS / "durand-zoe/realisations/essai.md").is_file()


@pytest.mark.parametrize(
    ("folder", "name"), [(".", "2025-2027"), (".", f"{CLASS}/"), (CLASS, "."), (f"{CLASS}/durand-zoe", "..")]
)
def test_a_class_is_named_by_its_name_or_its_folder(school, vitrail, monkeypatch, folder, name):
    """Each of its candidates is then told on one line, after what they lack."""
    monkeypatch.chdir(school / folder)
    code, said = vitrail("ready", name)
    students = [one.parent.name for one in (school / CLASS).glob("*/index.md")]
    assert code in {0, 1}
    assert [line.count("2025-2027/") for line in said.splitlines() if " × " not in line] == [1] * len(students)
    assert vitrail("export", "oral", name, "--vers", school.parent / "oral")[0] == 0


def test_check_of_a_student_is_about_that_student_alone(school, vitrail):
    """And a name that is nearly a student's is answered with that student."""
    broken = school / CLASS / "durand-zoe/realisations/faux.md"
    broken.write_text("---\ntitre: Faux\nmode: vécue\ncompétences: [B9.9]\n---\n", "utf-8")
    assert vitrail("check", "durand-zoe")[0] == 1
    assert "faux.md:4" in vitrail("check", "durand-zoe/realisations/faux.md")[1]
    code, said = vitrail("check", "durand-zoee")
    assert (code, "2025-2027/durand-zoe" in said) == (2, True)


def test_a_new_student_goes_to_the_class_where_one_stands(fresh, vitrail, monkeypatch):
    """Inside the class's folder its name need not be typed."""
    monkeypatch.chdir(fresh / CLASS)
    assert vitrail("new", "etudiant", "petit-jo", "--nom", "Petit", "--prenom", "Jo")[0] == 0
    assert (fresh / CLASS / "petit-jo/index.md").is_file()


def test_a_school_is_not_made_inside_another(fresh, vitrail, monkeypatch):
    """Exit 2, nothing written, whatever folder of the school one stands in."""
    for place in (fresh / "portfolios", fresh / "autre"):
        place.mkdir(exist_ok=True)
        monkeypatch.chdir(place)
        code, said = vitrail("new", "ecole", "--nom", "Autre")
        assert code == 2
        assert str(fresh) in said
        assert not (place / "mkdocs.yml").exists()


def test_an_authors_mkdocs_yml_leads_nowhere(fresh, vitrail, monkeypatch):
    """A file of that name among the portfolios does not become the project of whoever reads that folder."""
    theirs = fresh / CLASS / "moreau-lea/fichiers"
    (theirs / "portfolios").mkdir(parents=True)
    (theirs / "mkdocs.yml").write_text("site_name: Piège\nsite_dir: ../..\nplugins: [vitrail]\n", "utf-8")
    assert find_root(theirs) == fresh
    monkeypatch.chdir(theirs)
    assert vitrail("build", "--jobs", 1)[0] == 0
    assert (fresh / "site/index.html").is_file()


def test_the_site_of_another_generator_is_passed_by(fresh):
    """Documentation of a project, beside or around the school, is no school."""
    docs = fresh / "outil"
    docs.mkdir()
    (docs / "mkdocs.yml").write_text("site_name: Outil\ntheme: {name: material}\n", "utf-8")
    assert find_root(docs) == fresh


@pytest.mark.parametrize("how", ["option", "environment"])
def test_a_build_with_its_cache_elsewhere_writes_nothing_in_the_school(
    fresh, vitrail, monkeypatch, tmp_path_factory, how
):
    """So that a tree that only reads can be built; two schools in one cache are two folders."""
    elsewhere = tmp_path_factory.mktemp("ailleurs")
    before = sorted(fresh.rglob("*"))
    if how == "environment":
        monkeypatch.setenv("VITRAIL_CACHE", str(elsewhere / "cache"))
    words = ("--cache", elsewhere / "cache") if how == "option" else ()
    assert vitrail("build", "--site", elsewhere / "site", "--jobs", 1, *words)[0] == 0
    assert sorted(fresh.rglob("*")) == before
    (own,) = (elsewhere / "cache").iterdir()
    assert own.name.startswith(fresh.name)


@pytest.mark.usefixtures("fresh")
def test_a_cache_among_the_portfolios_is_refused(vitrail):
    """What a build keeps is nothing that authors wrote."""
    code, said = vitrail("build", "--cache", "portfolios/cache")
    assert (code, "portfolios" in said) == (2, True)


@pytest.mark.parametrize("name", ["etablissement.yml", "Établissement.yaml"])
@pytest.mark.parametrize("words", ["check", "build", "ready", "review", "archive durand-zoe --vers ../x"])
def test_a_school_that_asks_for_a_later_vitrail_stops_this_one_in_a_line(school, vitrail, name, words):
    """A machine that nobody updated would publish what it misreads: nothing is read, and nothing written."""
    (school / "portfolios" / name).write_text("version minimale: 99.1\n", "utf-8")
    code, said = vitrail(*words.split())
    assert code != 0
    assert "99.1" in said.strip()
    assert "\n" not in said.strip()
    assert not (school / "site").exists()


@pytest.mark.parametrize("asked", ["0.1", "0.1.0", "0", "la dernière", "[1, 2]"])
def test_one_that_asks_for_no_later_one_goes_on(school, vitrail, asked):
    """What is no version is told by ``check`` and stops nobody."""
    (school / "portfolios/etablissement.yml").write_text(f"version minimale: {asked}\n", "utf-8")
    code, said = vitrail("check")
    assert code == (asked == "[1, 2]"), said
    assert ("version minimale" in said) is (not asked[0].isdigit())
