"""What ``make quick`` chooses, and that the bugs which ``make bugs`` plants have a place to live."""

import pytest

from tests import planted, quick


def test_the_lines_that_changed_are_those_of_the_text_that_was_measured(tmp_path):
    """What was put in names the lines on both sides of it, what was taken out itself; a file that is new has none."""
    (tmp_path / "generator").mkdir(parents=True)
    noted = {f"generator/{name}.py": "un\ndeux\ntrois\nquatre\n" for name in ("same", "put", "out", "other", "gone")}
    now = {"same": "un\ndeux\ntrois\nquatre\n", "put": "un\ndeux\ndeux et demi\ntrois\nquatre\n", "new": "un\n",
           "out": "un\nquatre\n", "other": "un\nDEUX\ntrois\nquatre\n"}  # fmt: skip
    for name, text in now.items():
        (tmp_path / "generator" / f"{name}.py").write_text(text, "utf-8")
    assert quick.changes(noted, tmp_path) == {
        "generator/put.py": {2, 3}, "generator/out.py": {2, 3}, "generator/other.py": {2}, "generator/gone.py": set(),
        "generator/new.py": set(),
    }  # fmt: skip


def test_a_line_names_the_tests_that_ran_through_it_and_one_of_an_import_those_of_its_module(tmp_path):
    """A template names all that it was filled for."""
    from coverage import CoverageData

    data = CoverageData(str(tmp_path / "measured"))
    for context, lines in (
        ("", {1, 2}),
        ("tests/unit/a.py::test_one[x|y]|run", {3}),
        ("tests/unit/a.py::test_two|run", {4}),
    ):
        data.set_context(context)
        data.add_lines({str(quick.ROOT / name): lines for name in ("generator/a.py", "theme/a.html")})
    data.write()
    one, two = "tests/unit/a.py::test_one[x|y]", "tests/unit/a.py::test_two"
    for changed, expected in (
        ({"generator/a.py": {3}}, {one}), ({"generator/a.py": {2}}, {one, two}), ({"theme/a.html": {90}}, {one, two}),
        ({"generator/b.py": {1}}, set()),
    ):  # fmt: skip
        assert quick.through(changed, tmp_path / "measured") == expected


@pytest.mark.parametrize(
    ("path", "heard"),
    [
        ("generator/vitrail/site/prose/writer.py", "tests/unit/prose/test_prose.py"),
        ("theme/components/cards.css", "tests/unit/chrome/test_chrome_theme.py"),
        ("generator/vitrail/ground/diagnostics/codes/media.txt", "tests/unit/diagnostics/test_codes_have_faults.py"),
        ("tests/unit/values/test_dates.py", "tests/unit/values/test_dates.py"),
    ],
)
def test_a_file_names_the_tests_of_its_room(path, heard):
    """Whatever is measured: the theme, what is data, and a test itself."""
    assert heard in quick.beside([path])


@pytest.mark.parametrize("bug", planted.BUGS, ids=lambda bug: bug.broken)
def test_a_bug_has_one_place_to_live(bug):
    """Whoever moves or rewords what it breaks describes it again, so that none is planted in vain."""
    found = planted.places(bug)
    assert len(found) == 1, found
