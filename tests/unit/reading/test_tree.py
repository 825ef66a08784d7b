import os

import pytest

from vitrail.content.model.ledger import Fate
from vitrail.content.reading.disk.tree import MAX_DEPTH, walk
from vitrail.ground.memo.files import SourceFiles


@pytest.fixture
def root(tmp_path):
    """A folder with one page, beside a file that is none of its business."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text("a")
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "in"


def fates(root):
    """What the walk decided of each file."""
    return {file.path: file.fate for file in walk(SourceFiles(root)).files}


def codes(root):
    """The codes told, in walking order."""
    return [one.code for one in walk(SourceFiles(root)).diagnostics]


@pytest.mark.parametrize(
    ("target", "code"), [("nowhere.md", "STR001"), ("../secret.txt", "STR002"), ("loop.md", "STR001"), (".", "STR001")]
)
def test_a_link_that_is_not_a_file_of_the_tree_is_rejected(root, target, code):
    """Broken, out of the tree, looping, or to a folder: never followed, always told."""
    (root / "loop.md").symlink_to(target)
    assert fates(root) == {"a.md": None, "loop.md": Fate.REJECTED}
    assert codes(root) == [code]


def test_a_link_to_a_file_of_the_tree_is_followed(root):
    """A link inside the tree is an ordinary file."""
    (root / "b.md").symlink_to("a.md")
    assert fates(root) == {"a.md": None, "b.md": None}
    assert codes(root) == []


def test_windows_never_opens_a_file_that_it_takes_for_a_port(root, monkeypatch):
    """Reading « aux.md » there waits for ever: it is told, and only other systems read it."""
    (root / "aux.md").write_text("a")
    assert fates(root) == {"a.md": None, "aux.md": None}
    assert codes(root) == ["STR007"]
    monkeypatch.setattr("vitrail.ground.memo.files._WINDOWS", True)
    monkeypatch.setattr(SourceFiles, "read", lambda _, path: pytest.fail(path) if "aux" in path else b"")
    SourceFiles(root).whole()
    assert fates(root) == {"a.md": None, "aux.md": Fate.REJECTED}
    assert codes(root) == ["STR010", "STR007"]


def test_a_pipe_is_not_opened(root):
    """Reading a named pipe would block the build."""
    os.mkfifo(root / "pipe.md")
    assert fates(root)["pipe.md"] is Fate.REJECTED
    assert codes(root) == ["STR001"]


def test_a_name_that_is_not_text_is_rejected(root):
    """A name in Latin-1 has no address; it is still counted, and printable."""
    (root / os.fsdecode(b"caf\xe9.md")).touch()
    (file,) = [file for file in walk(SourceFiles(root)).files if file.fate]
    assert file.path == "caf\\xe9.md"
    assert codes(root) == ["STR010"]


def test_a_folder_that_cannot_be_listed_is_one_rejected_entry(root, monkeypatch):
    """What the system refuses is told, and the rest is read."""
    real = os.scandir
    (root / "closed").mkdir()

    def refuse(path):
        if str(path).rstrip("/").endswith("closed"):
            raise PermissionError
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert fates(root) == {"a.md": None, "closed/": Fate.REJECTED}
    assert codes(root) == ["STR010"]


def test_hidden_files_are_ignored_by_name(root):
    """Each ignored file says which rule ignored it, whatever its depth."""
    (root / ".git" / "x").mkdir(parents=True)
    for name in (".git/x/y.md", "Thumbs.db", "~$rapport.docx", "a.md~", ".DS_Store"):
        (root / name).write_text("x")
    ignored = {file.path: file.reason for file in walk(SourceFiles(root)).files if file.fate is Fate.IGNORED}
    assert ignored == {
        ".git/x/y.md": "fichier caché",
        ".DS_Store": "fichier caché",
        "Thumbs.db": "fichier du système",
        "a.md~": "copie de travail d'un éditeur",
        "~$rapport.docx": "copie de travail d'un éditeur",
    }


def test_a_tree_too_deep_is_bounded(root):
    """Files below the limit are counted and rejected, with one diagnostic for the branch."""
    deep = root.joinpath(*["d"] * (MAX_DEPTH + 4))
    deep.mkdir(parents=True)
    (deep / "x.md").write_text("x")
    assert sorted(fates(root).values(), key=str) == [None, Fate.REJECTED]
    assert codes(root) == ["STR033"]


def test_the_order_never_depends_on_the_disk(root):
    """Files come sorted by path."""
    for name in ("z.md", "b/c.md", "b.md"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("x")
    paths = [file.path for file in walk(SourceFiles(root)).files]
    assert paths == sorted(paths)


def test_both_unicode_forms_are_named_alike(root):
    """A name typed on macOS is given its composed form, and its own spelling to open it."""
    (root / "e\u0301te\u0301.md").write_text("x")
    (file,) = [file for file in walk(SourceFiles(root)).files if file.path != "a.md"]
    assert (file.path, file.disk) == ("\u00e9t\u00e9.md", "e\u0301te\u0301.md")


def test_a_missing_folder_is_an_empty_school(tmp_path):
    """No exception for a folder that is not there."""
    (only,) = walk(SourceFiles(tmp_path / "nothing")).files
    assert only.fate is Fate.REJECTED
