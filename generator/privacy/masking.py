"""What an audience may not read, met in what people wrote: whose page is masked, and what it costs whom.

A value masks the portfolio that declares it, and what the team declares masks everywhere. In a classmate's folder a
student's word masks only a page that is about the same host or stage, and few of them: past ``MASKED_OF_OTHERS``, the
stage that declares it is left out instead. Everywhere else the page stays and the team is told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import cache, partial
from itertools import groupby

from msgspec import Struct

from generator.diagnostics import Diagnostic, Place
from generator.language import Phrase, mark
from generator.model.school import School
from generator.model.source import Body
from generator.privacy.declared import Declarations, Declared
from generator.privacy.matcher import Phrase as Words
from generator.privacy.matcher import PhraseMatcher
from generator.privacy.records import pages_of, without

MASKED_OF_OTHERS = 5
"""Pages of other authors that the stages of one student may mask: a tutor is named by few classmates, a common word by
all."""


class Reach(Enum):
    """How far a declaration holds on a page."""

    OWN = "own"
    """It is the team's, or lies in the page's own portfolio."""
    SAME = "same"
    """Another student's, of a host or a stage that the page is about."""
    ELSEWHERE = "elsewhere"


class Met(Struct, frozen=True, kw_only=True):
    """A value that an audience may not read, in a file that it would."""

    path: str
    value: str
    """As ``privacy.secrets`` names it."""
    declared: Declared
    reach: Reach


class Amends(Struct, frozen=True, kw_only=True):
    """What finished pages showed, that the files did not (``privacy.amending``)."""

    texts: Mapping[str, tuple[str, ...]] = {}
    """Path of a text → values that it shows once it is a page."""
    dropped: Mapping[str, tuple[str, str]] = {}
    """Path of a stage that is left out → the value it declares, and the page of the site that held it."""
    common: frozenset[str] = frozenset()
    """Values that pages hold even without the stage that declares them: no secret, since others say these words."""


class Masking(Struct, frozen=True, kw_only=True):
    """What is taken out of an audience's school, and what stays although somebody declares it."""

    school: School
    masked: tuple[Met, ...] = ()
    """One a file."""
    elsewhere: tuple[Met, ...] = ()
    """In pages that are published all the same."""
    common: frozenset[str] = frozenset()
    """Values that are no secret after all (``Amends``)."""
    hidden: frozenset[str] = frozenset()
    """Every file of which nothing is shown, those of the stages that are left out included."""
    dropped: tuple[Diagnostic, ...] = ()
    """The stages that are left out, each with why (PRV012)."""
    met: tuple[Met, ...] = ()
    """Everything that was met, whatever came of it."""

    def told(self, attached: Iterable[Met] = ()) -> tuple[Diagnostic, ...]:
        """What the team is told; ``attached`` are values that stay in attachments."""
        masked = (
            Diagnostic.at("PRV007", Place(path=one.path), value=one.declared.shown, declarer=str(one.declared.place))
            for one in self.masked
        )
        return (*masked, *_told((*self.elsewhere, *attached)), *self.dropped)


def mask(
    school: School, declarations: Declarations, text_of: Callable[[Body], str], amends: Amends | None = None
) -> Masking:
    """Drop from an audience's school every page whose author wrote what it may not read.

    ``text_of`` gives the text of a body; ``amends`` is what an earlier try should not have published.
    """
    if not declarations.secrets:
        return Masking(school=school)
    amends = amends or Amends()
    found = tuple(_found(school, declarations, text_of, amends.texts))
    lavish = _lavish(found)
    same = (one for one in reversed(found) if one.reach is Reach.SAME and one.declared.folder not in lavish)
    own = (one for one in reversed(found) if one.reach is Reach.OWN)
    masked = {one.path: one for one in (*same, *own)}
    dropped = dict(_dropped(found, lavish, declarations, amends))
    gone = frozenset((*masked, *dropped))
    left_out = (stage for _, one in school.everyone for stage in one.internships if stage.source.path in gone)
    return Masking(
        school=without(school, gone),
        masked=tuple(one for path, one in sorted(masked.items()) if path not in dropped),
        elsewhere=tuple(one for one in found if one.path not in gone),
        common=amends.common,
        hidden=gone.union(account.source.path for stage in left_out for account in stage.accounts),
        dropped=tuple(dropped.values()),
        met=found,
    )


def met_in(school: School, declarations: Declarations, text_of: Callable[[Body], str]) -> tuple[Met, ...]:
    """Return what the pages of a school hold that an audience may not read; nothing is decided of it."""
    return tuple(_found(school, declarations, text_of, {})) if declarations.secrets else ()


def reach_of(
    path: str, value: str, declarations: Declarations, about: Callable[[], frozenset[Words]] = frozenset
) -> Met:
    """Say how far the declaration of a value holds in a file; ``about`` gives the hosts and stages that it names."""
    if own := declarations.of_team(value) or declarations.of_folder(value, path):
        return Met(path=path, value=value, declared=own, reach=Reach.OWN)
    every = declarations.by[value]
    same = next((one for one in every if one.about & about()), None)
    reach = Reach.SAME if same else Reach.ELSEWHERE
    return Met(path=path, value=value, declared=same or every[0], reach=reach)


def _told(elsewhere: Iterable[Met]) -> Iterator[Diagnostic]:
    """Tell once a value, at the first of the pages where it stays, in the order of their paths."""
    ordered = sorted(elsewhere, key=lambda one: (one.declared.shown, one.path))
    for value, pages in groupby(ordered, key=lambda one: one.declared.shown):
        first, *others = pages
        declarer, count = str(first.declared.place), 1 + len(others)
        yield Diagnostic.at("PRV011", Place(path=first.path), value=value, declarer=declarer, count=count)


def _found(
    school: School, declarations: Declarations, text_of: Callable[[Body], str], shown: Mapping[str, tuple[str, ...]]
) -> Iterator[Met]:
    """Yield what every page holds, in the order of pages."""
    secrets = declarations.secrets
    named = PhraseMatcher(name for every in declarations.by.values() for one in every for name in one.about)
    for page in pages_of(school):
        texts = page.texts(text_of)
        met = (*secrets.met(texts), *secrets.in_name(page.name), *shown.get(page.path, ()))
        about = cache(partial(named.within, (*texts, *page.about)))
        yield from (reach_of(page.path, value, declarations, about) for value in dict.fromkeys(met))


def _lavish(found: Iterable[Met]) -> Mapping[str, int]:
    """Folder of a student whose stages would mask too much of others → how many pages."""
    own = {one.path for one in found if one.reach is Reach.OWN}
    pages: dict[str, set[str]] = {}
    for one in found:
        if one.reach is Reach.SAME and one.path not in own:
            pages.setdefault(one.declared.folder, set()).add(one.path)
    return {folder: len(paths) for folder, paths in pages.items() if len(paths) > MASKED_OF_OTHERS}


def _dropped(
    found: Iterable[Met], lavish: Mapping[str, int], declarations: Declarations, amends: Amends
) -> Iterator[tuple[str, Diagnostic]]:
    """Yield the stages that are left out: those that would mask too much of others, and those that amends name."""
    for one in found:
        item = one.declared.item
        if item and one.reach is Reach.SAME and (count := lavish.get(one.declared.folder, 0)):
            why = mark(
                "ce nom masquerait {count} pages d'autres auteurs, pour {limit} au plus",
                count=count,
                limit=MASKED_OF_OTHERS,
            )
            yield item, _left_out(one.declared, why)
    for path, (value, url) in amends.dropped.items():
        declared = next((one for one in declarations.by.get(value, ()) if one.item == path), None)
        if declared:  # what an earlier build showed may be no secret any more
            yield path, _left_out(declared, mark("ce nom se lit sur {url}, où aucun auteur ne l'a écrit", url=url))


def _left_out(declared: Declared, why: Phrase) -> Diagnostic:
    return Diagnostic.at("PRV012", declared.place, value=declared.shown, reason=why)
