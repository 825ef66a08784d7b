"""What a stage is for: R1 to R3 and R6 to R11, with the indicators that the pages show."""

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.internships.profiles import touched_roots
from generator.internships.stages import over, period_place, started
from generator.language import Value, mark
from generator.model.framework import Competency
from generator.model.internships.internship import Internship, Partner
from generator.model.realisation import Context, ProductionState, Realisation
from generator.rules.internships.candidate import Candidate
from generator.values.folding import fold

_PARTNERS = {
    Partner.STUDENT: mark("l'étudiant"),
    Partner.HOST: mark("l'organisation"),
    Partner.TEAM: mark("l'équipe pédagogique"),
}


def learning(candidate: Candidate) -> Iterator[Diagnostic]:
    """Yield what a learner's stages do not show yet."""
    for internship in candidate.school_stages:
        yield from _evidence(candidate, internship)
        yield from _agreed_aims(candidate, internship)
        yield from _agreed_in_time(candidate, internship)
        yield from _account(candidate, internship)
        yield from _host_kind(candidate, internship)
        yield from _context(candidate, internship)
    for realisation in candidate.submitted:
        if realisation.internships or Context.INTERNSHIP in realisation.contexts:
            yield from _mode(candidate, realisation)
            yield from _traces(candidate, realisation)
    yield from _breadth(candidate)


def _evidence(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    """R1, within the option, once the stage is over."""
    outside = set(candidate.coverage.out_of_option) if candidate.coverage else set()
    claims = (
        (item.slug, claim.competency)
        for item in candidate.evidence(internship)
        for claim in item.claims
        if claim.competency is not None
    )
    if over(internship, candidate.today) and not any(claim not in outside for claim in claims):
        yield candidate.say("STG001", internship.source.at(), stage=internship.slug)


def _agreed_aims(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    written = {mark("les objectifs"): internship.objectives, mark("les missions"): internship.missions}
    missing = [name for name, lines in written.items() if not lines]
    if missing and started(internship, candidate.today):
        key = "objectifs" if not internship.objectives else "missions"
        yield candidate.say("STG002", internship.source.at(key), stage=internship.slug, missing=tuple(missing))


def _agreed_in_time(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    """R2: each of the three agrees before the convention is signed and before the first day (our reading)."""
    signed = [part.agreement.signed_on for part in internship.periods if part.agreement and part.agreement.signed_on]
    limits = [(max(signed), mark("la signature de la convention"))] if signed else []
    if internship.span:
        limits.append((internship.span.start, mark("le premier jour du stage")))
    for partner, day in internship.agreed:
        for limit, event in sorted(limits)[:1]:
            if day > limit:
                place = internship.source.at("accord", fold(partner.value))
                values: dict[str, Value] = {"partner": _PARTNERS[partner], "day": day, "event": event, "limit": limit}
                yield candidate.say("STG102", place, stage=internship.slug, **values)


def _account(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    if over(internship, candidate.today) and not internship.reports and not internship.reviews:
        yield candidate.say("STG003", internship.source.at(), stage=internship.slug)


def _host_kind(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    """R6, only where the class lists the kinds that it accepts."""
    accepted = candidate.profile.organisation_kinds
    known = {fold(kind) for kind in accepted}
    for index, part in enumerate(internship.periods):
        kind = part.organisation.kind if part.organisation else None
        if known and kind and fold(kind) not in known:
            place = period_place(internship, index, "organisation")
            yield candidate.say("STG006", place, kind=kind, accepted=accepted)


def _context(candidate: Candidate, internship: Internship) -> Iterator[Diagnostic]:
    """R9: a heading « contexte » in the stage's page or one of its réalisations, or a text on the host's page."""
    if any(host.body and not host.body.empty for host in internship.organisations):
        return
    bodies = (internship.body, *(item.body for item in candidate.evidence(internship)))
    headings = (heading for body in bodies if body for heading in body.headings)
    if over(internship, candidate.today) and not any("contexte" in fold(heading) for heading in headings):
        yield candidate.say("STG009", internship.source.at(), stage=internship.slug)


def _mode(candidate: Candidate, realisation: Realisation) -> Iterator[Diagnostic]:
    if realisation.mode is None:
        yield candidate.say("STG007", realisation.source.at("mode"), realisation=realisation.slug)


def _traces(candidate: Candidate, realisation: Realisation) -> Iterator[Diagnostic]:
    """R8: a file that is there, a link, or a confidential production with its reason."""
    reachable = (
        item.proves or (item.link and item.state is ProductionState.ONLINE) for item in realisation.productions
    )
    if not any(reachable):
        yield candidate.say("STG008", realisation.source.at("productions"), realisation=realisation.slug)


def _breadth(candidate: Candidate) -> Iterator[Diagnostic]:
    """R11, once the second year is over: the roots asked of the learner that no stage evidence touches."""
    framework = candidate.school.frameworks.get(candidate.student.framework or candidate.cohort.framework or "")
    year = candidate.cohort.second_year
    if framework is None or candidate.coverage is None or not (year and year.end and year.end < candidate.today):
        return
    own = (item for internship in candidate.school_stages for item in candidate.evidence(internship))
    evidence = (*own, *candidate.former_evidence)
    roots = (item for code, item in framework.by_id.items() if code in candidate.coverage.competencies)
    asked = [item.id for item in roots if item.parent is None and _of_option(item, candidate.student.option)]
    touched = touched_roots(framework, evidence)
    if candidate.school_stages and (missing := [code for code in asked if code not in touched]):
        found = (framework.by_id[code] for code in missing)
        named = tuple(mark("{code} ({title})", code=item.id, title=item.title) for item in found)
        yield candidate.say("STG011", candidate.student.source.at(), missing=named)


def _of_option(root: Competency, option: str | None) -> bool:
    """True if a competency of the first level is the learner's: a table may borrow activities of another option."""
    return not root.options or option in root.options
