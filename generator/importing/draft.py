"""A draft and what is to be said of where it came from; nothing here reads or writes a disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from generator.language import Phrase, mark
from generator.model.internships.period import Period
from generator.scaffolding.files import quoted, slug
from generator.values.dates import read_period


class Treatment(Enum):
    """What became of a piece of the source."""

    KEPT = "gardé"
    CONVERTED = "converti"
    TO_DO = "à faire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line of the ledger."""

    fate: Treatment
    place: str
    """File and line of the source."""
    text: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A réalisation, or another page of a portfolio, as it will be written."""

    title: str
    place: str
    kind: str = "realisations"
    """Folder of the portfolio, empty for a page of its own."""
    name: str = ""
    """File name without its suffix, when the title does not give it."""
    period: str = ""
    context: str = ""
    organisation: str = ""
    codes: tuple[str, ...] = ()
    proposed: Mapping[str, str] = field(default_factory=dict)
    """Code → the official wording that the text holds."""
    technologies: tuple[str, ...] = ()
    productions: tuple[tuple[str, str, str], ...] = ()
    """(title, key, value): ``fichier``, ``lien``, or ``état: manquante``."""
    left: tuple[str, ...] = ()
    """Lines of the source's keys that have no place here, kept as remarks."""
    body: str = ""
    notes: tuple[Note, ...] = ()

    def noting(self, fate: Treatment, text: Phrase) -> Draft:
        """Add a line to the ledger."""
        return replace(self, notes=(*self.notes, Note(fate=fate, place=self.place, text=text)))

    @property
    def path(self) -> str:
        """Where it goes, from the portfolio."""
        return "/".join(filter(None, (self.kind, f"{self.name or slug(self.title)}.md")))


def named(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """Give each draft a file of its own: the second of one title is ``-2``, in the order of the source."""
    taken: set[str] = set()
    found = []
    for draft in drafts:
        name, number, one = draft.name or slug(draft.title), 1, draft
        while one.path in taken:
            number += 1
            one = replace(draft, name=f"{name}-{number}")
        taken.add(one.path)
        found.append(one)
    return tuple(found)


def written(draft: Draft) -> str:
    """Write a draft as its author would."""
    lines = ["---", f"titre: {quoted(draft.title)}", *_KEYS.get(draft.kind, _page)(draft)]
    lines += [f"# {' '.join(line.split())}" for line in draft.left]
    return "\n".join((*lines, "---", "", draft.body.strip("\n"), ""))


def _realisation(draft: Draft) -> Iterable[str]:
    period, remark = _period(draft.period)
    yield f"période: {period}{remark}"
    yield f"contexte: {draft.context or 'formation'}"
    yield "mode: vécue"
    if draft.organisation:
        yield f"organisation: {quoted(draft.organisation)}"
    yield "compétences:                   # après chaque deux-points, une phrase qui dit comment"
    yield from (f"  {code}:" for code in draft.codes)
    yield from (f"  #{code}:  # proposé : le texte dit « {words} »" for code, words in draft.proposed.items())
    if draft.technologies:
        yield f"technologies: [{', '.join(map(quoted, draft.technologies))}]"
    if draft.productions:
        yield "productions:"
        yield from (
            f"  - {{titre: {quoted(title, flow=True)}, {key}: {quoted(value, flow=True)}}}"
            for title, key, value in draft.productions
        )
    yield "statut: brouillon"


def _watch(draft: Draft) -> Iterable[str]:
    period, remark = _period(draft.period)
    yield f"date: {period}{remark}"
    yield "source: à compléter"
    yield "visibilité: équipe             # à retirer quand la page est prête"


def _page(_draft: Draft) -> Iterable[str]:
    yield "statut: brouillon"


_KEYS = {"realisations": _realisation, "veille": _watch}


def _period(said: str) -> tuple[str, str]:
    """Return a period as files write it; what cannot be read becomes a remark."""
    if not said.strip():
        return "à compléter", ""
    found = read_period(said)
    if not isinstance(found, Period) or found.start is None:
        return "à compléter", f"           # écrit : {' '.join(said.split())}"
    if found.end is None:
        return f"depuis le {_day(found.start)}", ""
    if found.start == found.end:
        return _day(found.start), ""
    return f"{_day(found.start)} au {_day(found.end)}", ""


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def unread_period(draft: Draft) -> Draft:
    """Note a period that has to be completed by hand."""
    if _period(draft.period)[0] != "à compléter":
        return draft
    return draft.noting(Treatment.TO_DO, mark("Écrire la période."))
