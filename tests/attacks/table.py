"""The table of attacks: each vector behind each door, and what it did."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from generator.model.audience import Audience
from generator.pipeline import Report, build
from generator.project import Project
from tests.attacks.browser import Deed, visit
from tests.attacks.school import DOORS, write
from tests.attacks.vectors import VECTORS

WAYS = (
    (Audience.TEAM, "disque"),
    (Audience.PUBLIC, "serveur"),
    (Audience.PUBLIC, "disque"),
    (Audience.TEAM, "serveur"),
)
"""Audience and where it is opened from; the first two are enough when time is short."""


def build_hostile(folder: Path, vector: str, audience: Audience) -> tuple[Path, Report]:
    """Build a school with this vector behind every door."""
    portfolios = folder / "portfolios"
    if not portfolios.exists():
        write(portfolios, vector)
    site = folder / f"site-{audience.name.lower()}"
    project = Project(root=folder, portfolios=portfolios, site=site, site_name="École", audience=audience)
    return site, build(project)


def leaks(site: Path) -> Iterator[Deed]:
    """Files of another student who is not public."""
    for path in site.rglob("*"):
        if "secret/" in path.relative_to(site).as_posix() and path.is_file():
            yield Deed(what="fuite", where=path.relative_to(site).as_posix())


def attack(browser: Browser, vector: str, ways: tuple[tuple[Audience, str], ...] = WAYS) -> list[Deed]:
    """Build for two audiences, open in two ways."""
    folder = Path(tempfile.mkdtemp(prefix="vitrail-attack-"))
    try:
        deeds: list[Deed] = []
        for audience, mode in ways:
            site, _ = build_hostile(folder, vector, audience)
            deeds.extend(leaks(site) if audience is Audience.PUBLIC else ())
            attached = "<script>" in vector and audience is Audience.TEAM
            deeds.extend(visit(browser, site, mode, attachments=attached))
        return deeds
    finally:
        shutil.rmtree(folder)


def line(name: str, deeds: list[Deed]) -> str:
    """One row: « · » nothing, else the first thing done; what carries no door's mark is in the last column."""
    cells = []
    for number in (*range(1, len(DOORS) + 1), 0):
        found = sorted({deed.what for deed in deeds if deed.door == number})
        cells.append(f"{found[0] if found else '·':<{len(DOORS[number - 1]) if number else 9}}")
    return f"{name:<20} " + " ".join(cells)


def main(browser: Browser, *, short: bool = False) -> int:
    """Print the table; 1 when a cell is red."""
    sys.stdout.write(f"{'':<20} " + " ".join(DOORS) + " sans marque\n")
    red = 0
    for name, vector in VECTORS.items():
        deeds = attack(browser, vector, WAYS[:2] if short else WAYS)
        red += bool(deeds)
        sys.stdout.write(line(name, deeds) + "\n")
        for deed in {(one.what, one.where, one.detail): one for one in deeds}.values():
            sys.stdout.write(f"    {deed.what} : {deed.where} {deed.detail}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(VECTORS)} vecteurs, {len(DOORS)} portes, {red} lignes rouges\n")
    return 1 if red else 0
