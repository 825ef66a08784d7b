"""The launchers of the folder for Windows: a double-click opens the form, the desk or the site.

Each is a ``.cmd`` that runs this module with the Python beside it. It finds the school, warns of folders whose files
may be removed (a zip, OneDrive), runs the command and opens the browser at the address that it prints.
"""

import os
import re
import subprocess
import sys
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path

from vitrail.doors.cli.telling import WrongUseError, print_anywhere, tell
from vitrail.ground.regex import regex

_COMMANDS = {"ecrire": "ecrire", "lire": "desk", "voir": "serve"}
"""Launcher → subcommand."""
_FREE = ("--port", "0")
"""Any free port: nobody can type another after a double-click, and a launcher may be opened twice."""
_ADDRESS = regex(r"http://127\.0\.0\.1:\d+/[^\s(]*")
_ZIPPED = regex(r"(Temp\d+_.*|7z[A-Z]\w{6,}|Rar\$\w+\..*|.*\.zip)", re.IGNORECASE)
"""Temporary folders into which programs unpack a file opened inside a zip, and which they delete afterwards."""
_OWN = "Mon portfolio"


def main(words: Sequence[str] = tuple(sys.argv[1:])) -> int:
    """Run a launcher; ``words`` are its name and the folder dropped on it, if any. Return the exit code."""
    print_anywhere()
    home = Path(sys.executable).parents[2]
    try:
        refuse_zip(home)
        place = school_at(home, words[0], Path(words[1]) if len(words) > 1 else None)
    except WrongUseError as error:
        tell(error.phrase, err=True)
        return error.exit_code
    if shared(place, os.environ):
        tell(
            "Attention : « {folder} » est dans OneDrive, qui peut retirer des fichiers de cet ordinateur ou en garder "
            "deux versions. Préférez un dossier à vous, ou une clé USB.",
            folder=str(place), err=True,
        )  # fmt: skip
    place.mkdir(exist_ok=True)
    return run((sys.executable, "-X", "utf8", "-u", "-m", "vitrail", _COMMANDS[words[0]], *_FREE), place)


def refuse_zip(home: Path) -> None:
    """Raise WrongUseError if the folder is still inside its zip: files written there are deleted."""
    if any(_ZIPPED.fullmatch(part) for part in home.parts):
        raise WrongUseError(
            "Ce dossier est encore dans son fichier .zip : fermez cette fenêtre, faites un clic droit sur le .zip, "
            "choisissez « Extraire tout », puis ouvrez le dossier obtenu."
        )


def shared(place: Path, environment: Mapping[str, str]) -> bool:
    """True if a folder is inside OneDrive."""
    roots = [Path(value) for name, value in environment.items() if name.upper().startswith("ONEDRIVE") and value]
    return any(place.is_relative_to(root) for root in roots) or any(
        part.casefold().startswith("onedrive") for part in place.parts
    )


def school_at(home: Path, door: str, given: Path | None) -> Path:
    """Return the school to open: the folder given, else the only one beside the launchers.

    Raises WrongUseError: there are several, or none for the desk or the site.
    """
    if given is not None:
        return given if given.is_dir() else given.parent
    schools = sorted(folder for folder in home.iterdir() if (folder / "mkdocs.yml").is_file())
    if len(schools) == 1:
        return schools[0]
    if schools:
        raise WrongUseError(
            "Il y a plusieurs dossiers ici ({names}) : faites glisser sur la porte celui que vous voulez.",
            names=tuple(folder.name for folder in schools),
        )
    if door == "ecrire":
        return home / _OWN
    raise WrongUseError(
        "Il n'y a pas encore d'école ici : posez son dossier à côté de cette porte, ou faites-le glisser dessus."
    )


def run(command: Sequence[str], place: Path) -> int:
    """Run a command in a folder, copy its output, open the browser at the first address; return its exit code."""
    opened = False
    with subprocess.Popen(  # noqa: S603  # our own program
        command,
        cwd=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            if not opened and (address := _ADDRESS.search(line)):
                opened = webbrowser.open(address[0])
        return running.wait()


if __name__ == "__main__":
    sys.exit(main())
