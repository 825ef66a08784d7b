"""Files known by how the system knows them: read again as soon as that moved, or could have."""

import hashlib
import os

import pytest

from generator.project import Project
from generator.publishing.unchanged import hashes_of, keep_hashes
from generator.reading.disk import hashing as module
from generator.reading.disk.hashing import Hashes

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a system that does not date every change is never believed")


@pytest.fixture
def settled(monkeypatch):
    """As if some seconds had gone by since every file was written."""
    monkeypatch.setattr(module, "_RECENT", -1_000_000_000)


def _hash(raw):
    return hashlib.sha256(raw).hexdigest()


def _again(first):
    return Hashes(known=dict(first.used))


@pytest.mark.usefixtures("settled")
def test_a_file_that_did_not_move_is_not_read(tmp_path, monkeypatch):
    """Its hash is the one of last time."""
    file = tmp_path / "a.md"
    file.write_bytes(b"un")
    first = Hashes()
    assert first.of(str(file)) == _hash(b"un")
    monkeypatch.setattr(module, "hash_file", None)
    again = _again(first)
    assert again.of(str(file)) == _hash(b"un")
    assert not again.moved


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_of_the_same_size_and_date_is_read_when_it_was_written(tmp_path, replaced):
    """Whoever sets its date back, or puts another in its place, moves the date of the entry."""
    file = tmp_path / "a.md"
    file.write_bytes(b"un")
    status = file.stat()
    first = Hashes()
    first.of(str(file))
    while file.stat().st_ctime_ns == status.st_ctime_ns:  # a system may date by ticks of some milliseconds
        if replaced:
            (tmp_path / "b.md").write_bytes(b"du")
            (tmp_path / "b.md").replace(file)
        else:
            file.write_bytes(b"du")
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert _again(first).of(str(file)) == _hash(b"du")


def test_a_file_written_a_moment_ago_is_not_believed(tmp_path):
    """Another writing could bear the same date."""
    file = tmp_path / "a.md"
    file.write_bytes(b"un")
    first = Hashes()
    assert first.of(str(file)) == _hash(b"un")
    assert not first.used


@pytest.mark.usefixtures("settled")
def test_what_is_known_of_files_is_signed(tmp_path):
    """A forged list of hashes is none."""
    file = tmp_path / "a.md"
    file.write_bytes(b"un")
    project = Project(root=tmp_path, portfolios=tmp_path, site=tmp_path / "site")
    project.cache.mkdir()
    first = Hashes()
    first.of(str(file))
    keep_hashes(project, first)
    assert hashes_of(project).known
    kept = project.cache / "hashes.json"
    kept.write_bytes(kept.read_bytes().replace(_hash(b"un").encode(), _hash(b"du").encode()))
    assert not hashes_of(project).known


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    """As for whoever reads it."""
    with pytest.raises(OSError, match="No such file"):
        Hashes().of(str(tmp_path / "a.md"))
