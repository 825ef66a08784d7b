"""A file of a few kilobytes gives a bounded number of faults, and the gravest are never lost behind the others."""

from collections import Counter

import pytest

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, write
from vitrail.building.making.works import examined
from vitrail.content.reading.schemas.prose import MAX_LINKS
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.diagnostics.diagnostic import MAX_KEPT, capped
from vitrail.site.project import Project

PAGE = f"{LEA}/realisations/a.md"
FLOODS = {
    "images": "![](a) " * 211_000,
    "paragraphes d'images": "![](a)\n\n" * 150_000,
    "liens": "[a](b) " * 200_000,
    "adresses": "<http://a.b> " * 120_000,
    "références": "".join(f"[a{number}]: b\n" for number in range(150_000)),
    "appels": "[a][b] " * 200_000,
    "balises": "<img src=a> " * 150_000,
}
"""What git packs to a few kilobytes."""


@pytest.mark.parametrize("flood", FLOODS)
def test_a_page_of_a_hundred_thousand_links_gives_few_faults_and_few_records(tmp_path, flood):
    """« ![](a) » × 211 000 gave two faults each: three such files took 900 MB."""
    write(tmp_path, {"2025-2027/promotion.yml": COHORT, f"{LEA}/index.md": HOME, PAGE: REALISATION + FLOODS[flood]})
    found = examined(Project(root=tmp_path, portfolios=tmp_path, site=tmp_path / "site"))
    told = Counter(one.code for one in found.diagnostics if one.place.path == PAGE)
    assert sum(told.values()) <= 2 * MAX_KEPT + 5
    (work,) = found.school.cohorts[0].students[0].realisations
    assert work.body is not None
    assert len(work.body.links) <= MAX_LINKS


def test_faults_beyond_the_cap_are_counted_as_one_and_a_grave_one_is_kept():
    """A hundred pieces of advice do not hide the erreur that comes after them."""
    advice = [Diagnostic.at("MED001", Place(path="a.md", line=line), target="a") for line in range(1, 500)]
    grave = Diagnostic.at("MED010", Place(path="a.md", line=900), reason="x")
    other = Diagnostic.at("MED001", Place(path="b.md"), target="a")
    kept = list(capped([*advice, grave, other]))
    assert Counter(one.id for one in kept) == {"MED001": MAX_KEPT + 1, "MED010": 1, "STR033.file": 1}
    assert list(capped(kept)) == kept
