"""The one way to write a file that belongs to people, atomically: it is always whole, the old one or the new one.

The bytes go to a temporary file beside it, are synchronised to the disk, and only then get the name: a kill, a power
cut or a full disk leaves the old file. The next writer of the same name removes those that a killed process left.
"""

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, TypeAlias

from vitrail.content.values.folding import grouped
from vitrail.ground.language import Phrase, ToldError, mark
from vitrail.ground.memo.whole import persist

PARTIAL = ".vitrail-partiel"
"""End of a temporary file's name; the walk of the portfolios ignores it, since the name starts with a dot."""
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES})
"""Errors by which a disk says that it has no hard links (FAT, some network drives)."""


Raw: TypeAlias = bytes | Callable[[BinaryIO], None]
"""Bytes, or a function that writes them to a stream when they are too many for the memory."""


class UnwrittenError(ToldError):
    """The disk refused, or another program wrote the file since it was read; nothing was changed."""

    exit_code = 1


class TakenError(ToldError):
    """A file, a folder or a link has the name of a file to write, and is left alone."""

    exit_code = 1

    def __init__(self, path: Path) -> None:
        super().__init__(mark("« {path} » existe déjà : rien n'a été écrit.", path=str(path)))
        self.path = path


def replace(path: Path, raw: Raw, *, read: bytes | None) -> None:
    """Replace a file whose bytes were ``read``, or that did not exist (None).

    Its mode, its owner and a symbolic link to it are kept. Raises UnwrittenError: the file has other bytes now,
    or is locked, or the disk refused.
    """
    if read is None:
        try:
            create(path, raw)
        except TakenError as error:
            raise changed_meanwhile(path) from error
        return
    target = Path(os.path.realpath(path))
    with _told(path), _alone(target.parent, [target.name]):
        if target.read_bytes() != read:
            raise changed_meanwhile(path)
        if not os.access(target, os.W_OK):  # renaming would replace it all the same
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        with _neighbour(target, raw, 0o600) as partial:
            _as_before(target, partial)
            persist(lambda: os.replace(partial, target))  # noqa: PTH105  # Path.replace hides which name is at fault
        _settle(target.parent)


def remove(path: Path, *, read: bytes) -> None:
    """Remove a file whose bytes were ``read``.

    Raises UnwrittenError: the file has other bytes now, or the disk refused.
    """
    with _told(path), _alone(path.parent, ()):
        if path.read_bytes() != read:
            raise changed_meanwhile(path)
        path.unlink()
        _settle(path.parent)


def create(path: Path, raw: Raw, *, within: Path | None = None, mode: int = 0o666) -> None:
    """Write a file that does not exist yet; of two writers at once, one wins. ``mode`` is cut by the umask.

    Raises TakenError: something has this name; UnwrittenError: the disk refused, or the path goes through a link below
    ``within``.
    """
    create_all({path: raw}, within=within, mode=mode)


def create_all(made: Mapping[Path, Raw], *, within: Path | None = None, mode: int = 0o666) -> None:
    """Write several files that do not exist yet, with their folders: all of them, or none.

    Every byte is on the disk before the first name appears, so that a full disk leaves nothing. Files that a killed
    process had named stay, whole. Raises TakenError: one of the names is taken; UnwrittenError: the disk refused, or a
    path goes through a link below ``within``.
    """
    for folder in {path.parent for path in made} if within else ():
        if within and not is_own(folder, within):
            raise UnwrittenError(
                "« {path} » est un lien, ou est derrière un lien : rien n'y est écrit. Mettez un vrai dossier à "
                "la place du lien.",
                path=str(folder),
            )
    named: list[Path] = []
    folders: list[Path] = []
    try:
        with contextlib.ExitStack() as stack:
            partials = []
            for folder, inside in sorted(grouped((path.parent, path.name) for path in made).items()):
                with _told(folder):
                    folders.extend(_make_folder(folder))
                stack.enter_context(_alone(folder, inside))
            for path, raw in made.items():
                with _told(path):
                    partial = stack.enter_context(_neighbour(path, raw, mode))
                partials.append((path, partial))
            for path, partial in partials:
                with _told(path):
                    _name(partial, path)
                named.append(path)
    except BaseException:
        for path in named:
            path.unlink(missing_ok=True)
        for folder in reversed(folders):
            with contextlib.suppress(OSError):  # somebody put a file there meanwhile
                folder.rmdir()
        raise
    for folder in {path.parent for path in made}:
        _settle(folder)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn an OSError into a TakenError, or into an UnwrittenError that says what to do."""
    try:
        yield
    except FileExistsError as error:
        raise TakenError(path) from error
    except OSError as error:
        raise UnwrittenError(refusal(path, error)) from error


def is_own(place: Path, root: Path) -> bool:
    """True if a path is below ``root`` without a link on the way: nothing is written through one, wherever it leads."""
    if not place.is_relative_to(root) or ".." in place.relative_to(root).parts:
        return False
    return not any(
        parent.is_symlink() for parent in (place, *place.parents) if parent != root and parent.is_relative_to(root)
    )


def changed_meanwhile(path: Path) -> UnwrittenError:
    """Say that somebody else wrote a file since it was read."""
    return UnwrittenError(
        "« {path} » a changé pendant la commande : rien n'y a été écrit. Relancez-la pour partir de la nouvelle "
        "version.",
        path=str(path),
    )


def refusal(path: Path, error: OSError) -> Phrase:
    """Say why a file could not be written, and what to do about it."""
    name = str(path)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return mark(
                "Le disque est plein : « {path} » n'a pas été écrit, et ce qui s'y trouvait est intact. Libérez de la "
                "place, puis relancez la commande.",
                path=name,
            )
        case errno.EROFS:
            return mark(
                "« {path} » est sur un disque en lecture seule : rien n'y a été écrit. Travaillez dans une copie "
                "modifiable du projet.",
                path=name,
            )
        case errno.EACCES | errno.EPERM | errno.EBUSY | errno.ETXTBSY:
            return mark(
                "« {path} » ne peut pas être écrit : le fichier ou son dossier est protégé, ou un autre programme le "
                "tient ouvert. Rien n'a été changé.",
                path=name,
            )
    return mark(
        "« {path} » n'a pas pu être écrit, et ce qui s'y trouvait est intact. Le système dit : {error}",
        path=name,
        error=error.strerror or str(error),
    )


@contextlib.contextmanager
def _neighbour(target: Path, raw: Raw, mode: int) -> Iterator[str]:
    """Write the bytes to a temporary file beside the target, synchronise it, yield its path; remove it at the end."""
    partial = os.path.join(target.parent, f"{_stem(target.name)}{secrets.token_hex(4)}{PARTIAL}")  # noqa: PTH118  # a plain name
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            if isinstance(raw, bytes):
                stream.write(raw)
            else:
                raw(stream)
            stream.flush()
            os.fsync(stream.fileno())
        yield partial
    finally:
        with contextlib.suppress(OSError):  # it was renamed
            os.unlink(partial)  # noqa: PTH108  # a plain name


def _stem(name: str) -> str:
    """Return the beginning of the names of a file's temporary files."""
    return f".{hashlib.sha256(os.fsencode(name)).hexdigest()[:12]}-"


@contextlib.contextmanager
def _alone(folder: Path, names: Iterable[str]) -> Iterator[None]:
    """Lock a folder while some of its files are written, and remove what killed processes left of them.

    The lock is on the folder itself: it leaves no file behind, and ends with the process. Windows and some network
    drives have none: between the comparison with ``read`` and the replacement there is then a gap of a millisecond.
    """
    descriptor = -1
    try:
        if sys.platform != "win32":
            import fcntl  # Windows has no such module

            with contextlib.suppress(OSError):
                descriptor = os.open(folder, os.O_RDONLY)
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                stems = tuple(map(_stem, names))
                for left in folder.glob(f".*{PARTIAL}"):
                    if left.name.startswith(stems):
                        left.unlink(missing_ok=True)
        yield
    finally:
        if descriptor >= 0:
            os.close(descriptor)


def _as_before(target: Path, partial: str) -> None:
    """Give the temporary file the mode, owner and attributes of the old file, as far as the system allows."""
    before = target.stat()
    with contextlib.suppress(OSError):
        shutil.copystat(target, partial)
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):  # only root gives a file away
            os.chown(partial, before.st_uid, before.st_gid)
    os.chmod(partial, stat.S_IMODE(before.st_mode))  # noqa: PTH101  # a plain name
    os.utime(partial)


def _name(partial: str, path: Path) -> None:
    """Give a temporary file its name, unless that is taken."""
    if sys.platform == "win32":
        persist(lambda: os.rename(partial, path))  # noqa: PTH104  # Windows refuses a taken name
        return
    try:
        os.link(partial, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        os.replace(partial, path)  # noqa: PTH105  # a plain name


def _make_folder(folder: Path) -> Iterator[Path]:
    """Make a folder and its parents; yield those that were made, outermost first."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        yield from _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    yield folder


def _settle(folder: Path) -> None:
    """Synchronise the entries of a folder to the disk, where the system can."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
