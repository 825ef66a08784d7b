"""Whether the file of owners of a forge keeps each class's evaluations for the team."""

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.model.school import School
from generator.reading.disk.history import OWNERS


def unowned(school: School, prefix: str, files: tuple[tuple[str, str], ...]) -> Iterator[Diagnostic]:
    """Yield the classes that a file of owners does not name; ``prefix`` is the portfolios' folder in the repository."""
    for name, text in files:
        patterns = [_matching(line.split()[0]) for line in text.splitlines() if "evaluations" in line]
        for cohort in school.cohorts if patterns else ():
            place = f"/{prefix}/{cohort.slug}/evaluations"
            if cohort.slug and not any(pattern.fullmatch(place) for pattern in patterns):
                yield Diagnostic.at("STR048", cohort.source.at(), name=cohort.slug, file=name, forge=OWNERS[name])


def _matching(pattern: str) -> re.Pattern[str]:
    """Read a pattern as both forges do: one star stops at a folder, two do not."""
    parts = (".*" if part == "**" else "[^/]*" if part == "*" else re.escape(part) for part in
             re.split(r"(\*\*|\*)", pattern.rstrip("/*") or "/"))  # fmt: skip
    return re.compile("".join(parts))
