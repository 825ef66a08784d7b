"""How much one portfolio may hold, so that none makes the others wait: announced before it bites, then refused."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from generator.diagnostics import Diagnostic, Place
from generator.language import Phrase, mark
from generator.reading.disk.roles import FileRole, SourceFile

MEGABYTE = 1_000_000
NEAR = 0.8
"""Share of a quota from which it is announced."""
_ONCE = frozenset({FileRole.HOME, FileRole.EVALUATIONS, FileRole.SEALED, FileRole.COHORT, FileRole.ATTACHMENT})
"""What is no page, what the team writes, and the page that a portfolio cannot do without."""


class Quota(Struct, frozen=True, kw_only=True):
    """A limit on the sum of something over the files of a portfolio, in the order of their paths."""

    what: Phrase
    limit: int
    measure: Callable[[SourceFile], int] = lambda _: 1
    """What a file adds to the sum."""
    unit: int = 1
    """What the sum is told in."""

    def told(self, code: str, path: str, total: int) -> Diagnostic:
        """Say on a file how much there is, and how much there may be."""
        count, limit = -(-total // self.unit), self.limit // self.unit
        return Diagnostic.at(code, Place(path=path), what=self.what, count=count, limit=limit)


PAGES = Quota(what=mark("pages"), limit=400)
"""Four times what the fullest portfolio of two years holds; five seconds a page then bound a whole portfolio."""
WRITTEN = (
    PAGES,
    Quota(what=mark("Mo de textes"), limit=10 * MEGABYTE, measure=lambda one: one.file.size, unit=MEGABYTE),
)
"""Ten times the texts of the fullest portfolio; together with its pages, what it costs to read."""
FILES = Quota(what=mark("fichiers joints"), limit=1_000)


def attached(megabytes: int) -> tuple[Quota, ...]:
    """Limit the files that pages show: the others are never published, and cost nothing."""
    what, weight = mark("Mo de fichiers joints"), megabytes * MEGABYTE
    return FILES, Quota(what=what, limit=weight, measure=lambda one: one.file.size, unit=MEGABYTE)


def pages_within(files: list[SourceFile]) -> tuple[list[SourceFile], list[Diagnostic]]:
    """Refuse the pages beyond the quotas of their portfolio, before any is read."""
    faults: list[Diagnostic] = []
    refused: dict[str, str] = {}
    homes = {_portfolio(one): one.file.path for one in files if one.role is FileRole.HOME}
    pages: dict[tuple[str, str], list[SourceFile]] = {}
    for one in files:
        if one.student is not None and one.role and one.role not in _ONCE and not one.file.fate:
            pages.setdefault(_portfolio(one), []).append(one)
    for portfolio, own in pages.items():
        refused |= beyond(own, WRITTEN, homes.get(portfolio), faults)
    return [one.rejected(refused[one.file.path]) if one.file.path in refused else one for one in files], faults


def beyond(
    own: Iterable[SourceFile], quotas: Iterable[Quota], home: str | None, faults: list[Diagnostic]
) -> Mapping[str, str]:
    """Return the paths of a portfolio beyond quotas with the reason, and note what is told of it.

    ``home`` is the page where the student is told that a quota is near.
    """
    refused: dict[str, str] = {}
    left = sorted(own, key=lambda one: one.file.path)
    for quota in quotas:
        left = [one for one in left if one.file.path not in refused]
        over, total = tuple(_over(left, quota)), sum(map(quota.measure, left))
        if total >= NEAR * quota.limit:
            code, path = ("STR033", over[0]) if over else ("STR034", home or left[0].file.path)
            faults.append(quota.told(code, path, total))
            refused |= dict.fromkeys(over, mark("limite du portfolio dépassée"))
    return refused


def _portfolio(one: SourceFile) -> tuple[str, str]:
    return one.cohort or "", one.student or ""


def _over(files: Iterable[SourceFile], quota: Quota) -> Iterator[str]:
    """Count what fits and name what does not: a file that is too heavy leaves its room to the next ones."""
    total = 0
    for one in files:
        more = quota.measure(one)
        if total + more > quota.limit:
            yield one.file.path
        else:
            total += more
