"""Files known by their bytes, and those that nobody may publish by their size."""

import tracemalloc

from generator.reading.hashing import LARGE, hash_file


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
