"""stages/<slug>/: the internship, its reports and its reviews, names not resolved yet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from vitrail.content.model.audience import Visibility
from vitrail.content.model.internships.internship import (
    WEEKDAYS,
    Internship,
    InternshipPeriod,
    Presence,
    Report,
    Reserved,
    Review,
    TimeOff,
    Tutor,
)
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.realisation import Claim
from vitrail.content.reading.disk.roles import FileRole
from vitrail.content.reading.schemas.overlooked import overlooked
from vitrail.content.reading.schemas.pages import organisation_from, read_country
from vitrail.content.reading.schemas.prose import read_body
from vitrail.content.reading.text.documents import TEXTS
from vitrail.content.reading.text.salvage import salvaged
from vitrail.content.values.document import Document
from vitrail.content.values.fields import Fields, open_fields
from vitrail.content.values.folding import fold
from vitrail.content.values.keys import INTERNSHIP, REPORT, REVIEW
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import Period, mark
from vitrail.ground.regex import regex

_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}
_N = rf"(\d{{1,4}}|{'|'.join(_NUMBERS)})"
_A_WEEK = r" ?(?:/|par|a la|chaque) ?(?:semaines?|sem)"
_FORMS = {
    "alternation": regex(rf"{_N} semaines? sur {_N}"),
    "days_a_week": regex(rf"{_N} ?(?:jours?|j){_A_WEEK}"),
    "hours_a_week": regex(rf"{_N} ?h(?:eures?)?{_A_WEEK}"),
    "hours": regex(rf"{_N} ?h(?:eures?)?(?: (?:en tout|au total))?"),
}
"""Field of a presence → how it is written, in the order in which they are taken out of a text."""
_RANGE = regex(rf"(?:du )?({'|'.join(WEEKDAYS)}) au ({'|'.join(WEEKDAYS)})")
_WHERE = regex(r"\b(?:sur (?:site|place)|(?:en|de) (?:teletravail|presentiel|distanciel)|a distance)\b")
"""Words for the place of presence, which are ignored: remote days count the same."""
_APART = regex(rf"{_N} ?(?:jours?|j) ?(?:[,+]|et|puis) ?{_N} ?(?:jours?|j)\b")
_DAY = regex(rf"(?:{'|'.join(WEEKDAYS)})s?")
_BETWEEN = regex(r"[\s,;+&]|\b(?:et|le|les|tous|chaque|puis|pendant)\b")
_LONGEST = 120
"""Most characters of a presence: a longer text is a sentence."""
_WEEK = 7

_NUMBER = regex(r"\d{1,3}")
_SAID = regex(r"(?:(?:semaine|sem|mois|s|n°)\.? ?(?:n° ?)?)?(\d{1,3})(?=$|[ :(,])")
"""« Semaine 1 », « S3 », « 2 (du 1er au 5 juin) »."""


class HostDraft(Struct, frozen=True, kw_only=True):
    """An organisation as an internship names it: written here, or by the name of a shared file."""

    written: Organisation | None = None
    name: str | None = None
    route: tuple[str | int, ...] = ()

    @property
    def said(self) -> str:
        """Return its name, folded for comparison."""
        return fold(self.written.name if self.written else self.name or "")


class InternshipDraft(Struct, frozen=True, kw_only=True):
    """An internship whose hosts are not linked to the school's organisations yet; one host a period, in order."""

    record: Internship
    hosts: tuple[HostDraft | None, ...]
    order: str = ""
    """Its rank, or the name of its year in the référentiel, as written."""


class ReportDraft(Struct, frozen=True, kw_only=True):
    """A report or a review with the competencies that it evokes, as cited."""

    record: Report | Review
    cited: tuple[Claim, ...]


def unread_internship(document: Document, slug: str) -> InternshipDraft:
    """Return the stage of a file that could not be read: for the team alone, with the names in it reserved."""
    told = read_internship(document, slug, []).record
    record = Internship(
        slug=slug,
        unreadable=True,
        visibility=Visibility.TEAM,
        supervisor=told.supervisor,
        follow_ups=told.follow_ups,
        reserved=told.reserved,
        source=document.source,
    )
    return InternshipDraft(record=record, hosts=())


def read_internship(document: Document, slug: str, faults: list[Diagnostic]) -> InternshipDraft:
    """Read one stage; its own keys may give one period, and « périodes » others.

    A period inherits the host, the tutors and the papers of the stage; one with another host than the first inherits
    the tutors alone, since one host signs a paper. The people named are reserved, even in a period without dates.
    """
    fields = open_fields(document, faults, INTERNSHIP)
    written = fields.raw("périodes")
    entries = tuple(fields.entries("périodes")) if isinstance(written, list) else ()
    parts = [(part, _host(part), _papers(part)) for part in (fields, *entries)]
    (_, host, papers), *others = parts
    first = next((own.said for _, own, _ in parts if own), "")
    tutored = {name: value for name, value in papers.items() if name == "tutors"}
    known = len(faults)
    short, whole = fields.own_period(), fields.period("périodes") if isinstance(written, (str, dict)) else None
    stretches = [(short or whole, host, papers)]
    stretches += [
        (
            entry.own_period(),
            own or host,
            (papers if own is None or own.said == first else tutored) | more | {"presence": _presence(entry)},
        )
        for entry, own, more in others
    ]
    extension = fields.period("prolongation")
    unreadable = len(faults) > known
    values = fields.values()
    contexts = {fold(word) for word in fields.texts("contexte")}
    apprenticeship = bool(contexts & {"alternance", "apprentissage"}) or "rhythm" in values
    if not apprenticeship:
        stretches = [(_whole_month(period), host, more) for period, host, more in stretches]
    record = Internship(
        **values,
        slug=slug,
        periods=tuple(InternshipPeriod(period=period, **more) for period, _, more in stretches if period),
        country=read_country(fields),
        apprenticeship=apprenticeship,
        presence=_presence(fields),
        absences=read_off(fields, "absences"),
        extension=extension,
        unreadable=unreadable,
        reserved=_everybody(document, (reserved for part in parts for reserved in _reserved(*part))),
        facts=fields.facts(),
        body=read_body(document),
        source=document.source,
    )
    return InternshipDraft(
        record=record, hosts=tuple(own for period, own, _ in stretches if period), order=fields.text("ordre") or ""
    )


def _whole_month(period: Period | None) -> Period | None:
    """Return the whole month for a period that is a month without an end: « du: juin 2026 » is June."""
    if period is None or period.end or not period.by_month:
        return period
    return Period(start=period.start, end=period.latest_start, by_month=True)


def read_off(fields: Fields, key: str) -> tuple[TimeOff, ...]:
    """Read days off, each from a day to another or alone; those without a date are left out."""
    dated = ((entry, entry.own_period() or entry.period("le")) for entry in fields.entries(key))
    return tuple(entry.made(period=period) for entry, period in dated if period)


def _papers(fields: Fields) -> dict[str, Any]:
    """Read the tutors, the agreement and the certificate of a stage or of one of its periods."""
    keys = {"agreement": "convention", "certificate": "attestation"}
    papers = {name: fields.record(key) for name, key in keys.items()} | {"tutors": _tutors(fields) or None}
    return {name: value for name, value in papers.items() if value is not None}


def _tutors(fields: Fields) -> tuple[Tutor, ...]:
    """Read one tutor, whose keys may be the entries of a list, or a list of tutors."""
    parts = list(fields.entries("tuteur"))
    names = [name for part in parts for name in part.data]
    if len(names) == len(set(names)):
        others = {name: value for part in parts[1:] for name, value in part.values().items()}
        parts, more = parts[:1], others
    else:
        more = {}
    return tuple(filter(None, (part.made(**more) for part in parts)))


def _everybody(document: Document, reserved: Iterable[Reserved]) -> tuple[Reserved, ...]:
    """Add to the reserved people those who are named under keys that are not read (``overlooked``), or were dropped."""
    every = tuple(reserved)
    known = {item.name for item in every}
    lost = salvaged(document.above, TEXTS[FileRole.INTERNSHIP])[0] if document.diagnostics else {}
    others = (*overlooked({**document.data}), *overlooked({**lost}))
    return (*every, *(item for item in others if item.name not in known))


def _reserved(fields: Fields, host: HostDraft | None, papers: Mapping[str, Any]) -> Iterator[Reserved]:
    """Yield the people of a stage, or of a period, whose names are for the team alone."""
    for tutor in papers.get("tutors", ()):
        yield Reserved(name=tutor.name, route=fields.route_of("tuteur"), tutor=True)
    if (paper := papers.get("certificate")) and paper.by:
        yield Reserved(name=paper.by, route=fields.route_of("attestation"))
    if host and host.written and host.written.public_name:
        yield Reserved(name=host.written.name, route=host.route, public=host.written.public_name)


def _host(fields: Fields) -> HostDraft | None:
    route = (*fields.route, fields.written("organisation"))
    if isinstance(fields.raw("organisation"), dict) and (inner := fields.inner("organisation")):
        name = inner.text("nom")
        return HostDraft(written=organisation_from(inner, name), route=route) if name else None
    name = fields.text("organisation")
    return HostDraft(name=name, route=route) if name else None


def _presence(fields: Fields) -> Presence | None:
    """Read the time spent there; a list of days reads as a sentence."""
    several = isinstance(fields.raw("présence"), list)
    written = ", ".join(fields.texts("présence")) if several else fields.text("présence")
    if not written:
        return None
    presence = read_presence(written)
    if presence is None:
        expected = mark("« 2 jours par semaine », « lundi et mardi », « 70 h » ou « 1 semaine sur 2 »")
        fields.wrong(fields.route_of("présence"), "présence", expected, written)
    return presence


def read_report(document: Document, slug: str, faults: list[Diagnostic]) -> ReportDraft:
    """Read a weekly or monthly report; its number is written, else its file's."""
    fields = open_fields(document, faults, REPORT)
    said, in_name = _SAID.match(fold(str(fields.raw("semaine")))), _NUMBER.search(slug)
    number = int(said[1]) if said else fields.number("semaine")
    if number is None:
        number = int(in_name[0]) if in_name else 0
    if not number and fields.raw("semaine") is None:
        fields.report("STR017", "semaine", key="semaine")
    record = Report(
        **fields.values(),
        slug=slug,
        number=number,
        period=fields.own_period(),
        body=read_body(document),
        source=document.source,
    )
    return ReportDraft(record=record, cited=fields.records("compétences"))


def read_review(document: Document, slug: str, faults: list[Diagnostic]) -> ReportDraft:
    """Read a review, final unless its name says « intermédiaire », or an interview."""
    interview = fold(slug).startswith("entretien")
    fields = open_fields(document, faults, REVIEW)
    record = Review(
        **fields.values(),
        slug=slug,
        final=not interview and "intermediaire" not in fold(slug),
        interview=interview,
        body=read_body(document),
        source=document.source,
    )
    return ReportDraft(record=record, cited=fields.records("compétences"))


def read_presence(text: str) -> Presence | None:
    """Parse a presence; None when some of it is not understood. Never raises."""
    left = _summed(" ".join(_WHERE.sub(" ", fold(text[:_LONGEST])).split()))
    if len(text) > _LONGEST or not left:
        return None
    numbers: dict[str, list[int]] = {}
    for name, form in _FORMS.items():
        if match := form.search(left):
            numbers[name] = [_NUMBERS.get(number) or int(number) for number in match.groups()]
            left = f"{left[: match.start()]} {left[match.end() :]}"
    left, weekdays = _weekdays(left)
    said = bool(numbers or weekdays)
    on, every = numbers.pop("alternation", (1, 1))
    spent = {name: number for name, (number,) in numbers.items()}
    possible = 0 < on <= every and all(spent.values()) and spent.get("days_a_week", 1) <= _WEEK
    if not said or not possible or len(spent) + bool(weekdays) > 1 or _BETWEEN.sub("", left):
        return None
    return Presence(written=" ".join(text.split()), weekdays=weekdays, on=on, every=every, **spent)


def _summed(text: str) -> str:
    """Add up days that are written apart: « 3 jours sur site et 2 jours en télétravail »."""
    while match := _APART.search(text):
        total = sum(_NUMBERS.get(number) or int(number) for number in match.groups())
        text = f"{text[: match.start()]}{total} jours{text[match.end() :]}"
    return text


def _weekdays(text: str) -> tuple[str, tuple[int, ...]]:
    """Remove the days of the week from a text, and return them: « du lundi au mercredi » is three."""
    days: set[int] = set()
    for match in _RANGE.finditer(text):
        first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2])
        days.update(range(first, last + 1))
    left = _RANGE.sub(" ", text)
    days.update(WEEKDAYS.index(match[0].removesuffix("s")) for match in _DAY.finditer(left))
    return _DAY.sub(" ", left), tuple(sorted(days))
