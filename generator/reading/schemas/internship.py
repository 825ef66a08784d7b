"""stages/<slug>/: the internship, its reports and its reviews, names not resolved yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from generator.diagnostics import Diagnostic
from generator.language import mark
from generator.model.audience import Visibility
from generator.model.internship import (
    Absence,
    Agreement,
    Certificate,
    Clause,
    FollowUp,
    FollowUpMode,
    Internship,
    InternshipPeriod,
    Partner,
    Quality,
    Report,
    Review,
    Tutor,
)
from generator.model.organisation import Organisation
from generator.model.period import Period
from generator.model.presence import Presence
from generator.reading.schemas.pages import organisation_from, read_country
from generator.reading.schemas.prose import read_body
from generator.reading.schemas.realisation import Cited, read_cited
from generator.values.document import Document
from generator.values.fields import Fields, each, open_fields, shorten
from generator.values.folding import fold
from generator.values.presence import read_presence

_ALIASES = MappingProxyType(
    {
        "entreprise": "organisation",
        "certificat": "attestation",
        "certificat de travail": "attestation",
        "rang": "ordre",
        "professeur": "professeur referent",
        "objectif": "objectifs",
        "mission": "missions",
        "accords": "accord",
        "etudiante": "etudiant",
        "equipe pedagogique": "equipe",
        "absence": "absences",
        "periode": "periodes",
        "signe le": "signee le",
        "delivre le": "delivree le",
        "date de signature": "signee le",
        "dates": "periodes",
    }
)
_MODES = MappingProxyType(
    {
        "visite": FollowUpMode.VISIT,
        "sur place": FollowUpMode.VISIT,
        "à distance": FollowUpMode.REMOTE,
        "appel": FollowUpMode.REMOTE,
    }
)
_QUALITIES = MappingProxyType(
    {
        "stagiaire": Quality.TRAINEE,
        "étudiant": Quality.TRAINEE,
        "étudiante stagiaire": Quality.TRAINEE,
        "apprenti": Quality.EMPLOYEE,
        "apprentie": Quality.EMPLOYEE,
    }
)
_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """An organisation as an internship names it: written here, or by the name of a shared file."""

    written: Organisation | None = None
    name: str | None = None
    route: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InternshipDraft:
    """An internship whose hosts wait for the school's organisations; one host a period, in order."""

    record: Internship
    hosts: tuple[Host | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """A report or a review with the competencies that it evokes, as cited."""

    record: Report | Review
    cited: tuple[Cited, ...]


def unread_internship(document: Document, slug: str) -> InternshipDraft:
    """Give the stage whose file could not be read: it is there, and only the team may see it."""
    record = Internship(slug=slug, unreadable=True, visibility=Visibility.TEAM, source=document.source)
    return InternshipDraft(record=record, hosts=())


def read_internship(document: Document, slug: str, faults: list[Diagnostic]) -> InternshipDraft:
    """Read one stage; the short form of one period stands beside the long one."""
    fields = open_fields(document, faults, _ALIASES)
    dates = _Dates(fields)
    hosts, periods = _periods(fields, dates)
    rhythm = fields.text("rythme")
    contexts = {fold(word) for word in fields.texts("contexte")}
    record = Internship(
        slug=slug,
        rank=fields.number("ordre"),
        periods=periods,
        service=fields.text("service"),
        place=fields.text("lieu"),
        country=read_country(fields),
        supervisor=fields.text("professeur référent"),
        objectives=_sentences(fields, "objectifs"),
        missions=_sentences(fields, "missions"),
        agreed=_agreed(fields),
        quality=fields.choice("qualité", Quality, _QUALITIES) or Quality.TRAINEE,
        workshop=fields.text("atelier"),
        apprenticeship=bool(contexts & {"alternance", "apprentissage"}) or rhythm is not None,
        rhythm=rhythm,
        presence=_presence(fields),
        absences=each(fields.mappings("absences"), _absence),
        extension=dates.read(lambda: fields.period("prolongation")),
        unreadable=dates.unreadable,
        follow_ups=each(fields.mappings("suivi"), _follow_up),
        visibility=fields.visibility(),
        body=read_body(document),
        source=document.source,
    )
    fields.know("titre")
    fields.close()
    return InternshipDraft(record=record, hosts=hosts)


def _sentences(fields: Fields, key: str) -> tuple[str, ...]:
    """Read a list of sentences; a single one keeps its commas."""
    value = fields.raw(key)
    return (value.strip(),) if isinstance(value, str) and value.strip() else fields.texts(key)


class _Dates:
    """Reads the dates of a stage, and remembers whether some that were written could not be read."""

    __slots__ = ("_faults", "unreadable")

    def __init__(self, fields: Fields) -> None:
        self._faults = fields.faults
        self.unreadable = False

    def read(self, period: Callable[[], Period | None]) -> Period | None:
        """Read a period; a fault met on the way is one of dates."""
        known = len(self._faults)
        found = period()
        self.unreadable = self.unreadable or len(self._faults) > known
        return found


def _periods(fields: Fields, dates: _Dates) -> tuple[tuple[Host | None, ...], tuple[InternshipPeriod, ...]]:
    """Read ``périodes``, or the short form; what a period does not say is the internship's."""
    host, tutor = _host(fields), _tutor(fields)
    agreement, certificate = _agreement(fields), _certificate(fields)
    short = dates.read(fields.own_period)
    key = fields.written("périodes")
    whole = dates.read(lambda: fields.period("périodes")) if isinstance(fields.data.get(key), (str, dict)) else None
    single = short or whole
    base = (
        InternshipPeriod(period=single, tutor=tutor, agreement=agreement, certificate=certificate) if single else None
    )
    hosts: list[Host | None] = [host] if base else []
    periods = [base] if base else []
    for entry in fields.mappings("périodes") if isinstance(fields.data.get(key), list) else ():
        own_host, own_tutor = _host(entry), _tutor(entry)
        own_agreement, own_certificate = _agreement(entry), _certificate(entry)
        period = dates.read(entry.own_period)
        entry.close()
        if period:
            hosts.append(own_host or host)
            periods.append(
                InternshipPeriod(
                    period=period,
                    tutor=own_tutor or tutor,
                    agreement=own_agreement or agreement,
                    certificate=own_certificate or certificate,
                )
            )
    return tuple(hosts), tuple(periods)


def _host(fields: Fields) -> Host | None:
    value = fields.raw("organisation")
    key = fields.written("organisation")
    if isinstance(value, dict):
        inner = fields.inner("organisation")
        name = inner.text("nom", required=True) if inner else None
        written = organisation_from(inner, name) if inner and name else None
        if inner:
            inner.close()
        return Host(written=written, route=(*fields.route, key)) if written else None
    name = fields.text("organisation")
    return Host(name=name, route=(*fields.route, key)) if name else None


def _tutor(fields: Fields) -> Tutor | None:
    if isinstance(fields.raw("tuteur"), str):
        return Tutor(name=fields.text("tuteur") or "")
    inner = fields.inner("tuteur")
    if inner is None:
        return None
    name, position = inner.text("nom", required=True), inner.text("fonction")
    inner.close()
    return Tutor(name=name, position=position) if name else None


def _agreement(fields: Fields) -> Agreement | None:
    inner = fields.inner("convention")
    if inner is None:
        return None
    found = Agreement(signed_on=inner.day("signée le"), clauses=inner.choices("clauses", Clause))
    inner.close()
    return found


def _presence(fields: Fields) -> Presence | None:
    """Read the time spent there; a list of days reads as a sentence."""
    value = fields.raw("présence")
    written = ", ".join(fields.texts("présence")) if isinstance(value, list) else fields.text("présence")
    if not written:
        return None
    found = read_presence(written)
    if found is None:
        expected = mark("« 2 jours par semaine », « lundi et mardi », « 70 h » ou « 1 semaine sur 2 »")
        shown = mark("« {word} »", word=shorten(written))
        fields.report("STR018", "présence", key="présence", expected=expected, found=shown)
    return found


def _agreed(fields: Fields) -> tuple[tuple[Partner, date], ...]:
    inner = fields.inner("accord")
    if inner is None:
        return ()
    days = [(partner, inner.day(partner.value)) for partner in Partner]
    inner.close()
    return tuple((partner, day) for partner, day in days if day)


def _certificate(fields: Fields) -> Certificate | None:
    inner = fields.inner("attestation")
    if inner is None:
        return None
    found = Certificate(
        delivered_on=inner.day("délivrée le"),
        by=inner.text("par"),
        start=inner.day("du"),
        end=inner.day("au"),
        weeks=inner.number("semaines"),
        content=inner.text("contenu"),
        session=inner.number("session"),
    )
    inner.close()
    return found


def _absence(fields: Fields) -> Absence | None:
    period, reason = fields.own_period() or fields.period("le"), fields.text("motif")
    fields.close()
    return Absence(period=period, reason=reason) if period else None


def _follow_up(fields: Fields) -> FollowUp | None:
    on = fields.day("le", required=True)
    by, mode, note = fields.text("par"), fields.choice("mode", FollowUpMode, _MODES), fields.text("note")
    fields.close()
    return FollowUp(on=on, by=by, mode=mode, note=note) if on else None


def read_report(document: Document, slug: str, faults: list[Diagnostic]) -> ReportDraft:
    """Read a weekly or monthly report; its number is written, else its file's."""
    fields = open_fields(document, faults, {"mois": "semaine", "numero": "semaine", "activite": "activites"})
    number = fields.number("semaine")
    in_name = _NUMBER.search(slug)
    if number is None:
        number = int(in_name[0]) if in_name else 0
    if not number and fields.raw("semaine") is None:
        fields.report("STR017", "semaine", key="semaine")
    cited = read_cited(fields)
    activities = fields.raw("activités")
    record = Report(
        slug=slug,
        number=number,
        period=fields.own_period(),
        activities="\n".join(fields.texts("activités")) if isinstance(activities, list) else fields.text("activités"),
        autonomy=fields.text("autonomie"),
        visibility=fields.visibility(default=Visibility.JURY),
        body=read_body(document),
        source=document.source,
    )
    fields.know("titre")
    fields.close()
    return ReportDraft(record=record, cited=cited)


def read_review(document: Document, slug: str, faults: list[Diagnostic]) -> ReportDraft:
    """Read an interim or final review; « intermédiaire » in its name makes it interim."""
    fields = open_fields(document, faults, {"date": "le", "acquises": "acquis"})
    cited = read_cited(fields)
    gained = fields.raw("acquis")
    record = Review(
        slug=slug,
        on=fields.day("le", required=True),
        final="intermediaire" not in fold(slug),
        participants=fields.texts("avec"),
        gained="\n".join(fields.texts("acquis")) if isinstance(gained, list) else fields.text("acquis"),
        visibility=fields.visibility(default=Visibility.JURY),
        body=read_body(document),
        source=document.source,
    )
    fields.know("titre")
    fields.close()
    return ReportDraft(record=record, cited=cited)
