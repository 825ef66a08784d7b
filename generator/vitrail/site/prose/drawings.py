"""Draw diagrams from their source: Mermaid with mmdr, the MCD of Merise with Mocodo, in a separate process.

A drawing is an SVG file beside the page, shown by ``<img>``, in which a browser runs no script and loads nothing.
Drawings are cached by their source.
"""

import hashlib
import re
import tempfile
from contextlib import chdir
from functools import lru_cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Final

from msgspec import Struct

from vitrail.content.extracts.apart import kept
from vitrail.content.extracts.pieces import UnopenedError
from vitrail.content.installation import drawn
from vitrail.ground.language import Language, Phrase, mark
from vitrail.ground.regex import regex
from vitrail.site.prose import code_blocks
from vitrail.site.prose.labels import missing

_LONGEST: Final = 20_000
"""Characters of a diagram's source, at most."""
_ARROWS: Final = 250
"""Arrows of a diagram, at most, four for « A & B --> C & D »: beyond, they cannot be told apart."""
_TOO_LONG: Final = mark("ce diagramme est trop long")
_ARROW: Final = regex(r"[-=.~]{2,}[->.=ox]*")
_ALTERNATIVE: Final = 400
"""Characters of a diagram's alternative text, at most; its whole source is below it."""
FOLDER: Final = "assets/dessins/"
"""Folder of a site for drawings; each is named by its digest."""


class Drawing(Struct, frozen=True, kw_only=True):
    """A diagram, drawn or not."""

    svg: str = ""
    width: int = 0
    height: int = 0
    words: tuple[str, ...] = ()
    """The texts that it shows, in order."""
    model: str = ""
    """The tables that a MCD implies (MLD), one per line."""
    trouble: Phrase | None = None
    """Why it is not drawn."""

    @property
    def local(self) -> str:
        """The name by which a text refers to it until the page is known."""
        return f"dessin-{self.url.removeprefix(FOLDER)}"

    @property
    def url(self) -> str:
        """Its address from the site's root."""
        return f"{FOLDER}{hashlib.sha256(self.svg.encode()).hexdigest()[:32]}.svg"

    def figure(self, source: str, language: Language) -> str:
        """Return the HTML of the drawing, of the tables that it implies, and of its source, in a ``<details>``."""
        alt = language.sentence(mark("Diagramme : {words}"), {"words": escape(", ".join(self.words)[:_ALTERNATIVE])})
        size = f'width="{self.width}" height="{self.height}"'
        tables = code_blocks.block(self.model, 'title="MLD"', coloured=False) if self.model else ""
        says = escape(language.gettext(mark("Le texte du diagramme")))
        return (
            f'<figure class="diagram"><img data-at="" src="{self.local}" alt="{alt}" {size}></figure>\n{tables}'
            f"<details><summary>{says}</summary>\n{code_blocks.block(source, '', coloured=False)}</details>\n"
        )


@lru_cache(maxsize=256)
def drawing(kind: str, source: str) -> Drawing | None:
    """Draw a diagram in the side process; None for a language whose library is not installed."""
    if kind not in drawn():
        return None
    if len(source) > _LONGEST or _arrows(source) > _ARROWS:
        return Drawing(trouble=_TOO_LONG)
    try:
        return kept().run(draw_mermaid if kind == "mermaid" else draw_model, source)
    except UnopenedError:
        return Drawing(trouble=mark("ce diagramme ne se dessine pas ; vérifiez-le dans l'éditeur de votre forge"))


def _arrows(source: str) -> int:
    """Count the arrows, with « & » expanded.

    >>> _arrows("A & B --> C & D & E"), _arrows("A --> B --> C")
    (6, 2)
    """
    sides = ([side.count("&") + 1 for side in _ARROW.split(line)] for line in re.split("[\n;]", source))
    return sum(left * right for line in sides for left, right in pairwise(line))


def draw_mermaid(source: str) -> Drawing:
    """Draw Mermaid, in this process. Raises anything if the library cannot read it."""
    import mmdr  # type: ignore[import-not-found, unused-ignore]  # only in the side process

    return _checked("mermaid", source, str(mmdr.render(source).svg()))


def draw_model(source: str) -> Drawing:
    """Draw a MCD, in this process, with the tables that it implies. Raises anything if Mocodo cannot read it."""
    from mocodo.api import mocodo  # type: ignore[import-not-found, import-untyped, unused-ignore]  # the same

    lines = "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("%%"))
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("a.mcd").write_text(lines, "utf-8")
        mocodo("--input a.mcd --output_dir . --language fr -t text --seed 1")
        svg = Path("a.svg").read_text("utf-8")
        tables = Path("a_mld.txt").read_text("utf-8") if Path("a_mld.txt").is_file() else ""
    model = "\n".join(line for line in tables.splitlines() if line.strip() and not line.startswith("#"))
    fonts = svg.replace('"Courier New"', '"Courier New, Liberation Mono, monospace"')  # a box fits its letters
    return _checked("mocodo", lines, fonts, model)


def _checked(kind: str, source: str, raw: str, model: str = "") -> Drawing:
    """Sanitise a drawing; refuse one that is too large or lacks a word of its source."""
    from vitrail.site.prose.svg import LARGEST, clean_svg, words_of  # most texts have no diagram

    if len(raw) > LARGEST:
        return Drawing(trouble=_TOO_LONG)
    svg, width, height = clean_svg(raw)
    words = tuple(" ".join(text.split()) for text in words_of(svg) if text.strip())
    if word := missing(kind, source, " ".join(words)):
        return Drawing(trouble=mark("le dessin ne montrerait pas « {word} »", word=word))
    return Drawing(svg=svg, width=width, height=height, words=words, model=model)
