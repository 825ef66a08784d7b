"""Print the oldest version of each library that pyproject.toml allows, as constraints for pip.

A range that begins at a version that nobody tried is a promise that nobody keeps.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

_RANGE = re.compile(r"(?P<name>[\w.-]+)>=(?P<oldest>[\d.]+)")


def oldest() -> Iterator[str]:
    """Yield « name==version » for each library of the program and of its extras."""
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    for line in chain(project["dependencies"], *project["optional-dependencies"].values()):
        if named := _RANGE.match(line):
            yield "{name}=={oldest}".format(**named.groupdict())


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in oldest())
