"""A site is always a complete one."""

import pytest

from generator.publishing import swap


def site_with(path, text):
    """A site of one page."""
    path.mkdir()
    (path / "index.html").write_text(text)


def test_the_new_tree_takes_the_place_of_the_old_and_leaves_nothing_behind(tmp_path):
    """After a swap only the site is there."""
    site = tmp_path / "site"
    site_with(site, "ancien")
    with swap.exclusive(site, tmp_path / "cache"):
        tree = swap.new_tree(site, tmp_path / "cache")
        (tree / "index.html").write_text("nouveau")
        swap.swap(site, tree, tmp_path / "cache")
    assert (site / "index.html").read_text() == "nouveau"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]


def test_without_an_exchange_two_renames_do(tmp_path, monkeypatch):
    """Systems without renameat2 get the same result."""
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    site = tmp_path / "site"
    site_with(site, "ancien")
    tree = swap.new_tree(site, tmp_path / "cache")
    (tree / "index.html").write_text("nouveau")
    swap.swap(site, tree, tmp_path / "cache")
    assert (site / "index.html").read_text() == "nouveau"


def test_a_build_killed_between_two_renames_is_repaired_by_the_next(tmp_path):
    """The old site comes back, the unfinished tree goes."""
    site = tmp_path / "site"
    site_with(tmp_path / ".site.vitrail-old", "ancien")
    site_with(tmp_path / ".site.vitrail-new", "moitié")
    swap.repair(site)
    assert (site / "index.html").read_text() == "ancien"
    assert not (tmp_path / ".site.vitrail-new").exists()


def test_two_builds_at_once_are_one_build_and_a_refusal(tmp_path):
    """The second one touches nothing."""
    site = tmp_path / "site"
    cache = tmp_path / "cache"
    with swap.exclusive(site, cache), pytest.raises(swap.BusyError), swap.exclusive(site, cache):
        pass
