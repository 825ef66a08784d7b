"""The years of a diploma as people write them: the names that its référentiel gives, in order, and their synonyms.

« première » and « seconde », « 2e année », « année 3 » name a year by its rank, whatever the diploma; a name that a
référentiel gives comes first, and so do the forms that schools shorten it to: « 1re » is the second year of a bac pro,
whose years are « seconde », « première » and « terminale ».
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from vitrail.content.model.framework import USUAL_YEARS
from vitrail.content.model.internships.regulation import NONE, Range
from vitrail.content.values.fields import Fields
from vitrail.content.values.folding import fold_key
from vitrail.content.values.key import Key, Keys, Kind
from vitrail.ground.language import quoted
from vitrail.ground.regex import regex

MOST = 10
"""Most years of a diploma."""
_SHORT = {"premiere": ("1re", "1ère"), "seconde": ("2de", "2nde"), "terminale": ("Tle", "term")}
_RANKS = (
    ("première", "1", "1re", "1ère"),
    ("deuxième", "seconde", "2", "2e", "2ème"),
    ("troisième", "3", "3e", "3ème"),
    *((f"{rank}", f"{rank}e") for rank in range(4, MOST + 1)),
)
_ENGLISH = ("first year", "second year", "third year")
_FIGURE = regex(r"(?<=[^\W\d])[\s-]?(?=\d)")


@lru_cache(maxsize=64)
def _words_of(names: tuple[str, ...]) -> Mapping[str, int]:
    """Return every word for a year, folded, with the year's rank from 1; names come before ranks."""
    ranks = tuple(enumerate(names, 1))
    spelled = ((rank, (name, _FIGURE.sub("", name), _FIGURE.sub(" ", name))) for rank, name in ranks)
    shortened = ((rank, _SHORT.get(fold_key(name), ())) for rank, name in ranks)
    numbered = ((rank, _ranked(rank)) for rank, _ in ranks)
    ranked: dict[str, int] = {}
    for rank, words in (*spelled, *shortened, *numbered):
        for word in words:
            ranked.setdefault(fold_key(word), rank)
    return ranked


def _ranked(rank: int) -> Iterator[str]:
    for word in _RANKS[rank - 1]:
        yield from (word, f"{word} année")
    yield from (f"année {rank}", *_ENGLISH[rank - 1 : rank])


def by_year(names: tuple[str, ...], kind: Kind, *, help: str, examples: Iterable[str]) -> Iterator[Key]:  # noqa: A002
    """Yield the rows of a mapping that has one key for each year.

    >>> [(key.name, key.example) for key in by_year(("seconde", "première"), Kind.WEEKS, help="", examples=("4", "6"))]
    [('seconde', '4'), ('première', '6')]
    """
    every = _words_of(names)
    for (rank, name), example in zip(enumerate(names, 1), examples, strict=False):
        ranked = tuple(word for word, meant in every.items() if meant == rank and word != fold_key(name))
        yield Key(name, kind=kind, derived=ranked, example=example, help=help)


@lru_cache(maxsize=64)
def in_years(table: Keys, names: tuple[str, ...]) -> Keys:
    """Return a table with its rows by year replaced by those of a diploma.

    >>> table = Keys(None, *by_year(USUAL_YEARS, Kind.WEEKS, help="", examples=("5", "6")))
    >>> [key.name for key in in_years(table, ("seconde", "première", "terminale"))]
    ['seconde', 'première', 'terminale']
    """
    if names == USUAL_YEARS:
        return table
    model = table[USUAL_YEARS[0]]
    rows = by_year(names, model.kind, help=model.help, examples=[model.example] * len(names))
    others = (row for row in table if row.name not in USUAL_YEARS)
    return Keys(table.record, *rows, *others, short=table.short, pair=table.pair, shown=model.shown)


def year_in(names: tuple[str, ...], written: str) -> int | None:
    """Return the rank of a year from 1, by its name or its rank; None when the diploma has no such year.

    >>> year_in(("seconde", "première", "terminale"), "1re"), year_in(("seconde", "première", "terminale"), "4")
    (2, None)
    """
    return _words_of(names).get(fold_key(written))


def read_year(fields: Fields, key: str, names: tuple[str, ...]) -> int | None:
    """Read the name of a year; report one that the diploma does not have."""
    written = fields.text(key)
    if written is None:
        return None
    rank = year_in(names, written)
    if rank is None:
        fields.astray("STR020", fields.route_of(key), written, names, key=key, value=written, words=quoted(names))
    return rank


def weeks_by_year(fields: Fields, names: tuple[str, ...]) -> tuple[Range | None, ...]:
    """Read a mapping of years to weeks; a year not named has no stage, or an unknown length under the usual names."""
    given = tuple(fields.weeks(name) for name in names)
    unnamed = None if names == USUAL_YEARS else NONE
    return tuple(weeks or unnamed for weeks in given) if any(given) else ()
