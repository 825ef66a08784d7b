"""An author's Markdown made into harmless HTML, its table of contents and its search entries."""

from generator.prose.lost import Lost, unexplained
from generator.prose.render import MadeTexts, Prose, render

__all__ = ["Lost", "MadeTexts", "Prose", "render", "unexplained"]
