"""Who reads a site, and who may see an item."""

from __future__ import annotations

from enum import IntEnum


class Audience(IntEnum):
    """The readers a site is built for; a greater one sees all that a smaller one sees."""

    PUBLIC = 0
    JURY = 1
    TEAM = 2

    def sees(self, *visibilities: Visibility) -> bool:
        """True if an item with these visibilities (its own, its student's, its school's) may be shown."""
        return self >= max(visibilities, default=Visibility.PUBLIC)


class Visibility(IntEnum):
    """The smallest audience that may see an item."""

    PUBLIC = 0
    JURY = 1
    TEAM = 2
