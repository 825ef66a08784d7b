"""The site of the documents is built strictly: what it links to is there, in the order of docs/index.md."""

import os
import re
import subprocess
import sys

import pytest

from tests.samples import ROOT


@pytest.mark.slow
def test_every_link_and_anchor_of_the_documents_leads_somewhere(tmp_path):
    """Warnings end the build; the messages of `check` are a page of it, and our letters come with it."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", ROOT / "releasing/documents.yml", "-d", tmp_path / "site"],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    site = tmp_path / "site"
    home = (site / "index.html").read_text("utf-8")
    first = [
        home.index(f">{title}\n") if f">{title}\n" in home else home.index(title)
        for title in ("Commencer", "Comment faire")
    ]
    assert first == sorted(first)
    assert "EXA005" in (site / "diagnostics.html").read_text("utf-8")
    assert (site / "fonts/source-sans-3.woff2").is_file()
    pages = " ".join(path.read_text("utf-8") for path in site.rglob("*.html"))
    assert not re.search(r'(?:src|href)="https?://(?:fonts|unpkg|cdn)', pages), "nothing is asked of anybody else"
