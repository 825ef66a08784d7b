"""A cache that several builds use at once, and that no link leads out of."""

import pytest

from vitrail.building.publishing.disk.folder import alone, using
from vitrail.building.publishing.store import Store


def test_builds_use_the_cache_together_and_sweeping_gives_way(tmp_path):
    """Nobody waits for a build to end; what is left to sweep is swept by the next one."""
    with using(tmp_path), using(tmp_path), alone(tmp_path) as free:
        assert not free
    with alone(tmp_path) as free:
        assert free


def test_a_link_in_the_cache_is_taken_away_and_what_it_leads_to_is_not_touched(tmp_path):
    """A student's commit could make sweeping delete the files of the class."""
    cache, mine = tmp_path / "cache", tmp_path / "portfolios"
    (mine / "2025-2027").mkdir(parents=True)
    (mine / "2025-2027" / "promotion.yml").write_text("session: 2027")
    (cache / "serve" / "team").mkdir(parents=True)
    for name in ("pages", "spare", "serve/team/site", "index-public"):
        (cache / name).symlink_to(mine)
    with using(cache):
        store = Store(folder=cache, key=b"k")
        store.put("ab", b"page")
        store.close("public", ())
    with alone(cache):
        store.sweep()
    assert [path.name for path in mine.rglob("*")] == ["2025-2027", "promotion.yml"]
    assert not [path for path in cache.rglob("*") if path.is_symlink()]


def test_git_never_sees_what_lies_in_the_cache(tmp_path):
    """Even in a school that has no .gitignore of its own."""
    with using(tmp_path / "cache"):
        pass
    assert (tmp_path / "cache" / ".gitignore").read_text() == "*\n"


def test_a_lock_that_cannot_be_taken_is_the_disks_refusal(tmp_path):
    """The build says what the system says; sweeping gives way."""
    (tmp_path / "use.lock").mkdir()
    with pytest.raises(OSError, match=r"directory|unable to open"), using(tmp_path):
        pass
    with alone(tmp_path) as free:
        assert not free
