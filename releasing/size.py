"""``make size``: what an installation of Vitrail weighs, package by package, without what Python compiles.

With ``--alleger``, what nothing uses is taken away: Babel's languages that we do not write, the icons of Material that
no template names.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from releasing.licences import carried
from releasing.windows import unused

_SHOWN = 8


def files() -> dict[str, dict[str, Path]]:
    """Return the files of each package that is installed with ours, ours included: path → place."""
    return {
        one.name: {
            file.as_posix(): place
            for file in one.files or ()
            if "__pycache__" not in file.parts and (place := Path(str(file.locate()))).is_file()
        }
        for one in carried("vitrail")
    }


def needless(found: Mapping[str, Mapping[str, Path]]) -> list[Path]:
    """Return the files that an installation may do without."""
    places = {path: place for one in found.values() for path, place in one.items()}
    texts = {path: place.read_bytes() for path, place in places.items() if path.endswith((".html", ".yml"))}
    return [places[path] for path in unused(places, texts)]


def main() -> None:
    """Print the heaviest, the sum, and what of it nothing uses; take that away when asked."""
    held = files()
    left = needless(held)
    spare = sum(place.stat().st_size for place in left) / 1e6
    found = {name: sum(place.stat().st_size for place in one.values()) for name, one in held.items()}
    for name in sorted(found, key=found.__getitem__, reverse=True)[:_SHOWN]:
        print(f"{found[name] / 1e6:7.1f} Mo  {name}")
    print(f"{sum(found.values()) / 1e6:7.1f} Mo  en tout ({len(found)} paquets)")
    if "--alleger" not in sys.argv:
        print(f"{spare:7.1f} Mo  de langues et d'icônes dont rien ne se sert (--alleger les enlève)")
        return
    for place in left:
        place.unlink()
    print(f"{spare:7.1f} Mo  de langues et d'icônes enlevés")


if __name__ == "__main__":
    main()
