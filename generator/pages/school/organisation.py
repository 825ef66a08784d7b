"""Where interns went, and what they covered there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.spec import NavItem, PageSpec
from generator.addressing.table import AtRoot
from generator.language import name_key
from generator.model.internships.internship import Internship
from generator.model.internships.organisation import Organisation
from generator.pages import labels, navigation
from generator.pages.parts import Chip, Ref
from generator.pages.portfolio.portfolio import Portfolio, is_draft, portfolio
from generator.pages.setting import Setting

_Stays = Mapping[str, tuple[tuple[Portfolio, Internship], ...]]


class HostedStage(Struct, frozen=True, kw_only=True):
    """A stage at the organisation."""

    student: str
    cohort: str
    when: str
    url: str
    works: tuple[Ref, ...]
    chips: tuple[Chip, ...]


class Content(Struct, frozen=True, kw_only=True):
    """The page of an organisation."""

    kind: str = "organisation"
    name: str
    facts: tuple[str, ...]
    services: tuple[str, ...]
    stays: tuple[HostedStage, ...]
    has_text: bool


class OrganisationLine(Struct, frozen=True, kw_only=True):
    """An organisation in the list."""

    name: str
    url: str
    town: str
    type: str
    stays: int


class ListContent(Struct, frozen=True, kw_only=True):
    """The list."""

    kind: str = "organisations"
    organisations: tuple[OrganisationLine, ...]


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the list and the organisations that have a file."""
    hosts = sorted(setting.hosts.values(), key=lambda item: (name_key(setting.organisation(item)), item.slug))
    if not hosts:
        return
    stays = _stays(setting)
    title = setting.text("Organisations d'accueil")
    lines = tuple(
        OrganisationLine(
            name=setting.organisation(item),
            url=addresses.organisation(item),
            town=labels.town(item, setting.language),
            type=item.kind or "",
            stays=len(stays.get(item.slug, ())),
        )
        for item in hosts
    )
    content = ListContent(organisations=lines)
    yield PageSpec(url=AtRoot.ORGANISATIONS, title=title, scope=navigation.school_scope(setting), content=content)
    above = NavItem(title=title, url=AtRoot.ORGANISATIONS)
    for item in hosts:
        yield _page(setting, item, stays.get(item.slug, ()), above)


def _stays(setting: Setting) -> _Stays:
    found: defaultdict[str, list[tuple[Portfolio, Internship]]] = defaultdict(list)
    for cohort in setting.school.cohorts:
        for student in cohort.students:
            if not student.internships:
                continue
            owner = portfolio(setting, cohort, student)
            for stage in owner.internships:
                for host in stage.organisations:
                    found[host.slug].append((owner, stage))
    return {slug: tuple(items) for slug, items in found.items()}


def _page(
    setting: Setting, item: Organisation, stays: tuple[tuple[Portfolio, Internship], ...], above: NavItem
) -> PageSpec:
    content = Content(
        name=setting.organisation(item),
        facts=tuple(part for part in (item.kind, labels.town(item, setting.language)) if part),
        services=item.services,
        stays=tuple(_stay(owner, stage) for owner, stage in stays),
        has_text=item.body is not None and not item.body.empty,
    )
    return PageSpec(
        url=addresses.organisation(item),
        title=content.name,
        scope=navigation.school_scope(setting, above),
        content=content,
        body=item.body,
        targets=setting.targets(item.body),
    )


def _stay(owner: Portfolio, stage: Internship) -> HostedStage:
    works = [work for work in owner.realisations if stage.slug in work.internships]
    proofs = owner.evidence
    covered = dict.fromkeys(
        claim.competency
        for work in works
        if not is_draft(work)
        for claim in work.claims
        if claim.competency
        and (proof := proofs.get(work.slug, {}).get(claim.competency)) is not None
        and proof.state.covers
    )
    return HostedStage(
        student=owner.student.name,
        cohort=owner.cohort.name,
        when=owner.setting.period(stage.span),
        url=addresses.internship(owner.cohort, owner.student, stage),
        works=tuple(
            Ref(title=work.title, url=addresses.realisation(owner.cohort, owner.student, work)) for work in works
        ),
        chips=tuple(owner.chip(code) for code in covered if code),
    )
