"""The filled workbook as a commission prints it, by LibreOffice."""

import os
import re
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from tests.unit.outputs.test_tableau import FILES, LEA, model, work
from vitrail.doors.cli import main

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (OFFICE and shutil.which("pdftotext")) and not os.environ.get("VITRAIL_NO_SKIP"),
        reason="LibreOffice n'est pas installé (apt-get install libreoffice-calc poppler-utils)",
    ),
]


def wide(sheet):
    """Widen the columns, so that the heads of the table stand on one line."""
    for column in "ABCDEFGH":
        sheet.column_dimensions[column].width = 27


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    """A profile of LibreOffice that is no user's: making one takes longer than printing."""
    return f"-env:UserInstallation=file://{tmp_path_factory.mktemp('libreoffice')}"


@pytest.fixture
def printed(tmp_path, monkeypatch, profile):
    """Give a function: number of réalisations → the text of each printed page."""

    def pages(works):
        root = tmp_path / "depot"
        texts = {f"{LEA}/realisations/w{rank:02}.md": work(f"Travail {rank}", "B1.4") for rank in range(works)}
        for name, text in {**FILES, **texts}.items():
            path = root / "portfolios" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        model(tmp_path / "modele.xlsx", rows=4, edit=wide)
        monkeypatch.chdir(root)
        words = ["export", "tableau", LEA, "--modele", "../modele.xlsx", "--vers", "../papiers"]
        assert CliRunner().invoke(main, words).exit_code == 0
        book = tmp_path / "papiers" / "tableau-le-bris-anna.xlsx"
        command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, book]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        text = subprocess.run(
            ["pdftotext", "-layout", tmp_path / "tableau-le-bris-anna.pdf", "-"], check=True, capture_output=True
        )
        return [re.sub(r"\s+", " ", page) for page in text.stdout.decode().split("\f") if page.strip()]

    return pages


def test_few_rows_print_on_one_page(printed):
    """The form's own size, whose candidate and marks are read."""
    (page,) = printed(3)
    assert "LE BRIS Anna" in page
    assert len(re.findall(r"\bX\b", page)) == 3


def test_many_rows_print_on_pages_that_say_whose_they_are(printed):
    """Every page repeats the heads of the columns, the candidate's name and its number; no row is lost."""
    first, *others = printed(90)
    assert others
    for number, page in enumerate([first, *others], 1):
        assert "Travailler en mode projet" in page
        assert "Anna Le Bris" in page
        assert f"{number}/{len(others) + 1}" in page.replace(" ", "")
    assert {f"Travail {rank}" for rank in range(90)} <= set(re.findall(r"Travail \d+", " ".join([first, *others])))
