"""The ledger: every file under the portfolios has exactly one fate, so that nothing disappears silently."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from vitrail.content.model.audience import Audience, Visibility
from vitrail.ground.diagnostics import Diagnostic, Severity
from vitrail.ground.language import Wording, mark


class Fate(StrEnum):
    """The final state of a file, for one audience; the values are what people read."""

    PUBLISHED = "publiée"
    RESERVED = "publiée avec réserves"
    HIDDEN = "masquée"
    REJECTED = "rejetée"
    DATA = "lue"
    ATTACHED = "jointe"
    UNREFERENCED = "non référencée"
    IGNORED = "ignorée"


class Entry(Struct, frozen=True, kw_only=True, array_like=True):
    """A file and its fate; ``reason`` is a short phrase of ours, always given for hidden, rejected and ignored."""

    path: str
    fate: Fate
    reason: Wording = ""
    url: str | None = None
    """Address in the site, for a published or attached file."""


class Ledger(Struct, frozen=True, kw_only=True, array_like=True):
    """Every file met, sorted by path, each once."""

    entries: tuple[Entry, ...] = ()

    def counts(self) -> dict[Fate, int]:
        """Return the number of files in each state; they add up to ``len(entries)``."""
        return {**dict.fromkeys(Fate, 0), **Counter(entry.fate for entry in self.entries)}


class Seen(Struct, frozen=True, kw_only=True, array_like=True):
    """The facts about a file, after reading and before an audience is chosen."""

    path: str
    disk: str
    """Spelling of the path on the disk, to open it again."""
    fate: Fate | None = None
    """Already decided for every audience: rejected, ignored, data."""
    reason: Wording = ""
    page: bool = False
    address: str | None = None
    """Address that the page or the attachment takes in the site."""
    visibility: Visibility = Visibility.PUBLIC
    """The most restrictive of school, student and item."""
    draft: bool = False
    until: date | None = None
    """« publier jusqu'au » of the class."""
    shows: tuple[tuple[str, Visibility], ...] = ()
    """Attachments that the page shows, with the visibility that the page and the production give them."""


ONLY_FOR = {Visibility.JURY: mark("réservé au jury et à l'équipe"), Visibility.TEAM: mark("réservé à l'équipe")}
"""Visibility → the reason for which an item is hidden from others."""


def close(
    seen: Iterable[Seen], audience: Audience, *, diagnostics: Iterable[Diagnostic] = (), today: date | None = None
) -> Ledger:
    """Return the ledger of an audience: the one fate of every file.

    A fault above advice makes a page « publiée avec réserves »; ``today`` is the reference date, for « publier
    jusqu'au ».
    """
    every = tuple(seen)
    faulty = {fault.place.path for fault in diagnostics if fault.severity is not Severity.ADVICE}
    decided = {file.path: _page(file, audience, faulty, today) for file in every if file.page and file.fate is None}
    shown = {
        path
        for file in every
        if (entry := decided.get(file.path)) and entry.fate in (Fate.PUBLISHED, Fate.RESERVED)
        for path, visibility in file.shows
        if audience.sees(visibility)
    }
    entries = (decided.get(file.path) or _other(file, shown) for file in every)
    return Ledger(entries=tuple(sorted(entries, key=lambda entry: entry.path)))


def _page(file: Seen, audience: Audience, faulty: set[str], today: date | None) -> Entry:
    if reason := _hidden(file, audience, today):
        return Entry(path=file.path, fate=Fate.HIDDEN, reason=reason)
    return Entry(path=file.path, fate=Fate.RESERVED if file.path in faulty else Fate.PUBLISHED, url=file.address)


def _hidden(file: Seen, audience: Audience, today: date | None) -> str:
    """Return why a page is hidden; empty for one that is shown."""
    if not audience.sees(file.visibility):
        return ONLY_FOR[file.visibility]
    if file.draft and audience is not Audience.TEAM:
        return mark("brouillon")
    if file.until and today and today > file.until and audience is not Audience.TEAM:
        return mark("date de publication dépassée")
    return ""


def _other(file: Seen, shown: set[str]) -> Entry:
    """Return the entry of a file that is no page: data, an attachment, or a rejected or ignored file."""
    if file.fate is not None:
        return Entry(path=file.path, fate=file.fate, reason=file.reason)
    if file.path not in shown:
        return Entry(path=file.path, fate=Fate.UNREFERENCED, reason=mark("aucune page visible ne la montre"))
    return Entry(path=file.path, fate=Fate.ATTACHED, url=file.address)


class Front(Struct, frozen=True, kw_only=True, array_like=True):
    """The first page of a file, drawn: a picture of the site."""

    url: str
    width: int
    height: int


class Measure(Struct, frozen=True, kw_only=True, array_like=True):
    """The measures of a published file."""

    weight: int = 0
    """Bytes."""
    digest: str = ""
    """Hash of the content of a file that has a page of its own, a text, a workbook; empty for any other file."""
    head: tuple[str, ...] = ()
    """The first lines of a text file."""
    width: int = 0
    height: int = 0
    """Pixels of a picture; 0 for anything else."""
    pages: int = 0
    """Pages of a PDF, as the file states; 0 when it does not, and for any other file."""
    front: Front | None = None
    """The first page of a PDF, if it could be drawn."""
