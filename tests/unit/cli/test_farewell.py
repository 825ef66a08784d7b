"""``vitrail fin``: what a class leaves is kept, given, and only then erased."""

import shutil
from hashlib import sha256
from zipfile import ZipFile

import pytest

from vitrail.doors.cli.exam import farewell
from vitrail.site.outputs import bag
from vitrail.site.outputs.writing import UnwrittenError

CLASS = "portfolios/2025-2027"
ZOE, ALI = "archive-2025-2027-durand-zoe.zip", "archive-2025-2027-martin-ali.zip"


@pytest.fixture
def ending(school, tmp_path_factory):
    """A school in a folder of its own, with a second class, and the folder outside it that archives go to."""
    shutil.copytree(school / CLASS, school / "portfolios/2026-2028")
    (school / "portfolios/2026-2028/durand-zoe").rename(school / "portfolios/2026-2028/petit-lou")
    (school / "portfolios/2026-2028/evaluations/durand-zoe.yml").unlink()
    work = school / CLASS / "durand-zoe/realisations/glpi.md"
    work.write_text(work.read_text("utf-8").replace("\n## ", "\nFait avec Ali Martin.\n\n## ", 1), "utf-8")
    return school, tmp_path_factory.mktemp("dehors") / "fin"


def held(folder):
    """Every file below a folder, with its bytes."""
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def plain(said):
    """What was printed, with ordinary spaces and apostrophes."""
    return said.replace("\u202f", " ").replace("\xa0", " ").replace("’", "'")


def everything(archive):
    """All the bytes of the files of an archive, and their names."""
    with ZipFile(archive) as files:
        return "\n".join(name + files.read(name).decode("utf-8", "replace") for name in files.namelist())


def test_a_preview_tells_what_is_kept_given_and_erased_and_writes_nothing(ending, vitrail):
    """In this order; not even the cache is made."""
    school, folder = ending
    before = held(school)
    code, said = vitrail("fin", "2025-2027")
    said = plain(said)
    assert code == 0
    told = ["Aperçu", "Gardé", "archive-2025-2027.zip", "Donné", ZOE, ALI, "Effacé", f"{CLASS}/evaluations/", "Fermé"]
    assert sorted(told, key=said.index) == told
    assert "Aussi longtemps que l'école l'écrit elle-même" in said
    assert "--oui" in said
    assert held(school) == before
    assert not folder.exists()


def test_what_was_agreed_is_written_then_erased_and_another_class_is_untouched(ending, vitrail):
    """The list to sign has the digest of each archive; the next build closes each address of the class."""
    school, folder = ending
    assert vitrail("build")[0] == 0
    pages = {path.relative_to(school / "site") for path in (school / "site/2025-2027").rglob("*.html")}
    other = held(school / "portfolios/2026-2028")
    code, said = vitrail("fin", "2025-2027", "--vers", folder, "--oui")
    assert (code, "vitrail build" in said) == (0, True)
    assert [path.name for path in (school / CLASS).iterdir()] == ["promotion.yml"]
    assert not (school / "site").exists()
    assert not (school / ".vitrail-cache").exists()
    assert held(school / "portfolios/2026-2028") == other
    signed = (folder / "liste-2025-2027.html").read_text("utf-8")
    for name in ("archive-2025-2027.zip", ZOE, ALI):
        assert sha256((folder / name).read_bytes()).hexdigest() in signed
    assert vitrail("build")[0] == 0
    assert {path.relative_to(school / "site") for path in (school / "site/2025-2027").rglob("*.html")} == pages
    for page in pages:
        text = plain((school / "site" / page).read_text("utf-8"))
        assert "Ce portfolio n'est plus publié" in text
        assert not any(name in text for name in ("Durand", "Zoé", "durand", "Martin", "Ali"))
    assert 'href="2025-2027/' not in (school / "site/index.html").read_text("utf-8")
    assert (school / "site/2026-2028/petit-lou/index.html").is_file()


def test_the_archive_of_a_student_holds_nothing_of_another(ending, vitrail):
    """Not even a name that the text of a réalisation says, which the class's archive keeps."""
    _, folder = ending
    vitrail("fin", "2025-2027", "--vers", folder, "--oui")
    own = everything(folder / ZOE)
    assert "Zoé Durand" in own
    assert "[un camarade]" in own
    assert not any(name in own for name in ("Martin", "martin-ali"))
    assert "Ali Martin" in everything(folder / "archive-2025-2027.zip")
    assert "Durand" not in everything(folder / ALI)


def test_who_is_shown_to_nobody_gets_the_files_as_they_are(ending, vitrail):
    """« visibilité: équipe » is how a student withdraws: nobody is erased with nothing given."""
    school, folder = ending
    home = school / CLASS / "martin-ali/index.md"
    home.write_text(home.read_text("utf-8").replace("option:", "visibilité: équipe\noption:"), "utf-8")
    assert vitrail("fin", "2025-2027", "--vers", folder, "--oui")[0] == 0
    with ZipFile(folder / "fichiers-2025-2027-martin-ali.zip") as files:
        assert "fichiers-2025-2027-martin-ali/data/fichiers/plan.csv" in files.namelist()
    assert not (school / CLASS / "martin-ali").exists()


def test_what_no_archive_has_is_named_before(ending, vitrail):
    """A draft is for its author to take away first."""
    school, _ = ending
    work = school / CLASS / "martin-ali/realisations/vlan.md"
    work.write_text(work.read_text("utf-8").replace("titre:", "statut: brouillon\ntitre:", 1), "utf-8")
    assert "2025-2027/martin-ali/realisations/vlan.md : brouillon" in plain(vitrail("fin", "2025-2027")[1])


def test_a_second_run_has_nothing_to_erase(ending, vitrail):
    """And the archives of the first stay as they are."""
    school, folder = ending
    vitrail("fin", "2025-2027", "--vers", folder, "--oui")
    archives, left = held(folder), held(school)
    code, said = vitrail("fin", "2025-2027", "--vers", folder, "--oui")
    assert (code, "déjà finie" in said) == (0, True)
    assert (held(folder), held(school)) == (archives, left)


def test_a_run_that_was_stopped_loses_nothing_and_the_next_one_goes_on(ending, vitrail, monkeypatch):
    """Everything was written and read again before; what is left is whole, and the addresses stay closed."""
    school, folder = ending
    erase = farewell.erase

    def stopped(path):
        if path.name == "martin-ali":
            raise UnwrittenError("Arrêté.")
        erase(path)

    monkeypatch.setattr(farewell, "erase", stopped)
    ali = held(school / CLASS / "martin-ali")
    assert vitrail("fin", "2025-2027", "--vers", folder, "--oui")[0] == 1
    assert held(school / CLASS / "martin-ali") == ali
    assert farewell.verified(folder / ZOE)
    assert ZOE in (folder / "liste-2025-2027.html").read_text("utf-8")
    monkeypatch.undo()
    monkeypatch.chdir(school)
    assert vitrail("fin", "2025-2027", "--vers", folder, "--oui")[0] == 0
    assert not (school / CLASS / "martin-ali").exists()
    assert vitrail("build")[0] == 0
    assert (school / "site/2025-2027/durand-zoe/index.html").is_file()


def test_an_archive_that_does_not_read_again_stops_the_erasure(ending, vitrail, monkeypatch):
    """A disk may lose what it took."""
    school, folder = ending
    before = held(school)

    monkeypatch.setattr(bag, "write", lambda _, stream: stream.write(b"PK"))
    code, said = vitrail("fin", "2025-2027", "--vers", folder, "--oui")
    assert (code, "ne se relit pas" in said) == (1, True)
    assert held(school) == before


def test_an_archive_with_other_words_than_its_manifest_says_is_damaged(tmp_path):
    """Each file is read again, and not the zip's own sums alone."""
    whole = bag.Bag(name="a", payload={"b.txt": b"un"}, tags={}, info=(), frozen=bag.FIRST)
    with (tmp_path / "a.zip").open("wb") as stream:
        bag.write(whole, stream)
    assert farewell.verified(tmp_path / "a.zip") == sha256((tmp_path / "a.zip").read_bytes()).hexdigest()
    with ZipFile(tmp_path / "a.zip") as kept, ZipFile(tmp_path / "b.zip", "w") as other:
        for name in kept.namelist():
            other.writestr(name, b"deux" if name.endswith("b.txt") else kept.read(name))
    with pytest.raises(UnwrittenError, match=r"data/b\.txt"):
        farewell.verified(tmp_path / "b.zip")


def test_a_class_whose_portfolios_are_not_here_keeps_its_verdicts(ending, vitrail):
    """They live in repositories: « vitrail prendre » brings them first."""
    school, folder = ending
    with (school / CLASS / "promotion.yml").open("a", encoding="utf-8") as text:
        text.write("étudiants: [roux-maelle]\n")
    code, said = vitrail("fin", "2025-2027", "--vers", folder, "--oui")
    assert (code, "vitrail prendre 2025-2027" in plain(said)) == (2, True)
    assert (school / CLASS / "evaluations/durand-zoe.yml").is_file()


def test_a_class_that_changes_meanwhile_is_not_erased(ending, vitrail, monkeypatch):
    """What was typed after the archives is in none of them."""
    school, folder = ending
    verified = farewell.verified

    def typed(path):
        (school / CLASS / "martin-ali/veille.md").write_text("Après.\n", "utf-8")
        return verified(path)

    monkeypatch.setattr(farewell, "verified", typed)
    assert vitrail("fin", "2025-2027", "--vers", folder, "--oui")[0] == 1
    assert (school / CLASS / "martin-ali/veille.md").is_file()
    assert (school / CLASS / "durand-zoe/index.md").is_file()


def test_an_unknown_class_is_told_with_its_neighbour(ending, vitrail):
    """And nothing is erased."""
    school, folder = ending
    before = held(school)
    code, said = vitrail("fin", "2025-2026", "--vers", folder, "--oui")
    assert (code, "vouliez-vous dire 2025-2027" in plain(said)) == (2, True)
    assert held(school) == before


def test_a_class_that_a_later_portfolio_needs_is_kept(ending, vitrail):
    """What a repeater did before counts in the new class."""
    school, folder = ending
    home = school / "portfolios/2026-2028/petit-lou/index.md"
    home.write_text(home.read_text("utf-8").replace("option:", "vient de: 2025-2027/durand-zoe\noption:"), "utf-8")
    code, said = vitrail("fin", "2025-2027", "--vers", folder, "--oui")
    assert (code, "finissez d'abord 2026-2028" in plain(said)) == (2, True)
    assert (school / CLASS / "durand-zoe/index.md").is_file()


def test_archives_are_written_outside_the_repository_or_nothing_is_erased(ending, vitrail):
    """Without a folder either."""
    school, _ = ending
    assert vitrail("fin", "2025-2027", "--oui")[0] == 2
    assert vitrail("fin", "2025-2027", "--vers", school / "fin", "--oui")[0] == 2
    assert (school / CLASS / "durand-zoe/index.md").is_file()


@pytest.mark.skipif("sys.platform == 'win32'", reason="links need a privilege there")
def test_nothing_is_erased_through_a_link(ending, vitrail):
    """A link in a portfolio goes, what it leads to stays; a class that is a link is refused."""
    school, folder = ending
    outside = folder.parent / "ailleurs"
    outside.mkdir()
    (outside / "photo.png").write_bytes(b"x")
    (school / CLASS / "durand-zoe/album").symlink_to(outside)
    (school / "portfolios/2027-2029").symlink_to(school / "portfolios/2026-2028")
    assert vitrail("fin", "2025-2027", "--vers", folder, "--oui")[0] == 0
    assert (outside / "photo.png").is_file()
    assert vitrail("fin", "2027-2029", "--vers", folder, "--oui")[0] == 2
    assert (school / "portfolios/2026-2028/petit-lou/index.md").is_file()


def test_drafts_and_private_facts_of_the_class_go_and_those_of_others_stay(ending, vitrail):
    """A fact of a name that another class has too is for a person to judge."""
    school, folder = ending
    drafts, facts = school / ".vitrail-brouillons", school / "prives"
    for place in (drafts, facts):
        place.mkdir()
    for name, path in {"a": "2025-2027/durand-zoe/index.md", "b": "2026-2028/petit-lou/index.md"}.items():
        (drafts / f"{name}.json").write_text(f'{{"path": "{path}", "base": "", "values": {{"nom": "x"}}}}', "utf-8")
    for name in ("durand-zoe", "martin-ali", "petit-lou"):
        (facts / f"{name}.yml").write_text("mairie:\n  tuteur: M. Roy\n", "utf-8")
    assert vitrail("fin", "2025-2027", "--vers", folder, "--oui")[0] == 0
    assert [path.name for path in sorted(drafts.iterdir())] == ["b.json"]
    assert [path.name for path in sorted(facts.iterdir())] == ["martin-ali.yml", "petit-lou.yml"]


@pytest.mark.parametrize(
    "url", ["../x.html", "index.html", "docs/x.html", "2026-2028/x.html", "2025-2027/x.js", "a//b"]
)
def test_a_closed_address_takes_the_place_of_no_other_page(ending, vitrail, url):
    """Somebody may have typed it."""
    school, _ = ending
    for path in (school / CLASS).iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    file = school / CLASS / "promotion.yml"
    with file.open("a", encoding="utf-8") as text:
        text.write(f"pages fermées: [2025-2027/index.html, {url}]\n")
    assert vitrail("build")[0] == 0
    closed = [path for path in school.rglob("*.html") if "plus publié" in path.read_text("utf-8")]
    assert closed == [school / "site/2025-2027/index.html"]
