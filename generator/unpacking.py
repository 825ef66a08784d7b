"""Unpack a zip of one student's verdicts, which comes from outside."""

import hashlib
import os
import shutil
import stat
import zipfile
from pathlib import Path, PurePosixPath

from generator.memo.files import LARGE, VERDICTS
from generator.project import VERDICTS_VARIABLE, UnusableProjectError

_MEMBERS = 5_000
"""Files of a zip, at most; a student is judged some hundred times."""
_SIGNS = frozenset('\\:*?"<>|\0')
"""Characters that no verdict's file name holds, and that some system reads as a path out of the folder."""


def opened(path: Path, shelf: Path) -> Path:
    """Unpack a zip into a folder named by its digest, in place of those of other zips; return the folder.

    Raises UnusableProjectError: the zip is not what ``vitrail export avis`` writes.
    """
    try:
        if path.stat().st_size > LARGE:
            raise _refused(path)
        folder = shelf / hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        if not folder.is_dir():
            shutil.rmtree(shelf, ignore_errors=True)
            partial = folder.with_name(f"{folder.name}.{os.getpid()}.part")
            _unpack(path, partial)
            partial.rename(folder)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        raise _refused(path) from error
    return folder


def _unpack(path: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    with zipfile.ZipFile(path) as bag:
        members = [member for member in bag.infolist() if not member.is_dir()]
        if len(members) > _MEMBERS or sum(member.file_size for member in members) > LARGE:
            raise _refused(path)
        for member in members:
            if not _is_verdict(member):
                raise _refused(path)
            place = folder / member.filename
            place.parent.mkdir(parents=True, exist_ok=True)
            with bag.open(member) as held, place.open("xb") as stream:
                stream.write(held.read(member.file_size))  # inflate no more than the directory declares


def _is_verdict(member: zipfile.ZipInfo) -> bool:
    """True if a member is a regular file whose path lies below ``evaluations`` on every system."""
    name, kind = PurePosixPath(member.filename), stat.S_IFMT(member.external_attr >> 16)
    inside = not name.is_absolute() and ".." not in name.parts and VERDICTS in name.parts[:-1]
    plain = kind in {0, stat.S_IFREG} and member.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    return inside and plain and _SIGNS.isdisjoint(member.filename)


def _refused(path: Path) -> UnusableProjectError:
    return UnusableProjectError(
        "« {path} » ({variable}) n'est pas un fichier d'avis : demandez à l'équipe celui que fait « vitrail export "
        "avis ».",
        path=str(path),
        variable=VERDICTS_VARIABLE,
    )
