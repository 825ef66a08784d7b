from importlib import import_module

import pytest

from tests.attacks.browser import redirections, visit
from tests.attacks.inspector import inspect
from tests.attacks.school import DOORS
from tests.attacks.table import build_hostile, formulas, leaks
from tests.attacks.vectors import VECTORS
from tests.deep import deep_example
from vitrail.content.model.audience import Audience
from vitrail.content.reading.schemas import prose as titles
from vitrail.content.values import fields
from vitrail.site.outputs import spreadsheets
from vitrail.site.prose import render, sanitiser, writer

RENDER = import_module("vitrail.site.prose.render")
"""The module: the room exports its function under the same name."""
EVERYTHING = "\n\n".join(VECTORS.values())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A school with every vector behind every door, built for the team and for the public.

    All of them together are longer than any title: nothing is cut here, so that each reaches its page.
    """
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        for module in (fields, titles):
            patch.setattr(module, "fitted", lambda text, _limit: (text, ""))
        return {audience: build_hostile(folder, EVERYTHING, audience) for audience in (Audience.TEAM, Audience.PUBLIC)}


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("audience", "mode"), [deep_example(Audience.TEAM, "disk"), (Audience.PUBLIC, "server")])
def test_nothing_runs_leaves_or_poses_as_ours(hostile, chromium, audience, mode):
    """Every kind of page, every vector, every door; attachments and the disk daily; ``make attacks`` is the table."""
    site, _ = hostile[audience]
    assert visit(chromium, site, mode, attachments=mode == "disk") == []


def test_every_page_is_published_and_nothing_of_a_private_student(hostile):
    """An attack costs nobody a page; a link to a private file is dead."""
    site, report = hostile[Audience.PUBLIC]
    assert report.published.refused == {}
    assert list(leaks(site)) == []
    assert (site / "2025-2027/pirate/realisations/a.html").is_file()


@pytest.mark.parametrize("name", VECTORS)
def test_a_text_is_harmless_by_inspection(name):
    """What a browser would see in the author's region, without the browser."""
    shown = render(VECTORS[name], page="c/s/a.html", source="c/s/a.md", targets={})
    assert inspect(shown.html) == []


def test_what_is_changed_is_told(hostile):
    """Raw HTML, attributes, classes, links and turning signs each have their diagnostic on the attacked page."""
    _, report = hostile[Audience.TEAM]
    path = "2025-2027/pirate/realisations/a.md"
    told = {one.code for one in report.examination.diagnostics if one.place.path == path}
    assert {"MED018", "MED019"} <= told


@pytest.fixture
def hole(tmp_path_factory, chromium):
    """Build and open a small hostile school with a hole in place."""

    def look(vector):
        site, _ = build_hostile(tmp_path_factory.mktemp("hole"), VECTORS[vector], Audience.PUBLIC)
        for page in site.rglob("*.html"):
            if page.parent.name != "realisations":
                page.unlink()
        return visit(chromium, site, "server", attachments=False)

    return look


@pytest.mark.browser
@pytest.mark.slow
def test_without_the_sanitiser_a_cell_turns_red(hole, monkeypatch):
    """A hole planted on purpose: nothing cleans what is written, and tags are written as they are."""
    monkeypatch.setattr(RENDER, "sanitise", lambda html, *_, **__: html)
    monkeypatch.setattr(writer, "escape", lambda text, **_: text)
    assert {deed.what for deed in hole("onglet")} & {"élément", "classe", "politique"}


@pytest.mark.browser
@pytest.mark.slow
def test_without_the_policy_a_cell_turns_red(hole, monkeypatch):
    """A hole planted on purpose: neither policy nor sanitiser, and the script runs."""
    from vitrail.site.chrome.slots import Shell

    fill = Shell.fill
    monkeypatch.setattr(
        Shell, "fill", lambda self, frame: fill(self, frame).replace("Content-Security-Policy", "x-policy")
    )
    assert "politique" in {deed.what for deed in hole("script")}
    monkeypatch.setattr(RENDER, "sanitise", lambda *_, **__: "<svg onload=window.pwned=1></svg>")
    assert any(deed.what == "exécution" and DOORS[deed.door - 1] == "corps" for deed in hole("script"))


@pytest.mark.browser
@pytest.mark.slow
def test_without_the_prefix_a_cell_turns_red(hole, monkeypatch):
    """A hole planted on purpose: an author's id may be Material's."""
    monkeypatch.setattr(sanitiser, "PREFIXED", "")
    assert {deed.what for deed in hole("clobbering")} & {"id", "__config"}


def test_without_the_apostrophe_a_cell_turns_red(tmp_path, monkeypatch):
    """A hole planted on purpose: a student's name is a formula in the class's tables."""
    site, _ = build_hostile(tmp_path / "sound", VECTORS["formule"], Audience.TEAM)
    assert list(formulas(site)) == []
    monkeypatch.setattr(spreadsheets, "harmless", lambda cell: cell)
    site, _ = build_hostile(tmp_path / "hole", VECTORS["formule"], Audience.TEAM)
    assert {DOORS[deed.door - 1] for deed in formulas(site)} == {"cellules"}


def test_an_old_address_that_leaves_the_site_is_seen(tmp_path):
    """The table does not open them: they are gone before anything can be looked at."""
    page = '<!doctype html><meta http-equiv="refresh" content="0; url={}">'
    (tmp_path / "a.html").write_text(page.format("../../ailleurs.html"))
    (tmp_path / "b.html").write_text(page.format("c/d.html"))
    assert [deed.where for deed in redirections(tmp_path)] == ["a.html"]


def test_without_escapes_the_inspector_would_see_it(monkeypatch):
    """The inspector of the fuzzing campaign is not blind."""
    monkeypatch.setattr(RENDER, "sanitise", lambda html, *_, **__: html)
    monkeypatch.setattr(writer, "escape", lambda text, **_: text)
    assert inspect(render("<b onclick=a class=vt-b>x</b>", page="a", source="a", targets={}).html)
