"""How ``vitrail check`` says what it found: the format asked on one output, the text for people on the other."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from generator.cli.telling import reader
from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.formats import LARGEST, as_github, as_gitlab, as_markdown, as_unix, harmless, markdown
from generator.diagnostics.report import as_text
from generator.language import Phrase, mark

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
FORMATS = ("text", "json", "unix", "github", "gitlab")
_SUMMARY = "GITHUB_STEP_SUMMARY"


def say_text(shown: Iterable[Diagnostic], prefix: str, moved: Iterable[Phrase], *, err: bool) -> None:
    """Write for people; in a forge's runner, without a line that it would obey."""
    said = as_text(shown, prefix=prefix, language=reader(), paint=_paint).rstrip("\n")
    lines = [said, *(reader().write(one) for one in moved)]
    text = "\n".join(lines)
    if err or os.environ.get("GITHUB_ACTIONS"):
        text = harmless(text)
    click.echo(text, err=err, color=False if os.environ.get("NO_COLOR") else None)


def say_format(form: str, shown: Iterable[Diagnostic], prefix: str, changed: frozenset[str]) -> None:
    """Write for a program: the format alone."""
    if form == "github":
        click.echo(as_github(shown, prefix, reader(), changed), nl=False)
    elif form == "gitlab":
        click.echo(as_gitlab(shown, prefix, reader()), nl=False)
    else:
        click.echo(harmless(as_unix(shown, prefix, reader())), nl=False)


def write_summary(
    shown: Iterable[Diagnostic], prefix: str, moved: Iterable[Phrase], file: Path | None, *, github: bool
) -> None:
    """Add the whole story, as Markdown, to the file that was asked or that GitHub names; to none when there is none."""
    named = os.environ.get(_SUMMARY) if github else None
    place = file or (Path(named) if named else None)
    if place is None:
        return
    text = summary_text(shown, prefix, moved)
    with place.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def summary_text(shown: Iterable[Diagnostic], prefix: str, moved: Iterable[Phrase]) -> str:
    """Give what a reviewer reads first, what the change does to coverage, then the faults."""
    say = reader()
    lines = [f"- {markdown(say.write(one))}\n" for one in moved]
    head = "".join(("### Vitrail\n\n", *lines, "\n" if lines else ""))
    return head + as_markdown(shown, prefix, say, LARGEST - len(head.encode()))


def coverage_line(moved: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Say that nothing moved when nothing did: silence would be read as a thing not looked at."""
    return moved or (mark("Cette demande ne change pas la couverture."),)


def _paint(severity: Severity, word: str) -> str:
    """Colour a word; ``click.echo`` takes the colour away where there is no terminal."""
    return click.style(word, fg=_COLOURS[severity], bold=severity is Severity.ERROR)
