"""Parse Markdown to a stream of events: CommonMark and GFM, with framed blocks, footnotes and definition lists."""

from vitrail.content.markdown.events import CLOSE, LEAF, OPEN, Event
from vitrail.content.markdown.parsed import Parsed, parse

__all__ = ["CLOSE", "LEAF", "OPEN", "Event", "Parsed", "parse"]
