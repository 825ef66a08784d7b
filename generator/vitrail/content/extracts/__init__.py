"""Extract the text of any file, with the place of each piece, from its bytes; within limits, and never raising."""

from vitrail.content.extracts.pieces import Extract, Piece, Spot

__all__ = ["Extract", "Piece", "Spot"]
