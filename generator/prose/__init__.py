"""An author's Markdown made into harmless HTML, its table of contents and its search entries."""

from generator.prose.render import Prose, Refused, render

__all__ = ["Prose", "Refused", "render"]
