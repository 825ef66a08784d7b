"""``make size``: what an installation of Vitrail weighs, package by package, without what Python compiles."""

from releasing.licences import carried

_SHOWN = 8


def sizes() -> dict[str, int]:
    """Return the bytes of each package that is installed with ours, ours included."""
    return {
        one.name: sum(
            place.stat().st_size
            for file in one.files or ()
            if "__pycache__" not in file.parts and (place := file.locate()).is_file()
        )
        for one in carried("vitrail")
    }


def main() -> None:
    """Print the heaviest, and the sum."""
    found = sizes()
    for name in sorted(found, key=found.__getitem__, reverse=True)[:_SHOWN]:
        print(f"{found[name] / 1e6:7.1f} Mo  {name}")
    print(f"{sum(found.values()) / 1e6:7.1f} Mo  en tout ({len(found)} paquets)")


if __name__ == "__main__":
    main()
