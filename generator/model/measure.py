"""What can be counted of a published file without opening it for anybody: its weight, and its pixels or its pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A file as it is published."""

    weight: int = 0
    """Bytes."""
    width: int = 0
    height: int = 0
    """Pixels of a picture; 0 for anything else."""
    pages: int = 0
    """Of a PDF, as it says itself; 0 when it does not, and for anything else."""
