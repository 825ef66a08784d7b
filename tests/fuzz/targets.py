"""What is fuzzed: each target takes bytes and must neither raise, nor hang, nor let anything active through."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.attacks.inspector import inspect
from vitrail.building.making.pipeline import build
from vitrail.content.extracts.extract import extract_here
from vitrail.content.frameworks import building
from vitrail.content.model.audience import Audience
from vitrail.content.reading.school import read_school
from vitrail.content.reading.text.alterations import altered
from vitrail.content.reading.text.parse import parse_markdown, parse_yaml
from vitrail.knowledge.privacy.forms import forms
from vitrail.knowledge.privacy.veil import veil_of
from vitrail.site.outputs.formats import judge
from vitrail.site.outputs.looks import seen_in
from vitrail.site.project import Project
from vitrail.site.prose import Prose, render

WATCH = veil_of(forms("Mme Solveig Kerbrat", "[mon tuteur]", "[ma tutrice]", frozenset()))
ROOT = Path(__file__).parents[2]
_COHORT = "référentiel: fr.bts-sio.2019\nsession: 2027\néquipe: [{nom: M. Durand, rôle: professeur}]\n"
_PLACES = (
    "2025-2027/lea/index.md",
    "2025-2027/lea/realisations/a.md",
    "2025-2027/lea/realisations/b.md",
    "2025-2027/lea/stages/m/index.md",
    "2025-2027/lea/stages/m/semaine-01.md",
    "2025-2027/lea/stages/m/bilan.md",
    "2025-2027/lea/veille/v.md",
    "2025-2027/lea/contact.md",
    "2025-2027/evaluations/lea.yml",
    "2025-2027/promotion.yml",
    "etablissement.yml",
    "index.md",
    "organisations/o.md",
    "referentiels/r.yml",
    "2025-2027/lea/fichiers/p.png",
    "2025-2027/lea/a?.png",
    "2025-2027/lea/x.html/y.md",
    "2025-2027/lé:a/index.md",
)


def markdown(raw: bytes) -> None:
    """A Markdown file is read, and told what will be changed."""
    document = parse_markdown("a.md", raw)
    list(altered(document))
    assert all(one.message and one.advice for one in document.diagnostics)


def yaml(raw: bytes) -> None:
    """A YAML file is read."""
    document = parse_yaml("a.yml", raw)
    assert all(one.message and one.advice for one in document.diagnostics)


def prose(raw: bytes) -> None:
    """A text becomes harmless HTML, or is refused."""
    text = parse_markdown("a.md", raw).text
    shown = render(text, page="c/s/a.html", source="c/s/a.md", targets={"c/s/b.md": "c/s/b.html"})
    if isinstance(shown, Prose):
        assert inspect(shown.html) == []


def framework(raw: bytes) -> None:
    """A référentiel is loaded or refused."""
    found, faults = building.build(parse_yaml("referentiels/a.yml", raw))
    assert found is not None or faults
    assert all(one.message and one.advice for one in faults)


def attachment(raw: bytes) -> None:
    """A file of any kind is judged and searched; what is active is refused."""
    for suffix in ("pdf", "zip", "docx", "odt", "txt", "csv", "pkt", "drawio"):
        verdict = judge(f"a.{suffix}", raw)
        if not verdict.reason:
            found = extract_here(f"a.{suffix}", raw)
            seen_in(found)
            assert all(piece.place(hit.start).phrase for piece in found.pieces for hit in WATCH.spans(piece.text))
            assert not (suffix == "pdf" and b"/S /JavaScript " in raw)


def school(raw: bytes) -> None:
    """A whole tree is read, and now and then built: the ledger holds every file, no two pages share an address."""
    folder = Path(tempfile.mkdtemp(prefix="vitrail-fuzz-"))
    try:
        portfolios = scatter(raw, folder / "portfolios")
        files = [path for path in portfolios.rglob("*") if path.is_file()]
        reading = read_school(portfolios)
        assert "STR044" not in {one.code for one in reading.diagnostics}
        assert len(reading.files) == len(files)
        if len(raw) % 4 == 0:
            audience = (Audience.TEAM, Audience.PUBLIC)[len(raw) // 4 % 2]
            build(
                Project(root=folder, portfolios=portfolios, site=folder / "site", site_name="École", audience=audience)
            )
    finally:
        shutil.rmtree(folder)


def scatter(raw: bytes, folder: Path) -> Path:
    """Make a school of bytes: a piece for each place."""
    pick = random.Random(raw)  # repeatable, not secret
    pieces = raw.split(b"\0") or [b""]
    for place in {*pick.sample(_PLACES, k=min(len(_PLACES), 1 + len(pieces))), "2025-2027/promotion.yml"}:
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        own = place.endswith("promotion.yml") and pick.random() < 0.8  # most classes can be read
        target.write_bytes(_COHORT.encode() if own else pick.choice(pieces))
    return folder


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "markdown": markdown,
    "yaml": yaml,
    "prose": prose,
    "framework": framework,
    "attachment": attachment,
    "school": school,
}
