"""The desk's use of git: fetch and fast-forward before it opens, commit its own files, push, and nothing else.

``evaluations/`` may be in a repository of its own. No merge is ever made but a fast-forward.
"""

import os
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from vitrail.content.reading.disk.history import distrust
from vitrail.ground.language import Phrase, ToldError, mark
from vitrail.ground.regex import regex

_PATIENCE = 60
"""Seconds that a git command may take, hooks included."""
_BLAME = regex(r"(error|erreur|fatal)\b|.*:$")


def commit(files: Sequence[Path], message: str) -> Phrase | None:
    """Commit these files, new, changed or removed, in the repository that holds them; return the error, if any.

    Other staged or changed files stay as they are. Nothing is staged during a merge, nor committed on a detached HEAD:
    aborting the merge, or leaving the commit, would lose it.
    """
    folder = next(parent for parent in files[0].parents if parent.is_dir())

    def record() -> None:
        if not _settled(folder):
            raise ToldError(
                "une fusion n'y est pas finie, ou aucune branche n'y est ouverte. Finissez comme le dit git status, "
                "puis lancez git add . et git commit -m Enregistrement."
            )
        places = (str(path.resolve()) for path in files)
        names = [name for name in places if Path(name).exists() or _git(folder, "ls-files", "--", name)]
        if names:
            _git(folder, "add", "--all", "--", *names)
        if names and _git(folder, "status", "--porcelain", "--", *names):
            _git(folder, "commit", "--quiet", f"--message={message}", "--only", "--", *names)

    reason = _refusal(record)
    return reason and mark("C'est écrit, mais git ne l'a pas enregistré : {reason}", reason=reason)


def _settled(folder: Path) -> bool:
    """True on a branch with no merge in progress and no unmerged file."""
    return (
        _says(folder, "symbolic-ref", "--quiet", "HEAD")
        and not _says(folder, "rev-parse", "--quiet", "--verify", "MERGE_HEAD")
        and not _git(folder, "diff", "--name-only", "--diff-filter=U")
    )


def fetch(folder: Path) -> Phrase | None:
    """Fetch the upstream branch, if there is one; return a sentence for the teacher where the network refused."""
    reason = _refusal(lambda: _git(folder, "fetch", "--quiet")) if _followed(folder) else None
    return reason and mark(
        "Les avis des autres n'ont pas pu être cherchés (git fetch) : {reason}. Le pupitre s'ouvre sans eux : "
        "deux avis n'ont jamais le même fichier.",
        reason=reason,
    )


def bring(folder: Path) -> Phrase | None:
    """Fast-forward to the upstream branch that was fetched, if there is one; return the error, if any."""
    if not _followed(folder):
        return None
    reason = _refusal(lambda: _git(folder, "merge", "--quiet", "--ff-only", "@{upstream}"))
    return reason and mark(
        "Ce dépôt et celui de la forge ont chacun des avis que l'autre n'a pas, ou des fichiers non enregistrés "
        "({reason}). Dans « {folder} », lancez git add ., git commit -m Avis et git pull --rebase --autostash, puis "
        "recommencez.",
        reason=reason,
        folder=str(folder),
    )


def send(folder: Path) -> Phrase | None:
    """Push the commits to the upstream branch; return the error, if any."""
    reason = _refusal(lambda: _git(folder, "push", "--quiet"))
    return reason and mark(
        "Tout est enregistré ici, mais rien n'a été envoyé : {reason}. Dans « {folder} », lancez git pull "
        "--rebase --autostash, puis git push.",
        reason=reason,
        folder=str(folder),
    )


def _quoted(said: str) -> Phrase:
    return mark("git dit « {said} »", said=said)


def _followed(folder: Path) -> bool:
    try:
        _git(folder, "rev-parse", "--quiet", "--verify", "@{upstream}")
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _refusal(act: Callable[[], object]) -> Phrase | None:
    """Run git commands; return why one failed, None if all succeeded."""
    try:
        act()
    except subprocess.CalledProcessError as error:
        said = error.stderr or error.stdout or ""
        return distrust(said) or _quoted(_gist([str(error), *said.strip().splitlines()]))
    except (OSError, subprocess.TimeoutExpired) as error:
        return _quoted(str(error))
    except ToldError as error:
        return error.phrase
    return None


def _gist(lines: Sequence[str]) -> str:
    """Return the error line of git's output, with the first file listed below it: its last lines are hints."""
    blamed = next((place for place, line in enumerate(lines) if _BLAME.match(line)), len(lines) - 1)
    after = blamed + 1 + lines[blamed].endswith(":")
    return " ".join(map(str.strip, lines[blamed:after]))


def committed(folder: Path, words: str) -> bool:
    """True if a file of a folder holds these words in the last commit, or git cannot tell; False without a commit."""
    if not any((parent / ".git").exists() for parent in (folder, *folder.resolve().parents)):
        return False
    try:
        return _says(folder, "grep", "--quiet", "--fixed-strings", "-e", words, "HEAD", "--", ".")
    except (OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired):
        with suppress(OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return _says(folder, "rev-parse", "--quiet", "--verify", "HEAD")
    return True


def _says(folder: Path, *words: str) -> bool:
    """Return the answer of a git command that answers by its exit code: True for 0, False for 1; raise for others."""
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
