"""How long, when and in one block: R15, R19 to R21, and the extension in school holidays, R25 to R27."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from generator.diagnostics import Diagnostic, Severity
from generator.internships.counting import interruptions, weeks_of
from generator.internships.stages import Stage
from generator.internships.weeks import internship_days, longest_rest
from generator.language import mark
from generator.model.internships.internship import Clause, Internship
from generator.model.internships.period import Period
from generator.model.internships.regulation import Profile, Range
from generator.rules.internships import amounts
from generator.rules.internships.candidate import Candidate

FIRST, SECOND = 1, 2
_DAYS_A_WEEK = 7
_YEAR_NAMES = {FIRST: mark("première année"), SECOND: mark("deuxième année")}


def duration(candidate: Candidate) -> Iterator[Diagnostic]:
    """Yield what is wrong with the lengths and dates of a learner's stages."""
    if any(item.apprenticeship for item in candidate.student.stages):
        return  # partly an apprentice: the mixed voie has no text that was found
    yield from _missing_stage(candidate)
    yield from _total(candidate)
    for stage in candidate.stages:
        if stage.unreadable or stage.former:
            continue
        yield from _length(candidate, stage)
        yield from _one_block(candidate, stage)
        yield from _right_time(candidate, stage)
    for internship in candidate.school_stages:
        yield from _extension_clause(candidate, internship)
        yield from _extension_in_holidays(candidate, internship)
    if not candidate.unreadable:
        yield from _extension_length(candidate)
        yield from _summer_rest(candidate)


def late_start(first_year: Period) -> date | None:
    """Return the first day of the last third of the first year (our reading of « en fin de première année »)."""
    return first_year.start + timedelta(days=first_year.days * 2 // 3) if first_year.end else None


def lengths(profile: Profile) -> dict[int, Range]:
    """Return the lengths that a profile asks for, by rank."""
    return {rank: asked for rank, asked in ((FIRST, profile.first), (SECOND, profile.second)) if asked is not None}


def _missing_stage(candidate: Candidate) -> Iterator[Diagnostic]:
    years = {FIRST: candidate.cohort.first_year, SECOND: candidate.cohort.second_year}
    unreadable = {item.rank for item in candidate.unreadable}
    if None in unreadable:
        return  # one that cannot be read may be the one that is looked for
    present = unreadable | {stage.rank for stage in candidate.stages}
    for rank, year in years.items():
        if year and year.end and year.end < candidate.today and rank not in present:
            yield candidate.say("STG015", candidate.student.source.at(), year=_YEAR_NAMES[rank])


def _total(candidate: Candidate) -> Iterator[Diagnostic]:
    """R19, once both stages are dated or the second year is over."""
    expected, stages = candidate.profile.total, candidate.stages
    if candidate.unreadable:
        return
    year = candidate.cohort.second_year
    finished = bool(year and year.end and year.end < candidate.today)
    if expected is None or not stages or not (finished or {FIRST, SECOND} <= {stage.rank for stage in stages}):
        return
    if any(part.period.end is None for item in candidate.counted for part in item.periods):
        return
    total = weeks_of(candidate.counted, lambda days: days.regular)
    if total != expected:
        own = [stage.place for stage in stages if not stage.former]
        place = own[-1] if own else candidate.student.source.at("vient de")
        yield candidate.say("STG019", place, weeks=amounts.weeks(total), expected=amounts.weeks(expected))


def _length(candidate: Candidate, stage: Stage) -> Iterator[Diagnostic]:
    asked = lengths(candidate.profile).get(stage.rank)
    if asked is None or _open(stage) or stage.weeks in asked:
        return
    code = "STG020" if stage.rank == FIRST else "STG021"
    yield candidate.say(code, stage.place, weeks=amounts.weeks(stage.weeks), expected=asked.weeks)


def _one_block(candidate: Candidate, stage: Stage) -> Iterator[Diagnostic]:
    if stage.rank not in lengths(candidate.profile):
        return
    for hole in interruptions(stage.internships)[:1]:
        code = "STG220" if stage.rank == FIRST else "STG221"
        yield candidate.say(code, stage.place, hole=amounts.span(hole))


def _right_time(candidate: Candidate, stage: Stage) -> Iterator[Diagnostic]:
    """« en fin de première année » (soft) and « en deuxième année »."""
    first, second = candidate.cohort.first_year, candidate.cohort.second_year
    if stage.rank not in lengths(candidate.profile):
        return
    if stage.rank == FIRST and first and (limit := late_start(first)) and stage.start < limit:
        yield candidate.say("STG120", stage.place, start=stage.start, limit=limit)
    if stage.rank == SECOND and second:
        period = Period(start=stage.start, end=max(stage.days.regular))
        if period.start < second.start or (second.end and period.end and period.end > second.end):
            yield candidate.say("STG121", stage.place, span=amounts.span(period), year=amounts.span(second))


def _extension_clause(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    """R26, on any agreement of the internship, once there is one."""
    agreements = [part.agreement for part in internship.periods if part.agreement]
    if internship.extension is None or not agreements:
        return
    if not any(Clause.EXTENSION in agreement.clauses for agreement in agreements):
        yield candidate.say("STG026", internship.source.at("convention", "clauses"), stage=internship.slug)


def _extension_in_holidays(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    if internship.extension is None or candidate.profile.extension is None:
        return
    days, place = internship_days(internship).extension, internship.source.at("prolongation")
    span = amounts.span(internship.extension)
    if not candidate.calendar.knows(days):
        yield candidate.say("STG225", place, span=span)
    elif not candidate.calendar.covers(days):
        estimated = candidate.calendar.estimated(days)
        yield _estimated(candidate.say("STG125", place, span=span, calendar=_name(candidate, estimated)), estimated)


def _extension_length(candidate: Candidate) -> Iterator[Diagnostic]:
    """R25: two weeks at most, and with them twelve in all."""
    extended = [item for item in candidate.school_stages if item.extension]
    allowed, total = candidate.profile.extension, candidate.profile.total
    if not extended or allowed is None or total is None:
        return
    extension = weeks_of(candidate.counted, lambda days: days.extension)
    whole = weeks_of(candidate.counted, lambda days: days.all)
    if extension > allowed or whole > total + allowed:
        yield candidate.say(
            "STG025",
            extended[-1].source.at("prolongation"),
            extension=amounts.weeks(extension),
            total=amounts.weeks(whole),
            allowed=amounts.weeks(allowed),
            ceiling=amounts.weeks(total + allowed),
        )


def _summer_rest(candidate: Candidate) -> Iterator[Diagnostic]:
    """R27, in each summer that a stage enters, once an extension is used."""
    rest = candidate.profile.rest
    extended = [item for item in candidate.school_stages if item.extension]
    if not extended or rest is None:
        return
    days = internship_days(*candidate.counted).all
    for year in sorted({day.year for day in days}):
        summer = candidate.calendar.summer(year)
        if summer is None or not any(summer.contains(day) for day in days):
            continue
        found = longest_rest(summer, days)
        if found < rest * _DAYS_A_WEEK:
            estimated = candidate.calendar.estimated(_bounds(summer))
            said = candidate.say(
                "STG027",
                extended[-1].source.at("prolongation"),
                rest=amounts.days(found),
                year=year,
                expected=amounts.days(rest * _DAYS_A_WEEK),
                calendar=_name(candidate, estimated),
            )
            yield _estimated(said, estimated)


def _estimated(diagnostic: Diagnostic, estimated: bool) -> Diagnostic:  # noqa: FBT001  (a fact about the calendar, read at the call)
    """Lower to a warning what rests on an estimated calendar."""
    if not estimated:
        return diagnostic
    return replace(diagnostic, lowered=Severity.WARNING)


def _name(candidate: Candidate, estimated: bool) -> str:  # noqa: FBT001  (the same)
    """Name the calendar in a message."""
    if estimated:
        return mark("calendrier estimé")
    zone = candidate.calendar.zone
    return mark("calendrier de la zone {zone}", zone=zone) if zone else mark("vacances déclarées")


def _bounds(period: Period) -> tuple[date, ...]:
    """Return the weekdays at the ends of a closed period, enough to know whether it is official."""
    week = range(_DAYS_A_WEEK)
    ends = (period.start, period.end or period.start)
    return tuple(chain.from_iterable((ends[0] + timedelta(days=n), ends[1] - timedelta(days=n)) for n in week))


def _open(stage: Stage) -> bool:
    return any(part.period.end is None for item in stage.internships for part in item.periods)
