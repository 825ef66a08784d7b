"""The key that signs the cache, so that only files that this user wrote on this machine are trusted.

A cache may come from anywhere: restored by a CI, copied with a project, committed by force. Its bytes are checked
against digests, and the list of digests against a signature; without a signature of this key, it is ignored.
"""

import hashlib
import os
import sys
from pathlib import Path

VARIABLE = "VITRAIL_CACHE_KEY"
"""Environment variable that replaces the key of the machine, for a CI that keeps its cache from one job to the next."""
_SIZE = 32
"""Bytes of a key."""


def cache_key(project: Path) -> bytes:
    """Return the key of this machine and user, made the first time; never read from inside the project.

    A key that cannot be kept (no home, a home inside the project) serves one run: the next trusts none of its files.
    """
    if said := os.environ.get(VARIABLE):
        return hashlib.sha256(said.encode("utf-8", "surrogateescape")).digest()
    try:
        folder = _state().resolve()
        if not folder.is_relative_to(project.resolve()):
            return _kept(folder / "cache.key")
    except (OSError, RuntimeError):  # a disk that refuses, a user without home
        pass
    return os.urandom(_SIZE)


def _state() -> Path:
    """Return the folder of what this user's programs keep on this machine. Raises RuntimeError: a user without home."""
    if sys.platform != "linux":
        from platformdirs import user_state_path  # loads a twentieth of a build where nothing changed

        return user_state_path("vitrail", appauthor=False)
    said = os.environ.get("XDG_STATE_HOME", "").strip()
    return (Path(said) if os.path.isabs(said) else Path("~/.local/state").expanduser()) / "vitrail"  # noqa: PTH117


def _kept(file: Path) -> bytes:
    """Read the key, or make it; of builds that begin together the first one makes it for all.

    Raises:
        OSError: when the folder cannot be written.
    """
    if key := _read(file):
        return key
    from filelock import FileLock  # noqa: PLC0415  # once in the life of a machine

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(file.with_suffix(".lock")):
        if key := _read(file):
            return key
        fresh = os.urandom(_SIZE)
        partial = file.with_suffix(".part")
        partial.unlink(missing_ok=True)
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:  # noqa: PTH123  # with its mode
            stream.write(fresh)
        partial.replace(file)
        return fresh


def _read(file: Path) -> bytes | None:
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) == _SIZE else None
