"""Find and replace private names in the texts of one portfolio."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.markdown.veiled import Hit, with_standins
from vitrail.content.model.names import Name
from vitrail.content.values.words import INVISIBLE, Phrase, humps, parted, placed, words
from vitrail.ground.regex import regex
from vitrail.knowledge.privacy.forms import CIVILITIES, GLUED, PARTICLES, WOMEN, common, listed
from vitrail.knowledge.privacy.phrases import Phrases

_SPACE = rf"[\s{INVISIBLE}]*"
_GAP = regex(rf"{_SPACE}(?:[.,'’ʼʹ\-‐‑‒–—_]{_SPACE}){{0,4}}")
"""Separators between two words of a name: spaces, which readers see as one, and a few signs."""
_APART = rf"{_SPACE}(?:[][.,'’ʼʹ\-‐‑‒–—_/\\|()«»<>“”\":;*&+=]{_SPACE}){{0,5}}"
_LABELS = frozenset("nom noms prenom prenoms name firstname lastname br".split())
_WIDE = regex(rf"{_APART}(?:(?:(?:pr[ée])?noms?|(?:first|last)?name|br)\b{_APART})?", re.IGNORECASE)
"""Separators inside a whole name, in a form, in two cells, in an address: « Nom : Roy | Prénom : Yann »."""
_CLOSING = regex(r"\s?[)»”\"\]]")
_STOP = regex(r"\.\s")
_DOMAIN = regex(r"@|\.[a-z]")
_ABBREVIATED = 3
"""Letters of an abbreviation, at most: « M. », « Dr. », « Ste. »; a full stop after a longer word ends a sentence."""
_AFTER_INITIAL = frozenset(" -\u2010\u2011\t\n\u00a0\u202f")
"""Separators after a capital initial without a full stop: « J M Le Goff », « J-M Le Goff »."""
_LEADS = frozenset("avec chez merci par que qu selon".split())
_ACTS = frozenset(
    "a m s l lui nous vous y ai avait aura aurait est etait sera serait dit disait pense veut voulait vient fait"
    " faisait peut pouvait doit explique expliquait montre montrait demande demandait".split()
)
"""Folded words before and after a capital that is no noun's: prepositions without an article, verbs of people."""
_NOT_IN_ADDRESS = regex(r"[^\w.]+")
_SEAM = regex(r"-*([._])-*")


class Veil(Struct, frozen=True, dict=True):
    """The names to replace in the texts of a portfolio."""

    phrases: Phrases = Phrases(())
    """The phrases to search for, shared by all portfolios; some are not names in this one."""
    layers: tuple[Mapping[Phrase, Name], ...] = ()
    """Words of a name → name; the first mapping that has the words prevails."""

    def __bool__(self) -> bool:
        """True if it has any name."""
        return any(self.layers)

    def name_of(self, phrase: Phrase) -> Name | None:
        """Return the name that a phrase stands for in this portfolio, or None."""
        return next((layer[phrase] for layer in self.layers if phrase in layer), None)

    @cached_property
    def digest(self) -> str:
        """The digest of all the names: the key under which results on a heavy file are cached."""
        return sha256(repr([sorted(layer.values()) for layer in self.layers]).encode()).hexdigest()

    def spans(self, text: str, *, loose: bool = False, seams: Sequence[int] = ()) -> tuple[Hit, ...]:
        """Return the names to replace in a text, in order, without overlaps.

        Of two that share a word, the second begins where the first ends, with an empty text (``_side_by_side``).
        ``loose`` is for addresses and file names, which have no capitals: a surname needs none there. ``seams`` are
        offsets at which a word may end without any separator; so may it before a capital (« LogoTregor »).
        """
        return tuple(hit for hit in self.met(text, loose=loose, seams=seams) if hit.name.said and not hit.stays)

    def met(self, text: str, *, loose: bool = False, seams: Sequence[int] = ()) -> tuple[Hit, ...]:
        """Return the names that a text holds: those to replace, those that are left, and the shown ones around them."""
        hits = self._hits(text, loose=loose)
        if self and (seams := sorted({*seams, *humps(text)})):
            gaps = [seam + rank for rank, seam in enumerate(seams)]
            hits += (
                replace(hit, start=hit.start - bisect(gaps, hit.start), end=hit.end - bisect(gaps, hit.end - 1))
                for hit in self._hits(parted(text, seams), loose=loose)
            )
        return tuple(_side_by_side(text, hits))

    def _hits(self, text: str, *, loose: bool) -> list[Hit]:
        if not self or not self.phrases.maybe(words(text)):
            return []
        every = placed(text)
        unlabelled = [word for word in every if word[2] not in _LABELS]
        return [
            hit
            for written in (every, unlabelled)[: 1 + (len(unlabelled) < len(every))]
            for place, phrase in self.phrases.met([word for _, _, word in written])
            if (name := self.name_of(phrase)) and (hit := _Reader(text, written, loose).hit(place, name))
        ]

    def replaced(self, text: str) -> str:
        """Return a text with its names replaced."""
        return with_standins(text, self.spans(text))

    def neutral(self, name: str) -> str:
        """Return an address, or a piece of one, without its names: « visite-kerherve » → « visite-mon-tuteur »."""
        names = self.spans(name, loose=True)
        if not names:
            return name
        said = (replace(name_met, said=name_met.said and f"-{'-'.join(words(name_met.said))}-") for name_met in names)
        return _SEAM.sub(r"\1", _NOT_IN_ADDRESS.sub("-", with_standins(name, said))).strip("-").lower()


def _side_by_side(text: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield hits from left to right without overlaps; the rest of one that overlaps another is replaced by nothing.

    A name that stays is left whole: « Tom Garnier » before « Garnier Anne ».
    """
    widest: list[Hit] = []
    top = 0
    for hit in sorted(hits, key=lambda met: (met.start, -met.end)):
        if hit.end > top:
            widest.append(hit)
            top = hit.end if hit.name.said and not hit.stays else top
    kept: list[Hit] = []
    rests: dict[int, Hit] = {}
    """Number of hits kept so far → hit that overlaps the last of them, and ends after it."""
    for hit in widest:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.name.said and kept[-1].name.said and not (hit.stays or kept[-1].stays):
            rests[len(kept)] = hit
    starts = [*(hit.start for hit in kept[1:]), top]
    for number, (hit, after) in enumerate(zip(kept, starts, strict=False), 1):
        yield hit
        rest = rests.get(number, hit)
        end = min(rest.end, after)
        if any(map(str.isalnum, text[hit.end : end])):
            yield replace(rest, start=hit.end, end=end, said="")


class _Reader(Struct):
    """A text with its words, to check whether a phrase found in them is really a name."""

    text: str
    written: list[tuple[int, int, str]]
    loose: bool

    def hit(self, place: int, name: Name) -> Hit | None:
        end = place + len(name.words)
        gap = _WIDE if name.whole and name.said else _GAP
        if not all(self._close(word, gap) for word in range(place + 1, end)):
            return None
        first, woman = self._called(place, name)
        start, stop = self.written[first][0], self.written[end - 1][1]
        if name.mailbox:
            loud = len(name.words) == 1 and stop - start >= GLUED - 1 and self.text[start:stop].isupper()
            met = self.loose or loud or self._at(start, stop)
            stays = len(name.words) == 1
        else:
            capital = self._capital(place, end, every=name.capitals)
            met = name.whole or first < place or (name.alone and (capital or self._at(start, stop)))
            stays = name.surname and capital and self._stands(place, end, noun=name.noun)
            stop = self._closed(start, stop)
        if not met and (self.loose or not stays):
            return None
        return Hit(start, stop, name.woman if woman else name.said, name, stays=not met)

    def _called(self, place: int, name: Name) -> tuple[int, bool]:
        """Return the index of the first word to replace, civility or initials included; and whether it is « Mme »."""
        if not name.said or name.mailbox:
            return place, False
        while place and self._initial(place - 1, name.initials):
            place -= 1
        if place and self._civility(place - 1):
            return place - 1, self.written[place - 1][2] in WOMEN
        return place, False

    def _closed(self, start: int, stop: int) -> int:
        """Return the end of a name, with the bracket that closes one it contains: « Yann (Roy) »."""
        closing = _CLOSING.match(self.text, stop) if not {*'(«“["'}.isdisjoint(self.text[start:stop]) else None
        return closing.end() if closing else stop

    def _close(self, place: int, gap: re.Pattern[str] = _GAP) -> bool:
        """True if the separator before a word may be inside a name."""
        (_, end, before), start = self.written[place - 1], self.written[place][0]
        ended = len(before) > _ABBREVIATED and not self.loose and _STOP.match(self.text, end, start)
        return not ended and gap.fullmatch(self.text, end, start) is not None

    def _initial(self, place: int, initials: str) -> bool:
        start, stop, word = self.written[place]
        if len(word) > 1 or word not in initials or not self._close(place + 1):
            return False
        return (
            self.loose or self.text[stop] == "." or (self.text[start].isupper() and self.text[stop] in _AFTER_INITIAL)
        )

    def _civility(self, place: int) -> bool:
        start, stop, word = self.written[place]
        if word not in CIVILITIES or not self._close(place + 1):
            return False
        return self.loose or len(word) > len("me") or self.text[start].isupper() or self.text[stop] == "."

    def _capital(self, place: int, end: int, *, every: bool) -> bool:
        """True if the first word that is not a particle, or every word, has a capital or a script without capitals."""
        told = [self.text[start] for start, _, word in self.written[place:end] if every or word not in PARTICLES]
        high = [letter.isupper() or letter.lower() == letter.upper() for letter in told[: None if every else 1]]
        return (self.loose and not every) or all(high)

    def _stands(self, place: int, end: int, *, noun: bool) -> bool:
        """True if a surname with its capital may call the person: no other name is beside it, « Ali Durand ».

        For a noun, a word that only goes with a person is: « avec Fontaine », « Fontaine a ».
        """
        before = self.written[place - 1] if place and self._close(place) else (0, 0, "")
        after = self.written[end] if end < len(self.written) and self._close(end) else (0, 0, "")
        titled = [word for start, stop, word in (before, after) if self.text[start:stop].istitle()]
        if any(word not in common() or word in listed("first_names.txt") for word in titled):
            return False
        return not noun or before[2] in _LEADS or (after[2] in _ACTS and self.text[after[0] : after[1]] != "à")

    def _at(self, start: int, stop: int) -> bool:
        """True if a span is a mailbox, a login or a domain: « jmlegoff@ », « /jmlegoff », « srv.legoff.fr »."""
        return _DOMAIN.match(self.text, stop) is not None or (start > 0 and self.text[start - 1] in "@/\\~.")


def veil_of(names: Iterable[Name]) -> Veil:
    """Build the veil of a few names, such as those of one text.

    >>> veil = veil_of([Name(words=("yann", "roy"), said="[mon tuteur]", whole=True)])
    >>> veil.replaced("Avec Yann Roy."), veil.neutral("visite-yann-roy")
    ('Avec [mon tuteur].', 'visite-mon-tuteur')
    """
    return _made(tuple(names))


@lru_cache(maxsize=1024)
def _made(names: tuple[Name, ...]) -> Veil:
    by_words = merged(names)
    return Veil(Phrases(by_words), (by_words,))


def merged(names: Iterable[Name]) -> Mapping[Phrase, Name]:
    """Index names by their words; names of the same words are merged to match wherever one of them would.

    >>> roy = Name(words=("roy",), said="[mon tuteur]", initials="y")
    >>> merged([roy, replace(roy, initials="t")])[("roy",)].initials
    'yt'
    """
    by_words: dict[Phrase, Name] = {}
    for name in names:
        known = by_words.get(name.words)
        by_words[name.words] = name if known is None else _both(known, name)
    return by_words


def _both(known: Name, name: Name) -> Name:
    if not known.said or not name.said:
        return known if not known.said else name
    return replace(
        known,
        whole=known.whole or name.whole,
        initials="".join(dict.fromkeys(known.initials + name.initials)),
        alone=known.alone or name.alone,
        capitals=known.capitals and name.capitals,
        mailbox=known.mailbox and name.mailbox,
        surname=known.surname or name.surname,
        noun=known.noun and name.noun,
    )
