"""What an audience gets, decided before anything is rendered: its records, its files, its ledger, its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from generator.chrome.assets import assets
from generator.chrome.slots import Shell
from generator.chrome.wording import wording
from generator.coverage import compute
from generator.coverage.audience import view
from generator.coverage.tables import Coverage
from generator.diagnostics import Diagnostic, Place
from generator.findings import Findings
from generator.language import Language, mark
from generator.model.audience import Audience
from generator.model.school import School
from generator.model.source import Body
from generator.outputs.attachments import MAX_BYTES, Attachments, draw, prepare, undrawn
from generator.outputs.spreadsheets import as_csv, as_xlsx, class_table
from generator.pages import addresses
from generator.pages.redirects import redirects
from generator.pages.site import parts
from generator.pages.team import TeamView
from generator.privacy.masking import mask
from generator.privacy.withheld import watch_for
from generator.project import Project
from generator.publishing.executors import Crew
from generator.publishing.keys import digest
from generator.publishing.site import Refusal, Site, StaticFile
from generator.publishing.store import Store
from generator.reading.ledger import Entry, Fate, Ledger, Seen, close
from generator.reading.parse import prose
from generator.reading.workbench import folder_of

PICTURES = 4
"""Pictures a task: one takes as long as several pages, and few of them must still keep every core busy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A site ready to be written."""

    site: Site
    school: School
    """As the audience sees it."""
    ledger: Ledger
    attachments: Attachments
    diagnostics: tuple[Diagnostic, ...]

    def ledger_without(self, refused: Mapping[str, Refusal]) -> Ledger:
        """The ledger once the pages at these addresses could not be rendered."""
        reasons = {url: item.reason for url, item in refused.items()}
        return Ledger(entries=tuple(_rejected(entry, reasons.get(entry.url or "")) for entry in self.ledger.entries))


def plan_site(  # noqa: PLR0913, PLR0917  # what a build knows, each by name
    project: Project,
    findings: Findings,
    store: Store,
    crew: Crew,
    shell: Callable[[], Shell],
    leaked: Mapping[str, str] = MappingProxyType({}),
) -> Planned:
    """Cut the records to the audience, count again what is left, prepare files and pages.

    ``leaked`` are the texts and portfolios that an earlier try showed to be masked (``privacy.blame``).
    """
    audience = project.audience
    reading = findings.reading
    disk = {seen.path: project.portfolios / seen.disk for seen in reading.files}
    seen = view(_still_published(reading.school, audience, findings.today), audience)
    watch = watch_for(reading.school, seen, audience, _wording(shell))
    school, masked = mask(seen, watch, lambda body: _text(body, disk), leaked)
    hidden = {item.place.path for item in masked} | _shut(reading.files, seen, school)
    school = replace(school, site_url=project.site_url or school.site_url)
    expected = close(
        reading.files,
        audience,
        diagnostics=findings.diagnostics,
        masked=dict.fromkeys(hidden, mark("un nom réservé à l'équipe est dans le texte")),
        today=findings.today,
    )
    attached = [entry for entry in expected.entries if entry.fate is Fate.ATTACHED]
    attachments = prepare(
        attached,
        disk.__getitem__,
        store,
        lambda drawings: crew.spread(draw, drawings, undrawn, PICTURES),
        watch,
    )
    diagnostics = (*findings.diagnostics, *_refused_attachments(attachments), *_heavy_attachments(attachments), *masked)
    ledger = _with_attachments(expected, attachments)
    coverage = compute(school)
    statics = {**_statics(school, coverage, attachments, project), **_redirects(school, project.language)}
    site = Site(
        parts=parts(
            school,
            coverage,
            audience,
            Language(project.language),
            findings.today,
            _team(school, ledger, diagnostics) if audience is Audience.TEAM else None,
            attachments=attachments.urls,
            sizes=attachments.sizes,
            also=statics.keys(),
        ),
        statics=statics,
        shell=replace(shell(), indexed=school.indexing),
        file_of=disk.__getitem__,
        build_key=digest(project.language, project.site_url),
        language=project.language,
        watch=watch,
        audience=audience.name.lower(),
        site_url=project.site_url.rstrip("/") + "/" if project.site_url else "",
    )
    return Planned(site=site, school=school, ledger=ledger, attachments=attachments, diagnostics=diagnostics)


def _wording(shell: Callable[[], Shell]) -> Iterable[str]:
    """What every site holds; the shell is not waited for before somebody asks."""
    yield from wording(shell())


def _shut(files: Iterable[Seen], seen: School, shown: School) -> set[str]:
    """The pages of the portfolios that masking left out whole."""
    gone = tuple(_folders(seen) - _folders(shown))
    return {file.path for file in files if file.path.startswith(gone)}


def _folders(school: School) -> set[str]:
    return {folder_of(student.source.path) for cohort in school.cohorts for student in cohort.students}


def _team(school: School, ledger: Ledger, diagnostics: tuple[Diagnostic, ...]) -> TeamView:
    return TeamView(ledger=ledger, diagnostics=diagnostics, cohorts=tuple(cohort.slug for cohort in school.cohorts))


def refusals(refused: Iterable[Refusal]) -> tuple[Diagnostic, ...]:
    """Say which texts could not be rendered."""
    return tuple(
        Diagnostic.at("MED010", Place(path=item.body.path, line=item.body.line), reason=item.reason)
        for item in refused
        if item.body
    )


def _still_published(school: School, audience: Audience, today: date) -> School:
    """Leave out the classes whose « publier jusqu'au » is past; the team keeps them."""
    if audience is Audience.TEAM:
        return school
    kept = (cohort for cohort in school.cohorts if not cohort.publish_until or today <= cohort.publish_until)
    return replace(school, cohorts=tuple(kept))


def _statics(
    school: School, coverage: Coverage, attachments: Attachments, project: Project
) -> Mapping[str, StaticFile]:
    """Every file of the site that is not a page."""
    files = {url: StaticFile(content=asset.source, reason=asset.reason, ours=True) for url, asset in assets().items()}
    for url, path in attachments.files.items():
        files[url] = StaticFile(content=path, reason="pièce jointe montrée par une page")
    if project.audience is Audience.TEAM:
        files.update(_class_tables(school, coverage, Language(project.language)))
    return files


def _redirects(school: School, language: str) -> Mapping[str, StaticFile]:
    """The old addresses of renamed réalisations."""
    reason = "ancienne adresse d'une réalisation renommée"
    return {url: StaticFile(content=raw, reason=reason) for url, raw in redirects(school, Language(language)).items()}


def _class_tables(school: School, coverage: Coverage, language: Language) -> Mapping[str, StaticFile]:
    """The matrix of each class as CSV and XLSX."""
    files: dict[str, StaticFile] = {}
    counted = {found.cohort: found for found in coverage.cohorts}
    for cohort in school.cohorts:
        framework = school.frameworks.get(cohort.framework or "")
        if framework is None or cohort.slug not in counted:
            continue
        table = class_table(cohort, counted[cohort.slug], framework, language)
        for extension, raw in (("csv", as_csv(table)), ("xlsx", as_xlsx(table, cohort.name))):
            files[addresses.matrix(cohort, extension)] = StaticFile(content=raw, reason="tableau de la promotion")
    return files


def _refused_attachments(attachments: Attachments) -> Iterable[Diagnostic]:
    for path, reason in attachments.refused.items():
        yield Diagnostic.at("MED009", Place(path=path), target=path.rpartition("/")[2], reason=reason)
    for path, value in attachments.withheld.items():
        yield Diagnostic.at("PRV010", Place(path=path), target=path.rpartition("/")[2], value=value)


def _heavy_attachments(attachments: Attachments) -> Iterable[Diagnostic]:
    """Announce the limit before it bites."""
    return (
        Diagnostic.at(
            "MED016", Place(path=path), target=path.rpartition("/")[2], size=size, limit=MAX_BYTES // 1_000_000
        )
        for path, size in attachments.heavy.items()
    )


def _with_attachments(ledger: Ledger, attachments: Attachments) -> Ledger:
    """Put in the ledger what became of each attachment."""
    return Ledger(entries=tuple(_settled(entry, attachments) for entry in ledger.entries))


def _settled(entry: Entry, attachments: Attachments) -> Entry:
    if entry.path in attachments.urls:
        return replace(entry, url=attachments.urls[entry.path])
    if entry.path in attachments.withheld:
        reason = mark("une donnée réservée à l'équipe est dans le fichier")
        return replace(entry, fate=Fate.HIDDEN, reason=reason, url=None)
    return _rejected(entry, attachments.refused.get(entry.path))


def _text(body: Body, disk: Mapping[str, Path]) -> str:
    """Read an author's text again; what cannot be read any more holds nothing."""
    try:
        return prose(disk[body.path].read_bytes())
    except (OSError, KeyError):
        return ""


def _rejected(entry: Entry, reason: str | None) -> Entry:
    return replace(entry, fate=Fate.REJECTED, reason=reason, url=None) if reason else entry
