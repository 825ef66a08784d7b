"""Write an address as a QR code in SVG, for a telephone that reads it from paper: one path, no size and no style."""

from functools import lru_cache

from markupsafe import Markup

QUIET = 2
"""Modules of white around: the norm asks for four, and the paper around gives the others."""
_MASK = 0
"""The same mask for every code: to try the eight takes four times as long, and readers decode any of them."""


@lru_cache(maxsize=1024)  # the editions of a school, made one after the other, show the same works
def draw(address: str) -> Markup:
    """Write the code of an address with the lowest correction, whose modules are the largest: paper is not damaged.

    Screen readers skip it: the words around it say where it leads.
    """
    import segno  # loads http and xml, for the printed pages alone

    code = segno.make_qr(address, error="l", boost_error=False, mask=_MASK)
    drawing = code.svg_inline(omitsize=True, border=QUIET, svgclass=None, lineclass=None)
    return Markup(drawing.replace("<svg ", '<svg class="vt-qr" aria-hidden="true" ', 1))  # noqa: S704  # digits alone
