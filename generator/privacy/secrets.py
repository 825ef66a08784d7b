"""Searching a text for values that must not be there: whole words, whatever their accents, case or markup."""

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from generator.privacy.matcher import Phrase, PhraseMatcher, words
from generator.privacy.unpacking import texts_of
from generator.values.dates import MONTHS

SHORTEST = 5
"""Letters of the shortest value that is searched: « Li » would be found in half the texts."""
_SHORTEST_SURNAME = 3
"""After « M. » or « Mme », three letters are somebody: « M. Roy »."""
_LONGEST_NAME = 5
"""Words of the longest name that is turned about; what is longer is searched as it is written."""
CIVILITIES = frozenset("m mm mr mrs ms mme mmes mlle monsieur madame mademoiselle dr".split())
PARTICLES = frozenset("le la les l de du des d del der da das dos van von den".split())
_MONTHS = frozenset(words(" ".join(MONTHS)))


class Secrets(Struct, frozen=True, kw_only=True, dict=True):
    """Values to search for; empty when the audience may read everything.

    A value that was met is known by its folded words; a surname by « m » and its own, whichever civility was met.
    """

    values: tuple[Phrase, ...] = ()
    """The words of each value, folded."""
    surnames: tuple[Phrase, ...] = ()
    """Met after a civility alone: without one, they may be anybody's, or common words."""
    files: tuple[Phrase, ...] = ()
    """Surnames that no name of a file may hold: those that this audience meets nowhere else."""

    def __bool__(self) -> bool:
        """True if there is something to search for."""
        return bool(self.values or self.surnames)

    def met(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return what the texts hold, each value once, in order; the texts are taken one by one."""
        if not self:
            return ()
        return tuple(dict.fromkeys(found for text in texts for found in self._in(text)))

    def in_name(self, name: str) -> tuple[str, ...]:
        """Return what the name of a file holds."""
        bare = (_surname(found) for found, _ in self._files.met(name)) if self.files else ()
        return tuple(dict.fromkeys((*self.met((name,)), *bare)))

    def _in(self, text: str) -> Iterator[str]:
        for found, before in self._phrases.met(text):
            if found in self._whole:
                yield " ".join(found)
            if before in CIVILITIES and found in self._called:
                yield _surname(found)

    @cached_property
    def _phrases(self) -> PhraseMatcher:
        return PhraseMatcher((*self.values, *self.surnames))

    @cached_property
    def _files(self) -> PhraseMatcher:
        return PhraseMatcher(self.files)

    @cached_property
    def _whole(self) -> frozenset[Phrase]:
        return frozenset(self.values)

    @cached_property
    def _called(self) -> frozenset[Phrase]:
        return frozenset(self.surnames)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel as values alone; a worker makes of them one search for all its pages."""
        return _received, (self.values, self.surnames, self.files)


@lru_cache(maxsize=2)
def _received(values: tuple[Phrase, ...], surnames: tuple[Phrase, ...], files: tuple[Phrase, ...]) -> Secrets:
    return Secrets(values=values, surnames=surnames, files=files)


def secrets_among(private: Iterable[str], allowed: Iterable[str], people: Iterable[str] = ()) -> Secrets:
    """Choose what to search for: long enough, and not words of ``allowed``, which the audience reads anyway.

    Names of ``people`` are searched in any order of their words, and by their surname after a civility.
    """
    named = tuple(people)
    every = dict.fromkeys((*map(tuple, map(words, private)), *(form for name in named for form in turned(name))))
    called = dict.fromkeys(form for name in named for form in surnames(name))
    wanted = Secrets(values=tuple(filter(_telling, every)), surnames=tuple(called))
    readable = tuple(allowed)
    known = frozenset(wanted.met(readable))
    usual = PhraseMatcher(called).within(readable)
    return Secrets(
        values=tuple(sorted(one for one in wanted.values if " ".join(one) not in known)),
        surnames=tuple(sorted(one for one in called if _surname(one) not in known)),
        files=tuple(sorted(one for one in called if one not in usual and sum(map(len, one)) >= SHORTEST)),
    )


def keys(value: str, *, person: bool) -> Iterator[str]:
    """Yield the names under which a value is met."""
    if person:
        yield from (" ".join(form) for form in turned(value))
        yield from map(_surname, surnames(value))
    yield " ".join(words(value))


def turned(name: str) -> Iterator[Phrase]:
    """A person's name as it was typed, without its civility when two words stay, and with its surname first."""
    parts = tuple(words(name))
    yield parts
    bare = _bare(name)
    if 1 < len(bare) <= _LONGEST_NAME:
        for place in range(len(bare)):
            yield tuple(word for part in (*bare[place:], *bare[:place]) for word in part)


def is_one_of(name: str, people: Iterable[str]) -> bool:
    """True if a name calls one of some people: by the whole of theirs, in any order, or by a surname alone."""
    said = tuple(word for part in _bare(name) for word in part)
    return any(said in {*turned(one), *surnames(one)} for one in people)


def surnames(name: str) -> Iterator[Phrase]:
    """What may be the surname in a name: nobody writes which of its words it is."""
    bare = _bare(name)
    if len(bare) > _LONGEST_NAME:
        return
    cuts = range(1, len(bare))
    for parts in (*(bare[cut:] for cut in cuts), *(bare[:cut] for cut in cuts)) if len(bare) > 1 else (bare,):
        form = tuple(word for part in parts for word in part)
        if any(len(word) >= _SHORTEST_SURNAME and word not in PARTICLES for word in form):
            yield form


def _bare(name: str) -> tuple[Phrase, ...]:
    """The words of a name without its civilities, those of « Jean-Pierre » together."""
    parts = (tuple(words(part)) for part in name.split())
    return tuple(part for part in parts if part and not (len(part) == 1 and part[0] in CIVILITIES))


def _surname(phrase: Phrase) -> str:
    return " ".join(("m", *phrase))


def _telling(value: Phrase) -> bool:
    """True if a value may be somebody's: « juin 2026 » is a date of every page."""
    return sum(map(len, value)) >= SHORTEST and not all(word.isdigit() or word in _MONTHS for word in value)


def leaks_in(url: str, raw: bytes, secrets: Secrets) -> tuple[str, ...]:
    """Return the values that a file of the site holds, its address too. Raises UnsearchableError: as ``texts_of``."""
    return secrets.met(texts_of(url, raw)) if secrets else ()
