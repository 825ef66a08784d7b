"""The rosace: blocs, competencies and details as rings of glass that light up (docs/signes.md).

Three rings end in petals of details, two in long petals of the judged level (2011). Each pane is a link with a title;
its classes come from ``states``, its hue from its bloc.
"""

from collections.abc import Callable, Iterator
from html import escape

from markupsafe import Markup

from generator.language import Language, mark
from generator.pages import states
from generator.pages.svg.geometry import number, petal, point, sector, shoulders, width
from generator.pages.svg.panes import Pane, Rosace

GAP = 0.006
"""Turns left between two blocs."""
RADII = {1: (66.0, 196.0), 2: (62.0, 86.0, 196.0), 3: (58.0, 80.0, 134.0, 196.0)}
"""Number of rings → their radii, from the hole to the tips."""
SMALL = (7.0, 10.5, 21.5)
_LABEL = 6.4
"""Width of a character of a label."""
_BELOW = 12.0
"""From the middle of a label to that of its mark."""
_WHOLE = 100
_ROOM = 17.0
"""Narrowest arc that holds a mark beside a label."""

To = Callable[[str], str]


def draw(rosace: Rosace, to: To, language: Language) -> Markup:
    """Draw a window of 400 px whose panes are links."""
    radii = RADII[rosace.rings]
    parts = [
        f'<g class="vt-hue-{hue}">{"".join(_pane(pane, 0, start, end, radii, to, language))}</g>'
        for hue, pane, start, end in _slices(rosace.blocs)
    ]
    title = account(rosace, language)
    return Markup(  # noqa: S704 - every value below was escaped where it was written
        f'<svg class="vt-rosace" viewBox="-200 -200 400 400" width="400" height="400" role="group"'
        f' aria-label="{escape(title)}">{"".join(parts)}{_centre(rosace, language)}</svg>'
    )


def draw_small(rosace: Rosace, language: Language) -> Markup:
    """Draw a window of 44 px: the judged level alone, without labels or links."""
    parts = []
    for hue, root, start, end in _slices(rosace.blocs):
        inner, middle, outer = SMALL
        panes = root.panes or (root,)
        step = (end - start) / len(panes)
        glass = [f'<path class="{_classes(root)}" d="{sector(inner, middle, start, end)}"/>']
        for index, pane in enumerate(panes):
            shape = petal(middle, outer, start + index * step, start + (index + 1) * step)
            glass.append(f'<path class="{_classes(pane)}" d="{shape}"/>')
            if states.BY_KEY[pane.sign].pattern == "hatched":
                glass.append(f'<path fill="url(#vt-hatch)" d="{shape}"/>')
        parts.append(f'<g class="vt-hue-{hue}">{"".join(glass)}</g>')
    return Markup(  # noqa: S704 - as above
        f'<svg class="vt-rosace vt-rosace--small" viewBox="-22 -22 44 44" width="44" height="44" role="img"'
        f' aria-label="{escape(headline(rosace, language))}">{"".join(parts)}</svg>'
    )


def headline(rosace: Rosace, language: Language) -> str:
    """« Couverture : 9 compétences sur 14 », without a participle: a school names its level in any gender."""
    template = language.gettext("Couverture : {n} {word} sur {total}")
    word = language.ngettext(*rosace.words, rosace.covered)
    return template.format(n=rosace.covered, word=word, total=rosace.judged)


def account(rosace: Rosace, language: Language) -> str:
    """« 14 sur 14 couvertes, 11 validées ; 13 compétences détaillées sans preuve »: what the whole picture says."""
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


def _slices(blocs: tuple[tuple[str, Pane], ...]) -> Iterator[tuple[str, Pane, float, float]]:
    """Share the turn out: each bloc as wide as its outermost panes, a gap between blocs."""
    total = sum(_leaves(pane) for _, pane in blocs)
    room = 1 - GAP * len(blocs)
    start = GAP / 2
    for hue, pane in blocs:
        end = start + room * _leaves(pane) / total
        yield hue, pane, start, end
        start = end + GAP


def _leaves(pane: Pane) -> int:
    return sum(_leaves(child) for child in pane.panes) or 1


def _pane(  # noqa: PLR0913, PLR0917 - a pane is a place in a ring: depth, two angles, the radii
    pane: Pane, depth: int, start: float, end: float, radii: tuple[float, ...], to: To, language: Language
) -> Iterator[str]:
    last = depth == len(radii) - 2
    inner, outer = radii[depth], radii[depth + 1]
    path = petal(inner, outer, start, end) if last else sector(inner, outer, start, end)
    sign = states.BY_KEY[pane.sign]
    glass = ""
    if 0 < pane.share < _WHOLE and not last:
        glass = sector(inner, outer, start, start + (end - start) * pane.share / _WHOLE)
    part = f'<path class="vt-part" d="{glass}"/>' if glass else ""
    hatched = sign.pattern == "hatched"
    hatch = f'<path fill="url(#vt-hatch)" d="{glass or path}"/>' if hatched else ""
    inside = _label(pane, (inner + outer) / 2, start, end, outer - inner) if depth and not (last and depth > 1) else ""
    mark = _tip(pane, outer, start, end) if last and depth else ""
    skip = ' tabindex="-1"' if depth > 1 else ""
    name = f"{pane.code} {pane.title}".strip()
    title = language.ngettext(
        "{name} : {state}, {n} réalisation", "{name} : {state}, {n} réalisations", pane.works
    ).format(name=name, state=language.gettext(sign.word), n=pane.works)
    classes = f"{sign.classes} vt-pane--part" if part else sign.classes
    yield (
        f'<a class="vt-pane {classes}" href="{escape(to(pane.url))}"{skip}><title>{escape(title)}</title>'
        f'<path d="{path}"/>{part}{hatch}{inside}{mark}</a>'
    )
    step = (end - start) / _leaves(pane)
    for child in pane.panes:
        end = start + step * _leaves(child)
        yield from _pane(child, depth + 1, start, end, radii, to, language)
        start = end


def _label(pane: Pane, radius: float, start: float, end: float, depth: float) -> str:
    """Write a code in its pane, along the radius when the arc is too short for it; nothing when neither fits."""
    arc, long = width(radius, start, end), _LABEL * len(pane.code)
    middle = (start + end) / 2
    if long <= arc:
        x, y = point(radius, middle).split()
        mark = _mark(pane, float(x), float(y) + _BELOW) if arc > _ROOM and depth > 2 * _ROOM else ""
        if mark and 0 < pane.share < _WHOLE:  # on glass of two strengths
            mark = f'<circle class="vt-disc" cx="{x}" cy="{number(float(y) + _BELOW)}" r="6.5"/>{mark}'
        return f'<text x="{x}" y="{y}">{escape(pane.code)}</text>{mark}'
    if arc < 2 * _LABEL or long > depth:
        return ""
    turn = middle * 360 - 90
    flip = turn + 180 if middle > 1 / 2 else turn
    x, y = point(radius, middle).split()
    return f'<text transform="translate({x} {y})rotate({number(flip)})">{escape(pane.code)}</text>'


def _tip(pane: Pane, outer: float, start: float, end: float) -> str:
    """Put the mark of a state in the tip of a petal."""
    shoulder, cap = shoulders(outer, start, end)
    x, y = point(min(shoulder, outer - 7), (start + end) / 2).split()
    return _mark(pane, float(x), float(y), size=min(9.0, max(6.0, 1.5 * cap)))


def _mark(pane: Pane, x: float, y: float, size: float = 9.0) -> str:
    left, top, side = number(x - size / 2), number(y - size / 2), number(size)
    return f'<use href="#{states.BY_KEY[pane.sign].mark}" x="{left}" y="{top}" width="{side}" height="{side}"/>'


def _centre(rosace: Rosace, language: Language) -> str:
    word = language.ngettext(*rosace.words, rosace.judged)
    return (
        f'<text class="vt-rosace__count" y="-7" aria-hidden="true">{rosace.covered}'
        f'<tspan class="vt-rosace__total">/{rosace.judged}</tspan></text>'
        f'<text class="vt-rosace__words" y="29" aria-hidden="true">{escape(word)}</text>'
    )


def _classes(pane: Pane) -> str:
    return f"vt-glass {states.BY_KEY[pane.sign].classes}"
