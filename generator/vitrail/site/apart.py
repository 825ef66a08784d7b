"""Locate verdicts that are kept apart from the portfolios: in a folder, or in a zip of one student's."""

import os
from pathlib import Path

from vitrail.site.project import VERDICTS_VARIABLE, UnusableProjectError


def apart(root: Path, portfolios: Path, cache: Path, said: object) -> Path | None:
    """Return the folder that VITRAIL_AVIS, else the school's key ``avis``, names; None when neither does.

    The folder may not exist. A zip is first unpacked in the cache. Raises UnusableProjectError: the zip is not what
    ``vitrail export avis`` writes, or the folder is among the portfolios, or around them.
    """
    asked = os.environ.get(VERDICTS_VARIABLE) or ""
    place = Path(asked).expanduser().absolute() if asked else root.absolute() / said if isinstance(said, str) else None
    if place is None:
        return None
    if asked and place.is_file():
        from vitrail.site.unpacking import opened  # importing it takes a twentieth of a build without changes

        return opened(place, cache / "avis")
    resolved, own = place.resolve(), portfolios.resolve()
    if resolved.is_relative_to(own) or own.is_relative_to(resolved):
        raise UnusableProjectError(
            "Le dossier des avis ne peut pas être « {folder} » : les portfolios y sont. Choisissez-en un à côté de "
            "l'école.",
            folder=str(place),
        )
    return place
