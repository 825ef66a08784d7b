"""A cache may be lost, old, corrupt or forged; it never gives a wrong page."""

import os
import time

from vitrail.building.publishing.page_keys import digest
from vitrail.building.publishing.store import _FORMAT, Store
from vitrail.ground.memo.signed import SignedFolder

KEY = b"machine"


def kept(folder, **pages):
    """Give a store that another build filled."""
    store = Store(folder=folder, key=KEY)
    for key, raw in pages.items():
        store.put(key, raw)
    store.close("public", pages)
    again = Store(folder=folder, key=KEY)
    again.load()
    return again


def test_a_kept_page_comes_back_in_the_next_build(tmp_path):
    """The bytes are those that were put."""
    assert kept(tmp_path, ab12=b"page").get("ab12")[0] == b"page"


def test_a_corrupt_page_is_as_good_as_none(tmp_path):
    """What does not match its digest is rendered again."""
    store = Store(folder=tmp_path, key=KEY)
    store.put("ab12", b"page").write_bytes(b"pirate")
    assert store.get("ab12") is None


def test_a_corrupt_index_costs_time_and_nothing_else(tmp_path):
    """Whatever the index holds, loading succeeds."""
    for number, text in enumerate(("", "{", "\x80", "\0" * 50)):
        (tmp_path / f"index-{number}").write_text(text)
    store = Store(folder=tmp_path, key=KEY)
    store.load()
    assert not store.known


def test_a_page_forged_with_its_digest_is_as_good_as_none(tmp_path):
    """Who can write in the cache can write both; nobody signs for this machine without its key."""
    kept(tmp_path, ab12=b"page")
    (tmp_path / "pages" / "a" / "ab12").write_bytes(b"<script>")
    SignedFolder(tmp_path, b"pirate", _FORMAT).sign("index-public", [b"", {"ab12": [digest(b"<script>"), None]}, []])
    store = Store(folder=tmp_path, key=KEY)
    store.load()
    assert store.get("ab12") is None
    assert store.find("ab12") is None


def test_an_index_that_another_machine_signed_is_as_good_as_none(tmp_path):
    """A whole cache that somebody made elsewhere."""
    kept(tmp_path, ab12=b"page")
    store = Store(folder=tmp_path, key=b"autre machine")
    store.load()
    assert not store.known


def test_pages_that_no_audience_uses_any_more_are_swept(tmp_path):
    """The folder does not grow with the history; another audience's pages stay."""
    store = Store(folder=tmp_path, key=KEY)
    store.put("aa", b"jury")
    store.close("jury", ["aa"])
    store.put("bb", b"public")
    store.put("cc", b"vieux")
    store.close("public", ["bb"])
    (tmp_path / "index-public.1234.part").touch()
    store.sweep()
    assert sorted(path.name for path in (tmp_path / "pages").glob("*/*")) == ["aa", "bb"]
    assert not list(tmp_path.glob("*.part"))


def test_the_index_of_a_portfolio_alone_lives_as_long_as_something_is_written_beside_it(tmp_path):
    """A desk of one student that is used every day writes what differs, and not the whole."""
    folder = tmp_path / "cache"
    store = Store(folder=folder, key=KEY)
    pages = [f"{number:x}" * 2 for number in range(16)]
    for page in pages:
        store.put(page, page.encode())
    store.close("public-0a", pages)
    store.close("public-0a", pages[1:])
    index, beside = folder / "index-public-0a", folder / "index-public-0a.since"
    for file, days, kept in ((index, 31, True), (beside, 31, False)):
        os.utime(file, (time.time() - 86_400 * days,) * 2)
        Store(folder=folder, key=KEY).sweep()
        assert (index.exists(), beside.exists()) == (kept, kept)
