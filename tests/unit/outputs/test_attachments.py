"""Attachments on their way to the site."""

from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from PIL import Image

from tests.unit.reading.test_memory import blind
from vitrail.building.making.facts.drawn import draw_missing, judged
from vitrail.building.publishing.store import Store
from vitrail.building.publishing.workers.executors import Workers
from vitrail.ground.memo import files as disk
from vitrail.ground.memo.files import SourceFiles
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.shelf import AnswerShelf
from vitrail.site.outputs import attachments, inspection, pictures
from vitrail.site.outputs.attachments import JudgedFiles, sort


class Found(NamedTuple):
    """What became of some files."""

    judged: JudgedFiles
    kept: list[str]


def judge(memo, store, disks, megabytes=300):
    """Sort, draw and judge files, path → spelling on the disk."""
    found = sort(memo, ("", ""), {path: (path, disk) for path, disk in disks.items()}, megabytes)
    undrawable = draw_missing(memo, store, Workers(1), found.record.accepted.items())
    keys = [key for one in found.record.accepted.values() for key in one.keys]
    return Found(judged(memo, store, found, undrawable), keys)


def ready(tmp_path, *names):
    """Prepare the files of a folder."""
    store = Store(folder=tmp_path / "cache", key=b"k")
    shelf = AnswerShelf(tmp_path / "memo", b"k")
    memo = Memo(SourceFiles(tmp_path, shelf.known()), shelf)
    store.load()
    found = judge(memo, store, {name: name for name in names})
    store.close("team", found.kept)
    memo.close()
    return found.judged


def test_a_picture_is_kept_with_its_size_and_written_once(tmp_path):
    """The second build finds it."""
    Image.new("RGB", (30, 20)).save(tmp_path / "a.png")
    found = ready(tmp_path, "a.png")
    assert {path: (one.measure.width, one.measure.height) for path, one in found.ready.items()} == {"a.png": (30, 20)}
    assert found.ready["a.png"].file.read_bytes().startswith(b"\x89PNG")


def test_a_file_that_did_not_move_is_not_opened_again(tmp_path, monkeypatch):
    """Neither a picture, nor a document, nor one that is refused: the second build asks the system alone."""
    monkeypatch.setattr(disk, "_RECENT", -1_000_000_000)
    Image.new("RGB", (30, 20)).save(tmp_path / "a.png")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\nxref\nstartxref\n17\n%%EOF\n")
    (tmp_path / "c.sql").write_text("select 1")
    (tmp_path / "d.pdf").write_text("aucun")
    names = ("a.png", "b.pdf", "c.sql", "d.pdf")
    first = ready(tmp_path, *names)
    monkeypatch.setattr(SourceFiles, "read", lambda *_: pytest.fail("a file was opened"))
    monkeypatch.setattr(pictures, "rewrite", lambda *_: pytest.fail("a picture was drawn"))
    again = ready(tmp_path, *names)
    assert (again.ready, again.refused) == (first.ready, first.refused)
    assert set(again.refused) == {"d.pdf"}


def test_what_a_file_says_is_asked_of_nothing_but_its_bytes(tmp_path):
    """Whatever kind of file it is: what a question reads behind the memo's back would stay as it was for ever."""
    Image.new("RGB", (30, 20)).save(tmp_path / "a.png")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\nxref\nstartxref\n17\n%%EOF\n")
    (tmp_path / "c.sql").write_text("select 1")
    with ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("un.txt", "un")
    for name in ("a.png", "b.pdf", "c.sql", "d.zip", "absent.pdf"):
        asked = ("", "", name, name, "300")
        plain = inspection.inspection(Memo(SourceFiles(tmp_path)), *asked)
        memo = Memo(SourceFiles(tmp_path))
        with blind(memo):
            assert inspection.inspection(memo, *asked) == plain


def test_what_is_refused_says_why_and_harms_nothing_else(tmp_path):
    """A page of HTML named .txt, a file that is not there, and a good one."""
    (tmp_path / "a.txt").write_text("<script>alert(1)</script>")
    (tmp_path / "b.sql").write_text("select 1")
    found = ready(tmp_path, "a.txt", "absent.pdf", "b.sql")
    assert set(found.refused) == {"a.txt", "absent.pdf"}
    assert {path: one.url for path, one in found.ready.items()} == {"b.sql": "b.sql.txt"}


def test_the_limit_is_announced_before_it_bites(tmp_path, monkeypatch):
    """Between the two figures a file is published and told; above, it is refused."""
    monkeypatch.setattr(attachments, "HEAVY_BYTES", 10)
    monkeypatch.setattr(inspection, "LARGE", 30)
    Path(tmp_path / "a.txt").write_text("x" * 20)
    Path(tmp_path / "b.txt").write_text("x" * 40)
    found = ready(tmp_path, "a.txt", "b.txt")
    assert [(one.code, one.place.path) for one in found.faults] == [("MED016", "a.txt")]
    assert set(found.refused) == {"b.txt"}


def test_of_a_pdf_that_git_turned_into_other_lines_one_form_is_published(tmp_path):
    """A seal does not tell the two apart: swapped after a validation, they would show two documents."""
    pdf = b"%PDF-1.4\n1 0 obj\nxref\nstartxref\n17\n%%EOF\n"
    (tmp_path / "linux.pdf").write_bytes(pdf)
    (tmp_path / "windows.pdf").write_bytes(pdf.replace(b"\n", b"\r\n"))
    found = ready(tmp_path, "linux.pdf", "windows.pdf")
    published = found.ready
    assert published["linux.pdf"].file == tmp_path / "linux.pdf"
    assert published["windows.pdf"].file.read_bytes() == pdf
