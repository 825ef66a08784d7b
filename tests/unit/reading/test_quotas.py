"""One portfolio never makes the others wait: its limits are announced, then they hold."""

import pytest
from msgspec.structs import replace

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, read
from vitrail.content.model.ledger import Fate
from vitrail.content.model.school import School
from vitrail.content.reading.disk import quotas

OTHER = "2025-2027/petit-chloe"
MEGABYTE = 1_000_000


@pytest.fixture
def limited(monkeypatch):
    """Give a function that lowers the limits, so that a test writes few files."""

    def lower(pages=400, files=1_000, texts=10 * MEGABYTE):
        number, length = quotas.WRITTEN
        monkeypatch.setattr(quotas, "WRITTEN", (replace(number, limit=pages), replace(length, limit=texts)))
        monkeypatch.setattr(quotas, "FILES", replace(quotas.FILES, limit=files))

    return lower


def rejected(reading):
    """Paths of what was rejected while reading."""
    return [one.path for one in reading.files if one.fate is Fate.REJECTED]


def said(reading):
    """Code, path and count of what was told of quotas."""
    found = [one for one in reading.diagnostics if one.code in {"STR033", "STR034"}]
    return [(one.code, one.place.path, one.values["count"]) for one in found]


def limit(megabytes):
    """The school's file with the limit of a portfolio's attachments."""
    return {"etablissement.yml": f"nom: Lycée\nMo par portfolio: {megabytes}\n"}


def pages(folder, count):
    """As many réalisations."""
    return {f"{folder}/realisations/r{rank}.md": REALISATION for rank in range(count)}


def shown(**weights):
    """A réalisation that shows files of as many bytes."""
    links = "".join(f"[{name}](../fichiers/{name}.txt)\n\n" for name in weights)
    files = {f"{LEA}/fichiers/{name}.txt": b"x" * weight for name, weight in weights.items()}
    return {f"{LEA}/realisations/glpi.md": REALISATION + links, **files}


def test_pages_beyond_the_limit_are_rejected_and_the_others_published(tmp_path, limited):
    """In the order of their names, home page aside; the neighbour loses nothing."""
    limited(pages=3)
    reading = read(tmp_path, {**pages(LEA, 5), f"{OTHER}/index.md": HOME, **pages(OTHER, 2)})
    assert rejected(reading) == [f"{LEA}/realisations/r3.md", f"{LEA}/realisations/r4.md"]
    assert said(reading) == [("STR033", f"{LEA}/realisations/r3.md", 5)]
    assert {len(student.realisations) for student in reading.school.cohorts[0].students} == {3, 2}


def test_texts_beyond_the_limit_are_rejected_before_any_is_read(tmp_path, limited):
    """Each is within its own; the first ones are published."""
    limited(texts=3 * len(REALISATION.encode()) + 10)
    reading = read(tmp_path, pages(LEA, 5))
    assert rejected(reading) == [f"{LEA}/realisations/r3.md", f"{LEA}/realisations/r4.md"]
    assert [code for code, *_ in said(reading)] == ["STR033"]


@pytest.mark.parametrize(("count", "told"), [(7, []), (8, [("STR034", f"{LEA}/index.md", 8)])])
def test_a_limit_is_announced_before_it_bites(tmp_path, limited, count, told):
    """From four fifths on, on the student's own page, and nothing is refused yet."""
    limited(pages=10)
    reading = read(tmp_path, pages(LEA, count))
    assert said(reading) == told
    assert rejected(reading) == []


def test_a_file_too_heavy_for_the_rest_leaves_its_room_to_the_next(tmp_path):
    """Weights are summed over what is kept."""
    reading = read(tmp_path, {**limit(3), **shown(a=2 * MEGABYTE, b=3 * MEGABYTE, c=MEGABYTE)})
    assert rejected(reading) == [f"{LEA}/fichiers/b.txt"]
    assert said(reading) == [("STR033", f"{LEA}/fichiers/b.txt", 6)]


def test_the_school_says_what_a_portfolio_s_files_may_weigh(tmp_path):
    """In its own file, which no student writes."""
    files = shown(a=2 * MEGABYTE, b=3 * MEGABYTE)
    assert rejected(read(tmp_path, {**limit(5), **files})) == []
    assert read(tmp_path, {**limit(5), **files}).diagnostics != read(tmp_path, {**limit(50), **files}).diagnostics


def test_there_is_a_limit_on_the_number_of_attachments_as_well(tmp_path, limited):
    """A thousand small files cost as much as a few heavy ones."""
    limited(files=2)
    assert rejected(read(tmp_path, shown(a=1, b=1, c=1))) == [f"{LEA}/fichiers/c.txt"]


def test_files_that_no_page_shows_take_nobody_s_room(tmp_path, limited):
    """They are never published, and the picture of a réalisation comes after « archives » in the order of names."""
    limited(files=1)
    unused = {f"{LEA}/archives/{rank}.txt": b"x" * MEGABYTE for rank in range(3)}
    assert rejected(read(tmp_path, {**limit(1), **unused, **shown(a=10)})) == []


def test_what_the_team_writes_is_not_counted(tmp_path, limited):
    """Its evaluations are no page of the student's, wherever they lie."""
    limited(pages=1)
    files = {"index.md": HOME, "realisations/a.md": REALISATION, "promotion.yml": COHORT}
    verdicts = {f"evaluations/{name}.yml": "[]\n" for name in ("a", "b")}
    assert rejected(read(tmp_path, {**files, **verdicts}, base=False)) == []


def test_what_was_refused_for_another_reason_is_not_counted(tmp_path, limited):
    """A reserved name leaves its room."""
    limited(pages=1)
    reading = read(tmp_path, {f"{LEA}/synthese.md": "x", f"{LEA}/zen.md": "x"})
    assert rejected(reading) == [f"{LEA}/synthese.md"]
    assert [code for code, _, _ in said(reading)] == ["STR034"]


def test_in_a_portfolio_alone_the_limits_are_the_same(tmp_path, limited):
    """Without a class above, the folder itself is the portfolio."""
    limited(pages=2)
    files = {f"realisations/r{rank}.md": REALISATION for rank in range(3)}
    reading = read(tmp_path, {"index.md": HOME, **files}, base=False)
    assert said(reading) == [("STR033", "realisations/r2.md", 3)]


def test_the_limits_are_those_of_the_guide(tmp_path):
    """400 pages are read, the 401st is not; 1 000 files and 300 MB are what the guide says."""
    assert rejected(read(tmp_path, pages(LEA, 401))) == [f"{LEA}/realisations/r99.md"]
    assert [quota.limit for quota in quotas.attached(School().megabytes)] == [1_000, 300 * MEGABYTE]


def test_a_diagram_weighs_as_many_blocks_as_drawing_it_costs(tmp_path):
    """By its letters and by what « & » stands for, whether or not this machine draws; code weighs one."""
    text = "\n```{}\nflowchart LR\n  A & B --> C & D\n```\n"
    weights = []
    for language in ("text", "mermaid"):
        found = read(tmp_path, {LEA + "/realisations/a.md": REALISATION + text.format(language)})
        (student,) = found.school.cohorts[0].students
        weights += [work.body.nodes for work in student.realisations]
    assert weights[1] - weights[0] == 2_000 + 10 * len("flowchart LR\n  A & B --> C & D\n") + 200
