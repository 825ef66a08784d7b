"""What the desk's page may read and ask, by address."""

from collections.abc import Mapping

from generator.reviewing.orders import Order
from generator.reviewing.sitting import Sitting
from generator.serving.private import Act, Reads, kept_up, ordered
from generator.serving.watching import Changes


def reads(sitting: Sitting, changes: Changes) -> Reads:
    """Say what waits to be read, and wait for what is saved."""
    return {**kept_up(sitting.listing, changes), "/api/travail": sitting.panel}


def acts(sitting: Sitting) -> Mapping[str, Act]:
    """Write a verdict, or take the last one back."""
    return {"/api/avis": ordered(Order, sitting.judge), "/api/annuler": Act(lambda *_: sitting.undo())}
