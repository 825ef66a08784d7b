"""What a worker holds once it has answered for a portfolio: nothing of it, or a school would add up in its memory."""

import gc
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.deep import some_now
from vitrail.building.making.pipeline import build
from vitrail.building.publishing.workers.executors import Workers
from vitrail.content.model.audience import Audience
from vitrail.site.project import Project

OURS = "vitrail.", "jinja2."
"""Records, and what templates are written with; a library may leave a cycle of its own, once."""
SCHOOL = Path(__file__).parents[2] / "portfolios" / "petite-ecole"


@pytest.mark.parametrize("audience", some_now(reversed(Audience), every=3), ids=lambda audience: audience.name.lower())
def test_what_a_worker_made_is_freed_without_the_collector(tmp_path, monkeypatch, audience):
    """A cycle waits for a collection of everything, which a process that knows a school long puts off."""
    left = Counter()

    def here(_, work, items):
        for item in items:
            gc.collect()
            answer = work(item)
            gc.set_debug(gc.DEBUG_SAVEALL)
            gc.collect()
            gc.set_debug(0)
            left.update(type(lost).__name__ for lost in gc.garbage if type(lost).__module__.startswith(OURS))
            gc.garbage.clear()
            yield answer

    monkeypatch.setattr(Workers, "ahead", here)
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    project = Project(
        root=tmp_path, portfolios=tmp_path / "portfolios", site=tmp_path / "site", audience=audience,
        asked_date=date(2026, 5, 12), jobs=1,
    )  # fmt: skip
    gc.disable()
    gc.collect()
    gc.freeze()  # what the suite itself holds would be traversed twice for each portfolio
    try:
        assert build(project).published.rendered
    finally:
        gc.unfreeze()
        gc.enable()
    assert not left
