"""Which faults silence which: the one table. A fault is reported once, by the code that explains it.

An empty file is not blamed for each missing key; a missing convention silences its clauses. The rows on stages
are printed in ``docs/stages.md``. Two faults that are equal are one: ``diagnostics.in_order``.
"""

from collections.abc import Iterable, Mapping
from enum import Enum

from msgspec import Struct

from vitrail.ground.diagnostics import Diagnostic


class Extent(Enum):
    """How far a rule silences another; the values are what the documentation prints."""

    PLACE = "à la même place"
    FILE = "dans le même fichier"
    STUDENT = "dans le même portfolio"
    SCHOOL = "dans l'établissement"


class Silence(Struct, frozen=True, kw_only=True):
    """A code that silences others, and why."""

    by: str
    """An id of the catalogue, or the prefix of a family; a code that silences itself is reported once."""
    codes: tuple[str, ...]
    scope: Extent
    why: str


def _row(by: str, codes: str, scope: Extent, why: str) -> Silence:
    return Silence(by=by, codes=tuple(codes.split()), scope=scope, why=why)


_LATE, _LONG = "les dates du stage sont déjà en cause", "la durée d'un stage explique celle des deux"
_EMPTY, _UNSIGNED = "le fichier n'a pas de clés", "sans convention signée, ses clauses ne se jugent pas"
SILENCES: tuple[Silence, ...] = (
    _row("STG306", "STG015 STG120 STG121", Extent.STUDENT, "une année mal saisie place le stage hors de la promotion"),
    _row(
        "STG306",
        "STG102 STG128 STG141 STG306.absence STG306.visit STG306.certificate",
        Extent.FILE,
        "une année mal saisie éloigne tout du stage",
    ),
    _row("STG015", "STG011 STG019", Extent.STUDENT, "un stage absent explique la durée qui manque"),
    _row("STG020", "STG019", Extent.STUDENT, _LONG),
    _row("STG021", "STG019", Extent.STUDENT, _LONG),
    _row("STG019", "STG141", Extent.STUDENT, _LATE),
    _row("STG020", "STG141", Extent.FILE, _LATE),
    _row("STG021", "STG141", Extent.FILE, _LATE),
    _row("STG302", "STG141", Extent.STUDENT, _LATE),
    _row("STG001", "STG009 STG011", Extent.STUDENT, "sans réalisation, il n'y a ni contexte ni domaine à montrer"),
    _row("STG026", "STG126", Extent.FILE, "une prolongation que la convention ignore n'y a pas de suivi"),
    _row("STG028", "STG026 STG126 STG031 STG032 STG033 STG034 STG128", Extent.FILE, _UNSIGNED),
    _row("STG040", "STG041 STG042 STG141", Extent.FILE, "sans attestation, son contenu ne se juge pas"),
    _row("STG303.week", "STG303", Extent.FILE, "une semaine qui n'existe pas n'a pas de dates à vérifier"),
    _row("STG225", "STG225", Extent.SCHOOL, "il parle du calendrier de l'établissement"),
    _row("STG043", "STG043", Extent.SCHOOL, "il parle de l'établissement, pas d'un étudiant"),
    _row("YAM016", "EXA004 EXA006 EXA004.period EXA004.context", Extent.FILE, _EMPTY),
    _row("YAM017", "EXA004 EXA006 EXA004.period EXA004.context", Extent.FILE, _EMPTY),
    _row("YAM009", "REF001 STR019", Extent.PLACE, "la clé dit qui lit la page, et n'est pas à sa place"),
    _row("STR014", "STR019", Extent.FILE, "la page n'est pas lue pour ce que ses clés disent"),
    _row("EVA010.twice", "YAM019 YAM019.alias", Extent.FILE, "l'avis qui dit deux fois une clé est laissé de côté"),
    _row("STR020", "MED006 STG007 STG008", Extent.FILE, "le mode, ou l'état d'une production, est écrit et illisible"),
    _row("STR018", "STG004 STG017 STG028 STG037 STG040", Extent.PLACE, "la valeur est écrite, et illisible"),
    _row("STR020", "STG026 STG031 STG032 STG033 STG034 STG126", Extent.PLACE, "la valeur est écrite, et illisible"),
    _row("DAT", "EXA004.period", Extent.PLACE, "la période est écrite, et illisible"),
)


def heard(diagnostics: Iterable[Diagnostic], *scopes: Extent) -> tuple[Diagnostic, ...]:
    """Keep the diagnostics that no rule of some scopes silences by another of them; a silenced one still silences."""
    faults = tuple(diagnostics)
    rules = tuple((rule, _reached(rule, faults)) for rule in SILENCES if faults and rule.scope in scopes)
    return tuple(item for item in faults if not any(_silences(rule, reached, item) for rule, reached in rules))


def _reached(rule: Silence, faults: tuple[Diagnostic, ...]) -> Mapping[object, Diagnostic]:
    """Index the faults that silence by a rule: place, file or (wider scopes) None → the first fault there."""
    spoken = [item for item in faults if rule.by in {item.id, item.id[:3]}]
    return {_where(rule.scope, item): item for item in reversed(spoken)}


def _where(scope: Extent, item: Diagnostic) -> object:
    return {Extent.PLACE: item.place, Extent.FILE: item.place.path}.get(scope)


def _silences(rule: Silence, reached: Mapping[object, Diagnostic], item: Diagnostic) -> bool:
    return item.id in rule.codes and reached.get(_where(rule.scope, item), item) is not item
