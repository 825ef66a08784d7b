"""The first page of a PDF, drawn small by PDFium: only ever in a process apart (``extracts.apart``).

What is drawn is the page's own marks: no script runs (PDFium is built without them), no annotation and no form field
is drawn, nothing is loaded from elsewhere.
"""

from functools import cache
from io import BytesIO
from typing import Final, TypeAlias

_WIDEST, _HIGHEST = 400, 566
"""Pixels of a drawing: an A4 sheet upright fills both."""
_HEAVIEST: Final = 40_000
"""Bytes of a drawing."""
_QUALITIES: Final = (75, 55, 35)
"""Of the JPEG, until it is light enough."""


Drawn: TypeAlias = tuple[bytes, int, int]
"""A first page as a JPEG, with its width and height."""


@cache
def drawer() -> str:
    """Name the library that draws, with its version; nothing when ``vitrail[apercus]`` is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  # a school without attachments

    try:
        return f"pypdfium2 {version('pypdfium2')}"
    except PackageNotFoundError:
        return ""


def draw_front(raw: bytes) -> Drawn | None:
    """Draw a first page here; None when no quality is light enough. Raises anything for what PDFium does not read."""
    import pypdfium2  # type: ignore[import-not-found, import-untyped, unused-ignore]  # noqa: PLC0415  # only there

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
