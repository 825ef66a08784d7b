"""What ``make quick`` chooses, and that the bugs which ``make bugs`` plants have a place to live."""

import subprocess

import pytest

from tests import planted, quick

CODES = "generator/vitrail/ground/diagnostics/codes"


@pytest.fixture(scope="module", name="tree")
def _tree():
    return quick.Tree()


@pytest.mark.parametrize(
    ("path", "first", "heard"),
    [
        ("generator/vitrail/site/prose/writer.py", "prose/test_", "tests/unit/prose/test_prose.py"),
        ("generator/vitrail/content/values/dates.py", "values/test_dates", "tests/unit/values/test_dates.py"),
        ("theme/components/cards.css", "chrome/test_", "tests/unit/chrome/test_chrome_theme.py"),
        ("theme/templates/synthesis.html", "", "tests/unit/pages/test_site.py"),
        (
            "generator/vitrail/ground/diagnostics/codes/media.txt",
            "",
            "tests/unit/diagnostics/test_codes_have_faults.py",
        ),
        ("tests/unit/values/test_dates.py", "values/test_dates", "tests/unit/values/test_dates.py"),
    ],
)
def test_a_file_names_the_tests_that_are_near_it(tree, path, first, heard):
    """Those that import it or name it, those of its room; nothing was recorded."""
    near, _ = tree.near([path])
    assert heard in near
    assert any(first in name for name in near[:12])


def test_a_test_that_imports_what_changed_comes_before_those_of_its_room(tmp_path):
    """And before what imports a module that imports it; a test of another kind is counted."""
    files = {
        "generator/vitrail/ground/a/one.py": "",
        "generator/vitrail/ground/b/two.py": "from vitrail.ground.a import one\n",
        "tests/unit/b/test_far.py": "from vitrail.ground.b.two import x\n",
        "tests/unit/a/test_room.py": "",
        "tests/unit/z/test_asks.py": "from vitrail.ground.a.one import x\n",
        "tests/site/test_site.py": "import vitrail.ground.a.one\n",
        "tests/unit/c/test_other.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    near, others = quick.Tree(tmp_path).near(["generator/vitrail/ground/a/one.py"])
    assert near == ["tests/unit/z/test_asks.py", "tests/unit/a/test_room.py", "tests/unit/b/test_far.py"]
    assert others == {"tests/site": 1}


def test_what_changed_is_what_differs_from_the_last_commit_else_that_commit(tmp_path):
    """New files too."""

    def git(*words):
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(("git", *who, *words), cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    for name in ("a.py", "é.py"):
        (tmp_path / name).write_text(name, "utf-8")
        git("add", "-A")
        git("commit", "-qm", name)
    assert quick.changed_files(tmp_path) == ["é.py"]
    (tmp_path / "a.py").write_text("changed", "utf-8")
    (tmp_path / "new.py").write_text("new", "utf-8")
    assert quick.changed_files(tmp_path) == ["a.py", "new.py"]


@pytest.mark.parametrize("bug", [*planted.BUGS, *planted.MENDED], ids=lambda bug: bug.broken)
def test_a_bug_has_one_place_to_live(bug):
    """Whoever moves or rewords what it breaks describes it again, so that none is planted in vain."""
    found = planted.places(bug)
    assert len(found) == 1, found
