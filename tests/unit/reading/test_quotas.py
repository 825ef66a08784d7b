"""One portfolio never makes the others wait: its limits are announced, then they hold."""

import pytest

from generator.reading import quotas
from generator.reading.ledger import Fate
from tests.unit.reading.schools import HOME, LEA, REALISATION, read

OTHER = "2025-2027/petit-chloe"


def smaller(**limits):
    """The quotas with lower limits, so that a test writes few files."""
    names = ("pages", "files", "weight")
    return tuple(
        quotas.Quota(what=one.what, limit=limits.get(name, one.limit), measure=one.measure, unit=one.unit)
        for name, one in zip(names, quotas.QUOTAS, strict=True)
    )


@pytest.fixture
def limited(monkeypatch):
    """Give a function that lowers the limits."""

    def lower(**limits):
        monkeypatch.setattr(quotas.within, "__defaults__", (smaller(**limits),))

    return lower


def fates(reading):
    """Path → fate of the files decided while reading."""
    return {one.path: one.fate for one in reading.files}


def said(reading):
    """Code, path and count of what was told of quotas."""
    found = [one for one in reading.diagnostics if one.code in {"STR033", "STR034"}]
    return [(one.code, one.place.path, one.values["count"]) for one in found]


def pages(folder, count):
    """As many réalisations."""
    return {f"{folder}/realisations/r{rank}.md": REALISATION for rank in range(count)}


def test_pages_beyond_the_limit_are_rejected_and_the_others_published(tmp_path, limited):
    """In the order of their names, home page aside; the neighbour loses nothing."""
    limited(pages=3)
    reading = read(tmp_path, {**pages(LEA, 5), f"{OTHER}/index.md": HOME, **pages(OTHER, 2)})
    rejected = [path for path, fate in fates(reading).items() if fate is Fate.REJECTED]
    assert rejected == [f"{LEA}/realisations/r3.md", f"{LEA}/realisations/r4.md"]
    assert said(reading) == [("STR033", f"{LEA}/realisations/r3.md", 5)]
    assert {len(student.realisations) for student in reading.school.cohorts[0].students} == {3, 2}


def test_a_limit_is_announced_before_it_bites(tmp_path, limited):
    """From four fifths on, and nothing is refused yet."""
    limited(pages=5)
    reading = read(tmp_path, pages(LEA, 5))
    assert said(reading) == [("STR034", LEA, 5)]
    assert Fate.REJECTED not in fates(reading).values()
    assert said(read(tmp_path / "moins", pages(LEA, 4))) == []


def test_a_file_too_heavy_for_the_rest_leaves_its_room_to_the_next(tmp_path, limited):
    """Weights are summed over what is kept."""
    limited(weight=3_000_000)
    files = {
        f"{LEA}/fichiers/{name}.txt": b"x" * (weight * 1_000_000) for name, weight in (("a", 2), ("b", 3), ("c", 1))
    }
    reading = read(tmp_path, files)
    assert [path for path, fate in fates(reading).items() if fate is Fate.REJECTED] == [f"{LEA}/fichiers/b.txt"]
    assert said(reading) == [("STR033", f"{LEA}/fichiers/b.txt", 6)]


def test_what_the_team_writes_is_not_counted(tmp_path, limited):
    """Its evaluations are no page of the student's."""
    limited(pages=1, files=1)
    reading = read(tmp_path, {**pages(LEA, 1), "2025-2027/evaluations/moreau-lea.yml": "[]\n"})
    assert Fate.REJECTED not in fates(reading).values()


def test_in_a_portfolio_alone_the_limits_are_the_same(tmp_path, limited):
    """Without a class above, the folder itself is the portfolio."""
    limited(pages=2)
    files = {f"realisations/r{rank}.md": REALISATION for rank in range(3)}
    reading = read(tmp_path, {"index.md": HOME, **files}, base=False)
    assert said(reading) == [("STR033", "realisations/r2.md", 3)]


def test_thousands_of_files_are_counted_in_one_pass(tmp_path):
    """At the real limit: 400 pages are read, the 401st is not."""
    reading = read(tmp_path, pages(LEA, 405))
    assert sum(fate is Fate.REJECTED for fate in fates(reading).values()) == 5
    assert said(reading) == [("STR033", f"{LEA}/realisations/r95.md", 405)]
