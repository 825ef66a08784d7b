"""Small windows beside names: the rings of blocs and of the judged level, without labels or links.

A class has two hundred of them. A page draws each pane once, in each look that some window gives it; a window refers to
them, and weighs a quarter of its paths.
"""

from collections.abc import Iterable, Iterator
from string import ascii_letters
from typing import TypeAlias

from markupsafe import Markup

from vitrail.site.pages import states
from vitrail.site.pages.svg.geometry import petal, sector
from vitrail.site.pages.svg.panes import Rosace
from vitrail.site.pages.svg.rosace import slices

_RADII = (7.0, 10.5, 21.5)
"""From the hole to the tips."""
_LOOKS = dict(zip(states.BY_KEY, ascii_letters, strict=False))

_Slice: TypeAlias = tuple[str, str, str]
"""Hue of a pane, key of its sign, its path."""


class SmallWindows:
    """The small windows of a page."""

    def __init__(self, rosaces: Iterable[Rosace | None]) -> None:
        """Draw the windows of some students; who has no référentiel has none."""
        self._wholes: dict[tuple[str, ...], str] = {}
        self._looks: dict[str, str] = {}
        self._windows = {rosace: self._draw(rosace) for rosace in rosaces if rosace}

    @property
    def shapes(self) -> Markup:
        """The panes that the windows refer to, in a drawing that takes no room: it stands before the first of them."""
        wholes = "".join(_whole(name, paths) for paths, name in self._wholes.items())
        return Markup(  # noqa: S704  # ours
            f'<svg class="vt-defs" width="0" height="0" aria-hidden="true" focusable="false">'
            f"<defs>{wholes}{''.join(self._looks.values())}</defs></svg>"
        )

    def of(self, rosace: Rosace | None) -> Markup:
        """Return a student's window. It says nothing to who hears the page: the count beside it does."""
        return self._windows[rosace] if rosace else Markup()

    def _draw(self, rosace: Rosace) -> Markup:
        """Refer to the window with nothing behind its glass, then to each pane that has a colour."""
        panes = tuple(_panes(rosace))
        whole = self._wholes.setdefault(tuple(path for _, _, path in panes), f"r{len(self._wholes)}")
        parts = [whole]
        for rank, (hue, key, _) in enumerate(panes):
            sign, pane = states.BY_KEY[key], f"{whole}-{rank}"
            if sign.fill != "plain":
                parts.append(f"{pane}{_LOOKS[key]}")
                self._looks.setdefault(parts[-1], _look(parts[-1], pane, hue, sign))
        uses = "".join(f'<use href="#{part}"/>' for part in parts)
        return Markup(  # noqa: S704  # as above
            f'<svg class="vt-rosace vt-rosace--small" viewBox="-22 -22 44 44" aria-hidden="true">{uses}</svg>'
        )


def _panes(rosace: Rosace) -> Iterator[_Slice]:
    """Yield the slice of each bloc, then its judged panes as petals of one angle."""
    inner, middle, outer = _RADII
    for hue, root, start, end in slices(rosace.blocs):
        yield hue, root.sign, sector(inner, middle, start, end)
        panes = root.panes or (root,)
        step = (end - start) / len(panes)
        for index, pane in enumerate(panes):
            yield hue, pane.sign, petal(middle, outer, start + index * step, start + (index + 1) * step)


def _whole(name: str, paths: tuple[str, ...]) -> str:
    panes = "".join(f'<path id="{name}-{rank}" d="{path}"/>' for rank, path in enumerate(paths))
    return f'<g id="{name}" class="vt-glass vt-fill-plain">{panes}</g>'


def _look(name: str, pane: str, hue: str, sign: states.Sign) -> str:
    """Write a pane in the colour of a sign, its hatching over it."""
    hatch = f'<use href="#{pane}" fill="url(#vt-hatch)"/>' if sign.pattern == "hatched" else ""
    return f'<g id="{name}" class="vt-hue-{hue}"><use class="vt-glass {sign.classes}" href="#{pane}"/>{hatch}</g>'
