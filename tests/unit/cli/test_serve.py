"""``vitrail serve``: never over the site that people publish, and no work for a port that is another's."""

import signal
import socket

import pytest
from msgspec.structs import replace
from watchdog.events import FileClosedEvent

from vitrail.building.making.live import Live
from vitrail.building.making.pipeline import build
from vitrail.building.publishing.signing import cache_key
from vitrail.building.publishing.unchanged import _LastBuild
from vitrail.content.model.audience import Audience
from vitrail.doors.cli import serve
from vitrail.doors.cli.serve import follow
from vitrail.doors.serving import watching
from vitrail.doors.serving.printed import make_printed
from vitrail.ground.language import mark
from vitrail.ground.memo.signed import SignedFolder
from vitrail.site.project import UnusableProjectError
from vitrail.site.settings import CommandOptions, find_project


def test_a_busy_port_is_said_before_anything_is_built(school, vitrail):
    """A first build may last minutes."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, said = vitrail("serve", "--port", taken.getsockname()[1])
    assert code == 1
    assert "est déjà pris" in said
    assert sorted(path.name for path in school.iterdir()) == ["docs", "mkdocs.yml", "portfolios"]


@pytest.mark.parametrize("audience", list(Audience))
def test_what_is_served_is_not_the_site(school, audience):
    """Each audience has its own folder, in the cache; a folder « site » of somebody's own does not matter."""
    folder = {Audience.PUBLIC: "site", Audience.JURY: "site-jury", Audience.TEAM: "site-equipe"}[audience]
    (school / folder).mkdir()
    (school / folder / "notes.txt").write_text("à moi")
    project = find_project(school, CommandOptions(served=True), audience)
    assert project.site.is_relative_to(school / ".vitrail-cache")
    assert project.audience.name.lower() in project.site.parts
    with pytest.raises(UnusableProjectError):
        find_project(school, CommandOptions(), audience)


def test_a_build_names_the_place_of_what_it_refused_and_remembers_it(school, vitrail):
    """File, line and column, also when nothing changed: the server shows them."""
    path = school / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    path.write_text(path.read_text("utf-8").replace("titre:", "titre: [", 1), "utf-8")
    for _ in range(2):
        said = vitrail("build", "--audience", "equipe", "--jobs", 1, "--date", "2027-03-15")[1]
        (line,) = (line for line in said.splitlines() if "glpi.md" in line)
        assert line.strip().startswith("portfolios/2025-2027/durand-zoe/realisations/glpi.md:")
        assert line.split("\u202f")[0].split(":")[1:3][-1].isdigit()
    (memory,) = (school / ".vitrail-cache").glob("last-*")
    last = SignedFolder(memory.parent, cache_key(school), "last").signed(memory.name, _LastBuild)
    (refused,) = last.said.refused
    assert refused.message
    assert refused.advice


def test_a_portfolio_to_print_is_made_when_it_is_asked_and_not_before(school):
    """From the files of that moment; the site that is served keeps its links to it, and stands as it was."""
    project = replace(find_project(school, CommandOptions(served=True), Audience.TEAM), jobs=1)
    build(project)
    before = {path: path.stat().st_ino for path in project.site.rglob("*")}
    address = "2025-2027/durand-zoe/imprimer.html"
    assert not (project.site / address).exists()
    home = school / "portfolios/2025-2027/durand-zoe/index.md"
    home.write_text(home.read_text("utf-8") + "\n\nUne phrase toute fraîche.\n", "utf-8")
    page = make_printed(project, address)
    assert page is not None
    assert "Une phrase toute fraîche." in page.decode()
    assert {path: path.stat().st_ino for path in project.site.rglob("*")} == before
    for other in ("2025-2027/personne/imprimer.html", "2025-2027/durand-zoe/secret.html", "../../imprimer.html"):
        assert make_printed(project, other) is None


class Unheard:
    """A server that nobody asks."""

    def serve_forever(self):
        """Listen to nobody."""

    def shutdown(self):
        """Stop."""


@pytest.mark.parametrize("broken", ["save", "behind"])
def test_whatever_one_save_raises_is_told_in_one_line_and_the_next_is_served(school, monkeypatch, capsys, broken):
    """The first bursts fail; the rest that follows makes the site again, whatever was half shown."""
    project = replace(find_project(school, CommandOptions(served=True), Audience.TEAM), jobs=1)
    work = school / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    page = project.site / "2025-2027/durand-zoe/realisations/glpi.html"

    def evening(*_):
        yield frozenset()
        with monkeypatch.context() as patch:
            patch.setattr(Live, broken, property(lambda _: {}["clé"]) if broken == "behind" else lambda *_: {}["clé"])
            work.write_text(work.read_text("utf-8").replace("titre: ", "titre: Cassé, "), "utf-8")
            yield frozenset([work])
            yield frozenset()
        if broken == "save":
            yield frozenset()
            assert "Cassé" in page.read_text("utf-8")
        work.write_text(work.read_text("utf-8").replace("Cassé", "Servi"), "utf-8")
        yield frozenset([work])
        assert "Servi" in page.read_text("utf-8")

    monkeypatch.setattr(watching, "bursts", evening)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    follow(project, watching.Changes(), [Unheard()], mark("Ouvrez"))
    told = [line for line in capsys.readouterr().err.splitlines() if "erreur de Vitrail" in line]
    assert len(told) == (2 if broken == "save" else 1)
    assert all("KeyError: 'clé' (test_serve.py:" in line for line in told)
    assert "Servi" in page.read_text("utf-8")


def test_a_file_that_is_saved_while_the_files_are_looked_at_is_shown_as_any_save(school, monkeypatch):
    """The look sees it before the system has told of it: a whole build would keep its page waiting."""
    project = replace(find_project(school, CommandOptions(served=True), Audience.TEAM), jobs=1)
    work = school / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    page = project.site / "2025-2027/durand-zoe/realisations/glpi.html"
    built = []

    def evening(_folders, _stop, bell, _beside):
        look = Live.look

        def saved_meanwhile(live):
            if "Servi" not in work.read_text("utf-8"):
                work.write_text(work.read_text("utf-8").replace("titre: ", "titre: Servi, "), "utf-8")
                bell.on_any_event(FileClosedEvent(str(work)))
            return look(live)

        monkeypatch.setattr(serve, "rebuild", lambda *_, **__: built.append("all"))
        with monkeypatch.context() as patch:
            patch.setattr(Live, "look", saved_meanwhile)
            yield frozenset()
        yield bell.wait(0)
        assert "Servi" in page.read_text("utf-8")
        yield frozenset()

    monkeypatch.setattr(watching, "bursts", evening)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    follow(project, watching.Changes(), [Unheard()], mark("Ouvrez"))
    assert "Servi" in page.read_text("utf-8")
    assert not built


@pytest.mark.parametrize("moved", ["clock", "public_forge"])
def test_a_site_that_is_served_follows_the_day_and_the_forge(school, monkeypatch, moved):
    """No file changes at midnight, nor when a remote comes: what is asked beside the folders tells, once."""
    project = replace(find_project(school, CommandOptions(served=True), Audience.TEAM), jobs=1)
    built = []

    def evening(_folders, _stop, _bell, look):
        yield frozenset()
        before = look()
        assert look() == before
        with monkeypatch.context() as patch:
            patch.setattr(serve, moved, lambda *_: "another")
            assert look() != before
            yield frozenset()
            yield frozenset()
            assert len(built) == 1

    monkeypatch.setattr(serve, "rebuild", lambda *_, **__: built.append("all") or True)
    monkeypatch.setattr(watching, "bursts", evening)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    follow(project, watching.Changes(), [Unheard()], mark("Ouvrez"))
    assert len(built) == 1


def test_a_day_that_comes_while_a_build_is_held_up_is_not_lost(school, monkeypatch):
    """The site that is served is still that of the day before: each rest tries again until one is made."""
    project = replace(find_project(school, CommandOptions(served=True), Audience.TEAM), jobs=1)
    made = iter([False, True])
    built = []

    def evening(_folders, _stop, _bell, _look):
        yield frozenset()
        with monkeypatch.context() as patch:
            patch.setattr(serve, "clock", lambda *_: "the day after")
            yield from [frozenset()] * 4

    monkeypatch.setattr(serve, "rebuild", lambda *_, **__: built.append("all") or next(made))
    monkeypatch.setattr(watching, "bursts", evening)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    follow(project, watching.Changes(), [Unheard()], mark("Ouvrez"))
    assert len(built) == 2


def test_what_a_rest_finds_is_heard_as_what_the_system_told(school, monkeypatch):
    """A file is saved while folders are watched anew: no event tells of it, and the desk's list is of before."""
    project = replace(find_project(school, CommandOptions(served=True), Audience.TEAM), jobs=1)
    work = school / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    heard = []

    def evening(*_):
        yield frozenset()
        assert not heard
        work.write_text(work.read_text("utf-8").replace("titre: ", "titre: Tu, "), "utf-8")
        yield frozenset()
        assert len(heard) == 1
        yield frozenset()
        assert len(heard) == 1

    monkeypatch.setattr(watching, "bursts", evening)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    follow(project, watching.Changes(), [Unheard()], mark("Ouvrez"), lambda: heard.append("all"))
    assert len(heard) == 1


def test_a_build_that_another_one_held_up_is_tried_again(school, monkeypatch):
    """Nothing else would call for it when everybody has stopped saving; it is tried less and less often."""
    project = replace(find_project(school, CommandOptions(served=True), Audience.TEAM), jobs=1)
    moments, looks = iter([100.0, 100.0, *(100.0 + after for after in (1.0, 6.0, 7.0, 16.0, 30.0))]), []

    def evening(_folders, _stop, _bell, look):
        (school / "portfolios/2025-2027/durand-zoe/realisations/neuf.md").write_text("# Neuf\n", "utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(serve.time, "monotonic", lambda: next(moments))
            yield frozenset()
            looks.extend(look()[-1] for _ in range(5))

    monkeypatch.setattr(serve, "rebuild", lambda *_, **__: False)
    monkeypatch.setattr(watching, "bursts", evening)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    follow(project, watching.Changes(), [Unheard()], mark("Ouvrez"))
    assert looks == [1, 2, 2, 3, 3]
