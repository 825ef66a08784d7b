"""A heavy file is searched once for the same values: what was found is kept by its bytes."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from generator.privacy import searches
from generator.privacy.searches import Searches
from generator.privacy.secrets import leaks_in, secrets_among
from generator.privacy.unpacking import UnsearchableError
from generator.publishing.store import Store

WATCH = secrets_among([], [], ["Solveig Kerbrat"])


@pytest.fixture
def looked(tmp_path, monkeypatch):
    """Give a function: watch → searches of a new build on one store, with the list of what was really searched."""
    store, done = Store(folder=tmp_path, key=b"x"), []

    def counting(url, raw, wanted):
        done.append(url)
        return leaks_in(url, raw, wanted)

    monkeypatch.setattr(searches, "leaks_in", counting)
    return lambda wanted=WATCH: (Searches(wanted, store), done)


def archive(text):
    """A zip beyond what is searched each time."""
    target = BytesIO()
    with ZipFile(target, "w") as made:
        made.writestr("a.txt", text.ljust(30_000))
    return target.getvalue()


def test_what_was_found_is_asked_once_of_the_same_bytes_and_values(looked):
    """A later build opens it again only when it, its address or what is searched changed."""
    raw, other = archive("avec Solveig Kerbrat"), archive("avec personne")
    for _ in range(2):
        found, done = looked()
        assert found.met("a/x.zip", raw) == ("solveig kerbrat",)
        assert found.met("a/y.zip", other) == ()
        assert len(found.kept) == 2
    assert done == ["a/x.zip", "a/y.zip"]
    found, done = looked(secrets_among(["avec personne"], []))
    assert found.met("a/y.zip", other) == ("avec personne",)
    assert len(done) == 3


def test_what_cannot_be_searched_is_remembered_as_such(looked):
    """The same verdict cold and warm."""
    broken = archive("x" * 50_000)[:-30]
    for _ in range(2):
        found, done = looked()
        with pytest.raises(UnsearchableError):
            found.met("a.zip", broken)
    assert done == ["a.zip"]
