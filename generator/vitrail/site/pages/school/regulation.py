"""The requirements of a référentiel's regulation on stages, on a page of the school: the sentences that are quoted.

The team reads every requirement, quoted or not, with how it is checked and the students by state: with a remark,
without, not asked.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TypeAlias

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InCohort
from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.regulation import Profile, StageRequirement
from vitrail.content.model.school import Cohort
from vitrail.ground.diagnostics.catalogue import families
from vitrail.ground.language import mark
from vitrail.knowledge.internships.places import WRITTEN, StageStanding
from vitrail.knowledge.internships.requirements import HOW, UNJUDGED
from vitrail.site.pages import labels
from vitrail.site.pages.elements import Ref, Row, dotted
from vitrail.site.pages.portfolio.internships.papers import of_class
from vitrail.site.pages.school import framework as framework_page
from vitrail.site.pages.setting import Setting, sorted_students

_NAMED = 1000
"""Most names on the page, shared among requirements and classes; the pages of a class have the others."""
_NOTHING = mark("rien d'écrit")
_STATES = (mark("à revoir"), mark("rien à dire"), mark("non demandé"), mark("écrit"), _NOTHING)


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the page of each référentiel in use whose text was read."""
    for tree in setting.used_trees:
        item = tree.framework
        if profile := item.regulation:
            sections = tuple(_sections(setting, item, profile))
            lines = tuple(line for section in sections for line in section.requirements)
            team = setting.for_team
            yield PageSpec(
                addresses.regulation(item),
                setting.say("{title} : les stages dans le texte", title=item.short_title),
                framework_page.scope(setting, tree.home),
                templated(
                    "regulation",
                    above=(item.short_title, profile.source),
                    sections=sections,
                    read=bool(profile.source) and not profile.unverified,
                    rest=any(not asked.text for asked in profile.requirements.values()),
                    pathways=tuple(_pathways(setting, item)) if team else (),
                ),
                places=tuple((line.id, f"{line.id} {line.how or line.kind}") for line in lines if team),
                terms=dotted(line.text for line in lines),
            )


def _sections(setting: Setting, framework: Framework, profile: Profile) -> Iterator[Row]:
    """Yield the requirements in the order of the text, those of one paragraph together; to the team, unquoted ones."""
    classes = tuple(_classes(setting, framework))
    asked = [item for item in profile.requirements.values() if item.text or setting.for_team]
    named = max(1, _NAMED // max(1, len(asked) * len(classes)))
    for section, group in groupby(asked, key=lambda item: item.section or ""):
        lines = tuple(_requirement(setting, item, profile, classes, named) for item in group)
        yield Row(title=section, requirements=lines)


def _requirement(
    setting: Setting, item: StageRequirement, profile: Profile, classes: tuple["_Class", ...], named: int
) -> Row:
    codes = [code for code in families()["STG"] if code.rule == item.rule]
    standing = [(cohort, _standing(item.rule, cohort, known, told)) for cohort, known, told in classes]
    lines = [_line(setting, item.rule, cohort, groups, named) for cohort, groups in standing]
    totals = [sum(len(groups[state]) for _, groups in standing) for state in range(len(_STATES))]
    return Row(
        id=item.rule,
        text=item.quotation,
        source=item.source or "",
        how=setting.say(HOW.get(item.rule, "")),
        kind=setting.say(UNJUDGED.get(item.rule, "")),
        codes=tuple(f"{code.id} ({setting.say(profile.severity_of(code).value)})" for code in codes),
        totals=tuple(_count(setting, state, number) for state, number in enumerate(totals) if number),
        classes=tuple(line for line in lines if line.states or line.own),
    )


_Class: TypeAlias = tuple[Cohort, Mapping[str, StageStanding], Mapping[str, Mapping[str, tuple[str, ...]]]]
"""A class; portfolio → its requirements; requirement → portfolio → codes of the diagnostics that check it."""


def _classes(setting: Setting, framework: Framework) -> Iterator[_Class]:
    """Yield the classes with students who follow a référentiel, with their requirements and their diagnostics."""
    if (ask := setting.team.standing) is None:
        return
    told: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item in setting.team.diagnostics:
        if item.entry.rule and item.code.startswith("STG"):
            told[item.entry.rule][setting.team.owner_of(item.place.path)].append(item.code)
    faults = {
        rule: {owner: tuple(dict.fromkeys(codes)) for owner, codes in owners.items()} for rule, owners in told.items()
    }
    for cohort in setting.school.cohorts:
        known = {
            cohort.folder_of(student): ask(cohort, student)
            for student in cohort.students
            if setting.school.framework_of(student, cohort) == framework
        }
        if known:
            yield cohort, known, faults


def _standing(
    rule: str, cohort: Cohort, known: Mapping[str, StageStanding], told: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> tuple[list[Ref], ...]:
    """Group a class by a requirement: students with a diagnostic, without, not asked; who wrote of it, who did not.

    Nothing to say of what was looked at is « rien à dire »; where nothing is written, nothing was looked at.
    """
    faults = told.get(rule, {})
    groups: tuple[list[Ref], ...] = ([], [], [], [], [])
    for student in sorted_students(cohort):
        owner = cohort.folder_of(student)
        if owner not in known:
            continue
        there = known[owner]
        ref = Ref(student.name, addresses.student(cohort, student), ", ".join(faults.get(owner, ())))
        judged, written = rule not in UNJUDGED, rule in there.wrote
        if judged and (owner in faults or rule not in there.asked):
            groups[0 if owner in faults else 2].append(ref)
        elif judged and written:
            groups[1].append(ref)
        elif not written and (judged or rule in WRITTEN):
            groups[4].append(ref)
        if written and rule in WRITTEN:
            groups[3].append(ref)
    return groups


def _line(setting: Setting, rule: str, cohort: Cohort, groups: tuple[list[Ref], ...], named: int) -> Row:
    """Count the students of a class in each state, name the first of them, and add the class's own texts."""
    states = tuple(
        (_count(setting, state, len(people)), tuple(people[:named]), max(0, len(people) - named))
        for state, people in enumerate(groups)
        if people
    )
    own = tuple(_own(setting, rule, cohort))
    return Row(page=Ref(cohort.name, addresses.in_cohort(cohort, InCohort.STATUS)), states=states, own=own)


def _count(setting: Setting, state: int, number: int) -> str:
    return setting.say("{word} : {number}", word=setting.say(_STATES[state]), number=number)


def _own(setting: Setting, rule: str, cohort: Cohort) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a class wrote about a requirement, or a word that it wrote nothing."""
    for about, label, lines in of_class(setting, cohort):
        if about == rule:
            yield label, lines or (setting.say(_NOTHING),)


def _pathways(setting: Setting, framework: Framework) -> Iterator[Row]:
    """Yield every voie, with the text that its requirements come from, or that none was read."""
    for pathway, name in labels.PATHWAYS.items():
        profile = framework.profiles.get(pathway)
        read = profile is not None and not profile.unverified
        reading = "" if read else setting.say("notre lecture")
        source = profile.source if profile else setting.say("aucun texte lu : rien n'est vérifié")
        yield Row(title=setting.say(name), note=source, reading=reading)
