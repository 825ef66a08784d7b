"""One author's text from Markdown to safe HTML, within its budget."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.language import mark
from generator.prose.budget import MAX_HTML, OutOfTimeError, TooLongError, excess, time_limit
from generator.prose.figures import figured
from generator.prose.markdown import converter
from generator.prose.outline import Heading, Passage, anchored, passages
from generator.prose.sanitiser import PREFIX, relative, sanitise


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A rendered text."""

    html: str = ""
    headings: tuple[Heading, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A text that was not rendered; ``reason`` completes « texte non affiché : »."""

    reason: str


def render(
    text: str,
    *,
    page: str,
    source: str,
    targets: Mapping[str, str],
    pictures: Sequence[tuple[str, int, int]] = (),
) -> Prose | Refused:
    """Convert, sanitise, anchor and cut a text; never raises for any text.

    See ``sanitise`` for the arguments; ``pictures`` are (path in the portfolios, width, height).
    """
    if reason := excess(text):
        return Refused(reason=reason)
    here = posixpath.dirname(page)
    sizes = {relative(here, targets[path]): (width, height) for path, width, height in pictures if path in targets}

    def finished() -> Prose:
        html = _converted(text)
        html, headings = anchored(figured(sanitise(html, page, source, targets), sizes), PREFIX)
        return Prose(html=html, headings=headings, passages=passages(html, headings))

    return _within_budget(finished)


def _converted(text: str) -> str:
    html = converter().reset().convert(text)
    if len(html) > MAX_HTML:
        raise TooLongError
    return html


def _within_budget(work: Callable[[], Prose]) -> Prose | Refused:
    """Do a page's work; a converter stopped half-way is not used again: ``reset`` forgets only what it knows."""
    try:
        with time_limit():
            return work()
    except OutOfTimeError:
        reason = mark("sa mise en page dépasse le temps permis")
    except TooLongError:
        reason = mark("le texte mis en page dépasse {limit} millions de caractères", limit=MAX_HTML // 1_000_000)
    except RecursionError:
        reason = mark("il est imbriqué trop profondément")
    except Exception as error:  # noqa: BLE001  # a fault of a Markdown extension must cost one page, never the build
        reason = mark("il fait échouer la mise en page ({error})", error=type(error).__name__)
    converter.cache_clear()
    return Refused(reason=reason)
