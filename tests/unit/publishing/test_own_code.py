"""The program is hashed once: later runs believe the stamps of its files, as those of a school."""

import importlib.metadata
import os
from pathlib import Path

import pytest

import vitrail
from vitrail.building.publishing import own_code
from vitrail.ground.memo import files as disk
from vitrail.ground.memo.signed import SignedFolder

KEPT = "program.run"


def test_the_hash_of_the_code_holds_every_file_that_pages_are_made_from():
    """Records, sentences, codes and référentiels are data of ours: a page made from former ones is made again."""
    package = Path(vitrail.__file__).parent
    hashed = {Path(file.path) for file in own_code.own_files()}
    shown = (path for path in package.rglob("*") if not {"scaffolding", "__pycache__"} & {*path.parts})
    files = {path for path in shown if path.is_file() and path.name != "py.typed"}
    assert {path.relative_to(package).as_posix() for path in files - hashed} == set()


@pytest.mark.parametrize("library", ["jinja2", "mkdocs-material", "pyromark", "vitrail"])
def test_a_library_has_the_version_that_python_tells(library):
    """It is read from the name of a folder, since asking Python takes longer than finding that nothing changed."""
    assert own_code.version(library) == importlib.metadata.version(library)


def test_a_library_whose_folder_bears_no_version_is_asked_of_python(monkeypatch):
    """As some packagers leave it; one that nobody knows is an error, as before."""
    monkeypatch.setattr(own_code, "_installed", dict)
    assert own_code.version("jinja2") == importlib.metadata.version("jinja2")
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        own_code.version("inconnue")


def _forget():
    """Be a new process."""
    own_code._RECALLED.clear()  # noqa: SLF001  # what a process holds
    own_code._hashes.cache_clear()  # noqa: SLF001  # the same
    own_code._seen.cache_clear()  # noqa: SLF001  # the same


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program of two files with a theme of one, none of them too recent to be believed; each run starts as new."""
    for name in ("engine/build.py", "engine/pages/page.py", "engine/__pycache__/build.py", "theme/templates/page.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    monkeypatch.setattr(own_code, "_PACKAGE", tmp_path / "engine")
    monkeypatch.setattr(own_code, "THEME", tmp_path / "theme")
    monkeypatch.setattr(disk, "_RECENT", -1_000_000_000)
    _forget()
    yield tmp_path
    _forget()


def keys(program, key=b"ours"):
    """What a new run says of the program."""
    _forget()
    own_code.recall_own(SignedFolder(program / "cache", key, ""))
    return own_code.code_key(), own_code.theme_key()


@pytest.mark.skipif(os.name == "nt", reason="Windows dates no change of its own")
def test_a_program_that_did_not_move_is_not_read_again(program, monkeypatch):
    """The keys are those of the run that read it."""
    first = keys(program)
    monkeypatch.setattr(own_code, "_read", None)
    assert keys(program) == first


@pytest.mark.parametrize("name", ["engine/build.py", "engine/pages/page.py", "theme/templates/page.html"])
def test_a_file_that_moved_is_read(program, name):
    """One letter of the program, of a template or of the theme gives other keys; the former letter, the former keys."""
    first = keys(program)
    said = (program / name).read_text("utf-8")
    (program / name).write_text(said.upper(), "utf-8")
    assert keys(program) != first
    (program / name).write_text(said, "utf-8")
    assert keys(program) == first


def test_a_new_file_and_one_that_went_are_told(program):
    """The list of the files is hashed with what they hold; what Python leaves beside them is not."""
    first = keys(program)
    (program / "engine/new.py").write_text("", "utf-8")
    (program / "engine/__pycache__/new.py").write_text("", "utf-8")
    assert keys(program) != first
    (program / "engine/new.py").unlink()
    assert keys(program) == first


def test_a_process_that_outlives_its_program_tells_nothing_of_the_next_one(program):
    """A server open while Vitrail is updated: its old hash, under the new stamps, would be believed for ever."""
    kept = SignedFolder(program / "cache", b"ours", "")
    _forget()
    own_code.recall_own(kept)
    (program / "engine/build.py").write_text("the next one", "utf-8")
    own_code.recall_own(kept)
    assert keys(program) == keys(program, key=b"nobody's, so that it is read")


def test_a_program_that_was_written_just_now_is_read_each_time(program, monkeypatch):
    """Another writing could bear the same date: nothing is kept."""
    monkeypatch.setattr(disk, "_RECENT", 3_000_000_000)
    keys(program)
    assert not (program / "cache" / KEPT).exists()


@pytest.mark.parametrize("damage", [lambda raw: raw[:-3], lambda raw: raw[:40] + b"!" + raw[41:], lambda _: b""])
def test_what_another_machine_kept_or_somebody_touched_is_ignored(program, damage):
    """A cache may come from anywhere; the program is then read."""
    first = keys(program)
    assert keys(program, key=b"theirs") == first
    if (file := program / "cache" / KEPT).exists():
        file.write_bytes(damage(file.read_bytes()))
    assert keys(program) == first
