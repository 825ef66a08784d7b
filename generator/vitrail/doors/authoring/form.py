"""The form of a file, made from the table of its keys: the fields, their contents, and back from contents to values.

A field holds what people type, never YAML: a text, several words, a choice, or rows of fields. A value in a shape that
its field cannot show is displayed read-only, and never changed.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.markup import web_address
from vitrail.content.model.source import Route
from vitrail.content.values.document import Document, Value
from vitrail.content.values.folding import fold_key, pending
from vitrail.content.values.forms import forms
from vitrail.content.values.key import Key, Keys, Kind, Refers
from vitrail.content.values.keys import PERSONAL, PRODUCTION
from vitrail.doors.authoring.answers import FormField, Shown
from vitrail.doors.authoring.wording import FILE_KEYS, helped, named, offered
from vitrail.doors.scaffolding.files import shown_first
from vitrail.ground.diagnostics import Place
from vitrail.ground.language import Language, mark
from vitrail.ground.regex import regex

ROW: Final = ""
"""Key of a row → index of its entry in the file; absent for a new row."""
_PAIR: Final = Keys(
    None,
    Key("code", kind=Kind.WORD, refers=Refers.CODE),
    Key("valeur", kind=Kind.TEXT),
    short="code",
    pair=("code", "valeur"),
)
"""The fields of a row for a mapping whose names are free (``Kind.PAIRS``): the name, and its value."""
_LONG: Final = 300
"""Characters beyond which a text gets a control of several lines."""
_CODED: Final = mark("cherchez chaque compétence par ses mots, puis dites en une phrase ce que vous avez fait")
_SPAN: Final = regex(r"(?P<du>.+?)\s+(?:au|–|-)\s+(?P<au>.+)")
_CUT: Final = frozenset({Kind.WORDS, Kind.CHOICES})
"""Kinds whose several values may be one text, separated by commas."""
_NAMED: Final = frozenset({Refers.STAGE, Refers.WORK, Refers.MATE, Refers.EXAM, Refers.SITUATION})
"""References that are chosen from a list of existing names."""


class FieldWords(Struct, frozen=True):
    """The names to choose from, and the language of the labels."""

    say: Language
    names: Callable[[Refers], tuple[tuple[str, str], ...]]
    """Kind of reference → the names that exist, each with its description."""
    public: bool = False
    """Whether everybody reads the repository: what speaks of somebody else has no field unless it is written."""


def fields(table: Keys, document: Document, words: FieldWords) -> tuple[FormField, ...]:
    """Describe the fields of a file with their contents, those of a new file's template first."""
    first, unoffered = shown_first(table), FILE_KEYS | (PERSONAL if words.public else set())
    described = (
        replace(_described(key, words), first=key.name in first, **_held(key, document))
        for key in table
        if key.name not in unoffered or _under(document.data, key)
    )
    return tuple(sorted(described, key=lambda field: not field.first))


def held(key: Key, document: Document) -> Shown | None:
    """Return the content of a key's field; None if the field cannot show the value."""
    return shown(key, _under(document.data, key), document.spelled)


def _held(key: Key, document: Document) -> Mapping[str, Any]:
    """Return the content of a field, with another ``kind`` of control if that of its key cannot show the value."""
    value = held(key, document)
    if value is None:
        return {"kind": "kept", "value": _plainly(_under(document.data, key))}
    return {"value": value} | ({"kind": "line"} if _rows_of(key) is not None and isinstance(value, str) else {})


def _plainly(value: Value) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plainly(below)}" for name, below in value.items())
    return ", ".join(map(_plainly, value)) if isinstance(value, list) else value or ""


def _described(key: Key, words: FieldWords) -> FormField:
    """Describe a field in the reader's language: label, help and example, control, options, fields of its rows."""
    table, kind = _rows_of(key), _widget(key)
    chosen, coded = kind in {"choice", "choices"}, table is not None and table.coded and table.pair[0] == "code"
    known = words.names(key.refers) if key.refers else ()
    options = known if key.kind is Kind.WORDS and key.refers else offered(key)
    return FormField(
        name=key.name,
        label=words.say.gettext(named(key)),
        help=words.say.gettext(_CODED if coded else helped(key)),
        example=key.example.strip("[]") if table is None and not chosen and key.refers is not Refers.FILE else "",
        required=bool(key.required),
        kind=kind,
        file=key.refers is Refers.FILE,
        options=tuple((word, words.say.gettext(said)) for word, said in options) if chosen else (),
        near=tuple(name for name, _ in known) if kind != "rows" and not chosen else (),
        fields=tuple(_described(field, words) for field in table or ()),
        alone=table is not None and key.kind is Kind.RECORD,
        codes=coded,
    )


def _widget(key: Key) -> str:
    if _rows_of(key) is not None:
        return "rows"
    if key.kind in {Kind.CHOICE, Kind.FLAG, Kind.VISIBILITY}:
        return "choice"
    if key.kind is Kind.CHOICES or (key.kind is Kind.WORDS and key.refers in _NAMED):
        return "choices"
    if key.kind in {Kind.WORDS, Kind.LINES} or key.keys:
        return "lines"
    return "area" if key.kind is Kind.PROSE or (key.kind is Kind.TEXT and key.limit > _LONG) else "line"


def _rows_of(key: Key) -> Keys | None:
    """Return the fields of a row, for a key that holds rows; None for other keys, or entries of a single key."""
    if key.kind is Kind.PAIRS:
        return _PAIR
    return key.keys if key.keys and len([*key.keys]) > 1 else None


def shown(key: Key, value: Value, spelled: Mapping[str, str]) -> Shown | None:
    """Turn a value of a file into the content of its field; None if its shape cannot be shown.

    One that only says that it is still to be written (« à compléter ») is an empty field.
    """
    table = _rows_of(key)
    if table is not None:
        return value if isinstance(value, str) and not table.short else _rows(table, value, spelled)
    if _widget(key) in {"lines", "choices"}:
        if isinstance(value, str):
            return [value] if key.kind not in _CUT else [word.strip() for word in value.split(",") if word.strip()]
        return _texts(value or [])
    if isinstance(value, list) and key.kind is Kind.PROSE:
        lines = _texts(value)
        return lines and "\n".join(lines)
    if isinstance(value, dict) and set(value) == {"du", "au"} and all(isinstance(day, str) for day in value.values()):
        return f"{value['du']} au {value['au']}"
    return None if isinstance(value, list | dict) else _stated(key, value or "")


def _stated(key: Key, text: str) -> str:
    return "" if key.kind not in {Kind.CHOICE, Kind.PROSE} and pending(text) else text


def _texts(value: Value) -> list[str] | None:
    lines = [line for line in value if isinstance(line, str)] if isinstance(value, list) else []
    return lines if isinstance(value, list) and len(lines) == len(value) else None


def entries(table: Keys, value: Value, spelled: Mapping[str, str]) -> list[Mapping[str, Value]] | None:
    """Return the entries of a value, each as a mapping of documented keys; None if one has no known form."""
    alone = not isinstance(value, list)
    every = [value] if alone else value
    named = (part for item in every or () if item for part in _named(table, item, spelled))
    read = [held for item in named for held, *_ in forms(table, item, (), spelled, alone=alone)]
    ours: list[Mapping[str, Value]] = [entry for entry in read if isinstance(entry, dict)]
    return ours if len(ours) == len(read) else None


def _named(table: Keys, item: Value, spelled: Mapping[str, str]) -> list[Value]:
    """Return an entry as it is; productions written « a title: a place » are turned into entries of documented keys."""
    if table is not PRODUCTION or not isinstance(item, dict) or any(map(table.find, item)):
        return [item]
    return [
        {"titre": spelled.get(name, name), "lien" if "://" in web_address(str(place)) else "fichier": place}
        for name, place in item.items()
    ]


def _rows(table: Keys, value: Value, spelled: Mapping[str, str]) -> list[Shown] | None:
    read = entries(table, value, spelled)
    if read is None:
        return None
    rows: list[Shown] = []
    for index, entry in enumerate(read):
        row = {key.name: shown(key, _under(entry, key), spelled) for key in table}
        if None in row.values():
            return None
        rows.append({ROW: index, **row})
    return rows


def _under(entry: Mapping[str, Value], key: Key) -> Value:
    return next((entry[name] for name in key.names if name in entry), None)


def written(key: Key, said: Shown, old: Value, spelled: Mapping[str, str]) -> Value:
    """Turn the content of a field into the value to write, in the shape of the old value.

    Raises ValueError, TypeError, KeyError: the content is invalid for this field.
    """
    table = _rows_of(key)
    if table is not None and not isinstance(said, str):
        return _from_rows(table, said, old, spelled, alone=key.kind is Kind.RECORD)
    if _widget(key) in {"lines", "choices"}:
        lines = [" ".join(str(line).split()) for line in said]
        return _several(key, [line for line in lines if line], old)
    text = "\n".join(line.rstrip() for line in str(said).strip().splitlines())
    if key.kind is Kind.PROSE and isinstance(old, list):
        return [*text.split("\n")] if text else None
    if isinstance(old, dict) and (span := _SPAN.fullmatch(text)):
        return {"du": span["du"], "au": span["au"]}
    return text if key.kind in {Kind.PROSE, Kind.TEXT} else " ".join(text.split())


def _several(key: Key, lines: list[str], old: Value) -> Value:
    if len(lines) == 1 and (isinstance(old, str) or (old is None and key.kind not in {Kind.WORDS, Kind.LINES})):
        return lines[0]
    if isinstance(old, str) and key.kind in _CUT and not any("," in line for line in lines):
        return ", ".join(lines)
    return [*lines]


def _from_rows(table: Keys, said: list[Shown], old: Value, spelled: Mapping[str, str], *, alone: bool) -> Value:
    before = entries(table, old, spelled) or []
    made = [_entry(table, row, before, spelled) for row in said]
    made = [entry for entry in made if any(value not in (None, "", [], {}) for value in entry.values())]
    if table.coded:
        return _coded(table, made, old)
    if alone or (isinstance(old, dict) and len(made) == 1):
        return made[0] if made else None
    if isinstance(old, str) and len(made) == 1 and list(made[0]) == [table.short]:
        return made[0][table.short]
    was = zip(old, before, strict=True) if isinstance(old, list) and len(old) == len(before) else ()
    short = [(entry, {spelled.get(name, name): said for name, said in item.items()})
             for item, entry in was if isinstance(item, dict) and item != entry]  # fmt: skip
    return [next((item for entry, item in short if entry == said), said) for said in made]


def _entry(table: Keys, row: Shown, before: list[Mapping[str, Value]], spelled: Mapping[str, str]) -> dict[str, Value]:
    """Build an entry from its row, with the keys of the old entry that no field shows."""
    index = row.get(ROW)
    old = before[index] if isinstance(index, int) and 0 <= index < len(before) else {}
    named = {name: key for key in table for name in key.names}
    made = {spelled.get(name, name): value for name, value in old.items() if name not in named}
    for key in table:
        value = written(key, row.get(key.name, ""), _under(old, key), spelled)
        if value or (_under(old, key) is None and any(name in old for name in key.names)):
            made[key.name] = value or None
    order = {key.name: rank for rank, key in enumerate(table)}
    return dict(sorted(made.items(), key=lambda pair: order.get(pair[0], len(order))))


def _coded(table: Keys, made: list[dict[str, Value]], old: Value) -> Value:
    """Key entries by their code, as the guides do: « B1.2: une phrase »; keys stay below a code that had some."""
    first, second = table.pair
    pairs: list[tuple[str, Value]] = []
    for entry in made:
        rest: dict[str, Value] = {name: said for name, said in entry.items() if name != first and said}
        code = str(entry.get(first) or "?")
        keyed = isinstance(old, dict) and isinstance(old.get(fold_key(code)), dict)
        pairs.append((code, (rest or None) if keyed or rest.keys() - {second} else rest.get(second)))
    if isinstance(old, list) or len({code for code, _ in pairs}) < len(pairs):
        return [code if value is None else {code: value} for code, value in pairs]
    return dict(pairs)


def spot(document: Document, table: Keys, place: Place) -> list[str | int]:
    """Return the field that shows a fault: its key, then the row and the field in it; empty for the whole file."""
    if document.has_front_matter and place.line >= document.text_line:
        return ["texte"]
    here = (place.line, place.column)
    spans = [*document.source.marks.items(), *document.keys.items()]
    before = [(span[:2], len(route), route) for route, span in spans if route and span[:2] <= here]
    route: Route = max(before, key=lambda placed: placed[:2], default=((0, 0), 0, ()))[2]
    key = table.find(str(route[0])) if route else None
    if key is None:
        return []
    return [key.name, *_within(key, document.data.get(str(route[0])), route[1:])]


def _within(key: Key, value: Value, rest: Route) -> Iterator[str | int]:
    table = _rows_of(key)
    if table is None or not rest:
        return
    if isinstance(value, dict) and key.kind is not Kind.RECORD and table.find(str(rest[0])) is None:
        yield list(value).index(str(rest[0]))
        rest = rest[1:] or (table.pair[1],) if table.pair else rest[1:]
    elif isinstance(rest[0], int):
        yield rest[0]
        rest = rest[1:]
    else:
        yield 0
    field = table.find(str(rest[0])) if rest else None
    if field:
        yield field.name
