"""A slow, obvious coverage: it counts again, competency by competency, and shares no code with ours."""

from vitrail.content.model.framework import Framework
from vitrail.content.model.realisation import Mode, ProductionState, Realisation, Status
from vitrail.content.model.student import Student
from vitrail.content.model.verdict import Opinion, Role

ORDER = ["validée", "modifiée depuis", "justifiée", "déclarée", "à reprendre", "refusée", "non couverte"]
COVERING = ORDER[:4]


def lineage(framework: Framework, code: str) -> list[str]:
    """Climb from a competency to its root, itself first."""
    line = [code]
    while True:
        parent = next(item.parent for item in framework.competencies if item.id == line[-1])
        if parent is None:
            return line
        line.append(parent)


def own(framework: Framework, code: str, option: str | None) -> bool:
    """Whether the option has the item, or everybody when no option is chosen."""
    options = next(item.options for item in framework.competencies if item.id == code)
    if not options:
        return True
    if option is None:
        return all(known.id in options for known in framework.options)
    return option in options


def columns(framework: Framework, option: str | None) -> set[str]:
    """Every column that the tables give the option."""
    found: set[str] = set()
    for table in framework.tables:
        if None in table.columns:
            found |= set(table.columns[None])
        elif option in table.columns:
            found |= set(table.columns[option])
        elif option is None and table.columns:
            found |= set.intersection(*(set(codes) for codes in table.columns.values()))
    return found


def asked(framework: Framework, option: str | None) -> set[str]:
    """Items of the option and columns of its tables."""
    mine = {item.id for item in framework.competencies if own(framework, item.id, option)}
    return mine | columns(framework, option)


def counts(framework: Framework, code: str, option: str | None) -> bool:
    """Asked, or beneath a column that the table alone brings."""
    if code in asked(framework, option):
        return True
    foreign = {column for column in columns(framework, option) if not own(framework, column, option)}
    return any(above in foreign for above in lineage(framework, code))


def state(student: Student, realisation: Realisation, code: str, framework: Framework) -> str:
    """Judge one citation by the latest verdict of the team, else by what the student shows."""
    names = {realisation.slug}
    names |= {name for name in realisation.former_names if all(work.slug != name for work in student.realisations)}
    latest = None
    for verdict in student.verdicts:
        speaks = verdict.competency is None or verdict.competency in lineage(framework, code)
        teacher = verdict.role is Role.TEACHER and verdict.by_team and verdict.opinion is not None
        if (
            speaks
            and teacher
            and verdict.realisation in names
            and (latest is None or (verdict.on, verdict.index) > (latest.on, latest.index))
        ):
            latest = verdict
    if latest is not None:
        if latest.opinion is Opinion.REWORK:
            return "à reprendre"
        if latest.opinion is Opinion.REFUSED:
            return "refusée"
        return "validée" if latest.fingerprint in {None, realisation.fingerprint} else "modifiée depuis"
    sentence = any(claim.sentence for claim in realisation.claims if claim.competency == code)
    for production in realisation.productions:
        there = production.state is ProductionState.ONLINE and production.file
        secret = production.state is ProductionState.CONFIDENTIAL and production.reason
        if sentence and (there or secret):
            return "justifiée"
    return "déclarée"


def coverage(student: Student, framework: Framework) -> dict[str, tuple[str, int, int]]:
    """Competency → (state, réalisations, of which observed), for the asked ones and those above them."""
    wanted = {above for code in asked(framework, student.option) for above in lineage(framework, code)}
    found = {}
    for code in wanted:
        states, lived, observed = ["non couverte"], set(), set()
        for realisation in student.realisations:
            if realisation.status is not Status.SUBMITTED:
                continue
            for claim in realisation.claims:
                cited = claim.competency
                if cited is None or not counts(framework, cited, student.option):
                    continue
                if code in lineage(framework, cited):
                    reached = state(student, realisation, cited, framework)
                    states.append(reached)
                    if reached in COVERING:
                        (observed if realisation.mode is Mode.OBSERVED else lived).add(realisation.slug)
        best = min(states, key=ORDER.index)
        found[code] = (best, len(lived | observed), len(observed))
    return found
