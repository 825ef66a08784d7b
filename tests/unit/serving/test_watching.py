"""Bursts of changes, and the rest that follows."""

import threading
from itertools import islice

from generator.serving.watching import Bell, bursts


def test_a_burst_names_what_changed_and_is_followed_by_one_rest(tmp_path):
    """An editor writes beside, then renames: the file's own name is among the paths; a rest comes before all."""
    (tmp_path / "a.md").write_text("un", "utf-8")
    stop, bell = threading.Event(), Bell()

    def save():
        (tmp_path / "a.md.tmp").write_text("deux", "utf-8")
        (tmp_path / "a.md.tmp").replace(tmp_path / "a.md")

    threading.Timer(1.0, save).start()
    first, burst, rest = islice(bursts(tmp_path, stop, bell), 3)
    assert not first
    assert tmp_path / "a.md" in burst
    assert not rest
    assert not bell.rung
