"""Where names stand in a file."""

from vitrail.content.model.names import Name
from vitrail.knowledge.privacy import veiling

NAME = Name(words=("kerherve",), said="[mon tuteur]", woman="[ma tutrice]", whole=True)


def test_audiences_that_may_not_read_the_same_names_search_a_file_once(monkeypatch):
    """What it held before says nothing of what it holds now, nor do other names."""
    searched = []
    spots = veiling._spots  # noqa: SLF001
    monkeypatch.setattr(veiling, "_spots", lambda *given: searched.append(given) or spots(*given))
    files = {"a.md": b"---\ntitre: A\n---\nMerci. Kerherve\n"}

    def found(*names):
        return [(one.line, one.column) for one in veiling.sightings(files.__getitem__, "a.md", names)]

    assert found(NAME) == found(NAME) == [(4, 8)]
    assert len(searched) == 1
    files["a.md"] = b"---\ntitre: A\nx: y\n---\nMerci. Kerherve\n"
    assert found(NAME) == [(5, 8)]
    assert found() == []
    assert len(searched) == 3
    del files["a.md"]
    assert found(NAME) == []
