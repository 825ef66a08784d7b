"""A fault of ours, in the one line by which it is told: what kept running goes on."""

import traceback
from pathlib import Path

from generator.language import Phrase, ToldError, mark


def accident(error: BaseException) -> Phrase:
    """Say what went wrong and where in the code, for who reads it and whoever they pass it on to."""
    if isinstance(error, ToldError):
        return error.phrase
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f" ({Path(frame.filename).name}:{frame.lineno})" for frame in last)
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return mark(
        "Une erreur de Vitrail a interrompu ce qui était en cours ; la suite sera servie. Signalez-la : {error}",
        error=f"{said}{where}",
    )
