"""The closing check, in a real build: what an author wrote is in the page, or it is said where it is not."""

import pytest

from generator.making.pipeline import build
from generator.model.audience import Audience
from generator.project import Project
from generator.prose import sanitiser
from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, write

GLPI = f"{LEA}/realisations/a.md"
FILES = {
    "2025-2027/promotion.yml": COHORT,
    f"{LEA}/index.md": HOME,
    f"{LEA}/fichiers/Capture d’écran 2026-03-12 à 14.05.33.png": b"",
}


def told(tmp_path, text):
    """Build twice, the second time from what was kept; give what is said of a text, by line."""
    write(tmp_path / "p", FILES | {GLPI: f"{REALISATION.rstrip()}\n{text}\n"})
    project = Project(
        root=tmp_path, portfolios=tmp_path / "p", site=tmp_path / "site", site_name="É", audience=Audience.TEAM
    )
    found = []
    for _ in range(2):
        report = build(project)
        found.append([(one.code, one.place.line) for one in report.diagnostics if one.place.path == GLPI])
    assert found[0] == found[1]
    return found[0], REALISATION.rstrip().count("\n") + 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("![x](data:image/png;base64,AA)", "MED019"),
        ("![x](mailto:a@b.example)", "MED019"),
        ("![x](https://ailleurs.example/a.png)", "MED007"),
        ("[x](javascript:1)", "MED014"),
        ("![x](../fichiers/Capture d’écran 2026-03-13.png)", "MED002"),
        ("[x](#nexiste)", "REF016"),
        ("[x](absent.md)", "REF016"),
    ],
)
def test_what_does_not_reach_the_page_is_said_once(tmp_path, text, code):
    """By the message that knows why, else by the closing check; the same when nothing is rendered again."""
    found, line = told(tmp_path, text)
    assert [pair for pair in found if pair[1] == line] == [(code, line)]


def test_what_reaches_the_page_is_not_said(tmp_path):
    """A name that a machine gives, an address, a title of the page."""
    found, line = told(
        tmp_path, "## Un\n\n[x](#un) <https://a.fr> https://b.fr [m](mailto:a@b.example) [r](../index.md)"
    )
    assert [pair for pair in found if pair[1] >= line] == []


def test_an_element_that_cleaning_takes_away_is_said(tmp_path, monkeypatch):
    """Today nothing that is written is taken away: a fault of ours is planted."""
    monkeypatch.setattr(sanitiser, "TAGS", sanitiser.TAGS - {"del"})
    found, line = told(tmp_path, "un\n\nun mot ~~barré~~")
    assert [pair for pair in found if pair[1] >= line] == [("MED019", line + 2)]
