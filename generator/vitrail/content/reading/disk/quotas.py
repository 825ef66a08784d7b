"""Quotas of a portfolio, so that none makes the others wait: a warning near the limit, then files are rejected."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from vitrail.content.reading.disk.hashing import Disk
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import Phrase, mark

MEGABYTE = 1_000_000
NEAR = 0.8
"""Share of a quota from which it is announced."""
_ONCE = frozenset({FileRole.HOME, FileRole.EVALUATIONS, FileRole.SEALED, FileRole.COHORT, FileRole.ATTACHMENT})
"""Roles outside the quotas of pages: files that are no page, the team's, and the home page, always needed."""


class Quota(Struct, frozen=True, kw_only=True):
    """A limit on the sum of something over the files of a portfolio, in the order of their paths."""

    counted: Phrase
    limit: int
    measure: Callable[[SourceFile, Disk], int] = lambda *_: 1
    """Gives the amount that a file adds to the sum."""
    unit: int = 1
    """Unit in which messages give the sum."""

    def told(self, code: str, path: str, total: int) -> Diagnostic:
        """Return the diagnostic of a sum and its limit, at a file."""
        count, limit = -(-total // self.unit), self.limit // self.unit
        return Diagnostic.at(code, Place(path=path), what=self.counted, count=count, limit=limit)


def _size(placed: SourceFile, disk: Disk) -> int:
    return disk.size(placed.file.disk)


PAGES = Quota(counted=mark("pages"), limit=400)
"""Four times what the fullest portfolio of two years holds; five seconds a page then bound a whole portfolio."""
WRITTEN = (PAGES, Quota(counted=mark("Mo de textes"), limit=10 * MEGABYTE, measure=_size, unit=MEGABYTE))
"""Ten times the texts of the fullest portfolio; with the number of pages, this bounds the cost of reading."""
FILES = Quota(counted=mark("fichiers joints"), limit=1_000)


def attached(megabytes: int) -> tuple[Quota, ...]:
    """Return the quotas of the files that pages show: the others are never published, and cost nothing."""
    counted, weight = mark("Mo de fichiers joints"), megabytes * MEGABYTE
    return FILES, Quota(counted=counted, limit=weight, measure=_size, unit=MEGABYTE)


def pages_within(files: Iterable[SourceFile], disk: Disk) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """Refuse the pages of a portfolio that are beyond its quotas, before any is read."""
    every, faults = tuple(files), list[Diagnostic]()
    home = next((placed.file.path for placed in every if placed.role is FileRole.HOME), None)
    pages = [placed for placed in every if placed.role and placed.role not in _ONCE and not placed.file.fate]
    refused = beyond(pages, WRITTEN, disk, home, faults)
    kept = (placed.rejected(refused[placed.file.path]) if placed.file.path in refused else placed for placed in every)
    return tuple(kept), tuple(faults)


def beyond(
    own: Iterable[SourceFile], quotas: Iterable[Quota], disk: Disk, home: str | None, faults: list[Diagnostic]
) -> Mapping[str, str]:
    """Map the paths of files beyond quotas to the reason of their rejection, and record the diagnostics.

    ``home`` is the page on which a quota that is near is reported.
    """
    refused: dict[str, str] = {}
    left = sorted(own, key=lambda placed: placed.file.path)
    for quota in quotas:
        left = [placed for placed in left if placed.file.path not in refused]
        over, total = tuple(_over(left, quota, disk)), sum(quota.measure(placed, disk) for placed in left)
        if total >= NEAR * quota.limit:
            code, path = ("STR033", over[0]) if over else ("STR034", home or left[0].file.path)
            faults.append(quota.told(code, path, total))
            refused |= dict.fromkeys(over, mark("limite du portfolio dépassée"))
    return refused


def _over(files: Iterable[SourceFile], quota: Quota, disk: Disk) -> Iterator[str]:
    """Yield the paths of files that do not fit; a file that is too heavy leaves its room to the next ones."""
    total = 0
    for placed in files:
        more = quota.measure(placed, disk)
        if total + more > quota.limit:
            yield placed.file.path
        else:
            total += more
