"""A student's repository, read through git without believing anything that stands in it.

Nothing is checked out: a bare copy of the last commit, in a temporary folder, is listed and read blob by blob. So no
hook, filter, link or submodule of its author runs or leads anywhere, and nothing of it is kept to be believed later.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Self

from vitrail.content.extracts.pieces import UnopenedError
from vitrail.content.reading.disk import names
from vitrail.content.reading.disk.opening import HeldFile, HeldFiles
from vitrail.ground.language import Phrase, mark
from vitrail.ground.regex import regex

TOKEN = "VITRAIL_JETON"  # noqa: S105  # the name of the variable
"""Environment variable with the token that reads the repositories: only git's own helper ever sees it."""
PATIENCE = 120
"""Seconds for one repository, at most."""
_SIZE = 2_000_000_000
"""Bytes of a repository, at most."""
_FILES = 20_000
"""Files of a repository, at most."""
_TURN = 0.2
"""Seconds between two looks at what a program has written."""
_CHUNK = 1 << 16
_SECURE = regex(r"(?P<site>https://[\w.-]+(?::\d+)?)/\S+")
_SHELL = regex(r"ssh://(?:[\w.-]+@)?[\w][\w.-]*(?::\d+)?/\S+|[\w.-]+@[\w][\w.-]*:(?!:)\S+")
_DISK = regex(r"file:///\S.*|/\S.*|[A-Za-z]:[\\/].*|\.\.?/\S.*")
_KEPT = frozenset({
    "GIT_SSH", "GIT_SSH_COMMAND", "GIT_EXEC_PATH", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
    "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_PROXY_SSL_CAINFO",
})  # fmt: skip
"""Git's variables that reach it: none that names another repository, nor one that prints what is sent."""
_HELPER = '!f() { test "$1" = get && echo username=vitrail && echo "password=$VITRAIL_JETON"; }; f'


class UnansweredError(Exception):
    """A repository that is not taken now; ``reason`` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def why_refused(address: str) -> Phrase | None:
    """Return why an address is not one from which a repository is taken; None if it is.

    >>> why_refused("https://forge.example/sio/portfolio-moreau-lea.git"), bool(why_refused("ext::sh -c id"))
    (None, True)
    """
    if names.nfc(address) != address or not address.isprintable():
        return mark("cette adresse a un signe qui n'en est pas un")
    if "@" in address.partition("://")[2].partition("/")[0] and not address.startswith("ssh://"):
        return mark(
            "son adresse porte un nom ou un jeton : ôtez ce qui précède « @ », et donnez le jeton par {variable}",
            variable=TOKEN,
        )
    if not any(known.fullmatch(address) for known in (_SECURE, _SHELL, _DISK)):
        return mark("« {address} » n'est pas l'adresse d'un dépôt : écrivez https://…", address=address)
    return None


def head_of(address: str, cwd: Path) -> str:
    """Return the last commit of a repository; empty for one without a commit.

    Raises UnansweredError: it did not answer, or may not be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        said = _git(address, ("ls-remote", "--quiet", "--", _absolute(address, cwd), "HEAD"), folder)
    commit = said.partition("\t")[0].strip()
    if commit and not (commit.isascii() and commit.isalnum()):
        raise UnansweredError(mark("git n'a pas répondu ce qu'on attend"))
    return commit


@contextmanager
def cloned(address: str, cwd: Path) -> Iterator[HeldFiles]:
    """List the files of the last commit, readable inside the ``with`` block.

    Raises UnansweredError: it did not answer in time, or is larger than any portfolio.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        bare = Path(folder, "depot.git")
        words = ("--bare", "--quiet", "--depth=1", "--single-branch", "--no-tags", "--no-local", "--template=")
        _git(address, ("clone", *words, "--", _absolute(address, cwd), str(bare)), folder)
        with _Blobs(bare) as blobs:
            yield _listed(bare, blobs)


class _Blobs:
    """The contents of a bare repository, from one ``git cat-file``: it applies no filter."""

    def __init__(self, bare: Path) -> None:
        self._process = _started(("--git-dir", str(bare), "cat-file", "--batch"), bare, _apart(""), asked=True)
        self._timer = threading.Timer(PATIENCE, _end, (self._process,))

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        _end(self._process)
        with suppress(OSError, subprocess.TimeoutExpired):
            self._process.communicate(timeout=PATIENCE)

    def read(self, name: str, size: int) -> BytesIO:
        """Return the content of a blob. Raises UnopenedError: git does not give it."""
        given, out = self._process.stdin, self._process.stdout
        assert given is not None  # noqa: S101  # as it was started
        assert out is not None  # noqa: S101
        try:
            given.write(f"{name}\n".encode())
            given.flush()
            head = out.readline().split()
            raw = out.read(size + 1) if head[1:] == [b"blob", str(size).encode()] else b""
        except OSError:
            raw = b""
        if len(raw) != size + 1:
            raise UnopenedError(mark("git ne la donne pas"))
        return BytesIO(raw[:-1])


def _listed(bare: Path, blobs: _Blobs) -> HeldFiles:
    """List a tree, with links, submodules and names that some system refuses set aside."""
    held = HeldFiles()
    for line in _tree(bare):
        head, _, raw = line.partition(b"\t")
        mode, kind, name, size = head.decode("ascii").split()
        path = names.nfc(os.fsdecode(raw))
        if not {"", ".", ".."}.isdisjoint(path.split("/")):
            held.aside.append((path, mark("un chemin qui en sort")))
        elif mode == "120000":
            held.aside.append((path, mark("un lien, qu'un rendu ne suit pas")))
        elif kind != "blob":
            held.aside.append((path, mark("un sous-module : ce dépôt n'en a que l'adresse")))
        else:
            held.add(path, HeldFile(size=int(size), open=_Opening(blobs, name, int(size))))
    return held


class _Opening:
    """Opens one blob."""

    def __init__(self, blobs: _Blobs, name: str, size: int) -> None:
        self._asked = blobs, name, size

    def __call__(self) -> BytesIO:
        blobs, name, size = self._asked
        return blobs.read(name, size)


def _tree(bare: Path) -> list[bytes]:
    """Return the lines of a tree. Raises UnansweredError: it has too many files, or never ends."""
    process = _started(("--git-dir", str(bare), "ls-tree", "-r", "-z", "-l", "--full-tree", "HEAD"), bare, _apart(""))
    timer = threading.Timer(PATIENCE, _end, (process,))
    timer.start()
    said, count, out = [], 0, process.stdout
    assert out is not None  # noqa: S101  # as it was started
    try:
        while (chunk := out.read(_CHUNK)) and count <= _FILES:
            said.append(chunk)
            count += chunk.count(b"\0")
        ended = not chunk and process.wait(timeout=PATIENCE) == 0
    finally:
        timer.cancel()
        _end(process)
        process.communicate()
    if count > _FILES:
        raise UnansweredError(mark("ce dépôt a plus de {n} fichiers", n=_FILES))
    if not ended:
        raise UnansweredError(mark("ce dépôt ne se lit pas jusqu'au bout"))
    return [line for line in b"".join(said).split(b"\0") if line]


def _git(address: str, words: Sequence[str], folder: str) -> str:
    """Run git in a folder for an address and return its output.

    Raises UnansweredError: it ended with a fault or too late, or the folder grew beyond what a repository may weigh.
    """
    process = _started(words, folder, _environment(address))
    end = time.monotonic() + PATIENCE
    try:
        while True:
            try:
                out, said = process.communicate(timeout=_TURN)
                break
            except subprocess.TimeoutExpired as late:
                if _weight(folder) > _SIZE:
                    raise UnansweredError(mark("ce dépôt a plus de 2 Go")) from late
                if time.monotonic() > end:
                    raise UnansweredError(mark("il n'a pas répondu en {n} secondes", n=PATIENCE)) from late
    finally:
        _end(process)
    if process.returncode:
        raise UnansweredError(mark("git dit : {said}", said=_reason(said)))
    if _weight(folder) > _SIZE:
        raise UnansweredError(mark("ce dépôt a plus de 2 Go"))
    return out.decode("utf-8", "replace")


def _started(
    words: Sequence[str], cwd: str | Path, env: Mapping[str, str], *, asked: bool = False
) -> subprocess.Popen[bytes]:
    """Start git in a session of its own, with nobody to answer it. Raises UnansweredError: there is no git."""
    never = (
        "-c",
        f"core.hooksPath={os.devnull}",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "gc.auto=0",
        "-c",
        "maintenance.auto=false",
    )
    try:
        return subprocess.Popen(  # noqa: S603  # no shell; an address that was judged, after « -- »
            ["git", *never, *words],  # noqa: S607  # the git of this machine
            cwd=cwd, env=env, stdin=subprocess.PIPE if asked else subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if asked else subprocess.PIPE, start_new_session=sys.platform != "win32",
        )  # fmt: skip
    except OSError as error:
        raise UnansweredError(mark("le programme git n'a pas répondu : est-il installé ?")) from error


def _environment(address: str) -> dict[str, str]:
    """Return git's environment for an address: its transport alone, and the token for its site alone."""
    secure = _SECURE.fullmatch(address)
    if secure is None:
        return _apart("file" if _DISK.fullmatch(address) else "ssh")
    env = _apart("https")
    if token := os.environ.get(TOKEN, "").strip():
        site = secure["site"]
        settings = (("credential.helper", ""), (f"credential.{site}.helper", _HELPER))
        env |= {TOKEN: token, "GIT_CONFIG_COUNT": str(len(settings))}
        for number, (key, value) in enumerate(settings):
            env |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return env


def _apart(transport: str) -> dict[str, str]:
    """Return the environment without our token, without what git traces, and with one transport at most."""
    env = {
        name: value
        for name, value in os.environ.items()
        if name != TOKEN and (not name.startswith("GIT_") or name in _KEPT)
    }
    env.setdefault("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")
    return env | {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "SSH_ASKPASS": "", "GIT_ALLOW_PROTOCOL": transport,
                  "GIT_NO_LAZY_FETCH": "1", "GIT_LFS_SKIP_SMUDGE": "1", "LC_ALL": "C"}  # fmt: skip


def _absolute(address: str, cwd: Path) -> str:
    """Return an address that says the same from another folder."""
    return str((cwd / address).resolve()) if address.startswith(".") else address


def _reason(said: bytes) -> str:
    """Return git's last words on one line, without our token."""
    text = said.decode("utf-8", "replace")
    token = os.environ.get(TOKEN, "").strip()
    text = text.replace(token, "***") if token else text
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "ERROR:"))]
    return names.nfc((fatal or lines or ["…"])[0][:300])


def _weight(place: str) -> int:
    """Return how many bytes a folder holds by now."""
    total = 0
    for folder, _, files in os.walk(place):
        for name in files:
            with suppress(OSError):
                total += os.lstat(os.path.join(folder, name)).st_size  # noqa: PTH118  # faster
    return total


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and those that it started."""
    with suppress(OSError):
        if process.poll() is None:
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
    with suppress(OSError, subprocess.TimeoutExpired):
        process.wait(timeout=_TURN)
