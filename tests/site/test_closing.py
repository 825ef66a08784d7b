"""The closing check, in a real build: what an author wrote is in the page, or it is said where it is not."""

import re
import unicodedata
from base64 import b64decode
from html import unescape
from urllib.parse import quote, unquote

import pytest

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, write
from vitrail.building.making.pipeline import build
from vitrail.content.model.audience import Audience
from vitrail.site.project import Project
from vitrail.site.prose import sanitiser

GLPI = f"{LEA}/realisations/a.md"
FILES = {
    "2025-2027/promotion.yml": COHORT,
    f"{LEA}/index.md": HOME,
    f"{LEA}/fichiers/Capture d’écran 2026-03-12 à 14.05.33.png": b"",
}
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg==")
NAMES = (
    "#plan réseau & vlan.png", "#1.png", "plan #2 b.png", "100%.png", "50%20.png", "c++; d.png", "é.png",
    "a\u202fb’c.png", "😀.png", "plan (1) copie.png", "(v2).png", "-plan.PNG", "@a.png", "[x].png", "%.png", "{x}.png",
)  # fmt: skip


def project_of(tmp_path, files):
    """A school of one student, to be built for its team."""
    write(tmp_path / "p", FILES | files)
    return Project(
        root=tmp_path, portfolios=tmp_path / "p", site=tmp_path / "site", site_name="É", audience=Audience.TEAM
    )


def told(tmp_path, text):
    """Build twice, the second time from what was kept; give what is said of a text, by line."""
    project = project_of(tmp_path, {GLPI: f"{REALISATION.rstrip()}\n{text}\n"})
    found = []
    for _ in range(2):
        report = build(project)
        found.append([(one.code, one.place.line) for one in report.examination.diagnostics if one.place.path == GLPI])
    assert found[0] == found[1]
    return found[0], REALISATION.rstrip().count("\n") + 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("![x](data:image/png;base64,AA)", "MED019"),
        ("![x](mailto:a@b.example)", "MED019"),
        ("![x](https://ailleurs.example/a.png)", "MED019"),
        ("[x](javascript:1)", "MED019"),
        ("![x](../fichiers/Capture d’écran 2026-03-13.png)", "MED002"),
        ("[x](#nexiste)", "REF016"),
        ("[x](absent.md)", "REF016"),
    ],
)
def test_what_does_not_reach_the_page_is_said_once(tmp_path, text, code):
    """By the message that knows why, else by the closing check; the same when nothing is rendered again."""
    found, line = told(tmp_path, text)
    assert [pair for pair in found if pair[1] == line] == [(code, line)]


def test_an_advice_at_the_same_place_hides_no_loss(tmp_path):
    """Google Docs writes its pictures so, without a text of theirs."""
    found, line = told(tmp_path, "![](data:image/png;base64,AA)")
    assert [pair for pair in found if pair[1] == line] == [("MED001", line), ("MED019", line)]


def test_what_reaches_the_page_is_not_said(tmp_path):
    """A name that a machine gives, an address, a title of the page."""
    found, line = told(
        tmp_path, "## Un\n\n[x](#un) <https://a.fr> https://b.fr [m](mailto:a@b.example) [r](../index.md)"
    )
    assert [pair for pair in found if pair[1] >= line] == []


def test_a_picture_is_shown_whatever_its_file_is_called(tmp_path):
    """No picture is an anchor, no sign of its name is YAML's or Markdown's: typed, encoded, or under « fichier »."""
    here = GLPI.rpartition("/")[0]
    pictures = {f"{here}/{number}/{unicodedata.normalize('NFD', name)}": PIXEL for number, name in enumerate(NAMES)}
    beside = {f"{here}/{name}": PIXEL for name in NAMES}
    lone = "".join(f"  - titre: P\n    fichier: {name}\n" for name in NAMES)
    text = "\n".join(f"![a]({name}) ![b](<{n}/{name}>) ![c]({quote(name)})" for n, name in enumerate(NAMES))
    page = REALISATION.replace("titre: GLPI\n", f"titre: GLPI\nproductions:\n{lone}") + text
    project = project_of(tmp_path, {GLPI: page, **pictures, **beside})
    report = build(project)
    assert not [one for one in report.examination.diagnostics if one.place.path == GLPI]
    made = project.site / here / "a.html"
    sources = re.findall(r'<img [^>]*?\bsrc="([^"]+)"', made.read_text("utf-8"))
    assert all((made.parent / unquote(unescape(path))).is_file() for path in sources)
    assert len(sources) == 4 * len(NAMES)


def test_an_element_that_cleaning_takes_away_is_said(tmp_path, monkeypatch):
    """Today nothing that is written is taken away: a fault of ours is planted."""
    monkeypatch.setattr(sanitiser, "TAGS", sanitiser.TAGS - {"del"})
    found, line = told(tmp_path, "un\n\nun mot ~~barré~~")
    assert [pair for pair in found if pair[1] >= line] == [("MED019", line + 2)]
