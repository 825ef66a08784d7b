"""Nobody writes in a cache what this machine would believe, without the key of this machine."""

import stat
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from generator.publishing.signing import VARIABLE, cache_key, read_signed, write_signed

DATA = b'{"pages": {}}'


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A user who never built anything."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_the_key_is_made_once_outside_the_project_for_its_user_alone(home, tmp_path):
    """Every project of this user has the same key, which no other user reads."""
    first = cache_key(tmp_path / "lycée")
    assert cache_key(tmp_path / "autre") == first
    (file,) = home.rglob("cache.key")
    assert file.read_bytes() == first
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_builds_that_begin_together_make_one_key(home, tmp_path):
    """Else the last one to write would undo what the others signed."""
    assert not home.exists()
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(cache_key, [tmp_path / "lycée"] * 8))) == 1


def test_a_key_that_the_project_could_hold_is_never_used(home, tmp_path):
    """A CI may put the home of its user in the folder of the project, where anybody's commit writes."""
    file = home / "vitrail" / "cache.key"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"p" * 32)
    assert cache_key(tmp_path) != b"p" * 32
    assert cache_key(tmp_path) != cache_key(tmp_path)


def test_a_home_that_cannot_be_written_costs_the_next_build_its_cache(home, tmp_path):
    """The build itself goes on."""
    home.parent.mkdir(exist_ok=True)
    home.write_text("un fichier là où il faudrait un dossier")
    assert cache_key(tmp_path / "lycée") != cache_key(tmp_path / "lycée")


def test_the_variable_replaces_the_key_of_the_machine(home, tmp_path, monkeypatch):
    """Two machines of a CI that have it believe each other; an empty one is none."""
    monkeypatch.setenv(VARIABLE, "un secret de la forge")
    first = cache_key(tmp_path)
    assert first == cache_key(tmp_path / "ailleurs")
    assert not home.exists()
    monkeypatch.setenv(VARIABLE, "")
    assert cache_key(tmp_path / "lycée") != first


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"{}",
        DATA,
        b'{"signature":"' + b"0" * 64 + b'","pages": {}}',
        b'{"signature":"",' + DATA[1:],
        b"\0" * 200,
        b"\xff" * 200,
    ],
)
def test_what_was_not_signed_here_is_as_good_as_nothing(tmp_path, forged):
    """Whatever lies in the file."""
    path = tmp_path / "index-public.json"
    path.write_bytes(forged)
    assert read_signed(path, b"mienne") is None


def test_a_signature_holds_for_one_key_one_name_and_every_byte(tmp_path):
    """An index moved to another audience, a byte changed, another key: nothing."""
    path = tmp_path / "index-public.json"
    write_signed(path, DATA, b"mienne")
    assert read_signed(path, b"mienne") == DATA
    assert read_signed(path, b"autre") is None
    path.with_name("index-team.json").write_bytes(path.read_bytes())
    assert read_signed(path.with_name("index-team.json"), b"mienne") is None
    signed = path.read_bytes()
    for place in range(0, len(signed), 7):
        path.write_bytes(signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :])
        # the punctuation around the signature is ours whatever it says
        assert read_signed(path, b"mienne") in (None, DATA)
        if place >= 14 + 64 + 2:
            assert read_signed(path, b"mienne") is None


def test_a_link_left_under_the_name_that_is_written_is_not_followed(tmp_path):
    """Git carries links: a file of the cache could be one that leads to a file of the user's."""
    mine = tmp_path / "précieux"
    mine.write_text("à moi")
    path = tmp_path / "index-public.json"
    path.symlink_to(mine)
    write_signed(path, DATA, b"mienne")
    assert (mine.read_text(), path.is_symlink(), read_signed(path, b"mienne")) == ("à moi", False, DATA)
