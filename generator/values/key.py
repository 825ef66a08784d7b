"""What a key is: a row of the table (``keys.py``) from which values are read, mended, limited and documented."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum, StrEnum

from msgspec import Struct, field

from generator.model.audience import Visibility
from generator.values.folding import fold_key
from generator.values.lengths import TEXT


class Kind(StrEnum):
    """What a value is."""

    TEXT = "text"
    """A line or a paragraph, whatever signs it holds: a colon or a « # » in it is text."""
    WORD = "word"
    """A text in which a « # » begins a remark: an address, a code."""
    PROSE = "prose"
    """A text, or a list of sentences that stand one below the other."""
    LINES = "lines"
    """A list of sentences; a single one keeps its commas."""
    WORDS = "words"
    """A list of words; a single text holds several between commas."""
    NUMBER = "number"
    WEEKS = "weeks"
    """A number of weeks, or two bounds: « 4 à 5 »."""
    FLAG = "flag"
    DAY = "day"
    PERIOD = "period"
    CHOICE = "choice"
    """A word of an enumeration (``of``), or of ``words`` alone."""
    CHOICES = "choices"
    VISIBILITY = "visibility"
    RECORD = "record"
    """A mapping whose keys are ``keys``."""
    RECORDS = "records"
    PAIRS = "pairs"
    """A mapping whose keys are no keys of ours, such as codes."""
    CLAIMS = "claims"
    """Codes, or a mapping from code to sentence."""
    OWN = "own"
    """Several forms, which the schema of its file tells apart."""


class Where(StrEnum):
    """Where an author finds again what they wrote."""

    PAGE = "page"
    TEAM = "équipe"
    """A page that the public does not read."""
    PAPER = "papier"
    CHECK = "contrôle"
    """A diagnostic says it, or it silences one."""
    SITE = "site"
    """It changes the site itself: an address, an order, who may read."""
    NOWHERE = "note"
    """A remark for those who keep the file."""


class Key(Struct, frozen=True):
    """A row of the table."""

    name: str
    kind: Kind
    help: str
    """What to write there: a piece of French Markdown."""
    example: str = ""
    """A value, as YAML."""
    also: tuple[str, ...] = ()
    """Other names met in real files; of two that are written, the first of these is read."""
    to: str = ""
    """Field of the record that the value fills; without it, the schema of the file asks for the key."""
    fact: bool = False
    """Shown as written among the facts of its page: such a key needs no field and no code."""
    required: bool = False
    absent: str = "STR017"
    """Code of the fault when a required key is not there."""
    limit: int = TEXT
    """Characters that are kept."""
    of: type[Enum] | None = None
    words: Mapping[str, Enum | str] = field(default_factory=dict)
    """Word → what it means, beside the enumeration's own values."""
    unknown: str = "STR020"
    """Code of the fault when a word is none of the choice."""
    default: Visibility = Visibility.PUBLIC
    keys: Keys | None = None
    """The keys of a mapping below; those of this very mapping when it holds others of its kind."""
    mended: bool = False
    """Whether its words are text for the mender, for a kind that does not say so."""
    shown: tuple[Where, ...] = (Where.PAGE,)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, folded, the documented one first."""
        return tuple(dict.fromkeys(map(fold_key, (self.name, *self.also))))


class Keys:
    """The keys of one kind of mapping, found by any of their names."""

    __slots__ = ("_found", "_names", "_rows", "make", "short")

    def __init__(self, *rows: Key, make: Callable[..., object] | None = None, short: str = "") -> None:
        self.make = make
        """The record that a mapping becomes, when nothing more is to be known for it."""
        self.short = short
        """The key that a bare text stands for."""
        self._rows = {key.name: key for key in rows}
        self._names = {name: key.names for key in rows for name in (*key.names, key.name)}
        self._found = {name: key for key in rows for name in key.names}

    def __iter__(self) -> Iterator[Key]:
        return iter(self._rows.values())

    def __getitem__(self, name: str) -> Key:
        """Return the row of a documented name. Raises KeyError: when the table holds no such key: a fault of ours."""
        return self._rows[name]

    def names(self, name: str) -> tuple[str, ...]:
        """Every name of a key that is called so, folded, the documented one first."""
        return self._names[name]

    def find(self, folded: str) -> Key | None:
        """Return the row of a name as an author wrote it, folded."""
        return self._found.get(folded)


class TextKeys(Struct, frozen=True, kw_only=True):
    """The names, folded, under which the mender takes signs of YAML for text."""

    texts: frozenset[str]
    """Their value is a text."""
    lists: frozenset[str]
    """The dashes under them introduce lines of text."""
    sentences: frozenset[str]
    """Each entry under them is a code and a sentence."""


_TEXTS = frozenset({Kind.TEXT, Kind.PROSE, Kind.LINES})
_LISTS = frozenset({Kind.PROSE, Kind.LINES})


def label(name: str) -> str:
    """Return the name of a key as the label of what it says."""
    return name[:1].upper() + name[1:]


def text_keys(*tables: Keys) -> TextKeys:
    """Say what the mender needs to know of some kinds of files."""
    every = tuple(key for keys in tables for key in below(keys))
    return TextKeys(
        texts=_names(key for key in every if key.kind in _TEXTS or (key.mended and key.kind is not Kind.WORDS)),
        lists=_names(key for key in every if key.kind in _LISTS or (key.mended and key.kind is Kind.WORDS)),
        sentences=_names(key for key in every if key.kind is Kind.CLAIMS),
    )


def below(keys: Keys) -> Iterator[Key]:
    """Yield the keys of a mapping and of every mapping below it."""
    for key in keys:
        yield key
        if key.keys is not None:
            yield from below(key.keys)


def _names(keys: Iterable[Key]) -> frozenset[str]:
    return frozenset(name for key in keys for name in key.names)
