"""Write the pages of ``docs/`` that come from the code: ``python -m generator.documentation`` (``make docs``)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from generator.diagnostics import handbook as diagnostics
from generator.diagnostics import report
from generator.pages import signs_documentation as signs
from generator.reading.frameworks import load_shipped
from generator.rules.internships import table
from generator.values import guides

_ROOT = Path(__file__).parent.parent


def stage_schools() -> tuple[str, ...]:
    """Name the mini schools about stages, which a checkout has beside the code."""
    folder = _ROOT / "tests" / "portfolios" / "stages"
    return tuple(sorted(item.name for item in folder.iterdir() if item.is_dir() and item.name != "base"))


PAGES: Mapping[str, Callable[[], str]] = {
    "diagnostics.md": diagnostics.page,
    "stages.md": lambda: table.markdown(load_shipped(), stage_schools()),
    "signes.md": signs.page,
    "schemas/check-2.json": report.json_schema,
    **{f"schemas/{name}.json": partial(guides.schema, name) for name in guides.SCHEMAS},
    **{name: partial(guides.guide, _ROOT / "docs" / name) for name in ("ecrire.md", "referentiels.md")},
}
"""File of ``docs/`` → what writes it; a test asserts that each committed file is current."""


def main(docs: Path) -> None:
    """Write every page."""
    for name, write in PAGES.items():
        (docs / name).write_text(write(), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs"))
