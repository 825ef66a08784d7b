"""Which public forge the repository is sent to, from git's own configuration: git itself is not needed.

Only ``config`` of the repository that holds the project is read. What it includes (``include.path``) is not followed,
and a ``.git`` that is a file is followed only to where git puts worktrees and submodules: under a folder ``.git``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

PUBLIC_FORGES = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "framagit.org", "forge.apps.education.fr")
"""Forges where anybody may open an account and a repository may be public; whether one is, only the forge knows."""
_LARGEST = 200_000
"""Bytes of the largest configuration that is read."""
_SECTION = re.compile(r"\[\s*([\w.-]+)")
_URL = re.compile(r"(?:push)?url\s*=\s*\"?([^\s\"#;]+)", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^@/\s]*@)?(?P<host>[a-z0-9.-]+)(?:[:/]|$)", re.IGNORECASE)


def public_forge(root: Path) -> str | None:
    """Name the first public forge among the remotes of the repository that holds a folder, if there is one.

    None without a repository, without a remote, or when every remote is elsewhere: the name of a school's own server
    says nothing of who reads it.
    """
    config = _config(root)
    text = _read(config) if config else ""
    return next((forge for url in _remotes(text) if (forge := _forge(url))), None)


def _config(root: Path) -> Path | None:
    """Find the configuration of the nearest repository above a folder."""
    place = root.absolute()
    mark = next((folder / ".git" for folder in (place, *place.parents) if (folder / ".git").exists()), None)
    if mark is None or mark.is_dir():
        return mark / "config" if mark else None
    _, _, written = _read(mark).partition("gitdir:")
    pointed = PurePosixPath((mark.parent / written.strip().replace("\\", "/")).as_posix())
    match pointed.parts:
        case (*above, ".git", "worktrees", _):
            return Path(*above, ".git", "config")
        case (*_, ".git", "modules", _):
            return Path(pointed, "config")
        case _:
            return None


def _read(path: Path) -> str:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return ""
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def _remotes(config: str) -> Iterator[str]:
    """Yield the addresses of the sections ``[remote "…"]``."""
    section = ""
    for line in map(str.strip, config.splitlines()):
        if found := _SECTION.match(line):
            section = found[1].lower()
        elif section == "remote" and (url := _URL.match(line)):
            yield url[1]


def _forge(url: str) -> str | None:
    """Give the forge of an address in any of git's forms: ``https://``, ``ssh://``, ``git@host:path``."""
    found = _HOST.match(url)
    host = found["host"].lower() if found else ""
    return next((forge for forge in PUBLIC_FORGES if host == forge or host.endswith(f".{forge}")), None)
