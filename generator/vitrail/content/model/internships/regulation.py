"""Requirements of a référentiel other than competencies, quoted from its texts, and its profiles of stages."""

from collections.abc import Mapping

from msgspec import Struct

from vitrail.ground.diagnostics.catalogue import Code, Severity
from vitrail.ground.language import Phrase, mark, nmark
from vitrail.ground.regex import regex


class StageRequirement(Struct, frozen=True, kw_only=True, array_like=True):
    """One requirement, and the sentence of the text that states it, when it was read."""

    rule: str
    """« R19 » for stages; a word for the exam (« couverture »)."""
    text: str | None = None
    """The text's own words, with « […] » where they stop inside a sentence; None when no text was read."""
    section: str | None = None
    source: str | None = None
    """Source of the text, when not the profile's own; without a text, the source that a class gives."""
    unverified: bool = False

    @property
    def quotation(self) -> str:
        """Its words, with « […] » where they begin inside a sentence: without a capital; empty when none was read."""
        return f"{'[…] ' * self.text[:1].islower()}{self.text}" if self.text else ""


class Range(Struct, frozen=True, kw_only=True, array_like=True):
    """A number of weeks between two bounds, both included."""

    low: int
    high: int

    def __contains__(self, number: int) -> bool:
        return self.low <= number <= self.high

    def __str__(self) -> str:
        return str(self.said)

    @property
    def said(self) -> int | Phrase:
        """« 4 à 5 », to fill a sentence with."""
        return self.low if self.low == self.high else mark("{low} à {high}", low=self.low, high=self.high)

    @property
    def weeks(self) -> Phrase:
        """« 4 à 5 semaines », to fill a sentence with."""
        if self.low == self.high:
            return nmark("{n} semaine", "{n} semaines", self.high)
        return mark("{low} à {high} semaines", low=self.low, high=self.high)


NONE = Range(low=0, high=0)
"""A year without stage."""
_NUMBERS = regex(r"\d{1,3}")
_TWO = 2
_DURATIONS = ("R19", "R20", "R21")


def range_of(text: str) -> Range | None:
    """Read « 5 » or « 4 à 5 »; None when there are no numbers, or more than two."""
    numbers = [int(number) for number in _NUMBERS.findall(text)]
    return Range(low=min(numbers), high=max(numbers)) if 0 < len(numbers) <= _TWO else None


class Profile(Struct, frozen=True, kw_only=True, array_like=True):
    """The requirements of a référentiel on the stages of a voie; a duration that is None is not judged."""

    source: str = ""
    """The text it rests on, in French, as shown in messages and on pages; empty when none was read."""
    unverified: bool = False
    internships: bool = True
    """Whether stages are compulsory (R15); else certificates of employment are asked for."""
    total: Range | None = None
    lengths: tuple[Range | None, ...] = ()
    """Weeks of each year of the diploma, in order; None: not known."""
    consecutive: bool = True
    """Whether the weeks of a year follow each other."""
    extension: int | None = None
    """Weeks that may be added in school holidays (R25)."""
    rest: int | None = None
    """Weeks of rest to keep in the summer (R27)."""
    certificate_content: bool = False
    """Whether the attestation states the content of the stage (2011: yes; the model of 2022 has no such field)."""
    certificate_model: str | None = None
    """The official model of attestation whose fields the paper takes."""
    organisation_kinds: tuple[str, ...] = ()
    """Kinds of host that the school accepts (R6); empty: any."""
    dimensions: tuple[tuple[str, str], ...] = ()
    """Dimensions of the trade in the text's words (R11), and the short form that organisations write."""
    requirements: Mapping[str, StageRequirement] = {}
    """Requirements that hold, by number; the others are not judged."""

    @property
    def timed(self) -> bool:
        """True if durations are known."""
        return self.total is not None or any(self.lengths)

    def length(self, rank: int) -> Range | None:
        """Return the weeks spent at a host in a year; None when they are not known."""
        return self.lengths[rank - 1] if rank <= len(self.lengths) else None

    def asks(self, rank: int) -> bool:
        """True if a stage is required in a year: its length is unknown, or more than none."""
        return self.length(rank) != NONE

    @property
    def durations_source(self) -> str:
        """Return the source of the durations: the class's, else the profile's."""
        own = (
            requirement for rule in _DURATIONS if (requirement := self.requirements.get(rule)) and not requirement.text
        )
        return next((requirement.source for requirement in own if requirement.source), self.source)

    def quote(self, rule: str) -> str | None:
        """Return the quoted text of a rule, with its source; the source alone, or None, when no text was read."""
        requirement = self.requirements.get(rule)
        if requirement is None or not requirement.text:
            return requirement.source if requirement else None
        named = ", ".join(part for part in (self.source, requirement.section) if part)
        return f"{requirement.source or f'{named} ({rule})'} : « {requirement.quotation} »"

    def doubts(self, rule: str) -> bool:
        """True if no verified text states a rule: its faults are then at most warnings."""
        requirement = self.requirements.get(rule)
        own = requirement is not None and not requirement.text and requirement.source
        return requirement.unverified if requirement and own else self.unverified

    def severity_of(self, code: Code) -> Severity:
        """Return the severity of a code under this profile: an error of a doubted rule is a warning."""
        doubted = code.severity is Severity.ERROR and self.doubts(code.rule or "")
        return Severity.WARNING if doubted else code.severity
