"""The addresses that the desk's page may request, each with its handler."""

from collections.abc import Mapping

from vitrail.doors.reviewing.orders import Order
from vitrail.doors.reviewing.sitting import Sitting
from vitrail.doors.serving.private import Act, Reads, kept_up, ordered
from vitrail.doors.serving.watching import Changes


def reads(sitting: Sitting, changes: Changes) -> Reads:
    """Return the handlers of GET requests: the list of works, the wait for changes, the panel of a work."""
    return {**kept_up(sitting.listing, changes), "/api/travail": sitting.panel}


def acts(sitting: Sitting) -> Mapping[str, Act]:
    """Return the handlers of POST requests: write a verdict, undo the last one."""
    return {"/api/avis": ordered(Order, sitting.judge), "/api/annuler": Act(lambda *_: sitting.undo())}
