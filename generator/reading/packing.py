"""Encoding of ``ReadFiles`` in msgpack, to keep them between runs and send them to processes: data, never code.

Records are encoded by their type, and checked against it when decoded. The values of a diagnostic's sentence may be of
several types, ``language.Phrase`` (which keeps its parts) among them: each type has a number of msgpack extension.
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
    """The result of reading some files: their record, the line of the ledger of each, and their faults."""

    record: Said
    seen: tuple[Seen, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class _Fault(msgspec.Struct, array_like=True):
    """A diagnostic to encode, field by field; its values are texts, numbers, and extensions."""

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
    """Index in ``seen`` → why that file is not published, with the parts of its phrase."""
    faults: tuple[_Fault, ...]


def packing(kind: Any) -> Codec:  # noqa: ANN401  # any type that msgspec reads
    """Return the codec of ``ReadFiles`` for a type of record."""
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
    """Wrap a value in the extension of its type; an author's text and a whole number need none."""
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
    """Decode the value of an extension. Raises KeyError: unknown number; or whatever the decoder of its type does."""
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
