"""Files known by their bytes, and those that nobody may publish by their size."""

import tracemalloc
from io import FileIO

from generator.reading.hashing import LARGE, hash_file, read_whole


def test_a_file_too_large_to_publish_is_not_read(tmp_path):
    """Three sparse gigabytes once took three gigabytes of memory, and were refused afterwards."""
    path = tmp_path / "a.md"
    with path.open("wb") as stream:
        stream.truncate(3_000_000_000)
    tracemalloc.start()
    known = hash_file(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert known == "3000000000"
    assert peak < LARGE


def test_one_byte_makes_another_hash(tmp_path):
    """Whatever the sizes."""
    path = tmp_path / "a.md"
    path.write_bytes(b"a")
    first = hash_file(path)
    path.write_bytes(b"b")
    assert hash_file(path) != first


def test_a_file_that_grew_since_its_size_was_asked_is_read_whole(tmp_path):
    """Somebody is writing it, or its disk says nothing of its size."""
    path = tmp_path / "a.md"
    path.write_bytes(b"abcdef")
    with FileIO(path) as stream:
        assert read_whole(stream, 0, 100) == b"abcdef"
    with FileIO(path) as stream:
        assert read_whole(stream, 6, 100) == b"abcdef"
