"""The site that is in place and what it was made from, so that a build, or a save, writes only the parts that changed.

A part changed when the digest of the plan of its pages did, or of the files beside them. Its pages, and the search
indexes that have entries of it, are all that is written. A whole build is needed when an address goes, since any page
might link there, or when a part comes or goes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Self, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.facts.beside import PlannedFile, planned_files
from vitrail.building.making.facts.parts import CLASS, WIDE, Part, parts, plan
from vitrail.building.making.planning import SitePart, bare_site, made_later, prepare
from vitrail.building.making.works import Works
from vitrail.building.publishing.disk.patch import Patch
from vitrail.building.publishing.disk.site import Published, WrittenScope
from vitrail.building.publishing.own_code import theme_key
from vitrail.building.publishing.page_keys import digest
from vitrail.building.publishing.plans import ScopePlan
from vitrail.building.publishing.publish import write
from vitrail.building.publishing.unchanged import memory_of
from vitrail.building.publishing.workers.shells import Dress
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import Question
from vitrail.site.project import Project
from vitrail.site.prose import MadeTexts

PartState: TypeAlias = tuple[bytes, bytes]
"""Digests of the plan of a part, and of the files beside its pages."""


_FEW: Final = 6
"""Number of parts up to which this process plans them itself: for more, workers are forked."""


class SiteInPlace(Struct, frozen=True, kw_only=True):
    """What a site was made from."""

    stamps: str = ""
    """Digest of the stamps of its files, right after they were put there (``SiteFiles.key``)."""
    dress: str
    """Digest of what is in no part: the theme, and what mkdocs.yml asks for."""
    parts: Mapping[str, PartState]
    """Name of each part (its words, joined by zero bytes) → its digests."""
    scopes: Mapping[str, WrittenScope]
    files: Mapping[str, str]
    """Address of every file → why it is there."""


class MovedPages(Struct, frozen=True, kw_only=True):
    """The files that replace some of a site, and what the site is made from once they are put there."""

    patch: Patch
    published: Published
    site: SiteInPlace
    """What the site is then made from."""
    dropped: frozenset[str]
    """Keys in the cache of the pages and indexes that were replaced."""


class _Planned(Struct, frozen=True):
    """The plan of a part, as it was in the site or as it is."""

    addresses: tuple[tuple[str, str], ...]
    """Address of every page with its kind, of every file beside them with why it is there."""
    scopes: tuple[tuple[str, str], ...]
    """Root of each of its scopes, with the digest of the search entries that it adds to wider scopes."""
    keys: tuple[str, ...]
    """Keys of its pages in the cache."""

    @property
    def apart(self) -> bool:
        """True if none of its scopes is the whole site, as it is for a portfolio that is alone."""
        return all(root for root, _ in self.scopes)

    @classmethod
    def of(cls, memo: Memo, part: Part, state: PartState) -> Self:
        """Read back the plan of a part by its digests. Raises LookupError: it is no longer kept."""
        sheets: tuple[ScopePlan, ...] = _recalled(memo, plan, part, state[0])
        files: Mapping[str, PlannedFile] = _recalled(memo, planned_files, part, state[1])
        return cls(
            (
                *((line.url, line.kind) for sheet in sheets for line in sheet.lines),
                *((url, file.reason) for url, file in files.items()),
            ),
            tuple((sheet.root, sheet.lent) for sheet in sheets),
            tuple(line.key for sheet in sheets for line in sheet.lines),
        )


def made_from(project: Project, memo: Memo, dress_key: str, published: Published) -> SiteInPlace:
    """Return what a site was made from that has just been written whole."""
    return SiteInPlace(
        dress=_dress(dress_key),
        parts={_name(part): _state(memo, part) for part in parts(memo, project.audience.name)},
        scopes=published.scopes,
        files=published.manifest,
    )


def recalled(project: Project, memo: Memo, dress_key: str) -> SiteInPlace | None:
    """Return what the site in place was made from; None when no run recorded it, or when the theme changed since."""
    place = memo.shelf.recalled(memory_of(project), SiteInPlace)
    return place if place and place.dress == _dress(dress_key) else None


def remember(project: Project, memo: Memo, place: SiteInPlace) -> None:
    """Record what a site was made from for the next run, once the site is in place."""
    memo.shelf.remember(memory_of(project), place)


def moved_pages(project: Project, shared: Works, dress: Dress, place: SiteInPlace) -> MovedPages:
    """Write the pages of every part that changed, and the search indexes that have entries of them.

    Raises:
        LookupError: a whole build is needed.
        OSError: the disk refused.
    """
    memo, audience = shared.memo, project.audience.name
    every = tuple(parts(memo, audience))
    if place.parts.keys() != set(map(_name, every)):
        raise LookupError(audience)
    unknown = {part for part in every if not memo.holds(plan, part)}
    was = {part: place.parts[_name(part)] for part in every}
    before = {part: _Planned.of(memo, part, was[part]) for part in unknown}
    if shared.crew.jobs > 1 and len(unknown) > 1:
        prepare(memo, audience)
    moved = unknown | {part for part in every if part not in unknown and _state(memo, part) != was[part]}
    before |= {part: _Planned.of(memo, part, was[part]) for part in moved - unknown}
    few = _with_search(memo, every, {part: before[part] for part in moved}) if len(unknown) <= _FEW else every
    site = replace(
        bare_site(project, memo, dress),
        parts=tuple(SitePart(memo, part, was[part]) for part in few),
        later=made_later(project, memo),
        texts=shared.texts or MadeTexts(),
    )
    patch = Patch()
    with shared.store.tentative():  # else the whole build would reuse these pages and not report what they refuse
        published = write(site, patch, shared.store, shared.crew, beside=place.files)
        if published.dead or published.refused or published.lost:
            raise LookupError(audience)
    states = {part: state for part in moved if (state := _state(memo, part)) != was[part]}
    after = {part: _Planned.of(memo, part, state) for part, state in states.items()}
    written = {root: place.scopes.get(root, WrittenScope((), ())) for root in published.scopes}
    undrawn = any(set(scope.drawings) - set(published.scopes[root].drawings) for root, scope in written.items())
    if undrawn or not _fits(place, [before[part] for part in states], after.values()):
        raise LookupError(audience)
    dropped = [key for scope in written.values() for key in scope.keys]
    dropped += [key for part in states for key in before[part].keys]
    return MovedPages(
        patch=patch,
        published=published,
        site=replace(
            place,
            parts={**place.parts, **{_name(part): state for part, state in states.items()}},
            scopes={**place.scopes, **published.scopes},
            files={**place.files, **published.manifest},
        ),
        dropped=frozenset(dropped),
    )


def _with_search(memo: Memo, every: Iterable[Part], moved: Mapping[Part, _Planned]) -> Iterator[Part]:
    """Yield the parts that changed, in order, and the others of the classes whose search index changes.

    Yield all parts when the search index of the school changes.
    """
    now = {part: _Planned.of(memo, part, _state(memo, part)) for part in moved}
    lending = {part for part, was in moved.items() if was.scopes != now[part].scopes}
    if any(part[1] in WIDE or (part[1] == CLASS and part in lending) or not now[part].apart for part in moved):
        return iter(every)
    classes = {part[2] for part in moved if part[1] == CLASS or part in lending}
    return (part for part in every if part in moved or (part[1] not in WIDE and part[2] in classes))


def _fits(place: SiteInPlace, before: Iterable[_Planned], after: Iterable[_Planned]) -> bool:
    """True if the changed parts keep all their addresses, with the same kinds, and add none that the site has."""
    had, has = ({url: kind for planned in every for url, kind in planned.addresses} for every in (before, after))
    return had.items() <= has.items() and (has.keys() - had.keys()).isdisjoint(place.files)


def _name(part: Part) -> str:
    return "\0".join(part)


def _dress(dress_key: str) -> str:
    return digest(dress_key, theme_key())


def _state(memo: Memo, part: Part) -> PartState:
    return SitePart(memo, part).state


def _recalled(memo: Memo, asked: Question[Any, Any], part: Part, digested: bytes) -> Any:  # noqa: ANN401  # its answer
    if not (kept := memo.recalled(asked, part, digested)):
        raise LookupError(part)
    return kept[0]
