"""Ready or not is one answer, whoever gives it: the command, two pages of the team, the archive, the jury's pages."""

import html
import json
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from tests.crowds import school, write_vitrail
from tests.deep import deep_example
from vitrail.doors.cli import main

ROOT = Path(__file__).parents[2]


def run(*words):
    """Run a command where the school is."""
    return CliRunner().invoke(main, list(words))


def sample(root):
    """The sample school, on the day of an oral."""
    shutil.copytree(ROOT / "portfolios", root / "portfolios")
    for name, day in (("2025-2027", "12/05/2027"), ("2024-2026", "13/05/2026")):
        file = root / "portfolios" / name / "promotion.yml"
        file.write_text(f"{file.read_text('utf-8')}oral le: {day}\n", encoding="utf-8")


def crowd(root):
    """Two classes of eight written by the bench for other purposes: the nine are of both."""
    write_vitrail(root, list(school(48, 1))[32:])


def text(found):
    """The words of some HTML, with plain spaces."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>|<!--.*?-->", " ", found))).strip()


def answers(found):
    """The answers that some HTML gives, in order, without their signs."""
    return [text(one).lstrip("✓✗! ") for one in re.findall(r'<span class="vt-outcome[^"]*">(.*?</span>)</span>', found)]


def on_page(site, folder):
    """What the candidate's page says."""
    (said,) = re.findall(r'<ul class="vt-answers">(.*?)</ul>', (site / folder / "dossier.html").read_text("utf-8"))
    return answers(said)


def in_table(site, folder):
    """What their line of the class's table says, in the columns of épreuves."""
    cohort, _, slug = folder.partition("/")
    page = (site / cohort / "dossiers.html").read_text("utf-8")
    (row,) = re.findall(rf'<tr><th scope="row"><a[^>]*href="{slug}/dossier\.html".*?</tr>', page, re.DOTALL)
    return [one for one in answers(row) if one.startswith(("prêt", "à finir", "pas prêt"))]


def facts(page):
    """What the jury reads on a home: columns that nothing marks, and whether an attestation lacks."""
    columns = re.findall(r'<ul class="vt-commission__columns">(.*?)</ul>', page, re.DOTALL)
    empty = [
        one for one in re.findall(r"<li[^>]*>(.*?)</li>", "".join(columns), re.DOTALL) if "0 réalisation" in text(one)
    ]
    return bool(empty), "attestation à remettre" in text(page)


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("made", [deep_example(sample), crowd], ids=["l'exemple", "deux classes"])
def test_five_readers_are_told_the_same_of_nine_candidates(tmp_path, monkeypatch, made):
    """What ``ready`` says, the candidate's page, the class's table and the archive say; the jury's pages show it."""
    root = tmp_path / "ecole"
    root.mkdir()
    made(root)
    monkeypatch.chdir(root)
    told = {one["student"]: one for one in json.loads(run("ready", "--format", "json").stdout)["students"]}
    people = sorted(told)[-9:]  # the latest class, and others of another session in the sample
    assert len(people) == 9
    lines = run("ready", *{one.partition("/")[0] for one in people}).stdout.splitlines()
    built = run("build", "--jobs", "2", "--audience", "equipe")
    assert built.exit_code == 0, built.output
    team = root / "site-equipe"
    archived, pages = "", {}
    for cohort in sorted({one.partition("/")[0] for one in people}):
        done = run("archive", cohort, "--vers", str(tmp_path / f"{cohort}.zip"))
        assert done.exit_code == 0, done.output
        archived += done.stderr
        with ZipFile(tmp_path / f"{cohort}.zip") as zipped:
            homes = [one for one in zipped.namelist() if one.endswith("/index.html") and f"/data/site/{cohort}/" in one]
            pages |= {"/".join(one.split("/")[-3:-1]): zipped.read(one).decode() for one in homes}
    different = set()
    for folder in people:
        known = told[folder]
        said = [
            f"à finir ({one['lacking']})" if one["answer"] == "à finir" else one["answer"] for one in known["exams"]
        ]
        different |= {*said}
        assert on_page(team, folder) == said, folder
        assert in_table(team, folder) == said, folder
        (line,) = (one for one in lines if f"({folder})" in one)
        assert line in archived.splitlines(), folder
        outcomes = {one["id"]: one["outcome"] for one in known["requirements"]}
        if outcomes["D1"] == "satisfait" and len(known["exams"]) > 1:
            lacks = tuple(outcomes[key] == "non satisfait" for key in ("D2", "D6"))
            assert facts(pages[folder]) == lacks, folder
    assert len(different) > 1, "everybody had the same answer: nothing was compared"
