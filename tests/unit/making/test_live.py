"""A school that stays in memory: what a save shows, and when it takes a whole build."""

import os
import re
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.deep import sized
from tests.folders import contents
from vitrail.building.making.live import Live, Saved
from vitrail.building.making.pipeline import build, publish
from vitrail.building.making.works import SupersededError, passing, works
from vitrail.building.publishing.disk import swap
from vitrail.content.model.audience import Audience
from vitrail.content.reading import files as rooms
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[2] / "portfolios" / "petite-ecole"
SAMPLE = Path(__file__).parents[3] / "portfolios/2025-2027/moreau-lea/fichiers"
ZOE = "2025-2027/durand-zoe/"
ALI = "2025-2027/martin-ali/"
WORK = f"{ZOE}realisations/glpi.md"
PAGE = f"{ZOE}realisations/glpi.html"


class Serving:
    """A school that is served, without server nor watcher."""

    def __init__(self, root, audience, **asked):
        self.portfolios, self.site = root / "portfolios", root / "site"
        self.project = Project(root=root, portfolios=self.portfolios, site=self.site, audience=audience, **asked)
        self.announced = []
        self.waits = False
        self.live = Live(self.project, lambda: self.announced.append(self.page()), lambda: self.waits)
        self.live.prepare()

    def save(self, name, change):
        """Save a file, and what the save shows."""
        path = self.portfolios / name
        path.write_text(change(path.read_text("utf-8") if path.exists() else ""), "utf-8")
        return self.live.save([path])

    def page(self, name=PAGE):
        """A page of the site."""
        return (self.site / name).read_text("utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The small school with what a build for each audience keeps: each test has its copy."""
    root = tmp_path_factory.mktemp("built")
    shutil.copytree(SCHOOL, root / "portfolios")
    for audience in (Audience.TEAM, Audience.PUBLIC):
        build(Project(root=root, portfolios=root / "portfolios", site=root / "site", audience=audience))
    shutil.rmtree(root / "site")
    return root


@pytest.fixture
def serve(built, tmp_path):
    """Serve the small school to an audience."""

    def serving(audience):
        shutil.copytree(built, tmp_path / "school")
        return Serving(tmp_path / "school", audience)

    return serving


@pytest.fixture
def team(serve):
    """The small school, served to its team."""
    return serve(Audience.TEAM)


@pytest.fixture
def public(serve):
    """The same, served as the public reads it."""
    return serve(Audience.PUBLIC)


def _said(text):
    return text + "\n\nUne phrase toute neuve.\n"


def _retitled(text):
    return text.replace("titre: ", "titre: Tout neuf, ", 1)


@pytest.mark.parametrize("audience", Audience)
def test_a_saved_text_is_shown_and_leaves_nothing_to_do(serve, audience):
    """Its page, that of all its portfolio's texts, and their search; no other file of the site is touched."""
    school = serve(audience)
    before = {path: path.stat().st_ino for path in school.site.rglob("*") if path.is_file()}
    assert school.save(WORK, _said) is Saved.SHOWN
    assert "Une phrase toute neuve." in school.page()
    assert not school.live.behind
    moved = {str(path.relative_to(school.site)) for path, inode in before.items() if path.stat().st_ino != inode}
    assert PAGE in moved
    assert {name for name in moved if not name.startswith(f"{ZOE}search")} <= {PAGE, f"{ZOE}imprimer.html"}


def test_a_title_saved_again_is_announced_as_soon_as_the_first(team):
    """What the last save planned is no page of this one."""
    for title in ("Un titre", "Un autre titre"):
        team.save(WORK, lambda text, title=title: re.sub(r"(?m)^titre:.*$", f"titre: {title}", text, count=1))
        assert title in team.announced[-1]


def test_the_saved_page_is_announced_before_the_rest_of_its_portfolio(team):
    """It is what is being read."""
    assert team.save(WORK, _retitled) is Saved.SHOWN
    assert len(team.announced) == 1
    assert "Tout neuf" in team.announced[0]


def test_a_second_save_opens_the_saved_file_alone_and_leaves_what_moved_unheard_to_the_next_rest(team, monkeypatch):
    """The other files are those of the last look: the whole school is looked at when nobody saves any more."""
    opened, read = [], rooms.read_document
    monkeypatch.setattr(rooms, "read_document", lambda root, one: opened.append(one.file.path) or read(root, one))
    team.save(WORK, _said)
    assert len(opened) > 1
    opened.clear()
    assert team.save(WORK, _said) is Saved.SHOWN
    assert opened == [WORK]
    other = team.portfolios / ZOE / "index.md"
    other.write_text(_said(other.read_text("utf-8")), "utf-8")
    assert team.save(WORK, _said) is Saved.SHOWN
    assert team.live.behind
    assert _clean_after(team) == contents(team.site)


def test_what_stays_of_a_build_that_could_be_given_up_is_not_given_up(team):
    """Who saves twice in a row would end the first save, and with it the command."""
    again = []

    def pulse():
        if again:
            raise SupersededError

    seen = team.live.look()
    with works(team.project, pulse) as shared:
        team.live.take(publish(team.project, shared), shared, seen)
    again.append("saved meanwhile")
    assert team.save(WORK, _retitled) is Saved.SHOWN


def test_a_file_saved_as_it_was_changes_nothing(team):
    """Nor does one that an editor makes and takes away, or keeps as its own."""
    assert team.save(WORK, lambda text: text) is Saved.NOTHING
    assert team.save(f"{WORK}~", lambda _: "copie") is Saved.NOTHING
    assert team.live.save([team.portfolios / "disparu.md"]) is Saved.NOTHING


def test_a_title_is_shown_wherever_it_is_found_by_and_leaves_nothing_to_do(team):
    """On the pages of its portfolio, of its class and of the school, in their search, in the class's tables."""
    assert team.save(WORK, _retitled) is Saved.SHOWN
    assert "Tout neuf" in team.page(f"{ZOE}index.html")
    assert _told(team)
    assert not team.live.behind
    assert _clean_after(team) == contents(team.site)


def test_a_verdict_is_shown_to_the_team_at_once_whatever_text_it_seals(team):
    """The text that is kept beside it is no page's."""
    verdicts = "2025-2027/evaluations/durand-zoe.yml"
    sealed = team.portfolios / "2025-2027/evaluations/durand-zoe.scelles/glpi-0.json"
    sealed.parent.mkdir(exist_ok=True)
    sealed.write_text("{}", "utf-8")
    said = "- réalisation: glpi\n  par: M. Exemple\n  rôle: professeur\n  le: 2026-09-01\n  avis: à reprendre\n"
    path = team.portfolios / verdicts
    path.write_text(f"{path.read_text('utf-8')}{said}  commentaire: Quelle version ?\n", "utf-8")
    assert team.live.save([sealed, path]) is Saved.SHOWN
    assert "Quelle version" in team.page(f"{ZOE}index.html")
    assert _clean_after(team) == contents(team.site)


def test_a_portfolio_that_is_printed_on_demand_is_no_dead_link_of_a_save(built, tmp_path):
    """What is served leaves it out; the page of the stages leads there, and is saved like any other."""
    shutil.copytree(built, tmp_path / "school")
    school = Serving(tmp_path / "school", Audience.TEAM, printed=frozenset())
    assert 'href="imprimer.html"' in school.page(f"{ZOE}dossier.html")
    assert not (school.site / f"{ZOE}imprimer.html").exists()
    for change in (_said, _retitled):
        assert school.save(WORK, change) is Saved.SHOWN
        assert not school.live.behind
    assert _clean_after(school) == contents(school.site)


def test_a_text_with_a_fault_moves_the_state_of_the_files_and_leaves_search_as_it_was(team):
    """The class's page of its files is of the class, whose search is written from its portfolios too."""
    assert team.save(WORK, lambda text: f"{text}\n\n[Un lien](nulle-part.md) et M. Dupont.\n") is Saved.SHOWN
    assert not team.live.behind
    assert _clean_after(team) == contents(team.site)


def test_a_text_that_loses_its_last_link_to_a_file_takes_the_file_away(team):
    """It takes a whole build: the file was one of the site."""
    shown = "\n\n[Le plan](../fichiers/plan.csv)\n"
    (team.portfolios / ZOE / "fichiers").mkdir(exist_ok=True)
    (team.portfolios / ZOE / "fichiers/plan.csv").write_text("un;deux\n", "utf-8")
    team.save(WORK, lambda text: text + shown)
    assert _clean_after(team) == contents(team.site)
    assert any(team.site.rglob("plan.csv"))
    assert team.save(WORK, lambda text: text.removesuffix(shown)) is Saved.UNKNOWN


def test_a_title_is_shown_to_the_public_as_a_whole_build_would(public):
    """A title may be a name that the public may not read: everything that decides on it is asked before it is shown."""
    assert public.save(WORK, _retitled) is Saved.SHOWN
    assert "Tout neuf" in public.page()
    page = public.page()
    _clean_after(public)
    assert public.page() == page


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (f"{ZOE}realisations/nouvelle.md", lambda _: "---\ntitre: Nouvelle\n---\n\nTexte.\n"),
        ("2025-2027/promotion.yml", _said),
        ("etablissement.yml", lambda text: text.replace("nom: ", "nom: Autre ", 1)),
        (f"{ZOE}fichiers/plan.csv", lambda text: text + "un;deux\n"),
    ],
    ids=["a new page", "the class", "the school", "an attachment"],
)
def test_what_others_may_depend_on_takes_a_whole_build(team, name, change):
    """It is not the text of a page that was there."""
    (team.portfolios / name).parent.mkdir(exist_ok=True)
    assert team.save(name, change) is Saved.UNKNOWN


def test_a_page_that_does_not_read_any_more_takes_a_whole_build(team):
    """The page stays until the build has judged the file."""
    before = team.page()
    assert team.save(WORK, lambda text: text.replace("titre: ", "titre: [", 1)) is Saved.UNKNOWN
    assert team.page() == before


def test_files_of_two_portfolios_saved_at_once_take_a_whole_build(team):
    """As when a branch is switched."""
    paths = [team.portfolios / WORK, team.portfolios / "2025-2027/martin-ali/realisations/vlan.md"]
    for path in paths:
        path.write_text(_said(path.read_text("utf-8")), "utf-8")
    assert team.live.save(paths) is Saved.UNKNOWN


def test_a_file_deleted_or_changed_unheard_leaves_the_site_behind(team):
    """The files themselves are looked at: a system that is overrun names none of them."""
    assert not team.live.behind
    (team.portfolios / WORK).unlink()
    assert team.live.save([team.portfolios / WORK]) is Saved.NOTHING
    assert team.live.behind


@pytest.mark.parametrize("name", [ALI + "realisations/vlan.md", ALI + "fichiers/plan.csv", ALI + "fichiers/a.pdf"])
def test_what_goes_and_comes_back_is_as_it_was_with_its_files(tmp_path, name):
    """The cache forgets what no page shows: it is read again, and nobody is told before what became of it."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    shutil.copy(SAMPLE / "glpi-procedure.pdf", tmp_path / "portfolios" / ALI / "fichiers/a.pdf")
    with (tmp_path / "portfolios" / ALI / "realisations/vlan.md").open("a", encoding="utf-8") as stream:
        stream.write("\n\n[procédure](../fichiers/a.pdf)\n")
    team = Serving(tmp_path, Audience.TEAM)
    before, path = contents(team.site), team.portfolios / name
    text = path.read_bytes()
    path.unlink()
    team.live.save([path])
    assert _clean_after(team) == contents(team.site) != before
    path.write_bytes(text)
    team.live.save([path])
    assert _clean_after(team) == contents(team.site) == before


def test_a_link_that_is_taken_out_and_put_back_leads_to_its_file_again(team):
    """What a text shows again takes a whole build, which opens it."""
    work, before = ALI + "realisations/vlan.md", contents(team.site)
    text = (team.portfolios / work).read_text("utf-8")
    team.save(work, lambda _: text.replace("fichier: fichiers/plan.csv", "état: à venir"))
    assert _clean_after(team) == contents(team.site)
    if team.save(work, lambda _: text) is Saved.UNKNOWN:
        _whole(team)
    assert _clean_after(team) == contents(team.site) == before


def test_a_cache_that_is_emptied_under_it_costs_time_and_no_file(tmp_path):
    """Another build sweeps it, or somebody does: what pages show is drawn again before anybody is told of it."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    shutil.copy(SAMPLE / "glpi-procedure.pdf", tmp_path / "portfolios" / ALI / "fichiers/a.pdf")
    with (tmp_path / "portfolios" / ALI / "realisations/vlan.md").open("a", encoding="utf-8") as stream:
        stream.write("\n\n[procédure](../fichiers/a.pdf)\n")
    team = Serving(tmp_path, Audience.TEAM)
    shutil.rmtree(team.project.cache / "pages")
    if team.save(f"{ALI}realisations/vlan.md", _said) is Saved.UNKNOWN:
        _whole(team)
    assert _clean_after(team) == contents(team.site)


@pytest.mark.parametrize("refused", ["vitrail.building.publishing.store.write_whole", "pathlib.Path.write_bytes"])
def test_a_disk_that_refuses_leaves_whole_pages_and_the_save_to_a_whole_build(team, monkeypatch, refused):
    """Which will say what the system said; the next save works."""

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(refused, full)
        assert team.save(WORK, _said) is Saved.UNKNOWN
    assert team.page().endswith("</html>")
    assert team.save(WORK, _retitled) is Saved.SHOWN
    assert "Tout neuf" in team.page()


def test_a_file_that_is_half_written_or_gone_when_it_is_read_ends_in_the_site_of_what_is_there(team, monkeypatch):
    """Editors empty a file before they fill it, write beside it and rename, take it away: each ends clean."""
    path = team.portfolios / WORK
    whole, read = path.read_text("utf-8"), rooms.read_document
    path.write_text(whole[: whole.index("---", 5)], "utf-8")
    team.live.save([path])
    beside = path.with_suffix(".md~")
    beside.write_text(_said(whole), "utf-8")
    beside.replace(path)
    team.live.save([path, beside])
    assert _clean_after(team) == contents(team.site)
    assert "Une phrase toute neuve." in team.page()

    def vanishing(root, one):
        path.unlink(missing_ok=True)
        return read(root, one)

    path.write_text(_retitled(path.read_text("utf-8")), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(rooms, "read_document", vanishing)
        team.live.save([path])
    assert team.live.behind
    assert _clean_after(team) == contents(team.site)


def test_a_branch_switched_under_it_is_a_whole_build_of_the_new_one(team):
    """Dozens of files move at once, some unheard."""
    works = sorted(team.portfolios.glob("*/*/realisations/*.md"))
    for path in works:
        path.write_text(_retitled(_said(path.read_text("utf-8"))), "utf-8")
    works[-1].rename(works[-1].with_name("ailleurs.md"))
    team.live.save(works[:1])
    assert team.live.behind
    assert _clean_after(team) == contents(team.site)


@pytest.mark.parametrize("put", range(3))
def test_killed_between_two_files_what_is_served_is_whole_and_the_next_start_mends_it(team, monkeypatch, put):
    """Each file is the old one or the new one; the site of the files is there again before anything is saved."""
    before, rename, done = contents(team.site), os.replace, iter(range(99))

    def killed(written, target):
        if Path(written) == swap.beside(team.site, "new") and next(done) == put:
            raise KeyboardInterrupt
        return rename(written, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            team.save(WORK, _retitled)
    left = contents(team.site)
    again = Serving(team.project.root, team.project.audience)
    mended = contents(again.site)
    assert sum(left[name] != before[name] for name in before) == put
    assert all(left[name] in {before[name], mended.get(name)} for name in before)
    assert before != mended == _clean_after(again)


def test_a_build_given_up_for_a_save_leaves_the_site_and_the_next_one_works(team):
    """It is given up wherever it stands."""
    team.save(WORK, _retitled)
    asked = iter(range(60))

    def pulse():
        if next(asked) == 50:
            raise SupersededError

    before = contents(team.site)
    with pytest.raises(SupersededError), works(team.project, pulse) as shared:
        publish(team.project, shared)
    assert contents(team.site) == before
    assert "Tout neuf" in team.page()
    seen = team.live.look()
    with works(team.project) as shared:
        team.live.take(publish(team.project, shared), shared, seen)
    assert not team.live.behind
    assert _told(team)


@pytest.mark.parametrize("then", [WORK, f"{ALI}index.md", None])
def test_what_follows_from_a_title_gives_way_to_another_save_and_comes_with_it(team, then):
    """The saved page is there at once; the rest comes with the next save, whoever's, or once nobody saves."""
    team.waits = True
    assert team.save(WORK, _retitled) is Saved.SHOWN
    assert "Tout neuf" in team.page()
    assert not _told(team)
    assert team.live.behind
    team.waits = False
    assert (team.save(then, _said) if then else team.live.save(())) is Saved.SHOWN
    assert _told(team)
    assert not team.live.behind
    assert contents(team.site) == _clean_after(team)


def test_what_gave_way_for_long_is_finished_first(team, monkeypatch):
    """An evening of saves without a rest leaves no page behind for ever."""
    team.waits = True
    team.save(WORK, _retitled)
    monkeypatch.setattr("vitrail.building.making.live._PATIENCE", 0)
    team.save(WORK, _said)
    assert _told(team)


def _clean_after(school):
    """The files of a clean site, once what is served has been built if it is behind."""
    if school.live.behind:
        _whole(school)
    elsewhere = replace(school.project, site=school.site.with_name("clean"), jobs=1)
    with passing(elsewhere) as shared:
        publish(elsewhere, shared)
    return contents(elsewhere.site)


def _whole(school):
    """Build everything, on what is known, as the command does."""
    seen = school.live.look()
    with works(school.project, held=school.live.held) as shared:
        school.live.take(publish(school.project, shared), shared, seen)


def _told(school):
    """Whether some page of the class names the new title."""
    pages = (path for path in school.site.rglob("*.html") if ZOE not in f"{path}/")
    return any("Tout neuf" in path.read_text("utf-8") for path in pages)


def test_what_forked_workers_answered_moves_with_what_it_came_from(tmp_path):
    """This process has asked for none of it: files, and what rendering told of a text, are seen all the same."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    for number in range(5):  # seven portfolios: one more than two workers are given in this process
        shutil.copytree(SCHOOL / ALI, tmp_path / f"portfolios/2025-2027/martin-ali-{number}")
    work, plan = (f"2025-2027/martin-ali-3/{name}" for name in ("realisations/vlan.md", "fichiers/plan.csv"))
    text = tmp_path / "portfolios" / work
    text.write_text(text.read_text("utf-8") + "\n\n![un plan](data:image/png;base64,AA)\n", "utf-8")
    school = Serving(tmp_path, Audience.TEAM, jobs=2)
    assert _clean_after(school) == contents(school.site)
    changes = ((plan, str.upper), (work, _drawn), (work, _said), (WORK, _retitled), (plan, str.lower))
    for name, change in changes[: sized(2, 5)]:
        school.save(name, change)
        assert _clean_after(school) == contents(school.site)


def _drawn(text):
    return re.sub(r"!\[un plan\].*", "Un plan.", text)
