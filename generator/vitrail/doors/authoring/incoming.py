"""Take in what is dropped or pasted in the form: a file, under a name valid everywhere; a selection, as Markdown."""

import io
import re
from pathlib import Path, PurePosixPath
from typing import Final

from vitrail.content.extracts.apart import kept
from vitrail.content.extracts.pieces import UnopenedError
from vitrail.content.installation import command_for
from vitrail.content.reading.disk import names
from vitrail.doors.authoring.answers import Done
from vitrail.doors.authoring.orders import Pasted
from vitrail.doors.importing.markup import pasted
from vitrail.ground.language import Phrase, ToldError, mark
from vitrail.site.outputs import writing
from vitrail.site.outputs.formats import is_heic, judge

FOLDER: Final = "fichiers"
"""Folder of a portfolio for its attachments."""
_QUALITY: Final = 90
"""Quality of the JPEG made from a HEIC photo: the loss is invisible on a screen."""
_TRIES: Final = 100
"""Names that are tried for a file before the user must choose one."""


def take_in(home: Path, said: str, raw: bytes) -> tuple[str, Phrase | None]:
    """Put a file in a portfolio; return its path there, and a message if it was renamed or converted.

    The same bytes under the same name are kept once; other bytes get a number. Raises ToldError: the file would not be
    published; UnwrittenError: the disk refused the write.
    """
    name = given_name(said)
    told: Phrase | None = None
    if is_heic(raw):
        name, raw = PurePosixPath(name).with_suffix(".jpg").name, _jpeg(raw)
        told = mark("La photo HEIC est devenue « {name} ».", name=name)
    judged = judge(name, raw)
    if judged.reason:
        raise ToldError("« {name} » n'a pas été pris : {reason}.", name=said, reason=judged.reason)
    place = _place(home, name, raw)
    if place.name != said and told is None:
        told = mark("« {said} » s'appelle ici « {name} ».", said=said, name=place.name)
    return f"{FOLDER}/{place.name}", told


def in_markdown(selection: Pasted) -> Done:
    """Turn what Word or a web page put in the clipboard into Markdown. Raises ToldError: it cannot be read."""
    try:
        return Done(said=kept().run(pasted, selection.html))
    except UnopenedError as error:
        raise ToldError(
            "Ce texte n'a pas pu être mis en forme : collez-le sans sa mise en forme (Ctrl+Maj+V)."
        ) from error


def given_name(said: str) -> str:
    """Return a name under which a file can be kept and published; most names do not change."""
    name = names.nfc(re.split(r"[/\\]", said)[-1]).strip()
    while names.why_ignored(name):
        name = name.strip(".~$") if name.strip(".~$") != name else "fichier"
    stem, dot, suffix = names.safe(name or "fichier").rpartition(".")
    stem, suffix = (stem, suffix) if dot else (suffix, "")
    room = names.MAX_BYTES - len(suffix.encode()) - 8
    while len(stem.encode("utf-8", "replace")) > room:
        stem = stem[:-1]
    return f"{stem}{dot}{suffix}"


def _place(home: Path, name: str, raw: bytes) -> Path:
    """Write the file under its name, else with the first number that is free or already holds the same bytes."""
    path = PurePosixPath(name)
    for number in range(1, _TRIES):
        place = home / FOLDER / (name if number == 1 else f"{path.stem}-{number}{path.suffix}")
        try:
            writing.create(place, raw, within=home)
        except writing.TakenError:
            if not place.is_symlink() and place.is_file() and place.read_bytes() == raw:
                return place
        else:
            return place
    raise ToldError("« {name} » est déjà le nom de trop d'autres fichiers : renommez-le.", name=name)


def _jpeg(raw: bytes) -> bytes:
    """Convert a HEIC photo to JPEG, which every browser shows: upright, and without its location."""
    try:
        import pi_heif  # an option
        from PIL import Image, ImageOps  # the same
    except ImportError as error:
        raise ToldError(
            "Une photo HEIC ne s'affiche pas dans un navigateur. Exportez-la en JPEG (sur iPhone : Réglages, Appareil "
            "photo, Formats, « Le plus compatible »), ou lancez « {command} ».",
            command=command_for("photos"),
        ) from error
    pi_heif.register_heif_opener()
    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(raw)) as photo:
            ImageOps.exif_transpose(photo).convert("RGB").save(out, "JPEG", quality=_QUALITY)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise ToldError("Cette photo HEIC ne se lit pas : exportez-la en JPEG.") from error
    return out.getvalue()
