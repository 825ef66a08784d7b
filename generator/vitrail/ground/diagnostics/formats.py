"""Format faults for forges and editors: annotations, a code quality report, one line per fault.

These texts hold authors' words. A line that starts with ``::`` or holds ``##[`` is a command to GitHub's runner,
whoever wrote it: both are neutralised but in our own annotations.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable
from hashlib import sha256

from vitrail.ground.diagnostics.catalogue import Severity
from vitrail.ground.diagnostics.diagnostic import Diagnostic, in_order
from vitrail.ground.diagnostics.report import from_repository, summary
from vitrail.ground.language import FRENCH, Phrase, mark, nmark
from vitrail.ground.regex import regex

SHOWN = 10
"""Annotations of each kind that GitHub keeps of one step; it silently drops the others."""
LARGEST = 1_000_000
"""Bytes of a summary, at most: GitHub accepts 1 MiB."""
_ORDER = regex(r"((?:^|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])\s*):(?=:)")
"""Two colons at the start of a line, after any kind of line end."""
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def as_gitlab(diagnostics: Iterable[Diagnostic], prefix: str, head: Phrase | None = None) -> str:
    """Write a code quality report, ``head`` first; a fault keeps its fingerprint when lines are added above it."""
    met: Counter[tuple[str, str, str]] = Counter()
    issues = [_issue("Vitrail", harmless(_one_line(FRENCH.write(head))), "info", prefix)] if head else []
    for fault in in_order(diagnostics):
        message = _one_line(fault.message)
        path = _path(fault, prefix)
        same = (fault.code, path, message)
        rank = met[same]
        met[same] += 1
        said = harmless(_one_line(_sentences(fault)))
        issues.append(_issue(fault.code, said, _GITLAB[fault.severity], path, fault.place.line, (message, str(rank))))
    return json.dumps(issues, indent=1) + "\n"


def _issue(  # noqa: PLR0913, PLR0917  # the fields of an issue of the report
    code: str, said: str, severity: str, path: str, line: int = 1, same: tuple[str, ...] = ()
) -> dict[str, object]:
    return {
        "description": f"{code} {said}",
        "check_name": code,
        "fingerprint": sha256("\0".join((code, path, *same)).encode()).hexdigest(),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }


def as_github(
    diagnostics: Iterable[Diagnostic], prefix: str, first: Collection[str] = frozenset(), head: Phrase | None = None
) -> str:
    """Write annotations: ``head``, the gravest faults (of each severity, ``first`` files first), the number left."""
    by_kind: dict[Severity, list[Diagnostic]] = {severity: [] for severity in Severity}
    for fault in in_order(diagnostics):
        by_kind[fault.severity].append(fault)
    lines = [_notice(head)] if head else []
    left = 0
    for severity, group in by_kind.items():
        group.sort(key=lambda fault: fault.place.path not in first)
        room = SHOWN - 1 - bool(head) if severity is Severity.ADVICE else SHOWN
        lines.extend(_annotation(fault, prefix) for fault in group[:room])
        left += len(group[room:])
    if left:
        rest = nmark(
            "{n} autre constat n'est pas montré ici : il est dans le résumé.",
            "{n} autres constats ne sont pas montrés ici : ils sont dans le résumé.",
            left,
        )
        lines.append(_notice(rest))
    return "".join(f"{line}\n" for line in lines)


def as_markdown(diagnostics: Iterable[Diagnostic], prefix: str, largest: int = LARGEST) -> str:
    """Write all the faults in Markdown, with authors' words escaped."""
    ordered = in_order(diagnostics)
    lines = [f"**{markdown(summary(ordered))}**", ""]
    size = len(lines[0].encode())
    for number, fault in enumerate(ordered):
        severity = FRENCH.gettext(fault.severity.value)
        place = markdown(f"{_path(fault, prefix)}:{fault.place.line}:{fault.place.column}")
        line = f"- **{markdown(severity)} {fault.code}** {place}<br>{markdown(_sentences(fault))}"
        size += len(line.encode()) + 1
        if size > largest:
            rest = len(ordered) - number
            lines.append(markdown(FRENCH.write(nmark("{n} autre constat.", "{n} autres constats.", rest))))
            break
        lines.append(line)
    return "\n".join(lines) + "\n"


def markdown(text: str) -> str:
    """Escape a text for Markdown and HTML, with a forge's mentions and references."""
    plain = harmless(_one_line(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = re.sub(r"([\\`*_{}\[\]()#+!|~$-])", r"\\\1", plain)
    return marked.replace("@", "&#64;").replace("://", ":&#47;&#47;")


def harmless(text: str) -> str:
    """Neutralise the commands of GitHub's runner in a text: ``::`` at the start of a line and ``##[`` anywhere."""
    return _ORDER.sub(r"\1: ", text).replace("##[", "# #[")


def _annotation(fault: Diagnostic, prefix: str) -> str:
    path = _data(_path(fault, prefix)).replace(":", "%3A").replace(",", "%2C")
    place = f"file={path},line={fault.place.line},col={fault.place.column}"
    text = "\n".join(_told(fault))
    return f"::{_GITHUB[fault.severity]} {place},title={fault.code}::{_data(harmless(text))}"


def _notice(said: Phrase) -> str:
    return f"::notice title=Vitrail::{_data(harmless(FRENCH.write(said)))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _sentences(fault: Diagnostic) -> str:
    return " ".join(_told(fault))


def _told(fault: Diagnostic) -> tuple[str, ...]:
    """Return the message, the advice, and the title of a safe fix, as these formats have no field for edits."""
    told = (fault.message, *fault.remedies)
    if fault.fix is None or not fault.fix.safe:
        return told
    return (*told, FRENCH.write(mark("{what} (« vitrail check --corriger »).", what=fault.fix.title)))


def _path(fault: Diagnostic, prefix: str) -> str:
    return harmless(_one_line(from_repository(prefix, fault.place.path)))


def _one_line(text: str) -> str:
    return " ".join(text.split())
