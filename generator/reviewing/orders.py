"""What the desk asks to be written: the JSON of a request, checked as it is decoded."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from generator.model.verdict import Means, Opinion
from generator.values.lengths import NAME, TEXT

_Name = Annotated[str, Meta(max_length=NAME)]
_Text = Annotated[str, Meta(max_length=TEXT)]
_Level = Annotated[int, Meta(ge=1, le=99)]


class Exempted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A competency judged otherwise than the whole work."""

    code: _Name
    """As the réalisation cites it."""
    opinion: Opinion | None = None
    level: _Level | None = None
    comment: _Text = ""


class PassageRemark(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A comment on some words of the page."""

    passage: Annotated[str, Meta(min_length=1, max_length=TEXT)]
    comment: Annotated[str, Meta(min_length=1, max_length=TEXT)]


class Order(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reading: what somebody says of a work that they saw."""

    place: Annotated[str, Meta(max_length=1_000)]
    """``class/student/réalisation``."""
    by: Annotated[str, Meta(min_length=1, max_length=NAME)]
    seal: Annotated[str, Meta(max_length=100)]
    """The seal of the page that was shown."""
    evaluations: Annotated[str, Meta(max_length=64)]
    """SHA-256 of the evaluation file that was shown, empty when there was none."""
    opinion: Opinion | None = None
    level: _Level | None = None
    comment: _Text = ""
    exempted: Annotated[tuple[Exempted, ...], Meta(max_length=200)] = ()
    remarks: Annotated[tuple[PassageRemark, ...], Meta(max_length=50)] = ()
    collected_by: _Name = ""
    """Who heard a tutor; empty for the team's own voice."""
    means: Means | None = None
    on: date | None = None
    """Day of what is said, today when nobody says."""

    @property
    def empty(self) -> bool:
        """True if nothing is said."""
        return not (self.opinion or self.level or self.comment.strip() or self.exempted or self.remarks)


def read_order(raw: bytes) -> Order | None:
    """Decode a request; None when it is no order."""
    try:
        return msgspec.json.decode(raw, type=Order)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
