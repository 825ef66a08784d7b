"""What files say as it is kept between runs and travels between processes: plain data, no program.

The records are written as they are declared, and read back against their declaration. What fills a sentence may be of
several kinds, a phrase of ours among them (``language.Phrase``, which remembers its parts): each kind has its number.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Generic, TypeVar

import msgspec
from msgspec.msgpack import Decoder, Encoder, Ext
from msgspec.structs import asdict, replace

from generator.diagnostics import Diagnostic, Fix, Place, Severity, TextEdit
from generator.language import Alternatives, Period, Phrase
from generator.memo.question import Codec
from generator.model.ledger import Seen

Said = TypeVar("Said")
_PHRASE, _DATE, _PERIOD, _TUPLE, _WORDS = range(1, 6)


class ReadFiles(msgspec.Struct, Generic[Said], frozen=True, kw_only=True):
    """What some files say, what the ledger needs to know of each, and what is wrong with them."""

    record: Said
    seen: tuple[Seen, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class _Fault(msgspec.Struct, array_like=True):
    """A diagnostic, field by field; its values are texts, numbers, and numbered kinds."""

    code: str
    place: Place
    values: dict[str, Any]
    fix: tuple[Any, tuple[TextEdit, ...], bool] | None = None
    """Its title, its edits, whether it is safe."""
    quoted: Any = None
    lowered: Severity | None = None


class _Packed(msgspec.Struct, array_like=True):
    record: msgspec.Raw
    seen: tuple[Seen, ...]
    reasons: dict[int, Any]
    """Rank of a file → why it is not published, when that is a phrase of ours."""
    faults: tuple[_Fault, ...]


def packing(kind: Any) -> Codec:  # noqa: ANN401  # any type that msgspec reads
    """Say how ``ReadFiles`` of a kind of record are written and read back."""
    records = Decoder(kind)

    def pack(read: ReadFiles[Any]) -> bytes:
        return _ENCODER.encode(
            _Packed(
                record=msgspec.Raw(_ENCODER.encode(read.record)),
                seen=tuple(replace(file, reason=str(file.reason)) for file in read.seen),
                reasons={rank: _plain(file.reason) for rank, file in enumerate(read.seen) if file.reason},
                faults=tuple(map(_fault, read.diagnostics)),
            )
        )

    def unpack(raw: bytes) -> ReadFiles[Any]:
        packed = _PACKED.decode(raw)
        return ReadFiles(
            record=records.decode(packed.record),
            seen=tuple(
                replace(file, reason=packed.reasons[rank]) if rank in packed.reasons else file
                for rank, file in enumerate(packed.seen)
            ),
            diagnostics=tuple(map(_diagnostic, packed.faults)),
        )

    return Codec(pack, unpack)


def _fault(fault: Diagnostic) -> _Fault:
    fix = (_plain(fault.fix.title), fault.fix.edits, fault.fix.safe) if fault.fix else None
    values = {name: _plain(value) for name, value in fault.values.items()}
    return _Fault(**asdict(fault) | {"values": values, "fix": fix, "quoted": _plain(fault.quoted)})


def _diagnostic(packed: _Fault) -> Diagnostic:
    fix = Fix(title=packed.fix[0], edits=packed.fix[1], safe=packed.fix[2]) if packed.fix else None
    return Diagnostic(**asdict(packed) | {"fix": fix})


def _plain(value: object) -> object:
    """Give a value the number of its kind; a text of an author's and a whole number have none."""
    if isinstance(value, Phrase):
        parts = {name: _plain(part) for name, part in value.values.items()}
        return Ext(_PHRASE, _ENCODER.encode((value.template, value.plural, parts)))
    if isinstance(value, Period):
        return Ext(_PERIOD, _ENCODER.encode(value))
    if isinstance(value, date):
        return Ext(_DATE, value.isoformat().encode())
    if isinstance(value, tuple):
        kind = _WORDS if isinstance(value, Alternatives) else _TUPLE
        return Ext(kind, _ENCODER.encode([_plain(item) for item in value]))
    return value


def _valued(kind: int, raw: memoryview) -> object:
    """Return a value back. Raises KeyError: nothing wrote its kind; or what the reader of its kind does."""
    return _KINDS[kind](bytes(raw))


_ENCODER: Final = Encoder(enc_hook=str)
_VALUE: Final[Decoder[Any]] = Decoder(ext_hook=_valued)
_PERIODS: Final = Decoder(Period)
_KINDS: Final[Mapping[int, Callable[[bytes], object]]] = {
    _PHRASE: lambda raw: Phrase(*_VALUE.decode(raw)),
    _DATE: lambda raw: date.fromisoformat(raw.decode()),
    _PERIOD: _PERIODS.decode,
    _TUPLE: lambda raw: tuple(_VALUE.decode(raw)),
    _WORDS: lambda raw: Alternatives(_VALUE.decode(raw)),
}
_PACKED: Final = Decoder(_Packed, ext_hook=_valued)
