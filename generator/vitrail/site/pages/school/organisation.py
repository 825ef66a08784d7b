"""The organisations that took interns, with the stages, and the competencies that were covered there."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import NavItem, PageSpec, templated
from vitrail.content.addressing.table import AtRoot
from vitrail.content.model.internships.internship import Internship
from vitrail.content.values.folding import grouped
from vitrail.ground.language import name_key
from vitrail.site.pages import labels, navigation
from vitrail.site.pages.elements import Row, dotted
from vitrail.site.pages.portfolio.portfolio import Portfolio, is_draft, portfolio
from vitrail.site.pages.setting import Setting


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the list and the organisations that have a file."""
    hosts = sorted(setting.hosts.values(), key=lambda item: (name_key(setting.organisation(item)), item.slug))
    if not hosts:
        return
    stays, title = _stays(setting), setting.say("Organisations d'accueil")
    lines = tuple(
        Row(
            name=setting.organisation(item),
            url=addresses.organisation(item),
            town=labels.town(item, setting.language),
            type=item.kind or "",
            stays=len(stays.get(item.slug, ())),
        )
        for item in hosts
    )
    content = templated("organisations", organisations=lines)
    yield PageSpec(AtRoot.ORGANISATIONS, title, navigation.school_scope(setting), content)
    scope = navigation.school_scope(setting, NavItem(title, AtRoot.ORGANISATIONS))
    for item, line in zip(hosts, lines, strict=True):
        shown = templated(
            "organisation",
            facts=(line.type, line.town),
            services=item.services,
            classes=tuple(_by_class(stays.get(item.slug, []))),
        )
        terms = dotted(shown.facts, shown.services)
        yield PageSpec(line.url, line.name, scope, shown, body=item.body, terms=terms)


def _stays(setting: Setting) -> Mapping[str, list[tuple[Portfolio, Internship]]]:
    owners = (
        portfolio(setting, cohort, student)
        for cohort, student in setting.school.everyone
        if any(host.slug in setting.hosts for stage in student.internships for host in stage.organisations)
    )
    stages = ((owner, stage) for owner in owners for stage in owner.internships)
    return grouped((host.slug, (owner, stage)) for owner, stage in stages for host in stage.organisations)


def _by_class(stays: list[tuple[Portfolio, Internship]]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Yield the stages of each class, the latest class first: many years of students go to the same host."""
    for name, group in groupby(reversed(stays), key=lambda stay: stay[0].cohort.name):
        yield name, tuple(_stay(owner, stage) for owner, stage in reversed(tuple(group)))


def _stay(owner: Portfolio, stage: Internship) -> Row:
    works = [work for work in owner.realisations if stage.slug in work.internships]
    claimed = [(work, claim.competency or "") for work in works if not is_draft(work) for claim in work.claims]
    proofs = ((code, owner.proofs(work).get(code)) for work, code in claimed)
    return Row(
        student=owner.student.name,
        when=owner.say.period(stage.span),
        url=owner.url(stage),
        works=tuple(map(owner.ref, works)),
        chips=tuple(map(owner.chip, dict.fromkeys(code for code, proof in proofs if proof and proof.state.covers))),
    )
