"""What changed in a work since the team read it, side by side with what was sealed; for the team alone."""

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from generator.language import mark
from generator.model.verdict import Change, SealedPart, Verdict
from generator.pages.setting import Setting
from generator.reading.seals.changes import MOST


class Difference(Struct, frozen=True, kw_only=True):
    """One difference."""

    what: str = ""
    key: bool = False
    """Whether ``what`` is a key, as authors write it."""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    note: str = ""
    """What happened to a file, in words."""


_BARE = Difference()


class Since(Struct, frozen=True, kw_only=True):
    """What changed since one reading."""

    day: str
    differences: tuple[Difference, ...]
    more: bool
    """Whether there are others than those shown."""


def since(setting: Setting, said: Iterable[Verdict | None]) -> tuple[Since, ...]:
    """Return what changed since each reading that governs, the latest first; the same text once."""
    if not setting.for_team:
        return ()
    verdicts = {one.since: one for one in said if one and one.since}
    return tuple(
        Since(
            day=setting.language.date(verdict.on),
            differences=tuple(difference(setting.text, one) for one in verdict.since[:MOST]),
            more=len(verdict.since) > MOST,
        )
        for verdict in sorted(verdicts.values(), key=lambda one: one.on, reverse=True)
    )


def difference(text: Callable[[str], str], change: Change) -> Difference:
    """Write a difference; ``text`` says our own words in the reader's language."""
    what = text(mark("texte")) if change.part is SealedPart.TEXT else change.name
    shown = replace(_BARE, what=what, key=change.part is SealedPart.KEY)
    if change.part is SealedPart.FILE:
        return replace(shown, note=text(_file(change)))
    if change.before == change.after:  # productions whose file alone is another
        return replace(shown, note=text(mark("contenu du fichier modifié")), after=change.after)
    return replace(shown, before=change.before, after=change.after)


def _file(change: Change) -> str:
    """Say in words what two hashes would not."""
    if not change.before:
        return mark("fichier ajouté")
    return mark("contenu du fichier modifié") if change.after else mark("fichier retiré")
