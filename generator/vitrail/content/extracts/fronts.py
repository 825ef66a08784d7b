"""Draw a thumbnail of a PDF's first page with PDFium, only in a separate process (``extracts.apart``).

Only the page's own content is drawn: no script runs (PDFium is built without), no annotation and no form field is
drawn, nothing external is loaded.
"""

from functools import cache
from io import BytesIO
from typing import Final, TypeAlias

_WIDEST, _HIGHEST = 400, 566
"""Width and height of a drawing in pixels, at most: an upright A4 sheet fills both."""
_HEAVIEST: Final = 40_000
"""Bytes of a drawing, at most."""
_QUALITIES: Final = (75, 55, 35)
"""JPEG qualities, tried in order until the drawing is light enough."""


Drawn: TypeAlias = tuple[bytes, int, int]
"""A first page as a JPEG, with its width and height."""


@cache
def drawer() -> str:
    """Return the drawing library's name and version; empty if ``vitrail[apercus]`` is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # a school without attachments

    try:
        return f"pypdfium2 {version('pypdfium2')}"
    except PackageNotFoundError:
        return ""


def draw_front(raw: bytes) -> Drawn | None:
    """Draw a first page, in this process; None if no quality is light enough. Raises anything if PDFium cannot read."""
    import pypdfium2  # type: ignore[import-not-found, import-untyped, unused-ignore]  # only in the side process

    with pypdfium2.PdfDocument(raw) as document:
        page = document[0]
        width, height = page.get_size()
        scale = min(_WIDEST / width, _HIGHEST / height)
        drawn = page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    for quality in _QUALITIES:
        target = BytesIO()
        drawn.save(target, "JPEG", quality=quality, optimize=True)
        if target.tell() <= _HEAVIEST:
            return target.getvalue(), drawn.width, drawn.height
    return None
