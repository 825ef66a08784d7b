"""What a school's repository says of its forge: which public one it is sent to, and who owns which folder.

``.git/config`` is read without git: its includes are not followed, and a ``.git`` that is a file is followed only to
where git puts worktrees and submodules, under a folder ``.git``.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from vitrail.ground.regex import regex

PUBLIC_FORGES = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "framagit.org", "forge.apps.education.fr")
"""Forges where anybody may open an account and a repository may be public; whether one is, only the forge knows."""
OWNERS = {".github/CODEOWNERS": "github", ".gitlab/CODEOWNERS": "gitlab"}
"""File that says who owns which folder → the forge that reads it."""
_LARGEST = 200_000
"""Bytes of the largest configuration that is read, characters of the largest file of owners."""
_SECTION = regex(r"\[\s*([\w.-]+)")
_URL = regex(r"(?:push)?url\s*=\s*\"?([^\s\"#;]+)", re.IGNORECASE)
_HOST = regex(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^@/\s]*@)?(?P<host>[a-z0-9.-]+)(?:[:/]|$)", re.IGNORECASE)
"""The host of an address in any of git's forms: ``https://``, ``ssh://``, ``git@host:path``."""


def owners(repository: Path) -> tuple[tuple[str, str], ...]:
    """Return the files of owners of a repository, with their text; one that cannot be read is left out."""
    files = []
    for name in OWNERS:
        with suppress(OSError):
            files.append((name, (repository / name).read_text("utf-8", "replace")[:_LARGEST]))
    return tuple(files)


def public_forge(root: Path) -> str | None:
    """Return the first public forge among the remotes of the repository that holds a folder, if there is one.

    None without a repository, without a remote, or when every remote is elsewhere: the name of a school's own server
    does not show who may read it.
    """
    config = _config(root)
    text = _read(config) if config else ""
    hosts = (match["host"].lower() for url in _remotes(text) if (match := _HOST.match(url)))
    return next((forge for host in hosts for forge in PUBLIC_FORGES if f".{host}".endswith(f".{forge}")), None)


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
        return path.read_text("utf-8", "replace") if path.is_file() and path.stat().st_size <= _LARGEST else ""
    except OSError:
        return ""


def _remotes(config: str) -> Iterator[str]:
    """Yield the addresses of the sections ``[remote "…"]``."""
    section = ""
    for line in map(str.strip, config.splitlines()):
        if match := _SECTION.match(line):
            section = match[1].lower()
        elif section == "remote" and (url := _URL.match(line)):
            yield url[1]
