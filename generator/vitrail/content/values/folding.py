"""One spelling for everything that people type: keys, listed values and codes are compared folded, never as written.

A synonym of a key is written once, whatever the tables in which the key stands, as a pattern: between braces are
endings or words of which each makes a name, « maître{,sse} » as a shell reads it. A key is read in both numbers of its
last word.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, count
from typing import TypeVar

from vitrail.ground.regex import regex

K = TypeVar("K")
T = TypeVar("T")

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼʹ`´′＇", "'"),
        **dict.fromkeys("-_‐‑‒–—―−\u00a0\u202f\u2007", " "),
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
    }
)
CODE = r"[^\W\d_]{1,3}\d+[^\W\d_]?(?:\.\d+[^\W\d_]?)*"
"""The form of the code of a competency, folded or not: « B1.2 », « B2A.2.1 », « B3.5A.1 »."""
_DROPPED = frozenset({"Mn", "Cf", "Me"})
"""Accents and invisible characters (zero-width spaces, soft hyphens) that come with pasted text."""


class _Folded(dict[int, str]):
    """Character met → its folded form, which does not depend on its neighbours, so that one pass folds a text."""

    _REMEMBERED = 20_000
    """Most characters remembered: a text with all of Unicode is slow, but does not fill the memory."""

    def __missing__(self, code: int) -> str:
        """Fold a character; case folding may bring an accent back (İ), so fold until nothing changes."""
        text = chr(code)
        while (folded := _step(text)) != text:
            text = folded
        if len(self) < self._REMEMBERED:
            self[code] = text
        return text


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Fold to the form that is compared: no accents, no case, one kind of apostrophe, single spaces.

    Hyphens, underscores and no-break spaces count as spaces (docs/ecrire.md, « Règles communes »). Total and
    idempotent.

    >>> fold("  Prénom_de l’Élève "), fold("PRÉNOM DE L'ÉLÈVE")
    ("prenom de l'eleve", "prenom de l'eleve")
    """
    return " ".join(text.translate(_FOLDED).split())


_PENDING = frozenset(
    ";a choisir;a completer;a definir;a ecrire;a faire;a preciser;a rediger;a venir"
    ";en attente;en cours;en cours de redaction;inconnue;indecis;tbd;todo".split(";")
)


def pending(text: str) -> bool:
    """True if a text only says that it is still to be written, or known.

    >>> pending("À compléter…"), pending("?"), pending("À compléter par la mairie")
    (True, True, False)
    """
    return fold(text).strip(" .:!?…*[]()<>") in _PENDING


_NOT_IN_NAME = regex(r"[^a-z0-9]+")


def ascii_name(text: str) -> str:
    """Spell a text as the name of a file or a page: « Éric Noël » → ``eric-noel``, « Дарья » → ``darya``.

    Letters of any script are written as Latin ones sound (anyascii), pictograms are dropped; the other signs between
    them make one hyphen.

    >>> ascii_name("Éric Noël"), ascii_name("Дарья"), ascii_name("🚀 TP n°3")
    ('eric-noel', 'darya', 'tp-n3')
    """
    from anyascii import anyascii  # few commands need it

    letters = (sign for sign in fold(text) if unicodedata.category(sign) != "So")
    spelled = (sign if sign.isascii() else anyascii(sign).replace("'", "").lower() for sign in letters)
    return _NOT_IN_NAME.sub("-", "".join(spelled)).strip("-")


def ascii_words(name: str) -> list[str]:
    """Split a name into words, each spelled as ``ascii_name`` does.

    >>> ascii_words("LE GOFF Yann")
    ['le', 'goff', 'yann']
    """
    return ascii_name(name).split("-")


@lru_cache(maxsize=4096)
def fold_key(text: str) -> str:
    """Fold a key, remembering it: a class writes the same forty keys in every file.

    >>> fold_key("Auto-évaluation")
    'auto evaluation'
    """
    return fold(text)


@lru_cache(maxsize=8192)
def fold_code(text: str) -> str:
    """Fold a code, in which spaces and hyphens do not count: « b1.1 » and « B 1.1 » are one, 1.10 and 1.1 are two.

    >>> fold_code("b 1.1"), fold_code("B1.10")
    ('b1.1', 'b1.10')
    """
    return fold(text).replace(" ", "")


def _step(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN).casefold())
    return "".join(char for char in decomposed if unicodedata.category(char) not in _DROPPED).translate(_PLAIN)


def free(name: str, taken: Iterable[str]) -> str:
    """Return the name, or the first of ``name-2``, ``name-3``… that is not taken.

    >>> free("glpi", []), free("glpi", ["glpi", "glpi-2"])
    ('glpi', 'glpi-3')
    """
    held = frozenset(taken)
    return next(
        candidate for candidate in chain([name], (f"{name}-{number}" for number in count(2))) if candidate not in held
    )


def grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    """Group items by their key; keys, and the items of each, in the order in which they come.

    >>> grouped([("b", 1), ("a", 2), ("b", 3)])
    {'b': [1, 3], 'a': [2]}
    """
    groups: dict[K, list[T]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups


_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "adresse": ("adresse {personnelle,postale}", "domicile"),
    "attestation": ("certificat{, de travail}",),
    "code": ("id", "identifiant"),
    "départ": ("parti{,e} le",),
    "étudiant": ("étudiante",),
    "le": ("date",),
    "lien": ("url",),
    "ordre": ("rang",),
    "organisation": (
        "entreprise",
        "company",
        "société",
        "{entreprise,structure,organisme} d'accueil",
        "nom de l'entreprise",
    ),
    "raison": ("motif",),
    "statut": ("status",),
    "technologies": ("technos", "stack"),
    "téléphone": ("tél", "portable"),
    "titre": ("title", "intitulé"),
    "tuteur": (
        "tuteur {de stage,en entreprise,entreprise}",
        "tutrice{, de stage, en entreprise}",
        "nom du tuteur",
        "maître{,sse} {de stage,d'apprentissage}",
        "encadrant{,e}",
        "responsable{, de stage}",
    ),
}
"""Key → its synonyms in every table. Under an unknown key, a tutor's name would not be veiled in texts."""
_ENGLISH: Mapping[str, str] = {
    "années du diplôme": "years",
    "année": "year",
    "annexes par session": "annex by session",
    "certificats de travail": "certificates of employment",
    "clé": "key",
    "code court": "local id",
    "colonnes": "columns",
    "compétences": "items",
    "contient": "children",
    "couleurs": "hues",
    "couvre": "covers",
    "dépend de": "parent",
    "épreuves": "exams",
    "exigences": "requirements",
    "forme": "form",
    "libellé": "label",
    "libellés imprimés": "printed labels",
    "mot": "word",
    "niveau": "kind",
    "niveau jugé": "judged level",
    "niveaux": "levels",
    "remplacé par": "replaced by",
    "situations obligatoires": "mandatory situations",
    "stages": "internships",
    "sujet": "subject",
    "tableau jugé": "judged table",
    "tableaux": "synthesis tables",
    "texte": "text",
    "titre court": "short title",
    "voies": "pathways",
}
"""Key of a référentiel that fills no field → its English; that of the others is the name of the field."""
_LEAST = 4
"""Letters of the shortest word that has two numbers: « du » and « nor » have one."""


def english(name: str, field: str) -> tuple[str, ...]:
    """Return the English of a key of a référentiel, if it has one.

    >>> english("libellé", ""), english("lettre", "letter"), english("nor", "")
    (('label',), ('letter',), ())
    """
    return tuple(word for word in (field.replace("_", " ") or _ENGLISH.get(name, ""),) if word and word != name)


@lru_cache(maxsize=1024)
def spellings(name: str, also: tuple[str, ...]) -> tuple[str, ...]:
    """Return every name of a key as one writes it, its own first, then those of its table, then those of all tables.

    >>> spellings("départ", ("sortie",))
    ('départ', 'sortie', 'parti le', 'partie le')
    """
    return tuple(dict.fromkeys(word for pattern in (name, *also, *_SYNONYMS.get(name, ())) for word in _words(pattern)))


@lru_cache(maxsize=1024)
def folded_names(name: str, also: tuple[str, ...]) -> tuple[str, ...]:
    """Return every name of a key, folded, those that are spelled before the same in the other number.

    >>> folded_names("épreuve", ())
    ('epreuve', 'epreuves')
    """
    names = tuple(map(fold_key, spellings(name, also)))
    numbers = (_other_number(word) for word in names if len(word.rpartition(" ")[2]) >= _LEAST)
    return tuple(dict.fromkeys((*names, *numbers)))


def synonyms() -> int:
    """Count the patterns that are written here, for ``make lines``."""
    return sum(map(len, _SYNONYMS.values())) + len(_ENGLISH)


def _words(pattern: str) -> Iterator[str]:
    head, brace, rest = pattern.partition("{")
    if not brace:
        yield pattern
        return
    words, _, tail = rest.partition("}")
    yield from (head + word + end for word in words.split(",") for end in _words(tail))


def _other_number(word: str) -> str:
    return word.removesuffix("s") if word.endswith("s") else word + "s"
