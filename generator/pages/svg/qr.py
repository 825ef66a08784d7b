"""An address as a QR code, to be read from paper with a telephone: one path, no size and no style of its own."""

from functools import lru_cache

from markupsafe import Markup

QUIET = 2
"""Modules of white around: the norm asks for four, and the paper around gives the others."""
_MASK = 0
"""One mask for all: to weigh the eight takes four times as long, and a reader undoes any of them."""


@lru_cache(maxsize=256)
def draw(address: str) -> Markup:
    """Draw the code of an address; the words around it say where it leads, so it says nothing to a screen reader.

    The level of correction is the lowest, so that the modules are the largest: a printed page is not torn.
    """
    import segno  # noqa: PLC0415  # loads http and xml, for the printed pages alone

    code = segno.make_qr(address, error="l", boost_error=False, mask=_MASK)
    drawing = code.svg_inline(omitsize=True, border=QUIET, svgclass=None, lineclass=None)
    return Markup(drawing.replace("<svg ", '<svg class="vt-qr" aria-hidden="true" ', 1))  # noqa: S704  # digits alone
