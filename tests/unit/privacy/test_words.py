"""Whatever tutors are called, the others' portfolios are the same: they are called by words of a finished site."""

import os
import random
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from vitrail.building.making.editions import edition
from vitrail.building.making.pipeline import build
from vitrail.building.making.works import examined
from vitrail.content.model.audience import Audience
from vitrail.knowledge.coverage import compute
from vitrail.site.project import Project

pytestmark = pytest.mark.slow
SCHOOL = Path(__file__).parents[2] / "portfolios" / "petite-ecole"
WORDS = int(os.environ.get("NAMES", "40"))
"""Names that are drawn; 500 before a publication of Vitrail."""
OURS = "2025-2027/durand-zoe"


def made(root, names):
    """Build a school where one student has a stage for each name; return its files, what is claimed and counted."""
    shutil.copytree(SCHOOL, root / "portfolios")
    for index, name in enumerate(names):
        folder = root / "portfolios" / OURS / f"stages/lieu-{index}"
        folder.mkdir(parents=True)
        tutor = f'tuteur: {{nom: "{name}"}}\n' if name else ""
        text = f"---\norganisation: {{nom: Lieu {index}}}\ndu: 01/06/2026\nau: 26/06/2026\n{tutor}---\nUn stage.\n"
        (folder / "index.md").write_text(text, "utf-8")
    project = Project(root=root, portfolios=root / "portfolios", site=root / "site", site_name="École")
    build(project)
    seen = edition(examined(project), Audience.PUBLIC)
    found = compute(seen)
    counted = {
        student.student: {code: (one.state, one.realisations) for code, one in student.competencies.items()}
        for cohort in found.cohorts
        for student in cohort.students
    }
    claims = {
        student.slug: [
            [(one.cited, one.competency, one.withheld, bool(one.sentence)) for one in work.claims]
            for work in student.realisations
        ]
        for _, student in seen.everyone
    }
    pages = {path.relative_to(root / "site").as_posix(): path for path in (root / "site").rglob("*.html")}
    return pages, (counted, claims)


def test_words_of_a_finished_site_given_to_tutors_as_names_change_nobody_else_s_page(tmp_path):
    """One alone and two by two; pages, claims one by one and counts are the same, those of who names them too."""
    before, counts = made(tmp_path / "before", [""] * WORDS)
    others = [url for url in before if url.startswith("2025-2027/martin-ali")]  # class pages quote ours too
    texts = (unescape(re.sub("<[^<>]*>", " ", before[url].read_text("utf-8"))) for url in others)
    words = sorted({word for text in texts for word in re.findall(r"[^\W\d_]{3,}", text)})
    draw = random.Random(WORDS)  # repeatable, not secret
    names = [" ".join(draw.sample(words, k=1 + index % 2)) for index in range(WORDS)]
    after, again = made(tmp_path / "after", names)
    assert len(before) == len(after)  # an address of ours may change: a tutor called GLPI is none
    assert counts == again
    assert sum(map(len, counts[1][OURS.partition("/")[2]])) > 1
    assert len(others) > 3
    assert [url for url in others if before[url].read_bytes() != after[url].read_bytes()] == []
