"""« indexation: non » reaches what is no page."""

import re
import shutil
from pathlib import Path

from vitrail.building.making.pipeline import build
from vitrail.content.model.audience import Audience
from vitrail.site.outputs.formats import PUBLISHED
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[1] / "portfolios" / "petite-ecole"


def _site(root, indexing):
    shutil.copytree(SCHOOL, root / "portfolios")
    (root / "portfolios/etablissement.yml").write_text(f"format: 1\nnom: Lycée\nindexation: {indexing}\n", "utf-8")
    build(Project(root=root, portfolios=root / "portfolios", site=root / "site", audience=Audience.PUBLIC))
    return root / "site"


def test_what_is_no_page_is_disallowed_and_pages_are_not(tmp_path):
    """A page says « noindex » itself, to who may read it; a PDF or a picture cannot."""
    site = _site(tmp_path, "non")
    lines = (site / "robots.txt").read_text("utf-8").splitlines()
    rules = [
        re.escape(rule).replace(r"\*", ".*").replace(r"\$", "$")
        for rule in re.findall(r"Disallow: (.*)", "\n".join(lines))
    ]
    files = [f"/{path.relative_to(site).as_posix()}" for path in site.rglob("*") if path.is_file()]
    closed = {name for name in files if any(re.match(rule, name) for rule in rules)}
    assert not [name for name in closed if name.endswith((".html", ".css"))]
    assert {name for name in files if name.rpartition(".")[2] in PUBLISHED and name != "/robots.txt"} <= closed
    assert {name for name in files if "search_index" in name} <= closed
    assert "/2025-2027/martin-ali/fichiers/plan.csv" in closed


def test_a_school_that_wants_to_be_found_closes_nothing(tmp_path):
    """« indexation: oui »."""
    assert not (_site(tmp_path, "oui") / "robots.txt").exists()
