"""What MkDocs cannot know of the site of the documents: its order, the pages that come from the code, our letters.

A hook of ``documents.yml``. The list in docs/index.md is the navigation, so that no page is listed twice; the generated
pages that git ignores are made for this site; a link out of docs/ stays as its words, for the files are elsewhere.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

from vitrail import THEME
from vitrail.doors.documentation.pages import PAGES, UNTRACKED

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(([\w./-]+\.md)\)")
_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?:\.\./)+(?!docs/)[^)]*\)")
_REFERENCE = "Ce qui s'écrit, ce qui se vérifie"
_STYLE = """\
@font-face { font-family: "Vitrail"; font-weight: 200 900; src: url("fonts/source-sans-3.woff2") format("woff2"); }
@font-face {
  font-family: "Vitrail"; font-weight: 200 900; font-style: italic;
  src: url("fonts/source-sans-3-italic.woff2") format("woff2");
}
@font-face {
  font-family: "Vitrail titles"; font-weight: 700; src: url("fonts/bricolage-grotesque.woff2") format("woff2");
}
:root {
  --md-text-font: "Vitrail"; --md-primary-fg-color: #1f5fbf; --md-primary-bg-color: #fff;
  --md-accent-fg-color: #8e0f3c; --md-typeset-a-color: #1f5fbf;
}
[data-md-color-scheme="slate"] { --md-accent-fg-color: #ff9db6; --md-typeset-a-color: #9cc0ff; }
.md-typeset :is(h1, h2, h3) { font-family: "Vitrail titles", sans-serif; font-weight: 700; color: inherit; }
.md-typeset { font-size: 0.85rem; }
.md-typeset img { border: 1px solid #d5d8e3; border-radius: 6px; }
"""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Make the navigation from the list of documents."""
    text = (Path(config.docs_dir) / "index.md").read_text("utf-8")
    _, *parts = _HEADING.split(text)
    nav: list[Any] = [{"Accueil": "index.md"}]
    for title, text in zip(parts[::2], parts[1::2], strict=True):
        pages = [{" ".join(label.split()): path} for label, path in _LINK.findall(text)]
        pages += [{"Les messages": name} for name in sorted(UNTRACKED & PAGES.keys()) if title == _REFERENCE]
        nav.append({title: pages})
    config.nav = nav
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that the code writes, the style and its letters."""
    pages = {name: PAGES[name]().replace("](…)", r"\](…)") for name in UNTRACKED & PAGES.keys()}
    made: dict[str, str | bytes] = {**pages, "vitrail.css": _STYLE}
    made |= {f"fonts/{path.name}": path.read_bytes() for path in sorted((THEME / "fonts").iterdir())}
    for name, content in made.items():
        if (old := files.get_file_from_path(name)) is not None:
            files.remove(old)
        files.append(File.generated(config, name, content=content))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Keep the words of a link that leaves docs/, and not the link."""
    return _OUTSIDE.sub(r"\1", markdown)
