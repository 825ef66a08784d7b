"""A word in every key that is not for everybody: the team's site alone holds one, and no paper does."""

import sys
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from msgspec import Struct
from msgspec.structs import replace

from tests.canaries import TOM, plant, planted
from tests.unit.outputs.test_tableau import model
from tests.unit.reading.schools import LEA
from vitrail.building.making.editions import edition
from vitrail.building.making.pipeline import build
from vitrail.building.making.works import examined
from vitrail.content.model.audience import Audience
from vitrail.doors.cli import main
from vitrail.site.project import Project

pytestmark = pytest.mark.slow
VIEW = sys.modules["vitrail.knowledge.coverage.view"]
"""The module: the room exports its function under the same name."""
METHODS = {"Student": "student", "Realisation": "_realisation", "Cohort": "cohort"}


def sung(folder: Path) -> set[str]:
    """Return the places whose word a folder holds, in its files, those of archives too, or in their names."""
    said = "\n".join(
        f"{path.relative_to(folder).as_posix()}\n{unquote(unescape(text))}"
        for path in folder.rglob("*")
        if path.is_file() and path.parts[len(folder.parts)] != "assets"
        for text in texts(path.read_bytes())
    ).lower()
    return {place for place, word in planted() if word.lower() in said}


def texts(raw: bytes):
    """Yield what a file holds, letter for letter, and what its members do, however deep, with their names."""
    yield raw.decode("utf-8", "ignore")
    if raw.startswith(b"PK"):
        with ZipFile(BytesIO(raw)) as members:
            yield members.comment.decode("utf-8", "ignore")
            for member in members.infolist():
                yield f"{member.filename}\n{member.comment.decode('utf-8', 'ignore')}"
                yield from texts(members.read(member))


def built(root: Path, audience: Audience) -> set[str]:
    """Build the school for an audience; return what its site holds."""
    if not (root / "p").exists():
        plant(root / "p")
    site = root / f"site-{audience.name.lower()}"
    report = build(Project(root=root, portfolios=root / "p", site=site, site_name="École", audience=audience))
    assert report.errors == 0
    return sung(site)


def test_the_team_reads_every_word_that_is_kept_for_it(tmp_path):
    """What nobody would publish anyway proves nothing of what is hidden."""
    assert {place for place, _ in planted()} - built(tmp_path, Audience.TEAM) == set()


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.JURY], ids=["public", "jury"])
def test_no_word_that_is_kept_for_the_team_is_in_another_s_site(tmp_path, audience):
    """In a page, an address, an index, a sheet or an attachment."""
    assert built(tmp_path, audience) == set()


def test_no_word_that_is_kept_for_the_team_is_in_what_a_commission_is_given(tmp_path, monkeypatch):
    """The archives of one and of a class, with all their papers, and each paper alone."""
    plant(tmp_path / "depot/portfolios")
    model(tmp_path / "modele.xlsx")
    monkeypatch.chdir(tmp_path / "depot")
    for asked in (
        ("archive", LEA, "--modele", "../modele.xlsx"),
        ("archive", "2025-2027", "--modele", "../modele.xlsx"),
        ("export", "tableau", TOM, "--modele", "../modele.xlsx"),
        ("export", "fiche", f"{LEA}/realisations/a.md"),
        ("export", "fiche", TOM),
        ("export", "oral", LEA),
    ):
        done = CliRunner().invoke(main, [*asked, "--vers", "../remis"])
        assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "remis").iterdir())) == 6
    assert sung(tmp_path / "remis") == set()


def recorded(root: Path) -> set[str]:
    """Return the places whose word the jury's records hold: what a page does not have, it cannot show."""
    project = Project(root=root, portfolios=plant(root / "p"), site=root / "site", site_name="École")
    said = "\n".join(held(edition(examined(project), Audience.JURY).cohorts)).lower()
    return {place for place, word in planted() if word.lower() in said}


def held(record: object) -> Iterator[str]:
    """Yield the texts of a record, however deep; neither the names that stand in for others nor paths are told."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, (tuple, frozenset)):
        for one in record:
            yield from held(one)
    elif isinstance(record, Struct):
        for field in record.__struct_fields__:
            yield from held(getattr(record, field)) if field not in {"names", "path", "target", "files"} else ()


def test_no_record_of_an_edition_holds_a_word_that_is_kept_for_the_team(tmp_path):
    """The pages of the team show some that those of others would not, had they them."""
    assert recorded(tmp_path) == set()


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (record, field)
        for record, fields in {
            "Internship": "supervisor answer follow_ups reviews periods reports absences reserved",
            "Student": "verdicts realisations watch pages internships",
            "Realisation": "answer",
            "Cohort": "team",
        }.items()
        for field in fields.split()
    ],
)  # fmt: skip
def test_a_field_that_the_view_would_keep_is_found_in_the_records(tmp_path, monkeypatch, record, field):
    """Nothing looks at finished pages any more: these words do."""
    where, name = (VIEW, "_seen_internship") if record == "Internship" else (vars(VIEW)["Viewer"], METHODS[record])
    cut = getattr(where, name)

    def leaky(*given, **named):
        whole = given[0] if record == "Internship" else given[1]
        return replace(cut(*given, **named), **{field: getattr(whole, field)})

    monkeypatch.setattr(where, name, leaky)
    assert recorded(tmp_path) != set()
