"""Markdown, read once for everybody: CommonMark and GFM, with framed blocks, footnotes and lists of definitions."""

from generator.markdown.events import CLOSE, LEAF, OPEN, Event
from generator.markdown.parsed import Parsed, parse

__all__ = ["CLOSE", "LEAF", "OPEN", "Event", "Parsed", "parse"]
