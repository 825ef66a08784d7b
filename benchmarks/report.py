"""Write what readers see, from the measures: the benchmark's page, its plot, the page on scale."""

from __future__ import annotations

from pathlib import Path

from peers import HERE
from plot import svg
from results import Results
from scale import page
from table import curves, markdown

BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
SCALE = HERE.parent / "docs" / "passage-a-l-echelle.md"


def publish(results: Results) -> None:
    """Fill the two pages between their markers and draw the plot."""
    plot = svg("Time to build a site", curves(results), "réalisations", "seconds")
    (HERE / "results.svg").write_text(plot, "utf-8")
    _fill(HERE / "README.md", markdown(results))
    _fill(SCALE, page(results))


def _fill(path: Path, text: str) -> None:
    """Replace what stands between the two markers of a page."""
    before, rest = path.read_text("utf-8").split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")
