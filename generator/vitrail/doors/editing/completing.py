"""Completions at a cursor: keys of the mapping, words of a choice, codes, files, stages, classmates.

They are filtered here, not by the editor, by folded words: « resilie » finds « Résilier », and « sauvegarde » the
codes that the lexicon proposes for it.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from vitrail.content.frameworks import queries
from vitrail.content.frameworks.searching import search
from vitrail.content.model.framework import Framework
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.content.reading.questions import people
from vitrail.content.values.folding import fold, fold_key
from vitrail.content.values.key import Kind, Refers
from vitrail.doors.editing.cursor import CursorSpot
from vitrail.doors.editing.door import Door, JudgedPortfolio
from vitrail.doors.scaffolding.files import in_quotes
from vitrail.ground.regex import regex

_PLAIN: Final = regex(r"[^\W_][\w./ ’'()+-]*")
_LINK: Final = regex(r"\]\((?P<written>[^)\s]*)$")
_PROPOSED: Final = 12
"""Most codes that the lexicon proposes for some words."""


class OfferKind(StrEnum):
    """The kind of a completion, for the icon that an editor draws."""

    KEY = "key"
    WORD = "word"
    CODE = "code"
    FILE = "file"
    NAME = "name"


class Offer(Struct, frozen=True, kw_only=True):
    """A completion at the cursor."""

    label: str
    kind: OfferKind
    detail: str = ""
    """Its description, in a few words."""
    help: str = ""
    """Its help, in Markdown."""
    text: str = ""
    """The text inserted; the label by default."""


def offers(spot: CursorSpot, known: JudgedPortfolio, door: Door) -> tuple[Offer, ...]:
    """Return the completions at a spot, the likeliest first."""
    named = list(_names(spot, known, door))
    every = named or [*_words(spot), *_keys(spot)]
    return tuple(_spelled(offer, spot) for offer in every)


def _spelled(offer: Offer, spot: CursorSpot) -> Offer:
    """Return a completion with its text as YAML needs it: a key with its colon, a name that is not plain in quotes."""
    text = offer.text or offer.label
    if offer.kind in {OfferKind.FILE, OfferKind.NAME} and not _PLAIN.fullmatch(text):
        text = in_quotes(text)
    if offer.kind is OfferKind.KEY or (offer.kind is OfferKind.CODE and not spot.valued):
        text = f"{'- ' if spot.dash else ''}{text}{'' if spot.colon else ': '}"
    return Offer(label=offer.label, kind=offer.kind, detail=offer.detail, help=offer.help, text=text)


def _keys(spot: CursorSpot) -> Iterator[Offer]:
    """Yield the keys that the mapping does not have yet."""
    wanted = fold_key(spot.written)
    for key in spot.keys or ():
        if spot.taken.isdisjoint(key.names) and any(wanted in name for name in key.names):
            example = f"\n\n`{key.name}: {key.example}`" if key.example else ""
            short = key.help.replace("`", "").replace("*", "").partition(" ; ")[0]
            yield Offer(label=key.name, kind=OfferKind.KEY, help=f"{key.help}{example}", detail=short)


def _words(spot: CursorSpot) -> Iterator[Offer]:
    """Yield the words of a choice."""
    key = spot.key if spot.valued else None
    wanted = fold(spot.written)
    words = (word for word in (key.choices if key else ()) if wanted in fold(word))
    yield from (Offer(label=word, kind=OfferKind.WORD) for word in words)


def _names(spot: CursorSpot, known: JudgedPortfolio, door: Door) -> Iterator[Offer]:
    """Yield the existing codes, files, stages or other things that a value may name."""
    refers = refers_to(spot)
    if refers is Refers.CODE and (framework := known.framework):
        yield from codes(framework, known, spot.written, spot.taken)
    elif refers:
        wanted = fold(spot.written.strip("\"'"))
        kind = OfferKind.FILE if refers is Refers.FILE else OfferKind.NAME
        for label, detail in named(refers, known, door):
            if wanted in fold(f"{label} {detail}"):
                yield Offer(label=label, kind=kind, detail=detail)


def named(refers: Refers, known: JudgedPortfolio, door: Door) -> tuple[tuple[str, str], ...]:
    """Return the existing things of a kind that a value may name: name and description of each."""
    student, framework, owner = known.student, known.framework, known.owner
    stages, works, option = (student.internships, student.realisations, student.option) if student else ((), (), None)
    options = framework.options if framework else ()
    exams = queries.oral_exams(framework, student.session).values() if framework and student else ()
    situations = queries.situations_of(framework, option) if framework else ()
    every: Mapping[Refers, Iterable[tuple[str, str]]] = {
        Refers.FILE: ((source.file.path.removeprefix(known.root), "") for source in files_in(known)),
        Refers.STAGE: ((stage.slug, stage.organisations[0].name if stage.organisations else "") for stage in stages),
        Refers.WORK: ((work.slug, work.title) for work in works),
        Refers.MATE: ((name, "") for cohort, name in people(door.memo) if cohort == owner[0] and name != owner[1]),
        Refers.HOST: ((host.slug, host.name) for host in known.school.organisations),
        Refers.EXAM: ((word, exam.title.get(option) or exam.title.get(None, "")) for exam, word in exams),
        Refers.SITUATION: ((situation.id, situation.title) for situation in situations),
        Refers.OPTION: ((each.id, each.title) for each in options),
        Refers.FRAMEWORK: ((each.id, each.short_title) for each in known.school.frameworks.values()),
    }
    return tuple(every.get(refers, ()))


def refers_to(spot: CursorSpot) -> Refers | None:
    """Return the kind of thing named at a spot; codes are values, or the keys of their mapping."""
    key = spot.key
    if key is None:
        return None
    coded = key.keys is not None and key.keys.coded
    if (coded or (key.refers and key.kind is Kind.PAIRS)) and spot.route[-1:] and spot.route[-1] in key.names:
        return Refers.CODE
    return key.refers if spot.valued and not coded and key.kind is not Kind.PAIRS else None


def codes(
    framework: Framework, known: JudgedPortfolio, said: str, taken: frozenset[str] = frozenset()
) -> Iterator[Offer]:
    """Yield the codes of the option that match, the surest first."""
    option = known.student.option if known.student else None
    for code in search(framework, option, said.strip("\"'"), _PROPOSED):
        if fold_key(code) not in taken:
            item = framework.by_id[code]
            told = "\n".join(f"- {indicator.text}" for indicator in item.indicators)
            yield Offer(label=code, kind=OfferKind.CODE, detail=item.title, help=told)


def files_in(known: JudgedPortfolio) -> Iterator[SourceFile]:
    """Yield the files that the pages of a portfolio may show."""
    return (source for source in known.files if source.role is FileRole.ATTACHMENT)


def links(line: str, page: str, known: JudgedPortfolio) -> tuple[str, tuple[Offer, ...]] | None:
    """Return the target, written so far, of a link that ends a line, and the files that complete it; None: no link."""
    link = _LINK.search(line)
    if link is None:
        return None
    folder, wanted = posixpath.dirname(page), fold(link["written"])
    paths = (posixpath.relpath(source.file.path, folder or ".") for source in files_in(known))
    told = tuple(Offer(label=path, kind=OfferKind.FILE, text=_address(path)) for path in paths if wanted in fold(path))
    return link["written"], told


def _address(path: str) -> str:
    """Return a path as a target of Markdown: in angle brackets if it has spaces or parentheses."""
    return f"<{path}>" if re.search(r"[\s()]", path) else path
