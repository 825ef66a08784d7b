"""Record in git what the desk wrote, and nothing else; ``evaluations/`` may be a repository of its own."""

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from generator.language import Phrase, mark
from generator.reading.disk.history import distrust

_PATIENCE = 60
"""Seconds that git has, hooks included."""


def commit(files: Sequence[Path], message: str) -> Phrase | None:
    """Commit these files, new, changed or removed, in the repository that holds them; say why it could not be done.

    What else is staged or changed there stays as it is.
    """
    folder = next(parent for parent in files[0].parents if parent.is_dir())
    names = [str(path.resolve()) for path in files]
    try:
        _git(folder, "add", "--all", "--", *names)
        if _git(folder, "status", "--porcelain", "--", *names):
            _git(folder, "commit", "--quiet", f"--message={message}", "--only", "--", *names)
    except subprocess.CalledProcessError as error:
        said = error.stderr or error.stdout or ""
        reason = distrust(said) or [str(error), *said.strip().splitlines()][-1]
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = str(error)
    else:
        return None
    return mark("L'avis est écrit, mais git ne l'a pas enregistré : {reason}", reason=reason)


def committed(folder: Path, words: str) -> bool:
    """True unless no file of a folder holds these words in the last commit, as git says, or as nothing is committed."""
    if not any((parent / ".git").exists() for parent in (folder, *folder.resolve().parents)):
        return False
    try:
        return _says(folder, "grep", "--quiet", "--fixed-strings", "-e", words, "HEAD", "--", ".")
    except (OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired):
        with suppress(OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return _says(folder, "rev-parse", "--quiet", "--verify", "HEAD")
    return True


def _says(folder: Path, *words: str) -> bool:
    """Ask git what it answers by its exit code alone: yes (0) or no (1)."""
    try:
        _git(folder, *words)
    except subprocess.CalledProcessError as error:
        if error.returncode != 1:
            raise
        return False
    return True


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(  # noqa: S603  # no shell; paths after « -- »
        ("git", "-C", str(folder), "--literal-pathspecs", *words),  # noqa: S607  # the git of whoever runs the command
        check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=_PATIENCE, text=True, errors="replace",
        env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
    )  # fmt: skip
    return done.stdout
