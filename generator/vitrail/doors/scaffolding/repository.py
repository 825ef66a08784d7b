"""Start a repository in a folder beside the school: that of the verdicts, of a student's model, of what all share."""

import subprocess
from pathlib import Path

_PATIENCE = 30
"""Seconds."""


def start_repository(folder: Path, branch: str = "main") -> bool:
    """Create a folder, with a git of its own unless it has one; False if git did not answer."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / ".git").exists():
        return True
    command = ("git", "-C", str(folder), "init", "--quiet", f"--initial-branch={branch}")
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE)  # noqa: S603  # no shell
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
