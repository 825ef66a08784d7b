"""What the desk's page may read and ask, by address."""

from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.reviewing.orders import read_order
from generator.reviewing.sitting import Sitting
from generator.serving.private import Act
from generator.serving.watching import Changes, Version


def reads(sitting: Sitting, changes: Changes) -> Mapping[str, Callable[[str], Struct | None]]:
    """Say what waits to be read, and wait for what is saved."""
    return {
        "/api/liste": lambda _: replace(sitting.listing(), version=changes.wait("")),
        "/api/attente": lambda seen: Version(changes.wait(seen)),
        "/api/travail": sitting.panel,
    }


def acts(sitting: Sitting) -> Mapping[str, Act]:
    """Write a verdict, or take the last one back."""

    def judge(_: str, raw: bytes) -> Struct | None:
        order = read_order(raw)
        return sitting.judge(order) if order else None

    return {"/api/avis": Act(judge), "/api/annuler": Act(lambda *_: sitting.undo())}
