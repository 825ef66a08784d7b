"""How long, when and in one block: R15, R19 to R21, and the extension in school holidays, R25 to R27."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place, Severity
from generator.internships.counting import interruptions, weeks_of
from generator.internships.stages import Stage
from generator.internships.weeks import days_of, internship_days, longest_rest
from generator.language import Period, Value, mark
from generator.model.internships.internship import Clause, Internship
from generator.model.internships.regulation import Range
from generator.rules.internships.candidate import Candidate, days, weeks

FIRST, SECOND = 1, 2
_DAYS_A_WEEK = 7
_YEAR_NAMES = {FIRST: mark("première année"), SECOND: mark("deuxième année")}
_CODES = {FIRST: ("STG020", "STG220"), SECOND: ("STG021", "STG221")}
"""Rank of a stage → what its length breaks, and what a hole in it does."""


def duration(candidate: Candidate) -> Iterator[Diagnostic]:
    """Yield what is wrong with the lengths and dates of a learner's stages."""
    if any(item.apprenticeship for item in candidate.student.stages):
        return  # partly an apprentice: the mixed voie has no text that was found
    yield from _missing_stage(candidate)
    lengths = {FIRST: candidate.profile.first, SECOND: candidate.profile.second}
    for stage in candidate.stages:
        asked = lengths.get(stage.rank)
        if asked and not stage.unreadable and not stage.former:
            yield from _length(candidate, stage, asked)
            yield from _right_time(candidate, stage)
    extended = [item for item in candidate.school_stages if item.extension]
    for internship in extended:
        yield from _extension(candidate, internship)
    if not candidate.unreadable:
        yield from _total(candidate)
        if extended:
            place = extended[-1].source.at("prolongation")
            yield from _extension_length(candidate, place)
            yield from _summer_rest(candidate, place)


def _missing_stage(candidate: Candidate) -> Iterator[Diagnostic]:
    years = {FIRST: candidate.cohort.first_year, SECOND: candidate.cohort.second_year}
    unreadable = {item.rank for item in candidate.unreadable}
    if None in unreadable:
        return  # one that cannot be read may be the one that is looked for
    present = unreadable | {stage.rank for stage in candidate.stages}
    for rank, year in years.items():
        if candidate.finished(year) and rank not in present:
            yield candidate.say("STG015", candidate.student.source.at(), year=_YEAR_NAMES[rank])


def _total(candidate: Candidate) -> Iterator[Diagnostic]:
    """R19, once both stages are dated or the second year is over."""
    expected, stages = candidate.profile.total, candidate.stages
    dated = candidate.finished(candidate.cohort.second_year) or {FIRST, SECOND} <= {stage.rank for stage in stages}
    if expected is None or not stages or not dated or _open(candidate.counted):
        return
    total = weeks_of(candidate.counted, lambda days: days.regular)
    if total != expected:
        own = [stage.place for stage in stages if not stage.former]
        place = own[-1] if own else candidate.student.source.at("vient de")
        yield candidate.say("STG019", place, weeks=weeks(total), expected=weeks(expected))


def _length(candidate: Candidate, stage: Stage, asked: Range) -> Iterator[Diagnostic]:
    wrong, broken = _CODES[stage.rank]
    if not _open(stage.internships) and stage.weeks not in asked:
        yield candidate.say(wrong, stage.place, weeks=weeks(stage.weeks), expected=asked.weeks)
    for hole in interruptions(stage.internships)[:1]:
        yield candidate.say(broken, stage.place, hole=hole)


def _right_time(candidate: Candidate, stage: Stage) -> Iterator[Diagnostic]:
    """« en fin de première année » (the last third of it, by our reading; soft) and « en deuxième année »."""
    first, second = candidate.cohort.first_year, candidate.cohort.second_year
    if stage.rank == FIRST and first and first.end:
        limit = first.start + timedelta(days=first.days * 2 // 3)
        if stage.start < limit:
            yield candidate.say("STG120", stage.place, start=stage.start, limit=limit)
    if stage.rank == SECOND and second:
        last = max(stage.days.regular)
        if not (second.contains(stage.start) and second.contains(last)):
            span = Period(start=stage.start, end=last)
            yield candidate.say("STG121", stage.place, span=span, year=second.exact)


def _extension(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    """R26, on any agreement of the internship, once there is one; and the holidays."""
    agreements = [period.agreement for period in internship.periods if period.agreement]
    if agreements and not any(Clause.EXTENSION in agreement.clauses for agreement in agreements):
        yield candidate.say("STG026", internship.source.at("convention", "clauses"), stage=internship.slug)
    if internship.extension is None or candidate.profile.extension is None:
        return
    longer, place = internship_days(internship).extension, internship.source.at("prolongation")
    span = internship.extension.exact
    if not candidate.calendar.knows(longer):
        yield candidate.say("STG225", place, span=span)
    elif not candidate.calendar.covers(longer):
        yield _by_calendar(candidate, longer, "STG125", place, span=span)


def _extension_length(candidate: Candidate, place: Place) -> Iterator[Diagnostic]:
    """R25: two weeks at most, and with them twelve in all."""
    allowed, total = candidate.profile.extension, candidate.profile.total
    if allowed is None or total is None:
        return
    extension = weeks_of(candidate.counted, lambda days: days.extension)
    whole = weeks_of(candidate.counted, lambda days: days.all)
    if extension > allowed or whole > total + allowed:
        yield candidate.say(
            "STG025",
            place,
            extension=weeks(extension),
            total=weeks(whole),
            allowed=weeks(allowed),
            ceiling=weeks(total + allowed),
        )


def _summer_rest(candidate: Candidate, place: Place) -> Iterator[Diagnostic]:
    """R27, in each summer that a stage enters, once an extension is used."""
    worked = internship_days(*candidate.counted).all
    least = (candidate.profile.rest or 0) * _DAYS_A_WEEK
    for year in sorted({day.year for day in worked}) if least else ():
        summer = candidate.calendar.summer(year)
        if summer is None or not any(summer.contains(day) for day in worked):
            continue
        rest = longest_rest(summer, worked)
        if rest < least:
            values: dict[str, Value] = {"rest": days(rest), "year": year, "expected": days(least)}
            yield _by_calendar(candidate, days_of((summer,)), "STG027", place, **values)


def _by_calendar(candidate: Candidate, on: Collection[date], code: str, place: Place, **values: Value) -> Diagnostic:
    """Tell what rests on the calendar of holidays; by an estimated one it can only warn."""
    estimated, zone = candidate.calendar.estimated(on), candidate.calendar.zone
    name = mark("calendrier de la zone {zone}", zone=zone) if zone else mark("vacances déclarées")
    said = candidate.say(code, place, **values, calendar=mark("calendrier estimé") if estimated else name)
    return replace(said, lowered=Severity.WARNING) if estimated else said


def _open(internships: Iterable[Internship]) -> bool:
    return any(period.period.end is None for item in internships for period in item.periods)
