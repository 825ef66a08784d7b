"""Rules on the aims and the course of a stage: R1 to R3, R6 to R11, R17, R23, R35 and R39."""

from collections.abc import Iterator
from datetime import date

from vitrail.content.frameworks.queries import scope
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.realisation import Access, Context, Realisation
from vitrail.content.model.student import option_on
from vitrail.content.values.folding import fold
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import Value, mark
from vitrail.ground.regex import regex
from vitrail.knowledge.internships.calendar import WeekState, ribbon
from vitrail.knowledge.internships.counting import counts_of, present_weeks
from vitrail.knowledge.internships.profiles import roots
from vitrail.knowledge.internships.stages import over, period_place
from vitrail.knowledge.internships.weeks import days_of, internship_days, is_working_day
from vitrail.knowledge.rules.internships.trainee import Trainee, days, weeks

_PARTNERS = {
    "student": ("etudiant", mark("l'étudiant")),
    "host": ("organisation", mark("l'organisation")),
    "team": ("equipe", mark("l'équipe pédagogique")),
}
"""Field of an accord → its key, folded, and the word for the person who agrees."""


def learning(trainee: Trainee) -> Iterator[Diagnostic]:
    """Yield the breaches of these rules in a learner's stages."""
    for asked, internship in trainee.school_stages:
        yield from _agreed_in_time(asked, internship)
        yield from _host_kind(asked, internship)
        if over(internship, asked.today):
            yield from _outcome(asked, internship)
        if not internship.unreadable:
            yield from _final_review(asked, internship)
            yield from _presence(asked, internship)
        yield from _weekly_reports(asked, internship)
    for realisation in trainee.student.counted:
        asked_of = trainee.due(realisation.period.start if realisation.period else trainee.today)
        placed = realisation.internships or Context.INTERNSHIP in realisation.contexts
        if placed and asked_of and asked_of.profile.internships:
            yield from _work(asked_of, realisation)
    yield from _breadth(trainee)
    yield from _together(trainee)


def _agreed_in_time(trainee: Trainee, internship: Internship) -> Iterator[Diagnostic]:
    """Check R2: each of the three agrees before the convention is signed and before the first day (our reading)."""
    signed = [
        period.agreement.signed_on for period in internship.periods if period.agreement and period.agreement.signed_on
    ]
    limits = [(max(signed), mark("la signature de la convention"))] if signed else []
    if internship.span:
        limits.append((internship.span.latest_start, mark("le premier jour du stage")))
    for limit, event in sorted(limits)[:1]:
        for field, (key, partner) in _PARTNERS.items():
            day: date | None = getattr(internship.accord, field)
            if day and day > limit:
                place = internship.source.at("accord", key)
                values: dict[str, Value] = {"partner": partner, "day": day, "event": event, "limit": limit}
                yield trainee.say("STG102", place, stage=internship.source.name, **values)


def _host_kind(trainee: Trainee, internship: Internship) -> Iterator[Diagnostic]:
    """Check R6, only where the class lists the kinds that it accepts."""
    accepted = trainee.profile.organisation_kinds
    known = {fold(kind) for kind in accepted}
    for index, period in enumerate(internship.periods):
        kind = period.organisation.kind if period.organisation else None
        if known and kind and fold(kind) not in known:
            place = period_place(internship, index, "organisation")
            yield trainee.say("STG006", place, kind=kind, accepted=accepted)


_DESCRIBES = regex(r"contexte|(?:presentation .{0,30}|l')(?:entreprise|organis|structure|societe|etablissement)")
"""Folded headings for what a host is: « Présentation de l'entreprise » is in every report of a stage."""


def _outcome(trainee: Trainee, internship: Internship) -> Iterator[Diagnostic]:
    """Check R1, within the option, R3, and R9: a heading « contexte », here or in a réalisation, or the host's text."""
    evidence, place = trainee.evidence(internship), internship.source.at()
    outside = {
        claimed
        for claimed in (trainee.coverage.out_of_option if trainee.coverage else ())
        if _foreign(trainee, *claimed)
    }
    claims = {(item.slug, claim.competency) for item in evidence for claim in item.claims if claim.competency}
    if claims <= outside:
        yield trainee.say("STG001", place, stage=internship.source.name)
    if not any(account.told for account in internship.accounts):
        yield trainee.say("STG003", place, stage=internship.source.name)
    bodies = (internship.body, *(item.body for item in evidence))
    headings = (section.title for body in bodies if body for section in body.sections)
    described = any(host.written for host in internship.organisations)
    if not described and not any(_DESCRIBES.search(fold(heading)) for heading in headings):
        yield trainee.say("STG009", place, stage=internship.source.name)


def _foreign(trainee: Trainee, slug: str, code: str) -> bool:
    """True if a competency outside the exam's was not asked on the days of the work either: the option may change."""
    work = next(work for work in trainee.student.counted if work.slug == slug)
    option = option_on(trainee.student.options, work.period.start) if work.period else None
    option = next((former.option for former in trainee.student.former if former.portfolio == work.origin), option)
    return not (option and trainee.framework and code in scope(trainee.framework, option).counted)


def _final_review(trainee: Trainee, internship: Internship) -> Iterator[Diagnostic]:
    """Report a final review that is dated before the end: R23 permits the review, so its absence is no fault."""
    last = internship.span.earliest_end if internship.span else None
    worked = (day for day in internship_days(internship).all if last and day <= last and is_working_day(day))
    end = max(worked, default=None)
    for review in internship.reviews:
        if review.final and review.on and end and review.on < end:
            yield trainee.say("STG023", review.source.at("le"), stage=internship.source.name, day=review.on, end=end)


def _presence(trainee: Trainee, internship: Internship) -> Iterator[Diagnostic]:
    """Check R35: absences that leave a week under three days of presence, and that no other week makes up."""
    stage = next((stage for stage in trainee.stages if internship in stage.internships), None)
    present, planned = (counts_of([internship], lambda days: days.all, present=there)[0] for there in (True, False))
    if present < planned and not internship.by_month and not (stage and trainee.made_up(stage)):
        away = internship_days(internship).all & days_of(absence.period for absence in internship.absences)
        yield trainee.say(
            "STG035",
            internship.source.at("absences"),
            stage=internship.source.name,
            days=days(sum(is_working_day(day) for day in away)),
            present=weeks(present),
            weeks=weeks(planned),
        )


def _weekly_reports(trainee: Trainee, internship: Internship) -> Iterator[Diagnostic]:
    """Report weeks without report, only where the class asks for reports: R39 is a permission."""
    if not trainee.cohort.weekly_reports_required:
        return
    asked = present_weeks(internship) if internship.presence else None
    silent = [week for week in ribbon(internship, trainee.today) if week.state is WeekState.SILENT]
    missing = [week.number for week in silent if asked is None or week.monday in asked]
    if missing:
        named = tuple(mark("semaine {number}", number=number) for number in missing)
        yield trainee.say("STG039", internship.source.at(), stage=internship.source.name, missing=named)


def _together(trainee: Trainee) -> Iterator[Diagnostic]:
    """Check R17: the platform and the collective follow-up; equal for all of a class, so reported once."""
    lists = {
        mark("la plateforme collaborative"): trainee.cohort.platform,
        mark("le suivi collectif"): trainee.cohort.follow_ups,
    }
    missing, place = tuple(name for name, value in lists.items() if not value), trainee.cohort.source
    if missing and place.path and any(over(item, trainee.today) for _, item in trainee.school_stages):
        yield trainee.say("STG117", place.at("suivi" if trainee.cohort.platform else "plateforme"), missing=missing)


def _work(trainee: Trainee, work: Realisation) -> Iterator[Diagnostic]:
    """Check R7, and R8: a file that exists, a link, or a confidential production with its reason."""
    if work.mode is None:
        yield trainee.say("STG007", work.source.at("mode"), realisation=work.source.name)
    if not any(item.proves or item.access is Access.LINK for item in work.productions):
        yield trainee.say("STG008", work.source.at("productions"), realisation=work.source.name)


def _breadth(trainee: Trainee) -> Iterator[Diagnostic]:
    """Check R11, once no stage is to come: report the roots asked of the learner that no work of a stage touches."""
    framework, option, stages = trainee.framework, trainee.student.option, trainee.school_stages
    if framework is None or trainee.coverage is None or not trainee.complete:
        return
    works = (item for item in trainee.student.counted if item.internships)
    asked = roots(framework, option, trainee.coverage.competencies, works)
    missing = tuple(mark("{code} ({title})", code=item.id, title=item.title) for item, touched in asked if not touched)
    if stages and missing:
        yield trainee.say("STG011", trainee.student.source.at(), missing=missing)
