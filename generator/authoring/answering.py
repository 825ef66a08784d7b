"""What the form's page may read and ask, by address."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.authoring.desk import AuthorDesk
from generator.authoring.orders import AskedMend, AskedVersion, Begun, NamedFile, TypedChanges, decoded
from generator.memo.files import LARGE
from generator.serving.guards import Accepted
from generator.serving.private import Act
from generator.serving.watching import Changes as Announced
from generator.serving.watching import Version

T = TypeVar("T")
_TEXT = Accepted(largest=6_000_000)
_FILE = Accepted("application/octet-stream", LARGE)


def reads(desk: AuthorDesk, announced: Announced) -> Mapping[str, Callable[[str], Struct | None]]:
    """Give the list, a form, competencies by their words, and wait for what is saved."""
    return {
        "/api/liste": lambda _: replace(desk.listing(), version=announced.wait("")),
        "/api/attente": lambda seen: Version(announced.wait(seen)),
        "/api/fiche": desk.open,
        "/api/competences": desk.search,
        "/api/versions": desk.versions,
        "/api/version": desk.version,
    }


def acts(desk: AuthorDesk) -> Mapping[str, Act]:
    """Keep a draft, save it, drop it, begin a file, take a file in."""
    return {
        "/api/essai": ordered(TypedChanges, desk.attempt, _TEXT),
        "/api/enregistrer": ordered(TypedChanges, desk.save, _TEXT),
        "/api/corriger": ordered(AskedMend, desk.mend, _TEXT),
        "/api/abandonner": ordered(NamedFile, desk.discard),
        "/api/commencer": ordered(Begun, desk.begin),
        "/api/fichier": Act(desk.take_in, _FILE),
        "/api/garder": ordered(AskedVersion, desk.keep),
        "/api/revenir": ordered(NamedFile, desk.restore),
        "/api/rendre": Act(lambda *_: desk.hand_in()),
    }


def ordered(kind: type[T], do: Callable[[T], Struct | None], accepted: Accepted | None = None) -> Act:
    """Make an act of what takes an order; a body that is none is refused."""

    def act(_: str, raw: bytes) -> Struct | None:
        order = decoded(raw, kind)
        return None if order is None else do(order)

    return Act(act, accepted or Accepted())
