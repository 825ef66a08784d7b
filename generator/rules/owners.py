"""Whether the file of owners of a forge keeps each class's evaluations for the team."""

import re
from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.model.school import School

_FORGES = {".github/CODEOWNERS": "github", ".gitlab/CODEOWNERS": "gitlab"}
_LARGEST = 200_000
"""Characters of a file of owners that are read."""


def owners(repository: Path) -> tuple[tuple[str, str], ...]:
    """Return the files of owners of a repository, with their text; one that cannot be read says nothing."""
    found = []
    for name in _FORGES:
        try:
            found.append((name, (repository / name).read_text("utf-8", "replace")[:_LARGEST]))
        except OSError:
            continue
    return tuple(found)


def unowned(school: School, prefix: str, files: tuple[tuple[str, str], ...]) -> Iterator[Diagnostic]:
    """Yield the classes that a file of owners does not name; ``prefix`` is the portfolios' folder in the repository."""
    for name, text in files:
        patterns = [_matching(line.split()[0]) for line in text.splitlines() if "evaluations" in line]
        for cohort in school.cohorts if patterns else ():
            place = f"/{prefix}/{cohort.slug}/evaluations"
            if cohort.slug and not any(pattern.fullmatch(place) for pattern in patterns):
                yield Diagnostic.at("STR048", cohort.source.at(), name=cohort.slug, file=name, forge=_FORGES[name])


def _matching(pattern: str) -> re.Pattern[str]:
    """Read a pattern as both forges do: one star stops at a folder, two do not."""
    parts = (".*" if part == "**" else "[^/]*" if part == "*" else re.escape(part) for part in
             re.split(r"(\*\*|\*)", pattern.rstrip("/*") or "/"))  # fmt: skip
    return re.compile("".join(parts))
