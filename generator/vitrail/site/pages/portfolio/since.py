"""The changes in a work since the team read it, side by side with the sealed text; for the team alone."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from vitrail.content.model.verdict import Change, SealedPart, Verdict
from vitrail.content.reading.seals.changes import MOST
from vitrail.ground.language import mark
from vitrail.site.pages.elements import Row
from vitrail.site.pages.setting import Setting


class Difference(Struct, frozen=True, kw_only=True):
    """A key, a file or paragraphs that differ from the sealed text."""

    name: str
    key: bool
    """Whether ``name`` is a key, as authors write it."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    note: str
    """What happened to a file, in words."""


def since(setting: Setting, said: Iterable[Verdict | None]) -> tuple[Row, ...]:
    """Return the changes since each verdict that governs, the latest first; equal changes once."""
    verdicts = {verdict.since: verdict for verdict in said if setting.for_team and verdict and verdict.since}
    return tuple(
        Row(
            day=setting.language.date(verdict.on),
            differences=tuple(difference(setting.text, change) for change in verdict.since[:MOST]),
            more=len(verdict.since) > MOST,
        )
        for verdict in sorted(verdicts.values(), key=lambda verdict: verdict.on, reverse=True)
    )


def difference(text: Callable[[str], str], change: Change) -> Difference:
    """Write a difference; ``text`` translates our own words."""
    file, note = change.part is SealedPart.FILE, ""
    if file and not change.before:
        note = mark("fichier ajouté")
    elif file and not change.after:
        note = mark("fichier retiré")
    elif file or change.before == change.after:  # productions of which only the file changed
        note = mark("contenu du fichier modifié")
    return Difference(
        name=text(mark("texte")) if change.part is SealedPart.TEXT else change.name,
        key=change.part is SealedPart.KEY,
        before=() if note else change.before,
        after=() if file else change.after,
        note=text(note) if note else "",
    )
