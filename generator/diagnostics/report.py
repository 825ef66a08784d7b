"""The faults as people and programs read them: text for a terminal, JSON with a published schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import groupby
from types import MappingProxyType
from typing import Any

from generator.diagnostics.code import Severity
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.ordering import in_order

MAX_PER_FILE = 20
"""Faults printed of one file: a broken file must not bury the others (content.md, « Diagnostics »)."""
SCHEMA_ID = "vitrail/check/1"

_PLURALS = {
    Severity.ERROR: ("erreur", "erreurs"),
    Severity.WARNING: ("avertissement", "avertissements"),
    Severity.ADVICE: ("conseil", "conseils"),
}


def as_text(diagnostics: Iterable[Diagnostic], *, prefix: str = "portfolios") -> str:
    """Write the faults for a terminal, then their number on a last line."""
    found = in_order(diagnostics)
    return "\n\n".join(filter(None, (text_report(found, prefix=prefix), f"{sentence(summary(found))}.")))


def sentence(text: str) -> str:
    """Begin with a capital."""
    return text[:1].upper() + text[1:]


def text_report(diagnostics: Iterable[Diagnostic], *, prefix: str = "portfolios") -> str:
    """Write the faults for a terminal, in file order; empty when there is nothing to say.

    Args:
        diagnostics: the faults, in any order.
        prefix: folder of the portfolios as the reader would open it.
    """
    groups = groupby(in_order(diagnostics), key=lambda one: one.place.path)
    return "\n".join(line for path, found in groups for line in _file(path, tuple(found), prefix))


def _file(path: str, found: tuple[Diagnostic, ...], prefix: str) -> Iterator[str]:
    for one in found[:MAX_PER_FILE]:
        where = f"{prefix}/{one.place}" if prefix else str(one.place)
        yield where
        yield f"  {one.code}  {one.message}"
        yield from (f"          {part}" for part in _advice(one))
    if len(found) > MAX_PER_FILE:
        more = len(found) - MAX_PER_FILE
        rest = "un autre constat n'est pas affiché" if more == 1 else f"{more} autres constats ne sont pas affichés"
        yield f"{prefix}/{path}" if prefix else path
        yield f"  {len(found)} constats dans ce fichier ; {rest}."


def _advice(one: Diagnostic) -> Iterator[str]:
    """Give the advice, a « did you mean » on its own line, then the text that is quoted."""
    question, mark, rest = one.advice.partition(" ? ")
    if mark and question.startswith("vouliez-vous"):
        yield f"{question} ?"
    if advice := (rest if mark and question.startswith("vouliez-vous") else one.advice).strip():
        yield advice
    if one.entry.source and one.entry.source not in one.message:
        yield one.entry.source


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Count the faults by severity: « 2 erreurs, 1 avertissement, aucun conseil » without the noughts."""
    counts = count(diagnostics)
    parts = [f"{number} {_PLURALS[severity][number > 1]}" for severity, number in counts.items() if number]
    return ", ".join(parts) or "rien à signaler"


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
    files: int
    """How many files were met."""
    date: str | None = None
    """The reference date, ISO 8601."""
    counts: dict[Severity, int] = field(default_factory=dict)
    """How many faults of each severity."""
    ledger: dict[str, int] = field(default_factory=dict)
    """How many files ended in each state; they add up to ``files``; empty when no audience was chosen."""
    diagnostics: list[Finding] = field(default_factory=list)


def as_json(
    diagnostics: Iterable[Diagnostic],
    files: int,
    *,
    date: str | None = None,
    ledger: Mapping[str, int] = MappingProxyType({}),
) -> str:
    """Write the faults for a program, in file order, all of them."""
    found = in_order(diagnostics)
    report = Report(
        schema=SCHEMA_ID,
        files=files,
        date=date,
        counts=count(found),
        ledger={str(fate): number for fate, number in ledger.items()},
        diagnostics=[_finding(one) for one in found],
    )
    return json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n"


def _finding(one: Diagnostic) -> Finding:
    return Finding(
        code=one.code,
        severity=one.severity,
        path=one.place.path,
        line=one.place.line,
        column=one.place.column,
        message=one.message,
        advice=one.advice.strip(),
        rule=one.entry.rule,
        source=one.entry.source,
        unverified=one.entry.unverified,
    )


def json_schema() -> str:
    """Generate ``docs/schemas/check-1.json`` from the dataclasses above; a test holds the file to it."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - 0.1 s that only the documentation pays

    schema: dict[str, Any] = TypeAdapter(Report).json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID}
    return json.dumps({**head, **schema}, ensure_ascii=False, indent=2) + "\n"
