"""Attachments on their way to the site."""

from pathlib import Path

from PIL import Image

from generator.model.ledger import Entry, Fate
from generator.outputs import attachments
from generator.outputs.attachments import prepare, search
from generator.publishing.store import Store


def ready(tmp_path, *names):
    """Prepare the files of a folder."""
    entries = [Entry(path=name, fate=Fate.ATTACHED, url=name) for name in names]
    store = Store(folder=tmp_path / "cache", key=b"k")
    return prepare(entries, lambda name: tmp_path / name, store, lambda work, items, *_: work(tuple(items)), 300)


def test_a_picture_is_kept_with_its_size_and_written_once(tmp_path):
    """The second build finds it."""
    Image.new("RGB", (30, 20)).save(tmp_path / "a.png")
    found = ready(tmp_path, "a.png")
    assert {path: (one.measure.width, one.measure.height) for path, one in found.ready.items()} == {"a.png": (30, 20)}
    assert search(found, ["a.png"]).ready["a.png"].file.read_bytes().startswith(b"\x89PNG")


def test_what_is_refused_says_why_and_harms_nothing_else(tmp_path):
    """A page of HTML named .txt, a file that is not there, and a good one."""
    (tmp_path / "a.txt").write_text("<script>alert(1)</script>")
    (tmp_path / "b.sql").write_text("select 1")
    found = ready(tmp_path, "a.txt", "absent.pdf", "b.sql")
    assert set(found.refused) == {"a.txt", "absent.pdf"}
    assert {path: one.url for path, one in search(found, ["a.txt", "absent.pdf", "b.sql"]).ready.items()} == {
        "b.sql": "b.sql.txt"
    }


def test_the_limit_is_announced_before_it_bites(tmp_path, monkeypatch):
    """Between the two figures a file is published and told; above, it is refused."""
    monkeypatch.setattr(attachments, "HEAVY_BYTES", 10)
    monkeypatch.setattr(attachments, "MAX_BYTES", 30)
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
    published = search(found, ["linux.pdf", "windows.pdf"]).ready
    assert published["linux.pdf"].file == tmp_path / "linux.pdf"
    assert published["windows.pdf"].file.read_bytes() == pdf
