"""Which faults silence which: the one table. A fault is told once, by the code that explains it.

An empty file is not blamed for each key that it has not; a missing convention silences its clauses. The rows on stages
are printed in ``docs/stages.md``. Two faults that are equal are one: ``diagnostics.in_order``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from generator.diagnostics import Diagnostic


class Extent(Enum):
    """How far a rule silences another; the values are what the documentation prints."""

    PLACE = "à la même place"
    FILE = "dans le même fichier"
    STUDENT = "dans le même portfolio"
    SCHOOL = "dans l'établissement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A code that silences others, and why."""

    by: str
    """A code, or the family of one; a code that silences itself is told once."""
    codes: tuple[str, ...]
    scope: Extent
    why: str


SILENCES: tuple[Silence, ...] = (
    Silence(
        by="STG306",
        codes=("STG015", "STG120", "STG121"),
        scope=Extent.STUDENT,
        why="une année mal saisie place le stage hors de la promotion",
    ),
    Silence(
        by="STG306",
        codes=("STG308", "STG309", "STG311"),
        scope=Extent.FILE,
        why="une année mal saisie éloigne du stage tout ce qui est daté",
    ),
    Silence(
        by="STG015",
        codes=("STG011", "STG019"),
        scope=Extent.STUDENT,
        why="un stage absent explique la durée qui manque",
    ),
    Silence(by="STG020", codes=("STG019",), scope=Extent.STUDENT, why="la durée d'un stage explique celle des deux"),
    Silence(by="STG021", codes=("STG019",), scope=Extent.STUDENT, why="la durée d'un stage explique celle des deux"),
    *(
        Silence(by=code, codes=("STG141",), scope=scope, why="les dates du stage sont déjà en cause")
        for code, scope in (
            ("STG019", Extent.STUDENT),
            ("STG020", Extent.FILE),
            ("STG021", Extent.FILE),
            ("STG302", Extent.STUDENT),
        )
    ),
    Silence(
        by="STG001",
        codes=("STG009", "STG011"),
        scope=Extent.STUDENT,
        why="sans réalisation, il n'y a ni contexte ni domaine à montrer",
    ),
    Silence(
        by="STG028",
        codes=("STG026", "STG031", "STG032", "STG033", "STG034", "STG128"),
        scope=Extent.FILE,
        why="sans convention signée, ses clauses ne se jugent pas",
    ),
    Silence(
        by="STG040",
        codes=("STG041", "STG042", "STG141"),
        scope=Extent.FILE,
        why="sans attestation, son contenu ne se juge pas",
    ),
    Silence(
        by="STG304",
        codes=("STG303",),
        scope=Extent.FILE,
        why="une semaine qui n'existe pas n'a pas de dates à vérifier",
    ),
    Silence(by="STG043", codes=("STG043",), scope=Extent.SCHOOL, why="il parle de l'établissement, pas d'un étudiant"),
    *(
        Silence(
            by=code, codes=("EXA004", "EXA006", "EXA008", "EXA009"), scope=Extent.FILE, why="le fichier n'a pas de clés"
        )
        for code in ("YAM016", "YAM017")
    ),
    Silence(by="DAT", codes=("EXA008",), scope=Extent.PLACE, why="la période est écrite, et illisible"),
)


def heard(diagnostics: Iterable[Diagnostic], *scopes: Extent) -> tuple[Diagnostic, ...]:
    """Keep what no other of these diagnostics explains, as far as some scopes reach; a silenced one still silences."""
    found = tuple(diagnostics)
    rules = tuple((rule, _reached(rule, found)) for rule in SILENCES if rule.scope in scopes)
    return tuple(item for item in found if not any(_silences(rule, reached, item) for rule, reached in rules))


def _reached(rule: Silence, found: tuple[Diagnostic, ...]) -> Mapping[object, Diagnostic]:
    """Where the rule's own faults are heard → the first of them."""
    spoken = [item for item in found if item.code.startswith(rule.by)]
    return {_where(rule.scope, item): item for item in reversed(spoken)}


def _where(scope: Extent, item: Diagnostic) -> object:
    return {Extent.PLACE: item.place, Extent.FILE: item.place.path}.get(scope)


def _silences(rule: Silence, reached: Mapping[object, Diagnostic], item: Diagnostic) -> bool:
    return item.code in rule.codes and reached.get(_where(rule.scope, item), item) is not item
