"""A réalisation or a stage as a reader saw it: the content that its seal covers, and the file that keeps that content.

The file is JSON, one line for a line of text, so that git shows the changes between two of them. It is used only when
its own hash is the seal of a verdict: an edited file is useless, not misleading.

A seal is ``v1:`` and the SHA-256, in hexadecimal, of everything in a :class:`Sealed`.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

from vitrail.content.model.internships.internship import Internship, InternshipPeriod, Presence, Report, Review
from vitrail.content.model.realisation import Claim, Production, Realisation
from vitrail.content.model.student import Judged
from vitrail.content.model.verdict import Row, Sealed
from vitrail.content.reading.disk.hashing import Disk
from vitrail.content.values.key import Keys
from vitrail.content.values.keys import INTERNSHIP, REALISATION, REPORT, REVIEW
from vitrail.ground.language import Period

Cells: TypeAlias = Iterable[Sequence[str | None]]

VERSION = "v1"

FOLDER = ".scelles"
"""End of the name of a student's folder of sealed texts, beside their evaluation file."""
SUFFIX = ".json"
MAX_BYTES = 8_000_000
"""Most bytes of such a file: four times the largest page, since JSON adds to it."""
_NAMED = 16
"""Digits of the hash in a file's name; the whole hash is checked on the file's content."""
_LONGEST = 60
"""Characters of a réalisation's name in a file's name: Windows counts those of the whole path."""


_TABLES: Mapping[type, Keys] = {Realisation: REALISATION, Internship: INTERNSHIP, Report: REPORT, Review: REVIEW}


def sealed(record: Judged, text_of: Callable[[str], str]) -> Sealed:
    """Gather what a reader saw of a réalisation, or of a stage, its reports and its reviews.

    ``text_of`` gives the prose of a file. The keys covered are those that a page shows
    (``values.key.Keys.sealed``): not ``statut`` or ``visibilité``, nor those that only papers and the team read.
    """
    kind, accounts = ("stage", record.accounts) if isinstance(record, Internship) else ("réalisation", ())
    keys = dict(chain(_shown(record, _TABLES[type(record)]), _computed(record)))
    text = [*normalise(text_of(record.source.path)).split("\n")]
    for part in accounts:
        said = chain(_shown(part, _TABLES[type(part)]), _computed(part))
        keys |= {f"{part.slug}: {key}": values for key, values in said}
        text += ["", f"{part.slug} ", "", *normalise(text_of(part.source.path)).split("\n")]
    return Sealed(
        kind=kind,
        keys=tuple((key, rows) for key, values in keys.items() if (rows := _rows(values))),
        files=tuple(sorted(record.files)),
        text=tuple(text),
    )


def _shown(record: Realisation | Internship | Report | Review, table: Keys) -> Iterator[tuple[str, Cells]]:
    """Yield the keys of a record that a page shows, with their values."""
    facts = dict(getattr(record, "facts", ()))
    for key in table.sealed:
        value = facts.get(key.name) if key.fact else getattr(record, key.to)
        yield key.name, map(_cells, value if isinstance(value, tuple) else (value,))


def _computed(record: Realisation | Internship | Report | Review) -> Iterator[tuple[str, Cells]]:
    """Yield the values that a page shows and that are computed from several keys."""
    if isinstance(record, Internship):
        yield "organisation", ([host.slug or host.name] for host in record.organisations)
        yield "pays", [[record.country]]
        yield "contexte", [["alternance" if record.apprenticeship else None]]
    elif isinstance(record, Report):
        yield "période", [_cells(record.period)]


def _cells(value: object) -> Sequence[str | None]:
    """Write one value as the cells of a row."""
    cells: Sequence[str | None] = (str(value),)
    match value:
        case Claim():
            named = (excerpt.title for excerpt in value.excerpts if excerpt.keyed)
            cells = value.competency or value.cited, value.sentence, *named
        case Production():
            proved = sorted(f"{proving.competency} {proving.spot}" for proving in value.proving if proving.competency)
            cells = value.title, value.state.value, value.link, value.reason, value.digest, *proved
        case InternshipPeriod():
            cells = _cells(value.period)
        case Presence():
            cells = (value.written,)
        case Period():
            cells = value.start.isoformat(), value.end.isoformat() if value.end else ""
        case tuple():
            cells = tuple(map(str, value))
        case None:
            cells = ()
    return cells


def _rows(values: Iterable[Iterable[str | None]]) -> tuple[Row, ...]:
    rows = (tuple(normalise(cell or "") for cell in row) for row in values)
    return tuple(sorted(row for row in rows if any(row)))


def file_name(slug: str, seal: str) -> str:
    """Return the name of the file that keeps the content of a seal."""
    return f"{slug[:_LONGEST]}{_ending(seal)}"


def keeps(name: str, seal: str) -> bool:
    """True if a file's name is that of the content of a seal, whatever the réalisation was called then."""
    return name.endswith(_ending(seal))


def _ending(seal: str) -> str:
    return f"-{seal.partition(':')[2][:_NAMED]}{SUFFIX}"


def dumped(item: Sealed) -> bytes:
    """Write a sealed work as the bytes of its file."""
    return f"{_written(as_data(item), '')}\n".encode("utf-8", "surrogatepass")


def _written(value: object, margin: str) -> str:
    """Write JSON with a line for each value of a key, each file and each line of the text."""
    if isinstance(value, dict) and value:
        lines = [f"{margin} {_json(key)}: {_written(inner, f'{margin} ')}" for key, inner in value.items()]
        return "\n".join(("{", ",\n".join(lines), f"{margin}}}"))
    if isinstance(value, list) and value:
        return "\n".join(("[", ",\n".join(f"{margin} {_json(inner)}" for inner in value), f"{margin}]"))
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def find_sealed(kept: Iterable[str], seal: str, disk: Disk) -> Sealed | None:
    """Find the content of a seal among the files of sealed texts; an altered file is ignored."""
    for path in kept:
        try:
            named = keeps(path.rpartition("/")[2], seal) and disk.size(path) <= MAX_BYTES
            raw = disk.read(path) if named else b""
        except OSError:
            continue
        if held := loaded(raw, seal):
            return held
    return None


def loaded(raw: bytes, seal: str) -> Sealed | None:
    """Decode the content of a seal; None when the bytes are not that content."""
    try:
        data = json.loads(raw.decode("utf-8", "surrogatepass"))
        covered = Sealed(
            kind=data["objet"],
            keys=tuple((key, tuple(map(_row, rows))) for key, rows in data["clés"].items()),
            files=tuple(data["fichiers"].items()),
            text=tuple(data["texte"]),
        )
        return covered if _is_text(covered) and fingerprint(covered) == seal else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _is_text(covered: Sealed) -> bool:
    """True if every value is text: JSON may hold anything."""
    rows = chain.from_iterable(rows for _, rows in covered.keys)
    return all(isinstance(text, str) for text in chain(covered.text, *covered.files, *rows))


def _row(value: object) -> Row:
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]


def fingerprint(sealed: Sealed) -> str:
    """Return the seal of a content: two give the same JSON, which is hashed, only when they are the same."""
    text = json.dumps(as_data(sealed), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{VERSION}:{_sha256(text)}"


def as_data(sealed: Sealed) -> dict[str, object]:
    """Return a sealed work as plain JSON values: the same are hashed and kept."""
    return {
        "sceau": VERSION,
        "objet": sealed.kind,
        "clés": {key: [row[0] if len(row) == 1 else list(row) for row in rows] for key, rows in sealed.keys},
        "fichiers": dict(sealed.files),
        "texte": list(sealed.text),
    }


def normalise(text: str) -> str:
    r"""Return the form that is hashed: NFC, ``\n``, no space at the end of lines, no blank line around."""
    if "\n" not in text and "\r" not in text:  # titles and sentences, ten for one body
        return unicodedata.normalize("NFC", text.removeprefix("\ufeff")).rstrip()
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", unified).split("\n")]
    return "\n".join(lines).strip("\n")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
