"""Render an author's Markdown to safe HTML, with its headings' anchors and its search entries."""

from vitrail.site.prose.lost import Lost, unexplained
from vitrail.site.prose.outline import untitled
from vitrail.site.prose.render import MadeTexts, Prose, render

__all__ = ["Lost", "MadeTexts", "Prose", "render", "unexplained", "untitled"]
