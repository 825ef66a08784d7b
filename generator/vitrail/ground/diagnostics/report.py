"""Format faults for people and programs: text for a terminal, JSON with a published schema."""

import json
import posixpath
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct, to_builtins
from msgspec.structs import asdict, replace

from vitrail.ground.diagnostics.catalogue import Severity
from vitrail.ground.diagnostics.diagnostic import Diagnostic, in_order
from vitrail.ground.diagnostics.fix import Fix
from vitrail.ground.forms import form
from vitrail.ground.language import FRENCH, nmark
from vitrail.ground.language.language import french

MAX_PER_FILE = 20
"""Faults printed of one file, at most: a broken file must not bury the others."""
SCHEMA_ID = form("check")

Paint: TypeAlias = Callable[[Severity, str], str]
"""Function that colours the word of a severity, if the terminal can."""


def _plain(_severity: Severity, word: str) -> str:
    return word


def as_text(diagnostics: Iterable[Diagnostic], *, prefix: str = "portfolios", paint: Paint = _plain) -> str:
    """Write the faults for a terminal, then their counts on a last line."""
    ordered = in_order(diagnostics)
    faults = text_report(ordered, prefix=prefix, paint=paint)
    return "\n\n".join(filter(None, (faults, summary(ordered))))


def text_report(diagnostics: Iterable[Diagnostic], *, prefix: str = "portfolios", paint: Paint = _plain) -> str:
    """Write the faults for a terminal, the gravest first; empty if there are none.

    Faults of one code are grouped: the code once, with their number, each place, then the advice that all share.
    ``prefix`` is the folder of the portfolios as the reader would open it; ``paint`` colours the word of a severity.
    """
    page = _Page(prefix, paint)
    sorted_faults = in_order(diagnostics)
    files = {path: tuple(own) for path, own in groupby(sorted_faults, key=lambda fault: fault.place.path)}
    grave = (sorted(own, key=lambda fault: fault.severity.rank)[:MAX_PER_FILE] for own in files.values())
    shown = {id(fault) for own in grave for fault in own}
    groups: dict[tuple[int, str], list[Diagnostic]] = {}
    for fault in sorted_faults:
        groups.setdefault((fault.severity.rank, fault.code), []).append(fault)
    ordered = sorted(groups.items(), key=lambda pair: (pair[0][0], pair[1][0].sort_key))
    lines = [line for _, group in ordered for line in page.group(group, shown)]
    hidden = (line for path, own in files.items() for line in page.hidden(path, len(own)))
    return "\n".join((*lines, *hidden))


class _Page(Struct, frozen=True):
    """The settings of a report for a terminal: the folder of the files, the colours."""

    prefix: str
    paint: Paint

    def group(self, group: Sequence[Diagnostic], shown: Container[int]) -> Iterator[str]:
        """Yield the lines of a group of faults of one code: a single place first; of several, the advice last."""
        told = [fault for fault in group if id(fault) in shown]
        if not told:
            return
        first, place = told[0], str(told[0].place)
        word = self.paint(first.severity, FRENCH.gettext(first.severity.value))
        if len(group) == 1:
            yield self._path(place)
            yield f"  {word} {first.code}  {first.message}"
            yield from map(_beneath, self._advice(first))
            return
        number = FRENCH.number(len(group))
        messages = {fault.message for fault in group}
        yield f"  {word} {first.code} × {number}" + (f"  {messages.pop()}" if len(messages) == 1 else "")
        common = set(self._advice(first)).intersection(*map(self._advice, told))
        for fault in told:
            yield f"    {self._path(str(fault.place))}" + (f"  {fault.message}" if messages else "")
            yield from (_beneath(line) for line in self._advice(fault) if line not in common)
        yield from (f"    → {line}" for line in self._advice(first) if line in common)

    def hidden(self, path: str, total: int) -> Iterator[str]:
        """Yield the number of faults of a file that are not shown."""
        if total > MAX_PER_FILE:
            left = nmark(
                "{total} constats dans ce fichier ; {n} autre constat n'est pas affiché.",
                "{total} constats dans ce fichier ; {n} autres constats ne sont pas affichés.",
                total - MAX_PER_FILE,
                total=total,
            )
            yield self._path(path)
            yield f"  {FRENCH.write(left)}"

    def _advice(self, fault: Diagnostic) -> tuple[str, ...]:
        """Return the advice, with the quoted source unless the message holds it already."""
        source = french(FRENCH.write(fault.quoted or ""))
        quoted = (source,) if source and source not in fault.message else ()
        return (*fault.remedies, *quoted)

    def _path(self, place: str) -> str:
        return from_repository(self.prefix, place)


def from_repository(prefix: str, path: str) -> str:
    """Return a path of the portfolios from the repository's root; ``../.gitlab-ci.yml`` lies beside them."""
    return posixpath.normpath(posixpath.join(prefix, path))


def _beneath(line: str) -> str:
    return f"          {line}"


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the counts by severity: « 2 erreurs et 1 avertissement. », without the zeros."""
    counts = count(diagnostics)
    every = (
        nmark("{n} erreur", "{n} erreurs", counts[Severity.ERROR]),
        nmark("{n} avertissement", "{n} avertissements", counts[Severity.WARNING]),
        nmark("{n} conseil", "{n} conseils", counts[Severity.ADVICE]),
    )
    parts = tuple(part for part in every if part.values["n"])
    return f"{FRENCH.write(parts)}." if parts else FRENCH.gettext("Rien à signaler.")


def count(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """Count the faults by severity, gravest first."""
    return {**dict.fromkeys(Severity, 0), **Counter(fault.severity for fault in diagnostics)}


class ReportedEdit(Struct, frozen=True, kw_only=True):
    """A piece of a file, and what should stand there."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    """The first column after it."""
    text: str


class ReportedFix(Struct, frozen=True, kw_only=True):
    """What mends a fault: all of its edits, or none."""

    title: str
    safe: bool
    """Whether « --corriger » applies it."""
    edits: list[ReportedEdit]


class ReportedFault(Struct, frozen=True, kw_only=True):
    """One fault in the JSON report."""

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    """From 1, in characters."""
    message: str
    advice: str
    end_line: int | None = None
    end_column: int | None = None
    """Where it ends, the first column after it, when that is known."""
    rule: str | None = None
    source: str | None = None
    unverified: bool = False
    fix: ReportedFix | None = None


class CheckReport(Struct, frozen=True, kw_only=True):
    """The JSON report of ``vitrail check``."""

    schema: str
    root: str
    """The folder that paths start from: « dépôt », root of the git repository, else « école », that of mkdocs.yml."""
    files: int
    """Number of files found."""
    date: str | None = None
    """The reference date, ISO 8601."""
    counts: dict[Severity, int] = {}
    """Severity → number of faults."""
    ledger: dict[str, int] = {}
    """State of a file → number of files, for the team; they add up to ``files``."""
    audiences: dict[str, dict[str, int]] = {}
    """Audience → the same numbers."""
    diagnostics: list[ReportedFault] = []
    touched: list[dict[str, str]] | None = None
    """With ``--depuis``, the files that a branch changes: what, path, owner (``class/student``; empty: the team), and
    in ``reserved`` why only the team may change it (empty: its owner may)."""
    coverage: list[dict[str, str]] | None = None
    """With ``--depuis``, a branch's effects on coverage: competencies whose state changes (student, competency,
    before, after) and validated réalisations that change (student, realisation)."""


def as_json(diagnostics: Iterable[Diagnostic], report: CheckReport, *, prefix: str = "portfolios") -> str:
    """Encode the report as JSON, with all the faults in file order and their counts.

    ``prefix`` is the path from the report's ``root`` to the portfolios.
    """
    ordered = in_order(diagnostics)
    whole = replace(report, counts=count(ordered), diagnostics=[_finding(fault, prefix) for fault in ordered])
    return json.dumps(to_builtins(whole), ensure_ascii=False, indent=2) + "\n"


def _finding(fault: Diagnostic, prefix: str) -> ReportedFault:
    return ReportedFault(
        code=fault.code,
        severity=fault.severity,
        path=from_repository(prefix, fault.place.path),
        line=fault.place.line,
        column=fault.place.column,
        message=fault.message,
        advice=fault.advice,
        end_line=fault.place.end_line or None,
        end_column=fault.place.end_column or None,
        rule=fault.entry.rule,
        source=FRENCH.write(fault.quoted or "") or None,
        unverified=fault.entry.unverified,
        fix=_fix(fault.fix, prefix) if fault.fix else None,
    )


def _fix(fix: Fix, prefix: str) -> ReportedFix:
    edits = [
        ReportedEdit(**asdict(edit.place) | {"path": from_repository(prefix, edit.place.path)}, text=edit.text)
        for edit in fix.edits
    ]
    return ReportedFix(title=FRENCH.write(fix.title), safe=fix.safe, edits=edits)


def json_schema() -> str:
    """Generate ``docs/schemas/check-2.json`` from the structs above; a test asserts that the file is current."""
    from msgspec.json import schema  # noqa: PLC0415  # only for the documentation

    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID}
    return json.dumps({**head, **schema(CheckReport)}, ensure_ascii=False, indent=2) + "\n"
