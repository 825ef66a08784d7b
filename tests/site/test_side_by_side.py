"""Builds of one project at the same moment: each audience's, and a server's, in one cache."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.folders import digests

SCHOOL = Path(__file__).parents[1] / "portfolios" / "petite-ecole"
ROOT = Path(__file__).parents[2]
PAGE = "2025-2027/durand-zoe/realisations/glpi.md"
EDITIONS = {"public": "site", "jury": "site-jury", "equipe": "site-equipe"}


def _start(root, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "vitrail", *words], cwd=root, env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


def _edit(root, number):
    path = root / "portfolios" / PAGE
    path.write_text(path.read_text("utf-8") + f"\nPhrase {number}.\n", "utf-8")


@pytest.mark.deep
@pytest.mark.slow
def test_three_editions_at_once_are_those_of_clean_builds(tmp_path, tmp_path_factory):
    """None fails, none takes from the cache what another writes (ROUNDS in the environment for a campaign)."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    for number in range(int(os.environ.get("ROUNDS", "2"))):
        _edit(tmp_path, number)
        running = [_start(tmp_path, "build", "--jobs", "2", "--audience", audience) for audience in EDITIONS]
        for build in running:
            said, _ = build.communicate(timeout=120)
            assert build.returncode == 0, said
    clean = tmp_path_factory.mktemp("propre")
    shutil.copytree(tmp_path / "portfolios", clean / "portfolios")
    said, _ = (build := _start(clean, "build", "--audience", "toutes")).communicate(timeout=120)
    assert build.returncode == 0, said
    for folder in EDITIONS.values():
        assert digests(tmp_path / folder) == digests(clean / folder)


@pytest.mark.deep
@pytest.mark.slow
def test_a_server_killed_at_any_moment_leaves_what_the_next_one_and_a_build_mend(tmp_path):
    """SIGKILL while it builds what it shows, beside a publication (KILLS in the environment for a campaign)."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    dice = random.Random(2027)
    for number in range(int(os.environ.get("KILLS", "2"))):
        _edit(tmp_path, number)
        serving = _start(tmp_path, "serve", "--port", "0")
        building = _start(tmp_path, "build", "--jobs", "2")
        time.sleep(dice.uniform(0.05, 2.5))
        os.killpg(serving.pid, signal.SIGKILL)
        serving.wait()
        said, _ = building.communicate(timeout=120)
        assert building.returncode == 0, said
    served = tmp_path / ".vitrail-cache/serve/team/site"
    said, _ = (build := _start(tmp_path, "build", "--audience", "equipe", "--site", str(served))).communicate(
        timeout=120
    )
    assert build.returncode == 0, said
    assert not list(served.parent.glob(".site.vitrail-*"))
    shutil.rmtree(tmp_path / ".vitrail-cache/pages")
    said, _ = (build := _start(tmp_path, "build", "--audience", "equipe")).communicate(timeout=120)
    assert build.returncode == 0, said
    assert digests(served) == digests(tmp_path / "site-equipe")
