"""The first screen, in an empty folder: ask for a name, and create a school of one portfolio."""

from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import Annotated

from msgspec import Meta, Struct

from vitrail.content.reading.frameworks import load_shipped
from vitrail.content.values.lengths import NAME
from vitrail.doors.authoring.answers import Done, Welcomed
from vitrail.doors.scaffolding.alone import USUAL, portfolio, refuse_nested
from vitrail.doors.scaffolding.files import create
from vitrail.doors.scaffolding.roster import UNDECIDED
from vitrail.doors.serving.private import Act, Reads, ordered

_Name = Annotated[str, Meta(min_length=1, max_length=NAME)]


class Newcomer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The author of the new portfolio."""

    first: _Name
    last: _Name
    option: _Name = UNDECIDED


def welcome(root: Path, made: Event) -> tuple[Reads, Mapping[str, Act]]:
    """Return the GET and POST handlers of the first screen; ``made`` is set once the portfolio exists."""
    framework = load_shipped()[USUAL]
    options = (UNDECIDED, *(option.id for option in framework.options))

    def begin(said: Newcomer) -> Done:
        refuse_nested(root)
        last, first = (" ".join(name.split()) for name in (said.last, said.first))
        create(root, portfolio(last, first, said.option, framework))
        made.set()
        return Done()

    return ({"/api/liste": lambda _: Welcomed(options=options)}, {"/api/ecole": ordered(Newcomer, begin)})
