"""What each package that is carried says of itself: name, version, licence."""

from collections.abc import Iterable, Iterator
from email.message import Message
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

_CLASSIFIER = "License :: OSI Approved :: "


def line_of(said: Message) -> str:
    """Write a package on one line, from its METADATA.

    A library may have put another reader of it in the place of Python's, which raises for a name that is not there.
    """
    kinds = (one.removeprefix(_CLASSIFIER) for one in said.get_all("Classifier", []) if one.startswith(_CLASSIFIER))
    files = ", ".join(said.get_all("License-File", []))
    named = said.get("License-Expression") or next(kinds, "") or (said.get("License") or "").strip().partition("\n")[0]
    licence = named or (f"celle de son fichier {files}" if files else "licence non déclarée")
    return f"{said['Name']} {said['Version']} : {licence}"


def carried(name: str) -> Iterator[Distribution]:
    """Yield an installed package, then all that it needs here, each once."""
    seen: dict[str, Distribution] = {}
    pending = [name]
    while pending:
        one = pending.pop()
        if one.lower() in seen:
            continue
        try:
            found = seen.setdefault(one.lower(), distribution(one))
        except PackageNotFoundError:
            continue
        pending += _needed(found.requires or ())
    yield from (seen[key] for key in sorted(seen))


def _needed(requirements: Iterable[str]) -> Iterator[str]:
    for one in map(Requirement, requirements):
        if one.marker is None or one.marker.evaluate({"extra": ""}):
            yield one.name
