"""Diagrams in words, drawn: Mermaid by mmdr, the MCD of Merise by Mocodo, in a process that may be ended.

A drawing is a file beside the page, shown by a picture: there a browser runs no script and loads nothing. What is
drawn is remembered by its words.
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

from generator.extracts.apart import kept
from generator.extracts.pieces import UnopenedError
from generator.installation import drawn
from generator.language import Language, Phrase, mark
from generator.prose import code_blocks
from generator.prose.labels import missing

_SECONDS: Final = 10
"""Of a processor, for one diagram: an ordinary one takes a tenth of one."""
_LONGEST: Final = 20_000
"""Characters of a diagram."""
_ARROWS: Final = 250
"""Those that « A & B --> C & D » stands for included, each with each: beyond, none is told from another."""
_TOO_LONG: Final = mark("ce diagramme est trop long")
_ARROW: Final = re.compile(r"[-=.~]{2,}[->.=ox]*")
_ALTERNATIVE: Final = 400
"""Characters of what stands for a diagram; its whole text is below it."""
FOLDER: Final = "assets/dessins/"
"""Where drawings are in a site; each is named by what it holds."""


class Drawing(Struct, frozen=True, kw_only=True):
    """A diagram, drawn or not."""

    svg: str = ""
    width: int = 0
    height: int = 0
    words: tuple[str, ...] = ()
    """What it shows, in its order."""
    model: str = ""
    """The tables that a MCD implies (MLD), a line each."""
    trouble: Phrase | None = None
    """Why it is not drawn."""

    @property
    def local(self) -> str:
        """The name that stands for it in a text, until the page is known."""
        return f"dessin-{self.url.removeprefix(FOLDER)}"

    @property
    def url(self) -> str:
        """Its address from the site's root."""
        return f"{FOLDER}{hashlib.sha256(self.svg.encode()).hexdigest()[:32]}.svg"

    def figure(self, source: str, language: Language) -> str:
        """Return the HTML of the drawing, of the tables that it implies, and of its words, which open below it."""
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
    """Draw a diagram; None for a language that is not drawn here."""
    if kind not in drawn():
        return None
    if len(source) > _LONGEST or _arrows(source) > _ARROWS:
        return Drawing(trouble=_TOO_LONG)
    try:
        return kept(_SECONDS).run(draw_mermaid if kind == "mermaid" else draw_model, source)
    except UnopenedError:
        return Drawing(trouble=mark("ce diagramme ne se dessine pas ; vérifiez-le dans l'éditeur de votre forge"))


def _arrows(source: str) -> int:
    """Count the arrows, with those that « & » stands for.

    >>> _arrows("A & B --> C & D & E"), _arrows("A --> B --> C")
    (6, 2)
    """
    sides = ([side.count("&") + 1 for side in _ARROW.split(line)] for line in re.split("[\n;]", source))
    return sum(left * right for line in sides for left, right in pairwise(line))


def draw_mermaid(source: str) -> Drawing:
    """Draw Mermaid here. Raises anything for what it does not read."""
    import mmdr  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415  # only there

    return _checked("mermaid", source, str(mmdr.render(source).svg()))


def draw_model(source: str) -> Drawing:
    """Draw a MCD here, and say the tables that it implies. Raises anything for what Mocodo does not read."""
    from mocodo.api import mocodo  # type: ignore[import-not-found, import-untyped, unused-ignore]  # noqa: PLC0415  # the same

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
    """Clean a drawing, and refuse one in which a word of its source is not."""
    from generator.prose.svg import LARGEST, clean_svg, words_of  # noqa: PLC0415  # most texts draw nothing

    if len(raw) > LARGEST:
        return Drawing(trouble=_TOO_LONG)
    svg, width, height = clean_svg(raw)
    words = tuple(" ".join(text.split()) for text in words_of(svg) if text.strip())
    if word := missing(kind, source, " ".join(words)):
        return Drawing(trouble=mark("le dessin ne montrerait pas « {word} »", word=word))
    return Drawing(svg=svg, width=width, height=height, words=words, model=model)
