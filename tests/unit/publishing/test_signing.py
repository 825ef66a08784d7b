"""Nobody writes in a cache what this machine would believe, without the key of this machine."""

import stat
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from platformdirs import user_state_path

from vitrail.building.publishing.signing import VARIABLE, _state, cache_key
from vitrail.ground.memo.signed import SignedFolder
from vitrail.ground.memo.table import KeptTable

DATA = {"page": "digest"}


def signed(folder, name="index-public", key=b"mienne", program="1"):
    """Read what is signed under a name."""
    return SignedFolder(folder, key, program).signed(name, dict[str, str])


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


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the library is asked")
@pytest.mark.parametrize("said", [None, "", "relatif/etat", "{tmp}/état", "  "])
def test_the_key_is_where_the_library_says(said, tmp_path, monkeypatch):
    """It is not loaded on Linux, whose rule is one line."""
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    if said is not None:
        monkeypatch.setenv("XDG_STATE_HOME", said.format(tmp=tmp_path))
    assert _state() == user_state_path("vitrail", appauthor=False)


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


@pytest.mark.parametrize("forged", [b"", b"{}", b"\x80", b"\0" * 200, b"\xff" * 200])
def test_what_was_not_signed_here_is_as_good_as_nothing(tmp_path, forged):
    """Whatever lies in the file."""
    (tmp_path / "index-public").write_bytes(forged)
    assert signed(tmp_path) is None


def test_a_signature_holds_for_one_key_one_name_one_program_and_every_byte(tmp_path):
    """An index moved to another audience, a byte changed, another key, another version: nothing."""
    path = tmp_path / "index-public"
    SignedFolder(tmp_path, b"mienne", "1").sign("index-public", DATA)
    assert signed(tmp_path) == DATA
    assert signed(tmp_path, key=b"autre") is None
    assert signed(tmp_path, program="2") is None
    path.with_name("index-team").write_bytes(path.read_bytes())
    assert signed(tmp_path, "index-team") is None
    raw = path.read_bytes()
    for place in range(len(raw)):
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        assert signed(tmp_path) is None


def test_a_link_left_under_the_name_that_is_written_is_not_followed(tmp_path):
    """Git carries links: a file of the cache could be one that leads to a file of the user's."""
    mine = tmp_path / "précieux"
    mine.write_text("à moi")
    path = tmp_path / "index-public"
    path.symlink_to(mine)
    SignedFolder(tmp_path, b"mienne", "1").sign("index-public", DATA)
    assert (mine.read_text(), path.is_symlink(), signed(tmp_path)) == ("à moi", False, DATA)


def test_a_table_is_what_was_last_kept_whatever_was_written_beside_it(tmp_path):
    """Few rows that differ stand beside, many write it anew; what stands beside another table is not of this one."""
    table = lambda: KeptTable(SignedFolder(tmp_path, b"mienne", "1"), "pages", int, str)  # noqa: E731
    rows, beside = dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 1), tmp_path / "pages.since"
    for change in (
        {"a": 2},
        {"b": 3, "z": None},
        {"a": 1},
        dict.fromkeys("cdefghi", 9),
        {"new": 4},
        dict.fromkeys(rows),
    ):
        rows = {key: row for key, row in (rows | change).items() if row is not None}
        table().keep(rows)
        assert table().rows() == rows
    for number in (1, 5):
        table().keep(rows := dict.fromkeys("abcdefghijklmnopqrstuvwxyz", number))
        table().keep(rows | {"a": 2})
        old = beside.read_bytes()
    table().keep(rows := dict.fromkeys(rows, 6))
    beside.write_bytes(old)
    assert table().rows() == rows
