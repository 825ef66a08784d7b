"""What git knows of a school: which files a branch changed, and the tree that it started from.

The program ``git`` itself is asked, with nothing of ours in its configuration; nothing is written in the repository.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from generator.language import Phrase, mark

_LONGEST = 120
"""Seconds: a repository that takes more is not a school's."""


class NoHistoryError(Exception):
    """Git is not there, or does not know what was named; the text is French."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase)
        self.phrase = phrase


def fork_point(folder: Path, ref: str) -> str:
    """Give the commit from which the current branch left ``ref``.

    Raises NoHistoryError: no repository, no such name, or a history that was cut (a shallow clone).
    """
    if not ref or ref.startswith("-") or set(ref) == {"0"}:
        raise NoHistoryError(mark("« {ref} » (--depuis) n'est pas une branche ni un commit.", ref=ref))
    if _git(folder, "rev-parse", "--git-dir") is None:
        raise NoHistoryError(mark("--depuis demande un dépôt git : ce dossier n'en est pas un."))
    if _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}") is None:
        raise NoHistoryError(
            mark(
                "Git ne connaît pas « {ref} » ici : vérifiez son nom, ou faites chercher tout l'historique "
                "(fetch-depth: 0, GIT_DEPTH: 0).",
                ref=ref,
            )
        )
    found = _git(folder, "merge-base", ref, "HEAD")
    if found is None:
        raise NoHistoryError(
            mark(
                "« {ref} » et cette branche n'ont pas d'ancêtre commun ici : faites chercher tout l'historique "
                "(fetch-depth: 0, GIT_DEPTH: 0).",
                ref=ref,
            )
        )
    return found.decode("ascii").strip()


def changed_since(folder: Path, commit: str) -> frozenset[str]:
    """Paths under a folder, from it, that differ from a commit: committed, not yet committed, or new; gone ones too."""
    tracked = _git(
        folder, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", commit, "--", "."
    )
    new = _git(folder, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
    return frozenset(os.fsdecode(path) for path in ((tracked or b"") + (new or b"")).split(b"\0") if path)


def tree_at(folder: Path, commit: str, into: Path) -> Path:
    """Write a folder as it was at a commit under ``into``, and give where.

    The repository's own index, working tree and hooks are left alone.
    """
    top = Path(os.fsdecode((_git(folder, "rev-parse", "--show-toplevel") or b"").rstrip(b"\r\n")))
    inside = folder.resolve().relative_to(top.resolve())
    index = {"GIT_INDEX_FILE": str(into / "index")}
    _git(top, "read-tree", commit, env=index)
    listed = _git(top, "ls-files", "-z", "--", inside.as_posix(), env=index) or b""
    out = into / "tree"
    out.mkdir()
    _git(top, "checkout-index", "-z", "--stdin", "-q", f"--prefix={out}/", env=index, said=listed)
    place = out / inside
    place.mkdir(parents=True, exist_ok=True)
    return place


def _git(folder: Path, *words: str, env: dict[str, str] | None = None, said: bytes | None = None) -> bytes | None:
    """Ask git; None when it answers by an error. Raises NoHistoryError: the program is not there, or does not end."""
    command = ["git", "-c", "core.quotePath=off", "-c", "core.fsmonitor=false", *words]
    try:
        done = subprocess.run(  # noqa: S603  # words of ours, a reference that was checked
            command,
            cwd=folder,
            env={**os.environ, **(env or {})},
            input=said,
            stdin=subprocess.DEVNULL if said is None else None,
            capture_output=True,
            check=False,
            timeout=_LONGEST,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoHistoryError(mark("Le programme git n'a pas répondu : est-il installé ?")) from error
    return done.stdout if done.returncode == 0 else None
