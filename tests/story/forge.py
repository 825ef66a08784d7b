"""A forge reduced to what it does with a repository: branches, and the steps of a file run in a clean clone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def run(folder, *words, env=None, code=0):
    """Run a program; its end is the one expected. Give both outputs."""
    done = subprocess.run(
        [str(word) for word in words], cwd=folder, env={**os.environ, **(env or {})},
        capture_output=True, text=True, check=False, timeout=300, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == code, (words, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout + done.stderr


def git(folder, *words, code=0):
    """Run git as somebody of the school."""
    who = ("-c", "user.name=Quelqu'un", "-c", "user.email=q@lycee.example", "-c", "commit.gpgsign=false")
    return run(folder, "git", *who, *words, code=code)


def wheel(folder):
    """Build the wheel and the sdist of this checkout."""
    run(ROOT, sys.executable, "-m", "hatchling", "build", "-d", folder, env={"SOURCE_DATE_EPOCH": "1767225600"})
    return Path(folder)


def machine(folder):
    """Give the environment of a runner: Python, what Vitrail needs, no index, nothing of the checkout.

    The libraries are those of the tests, seen by a path, so that nothing is downloaded.
    """
    run(folder, sys.executable, "-m", "venv", "--without-pip", folder / "venv")
    (packages,) = (folder / "venv").glob("lib/python*/site-packages")
    here = next(Path(path) for path in sys.path if path.endswith("site-packages") and (Path(path) / "click").exists())
    (packages / "libraries.pth").write_text(f"{here}\n", "utf-8")
    return {
        "PATH": f"{folder / 'venv/bin'}{os.pathsep}{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_FORCE_REINSTALL": "1",
        "PYTHONPATH": "",
        "VIRTUAL_ENV": str(folder / "venv"),
    }


def steps(root, job):
    """Give the commands of a job, in order: those of GitLab's file, or of GitHub's without the actions of others."""
    if (root / ".gitlab-ci.yml").is_file():
        return yaml.safe_load((root / ".gitlab-ci.yml").read_text("utf-8"))[job]["script"]
    found = [yaml.safe_load(path.read_text("utf-8"))["jobs"] for path in sorted((root / ".github/workflows").iterdir())]
    jobs = {name: value for one in found for name, value in one.items()}
    return [step["run"] for step in jobs[job]["steps"] if "run" in step]


def pipeline(bare, branch, folder, job, env, *, base="", code=0):  # noqa: PLR0913  # what a job is, each by name
    """Run a job's steps in a clean clone of a branch; the last ends as expected. Give the clone and what was said."""
    shutil.rmtree(folder, ignore_errors=True)
    run(folder.parent, "git", "clone", "-q", "-b", branch, bare, folder)
    start = git(folder, "merge-base", base, "HEAD").strip() if base else ""
    names = {"BASE": start, "CI_MERGE_REQUEST_DIFF_BASE_SHA": start}
    *first, last = steps(folder, job)
    said = [run(folder, "bash", "-euc", step, env={**env, **names}) for step in first]
    said.append(run(folder, "bash", "-euc", last, env={**env, **names}, code=code))
    return folder, "".join(said)
