"""Words chosen from a list: accents, case, gender and number forgiven; the nearest word proposed in one place."""

from collections.abc import Container, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache
from types import MappingProxyType

from vitrail.content.model.audience import Visibility
from vitrail.content.values.folding import fold
from vitrail.ground.regex import regex

VISIBILITIES: Mapping[str, Visibility] = {
    "publique": Visibility.PUBLIC,
    "jury": Visibility.JURY,
    "équipe": Visibility.TEAM,
}
"""The words for a visibility, whose enumeration has numbers for values."""

DRAFT_KEYS = {
    "draft": True, "brouillon": True, "published": False, "publish": False, "publie": False, "publiee": False,
    "publier": False, "private": True, "prive": True, "privee": True, "hidden": True, "masque": True, "masquee": True,
    "cache": True, "cachee": True, "secret": True, "confidentiel": True, "confidentielle": True,
    "confidentialite": True, "ne pas publier": True, "public": False, "visible": False, "en ligne": False,
}  # fmt: skip
"""Folded key → the answer that hides a page: keys of Hugo, Jekyll and Obsidian, and their French translations."""
FOREIGN = frozenset(
    "aliases;colorlinks;comments;cssclass;cssclasses;date created;documentclass;fontsize;geometry;header includes;"
    "icon;lang;lastmod;layout;linkcolor;mainfont;monofont;papersize;permalink;pin;render with liquid;slug;toc;"
    "toccolor;updateddate;urlcolor".split(";")
)
"""Folded keys of Jekyll, Hugo, Obsidian and pandoc that tell nothing of a page."""
READ_BY = frozenset(
    "acces;access;audience;diffusion;etat;lecteur;lecteurs;lecture;lisible par;partage;publication;"
    "reserve a;restriction;statut;status;visibilite;visible par;visible pour".split(";")
)
"""Folded keys that may say who reads a page, or mean something else."""
_KEPT = frozenset(
    "brouillon confidentiel confidentielle draft enseignant enseignants equipe false interne jury masque masquee moi "
    "no non pas personne private prive privee prof profs professeur professeurs restreint restreinte".split()
)
"""Folded first words of the values of such a key, when not everybody may read the page."""

_WORD = regex(r"[^\W_]+")

_YES = frozenset({"oui", "yes", "true", "vrai", "1", "on", "x"})
_NO = frozenset({"non", "no", "false", "faux", "0", "off"})
_MEANT = dict.fromkeys(
    "termin fini finalis complet rendu remi envoy publi published done final finished completed ok pret".split(),
    "soumise",
)
"""Stems of synonyms that people write, too unlike our words for ``nearest`` → our word."""
_LONGEST = 80
_NEAR = 0.6
"""``_LONGEST``: characters compared, since the time grows as their square; ``_NEAR``: share that must be alike."""
_PARTED = 3
"""One letter in so many may differ."""


def read_choice(
    value: str, of: type[Enum] | None, words: Mapping[str, Enum | str] = MappingProxyType({})
) -> Enum | str | None:
    """Find the choice that a word names, by its folded value, then without gender and number; None if there is none.

    ``words`` are the words of a choice without an enumeration, or of an IntEnum.

    >>> read_choice("Vécues", Mode), read_choice("rêvée", Mode)
    (<Mode.LIVED: 'vécue'>, None)
    """
    exact, stems = _index(of, tuple(words.items()))
    folded = fold(value)
    return exact[folded] if folded in exact else stems.get(_stem(folded))


@lru_cache(maxsize=64)
def _index(
    of: type[Enum] | None, words: tuple[tuple[str, Enum | str], ...]
) -> tuple[Mapping[str, Enum | str], Mapping[str, Enum | str]]:
    """Index the words of a choice by their folded form, and by their stem where all its words mean the same."""
    exact: dict[str, Enum | str] = {
        fold(str(word)): member for member in of or () for word in (member.value, *getattr(member, "also", ()))
    }
    exact |= {fold(word): meant for word, meant in words}
    stems: dict[str, set[Enum | str]] = {}
    for word, meant in exact.items():
        stems.setdefault(_stem(word), set()).add(meant)
    return exact, {stem: meant.pop() for stem, meant in stems.items() if len(meant) == 1}


def read_yes_no(value: str) -> bool | None:
    """Read « oui » or « non », as people and programs write them; None when it is neither.

    >>> read_yes_no("Oui"), read_yes_no("0"), read_yes_no("peut-être")
    (True, False, None)
    """
    word = fold(value)
    return word in _YES if word in _YES or word in _NO else None


def asks_less(key: str, value: str) -> bool:
    """True if another tool's key, folded, asks that not everybody reads the page.

    >>> asks_less("publication", "non, pas encore"), asks_less("publication", "LinuxFr"), asks_less("public", "non")
    (True, False, True)
    """
    first = next(iter(_WORD.findall(fold(value))), "")
    return read_yes_no(first) is DRAFT_KEYS[key] if key in DRAFT_KEYS else key in READ_BY and first in _KEPT


def rank_of(word: str, scale: Sequence[str]) -> int | None:
    """Return the rank of a level, from 1, typed as its rank or its name; None if it is no level.

    >>> rank_of("2", ()), rank_of("Maîtrise", ("découverte", "maîtrise")), rank_of("beaucoup", ("maîtrise",))
    (2, 2, None)
    """
    if word.isdecimal():
        return int(word) if len(word) < 3 else None  # noqa: PLR2004  # no scale has a hundred levels
    ranks = {fold(name): rank for rank, name in enumerate(scale, 1)}
    return ranks.get(fold(word))


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Propose the candidate most like a word, for « vouliez-vous dire »; None when nothing resembles it.

    >>> nearest("competance", ["compétences", "période"]), nearest("x", ["compétences"]), nearest("tags", ["stage"])
    ('compétences', None, None)
    """
    written = fold(word[:_LONGEST])
    near = [(name, candidate) for candidate in candidates if _is_near(written, name := fold(candidate[:_LONGEST]))]
    scored = ((SequenceMatcher(None, name, written, autojunk=False).ratio(), candidate) for name, candidate in near)
    return max((pair for pair in scored if pair[0] >= _NEAR), default=(0, None))[1]


def _is_near(written: str, likely: str) -> bool:
    """True if a text begins another, or at most one letter in three differs: « tags » is not « stage »."""
    from rapidfuzz.distance import OSA  # loaded for a misspelt word only

    most = max(1, max(len(written), len(likely)) // _PARTED)
    begun = likely.startswith(written) or written.startswith(likely)
    return begun or OSA.distance(written, likely, score_cutoff=most) <= most


def meant(word: str, candidates: Container[str]) -> str:
    """Return the candidate of which a word is a synonym; empty when there is none.

    >>> meant("terminée", ["brouillon", "soumise"]), meant("bleue", ["brouillon", "soumise"])
    ('soumise', '')
    """
    said = _MEANT.get(_stem(fold(word[:_LONGEST])), "")
    return said if said in candidates else ""


def _stem(folded: str) -> str:
    """Strip gender and number from each word: « publiques » and « public » meet, « soumis » and « soumise » too."""
    return " ".join(_stem_word(word) for word in folded.split())


def _stem_word(word: str) -> str:
    word = word.rstrip("s") or word
    for feminine, masculine in (("que", "c"), ("lle", "l"), ("nne", "n"), ("ee", ""), ("e", "")):
        if len(word) > len(feminine) and word.endswith(feminine):
            bare = word.removesuffix(feminine) + masculine
            return bare.rstrip("s") or bare
    return word
