"""How much one portfolio may hold, so that none makes the others wait: announced before it bites, then refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from generator.diagnostics import Diagnostic, Place
from generator.language import Phrase, Value, mark
from generator.reading.ledger import Fate
from generator.reading.placed import Placed, Role

_MEGABYTE = 1_000_000
_NEAR = 0.8
"""Share of a quota from which it is announced."""
_NOT_COUNTED = frozenset({Role.HOME, Role.EVALUATIONS, Role.COHORT})
"""What a portfolio has once, or what the team writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A limit on the sum of something over the files of a portfolio, in the order of their paths."""

    what: Phrase
    limit: int
    measure: Callable[[Placed], int]
    """What a file adds to the sum."""
    unit: int = 1
    """What the sum is told in."""


QUOTAS = (
    Quota(what=mark("pages"), limit=400, measure=lambda one: int(one.role is not Role.ATTACHMENT)),
    Quota(what=mark("fichiers joints"), limit=1_000, measure=lambda one: int(one.role is Role.ATTACHMENT)),
    Quota(
        what=mark("Mo de fichiers joints"),
        limit=300 * _MEGABYTE,
        measure=lambda one: one.file.size if one.role is Role.ATTACHMENT else 0,
        unit=_MEGABYTE,
    ),
)
"""Four times what the fullest portfolio of two years holds; five seconds a page then bound a whole portfolio."""


def within(files: list[Placed], quotas: Iterable[Quota] = QUOTAS) -> tuple[list[Placed], list[Diagnostic]]:
    """Refuse what goes beyond a quota of its portfolio, in the order of the paths; the home page always stays."""
    faults: list[Diagnostic] = []
    refused: dict[str, str] = {}
    for folder, own in _portfolios(files).items():
        for quota in quotas:
            over, fault = _judged(folder, own, quota)
            refused |= over
            faults += [fault] if fault else []
    return [_kept(one, refused) for one in files], faults


def _portfolios(files: Iterable[Placed]) -> Mapping[str, tuple[Placed, ...]]:
    found: dict[str, list[Placed]] = {}
    for one in files:
        if one.student is not None and one.role and one.role not in _NOT_COUNTED and not one.file.fate:
            depth = one.cohort.count("/") + 2 if one.cohort else 0
            found.setdefault("/".join(one.file.path.split("/")[:depth]), []).append(one)
    return MappingProxyType({folder: tuple(own) for folder, own in found.items()})


def _judged(folder: str, own: tuple[Placed, ...], quota: Quota) -> tuple[Mapping[str, str], Diagnostic | None]:
    """Give the paths beyond a quota with the reason, and what is told of it."""
    over = tuple(_over(own, quota))
    total = sum(map(quota.measure, own))
    said: dict[str, Value] = {
        "what": quota.what, "count": -(-total // quota.unit), "limit": quota.limit // quota.unit
    }  # fmt: skip
    if over:
        reason = mark("limite du portfolio dépassée")
        return dict.fromkeys(over, reason), Diagnostic.at("STR033", Place(path=over[0]), **said)
    near = Diagnostic.at("STR034", Place(path=folder or own[0].file.path), **said)
    return {}, near if total > _NEAR * quota.limit else None


def _over(own: Iterable[Placed], quota: Quota) -> Iterator[str]:
    """Count what fits and name what does not: a file that is too heavy leaves its room to the next ones."""
    total = 0
    for one in own:
        more = quota.measure(one)
        if more and total + more > quota.limit:
            yield one.file.path
        else:
            total += more


def _kept(one: Placed, refused: Mapping[str, str]) -> Placed:
    reason = refused.get(one.file.path)
    return Placed(file=replace(one.file, fate=Fate.REJECTED, reason=reason)) if reason else one
