"""What the desk asks of git: what others gave before it opens, its own files recorded and sent, and nothing else.

``evaluations/`` may be in a repository of its own. Nothing is ever merged but forward.
"""

import os
import re
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from generator.language import Phrase, ToldError, mark
from generator.reading.disk.history import distrust

_PATIENCE = 60
"""Seconds that git has, hooks included."""
_BLAME = re.compile(r"(error|erreur|fatal)\b|.*:$")


def commit(files: Sequence[Path], message: str) -> Phrase | None:
    """Commit these files, new, changed or removed, in the repository that holds them; say why it could not be done.

    What else is staged or changed there stays as it is. Nothing is staged before a merge ends, nor committed on no
    branch: whoever gives the merge up would lose it.
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
    """True on a branch, when nothing there waits to be merged or unstashed."""
    return (
        _says(folder, "symbolic-ref", "--quiet", "HEAD")
        and not _says(folder, "rev-parse", "--quiet", "--verify", "MERGE_HEAD")
        and not _git(folder, "diff", "--name-only", "--diff-filter=U")
    )


def bring(folder: Path) -> Phrase | None:
    """Fetch what others gave, and move forward to it, where a branch follows another; say why it could not be done."""
    if not _followed(folder):
        return None
    if reason := _refusal(lambda: _git(folder, "fetch", "--quiet")):
        return mark(
            "Les avis des autres n'ont pas pu être cherchés (git fetch) : {reason}. Rétablissez le réseau, ou lancez "
            "la commande avec --hors-ligne : deux avis n'ont jamais le même fichier.",
            reason=reason,
        )
    reason = _refusal(lambda: _git(folder, "merge", "--quiet", "--ff-only", "@{upstream}"))
    return reason and mark(
        "Ce dépôt et celui de la forge ont chacun des avis que l'autre n'a pas, ou des fichiers non enregistrés "
        "({reason}). Dans « {folder} », lancez git add ., git commit -m Avis et git pull --rebase --autostash, puis "
        "recommencez.",
        reason=reason,
        folder=str(folder),
    )


def send(folder: Path) -> Phrase | None:
    """Push what was recorded to the branch that is followed; say why it could not be done."""
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
    """Run commands of git; say why one was refused, None when all were done."""
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
    """Return what git blames, with the first file that it names below: what it says last is a hint, or nothing."""
    blamed = next((place for place, line in enumerate(lines) if _BLAME.match(line)), len(lines) - 1)
    after = blamed + 1 + lines[blamed].endswith(":")
    return " ".join(map(str.strip, lines[blamed:after]))


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
