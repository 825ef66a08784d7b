"""The columns of the table of keys (``keys.py``), by which values are read, mended, limited and documented."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum, Flag, StrEnum, auto
from types import UnionType
from typing import Any, ClassVar, get_args, get_origin

from msgspec import NODEFAULT, UNSET, Struct
from msgspec.structs import replace

from vitrail.content.model.audience import Visibility
from vitrail.content.model.internships.regulation import Range
from vitrail.content.values.choices import VISIBILITIES
from vitrail.content.values.folding import english, folded_names, spellings
from vitrail.content.values.lengths import TEXT
from vitrail.ground.diagnostics import Place
from vitrail.ground.language import Period


class Kind(StrEnum):
    """The kind of a value: how it is read."""

    FIELD = "field"
    """To be derived from the type of the field; replaced in every row of a table."""
    TEXT = "text"
    """A line or a paragraph, whatever signs it holds: a colon or a « # » in it is text."""
    WORD = "word"
    """A text in which a « # » begins a remark: an address, a code."""
    PROSE = "prose"
    """A text, or a list of sentences, joined by newlines."""
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
    """A mapping whose keys are those of ``Key.keys``."""
    RECORDS = "records"
    PAIRS = "pairs"
    """A mapping whose keys are chosen by the author, such as codes."""
    OWN = "own"
    """A value of several forms, which the reader of its file tells apart, and puts in the field if there is one."""


class Where(Flag):
    """Where the value that an author wrote is shown or used."""

    PAGE = auto()
    TEAM = auto()
    """A page that the public does not read."""
    PAPER = auto()
    CHECK = auto()
    """It is in a diagnostic, or silences one."""
    SITE = auto()
    """It changes the site itself: an address, an order, who may read."""


_ALWAYS: Mapping[Kind, tuple[str, ...]] = {Kind.FLAG: ("oui", "non"), Kind.VISIBILITY: tuple(VISIBILITIES)}
"""Kind → its words, the same under every key."""
Refers = StrEnum("Refers", "FILE STAGE WORK MATE HOST CODE EXAM SITUATION OPTION FRAMEWORK")
"""The kind of thing that a value names: an editor proposes those that exist, and leads to the one named."""


class Key(Struct, frozen=True):
    """A row of the table; columns left out are derived from the field that it fills (``Keys._derived``)."""

    name: str
    to: str = ""
    """Field of the record that the value fills; without one, the reader of the file reads the key itself."""
    kind: Kind = Kind.FIELD
    """Given where the type of the field does not determine it: a ``str`` is TEXT, a tuple of them WORDS."""
    help: str = ""
    """Help for authors: French Markdown."""
    example: str = ""
    """A value, as YAML."""
    also: tuple[str, ...] = ()
    """Patterns of other names met in real files (``folding``); of several that are written, the first is read."""
    derived: tuple[str, ...] = ()
    """Other names that a rule gives: the English of a key of a référentiel, the rank of a year."""
    fact: bool = False
    """Shown as written among the facts of its page: such a key needs no field and no code."""
    required: bool | None = None
    """Whether its absence is a fault; by default, if the field has no default value."""
    absent: str = "STR017"
    """Code of the fault when a required key is not there."""
    limit: int = TEXT
    """Most characters of a value; more are cut."""
    of: type[Enum] | None = None
    """The enumeration of a choice; by default, the field's type."""
    words: Mapping[str, str] = {}
    """Word → what it means, for a choice without an enumeration."""
    then: Callable[[Any], object] | None = None
    """Converts a value, or each of several."""
    unknown: str = "STR020"
    """Code of the fault when a word is none of the choice."""
    unread: Any = UNSET
    """Value of the field when the key is written but cannot be read, or is written twice: the safest value, or None,
    which silences the rules that would use it. The field's own default is for a key that is not written."""
    default: Visibility = Visibility.PUBLIC
    """The visibility when none is written: the field's default."""
    keys: Keys | None = None
    """The keys of a mapping below: by default those of the field's record, else those of this mapping itself."""
    after: str = ""
    """Field of the lower bound, which this value must not be below."""
    most: int = 0
    """Most entries that are read; 0: all."""
    mended: bool = False
    """Whether the mender treats its value as text, although its kind is none of text."""
    shown: Where = Where(0)
    """Where its value is shown or used; by default as the mapping says, else on a page."""
    sealed: bool = False
    """Whether a seal covers it although no page shows it; a seal covers all that the page shows."""
    refers: Refers | None = None
    """The kind of thing that its value names."""
    private: bool = False
    """Whether it gives a name that others may not read, or the name shown in its place."""

    @property
    def keeps(self) -> bool:
        """True if dropping a value would publish something that its author keeps private."""
        return self.private or self.kind is Kind.VISIBILITY or self.unread not in (UNSET, None)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name, folded, the documented one first."""
        return folded_names(self.name, self.also + self.derived)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return every name as one writes it, the documented one first."""
        return spellings(self.name, self.also + self.derived)

    @property
    def kept(self) -> tuple[str, ...]:
        """Return one word for each meaning of a choice."""
        own = (*(str(member.value) for member in self.of or ()), *self.words.values())
        return _ALWAYS.get(self.kind) or tuple(dict.fromkeys(own))

    @property
    def choices(self) -> tuple[str, ...]:
        """Return every word of a choice, those of ``kept`` first."""
        other = (word for member in self.of or () for word in getattr(member, "also", ()))
        own = (*(str(member.value) for member in self.of or ()), *other, *self.words)
        return _ALWAYS.get(self.kind) or tuple(dict.fromkeys(own))


class Keys:
    """The keys of one kind of mapping, found by any of their names."""

    __slots__ = (
        "_by_name",
        "_rows",
        "noted",
        "notes",
        "pair",
        "placed",
        "record",
        "sealed",
        "several",
        "short",
        "whole",
    )

    _OF: ClassVar[dict[type, Keys]] = {}
    """Record → the first table that was declared for it."""
    ENGLISH: ClassVar = False
    """Whether a key is understood by the name of its field too."""

    def __init__(  # noqa: PLR0913  # what a table says beside its rows, each by name
        self,
        record: type[Struct] | None,
        *rows: Key,
        short: str = "",
        pair: tuple[str, ...] = (),
        several: bool = False,
        notes: tuple[str, ...] = (),
        shown: Where = Where.PAGE,
    ) -> None:
        self.record = record
        """The record whose fields the rows fill; None if the mapping is a pair of texts, or has its own reader."""
        self.short = short
        """The key that a bare text stands for."""
        self.pair = pair
        """The two keys that « a: b » stands for, in a mapping or in a text."""
        self.several = several or self.coded
        """Whether several bare texts may stand on one line, between commas."""
        self.notes = {note: folded_names(note, ()) for note in notes}
        """Name under which people write something for themselves or for another program, and that is no fault → its
        folded forms."""
        self.noted = frozenset(name for names in self.notes.values() for name in names)
        known = _fields(record) if record else {}
        self.whole = frozenset(name for name, (_, default) in known.items() if default is NODEFAULT)
        """Required fields of the record."""
        self.placed = known.get("place", ("",))[0] is Place
        """Whether the record has a field for its place in the file."""
        told = (row if row.shown else replace(row, shown=shown) for row in map(self._named, rows))
        self._rows = {row.name: self._derived(row, *known[row.to]) if row.to else _read_apart(row) for row in told}
        self._by_name = {name: key for key in self for name in key.names}
        self.sealed = tuple(key for key in self if (key.to or key.fact) and (key.sealed or Where.PAGE in key.shown))
        """The keys that a seal covers: those that the page shows, and those marked so."""
        if record:
            self._OF.setdefault(record, self)

    def _derived(self, row: Key, held: Any, default: Any) -> Key:  # noqa: ANN401 - any type, and a value of it
        """Complete a row from the field that it fills."""
        held = get_args(held)[0] if get_origin(held) is UnionType else held
        several = get_origin(held) is tuple
        item = get_args(held)[0] if several else held
        kind = row.kind if row.kind is not Kind.FIELD else _kind(item, several=several)
        chosen = kind in {Kind.CHOICE, Kind.CHOICES} and not row.words
        return replace(
            row,
            kind=kind,
            of=row.of or (item if chosen else None),
            keys=row.keys or (self._OF.get(item) if kind in {Kind.RECORD, Kind.RECORDS} else None),
            default=default if kind is Kind.VISIBILITY else row.default,
            required=default is NODEFAULT if row.required is None else row.required,
        )

    def _named(self, row: Key) -> Key:
        """Give a row of a référentiel its English name."""
        return replace(row, derived=english(row.name, row.to)) if self.ENGLISH and not row.derived else row

    def __iter__(self) -> Iterator[Key]:
        return iter(self._rows.values())

    def __getitem__(self, name: str) -> Key:
        """Return the row of a documented name. Raises KeyError: the table has no such key, which is our bug."""
        return self._rows[name]

    @property
    def coded(self) -> bool:
        """True if a bare text is a code, the first of the pair."""
        return bool(self.pair) and self.pair[0] == self.short

    def find(self, folded: str) -> Key | None:
        """Return the row of a name as an author wrote it, folded."""
        return self._by_name.get(folded)


class FrameworkKeys(Keys):
    """The keys of a part of a référentiel, which may be written in English, as those that ship with Vitrail are."""

    __slots__ = ()
    ENGLISH = True


class TextKeys(Struct, frozen=True, kw_only=True):
    """The folded keys under which the mender reads YAML's signs as text."""

    texts: frozenset[str]
    """Keys whose value is a text."""
    lists: frozenset[str]
    """Keys of lists of texts, entered by dashes."""
    sentences: frozenset[str]
    """Keys whose entries are each a name and a sentence."""
    words: frozenset[str]
    """Keys inside those entries whose value is not a text."""
    groups: Mapping[str, frozenset[str]]
    """Key → the keys of the mapping, or of the list of them, that is its value; empty → those of the file itself."""


TEXTS = frozenset({Kind.TEXT, Kind.PROSE, Kind.LINES})
_LISTS = frozenset({Kind.PROSE, Kind.LINES})


def label(name: str) -> str:
    """Return the name of a key as the label of its value.

    >>> label("professeur référent")
    'Professeur référent'
    """
    return name[:1].upper() + name[1:]


def text_keys(*tables: Keys) -> TextKeys:
    """Return the keys of text, for the mender, in the files that some tables describe.

    >>> keys = text_keys(Keys(None, Key("sujet", kind=Kind.TEXT), Key("outils", kind=Kind.WORDS)))
    >>> sorted(keys.texts), keys.lists
    (['sujet', 'sujets'], frozenset())
    """
    every = tuple(key for keys in tables for key in below(keys))
    return TextKeys(
        texts=_names(key for key in every if key.kind in TEXTS or (key.mended and key.kind is not Kind.WORDS))
        | {name for keys in tables for name in keys.noted},
        lists=_names(key for key in every if key.kind in _LISTS or (key.mended and key.kind is Kind.WORDS)),
        sentences=_names(key for key in every if _sentence(key)),
        words=_names(row for key in every if _sentence(key) and key.keys for row in key.keys if row.kind not in TEXTS),
        groups={"": frozenset(name for keys in tables for name in (*_names(keys), *keys.noted))}
        | {name: _names(key.keys) for key in every if key.keys is not None for name in key.names},
    )


def below(keys: Keys) -> Iterator[Key]:
    """Yield the keys of a mapping and of every mapping below it.

    >>> top = Keys(None, Key("tuteur", kind=Kind.RECORD, keys=Keys(None, Key("nom", kind=Kind.TEXT))))
    >>> [key.name for key in below(top)]
    ['tuteur', 'nom']
    """
    for key in keys:
        yield key
        if key.keys is not None:
            yield from below(key.keys)


def _read_apart(row: Key) -> Key:
    """Complete a row that fills no field: it is read by the reader of its file."""
    return replace(row, kind=Kind.OWN) if row.kind is Kind.FIELD else row


def _fields(record: type[Struct]) -> dict[str, tuple[object, object]]:
    """Return the type and the default of each field: ``msgspec.structs.fields`` takes ten times as long."""
    types: dict[str, object] = {}
    for base in reversed(record.__mro__):
        types |= getattr(base, "__annotations__", {})
    names, defaults = record.__struct_fields__, record.__struct_defaults__
    whole = (*([NODEFAULT] * (len(names) - len(defaults))), *defaults)
    return {name: (types[name], default) for name, default in zip(names, whole, strict=True)}


def _kind(held: type, *, several: bool) -> Kind:
    """Return the kind of the values of a field, from its type."""
    if held in _KINDS:
        return Kind.WORDS if several and held is str else _KINDS[held]
    if isinstance(held, type) and issubclass(held, Enum):  # of « tuple[str, str] », Python 3.13 does not ask
        return Kind.CHOICES if several else Kind.CHOICE
    return Kind.RECORDS if several else Kind.RECORD


_KINDS: Mapping[type, Kind] = {
    str: Kind.TEXT,
    int: Kind.NUMBER,
    bool: Kind.FLAG,
    date: Kind.DAY,
    Period: Kind.PERIOD,
    Range: Kind.WEEKS,
    Visibility: Kind.VISIBILITY,
}


def _sentence(key: Key) -> bool:
    return key.keys is not None and bool(key.keys.pair) and key.keys[key.keys.pair[1]].kind in TEXTS


def _names(keys: Iterable[Key]) -> frozenset[str]:
    return frozenset(name for key in keys for name in key.names)
