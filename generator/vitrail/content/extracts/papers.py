"""Recognise papers with somebody's address, birth date or signature, by their name or the beginning of their text."""

import re
from typing import Final

from vitrail.content.extracts.pieces import Extract
from vitrail.content.values.folding import fold
from vitrail.ground.language import Phrase, mark
from vitrail.ground.regex import regex

_NEVER: Final = r"(?!)"
_KINDS: Final[tuple[tuple[Phrase, str, str], ...]] = (
    (
        mark("une attestation ou un certificat"),
        (
            r"attestations? (?:de )?(?:fin de )?(?:stage|travail|presence|employeur|scolarite|droits)\b"
            r"|attestation (?:d |de )?(?:securite sociale|assurance|responsabilite)\b"
            r"|certificats? (?:de )?(?:stage|travail|scolarite)\b"
        ),
        _NEVER,
    ),
    (mark("une convention"), r"conventions? (?:(?:tripartite|signee) )?(?:de |du )?(?:stage|pfmp)\b", _NEVER),
    (
        mark("un bulletin ou un relevé de notes"),
        (
            r"bulletins? (?:de )?(?:notes|salaire|paie|scolaires?|(?:du )?\w{0,8} ?(?:semestre|trimestre))\b"
            r"|releves? (?:de )?notes\b|fiches? (?:de )?paie\b|livret scolaire\b"
        ),
        r"bulletin(?: s ?\d)?$",
    ),
    (
        mark("une pièce d'identité"),
        (
            r"(?:cartes?|pieces?) (?:nationales? )?(?:d ?)?identites?\b|carte vitale\b|livret (?:de )?famille\b"
            r"|acte (?:de )?naissance\b|titre (?:de )?sejour\b"
        ),
        r"(?:cni|passeport)(?: \w+){0,2}$|permis(?: de conduire)?(?: (?:b|recto|verso|\d+))*$",
    ),
    (mark("un relevé d'identité bancaire"), r"releve (?:d )?identite bancaire\b", r"(?:rib|iban)(?: \w+){0,2}$"),
)
"""Phrase for the kind of paper, pattern to find anywhere in a title, pattern to match from a title's beginning."""
_BLANK: Final = regex(r"\b(?:modele|vierge|exemple|specimen|anonyme|anonymisee?|template)\b")
"""Words in the name of a form that nobody filled."""
_BEFORE: Final = regex(r"^(?:\d+|scan|copie|photo|ma|mon|la|le)\s+")
_HEAD, _LINES, _SHORT = 4_000, 15, 70
"""Characters of the first page that are examined, lines of it, characters of a title, at most."""
_LEADERS: Final = regex(r"\.{3}|…|\d\s*$")
"""The end of a line of a table of contents."""
_IBAN: Final = regex(r"\bFR\d{2}(?: ?[0-9A-Z]{4}){5} ?[0-9A-Z]{3}\b")
_MACHINE: Final = regex(r"\b(?:IDFRA|P<FRA|I<FRA|IRFRA|TSFRA)[A-Z0-9<]{10,}")
"""The machine-readable lines of an identity card or a passport."""
_WORDS: Final = regex(r"[^a-z0-9]+")


def paper_named(name: str) -> Phrase | None:
    """Return the kind of paper that a file name or a title names, None for none."""
    words = _plain(re.sub(r"\.\w{2,5}$", "", name))
    begins = _BEFORE.sub("", words)
    return next(
        (kind for kind, named, whole in _KINDS if re.search(rf"\b(?:{named})", words) or re.match(whole, begins)), None
    )


def blank(name: str) -> bool:
    """True if a file name or a title is that of a form that nobody filled."""
    return _BLANK.search(_plain(name)) is not None


def paper_shown(extract: Extract) -> Phrase | None:
    """Return the kind of paper that the first page of a file shows, None for none."""
    first = next((piece for piece in extract.pieces if not piece.spot.member), None)
    if first is None or first.spot.page > 1:
        return None
    head = first.text[:_HEAD]
    if _MACHINE.search(head):
        return _KINDS[3][0]
    if any(_valid(match[0]) for match in _IBAN.finditer(head)) and re.search(r"\bBIC\b|\bRIB\b|[Tt]itulaire", head):
        return _KINDS[4][0]
    lines = [line.strip() for line in head.split("\n") if line.strip()][:_LINES]
    titles = [_plain(line) for line in lines if len(line) <= _SHORT and not _LEADERS.search(line)]
    return next((kind for kind, named, _ in _KINDS if any(re.match(named, title) for title in titles)), None)


def _plain(text: str) -> str:
    return _WORDS.sub(" ", fold(text)).strip()


def _valid(iban: str) -> bool:
    """True if the check digits of an IBAN are right (ISO 13616)."""
    plain = iban.replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1
