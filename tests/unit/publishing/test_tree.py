"""A tree takes over what an earlier site left, and ends with what the new one has: no more, no less."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deep import sized
from vitrail.building.publishing.disk.patch import Patch
from vitrail.building.publishing.disk.tree import SiteTree, keep_shared
from vitrail.ground.memo import whole

NAMES = st.lists(st.sampled_from("ab"), min_size=1, max_size=3).map("/".join)
"""Addresses so few and so nested that what is a file in one site is a folder in the next."""


def kept_in(folder, *contents):
    """A store: one file for each content."""
    folder.mkdir(exist_ok=True)
    for content in contents:
        (folder / content).write_text(content)
    return folder


def content_of(root):
    """Address → bytes of every file, and the folders."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*")}
    return {url: None if path.is_dir() else path.read_text() for url, path in found.items()}


def without_clashes(sites):
    """Addresses of a site of which none is a folder of another."""
    return {
        url: content
        for url, content in sites.items()
        if not any(other.startswith(f"{url}/") for other in sites if other != url)
    }


SITES = st.lists(
    st.dictionaries(NAMES, st.sampled_from(["un", "deux"]), max_size=5).map(without_clashes), min_size=1, max_size=4
)


@given(sites=SITES)
@settings(max_examples=sized(37, 150), deadline=None)
def test_whatever_stood_there_the_tree_holds_the_new_site_alone(sites, tmp_path_factory):
    """File after folder, folder after file, page after page: the same as in an empty folder."""
    place = tmp_path_factory.mktemp("sites")
    store = kept_in(place / "store", "un", "deux")
    (place / "arbre").mkdir()
    for site in sites:
        tree = SiteTree(place / "arbre", sweep=True)
        for url, content in site.items():
            tree.link(url, store / content)
        tree.finish()
        found = content_of(place / "arbre")
        assert {url: text for url, text in found.items() if text is not None} == site
        folders = {url[:end] for url in site for end in range(len(url)) if url[end] == "/"}
        assert {url for url, text in found.items() if text is None} == folders


def test_a_file_that_stays_is_not_linked_again(tmp_path, monkeypatch):
    """Nothing is asked of the disk for it."""
    store = kept_in(tmp_path / "store", "un")
    (tmp_path / "arbre").mkdir()
    SiteTree(tmp_path / "arbre").link("a/b", store / "un")
    monkeypatch.delattr(os, "link")
    tree = SiteTree(tmp_path / "arbre", sweep=True)
    tree.link("a/b", store / "un")
    tree.finish()
    assert (tmp_path / "arbre" / "a" / "b").samefile(store / "un")


def test_a_file_that_somebody_put_in_its_place_is_replaced(tmp_path):
    """The same name and the same size are not the same file."""
    store = kept_in(tmp_path / "store", "un")
    (tmp_path / "arbre").mkdir()
    (tmp_path / "arbre" / "page").write_text("UN")
    tree = SiteTree(tmp_path / "arbre", sweep=True)
    tree.link("page", store / "un")
    tree.finish()
    assert content_of(tmp_path / "arbre") == {"page": "un"}


@pytest.mark.parametrize("name", ["dossier", "page"])
def test_a_link_is_never_followed(tmp_path, name):
    """A link to a folder or to a file goes, what it leads to stays as it is."""
    outside = kept_in(tmp_path / "ailleurs", "un")
    store = kept_in(tmp_path / "store", "deux")
    (tmp_path / "arbre").mkdir()
    (tmp_path / "arbre" / name).symlink_to(outside if name == "dossier" else outside / "un")
    tree = SiteTree(tmp_path / "arbre", sweep=True)
    tree.link("dossier/un", store / "deux")
    tree.write("page", b"trois")
    tree.finish()
    assert content_of(tmp_path / "arbre") == {"dossier": None, "dossier/un": "deux", "page": "trois"}
    assert content_of(outside) == {"un": "un"}


def test_the_files_of_the_host_stay_where_no_earlier_site_was(tmp_path):
    """`mkdocs build` has already put the theme's files there."""
    (tmp_path / "arbre").mkdir()
    (tmp_path / "arbre" / "theme.css").write_text("hôte")
    tree = SiteTree(tmp_path / "arbre")
    tree.write("a/page", b"un")
    tree.finish()
    assert content_of(tmp_path / "arbre") == {"theme.css": "hôte", "a": None, "a/page": "un"}


def test_of_a_site_that_was_replaced_only_what_is_still_published_is_kept(tmp_path):
    """A page that was withdrawn does not wait in the cache."""
    store = kept_in(tmp_path / "store", "un", "deux")
    for name, urls in (("ancien", {"a": "un", "b/c": "un"}), ("nouveau", {"a": "deux", "b/c": "un"})):
        (tmp_path / name).mkdir()
        tree = SiteTree(tmp_path / name)
        for url, content in urls.items():
            tree.link(url, store / content)
    keep_shared(tmp_path / "ancien", tmp_path / "nouveau")
    assert content_of(tmp_path / "ancien") == {"b": None, "b/c": "un"}
    (tmp_path / "nouveau" / "b" / "c").unlink()
    (tmp_path / "nouveau" / "b").rmdir()
    keep_shared(tmp_path / "ancien", tmp_path / "nouveau")
    assert content_of(tmp_path / "ancien") == {}


@pytest.mark.parametrize("links", [True, False], ids=["liens", "sans liens"])
def test_what_stands_under_a_name_is_replaced_never_written_through(tmp_path, monkeypatch, links):
    """A hard link of an earlier site and a symbolic link lead to files that are not the site's."""
    store = kept_in(tmp_path / "store", "ancien", "nouveau")
    site = tmp_path / "site"
    site.mkdir()
    os.link(store / "ancien", site / "a")
    (site / "b").symlink_to(store / "ancien")
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    tree = SiteTree(site, sweep=True)
    for url in "aab":
        tree.link(url, store / "nouveau")
    tree.finish()
    assert content_of(site) == {"a": "nouveau", "b": "nouveau"}
    assert content_of(store) == {"ancien": "ancien", "nouveau": "nouveau"}
    assert not (site / "b").is_symlink()


def refuse(*_names):
    """Answer as a disk without hard links."""
    raise PermissionError


def test_windows_lets_a_tree_replace_what_is_read_only(tmp_path, monkeypatch):
    """There the mark of the file decides, and a page that a site shares with the cache carries it."""
    marked, unlink, replace = 0o444, os.unlink, os.replace

    def refusing(path, *more):
        target = Path(more[-1] if more else path)
        if target.exists() and not target.stat().st_mode & 0o200:
            raise PermissionError(13, "Accès refusé", str(target))
        return replace(path, *more) if more else unlink(path)

    monkeypatch.setattr(whole, "_WINDOWS", True)
    monkeypatch.setattr(whole, "_TRIES", 1)
    monkeypatch.setattr(os, "unlink", refusing)
    monkeypatch.setattr(os, "replace", refusing)
    store = kept_in(tmp_path / "store", "un", "deux")
    site = tmp_path / "site"
    site.mkdir()
    tree = SiteTree(site)
    for url in ("a", "b", "c"):
        tree.link(url, store / "un")
    (store / "un").chmod(marked)
    tree.link("a", store / "deux")
    tree.write("b", b"trois")
    (store / "un").chmod(marked)
    assert Patch(files={"c": b"quatre"}).apply(site, tmp_path / "attend")
    assert content_of(site) == {"a": "deux", "b": "trois", "c": "quatre"}
