"""A site is always a complete one."""

from pathlib import Path

import pytest

from vitrail.building.publishing.disk import swap


def site_with(path, text):
    """A site of one page."""
    path.mkdir()
    (path / "index.html").write_text(text)


def test_the_new_tree_takes_the_place_of_the_old_and_leaves_nothing_behind(tmp_path):
    """After a swap only the site is there."""
    site = tmp_path / "site"
    site_with(site, "ancien")
    with swap.exclusive(site, tmp_path / "cache"):
        tree = swap.new_tree(site, tmp_path / "cache" / "spare" / "public-1")
        (tree / "index.html").write_text("nouveau")
        swap.swap(site, tree, tmp_path / "cache" / "spare" / "public-1")
    assert (site / "index.html").read_text() == "nouveau"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]


def test_without_an_exchange_two_renames_do(tmp_path, monkeypatch):
    """Systems without renameat2 get the same result."""
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    site = tmp_path / "site"
    site_with(site, "ancien")
    tree = swap.new_tree(site, tmp_path / "cache" / "spare" / "public-1")
    (tree / "index.html").write_text("nouveau")
    swap.swap(site, tree, tmp_path / "cache" / "spare" / "public-1")
    assert (site / "index.html").read_text() == "nouveau"


def test_a_new_tree_that_cannot_take_the_name_leaves_the_old_site(tmp_path, monkeypatch):
    """On Windows a program that reads one of its files, be it an antivirus, holds the folder."""
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    site = tmp_path / "site"
    site_with(site, "ancien")
    tree = swap.new_tree(site, tmp_path / "spare")
    rename = Path.rename

    def refuse(path, target):
        """Hold the new tree."""
        if path == tree:
            raise PermissionError(13, "held", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        swap.swap(site, tree, tmp_path / "spare")
    assert (site / "index.html").read_text() == "ancien"


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


def put_by(tmp_path, *builds):
    """Publish sites of one page each, one after the other; give the site and what was put by."""
    site, spare = tmp_path / "site", swap.spare_of(tmp_path / "site", tmp_path / "cache", "public")
    for text in builds:
        with swap.exclusive(site, tmp_path / "cache"):
            tree = swap.new_tree(site, spare)
            (tree / "index.html").unlink(missing_ok=True)
            (tree / "index.html").write_text(text)
            swap.swap(site, tree, spare)
    return site, spare


def test_each_audience_and_each_site_has_its_own_tree_put_by(tmp_path):
    """The team's pages never stand beside the public's site while it is made."""
    names = {
        swap.spare_of(tmp_path / site, tmp_path / "cache", audience).name
        for site in ("site", "autre")
        for audience in ("public", "equipe")
    }
    assert len(names) == 4


def test_what_is_put_by_holds_nothing_that_is_no_longer_published(tmp_path):
    """Neither the page that was replaced, nor the name of a folder that is gone."""
    _, spare = put_by(tmp_path, "un", "deux")
    assert spare.is_dir()
    assert list(spare.iterdir()) == []


def test_on_a_disk_that_takes_two_spellings_for_one_name_nothing_is_put_by(tmp_path, monkeypatch):
    """There, taking away the old spelling would take away the new file."""
    monkeypatch.setattr(swap, "tells_names_apart", lambda _folder: False)
    _, spare = put_by(tmp_path, "un", "deux")
    assert not spare.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]


@pytest.mark.parametrize("left", ["un fichier", "un lien vers un fichier", "un lien vers un dossier", "un lien cassé"])
def test_a_damaged_cache_costs_time_and_nothing_else(tmp_path, left):
    """Whatever took the place of the tree that was put by goes; what a link leads to stays."""
    site, spare = put_by(tmp_path, "un")
    site_with(tmp_path / "ailleurs", "à garder")
    spare.parent.mkdir(exist_ok=True)
    goals = {"fichier": tmp_path / "ailleurs/index.html", "dossier": tmp_path / "ailleurs", "cassé": tmp_path / "rien"}
    if left == "un fichier":
        spare.write_text("abîmé")
    else:
        spare.symlink_to(goals[left.rpartition(" ")[2]])
    assert put_by(tmp_path, "deux")[0] == site
    assert (site / "index.html").read_text() == "deux"
    assert (tmp_path / "ailleurs" / "index.html").read_text() == "à garder"


def test_an_unfinished_tree_goes_even_when_it_is_no_folder(tmp_path):
    """Else every later build would fail on its name."""
    (tmp_path / ".site.vitrail-new").write_text("abîmé")
    put_by(tmp_path, "un")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]
