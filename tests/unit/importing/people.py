"""For whom sources are imported."""

from functools import cache

from vitrail.content.reading.frameworks import load_shipped
from vitrail.doors.importing.citing import Owner


@cache
def student():
    """A student of SISR with two stages."""
    stages = {"mairie-de-valmont": "Mairie de Valmont", "atelier-numerique": "Atelier Numérique"}
    framework = load_shipped()["fr.bts-sio.2019"]
    return Owner(framework=framework, option="SISR", session=2027, names=("Moreau", "Léa"), stages=stages)
