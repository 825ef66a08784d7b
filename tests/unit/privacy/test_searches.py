"""A heavy file is searched once for the same names: what was found is kept by its bytes."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from generator.privacy import searches
from generator.privacy.forms import forms
from generator.privacy.searches import Searches
from generator.privacy.unpacking import UnsearchableError, texts_of
from generator.privacy.veil import veil_of
from generator.publishing.store import Store


def veil(name):
    """What a file may not hold."""
    return veil_of(forms(name, "[lui]", "[elle]", frozenset()))


SOLVEIG = veil("Solveig Kerbrat")


@pytest.fixture
def looked(tmp_path, monkeypatch):
    """Give a function: searches of a new build on one store, with the list of what was really opened."""
    store, done = Store(folder=tmp_path, key=b"x"), []

    def counting(url, raw):
        done.append(len(raw))
        return texts_of(url, raw)

    monkeypatch.setattr(searches, "texts_of", counting)
    return lambda: (Searches(store), done)


def archive(text):
    """A zip beyond what is searched each time."""
    target = BytesIO()
    with ZipFile(target, "w") as made:
        made.writestr("a.txt", text.ljust(30_000))
    return target.getvalue()


def test_what_was_found_is_asked_once_of_the_same_bytes_and_names(looked):
    """A later build opens it again only when it or what is searched changed."""
    raw, other = archive("avec Solveig Kerbrat"), archive("avec personne")
    for _ in range(2):
        found, done = looked()
        assert found.met("a/x.zip", raw, SOLVEIG) == (("solveig", "kerbrat"),)
        assert found.met("a/y.zip", other, SOLVEIG) == ()
        assert len(found.kept) == 2
    assert len(done) == 2
    found, done = looked()
    assert found.met("a/y.zip", other, veil("Anne Personne")) == ()
    assert len(done) == 3


def test_what_cannot_be_searched_is_remembered_as_such(looked):
    """The same verdict cold and warm."""
    broken = archive("x" * 50_000)[:-30]
    for _ in range(2):
        found, done = looked()
        with pytest.raises(UnsearchableError):
            found.met("a.zip", broken, SOLVEIG)
    assert len(done) == 1
