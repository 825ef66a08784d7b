"""One entry of the catalogue: what a code means, how grave it is, how its fault is mended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a fault is; only an error can make ``check`` fail."""

    ERROR = "erreur"
    WARNING = "avertissement"
    ADVICE = "conseil"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A stable code, e.g. REF001.

    ``message`` and ``advice`` are French templates filled by name (``{code}``), and keys of the catalogue of
    translations; ``message`` is one sentence that says what is wrong, ``advice`` says how to mend it. ``why`` explains
    the code in the documentation, which is French, and ``source`` quotes a French text in its own words.
    """

    id: str
    severity: Severity
    message: str
    advice: str
    why: str
    rule: str | None = None
    """The requirement it checks, e.g. « R19 »."""
    source: str | None = None
    """The text it quotes, e.g. « arrêté du 26 avril 2011, annexe Stages, § 3.1 (R19) »."""
    unverified: bool = False
    """Whether the source could not be read: the message then says so."""
