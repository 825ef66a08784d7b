"""The words of any file, whatever its format, with where each stands; read from bytes, within limits, never raising."""

from generator.extracts.pieces import Extract, Piece, Spot

__all__ = ["Extract", "Piece", "Spot"]
