"""The repository that the portfolios of a class share, when each student has one: Vitrail, and what the forge does."""

from typing import Final, Self

from msgspec import Struct

from vitrail.ground.regex import regex

NAME: Final = "commun"
BRANCH: Final = "v1"
"""The branch that students' files include: a change in it serves them all, another version is another branch."""
_PLACE: Final = regex(r"(?P<site>\w+://[^/]*|[\w.-]+@[\w.-]+:|)(?P<group>.*?)/?[^/]*")
_GROUP: Final = "votre-lycee"
"""Placeholder for the group of the school, until its address is told."""


class Commons(Struct, frozen=True, kw_only=True):
    """Where it is."""

    group: str = _GROUP
    address: str = f"https://…/{_GROUP}/{NAME}.git"

    @classmethod
    def beside(cls, model: str) -> Self:
        """Return the one in the group of the students' repositories; with a placeholder if their address is empty.

        >>> Commons.beside("https://forge.example/sio/portfolio-*.git")
        Commons(group='sio', address='https://forge.example/sio/commun.git')
        """
        place = _PLACE.fullmatch(model)
        group = place["group"].strip("/") if place else ""
        if place is None or not group:
            return cls()
        return cls(group=group, address=f"{model.removesuffix(model.rpartition('/')[2])}{NAME}.git")

    def named(self, text: str) -> str:
        """Return a file of a forge with the name of this repository in the place of the placeholder."""
        return text.replace(f"{_GROUP}/{NAME}", f"{self.group}/{NAME}")
