"""/etat.html: the ledger, where nothing disappears silently, and the diagnostics; for the team.

Both are folded portfolio by portfolio, so that a teacher sees at once whose files ask for a look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from generator.addressing.spec import PageSpec
from generator.addressing.table import AtRoot
from generator.diagnostics import Diagnostic
from generator.language import Language, mark
from generator.model.ledger import Entry, Fate
from generator.pages import labels, navigation
from generator.pages.parts import Fault
from generator.pages.school.team import TeamView
from generator.pages.setting import Setting, sorted_students

T = TypeVar("T")

To = Callable[[str], str]

SHARED = 3
"""Fewest students who have a fault for it to be told once for all."""
_HEADS = (mark("Fichier"), mark("Sort"), mark("Raison"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FateLine:
    """A file and what became of it."""

    path: str
    fate: Fate
    reason: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """The diagnostics of one portfolio, or of the files that belong to none."""

    title: str
    note: str
    """Its class."""
    counts: tuple[str, ...]
    """« avertissement : 2 », without the severities that nothing has."""
    urgent: bool
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFault:
    """One code met in several portfolios: what a teacher says once, to all of them."""

    code: str
    severity: str
    example: str
    """The message of the first."""
    people: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The files of one portfolio, or those that belong to none."""

    title: str
    note: str
    lines: tuple[FateLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The page."""

    kind: str = "status"
    counts: tuple[tuple[str, int], ...]
    """(word of a fate, files)."""
    total: int
    severities: tuple[tuple[str, int], ...]
    shared: tuple[SharedFault, ...]
    remarks: tuple[Remarks, ...]
    register: tuple[Register, ...]


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the state of the files, for the team."""
    if not setting.for_team or setting.team is None:
        return
    ledger = setting.team.ledger
    content = Content(
        counts=tuple(
            (setting.text(labels.fate_of(fate, count)), count) for fate, count in ledger.counts().items() if count
        ),
        total=len(ledger.entries),
        severities=tuple(_severities(setting, setting.team.diagnostics)),
        shared=tuple(_shared(setting, setting.team)),
        remarks=tuple(_remarks(setting, setting.team)),
        register=tuple(_register(setting, setting.team)),
    )
    scope = navigation.school_scope(setting)
    title = setting.text("État des fichiers")
    yield PageSpec(url=AtRoot.STATUS, title=title, scope=scope, content=content, searchable=False)


def _owners(setting: Setting) -> dict[str, tuple[str, str]]:
    """Folder of a portfolio → its name and its class, in the order of the school; the files of all come last."""
    found = {
        f"{cohort.slug}/{student.slug}": (student.name, cohort.name)
        for cohort in setting.school.cohorts
        if cohort.slug
        for student in sorted_students(cohort)
    }
    return {**found, "": (setting.text("Autres fichiers") if found else setting.site_name, "")}


def _by_owner(
    setting: Setting, team: TeamView, items: Iterable[tuple[str, T]]
) -> Iterator[tuple[str, str, tuple[T, ...]]]:
    """Sort what is told of files (path, item) by portfolio: its name, its class, what is told of it, if anything is."""
    owners = _owners(setting)
    found: defaultdict[str, list[T]] = defaultdict(list)
    for path, item in items:
        owner = team.owner_of(path)
        found[owner if owner in owners else ""].append(item)
    for owner, (title, note) in owners.items():
        if found[owner]:
            yield title, note, tuple(found[owner])


def _remarks(setting: Setting, team: TeamView) -> Iterator[Remarks]:
    diagnostics = sorted(team.diagnostics, key=lambda diagnostic: diagnostic.sort_key)
    for title, note, own in _by_owner(setting, team, ((item.place.path, item) for item in diagnostics)):
        counts = {word: number for word, number in _severities(setting, own) if number}
        yield Remarks(
            title=title,
            note=note,
            counts=tuple(setting.text("{word} : {number}", word=word, number=counts[word]) for word in counts),
            urgent=setting.severity("erreur") in counts,
            faults=setting.faults(own),
        )


def _shared(setting: Setting, team: TeamView) -> Iterator[SharedFault]:
    """Give the codes that several students have, those of most students first."""
    owners = _owners(setting)
    found: defaultdict[str, dict[str, list[Diagnostic]]] = defaultdict(dict)
    for item in sorted(team.diagnostics, key=lambda diagnostic: diagnostic.sort_key):
        owner = team.owner_of(item.place.path)
        if owner in owners and owner:
            found[item.code].setdefault(owner, []).append(item)
    for code, by_owner in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(by_owner) >= SHARED:
            faults = setting.faults(item for own in by_owner.values() for item in own)
            people = tuple(owners[owner][0] for owner in by_owner)
            yield SharedFault(
                code=code, severity=faults[0].severity, example=faults[0].message, people=people, faults=faults
            )


def _severities(setting: Setting, diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[str, int]]:
    names = [item.severity.value for item in diagnostics]
    yield from ((setting.severity(name), names.count(name)) for name in labels.SEVERITIES)


def _register(setting: Setting, team: TeamView) -> Iterator[Register]:
    for title, note, entries in _by_owner(setting, team, ((item.path, item) for item in team.ledger.entries)):
        yield Register(title=title, note=note, lines=tuple(_line(setting, item) for item in entries))


def _line(setting: Setting, item: Entry) -> FateLine:
    return FateLine(path=item.path, fate=item.fate, reason=setting.language.write(item.reason), url=item.url or "")


def tables(spec: PageSpec, to: To, language: Language) -> str:
    """Write the tables of every file as HTML, one a portfolio."""
    content = spec.content
    if not isinstance(content, Content):
        raise TypeError(content)
    alone = len(content.register) == 1
    return "".join(_table(item, to, language, unfolded=alone) for item in content.register)


def _table(register: Register, to: To, language: Language, *, unfolded: bool) -> str:
    say = language.gettext
    fates = {fate: escape(say(word)) for fate, word in labels.FATES.items()}
    rows = "".join(
        f'<tr data-fate="{item.fate.name.lower()}"><td>{_file(item, to)}</td><td>{fates[item.fate]}</td>'
        f"<td>{escape(item.reason)}</td></tr>"
        for item in register.lines
    )
    heads = "".join(f'<th scope="col">{escape(say(word))}</th>' for word in _HEADS)
    label, number = escape(register.title), len(register.lines)
    count = language.ngettext("{n} fichier", "{n} fichiers", number).format(n=language.number(number))
    note = escape(" · ".join(part for part in (register.note, count) if part))
    return (
        f'<details class="vt-fold vt-group"{" open" if unfolded else ""}>'
        f'<summary><strong>{label}</strong> <span class="vt-note">{note}</span></summary>'
        f'<div class="vt-scroll" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="vt-table vt-ledger"><caption class="vt-hidden">{label}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _file(item: FateLine, to: To) -> str:
    path = f"<code>{escape(item.path)}</code>"
    return f'<a href="{escape(to(item.url))}">{path}</a>' if item.url else path
