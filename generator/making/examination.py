"""Everything known before an audience is chosen: what was read, counted and judged."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.coverage import compute
from generator.coverage.repeaters import with_former
from generator.coverage.tables import Coverage
from generator.coverage.view import without_refused
from generator.diagnostics import Diagnostic, Place
from generator.diagnostics.diagnostic import capped, in_order
from generator.memo.memo import Memo
from generator.model.audience import Audience
from generator.model.ledger import Entry, Fate, close
from generator.model.school import School
from generator.outputs.attachments import JudgedFiles, prepare
from generator.outputs.inspection import AttachedFiles
from generator.outputs.looks import held
from generator.privacy.neutral import neutral
from generator.project import Project
from generator.publishing.store import Store
from generator.publishing.workers.executors import Workers
from generator.reading.disk.history import public_forge
from generator.reading.school import Reading, read_school
from generator.rules import check as check_rules
from generator.rules import owners, privacy
from generator.rules.silence import Extent, heard
from generator.settings import clock


class AskedPaths(Struct, frozen=True, kw_only=True):
    """The files that somebody asks about: those under some roots, and the attachments that their pages show."""

    roots: tuple[str, ...] = ()
    """Files and folders from the portfolios' root; none for all."""
    shown: frozenset[str] = frozenset()

    def __contains__(self, path: object) -> bool:
        return self.under(str(path)) or path in self.shown

    def under(self, path: str) -> bool:
        """True if a file lies under the roots."""
        return not self.roots or any(root in {"", ".", path} or path.startswith(f"{root}/") for root in self.roots)


class Examination(Struct, frozen=True, kw_only=True):
    """What was read, counted and judged, whoever may see it."""

    reading: Reading
    counted: School
    """The records that were counted: with what repeaters bring, without what is refused, at the site's address."""
    named: School
    """Everybody's records, whoever was asked for: who may not be named is what they all declare."""
    coverage: Coverage
    judged: JudgedFiles
    """The attachments that some page shows."""
    files: Mapping[str, Path]
    """Path in the portfolios → file on the disk."""
    today: date
    diagnostics: tuple[Diagnostic, ...]
    """In file order."""
    scope: AskedPaths
    """What was asked about."""


def examine(  # noqa: PLR0913  # what is asked and of whom, each by name
    project: Project, memo: Memo, store: Store, crew: Workers, roots: tuple[str, ...] = (), *, alone: bool = False
) -> Examination:
    """Read everything (or remember it) and judge it; nothing raises for what people wrote.

    Args:
        project: where, and what was asked.
        memo: what is known of the files.
        store: the pictures that earlier runs drew; its pulse may give up.
        crew: the processes that read portfolios and open pictures.
        roots: the files and folders whose attachments are judged; all of them when there is none.
        alone: whether no edition is made of it, so that nobody's names are asked but those of who was asked for.
    """
    reading = neutral(read_school(memo.files, only=project.only_student, memo=memo, crew=crew))
    today = clock(project.asked_date, reading.school.reference_date)
    shown = tuple(_shown(reading))
    scope = _scope(reading, roots)
    attached = (one for one in shown if one.path in scope and one.fate is Fate.ATTACHED)
    files = AttachedFiles(memo=memo, owned=reading.owned, megabytes=reading.school.megabytes)
    judged = prepare(attached, files, store, crew.spread)
    kept = held(sorted(judged.ready), judged.looks, reading.school, _seen_outside(reading))
    judged.held = kept.reasons
    refused = {entry.path: entry.reason for entry in shown if entry.fate is Fate.REJECTED} | judged.refused
    reading = replace(reading, school=without_refused(reading.school, refused))
    school = replace(with_former(reading.school), site_url=project.site_url or reading.school.site_url)
    store.pulse()
    coverage = compute(school)
    store.pulse()
    ruled = tuple(check_rules(school, coverage, today))
    store.pulse()
    exposed = privacy.exposed(reading.school, public_forge(project.root))
    unnamed = owners.unowned(reading.school, project.prefix, owners.owners(project.repository))
    found = (
        *reading.diagnostics,
        *ruled,
        *exposed,
        *unnamed,
        *refused_attachments(judged.refused),
        *judged.faults,
        *kept.faults,
    )
    others = project.only_student and not alone
    named = read_school(memo.files, memo=memo, crew=crew).school if others else reading.school
    return Examination(
        reading=reading, counted=school, named=named, coverage=coverage, judged=judged, files=reading.places,
        today=today, diagnostics=in_order(capped(heard(found, Extent.FILE, Extent.PLACE))), scope=scope,
    )  # fmt: skip


def _seen_outside(reading: Reading) -> frozenset[str]:
    """Return the files that others than the team are shown: the jury sees all that the public does."""
    ledger = close(reading.files, Audience.JURY)
    return frozenset(entry.path for entry in ledger.entries if entry.fate is Fate.ATTACHED)


def refused_attachments(refused: dict[str, str]) -> Iterator[Diagnostic]:
    """Say which attachments cannot be published, path → reason."""
    for path, reason in refused.items():
        yield Diagnostic.at("MED009", Place(path=path), target=path.rpartition("/")[2], reason=reason)


def _scope(reading: Reading, roots: tuple[str, ...]) -> AskedPaths:
    scope = AskedPaths(roots=roots)
    pages = (seen for seen in reading.files if scope.under(seen.path)) if roots else ()
    return replace(scope, shown=frozenset(path for page in pages for path, _ in page.shows))


def _shown(reading: Reading) -> Iterator[Entry]:
    """The attachments that some page shows: the team is shown every page."""
    attachments = {seen.path for seen in reading.files if not seen.page}
    ledger = close(reading.files, Audience.TEAM)
    yield from (entry for entry in ledger.entries if entry.path in attachments)
