"""Render an author's Markdown to safe HTML, with its headings' anchors and its search entries."""

from generator.prose.lost import Lost, unexplained
from generator.prose.outline import untitled
from generator.prose.render import MadeTexts, Prose, render

__all__ = ["Lost", "MadeTexts", "Prose", "render", "unexplained", "untitled"]
