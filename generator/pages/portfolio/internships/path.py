"""A student's path as the team reads it: from where they come, what changed on the way, and where they go on."""

from collections.abc import Iterator

from generator.addressing import addresses
from generator.internships.path import year_name
from generator.language import Period
from generator.model.school import Enrolment
from generator.pages import labels
from generator.pages.elements import Ref
from generator.pages.portfolio.portfolio import Portfolio


def path(owner: Portfolio) -> Iterator[Ref]:
    """Yield the parts of the path, for the team."""
    student, setting = owner.student, owner.setting
    if not setting.for_team:
        return
    say, people = setting.text, {f"{group.slug}/{one.slug}": (group, one) for group, one in setting.school.everyone}
    if before := people.get(student.comes_from or ""):
        yield Ref(say("venu de {name}", name=before[0].name), addresses.student(*before))
    for row in owner.cohort.enrolled(student.slug):
        if told := tuple(_told(owner, row)):
            yield Ref(setting.language.listing(told))
    if student.left_on:
        yield Ref(say("a quitté la formation le {day}", day=setting.day(student.left_on)))
    if student.later and (after := people.get(student.later.portfolio)):
        yield Ref(say("continue en {name}", name=after[0].name), addresses.student(*after))


def _told(owner: Portfolio, row: Enrolment) -> Iterator[str]:
    """Say of a part when it was, and what changed."""
    say, setting = owner.setting.text, owner.setting
    if row.came:
        yield say("est entré dans la classe le {day}", day=setting.day(row.came))
    elif row.period:
        yield setting.period(Period(start=row.period.start, end=row.period.end))
    if row.pathway:
        yield say(labels.PATHWAYS[row.pathway])
    if row.option:
        yield say("option {option}", option=row.option)
    if row.year:
        yield setting.language.write(year_name(owner.tree.framework, row.year))
    yield from filter(None, (row.school, row.interruption))
