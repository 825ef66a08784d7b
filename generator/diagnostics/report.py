"""The faults as people and programs read them: text for a terminal, JSON with a published schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import groupby
from types import MappingProxyType
from typing import TypeAlias

from generator.diagnostics.code import Severity
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.ordering import in_order
from generator.language import FRENCH, Language, Phrase, nmark
from generator.language.typography import french

MAX_PER_FILE = 20
"""Faults printed of one file: a broken file must not bury the others."""
SCHEMA_ID = "vitrail/check/2"

Paint: TypeAlias = Callable[[Severity, str], str]
"""Colours the word of a severity, where the reader's screen can."""


def _plain(_severity: Severity, word: str) -> str:
    return word


def as_text(
    diagnostics: Iterable[Diagnostic],
    *,
    prefix: str = "portfolios",
    language: Language = FRENCH,
    paint: Paint = _plain,
) -> str:
    """Write the faults for a terminal, then their number on a last line."""
    found = in_order(diagnostics)
    faults = text_report(found, prefix=prefix, language=language, paint=paint)
    return "\n\n".join(filter(None, (faults, summary(found, language))))


def text_report(
    diagnostics: Iterable[Diagnostic],
    *,
    prefix: str = "portfolios",
    language: Language = FRENCH,
    paint: Paint = _plain,
) -> str:
    """Write the faults for a terminal, in file order; empty when there is nothing to say.

    Args:
        diagnostics: the faults, in any order.
        prefix: folder of the portfolios as the reader would open it.
        language: the reader's.
        paint: how the word of a severity stands out.
    """
    groups = groupby(in_order(diagnostics), key=lambda one: one.place.path)
    return "\n".join(line for path, found in groups for line in _file(path, tuple(found), prefix, language, paint))


def _file(path: str, found: tuple[Diagnostic, ...], prefix: str, language: Language, paint: Paint) -> Iterator[str]:
    for one in found[:MAX_PER_FILE]:
        yield f"{prefix}/{one.place}" if prefix else str(one.place)
        message = one.message_in(language)
        severity = paint(one.severity, language.gettext(one.severity.value))
        yield f"  {severity} {one.code}  {message}"
        source = french(language.write(one.source or ""))
        quoted = [source] if source and source not in message else []
        yield from (f"          {part}" for part in (*one.advice_in(language), *quoted))
    if len(found) > MAX_PER_FILE:
        yield f"{prefix}/{path}" if prefix else path
        yield f"  {language.write(_hidden(len(found)))}"


def _hidden(total: int) -> Phrase:
    return nmark(
        "{total} constats dans ce fichier ; {n} autre constat n'est pas affiché.",
        "{total} constats dans ce fichier ; {n} autres constats ne sont pas affichés.",
        total - MAX_PER_FILE,
        total=total,
    )


def summary(diagnostics: Iterable[Diagnostic], language: Language = FRENCH) -> str:
    """Count the faults by severity: « 2 erreurs et 1 avertissement. », without the noughts."""
    counts = count(diagnostics)
    parts = tuple(_counted(severity, number) for severity, number in counts.items() if number)
    return f"{language.write(parts)}." if parts else language.gettext("Rien à signaler.")


def _counted(severity: Severity, n: int) -> Phrase:
    match severity:
        case Severity.ERROR:
            return nmark("{n} erreur", "{n} erreurs", n)
        case Severity.WARNING:
            return nmark("{n} avertissement", "{n} avertissements", n)
        case Severity.ADVICE:
            return nmark("{n} conseil", "{n} conseils", n)


def count(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """Count the faults by severity, gravest first."""
    counts = dict.fromkeys(Severity, 0)
    for one in diagnostics:
        counts[one.severity] += 1
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault in the JSON report."""

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    advice: str
    rule: str | None = None
    source: str | None = None
    unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The JSON report of ``vitrail check``."""

    schema: str
    root: str
    """What paths start from: « dépôt », the root of the git repository, else « école », the folder of mkdocs.yml."""
    files: int
    """How many files were met."""
    date: str | None = None
    """The reference date, ISO 8601."""
    counts: dict[Severity, int] = field(default_factory=dict)
    """How many faults of each severity."""
    ledger: dict[str, int] = field(default_factory=dict)
    """How many files ended in each state; they add up to ``files``; empty when no audience was chosen."""
    diagnostics: list[Finding] = field(default_factory=list)
    coverage: list[dict[str, str]] | None = None
    """What a branch does to coverage, with ``--depuis``: competencies that move (student, competency, before, after)
    and validated réalisations that change (student, realisation)."""


def as_json(  # noqa: PLR0913  # what a report holds, each by name
    diagnostics: Iterable[Diagnostic],
    files: int,
    *,
    date: str | None = None,
    ledger: Mapping[str, int] = MappingProxyType({}),
    language: Language = FRENCH,
    prefix: str = "portfolios",
    root: str = "école",
    coverage: list[dict[str, str]] | None = None,
) -> str:
    """Write the faults for a program, in file order, all of them; only sentences follow the language."""
    found = in_order(diagnostics)
    report = Report(
        schema=SCHEMA_ID,
        root=root,
        files=files,
        date=date,
        counts=count(found),
        ledger={str(fate): number for fate, number in ledger.items()},
        diagnostics=[_finding(one, prefix, language) for one in found],
        coverage=coverage,
    )
    return json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n"


def _finding(one: Diagnostic, prefix: str, language: Language) -> Finding:
    return Finding(
        code=one.code,
        severity=one.severity,
        path=f"{prefix}/{one.place.path}" if prefix else one.place.path,
        line=one.place.line,
        column=one.place.column,
        message=one.message_in(language),
        advice=" ".join(one.advice_in(language)),
        rule=one.entry.rule,
        source=one.source,
        unverified=one.entry.unverified,
    )


def json_schema() -> str:
    """Generate ``docs/schemas/check-2.json`` from the dataclasses above; a test holds the file to it."""
    from msgspec.json import schema  # noqa: PLC0415  # only the documentation asks for it

    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID}
    return json.dumps({**head, **schema(Report)}, ensure_ascii=False, indent=2) + "\n"
