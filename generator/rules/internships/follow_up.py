"""Who follows a stage and what is said of it on the way: R4, R17, R23, R35, R39."""

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.internships.calendar import WeekState, ribbon
from generator.internships.counting import present_and_planned, present_weeks
from generator.internships.stages import over, started
from generator.internships.weeks import days_of, internship_days, is_working_day
from generator.language import mark
from generator.model.internships.internship import Internship
from generator.rules.internships import amounts
from generator.rules.internships.candidate import Candidate


def follow_up(candidate: Candidate) -> Iterator[Diagnostic]:
    """Yield what is missing in the follow-up of a learner's stages."""
    for internship in candidate.school_stages:
        yield from _supervisor(candidate, internship)
        yield from _visits(candidate, internship)
        if not internship.unreadable:
            yield from _final_review(candidate, internship)
            yield from _presence(candidate, internship)
        yield from _weekly_reports(candidate, internship)


def _supervisor(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    if not internship.supervisor and started(internship, candidate.today):
        yield candidate.say("STG004", internship.source.at("professeur referent"), stage=internship.slug)


def _visits(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    if not internship.follow_ups and over(internship, candidate.today):
        yield candidate.say("STG017", internship.source.at("suivi"), stage=internship.slug)


def _final_review(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    """R23 permits the review; one that is dated before the end is the only fault."""
    end = internship.span.end if internship.span else None
    for review in internship.reviews:
        if review.final and review.on and end and review.on < end:
            yield candidate.say("STG023", review.source.at("le"), stage=internship.slug, day=review.on, end=end)


def _presence(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    """R35: absences that leave a week under three days of presence."""
    present, planned = present_and_planned(internship)
    if present < planned:
        away = internship_days(internship).all & days_of(absence.period for absence in internship.absences)
        yield candidate.say(
            "STG035",
            internship.source.at("absences"),
            stage=internship.slug,
            days=amounts.days(sum(is_working_day(day) for day in away)),
            present=amounts.weeks(present),
            weeks=amounts.weeks(planned),
        )


def _weekly_reports(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    """R39 is a permission: a week without report is a fault only where the class asks for reports."""
    if not candidate.cohort.weekly_reports_required:
        return
    asked = present_weeks(internship) if internship.presence else None
    weeks = ribbon(internship, candidate.today)
    silent = [w for w in weeks if w.state is WeekState.SILENT and (asked is None or w.monday in asked)]
    if silent:
        missing = tuple(mark("semaine {number}", number=week.number) for week in silent)
        yield candidate.say("STG039", internship.source.at(), stage=internship.slug, missing=missing)
