"""Unpack a zip of one student's verdicts, which comes from outside."""

import hashlib
import os
import shutil
from pathlib import Path

from vitrail.content.extracts.pieces import Allowance, UnopenedError
from vitrail.content.reading.disk import opening
from vitrail.ground.memo.files import LARGE, VERDICTS
from vitrail.site.project import VERDICTS_VARIABLE, UnusableProjectError


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
    except (OSError, UnopenedError) as error:
        raise _refused(path) from error
    return folder


def _unpack(path: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    with path.open("rb") as stream:
        held = opening.opened(stream, Allowance(size=LARGE))
        if held.aside or not all(VERDICTS in inside.split("/")[:-1] for inside in held.files):
            raise _refused(path)
        for inside, file in held.files.items():
            place = folder / inside
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read())


def _refused(path: Path) -> UnusableProjectError:
    return UnusableProjectError(
        "« {path} » ({variable}) n'est pas un fichier d'avis : demandez à l'équipe celui que fait « vitrail export "
        "avis ».",
        path=str(path),
        variable=VERDICTS_VARIABLE,
    )
