"""Which rules silence which: one fault is said once, by the rule that explains it.

A missing convention silences its clauses; R20 and R21 silence R19 where they explain it. The list is printed in
``docs/stages.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from generator.diagnostics import Diagnostic


class Scope(Enum):
    """How far a rule silences another; the values are what the documentation prints."""

    FILE = "dans le même fichier"
    STUDENT = "dans le même portfolio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A code that silences others, and why."""

    by: str
    codes: tuple[str, ...]
    scope: Scope
    why: str


ORDER: tuple[Silence, ...] = (
    Silence(
        by="STG306",
        codes=("STG015", "STG120", "STG121"),
        scope=Scope.STUDENT,
        why="une année mal saisie place le stage hors de la promotion",
    ),
    Silence(
        by="STG306",
        codes=("STG308", "STG309", "STG311"),
        scope=Scope.FILE,
        why="une année mal saisie éloigne du stage tout ce qui est daté",
    ),
    Silence(
        by="STG015",
        codes=("STG011", "STG019"),
        scope=Scope.STUDENT,
        why="un stage absent explique la durée qui manque",
    ),
    Silence(by="STG020", codes=("STG019",), scope=Scope.STUDENT, why="la durée d'un stage explique celle des deux"),
    Silence(by="STG021", codes=("STG019",), scope=Scope.STUDENT, why="la durée d'un stage explique celle des deux"),
    *(
        Silence(by=code, codes=("STG141",), scope=scope, why="les dates du stage sont déjà en cause")
        for code, scope in (
            ("STG019", Scope.STUDENT),
            ("STG020", Scope.FILE),
            ("STG021", Scope.FILE),
            ("STG302", Scope.STUDENT),
        )
    ),
    Silence(
        by="STG001",
        codes=("STG009", "STG011"),
        scope=Scope.STUDENT,
        why="sans réalisation, il n'y a ni contexte ni domaine à montrer",
    ),
    Silence(
        by="STG028",
        codes=("STG026", "STG031", "STG032", "STG033", "STG034", "STG128"),
        scope=Scope.FILE,
        why="sans convention signée, ses clauses ne se jugent pas",
    ),
    Silence(
        by="STG040",
        codes=("STG041", "STG042", "STG141"),
        scope=Scope.FILE,
        why="sans attestation, son contenu ne se juge pas",
    ),
    Silence(
        by="STG304", codes=("STG303",), scope=Scope.FILE, why="une semaine qui n'existe pas n'a pas de dates à vérifier"
    ),
)
"""In the order in which they are applied."""


def quieten(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Keep what no other diagnostic of the same learner explains; a silenced one still silences."""
    found = tuple(diagnostics)
    return tuple(item for item in found if not any(_silences(rule, other, item) for rule in ORDER for other in found))


def _silences(rule: Silence, speaker: Diagnostic, other: Diagnostic) -> bool:
    if speaker.code != rule.by or other.code not in rule.codes:
        return False
    return rule.scope is Scope.STUDENT or speaker.place.path == other.place.path
