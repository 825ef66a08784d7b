"""/etat.html: the ledger, where nothing disappears silently, and the diagnostics; for the team."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from generator.language import Language, mark
from generator.pages import addresses, navigation, words
from generator.pages.parts import Fault
from generator.pages.setting import Setting
from generator.pages.spec import PageSpec
from generator.reading.ledger import Fate

To = Callable[[str], str]

_HEADS = (mark("Fichier"), mark("Sort"), mark("Raison"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A file and what became of it."""

    path: str
    fate: Fate
    reason: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The page."""

    kind: str = "status"
    counts: tuple[tuple[str, int], ...]
    """(word of a fate, files)."""
    severities: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the state of the files, for the team."""
    if not setting.for_team or setting.team is None:
        return
    ledger = setting.team.ledger
    faults = setting.faults(sorted(setting.team.diagnostics, key=lambda item: item.sort_key))
    content = Content(
        counts=tuple((setting.text(words.FATES[fate]), count) for fate, count in ledger.counts().items() if count),
        severities=tuple(
            (setting.severity(name), sum(fault.severity == name for fault in faults)) for name in words.SEVERITIES
        ),
        lines=tuple(
            Line(path=item.path, fate=item.fate, reason=setting.language.write(item.reason), url=item.url or "")
            for item in ledger.entries
        ),
        faults=faults,
    )
    scope = navigation.school_scope(setting)
    title = setting.text("État des fichiers")
    yield PageSpec(url=addresses.STATUS, title=title, scope=scope, content=content, searchable=False)


def tables(spec: PageSpec, to: To, language: Language) -> str:
    """Write the table of every file as HTML."""
    content = spec.content
    if not isinstance(content, Content):
        raise TypeError(content)
    say = language.gettext
    fates = {fate: escape(say(word)) for fate, word in words.FATES.items()}
    rows = "".join(
        f'<tr data-fate="{item.fate.name.lower()}"><td>{_file(item, to)}</td><td>{fates[item.fate]}</td>'
        f"<td>{escape(item.reason)}</td></tr>"
        for item in content.lines
    )
    heads = "".join(f'<th scope="col">{escape(say(word))}</th>' for word in _HEADS)
    label = escape(say("Registre des fichiers"))
    return (
        f'<div class="vt-scroll" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="vt-table vt-ledger"><caption class="vt-hidden">{label}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _file(item: Line, to: To) -> str:
    path = f"<code>{escape(item.path)}</code>"
    return f'<a href="{escape(to(item.url))}">{path}</a>' if item.url else path
