"""/etat.html: the ledger, where nothing disappears silently, and the diagnostics; for the team.

Both are folded portfolio by portfolio, so that a teacher sees at once whose files ask for a look. A class or a student
is a fragment of the address, which leaves the others out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from generator.addressing.spec import PageSpec
from generator.addressing.table import AtRoot
from generator.diagnostics import Diagnostic
from generator.language import Language, mark
from generator.model.ledger import Entry, Fate
from generator.pages import labels, navigation
from generator.pages.parts import Fault
from generator.pages.school.team import TeamView
from generator.pages.setting import Setting, sorted_students

To = Callable[[str], str]

SHARED = 3
"""Fewest students who have a fault for it to be told once for all."""
_HEADS = (mark("Fichier"), mark("Sort"), mark("Raison"))


class FateLine(Struct, frozen=True, kw_only=True):
    """A file and what became of it."""

    path: str
    fate: Fate
    reason: str
    url: str


class Files(Struct, frozen=True, kw_only=True):
    """The files of one portfolio, or those that belong to none, and what is wrong in them."""

    id: str
    title: str
    counts: tuple[str, ...]
    """« avertissement : 2 », without the severities that nothing has."""
    urgent: bool
    faults: tuple[Fault, ...]
    lines: tuple[FateLine, ...]


class ClassGroup(Struct, frozen=True, kw_only=True):
    """The portfolios of a class, or the files of all."""

    id: str
    title: str
    people: tuple[Files, ...]


class SharedFault(Struct, frozen=True, kw_only=True):
    """One code met in several portfolios: what a teacher says once, to all of them."""

    code: str
    severity: str
    example: str
    """The message of the first."""
    people: tuple[str, ...]
    faults: tuple[Fault, ...]


class Content(Struct, frozen=True, kw_only=True):
    """The page."""

    kind: str = "status"
    counts: tuple[tuple[str, int], ...]
    """(word of a fate, files)."""
    total: int
    severities: tuple[tuple[str, int], ...]
    shared: tuple[SharedFault, ...]
    groups: tuple[ClassGroup, ...]


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
        groups=tuple(_groups(setting, setting.team)),
    )
    scope = navigation.school_scope(setting)
    title = setting.text("État des fichiers")
    yield PageSpec(url=AtRoot.STATUS, title=title, scope=scope, content=content, searchable=False)


def _owners(setting: Setting) -> dict[str, tuple[str, str, str]]:
    """Folder of a portfolio → its name, its class, the class's slug; in the order of the school, those of all last."""
    found = {
        f"{cohort.slug}/{student.slug}": (student.name, cohort.name, cohort.slug)
        for cohort in setting.school.cohorts
        if cohort.slug
        for student in sorted_students(cohort)
    }
    return {**found, "": (setting.text("Autres fichiers") if found else setting.site_name, "", "")}


def _groups(setting: Setting, team: TeamView) -> Iterator[ClassGroup]:
    """Yield what is told of the files, class by class; a portfolio without a file is not named."""
    owners = _owners(setting)
    faults: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for item in sorted(team.diagnostics, key=lambda diagnostic: diagnostic.sort_key):
        faults[_owner(team, owners, item.place.path)].append(item)
    lines: defaultdict[str, list[FateLine]] = defaultdict(list)
    for entry in team.ledger.entries:
        lines[_owner(team, owners, entry.path)].append(_line(setting, entry))
    told = (owner for owner in owners if faults[owner] or lines[owner])
    for slug, (name, *more) in groupby(told, key=lambda owner: owners[owner][2]):
        people = (_files(setting, owner, owners[owner][0], faults[owner], lines[owner]) for owner in (name, *more))
        yield ClassGroup(id=f"p-{slug}", title=owners[name][1] or owners[name][0], people=tuple(people))


def _owner(team: TeamView, owners: Mapping[str, object], path: str) -> str:
    owner = team.owner_of(path)
    return owner if owner in owners else ""


def _files(setting: Setting, owner: str, title: str, faults: list[Diagnostic], lines: list[FateLine]) -> Files:
    counts = {word: number for word, number in _severities(setting, faults) if number}
    return Files(
        id=f"f-{owner}",
        title=title,
        counts=tuple(setting.text("{word} : {number}", word=word, number=counts[word]) for word in counts),
        urgent=setting.severity("erreur") in counts,
        faults=setting.faults(faults),
        lines=tuple(lines),
    )


def _shared(setting: Setting, team: TeamView) -> Iterator[SharedFault]:
    """Yield the codes that several students have, those of most students first."""
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


def _line(setting: Setting, item: Entry) -> FateLine:
    return FateLine(path=item.path, fate=item.fate, reason=setting.language.write(item.reason), url=item.url or "")


def table(files: Files, to: To, language: Language) -> Markup:
    """Write the table of the files of a portfolio."""
    say = language.gettext
    fates = {fate: escape(say(word)) for fate, word in labels.FATES.items()}
    rows = "".join(
        f'<tr data-fate="{item.fate.name.lower()}"><td>{_file(item, to)}</td><td>{fates[item.fate]}</td>'
        f"<td>{escape(item.reason)}</td></tr>"
        for item in files.lines
    )
    heads = "".join(f'<th scope="col">{escape(say(word))}</th>' for word in _HEADS)
    label = escape(files.title)
    return Markup(  # noqa: S704 (each part is escaped where it is put in)
        f'<div class="vt-scroll" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="vt-table vt-ledger"><caption class="vt-hidden">{label}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _file(item: FateLine, to: To) -> str:
    path = f"<code>{escape(item.path)}</code>"
    return f'<a href="{escape(to(item.url))}">{path}</a>' if item.url else path
