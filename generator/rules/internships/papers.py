"""Conventions and attestations: R28, R31 to R34, R36, R37, R40 to R43, and the certificate of employment.

A student cannot produce these papers alone: all but R36 only warn.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from generator.diagnostics import Diagnostic, Place
from generator.internships.counting import attested, spent
from generator.internships.stages import (
    Host,
    abroad,
    agreement_of,
    certificate_gaps,
    certificate_of,
    hosts_of,
    over,
    period_place,
    started,
)
from generator.internships.weeks import days_of, internship_days
from generator.language import mark, nmark
from generator.model.internships.internship import Agreement, Certificate, Clause, Internship, Quality
from generator.model.internships.period import Period
from generator.rules.internships import amounts
from generator.rules.internships.candidate import Candidate

CLAUSES: Mapping[Clause, str] = {
    Clause.LIABILITY: "STG031",
    Clause.OBJECTIVES: "STG032",
    Clause.STEPS: "STG033",
    Clause.FOLLOW_UP: "STG034",
}
"""What every convention states, and the code that misses it."""


def papers(candidate: Candidate) -> Iterator[Diagnostic]:
    """Yield the papers that a learner's stages lack at the build's date."""
    for internship in candidate.school_stages:
        yield from _quality(candidate, internship)
        for host in hosts_of(internship):
            if host.start <= candidate.today:
                yield from _agreement(candidate, internship, host)
                yield from _tutor(candidate, internship, host)
            if host.end and host.end < candidate.today and not internship.unreadable:
                yield from _certificate(candidate, internship, host)
    yield from _academy(candidate)


def employment(candidate: Candidate) -> Iterator[Diagnostic]:
    """Yield the certificates of employment that a learner of another voie lacks."""
    for internship in candidate.student.internships:
        span = internship.span
        certified = any(part.certificate and part.certificate.delivered_on for part in internship.periods)
        if span and span.end and over(internship, candidate.today) and not certified:
            place = internship.source.at("attestation")
            yield candidate.say("STG310", place, stage=internship.slug, end=span.end)


def _agreement(candidate: Candidate, internship: Internship, host: Host) -> Iterator[Diagnostic]:
    found = agreement_of(host)
    if found is None or found[1].signed_on is None:
        place = period_place(internship, found[0] if found else host.periods[0][0], "convention")
        start = host.start
        yield candidate.say("STG028", place, stage=internship.slug, start=start, host=host.name)
        return
    index, agreement = found
    if agreement.signed_on and agreement.signed_on > host.start:
        place = period_place(internship, index, "convention", "signee le")
        signed, start = agreement.signed_on, host.start
        yield candidate.say("STG128", place, stage=internship.slug, day=signed, start=start)
    if not abroad(internship, host):
        place = period_place(internship, index, "convention", "clauses")
        yield from _clauses(candidate, internship, agreement, place)


def _clauses(candidate: Candidate, internship: Internship, agreement: Agreement, place: Place) -> Iterator[Diagnostic]:
    for clause, code in CLAUSES.items():
        if clause not in agreement.clauses:
            yield candidate.say(code, place, stage=internship.slug)


def _tutor(candidate: Candidate, internship: Internship, host: Host) -> Iterator[Diagnostic]:
    if not any(part.tutor for _, part in host.periods):
        place = period_place(internship, host.periods[0][0], "tuteur")
        yield candidate.say("STG037", place, stage=internship.slug, host=host.name)


def _quality(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    everywhere_abroad = all(abroad(internship, host) for host in hosts_of(internship))
    if internship.quality is Quality.EMPLOYEE and internship.periods and not everywhere_abroad:
        yield candidate.say("STG036", internship.source.at("qualite"), stage=internship.slug)


def _certificate(candidate: Candidate, internship: Internship, host: Host) -> Iterator[Diagnostic]:
    found = certificate_of(host)
    if found is None or found[1].delivered_on is None:
        place = period_place(internship, found[0] if found else host.periods[0][0], "attestation")
        end = host.end or candidate.today
        yield candidate.say("STG040", place, stage=internship.slug, end=end, host=host.name)
        return
    index, certificate = found
    place = period_place(internship, index, "attestation")
    if gaps := certificate_gaps(certificate, candidate.profile):
        yield candidate.say("STG041", place, stage=internship.slug, missing=gaps)
    dates = _dates(internship, host, index)
    if (certified := _certified(certificate)) and certified not in dates:
        span = amounts.span(Period(start=host.start, end=host.end))
        place, stated = period_place(internship, index, "attestation", "du"), amounts.span(certified)
        yield candidate.say("STG141", place, stage=internship.slug, certified=stated, span=span)
    else:
        yield from _weeks(candidate, internship, index, dates)
    yield from _session(candidate, internship, certificate, period_place(internship, index, "attestation", "session"))


def _weeks(candidate: Candidate, internship: Internship, index: int, dates: tuple[Period, ...]) -> Iterator[Diagnostic]:
    """R41, our reading: the weeks that an attestation states are those of its dates, absences taken off."""
    paper = internship.periods[index].certificate
    known = internship_days(internship).all
    found = [(attested(internship, days), spent(internship, days)) for days in (known & days_of((p,)) for p in dates)]
    counts = [weeks for weeks, _ in found]
    if paper is None or paper.weeks is None or not any(map(any, counts)):
        return
    if not any(paper.weeks in count for count in counts):
        place, stated = period_place(internship, index, "attestation", "semaines"), amounts.weeks(paper.weeks)
        most, there = max(found, key=lambda pair: pair[0][0])
        ours = mark(
            "{weeks}, {hours} de présence (notre lecture)",
            weeks=amounts.weeks(most[0]),
            hours=nmark("{n} heure", "{n} heures", there.hours),
        )
        yield candidate.say("STG141", place, stage=internship.slug, certified=stated, span=ours)


def _certified(certificate: Certificate) -> Period | None:
    if certificate.start is None or certificate.end is None:
        return None
    return Period(start=certificate.start, end=certificate.end)


def _dates(internship: Internship, host: Host, index: int) -> tuple[Period, ...]:
    """Return the dates that an attestation may state: its period's, its host's, with or without the extension."""
    own, paper = internship.periods[index].period, internship.periods[index].certificate
    plain: tuple[Period, ...] = (Period(start=own.start, end=own.end), Period(start=host.start, end=host.end))
    if internship.span and all(part.certificate == paper for part in internship.periods):  # written once for the stage
        plain += (Period(start=internship.span.start, end=internship.span.end),)
    if internship.extension is None or internship.extension.end is None or host.end is None:
        return plain
    start, end = min(host.start, internship.extension.start), max(host.end, internship.extension.end)
    return (*plain, Period(start=start, end=end))


def _session(candidate: Candidate, internship: Internship, paper: Certificate, place: Place) -> Iterator[Diagnostic]:
    session = candidate.student.session or candidate.cohort.session
    if paper.session is not None and session is not None and paper.session != session:
        yield candidate.say("STG042", place, stage=internship.slug, written=paper.session, session=session)


def _academy(candidate: Candidate) -> Iterator[Diagnostic]:
    """R43, once a stage is over; the same for all, so the package says it once for the school."""
    if candidate.school.academy is None and _any_over(candidate, candidate.today):
        source = candidate.school.source if candidate.school.source.path else candidate.cohort.source
        yield candidate.say("STG043", source.at("academie"))


def _any_over(candidate: Candidate, today: date) -> bool:
    return any(started(item, today) and over(item, today) for item in candidate.school_stages)
