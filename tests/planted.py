"""Plausible bugs, planted one by one in a copy of the tree, and how many the tests hear: ``make bugs``.

A bug is a behaviour that a newcomer could break, and the words by which the code says it today, wherever they stand:
each is looked for in the whole engine and theme. Words that stand nowhere, or at two places, are a fault of this list,
and end the run.
"""

import json
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests import quick

ROOT = Path(__file__).parents[1]
COPIED = tuple("generator theme tests docs portfolios editors releasing benchmarks .ci .git .github".split())


class Bug(NamedTuple):
    """A behaviour, the words that hold it, and what a slip would make of them."""

    broken: str
    words: str
    """A pattern that is met once in the engine and the theme."""
    slip: str


BUGS = (
    Bug("a page's description is not escaped", r'(name="description" content="\{)escape\(([\w.]+)\)', r"\1(\2)"),
    Bug("a page's title is not escaped", r"(<title>\{\{ vt\.title)\|e ", r"\1 "),
    Bug("the last step of the trail is not escaped", r'(<li aria-current="page">\{)escape\((\w+)\)', r"\1(\2)"),
    Bug(
        "pages that nobody asked to index are indexed",
        r"\[\] if indexed else (\[.*noindex)",
        r"[] if not indexed else \1",
    ),
    Bug("ids of an author's text lose their prefix", r"return PREFIXED \+ value", "return value"),
    Bug(
        "a picture's type of field stays whatever it is",
        r'value if name != "type" or value in \{"checkbox", "radio"\} else None',
        "value",
    ),
    Bug("a link keeps its number only when it was refused", r"if address:(\s+\w+\.add)", r"if not address:\1"),
    Bug("a class is hidden on its last day of publication", r"today > (\w+\.until)", r"today >= \1"),
    Bug("the veille begins with its oldest entry", r"-\((item\.on or date\.min)\)\.toordinal\(\)", r"(\1).toordinal()"),
    Bug("a day of presence has eight hours", r"HOURS_A_DAY = 7\b", "HOURS_A_DAY = 8"),
    Bug("a period does not touch the day that ends it", r"other\.start <= self\.end\)", "other.start < self.end)"),
    Bug("zero is plural in French", r"abs\(number\) < 2\b", "0 < abs(number) < 2"),
    Bug("an address that runs passes behind a soft hyphen", r"x9f\\u00ad", "x9f"),
    Bug("hyphens count when keys are compared", r'"-_‐', '"_‐'),
    Bug("an author's name is not escaped in the theme", r'(to\(c\.author_url\) \}\}">\{\{ owner) \}', r"\1|safe }"),
    Bug("a state that covers is said not to, in the documentation", r'"oui" if \w+\.covers else "non"', '"non"'),
)

MENDED = (
    Bug(
        "what answered of a file that is torn is not asked again",
        r"moved = \{\*moved, \*self\._torn\}",
        "moved = {*moved}",
    ),
    Bug("« début mars 2026 » is no date", r"\|\(\?:debut\|mi\|courant\|fin\)\[\\s-\]", ""),
    Bug(
        "a zip may begin behind a page",
        r"if not raw\.startswith\(ZIP\) or min\(.*header_offset.*\):",
        "if not is_zipfile(BytesIO(raw)):",
    ),
    Bug(
        "a page with a second block of keys is published as if it had said all",
        r"return not document\.has_front_matter or second_header\(document\.text\)",
        "return not document.has_front_matter",
    ),
    Bug(
        "what falls due during an interruption is not asked on the day of return",
        r"pause=\w+\.school is None and \w+\.elsewhere",
        "pause=False",
    ),
    Bug("a private person is not met by part of a double surname", r"\*cut, \*map\(_run, cut\)", ""),
    Bug(
        "a password is behind the five remarks of a merge request",
        r"\((\w+\.severity\.rank), not \w+\.code\.startswith\(\"PRV\"\)\)",
        r"\1",
    ),
    Bug(
        "keys below a first one that is set in are dropped, and a page kept for the team is public",
        r"    raise _UnreadError\n",
        "    pass\n",
    ),
    Bug(
        "a link to a file opens it at its top, not at the page that it names",
        r'spots\.fragment\(spots\.read_spot\(fragment\.partition\("-"\)\[0\]\) or ""\)',
        'f"#{PREFIX}{fragment}" if fragment else ""',
    ),
    Bug("the public reads which key to write for a production", r'team and (_\("Aucune production : un)', r"\1"),
    Bug("words on the whole work do not say that they are", r"\{% if v\.whole and v\.comment %\}.*?\{% endif %\}", ""),
    Bug(
        "what is kept of one portfolio is forgotten while it is used",
        r"max\(file\.stat\(\)\.st_mtime for file in files\)",
        '(self.folder / f"{_INDEX}{edition}").stat().st_mtime',
    ),
    Bug(
        "an address from before a work and its folder were renamed leads nowhere",
        r"return pages \+ \[\(move\.old, move\.new, move\.title\) for move in moved\]",
        "return pages",
    ),
    Bug(
        "zeros before the length of a request hide how long it is",
        r"int\(said\) if len\(said\) <= _DIGITS else 10\*\*_DIGITS",
        "int(said[:_DIGITS])",
    ),
    Bug("a row « à compléter » of a tableau is a réalisation", r"\|a \(\?:completer\|definir\|venir\)", ""),
    Bug(
        "a paper called after a candidate goes in the archives of the others",
        r"\(\*within\.parts\[:-1\], within\.stem\)",
        "within.parts[:-1]",
    ),
)
"""What the history mended, broken again: no test was written with these at hand, so that they control ``BUGS``."""

LISTS = {"plausible bugs": BUGS, "bugs of the history": MENDED}
LEAST = 14
"""Bugs of each list that must be heard."""


def places(bug: Bug, root: Path = ROOT) -> list[Path]:
    """The files that say it, each as many times as it does."""
    return [
        path
        for folder in ("generator", "theme")
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in {".py", ".html", ".css", ".js"}
        for _ in re.finditer(bug.words, path.read_text("utf-8"))
    ]


def planted(bug: Bug, root: Path) -> Path:
    """Plant a bug where its behaviour lives now; return the file. Raises LookupError: it lives nowhere, or twice."""
    found = places(bug, root)
    if len(found) != 1:
        where = ", ".join(path.relative_to(root).as_posix() for path in found)
        raise LookupError("« {} » lives at {}: describe it again".format(bug.broken, where or "no place"))  # noqa: EM103
    path = found[0]
    path.write_text(re.sub(bug.words, bug.slip, path.read_text("utf-8")), "utf-8")
    return path


def failed(cache: Path) -> set[str]:
    """The tests that failed last, as pytest remembers them."""
    noted = cache / "v" / "cache" / "lastfailed"
    return set(json.loads(noted.read_text("utf-8"))) if noted.is_file() else set()


def hears(bug: Bug, root: Path, folder: str) -> tuple[bool, str]:
    """Plant a bug in a copy and run the quick tests, then, if none fails, all those of ``make test``; name its file.

    What failed is run again without the bug: what then passes heard it.
    """
    path = planted(bug, root)
    name = path.relative_to(root).as_posix()
    cache = Path(tempfile.mkdtemp(dir=folder))
    kept = ("-o", f"cache_dir={cache}")
    quick.run([name], root, "--maxfail=3", *kept)
    if not failed(cache):
        nearest = quick.Tree(root).asking_anywhere([name])
        quick.run_tests(root, "-m", "not deep", "-n", "auto", "--maxfail=1", *kept, *nearest, "tests")
    with_it = failed(cache)
    shutil.copy2(ROOT / name, path)
    if not with_it:  # nothing to run again; named by no file, pytest would run them all
        return False, name
    quick.run_tests(root, "--lf", *kept, *{test.partition("::")[0] for test in with_it})
    return bool(with_it - failed(cache)), name


def main() -> int:
    """Plant each bug in a copy and print whether the tests hear it; 1 if too few of a list are heard."""
    heard = dict.fromkeys(LISTS, 0)
    with tempfile.TemporaryDirectory(prefix="vitrail-bugs-") as folder:
        root = Path(folder)
        for name in COPIED:
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        for file in ROOT.iterdir():
            if file.is_file():
                shutil.copy2(file, root / file.name)
        for name, bugs in LISTS.items():
            for bug in bugs:
                told, where = hears(bug, root, folder)
                heard[name] += told
                sys.stdout.write(f"{'heard' if told else 'NOT HEARD'}: {bug.broken} ({where})\n")
                sys.stdout.flush()
    sys.stdout.writelines(f"{heard[name]} of {len(bugs)} {name} are heard.\n" for name, bugs in LISTS.items())
    return min(heard.values()) < LEAST


if __name__ == "__main__":
    raise SystemExit(main())
