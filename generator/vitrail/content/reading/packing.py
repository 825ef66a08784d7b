"""Encoding of answers in msgpack, to keep them between runs and send them to processes: data, never code.

Records are encoded by their type, and checked against it when decoded. A text that may be a phrase of ours is a
``language.Wording``: a ``Phrase`` keeps its parts there. The values of a diagnostic's sentence may be of several types:
each that msgpack lacks has a number of extension.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Generic, TypeVar

import msgspec
from msgspec.msgpack import Decoder, Encoder, Ext
from msgspec.structs import replace

from vitrail.content.model.ledger import Seen
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import Alternatives, Period, Phrase
from vitrail.ground.memo.question import Codec

Said_co = TypeVar("Said_co", covariant=True)
_PHRASE, _DATE, _PERIOD, _TUPLE, _WORDS = range(1, 6)


class ReadFiles(msgspec.Struct, Generic[Said_co], frozen=True, kw_only=True, array_like=True):
    """The result of reading some files: their record, the line of the ledger of each, and their faults."""

    record: Said_co
    seen: tuple[Seen, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def phrased(kind: Any) -> Codec:  # noqa: ANN401  # any type that msgspec reads
    """Return the codec of a type whose texts may be phrases of ours (``Wording``)."""
    return Codec(_ENCODER.encode, Decoder(kind, ext_hook=_valued).decode)


def packing(kind: Any) -> Codec:  # noqa: ANN401  # the same
    """Return the codec of ``ReadFiles`` for a type of record."""
    return Codec(_pack, phrased(ReadFiles[kind]).unpack)


def _pack(read: ReadFiles[Any]) -> bytes:
    return _ENCODER.encode(replace(read, diagnostics=_filled(read.diagnostics)))


def _filled(faults: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Wrap the values of the sentences of some diagnostics."""
    return tuple(
        replace(fault, values={name: _plain(value) for name, value in fault.values.items()}) for fault in faults
    )


def _plain(value: object) -> object:
    """Wrap a value in the extension of its type; a text and a whole number need none, a phrase is the encoder's."""
    if isinstance(value, Period):
        return Ext(_PERIOD, _ENCODER.encode(value))
    if isinstance(value, date):
        return Ext(_DATE, value.isoformat().encode())
    if isinstance(value, tuple):
        kind = _WORDS if isinstance(value, Alternatives) else _TUPLE
        return Ext(kind, _ENCODER.encode([_plain(item) for item in value]))
    return value


def _unknown(value: object) -> object:
    """Encode a value of a type that msgspec does not know: a phrase with its parts, any other as its text."""
    if not isinstance(value, Phrase):
        return str(value)
    parts = {name: _plain(part) for name, part in value.values.items()}
    return Ext(_PHRASE, _ENCODER.encode((value.template, value.plural, parts)))


def _valued(kind: int, raw: memoryview) -> object:
    """Decode the value of an extension. Raises KeyError: unknown number; or whatever the decoder of its type does."""
    return _KINDS[kind](bytes(raw))


_ENCODER: Final = Encoder(enc_hook=_unknown)
_VALUE: Final[Decoder[Any]] = Decoder(ext_hook=_valued)
_PERIODS: Final = Decoder(Period)
_KINDS: Final[Mapping[int, Callable[[bytes], object]]] = {
    _PHRASE: lambda raw: Phrase(*_VALUE.decode(raw)),
    _DATE: lambda raw: date.fromisoformat(raw.decode()),
    _PERIOD: _PERIODS.decode,
    _TUPLE: lambda raw: tuple(_VALUE.decode(raw)),
    _WORDS: lambda raw: Alternatives(_VALUE.decode(raw)),
}
FAULTS: Final = Codec(lambda faults: _ENCODER.encode(_filled(faults)), phrased(tuple[Diagnostic, ...]).unpack)
"""The codec of answers that are diagnostics alone."""
