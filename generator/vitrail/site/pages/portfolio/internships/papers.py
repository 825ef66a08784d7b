"""The papers of a stage as pages show them: a checklist for the team, and for others the day of the attestation."""

from collections.abc import Iterator

from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.internship import Certificate, FollowUp, Internship
from vitrail.content.model.internships.regulation import NONE, Profile
from vitrail.content.model.school import Cohort
from vitrail.ground.language import Phrase, mark
from vitrail.knowledge.internships import places
from vitrail.knowledge.internships.calendar import ChecklistItem, checklist
from vitrail.knowledge.internships.path import year_name
from vitrail.site.pages import labels
from vitrail.site.pages.elements import Row, dotted
from vitrail.site.pages.lineage import article
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.setting import Setting

_SIGNS = {
    "done": ("☑", mark("fait")),
    "missing": ("☐", mark("à fournir")),
    "later": ("…", mark("pas encore attendu")),
    "not-asked": ("–", mark("sans objet")),
}
"""State of a paper → its sign and its word."""


def papers(owner: Portfolio, item: Internship) -> tuple[Row, ...]:
    """Return the checklist, for the team."""
    profile, today = owner.asked_on(owner.setting.today, item), owner.setting.today
    if profile is None or not owner.for_team or owner.student.gone(today):
        return ()
    return tuple(_paper(owner, line) for line in checklist(item, profile, owner.student, today))


def delivered(owner: Portfolio, item: Internship) -> tuple[str, ...]:
    """Say when each attestation was delivered, and nothing more of the papers."""
    return tuple(dict.fromkeys(_delivered(owner, item)))


def expected(owner: Portfolio) -> Row | None:
    """Say how long the learner's stages must be, by which text; None for a référentiel without rules on stages."""
    profile = owner.profile
    if profile is None:
        return None
    return Row(
        sentence=_asked(owner, profile),
        source=owner.say.write(profile.durations_source),
        unverified=profile.timed and profile.doubts("R19"),
        text=article(owner.tree.framework),
    )


def follow_ups(owner: Portfolio, item: Internship) -> tuple[str, ...]:
    """Write the visits and calls of a stage, with the fields that the reader may see."""
    return tuple(_visit(owner.setting, visit) for visit in item.follow_ups)


def of_class(setting: Setting, cohort: Cohort) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield (requirement, label, lines) of what a class wrote about the follow-up of its stages."""
    for rule, label, written in places.of_class(cohort):
        lines = (line if isinstance(line, str) else _visit(setting, line) for line in written)
        yield rule, setting.say(label), tuple(lines)


def _visit(setting: Setting, visit: FollowUp) -> str:
    """Write a visit, a call or a meeting: when, how, by whom, and what was said."""
    mode = setting.say(labels.FOLLOW_UPS[visit.mode]) if visit.mode else ""
    return dotted(setting.say.day(visit.on), mode, visit.by, visit.note)


def absences(owner: Portfolio, item: Internship) -> tuple[str, ...]:
    """Write the absences of a stage, with the fields that the reader may see."""
    return tuple(dotted(owner.say.period(absence.period), absence.reason) for absence in item.absences)


def _paper(owner: Portfolio, item: ChecklistItem) -> Row:
    known = item.done and item.on
    key = ("done" if item.done else "missing" if item.due else "later") if item.applies else "not-asked"
    sign, word = _SIGNS[key]
    said = owner.say("le {day}", day=owner.say.day(item.on)) if known else owner.say(word)
    url = article(owner.tree.framework, item.rule) if item.rule else ""
    return Row(title=owner.say(item.label), rule=item.rule or "", url=url, key=key, sign=sign, word=said)


def _delivered(owner: Portfolio, item: Internship) -> Iterator[str]:
    several = len(item.organisations) > 1
    for period in item.periods:
        if period.certificate is None or period.certificate.delivered_on is None:
            continue
        day = owner.say.day(period.certificate.delivered_on)
        host = owner.setting.organisation(period.organisation) if several and period.organisation else ""
        if item.apprenticeship:
            said = owner.say("Certificat de travail délivré le {day}", day=day)
        elif host:
            said = owner.say("Attestation délivrée le {day} ({host})", day=day, host=host)
        else:
            said = owner.say("Attestation délivrée le {day}", day=day)
        stated = _stated(owner, period.certificate)
        yield owner.say("{said} : {stated}", said=said, stated=stated) if stated else said


def _stated(owner: Portfolio, paper: Certificate) -> str:
    """Say the dates and the length that an attestation states, for readers who have it in hand: not for the public."""
    if owner.for_public:
        return ""
    weeks = owner.say.count("{n} semaine", "{n} semaines", paper.weeks) if paper.weeks else ""
    return ", ".join(filter(None, (owner.say.period(paper.dates), weeks)))


def _weeks(framework: Framework, profile: Profile, rank: int) -> Phrase:
    """Say how long the stage of a year is."""
    weeks, year = profile.lengths[rank - 1], year_name(framework, rank)
    if weeks is None or weeks == NONE:
        return mark("aucune en {year}", year=year)
    if profile.consecutive:
        return mark("{weeks} consécutives en {year}", weeks=weeks.weeks, year=year)
    return mark("{weeks} en {year}", weeks=weeks.weeks, year=year)


def _asked(owner: Portfolio, profile: Profile) -> str:
    if not profile.internships:
        return owner.say("Dans cette voie, des certificats de travail remplacent les attestations de stage.")
    framework = owner.tree.framework
    years = tuple(_weeks(framework, profile, rank) for rank, weeks in enumerate(profile.lengths, 1) if weeks)
    if profile.total and years:
        template = mark("Durée attendue : {total} de stage en tout, dont {years}.")
        return owner.say.write(mark(template, total=profile.total.weeks, years=years))
    if profile.total:
        return owner.say.write(mark("Durée attendue : {total} de stage en tout.", total=profile.total.weeks))
    if years:
        return owner.say.write(mark("Durée attendue : {years}.", years=years))
    unknown = not profile.timed and owner.for_team
    return owner.say("Durées des stages : l'équipe les écrit sous « profil de stage ».") if unknown else ""
