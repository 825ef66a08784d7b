"""/etat.html: the ledger, where nothing disappears silently, and the diagnostics; for the team.

Both are folded portfolio by portfolio, so that a teacher sees at once whose files ask for a look. A class or a student
is a fragment of the address, which leaves the others out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from generator.addressing.spec import PageSpec, templated
from generator.addressing.table import AtRoot
from generator.diagnostics import Diagnostic, Severity
from generator.model.ledger import Entry
from generator.pages import labels, navigation
from generator.pages.elements import Row
from generator.pages.setting import Setting, sorted_students

SHARED = 3
"""Fewest students who have a fault for it to be told once for all."""
_Owners: TypeAlias = dict[str, tuple[str, str, str]]
"""Folder of a portfolio → its name, its class, the class's slug."""


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the state of the files, for the team."""
    if not setting.for_team:
        return
    ledger, owners = setting.team.ledger, _owners(setting)
    content = templated(
        "status",
        counts=tuple(
            (labels.fate_of(fate, count, setting.language), count) for fate, count in ledger.counts().items() if count
        ),
        total=len(ledger.entries),
        severities=tuple(_severities(setting, setting.team.diagnostics)),
        shared=tuple(_shared(setting, owners)),
        groups=tuple(_groups(setting, owners)),
    )
    title = setting.text("État des fichiers")
    scope = navigation.school_scope(setting)
    yield PageSpec(url=AtRoot.STATUS, title=title, scope=scope, content=content, searchable=False)


def _owners(setting: Setting) -> _Owners:
    """Name the portfolios in the order of the school, then what belongs to none."""
    found = {
        f"{cohort.slug}/{student.slug}": (student.name, cohort.name, cohort.slug)
        for cohort in setting.school.cohorts
        if cohort.slug
        for student in sorted_students(cohort)
    }
    return {**found, "": (setting.text("Autres fichiers") if found else setting.site_name, "", "")}


def _groups(setting: Setting, owners: _Owners) -> Iterator[Row]:
    """Yield what is told of the files, class by class; a portfolio without a file is not named."""

    def owner_of(path: str) -> str:
        owner = setting.team.owner_of(path)
        return owner if owner in owners else ""

    faults = setting.team.grouped(owner_of)
    lines: defaultdict[str, list[Row]] = defaultdict(list)
    for entry in setting.team.ledger.entries:
        lines[owner_of(entry.path)].append(_line(setting, entry))
    told = (owner for owner in owners if owner in faults or owner in lines)
    for slug, group in groupby(told, key=lambda owner: owners[owner][2]):
        names = tuple(group)
        people = (_files(setting, name, owners[name][0], faults.get(name, ()), lines[name]) for name in names)
        yield Row(id=f"p-{slug}", title=owners[names[0]][1] or owners[names[0]][0], people=tuple(people))


def _files(setting: Setting, owner: str, title: str, faults: tuple[Diagnostic, ...], lines: Iterable[Row]) -> Row:
    counts = ((word, number) for word, number in _severities(setting, faults) if number)
    return Row(
        id=f"f-{owner}",
        title=title,
        counts=tuple(setting.text("{word} : {number}", word=word, number=number) for word, number in counts),
        urgent=any(item.severity is Severity.ERROR for item in faults),
        faults=setting.faults(faults),
        lines=tuple(lines),
    )


def _shared(setting: Setting, owners: _Owners) -> Iterator[Row]:
    """Yield the codes that several students have, those of most students first."""
    found: defaultdict[str, dict[str, list[Diagnostic]]] = defaultdict(dict)
    for item in setting.team.faults:
        owner = setting.team.owner_of(item.place.path)
        if owner in owners and owner:
            found[item.code].setdefault(owner, []).append(item)
    for code, by_owner in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(by_owner) >= SHARED:
            faults = setting.faults(item for own in by_owner.values() for item in own)
            people = tuple(owners[owner][0] for owner in by_owner)
            yield Row(code=code, people=people, faults=faults)


def _severities(setting: Setting, diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[str, int]]:
    names = [item.severity.value for item in diagnostics]
    yield from ((setting.text(name), names.count(name)) for name in labels.SEVERITIES)


def _line(setting: Setting, item: Entry) -> Row:
    return Row(
        path=item.path,
        key=item.fate.name.lower(),
        fate=labels.fate_of(item.fate, 1, setting.language),
        reason=setting.language.write(item.reason),
        url=item.url or "",
    )
