"""An author's Markdown made into harmless HTML, its table of contents and its search entries."""

from generator.prose.lost import Lost, unexplained
from generator.prose.render import Prose, Refused, render

__all__ = ["Lost", "Prose", "Refused", "render", "unexplained"]
