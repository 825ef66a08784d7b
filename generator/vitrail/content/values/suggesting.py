"""Suggestions: the word or date that a misspelt one must have meant, and the edit that writes it."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from vitrail.content.values.choices import meant, nearest
from vitrail.content.values.dates import LONGEST, MONTHS, DateFault, read_date, read_period
from vitrail.content.values.folding import fold, grouped
from vitrail.ground.diagnostics import Diagnostic, Fix, Place, TextEdit
from vitrail.ground.language import Value, mark
from vitrail.ground.regex import regex

_PLAIN = regex(r"[\w./][^:#,\[\]{}\"'\\\n]*")
"""A text that YAML reads the same in quotes of either kind, in braces, or bare."""
_DIGITS = regex(r"\d+")
_MONTH = regex(r"[^\W\d_]{3,}")
_NUMBERS = regex(r"(?<!\d)(\d{1,2})[\s_,;:/.\\\\-]+(\d{1,2})[\s_,;:/.\\\\-]+(\d{4})(?!\d)")
_GLUED = regex(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)")
_STUCK = regex(r"(?<=\d)(?=[^\W\d_]{3})|(?<=[^\W\d_]{3})(?=\d)")
_DATE = r"\d{1,2}/\d{1,2}/\d{4}"
_PAIR = regex(rf"({_DATE})\W+(?:et\s+)?({_DATE})")
_SHORT, _LONG, _FILE = 4, 8, 6
"""``_SHORT``: shorter words that differ by one letter are two words; ``_LONG``: from this length, two slips are
allowed; ``_FILE``: ``_SHORT`` for the names of files."""
_WORDS = regex(r"[^\W_]+")
_SUFFIX = regex(r"\.[a-z][a-z0-9]{1,4}$")
"""Suffix of a file; a code ends with a digit."""


class Guess(NamedTuple):
    """The candidate that an author must have meant."""

    name: str
    sure: bool
    """Whether it is certain: only slips of the keyboard separate the words, and no other candidate is as near."""


class TypedWord(NamedTuple):
    """A word as written in a file."""

    word: str
    whole: str | None = None
    """The text that holds it, when several words stand there between commas."""
    guarded: bool = False
    """Whether no fix of it is safe: it decides who may read, or what is validated."""


def guess(word: str, candidates: Iterable[str]) -> Guess | None:
    """Find the candidate that a word must have meant; None when nothing resembles it.

    A file's name is compared only with those of the same suffix, by the part before it.

    >>> guess("soumsie", ["brouillon", "soumise"])
    Guess(name='soumise', sure=True)
    >>> guess("finie", ["brouillon", "soumise"])
    Guess(name='soumise', sure=False)
    >>> guess("serveur-b.txt", ["serveur-a.txt", "serveur-b.png"])
    Guess(name='serveur-a.txt', sure=False)
    """
    suffix = _SUFFIX.search(word.lower())
    ended = suffix[0] if suffix else ""
    words = tuple(item for item in candidates if item.lower().endswith(ended))
    stems = grouped((_stem(item), item) for item in words) if ended else {}
    stem = nearest(_stem(word), stems)
    name = nearest(word, stems[stem]) or stems[stem][0] if stem else None
    name = name if ended else meant(word, words) or nearest(word, words)
    return Guess(name, _is_slip(word, name, words, len(ended))) if name else None


def _stem(path: str) -> str:
    """Return the name of a file without its suffix: two files are not alike for being of one kind."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _is_slip(word: str, meant_word: str, words: Iterable[str], suffix: int) -> bool:
    """True if two texts differ by one slip, or two in a long word that is no file's, and no other is as near.

    A slip is a letter too many, missing, wrong or exchanged with its neighbour, in a single word that is long enough:
    another number, a letter alone, or one word more make another name. The suffix of a file (its ``suffix`` last
    letters) does not count in the length. Short file names are many: « wiki » and « wifi » are two.
    """
    from rapidfuzz.distance import OSA  # loaded for a misspelt word only

    written, wanted = fold(word), fold(meant_word)
    mine, theirs = (_WORDS.findall(text[: len(text) - suffix]) for text in (written, wanted))
    parted = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
    if len(mine) != len(theirs):
        parted = [(text, text) for text in {"".join(mine), "".join(theirs)}]  # one, when spaces alone part them
    if len(parted) > 1 or _DIGITS.findall(written) != _DIGITS.findall(wanted):
        return False
    for typed, other in parted:
        enough = max(len(typed), len(other)) >= (_FILE if suffix else _SHORT) or sorted(typed) == sorted(other)
        most = 2 if len(typed) >= _LONG and not suffix else 1 if enough else 0
        if OSA.distance(typed, other) > most:
            return False
    slips, others = OSA.distance(written, wanted), {fold(candidate) for candidate in words} - {wanted}
    return all(OSA.distance(written, candidate, score_cutoff=slips) > slips for candidate in others)


def astray(code: str, place: Place, word: str | TypedWord, known: Iterable[str], /, **values: Value) -> Diagnostic:
    """Return the diagnostic of a word that names nothing, with the nearest known word.

    Args:
        code: the fault.
        place: of the word, or of the text that holds it.
        word: as it is written.
        known: the words that would do.
        values: the values of its sentence, besides the suggestion.

    >>> told = astray("STR020", Place(path="a.md"), "soumsie", ["brouillon", "soumise"], key="statut")
    >>> told.values["suggestion"]
    'Vouliez-vous dire « soumise » ?'
    """
    written = word if isinstance(word, TypedWord) else TypedWord(word)
    likely = guess(written.word, known)
    if likely is None:
        return Diagnostic.at(code, place, **values, suggestion="")
    fix = respelt(place, written, likely.name, sure=likely.sure)
    return Diagnostic.at(
        code, place, fix, **values, suggestion=mark("Vouliez-vous dire « {name} » ?", name=likely.name)
    )


def respelt(place: Place, written: TypedWord, new: str, *, sure: bool = True) -> Fix | None:
    """Return the fix that replaces a word in a YAML value; None when the word is not there letter by letter.

    A value with escapes or on several lines has not the length of its place: the word cannot be located in it.

    >>> place = Place(path="a.md", line=1, column=10, end_line=1, end_column=22)
    >>> respelt(place, TypedWord("soumsie", "soumsie, lue"), "soumise").edits
    (TextEdit(place=Place(path='a.md', line=1, column=10, end_line=1, end_column=17), text='soumise'),)
    """
    own = spot(place, written) if is_plain(new) else None
    return instead(own, written.word, new, sure=sure and not written.guarded) if own else None


def spot(place: Place, written: TypedWord) -> Place | None:
    """Return the place of a word inside the place of its text; None when it is not there letter by letter.

    >>> place = Place(path="a.md", line=1, column=10, end_line=1, end_column=20)
    >>> spot(place, TypedWord("B1.6", "B1.1, B1.6")).column
    16
    """
    word, whole = written.word, written.whole or written.word
    if not _stands(place, whole) or whole.count(word) != 1:
        return None
    column = place.column + whole.find(word)
    return replace(place, column=column, end_column=column + len(word))


def instead(place: Place, word: str, new: str, *, sure: bool = True) -> Fix | None:
    """Return the fix that replaces the word at a place by any text; None when the word is not there letter by letter.

    >>> place = Place(path="a.md", line=1, column=1, end_line=1, end_column=4)
    >>> instead(place, "B11", "B1.1").edits[0].text, instead(place, "B1", "B1.1")
    ('B1.1', None)
    """
    if not _stands(place, word) or word == new:
        return None
    return Fix(title=mark("Écrire « {word} »", word=new), edits=(TextEdit(place, new),), safe=sure)


def is_plain(text: str) -> bool:
    """True if YAML reads a text the same, whether quoted, in braces, or bare.

    >>> is_plain("vécue"), is_plain("note: vécue")
    (True, False)
    """
    return _PLAIN.fullmatch(text) is not None


def _stands(place: Place, word: str) -> bool:
    return place.end_line == place.line and place.end_column - place.column == len(word)


def as_read(text: str, *, day: bool) -> str:
    """Rewrite a date (a ``day``, else a period) in a form that can be read; empty when none can.

    >>> as_read("5 janvié 2026", day=True), as_read("05012026", day=True), as_read("hier", day=True)
    ('5 janvier 2026', '05/01/2026', '')
    """
    if len(text) > LONGEST:
        return ""
    read: Callable[[str], object] = read_date if day else read_period
    forms = ((form, read(form)) for form in _forms(text) if form != text)
    return next((form for form, value in forms if value and not isinstance(value, DateFault)), "")


def _forms(text: str) -> Iterator[str]:
    """Yield a text after each correction in turn: spaces added, months respelt, numbers split, two days joined."""
    spaced = _STUCK.sub(" ", text)
    yield spaced
    spelt = _MONTH.sub(_spelt, spaced)
    yield spelt
    parted = _GLUED.sub(r"\1/\2/\3", _NUMBERS.sub(r"\1/\2/\3", spelt))
    yield parted
    yield _PAIR.sub(r"\1 au \2", parted)


def _spelt(month: re.Match[str]) -> str:
    near = guess(month[0], MONTHS)
    return near.name if near and near.sure else month[0]
