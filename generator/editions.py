"""What an audience gets, decided before anything is rendered: its records, its files, its ledger.

``check`` and ``build`` call the same function, so that nothing is decided only while building.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

from generator.chrome.wording import wording
from generator.coverage.audience import view
from generator.coverage.former import with_former
from generator.coverage.refused import without_refused
from generator.diagnostics import Diagnostic, Place
from generator.findings import Findings, refused_attachments
from generator.language import mark
from generator.model.audience import Audience
from generator.model.school import School
from generator.model.source import Body
from generator.outputs.attachments import Attachments, search
from generator.privacy.masking import mask
from generator.privacy.watch import Watch
from generator.privacy.withheld import watch_for
from generator.project import Project
from generator.reading.ledger import Entry, Fate, Ledger, Seen, close
from generator.reading.parse import prose
from generator.reading.workbench import folder_of

_WITHHELD = mark("une donnée réservée à l'équipe est dans le fichier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The school as one audience gets it."""

    audience: Audience
    school: School
    ledger: Ledger
    attachments: Attachments
    watch: Watch
    """What nothing of it may hold."""
    diagnostics: tuple[Diagnostic, ...]
    """What this audience does not get, beside what is wrong for everybody."""


def edition(
    project: Project,
    findings: Findings,
    audience: Audience,
    leaked: Mapping[str, str] = MappingProxyType({}),
) -> Edition:
    """Cut the records and the files to an audience.

    Args:
        project: what is built.
        findings: what was read and judged.
        audience: the readers.
        leaked: the texts and portfolios that finished pages showed to be masked (``privacy.blame``) → value.
    """
    reading = findings.reading
    seen = view(_still_published(reading.school, audience, findings.today), audience)
    watch = watch_for(reading.school, seen, audience, wording(project.site_name))
    school, masked = mask(seen, watch, partial(_text, findings.files), leaked)
    hidden = {item.place.path for item in masked} | _shut(reading.files, seen, school)
    expected = close(
        reading.files,
        audience,
        diagnostics=findings.diagnostics,
        masked=dict.fromkeys(hidden, mark("un nom réservé à l'équipe est dans le texte")),
        today=findings.today,
    )
    shown = (entry.path for entry in expected.entries if entry.fate is Fate.ATTACHED)
    attachments = search(findings.judged, shown, watch)
    lost = attachments.refused | dict.fromkeys(attachments.withheld, _WITHHELD)
    return Edition(
        audience=audience,
        school=replace(with_former(without_refused(school, lost)), site_url=project.site_url or school.site_url),
        ledger=_settled(expected, attachments, findings.judged.refused | attachments.refused),
        attachments=attachments,
        watch=watch,
        diagnostics=(*refused_attachments(attachments.refused), *_withheld(attachments), *masked),
    )


def _still_published(school: School, audience: Audience, today: date) -> School:
    """Leave out the classes whose « publier jusqu'au » is past; the team keeps them."""
    if audience is Audience.TEAM:
        return school
    kept = (cohort for cohort in school.cohorts if not cohort.publish_until or today <= cohort.publish_until)
    return replace(school, cohorts=tuple(kept))


def _text(files: Mapping[str, Path], body: Body) -> str:
    """Read an author's text again; what cannot be read any more holds nothing."""
    try:
        return prose(files[body.path].read_bytes())
    except (OSError, KeyError):
        return ""


def _shut(files: Iterable[Seen], seen: School, shown: School) -> set[str]:
    """The pages of the portfolios that masking left out whole."""
    gone = tuple(_folders(seen) - _folders(shown))
    return {file.path for file in files if file.path.startswith(gone)}


def _folders(school: School) -> set[str]:
    return {folder_of(student.source.path) for cohort in school.cohorts for student in cohort.students}


def _withheld(attachments: Attachments) -> Iterable[Diagnostic]:
    for path, value in attachments.withheld.items():
        yield Diagnostic.at("PRV010", Place(path=path), target=path.rpartition("/")[2], value=value)


def _settled(ledger: Ledger, attachments: Attachments, refused: Mapping[str, str]) -> Ledger:
    """Put in the ledger what became of each attachment."""

    def fate(entry: Entry) -> Entry:
        if entry.fate is not Fate.ATTACHED:
            return entry
        if entry.path in attachments.urls:
            return replace(entry, url=attachments.urls[entry.path])
        if entry.path in attachments.withheld:
            return replace(entry, fate=Fate.HIDDEN, reason=_WITHHELD, url=None)
        return replace(entry, fate=Fate.REJECTED, reason=refused[entry.path], url=None)

    return Ledger(entries=tuple(map(fate, ledger.entries)))
