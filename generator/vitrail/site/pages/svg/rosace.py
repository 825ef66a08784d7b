"""Write a rosace as SVG: rings of blocs, competencies and details from the centre out (docs/signes.md).

Three rings end in petals of details, two in long petals of the judged level (2011). Each pane is a link with a title;
its classes come from ``states``, its hue from its bloc. Points are units from the centre, angles turns clockwise from
noon (``geometry``).
"""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup

from vitrail.ground.language import Language, mark
from vitrail.site.pages import states
from vitrail.site.pages.svg.geometry import number, petal, point, sector, shoulders, tight, width
from vitrail.site.pages.svg.panes import Pane, Rosace

GAP = 0.006
"""Turns left between two blocs."""
RADII = {1: (66.0, 196.0), 2: (62.0, 86.0, 196.0), 3: (58.0, 80.0, 134.0, 196.0)}
"""Number of rings → their radii, from the hole to the tips."""
_LABEL = 6.4
"""Width of a character of a label."""
_BELOW = 12.0
"""Distance from the middle of a label down to the middle of its mark."""
_WHOLE = 100
_PETAL = "vt-p"
"""Id of the one petal shape, which each petal reuses with a rotation."""
_ROOM = 17.0
"""Narrowest arc that holds a mark beside a label."""

To = Callable[[str], str]
_Drawn = tuple[str, str, str]
"""Key of a pane's sign, its ``<a>``, and the point « x y » of the mark in its tip, empty without one."""


def draw(rosace: Rosace, to: To, language: Language) -> Markup:
    """Write a window of 400 px: a group for each bloc, whose panes are links, and the count in the centre."""
    radii = RADII[rosace.rings]
    parts = [
        f'<g class="vt-hue-{hue}">{_bloc(_pane(pane, 0, start, end, radii, to, language))}</g>'
        for hue, pane, start, end in slices(rosace.blocs)
    ]
    title = account(rosace, language)
    half = _leaf(rosace.blocs) / 2
    _, cap = shoulders(radii[-1], -half, half)
    signs = _signs(rosace.blocs)
    tips = "".join(_marker(key, min(states.MARK, max(6.0, 1.5 * cap)) / states.MARK) for key in sorted(signs))
    shapes = f'<path id="{_PETAL}" d="{petal(*radii[-2:], -half, half)}"/>{states.marks(signs)}{tips}'
    return Markup(  # noqa: S704 - every value below was escaped where it was written
        f'<svg class="vt-rosace" viewBox="-200 -200 400 400" width="400" height="400" role="group"'
        f' aria-label="{escape(title)}"><defs>{shapes}</defs>{"".join(parts)}{_centre(rosace, language)}</svg>'
    )


def account(rosace: Rosace, language: Language) -> str:
    """Return the name of the drawing: « 14 sur 14 couvertes, 11 validées ; 13 compétences détaillées sans preuve »."""
    covered = language.ngettext("{n} sur {total} couverte", "{n} sur {total} couvertes", rosace.covered)
    validated = language.ngettext("{n} validée", "{n} validées", rosace.validated)
    bare = language.gettext("{n} {word} sans preuve")
    said = {
        "covered": covered.format(n=rosace.covered, total=rosace.judged),
        "validated": validated.format(n=rosace.validated),
        "bare": bare.format(n=rosace.bare, word=language.ngettext(*rosace.detail_words, rosace.bare)),
    }
    whole = mark("{covered}, {validated} ; {bare}") if rosace.bare else mark("{covered}, {validated}")
    return language.gettext(whole).format(**said)


def slices(blocs: tuple[tuple[str, Pane], ...]) -> Iterator[tuple[str, Pane, float, float]]:
    """Yield the hue and pane of each bloc with its first and last angle: as wide as its outermost panes, GAP apart."""
    leaf, start = _leaf(blocs), GAP / 2
    for hue, pane in blocs:
        end = start + leaf * _leaves(pane)
        yield hue, pane, start, end
        start = end + GAP


def _leaf(blocs: tuple[tuple[str, Pane], ...]) -> float:
    """Return the angle of one outermost pane: a turn without its gaps, shared among all."""
    return (1 - GAP * len(blocs)) / sum(_leaves(pane) for _, pane in blocs)


def _signs(blocs: tuple[tuple[str, Pane], ...]) -> set[str]:
    """Return the keys of the signs of the panes beyond the inner ring, which may bear a mark."""
    panes = [pane for _, root in blocs for pane in root.panes]
    return {pane.sign for judged in panes for pane in (judged, *judged.panes)}


def _leaves(pane: Pane) -> int:
    """Count the outermost panes inside a pane: 1, itself, when it has none."""
    return sum(_leaves(child) for child in pane.panes) or 1


def _pane(  # noqa: PLR0913, PLR0917 - a pane is a place in a ring: depth, two angles, the radii
    pane: Pane, depth: int, start: float, end: float, radii: tuple[float, ...], to: To, language: Language
) -> Iterator[_Drawn]:
    """Yield a pane, from ``start`` to ``end`` in the ring numbered ``depth``, then those outside, within its angle."""
    last = depth == len(radii) - 2
    inner, outer = radii[depth], radii[depth + 1]
    sign = states.BY_KEY[pane.sign]
    hatched = sign.pattern == "hatched"
    if last:
        shape = f'<use href="#{_PETAL}" transform="rotate({number((start + end) * 180)})"/>'
        path = petal(inner, outer, start, end) if hatched else ""  # rotated, its hatching would turn too
    else:
        path = sector(inner, outer, start, end)
        shape = f'<path d="{path}"/>'
    glass = ""
    if 0 < pane.share < _WHOLE and not last:
        glass = sector(inner, outer, start, start + (end - start) * pane.share / _WHOLE)
    part = f'<path class="vt-part" d="{glass}"/>' if glass else ""
    hatch = f'<path fill="url(#vt-hatch)" d="{glass or path}"/>' if hatched else ""
    inside = _label(pane, (inner + outer) / 2, start, end, outer - inner) if depth and not (last and depth > 1) else ""
    tip = _tip(outer, start, end) if last and depth else ""
    skip = ' tabindex="-1"' if depth > 1 else ""
    name = f"{pane.code} {pane.title}".strip()
    title = language.ngettext(
        "{name} : {state}, {n} réalisation", "{name} : {state}, {n} réalisations", pane.works
    ).format(name=name, state=language.gettext(sign.word), n=pane.works)
    kind = ' class="vt-parted"' if part else ""
    link = f'<a{kind} href="{escape(to(pane.url))}"{skip}><title>{escape(title)}</title>'
    yield pane.sign, f"{link}{shape}{part}{hatch}{inside}</a>", tip
    step = (end - start) / _leaves(pane)
    for child in pane.panes:
        end = start + step * _leaves(child)
        yield from _pane(child, depth + 1, start, end, radii, to, language)
        start = end


def _bloc(panes: Iterable[_Drawn]) -> str:
    """Group panes that follow each other with one sign, its classes written once; put the marks of tips on one line."""
    parts: list[str] = []
    tips: dict[str, list[str]] = {}
    for key, run in groupby(panes, key=itemgetter(0)):
        drawn = list(run)
        parts.append(f'<g class="{states.BY_KEY[key].classes}">{"".join(link for _, link, _ in drawn)}</g>')
        tips.setdefault(key, []).extend(tip for _, _, tip in drawn if tip)
    for key, places in tips.items():
        if places:  # the ends of a line have no marker in its middle
            points = tight(f"0 0 {' '.join(places)} 0 0")
            parts.append(f'<polyline fill="none" marker-mid="url(#vtt-{key})" points="{points}"/>')
    return "".join(parts)


def _marker(key: str, size: float) -> str:
    """Define the mark of a sign, scaled by ``size`` when below 1, for ``marker-mid`` to repeat on a line of tips."""
    sign = states.BY_KEY[key]
    scale = f' transform="scale({size:.2f})"' if size < 1 else ""
    return (
        f'<marker id="vtt-{key}" class="{sign.classes}" markerUnits="userSpaceOnUse" overflow="visible">'
        f'<use href="#{sign.mark}"{scale}/></marker>'
    )


def _label(pane: Pane, radius: float, start: float, end: float, depth: float) -> str:
    """Write a pane's code at a radius: level if the arc holds it, else along the radius if ``depth`` does, else not.

    A level one has its mark below it when the pane is wide and deep enough.
    """
    arc, long = width(radius, start, end), _LABEL * len(pane.code)
    middle = (start + end) / 2
    if long <= arc:
        x, y = point(radius, middle).split()
        below, mark = number(float(y) + _BELOW), ""
        if arc > _ROOM and depth > 2 * _ROOM:
            mark = f'<use href="#{states.BY_KEY[pane.sign].mark}" x="{x}" y="{below}"/>'
        if mark and 0 < pane.share < _WHOLE:  # on glass of two strengths
            mark = f'<circle class="vt-disc" cx="{x}" cy="{below}" r="6.5"/>{mark}'
        return f'<text x="{x}" y="{y}">{escape(pane.code)}</text>{mark}'
    if arc < 2 * _LABEL or long > depth:
        return ""
    turn = middle * 360 - 90
    flip = turn + 180 if middle > 1 / 2 else turn
    x, y = point(radius, middle).split()
    return f'<text transform="translate({x} {y})rotate({number(flip)})">{escape(pane.code)}</text>'


def _tip(outer: float, start: float, end: float) -> str:
    """Return the point « x y » of a petal's mark: on its middle, where it starts to round or 7 units inside its top."""
    shoulder, _ = shoulders(outer, start, end)
    return point(min(shoulder, outer - 7), (start + end) / 2)


def _centre(rosace: Rosace, language: Language) -> str:
    """Write in the hole how many competencies are covered of how many, and the word for them."""
    word = language.ngettext(*rosace.words, rosace.judged)
    return (
        f'<text class="vt-rosace__count" y="-7" aria-hidden="true">{rosace.covered}'
        f'<tspan class="vt-rosace__total">/{rosace.judged}</tspan></text>'
        f'<text class="vt-rosace__words" y="29" aria-hidden="true">{escape(word)}</text>'
    )
