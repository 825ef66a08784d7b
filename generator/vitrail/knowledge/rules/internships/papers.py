"""Rules on conventions and attestations (R28, R31 to R34, R36, R37, R40 to R43), and on the checklist of a stage.

A student cannot produce these papers alone: all but R36 only warn.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from vitrail.content.model.internships.internship import Internship, Quality
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import Period, mark, nmark
from vitrail.knowledge.internships.calendar import checklist
from vitrail.knowledge.internships.counting import attested, spent
from vitrail.knowledge.internships.stages import Host, abroad, hosts_of, over, period_place
from vitrail.knowledge.internships.weeks import days_of, internship_days
from vitrail.knowledge.rules.internships.trainee import Trainee, weeks


def papers(trainee: Trainee) -> Iterator[Diagnostic]:
    """Yield what is wrong with the papers of a learner's stages at the build's date."""
    for asked, internship in trainee.school_stages:
        hosts = hosts_of(internship)
        yield from missing(asked, internship)
        if internship.quality is Quality.EMPLOYEE and not all(abroad(internship, host) for host in hosts):
            yield asked.say("STG036", internship.source.at("qualite"), stage=internship.source.name)
        for host in hosts:
            if host.start <= asked.today:
                yield from _signed_late(asked, internship, host)
            if host.end and host.end < asked.today and not internship.unreadable:
                yield from _certificate(asked, internship, host)
    if trainee.school.academy is None and any(over(item, trainee.today) for _, item in trainee.school_stages):
        # R43, the same for all: ``silence`` keeps one for the school
        source = trainee.school.source if trainee.school.source.path else trainee.cohort.source
        yield trainee.say("STG043", source.at("academie"))


def missing(trainee: Trainee, internship: Internship) -> Iterator[Diagnostic]:
    """Yield the missing papers of a stage's checklist, or the missing certificate of employment in another voie."""
    for item in checklist(internship, trainee.profile, trainee.student, trainee.today):
        if item.missing and item.place:
            code = f"STG{item.rule[1:]:0>3}" if item.rule else "STG040.work"
            yield trainee.say(code, item.place, stage=internship.source.name, **item.values)


def _signed_late(trainee: Trainee, internship: Internship, host: Host) -> Iterator[Diagnostic]:
    index, agreement = host.agreement
    start = host.span.latest_start
    if agreement.signed_on and agreement.signed_on > start:
        place = period_place(internship, index, "convention", "signee le")
        yield trainee.say("STG128", place, stage=internship.source.name, day=agreement.signed_on, start=start)


def _certificate(trainee: Trainee, internship: Internship, host: Host) -> Iterator[Diagnostic]:
    """Check R41 and R42: the statements of a delivered attestation."""
    index, paper = host.certificate
    if paper.delivered_on is None:
        return
    once = all(period.certificate == paper for period in internship.periods)  # one for the whole stage
    dates = _dates(internship, host, index, once=once)
    if paper.dates and not any(_agree(paper.dates, known) for known in dates):
        place = period_place(internship, index, "attestation", "du")
        yield trainee.say("STG141", place, stage=internship.source.name, certified=paper.dates, span=host.span)
    elif paper.weeks is not None and not internship.by_month:
        there = tuple(period for _, period in host.periods)
        attested_of = internship if once else replace(internship, periods=there)
        yield from _weeks(
            trainee, attested_of, period_place(internship, index, "attestation", "semaines"), paper.weeks, dates
        )
    session = trainee.student.session
    before = {former.session for former in trainee.student.former if former.portfolio == internship.origin}
    if paper.session and session and paper.session not in {session, trainee.cohort.session, *before}:
        place = period_place(internship, index, "attestation", "session")
        yield trainee.say("STG042", place, stage=internship.source.name, written=paper.session, session=session)


def _agree(stated: Period, known: Period) -> bool:
    """True if dates are equal to those of a stage, or lie in its months if it is written by months."""
    within = known.contains(stated.start) and (stated.end is None or known.contains(stated.end))
    return within if known.by_month else stated == known


def _weeks(
    trainee: Trainee, internship: Internship, place: Place, stated: int, dates: tuple[Period, ...]
) -> Iterator[Diagnostic]:
    """Check R41, our reading: the weeks that an attestation states are those of its dates, absences taken off."""
    known = internship_days(internship).all
    counted = [(attested(internship, days), days) for days in (known & days_of((p,)) for p in dates)]
    if any(any(counts) for counts, _ in counted) and not any(stated in counts for counts, _ in counted):
        most, days = max(counted, key=lambda pair: pair[0][0])
        hours = nmark("{n} heure", "{n} heures", spent(internship, days).hours)
        ours = mark("{weeks}, {hours} de présence (notre lecture)", weeks=weeks(most[0]), hours=hours)
        yield trainee.say("STG141", place, stage=internship.source.name, certified=weeks(stated), span=ours)


def _dates(internship: Internship, host: Host, index: int, *, once: bool) -> tuple[Period, ...]:
    """Return the dates that an attestation may state: its period's, its host's, with or without the extension."""
    plain: tuple[Period, ...] = (internship.periods[index].period, host.span)
    if internship.span and once:
        plain += (internship.span,)
    if internship.extension is None or internship.extension.end is None or host.end is None:
        return plain
    start, end = min(host.start, internship.extension.start), max(host.end, internship.extension.end)
    return (*plain, Period(start=start, end=end, by_month=host.span.by_month))
