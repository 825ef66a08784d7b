"""Files known by their bytes, and those that nobody may publish by their size."""

import random
import tracemalloc
from io import FileIO

import pytest

from tests.folders import git
from vitrail.content.reading.disk.hashing import hash_content, with_plain_ends
from vitrail.ground.memo.files import LARGE, SourceFiles, digest
from vitrail.ground.memo.whole import read_whole


def test_a_file_too_large_to_publish_is_not_read(tmp_path):
    """Three sparse gigabytes once took three gigabytes of memory, and were refused afterwards."""
    path = tmp_path / "a.md"
    with path.open("wb") as stream:
        stream.truncate(3_000_000_000)
    files = SourceFiles(tmp_path)
    tracemalloc.start()
    known = hash_content(files, "a.md"), files.digest("a.md")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert known == ("octets:3000000000", digest(b"3000000000 octets"))
    assert peak < LARGE


def test_one_byte_makes_another_hash(tmp_path):
    """Whatever the sizes."""
    path = tmp_path / "a.md"
    path.write_bytes(b"a")
    first = hash_content(SourceFiles(tmp_path), "a.md")
    path.write_bytes(b"b")
    assert hash_content(SourceFiles(tmp_path), "a.md") != first


def test_a_file_that_grew_since_its_size_was_asked_is_read_whole(tmp_path):
    """Somebody is writing it, or its disk says nothing of its size."""
    path = tmp_path / "a.md"
    path.write_bytes(b"abcdef")
    with FileIO(path) as stream:
        assert read_whole(stream, 0, 100) == b"abcdef"
    with FileIO(path) as stream:
        assert read_whole(stream, 6, 100) == b"abcdef"


@pytest.mark.parametrize(
    "raw",
    [
        b"ls -l\nexit\n",
        "Capture d’écran\nété\n".encode(),
        "d\xe9j\xe0 vu\n".encode("latin-1"),
        b"\x1b[32mok\x1b[0m\n" * 50,
        b"col\tcol\n\x0c\n",
        b"fin\n\x1a",
        b"x" * 200 + b"\x01\n",
    ],
)
def test_text_is_known_whatever_its_line_ends(tmp_path, raw):
    """What git for Windows checks out is what was committed."""
    for name, content in (("unix", raw), ("windows", raw.replace(b"\n", b"\r\n"))):
        (tmp_path / name).write_bytes(content)
    assert hash_content(SourceFiles(tmp_path), "unix") == hash_content(SourceFiles(tmp_path), "windows")
    assert hash_content(SourceFiles(tmp_path), "unix").startswith("sha256:")


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\0\0",
        b"lone\rreturn\r\n",
        b"odd\x01\r\n",
        "a\u0a0d".encode("utf-16-le"),
        b"%PDF-1.7\r\n1 0 obj\r\n",
        b"\n\n%PDF-1.4\r\n1 0 obj\r\nxref\r\nstartxref\r\n999999\r\n%%EOF",
        b"%PDF-1.4\r\n1 0 obj\r\nxref\r\nstartxref\r\n19\r\n%%EOF",
    ],
)
def test_what_is_no_text_keeps_its_bytes(raw):
    """A PDF too whose offsets are right as it is, or never."""
    assert with_plain_ends(raw) == raw
    assert raw.replace(b"\r\n", b"\n") != raw


def test_a_pdf_that_git_broke_is_known_by_the_form_whose_offsets_are_right():
    """Without compression it is text to git, and its offsets are those of the machine that wrote it."""
    pdf = b"%PDF-1.4\n1 0 obj\nxref\nstartxref\n17\n%%EOF\n"
    assert with_plain_ends(pdf.replace(b"\n", b"\r\n")) == with_plain_ends(pdf) == pdf


def test_text_is_what_git_takes_for_text(tmp_path):
    """Random files, committed then checked out with ``core.autocrlf``, as Git for Windows does."""
    draw = random.Random(11)
    alphabet = [
        b"abc \t",
        b"\n",
        b"\r\n",
        b"\r",
        b"\0",
        b"\x01",
        b"\x7f",
        "é".encode(),
        b"\x1a",
        b"\x1b",
        b"\xff",
        b"x" * 130,
    ]

    origin, clone = tmp_path / "linux", tmp_path / "windows"
    git(tmp_path, "init", "-q", origin)
    for number in range(300):
        kinds = draw.choices(alphabet, weights=[9, 9, 1, 0.2, 0.2, 0.3, 0.3, 2, 0.3, 1, 1, 3], k=draw.randrange(12))
        (origin / f"{number}.bin").write_bytes(b"".join(kinds))
    git(origin, "add", ".")
    git(origin, "commit", "-qm", "x")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", origin, clone)
    moved, here, there = 0, SourceFiles(origin), SourceFiles(clone)
    for path in sorted(origin.glob("*.bin")):
        other = clone / path.name
        moved += path.read_bytes() != other.read_bytes()
        assert hash_content(here, path.name) == hash_content(there, path.name), path.read_bytes()
    assert moved > 50
