"""How long, when and in one block: R15, R19 to R21, and the extension in school holidays, R25 to R27."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from vitrail.content.model.internships.internship import Clause, Internship
from vitrail.content.model.internships.regulation import NONE
from vitrail.ground.diagnostics import Diagnostic, Place, Severity
from vitrail.ground.language import Value, mark
from vitrail.knowledge.internships.counting import interruptions, weeks_of
from vitrail.knowledge.internships.path import year_name
from vitrail.knowledge.internships.stages import Stage, regular_weeks
from vitrail.knowledge.internships.weeks import days_of, internship_days, longest_rest
from vitrail.knowledge.rules.internships.trainee import FIRST, Trainee, days, weeks

_DAYS_A_WEEK = 7
_FIRST_CODES, _LATER_CODES = ("STG020", "STG220"), ("STG021", "STG221")
"""Codes of a wrong length and of an interruption: of the first year's stage, then of later years'."""


def duration(trainee: Trainee) -> Iterator[Diagnostic]:
    """Yield what is wrong with the lengths and dates of a learner's stages."""
    yield from _missing_stage(trainee)
    for stage in trainee.stages:
        asked = trainee.due(stage.span.start)
        if asked and asked.profile.internships and not stage.unreadable:
            yield from _length(asked, stage)
            yield from _right_time(asked, stage)
    extended = [(asked, item) for asked, item in trainee.school_stages if item.extension]
    for asked, internship in extended:
        yield from _extension(asked, internship)
    if not trainee.unreadable and trainee.whole:
        yield from _total(trainee)
        if extended:
            place = extended[-1][1].source.at("prolongation")
            yield from _extension_length(trainee, place)
            yield from _summer_rest(trainee, place)


def _missing_stage(trainee: Trainee) -> Iterator[Diagnostic]:
    unreadable = {item.rank for item in trainee.unreadable}
    if None in unreadable:
        return  # a stage whose dates cannot be read may be the missing one
    present = unreadable | {stage.rank for stage in trainee.stages}
    for rank, year in trainee.years.items():
        asked = trainee.due(year.end) if year.end and trainee.finished(year) else None
        if asked and rank not in present:
            yield asked.say("STG015", trainee.student.source.at(), year=year_name(trainee.framework, rank))


def _total(trainee: Trainee) -> Iterator[Diagnostic]:
    """Check R19, once the stages of all years are dated or the last year is over."""
    expected, stages = trainee.profile.total, trainee.stages
    dated = trainee.finished(trainee.path.last) or trainee.ranks <= {stage.rank for stage in stages}
    counts, planned = regular_weeks(*stages), regular_weeks(*stages, present=False)
    right = expected and any(number in expected for number in (*counts, *planned))  # absences are R35's
    if counts and dated and expected and not right:
        own = [stage.place for stage in stages if stage.done_in is trainee.cohort]
        place = own[-1] if own else trainee.student.source.at("vient de")
        yield trainee.say("STG019", place, weeks=weeks(counts[0]), expected=expected.weeks)


def _length(trainee: Trainee, stage: Stage) -> Iterator[Diagnostic]:
    asked, year = trainee.profile.length(stage.rank), year_name(trainee.framework, stage.rank)
    if not asked or asked == NONE:
        return
    wrong, broken = _FIRST_CODES if stage.rank == FIRST else _LATER_CODES
    counts, planned = regular_weeks(stage), regular_weeks(stage, present=False)
    if counts and not any(number in asked for number in (*counts, *planned)):  # absences are R35's
        yield trainee.say(wrong, stage.place, year=year, weeks=weeks(counts[0]), expected=asked.weeks)
    for hole in interruptions(stage.internships)[:1] if trainee.profile.consecutive else ():
        yield trainee.say(broken, stage.place, year=year, hole=hole)


def _right_time(trainee: Trainee, stage: Stage) -> Iterator[Diagnostic]:
    """Check « en fin de première année » (the last third of it, by our reading; soft) and « en deuxième année ».

    The end of the first year is required only by a text that was read: a class that writes its weeks says no more. The
    next year is nobody's first year, except for those who were away when theirs ended.
    """
    years = trainee.path.years if stage.done_in is trainee.cohort else stage.done_in.years
    year, span = years[stage.rank - 1] if stage.rank <= len(years) else None, stage.span
    if year is None:
        return
    if stage.rank == FIRST and year.end:
        limit = year.start + timedelta(days=year.days * 2 // 3)
        early = trainee.at_the_end and span.latest_start < limit
        here = trainee.path.due(year.end) == year.end
        if early or (here and any(later and year.end < later.start <= span.start for later in years[1:])):
            yield trainee.say("STG120", stage.place, start=span.start, limit=limit)
    if stage.rank == FIRST:
        return
    inside = span.end is not None and year.contains(span.start) and year.contains(span.end)
    if not (year.touches(span) if stage.by_month else inside):
        said = year_name(trainee.framework, stage.rank)
        yield trainee.say("STG121", stage.place, span=span, name=said, year=year.exact)


def _extension(trainee: Trainee, internship: Internship) -> Iterator[Diagnostic]:
    """Check R26, on any agreement of the internship, once there is one; and that the extension is in the holidays."""
    agreements = [period.agreement for period in internship.periods if period.agreement]
    written = {clause for agreement in agreements for clause in agreement.clauses}
    for clause, code in ((Clause.EXTENSION, "STG026"), (Clause.ADMINISTRATION, "STG126")) if agreements else ():
        if clause not in written:
            yield trainee.say(code, internship.source.at("convention", "clauses"), stage=internship.source.name)
    if internship.extension is None or trainee.profile.extension is None:
        return
    longer, place = internship_days(internship).extension, internship.source.at("prolongation")
    span = internship.extension.exact
    if not trainee.calendar.knows(longer):
        yield trainee.say("STG225", place, span=span)
    elif not trainee.calendar.covers(longer):
        yield _by_calendar(trainee, longer, "STG125", place, span=span)


def _extension_length(trainee: Trainee, place: Place) -> Iterator[Diagnostic]:
    """Check R25: two weeks at most, and with them twelve in all."""
    allowed, total = trainee.profile.extension, trainee.profile.total
    if allowed is None or total is None:
        return
    extension = weeks_of(trainee.counted, lambda days: days.extension)
    whole, ceiling = weeks_of(trainee.counted, lambda days: days.all), total.high + allowed
    said = {"extension": extension, "total": whole, "allowed": allowed, "ceiling": ceiling}
    if extension > allowed or whole > ceiling:
        yield trainee.say("STG025", place, **{name: weeks(number) for name, number in said.items()})


def _summer_rest(trainee: Trainee, place: Place) -> Iterator[Diagnostic]:
    """Check R27, in each summer that a stage enters, once an extension is used."""
    worked = internship_days(*trainee.counted).all
    least = (trainee.profile.rest or 0) * _DAYS_A_WEEK
    for year in sorted({day.year for day in worked}) if least else ():
        summer = trainee.calendar.summer(year)
        if summer is None or not any(summer.contains(day) for day in worked):
            continue
        rest = longest_rest(summer, worked)
        if rest < least:
            values: dict[str, Value] = {"rest": days(rest), "year": year, "expected": days(least)}
            yield _by_calendar(trainee, days_of((summer,)), "STG027", place, **values)


def _by_calendar(trainee: Trainee, on: Collection[date], code: str, place: Place, **values: Value) -> Diagnostic:
    """Return a fault that depends on the calendar of holidays; at most a warning if the calendar is estimated."""
    estimated, zone = trainee.calendar.estimated(on), trainee.calendar.zone
    name = mark("calendrier de la zone {zone}", zone=zone) if zone else mark("vacances déclarées")
    said = trainee.say(code, place, **values, calendar=mark("calendrier estimé") if estimated else name)
    return replace(said, lowered=Severity.WARNING) if estimated else said
