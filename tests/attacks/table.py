"""The table of attacks: each vector behind each door, and what it did."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.attacks.browser import Deed, fingerprint, pages_of, redirections, visit
from tests.attacks.school import DOORS, TUTOR, write
from tests.attacks.vectors import VECTORS
from tests.conftest import ARGUMENTS, CHROMIUM
from tests.oracle import names
from vitrail.building.making.pipeline import BuildReport, build
from vitrail.content.model.audience import Audience
from vitrail.site.hosting.look import SiteLook
from vitrail.site.project import Project

CONTROL = "témoin"
"""The same school with a word that attacks nothing: its pages are opened first, and need not be opened again."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LAST = "sans marque"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """For whom the site is built and where it is opened from."""

    audience: Audience
    mode: str
    """``server`` or ``disk``."""


WAYS = (
    Way(audience=Audience.TEAM, mode="disk"),
    Way(audience=Audience.PUBLIC, mode="server"),
    Way(audience=Audience.PUBLIC, mode="disk"),
    Way(audience=Audience.TEAM, mode="server"),
)
"""The first two are enough when time is short."""


def build_hostile(folder: Path, vector: str, audience: Audience) -> tuple[Path, BuildReport]:
    """Build a school with this vector behind every door."""
    portfolios = folder / "portfolios"
    if not portfolios.exists():
        write(portfolios, vector)
    site = folder / f"site-{audience.name.lower()}"
    look = SiteLook(own="../docs/")
    project = Project(root=folder, portfolios=portfolios, site=site, site_name="École", audience=audience, look=look)
    return site, build(project)


def leaks(site: Path) -> Iterator[Deed]:
    """Files of another student who is not public, and those that name a tutor, as a search of finished files does."""
    yield from (Deed(what="nom", where=url, detail=said[0]) for url, said in names.holds(site, TUTOR).items())
    for path in site.rglob("*"):
        if "secret/" in path.relative_to(site).as_posix() and path.is_file():
            yield Deed(what="fuite", where=path.relative_to(site).as_posix())


def formulas(site: Path) -> Iterator[Deed]:
    """Cells of our own tables that a spreadsheet would run."""
    door = DOORS.index("cellules") + 1
    for path in sorted(site.rglob("matrice.csv")):
        for cell in _csv(path):
            if cell.startswith(_FORMULA):
                yield Deed(what="formule", where=path.relative_to(site).as_posix(), detail=cell[:60], door=door)


def _csv(path: Path) -> Iterator[str]:
    for row in csv.reader(StringIO(path.read_text("utf-8-sig")), delimiter=";"):
        yield from row


def attack(browser: Browser, vector: str, ways: Sequence[Way] = WAYS, known: Collection[str] = ()) -> list[Deed]:
    """Build once for each audience, open in each way."""
    folder = Path(tempfile.mkdtemp(prefix="vitrail-attack-"))
    try:
        deeds: list[Deed] = []
        for audience in dict.fromkeys(way.audience for way in ways):
            site, _ = build_hostile(folder, vector, audience)
            deeds.extend(formulas(site) if audience is Audience.TEAM else leaks(site))
            deeds.extend(redirections(site))
            attached = "<script>" in vector and audience is Audience.TEAM
            for mode in (way.mode for way in ways if way.audience is audience):
                deeds.extend(visit(browser, site, mode, attachments=attached, known=known))
        return deeds
    finally:
        shutil.rmtree(folder)


def row(vector: str, ways: Sequence[Way], known: frozenset[str]) -> list[Deed]:
    """Try one vector in a browser of its own; picklable, so that several are tried at once."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            return attack(chromium, vector, ways, known)
        finally:
            chromium.close()


def control(ways: Sequence[Way]) -> frozenset[str]:
    """Fingerprints of the pages of the school that nobody attacks."""
    folder = Path(tempfile.mkdtemp(prefix="vitrail-attack-"))
    try:
        sites = [build_hostile(folder, CONTROL, audience)[0] for audience in {way.audience for way in ways}]
        return frozenset(fingerprint(site / url) for site in sites for url in pages_of(site))
    finally:
        shutil.rmtree(folder)


def vectors(names: Iterable[str]) -> dict[str, str]:
    """Give the vectors to try, the control first."""
    return {CONTROL: CONTROL} | {name: VECTORS[name] for name in (names or VECTORS)}


def head() -> str:
    """Name the doors."""
    return f"{'':<20} " + " ".join((*DOORS, _LAST))


def line(name: str, deeds: Iterable[Deed]) -> str:
    """One row: « · » nothing, else the first thing done; what carries no door's mark is in the last column."""
    cells = []
    for number, door in (*enumerate(DOORS, start=1), (0, _LAST)):
        found = sorted({deed.what for deed in deeds if deed.door == number})
        cells.append(f"{found[0] if found else '·':<{len(door)}}")
    return f"{name:<20} " + " ".join(cells)


def details(deeds: Iterable[Deed]) -> Iterator[str]:
    """Say each thing done once."""
    for deed in {(one.what, one.where, one.detail): one for one in deeds}.values():
        yield f"    {deed.what} : {deed.where} {deed.detail}"
