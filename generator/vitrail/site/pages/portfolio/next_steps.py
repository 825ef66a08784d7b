"""Suggestions of what to write next, for the team's edition: work under way, or written about by others of the class.

A first week starts from work that exists, not from a list of gaps.
"""

from collections.abc import Iterator

from vitrail.content.values.folding import grouped
from vitrail.knowledge.coverage.workshops import shared_workshops, workshops
from vitrail.knowledge.internships.stages import started
from vitrail.site.pages.elements import Ref, Row
from vitrail.site.pages.portfolio.portfolio import Portfolio

MOST = 6
"""Most suggestions: more would be one more list of gaps."""


def next_steps(owner: Portfolio) -> tuple[Row, ...]:
    """Suggest what to write next to a student who has gaps; nothing for readers outside the team."""
    if not owner.for_team or not owner.coverage.gaps:
        return ()
    steps = (*_evoked(owner), *_stages(owner), *_workshops(owner))
    if not steps and not owner.works:
        steps = (_first(owner),)
    return steps[:MOST]


def _evoked(owner: Portfolio) -> Iterator[Row]:
    """List reports and reviews that evoke uncovered competencies, those that evoke most of them first."""
    counted = owner.coverage
    told = grouped((place, code) for code in counted.gaps for place in counted.competencies[code].evoked)
    accounts = {(stage.slug, account.slug): (stage, account) for stage in owner.stages for account in stage.accounts}
    for place, codes in sorted(told.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if place in accounts:
            account = owner.account(*accounts[place])
            yield Row(
                source=Ref(f"{account.title}, {owner.title(accounts[place][0])}", account.url),
                advice=owner.say("Ce compte rendu évoque ce qu'aucune réalisation ne couvre : racontez-le."),
                chips=tuple(map(owner.chip, codes)),
            )


def _stages(owner: Portfolio) -> Iterator[Row]:
    """List stages that have begun and that no réalisation names."""
    told = {slug for work in owner.works for slug in work.internships}
    bare = owner.say("Aucune réalisation n'en parle encore.")
    rich = owner.say("Aucune réalisation n'en parle encore : chacune de ses missions peut en devenir une.")
    for stage in owner.stages:
        if started(stage, owner.setting.today) and stage.slug not in told:
            yield Row(source=owner.ref(stage), advice=rich if stage.missions else bare, chips=())


def _workshops(owner: Portfolio) -> Iterator[Row]:
    """List workshops that others of the class wrote about, and this student did not."""
    own = set(workshops(owner.student))
    for name, number in shared_workshops(owner.cohort):
        if name not in own:
            yield Row(
                source=Ref(owner.say("Atelier {name}", name=name)),
                advice=owner.say.count(
                    "{n} étudiant de la promotion en a fait une réalisation.",
                    "{n} étudiants de la promotion en ont fait une réalisation.",
                    number,
                ),
                chips=(),
            )


def _first(owner: Portfolio) -> Row:
    place = "/".join(filter(None, (owner.cohort.slug, owner.student.slug))) or "."
    command = f'vitrail new realisation {place} "…"'
    return Row(
        source=Ref(owner.say("Un travail déjà fait en cours")),
        advice=owner.say("« {command} » en prépare le fichier, avec les compétences à choisir.", command=command),
        chips=(),
    )
