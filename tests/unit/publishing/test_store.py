"""A cache may be lost, old or corrupt; it never gives a wrong page."""

from generator.publishing.store import Store


def test_a_kept_page_comes_back_in_the_next_build(tmp_path):
    """The bytes are those that were put."""
    store = Store(folder=tmp_path)
    store.put("ab12", b"page")
    store.close("public", ["ab12"])
    again = Store(folder=tmp_path)
    again.load()
    assert again.get("ab12")[0] == b"page"


def test_a_corrupt_page_is_as_good_as_none(tmp_path):
    """What does not match its digest is rendered again."""
    store = Store(folder=tmp_path)
    store.put("ab12", b"page").write_bytes(b"pirate")
    assert store.get("ab12") is None


def test_a_corrupt_index_costs_time_and_nothing_else(tmp_path):
    """Whatever the index holds, loading succeeds."""
    for number, text in enumerate(("", "{", "[]", '{"format": 1}', '{"format": 1, "pages": 3}', "\0")):
        (tmp_path / f"index-{number}.json").write_text(text)
    store = Store(folder=tmp_path)
    store.load()
    assert not store.known


def test_pages_that_no_audience_uses_any_more_are_swept(tmp_path):
    """The folder does not grow with the history; another audience's pages stay."""
    store = Store(folder=tmp_path)
    store.put("aa", b"jury")
    store.close("jury", ["aa"])
    store = Store(folder=tmp_path)
    store.load()
    store.put("bb", b"public")
    store.put("cc", b"vieux")
    store.close("public", ["bb"])
    assert sorted(path.name for path in (tmp_path / "pages").glob("*/*")) == ["aa", "bb"]
