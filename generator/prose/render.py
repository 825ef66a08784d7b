"""One author's text from Markdown to safe HTML, within its budget."""

import posixpath
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator.language import Language, mark
from generator.markdown import parse
from generator.markdown.limits import UnreadableError
from generator.markdown.veiled import veiled
from generator.model.names import Name
from generator.privacy.veil import veil_of
from generator.prose.drawings import Drawing
from generator.prose.lost import Lost, lost
from generator.prose.outline import Passage, anchored
from generator.prose.sanitiser import PREFIX, relative, sanitise
from generator.prose.writer import Writer


class Prose(Struct, frozen=True, kw_only=True):
    """A rendered text."""

    html: str = ""
    passages: tuple[Passage, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    """The files that it shows beside the school's own."""
    lost: tuple[Lost, ...] = ()
    """What of the author's text did not come through: links and pictures without their target, elements taken away."""
    refused: str = ""
    """Why it was not rendered, a phrase that completes « texte non affiché : »; empty when it was."""


def render(  # noqa: PLR0913 - what a text needs to stand in a page, each by name
    text: str,
    *,
    page: str,
    source: str,
    targets: Mapping[str, str],
    pictures: Sequence[tuple[str, int, int]] = (),
    language: Language = Language(),  # noqa: B008  # frozen
    prefix: str = PREFIX,
    below: int = 1,
    names: tuple[Name, ...] = (),
    draws: bool = False,
) -> Prose:
    """Convert, sanitise, anchor and cut a text; never raises for any text.

    See ``sanitise`` for the arguments; ``pictures`` are (path in the portfolios, width, height); ``language`` is
    that of the words that are ours, such as the title of a block that has none; ``below`` is the level of the heading
    that the text stands under; ``names`` are replaced before anything of the text is
    written, diagrams included, which are drawn if ``draws``.
    """
    parsed = parse(text)
    if parsed.refused:
        return Prose(refused=parsed.refused)
    if names:
        parsed = veiled(parsed, veil_of(names))
    here = posixpath.dirname(page)
    sizes = {relative(here, targets[path]): (width, height) for path, width, height in pictures if path in targets}
    try:
        writer = Writer(parsed, language, draws=draws)
        written = writer.write()
        folder = posixpath.dirname(source)
        drawn = {posixpath.join(folder, one.local): one.url for one in writer.drawings}
        kept: set[str] = set()
        clean = sanitise(written, page, source, {**targets, **drawn} if drawn else targets, kept, prefix=prefix)
        html, passages = anchored(figured(clean, sizes), below=below)
        gone = lost(parsed, writer, written, clean, kept)
        return Prose(html=html, passages=passages, lost=gone, drawings=tuple(writer.drawings))
    except UnreadableError as error:
        return Prose(refused=error.args[0])
    except Exception as error:  # noqa: BLE001  # a fault of ours must cost one page, never the build
        return Prose(refused=mark("il fait échouer la mise en page ({error})", error=type(error).__name__))


_IMAGE = re.compile(r"<img ([^>]*)>")
_SOURCE = re.compile(r'\bsrc="([^"]*)"')
_ALONE = re.compile(r'<p>(<img [^>]*?\btitle="([^"]*)"[^>]*>)</p>')


def figured(html: str, sizes: Mapping[str, tuple[int, int]]) -> str:
    """Set what a picture's tag needs, and make a picture that stands alone with a title a captioned figure.

    ``sizes`` are in pixels, by the address that the page uses; a size that the author set stays.
    """
    if "<img " not in html:
        return html

    def sized(match: re.Match[str]) -> str:
        source = _SOURCE.search(match[1])
        size = sizes.get(source[1]) if source else None
        known = f' width="{size[0]}" height="{size[1]}"' if size and "width=" not in match[1] else ""
        return f'<img {match[1]}{known} loading="lazy" decoding="async">'

    return _ALONE.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", _IMAGE.sub(sized, html))
