"""What git knows of a school: the files that a branch changed, the tree it started from.

The program ``git`` itself is asked, with nothing of ours in its configuration; nothing is written in the repository.
"""

import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from vitrail.ground.language import Phrase, ToldError, mark
from vitrail.ground.regex import regex

_TRUSTING = regex(r"git config --global --add safe\.directory .+")
"""Git's advice beside « dubious ownership », the same in every language."""
_LONGEST = 120
"""Seconds: a repository that takes more is not a school's."""


class NoHistoryError(ToldError):
    """Git is not installed, does not answer, refuses the repository, or does not know the name given."""


def fork_point(folder: Path, ref: str) -> str:
    """Return the commit from which the current branch left ``ref``.

    Raises NoHistoryError: no repository, no such name, or a history that was cut (a shallow clone).
    """
    if not ref or ref.startswith("-") or set(ref) == {"0"}:
        raise NoHistoryError("« {ref} » (--depuis) n'est pas une branche ni un commit.", ref=ref)
    if not _git(folder, "rev-parse", "--git-dir"):
        raise NoHistoryError("--depuis demande un dépôt git : ce dossier n'en est pas un.")
    if not _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"):
        raise NoHistoryError(
            "Git ne connaît pas « {ref} » ici : vérifiez son nom, ou faites chercher tout l'historique "
            "(fetch-depth: 0, GIT_DEPTH: 0).",
            ref=ref,
        )
    ancestor = _git(folder, "merge-base", ref, "HEAD")
    if not ancestor:
        raise NoHistoryError(
            "« {ref} » et cette branche n'ont pas d'ancêtre commun ici : faites chercher tout l'historique "
            "(fetch-depth: 0, GIT_DEPTH: 0).",
            ref=ref,
        )
    return ancestor.decode("ascii").strip()


def changed_since(folder: Path, commit: str, *, new: bool = True) -> frozenset[str]:
    """Return the paths under a folder, from it, that differ from a commit: committed, not yet committed, or gone.

    With ``new``, files that git does not track yet are among them.
    """
    tracked = _git(
        folder, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", commit, "--", "."
    )
    others = _git(folder, "ls-files", "-z", "--others", "--exclude-standard", "--", ".") if new else b""
    return frozenset(os.fsdecode(path) for path in (tracked + others).split(b"\0") if path)


class Commit(Struct, frozen=True, kw_only=True):
    """One commit of git."""

    name: str
    when: datetime
    title: str


def commits_of(folder: Path, most: int) -> tuple[Commit, ...]:
    """Return the last commits that changed something below a folder, the latest first; none outside a repository."""
    said = _git(folder, "log", f"--max-count={most}", "--format=%H%x1f%ct%x1f%s", "--", ".")
    lines = (line.split("\x1f", 2) for line in said.decode("utf-8", "replace").splitlines())
    return tuple(
        Commit(name=name, when=datetime.fromtimestamp(int(seconds), UTC).astimezone(), title=title)
        for name, seconds, title in lines
    )


def archived(folder: Path, commit: str) -> bytes:
    """Return the files of a folder at a commit, as a zip; empty when it has none."""
    return _git(folder, "archive", "--format=zip", "-0", commit, ".")


def ignored_by_git(folder: Path) -> frozenset[str]:
    """Return the paths below a folder that git ignores, relative to it; a folder ignored whole ends with a slash.

    Empty without git, or outside a repository.
    """
    try:
        said = _git(folder, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory", "--", ".")
    except NoHistoryError:
        return frozenset()
    return frozenset(os.fsdecode(path) for path in said.split(b"\0") if path)


def state_of(folder: Path) -> tuple[str, int, bool]:
    """Return the commit, its time in seconds, and whether files of a folder differ from it; empty without a history."""
    try:
        commit, _, seconds = _git(folder, "log", "-1", "--format=%h %ct").decode().strip().partition(" ")
        changed = bool(commit and _git(folder, "status", "--porcelain", "--", "."))
    except NoHistoryError:
        return "", 0, False
    return commit, int(seconds or 0), changed


def spans(folder: Path) -> dict[str, tuple[str, str]]:
    """Return the first and last day (2026-03-12) of each file of a folder, by its path from there, as commits say.

    Empty without a history, and in a shallow clone, in which every file has the day of the last commit.
    """
    try:
        if _git(folder, "rev-parse", "--is-shallow-repository").strip() != b"false":
            return {}
        said = _git(folder, "log", "--reverse", "--relative", "-z", "--name-only", "--no-renames", "--format=%x01%cs")
    except NoHistoryError:
        return {}
    days: dict[str, tuple[str, str]] = {}
    day = ""
    for part in os.fsdecode(said).split("\0"):
        line = part.strip("\n")
        if line.startswith("\1"):
            day = line[1:]
        elif line:
            days[line] = (days.get(line, (day, day))[0], day)
    return days


def directory_of(folder: Path) -> str:
    """Return the SWHID of a repository's files (``swh:1:dir:…``), which anybody computes again from a copy of them.

    Empty when they are not exactly those of a commit: a file that differs, or that git does not follow.
    """
    try:
        tree = _git(folder, "rev-parse", "HEAD^{tree}").decode("ascii").strip()
        top = _git(folder, "rev-parse", "--show-toplevel").rstrip(b"\r\n")
        clean = bool(top) and not _git(Path(os.fsdecode(top)), "status", "--porcelain")
    except NoHistoryError:
        return ""
    return f"swh:1:dir:{tree}" if clean and re.fullmatch("[0-9a-f]{40}", tree) else ""


def tree_at(folder: Path, commit: str, into: Path) -> Path:
    """Write a folder as it was at a commit under ``into``, and return its path; the repository is not changed."""
    top = Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").rstrip(b"\r\n")))
    inside = folder.resolve().relative_to(top.resolve())
    index = {"GIT_INDEX_FILE": str(into / "index")}
    _git(top, "read-tree", commit, env=index)
    listed = _git(top, "ls-files", "-z", "--", inside.as_posix(), env=index)
    out = into / "tree"
    out.mkdir()
    _git(top, "checkout-index", "-z", "--stdin", "-q", f"--prefix={out}/", env=index, said=listed)
    place = out / inside
    place.mkdir(parents=True, exist_ok=True)
    return place


def _git(folder: Path, *words: str, env: dict[str, str] | None = None, said: bytes = b"") -> bytes:
    """Run git and return its output, empty if it fails. Raises NoHistoryError: no program, a timeout, or a refusal."""
    command = ["git", "-c", "core.quotePath=off", "-c", "core.fsmonitor=false", *words]
    try:
        done = subprocess.run(  # noqa: S603  # words of ours, a reference that was checked
            command,
            cwd=folder,
            env={**os.environ, **(env or {})},
            input=said,
            capture_output=True,
            check=False,
            timeout=_LONGEST,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoHistoryError("Le programme git n'a pas répondu : est-il installé ?") from error
    if done.returncode and (distrusted := distrust(done.stderr.decode(errors="replace"))):
        raise NoHistoryError(distrusted)
    return b"" if done.returncode else done.stdout


def distrust(said: str) -> Phrase | None:
    """Return a sentence if git's error, in any language, is its refusal of somebody else's repository; else None."""
    refusal = _TRUSTING.search(said)
    return refusal and mark(
        "git refuse ce dépôt, dont le dossier appartient à quelqu'un d'autre (« dubious ownership »). S'il est sûr, "
        "tapez : {command}",
        command=refusal[0],
    )
