"""A portfolio as it is kept between builds and travels between processes: plain data, no program.

The records are written as they are declared, and read back against their declaration. What fills a sentence may be of
several kinds, a phrase of ours among them (``language.Phrase``, which remembers its parts): each kind has its number.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import msgspec
from msgspec.msgpack import Decoder, Encoder, Ext
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place
from generator.language import Alternatives, Period, Phrase
from generator.model.ledger import Seen
from generator.model.student import Student
from generator.reading.portfolio import ReadPortfolio

_PHRASE, _DATE, _PERIOD, _TUPLE, _WORDS = range(1, 6)


class _Fault(msgspec.Struct, array_like=True):
    """A diagnostic; its values are texts, numbers, and numbered kinds."""

    code: str
    place: Place
    values: dict[str, Any]


class _Packed(msgspec.Struct, array_like=True):
    student: Student
    seen: tuple[Seen, ...]
    reasons: dict[int, Any]
    """Rank of a file → why it is not published, when that is a phrase of ours."""
    faults: tuple[_Fault, ...]
    asked: tuple[tuple[str, bool], ...]


def pack(portfolio: ReadPortfolio) -> bytes:
    """Write a portfolio."""
    return _ENCODER.encode(
        _Packed(
            student=portfolio.student,
            seen=tuple(replace(one, reason=str(one.reason)) for one in portfolio.seen),
            reasons={rank: _plain(one.reason) for rank, one in enumerate(portfolio.seen) if one.reason},
            faults=tuple(
                _Fault(one.code, one.place, {name: _plain(value) for name, value in one.values.items()})
                for one in portfolio.diagnostics
            ),
            asked=portfolio.asked,
        )
    )


def unpack(raw: bytes) -> ReadPortfolio | None:
    """Read a portfolio back; None when the bytes are not one, whatever they are."""
    try:
        packed = _PACKED.decode(raw)
        return ReadPortfolio(
            student=packed.student,
            seen=tuple(
                replace(one, reason=packed.reasons[rank]) if rank in packed.reasons else one
                for rank, one in enumerate(packed.seen)
            ),
            diagnostics=tuple(Diagnostic(code=one.code, place=one.place, values=one.values) for one in packed.faults),
            asked=packed.asked,
        )
    except (msgspec.MsgspecError, ValueError, KeyError, TypeError, RecursionError):
        return None


def again(raw: bytes) -> ReadPortfolio:
    """Read back what was just packed. Raises TypeError: it cannot be, a fault of ours."""
    if (found := unpack(raw)) is None:
        raise TypeError(raw[:80])
    return found


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
