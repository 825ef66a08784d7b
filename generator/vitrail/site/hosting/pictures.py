"""Check a picture that mkdocs.yml puts on every page: its format, and an SVG's content."""

from typing import Final

from vitrail.ground.language import mark

PICTURES: Final = 300_000
"""Bytes of a picture, at most: every reader downloads it."""
_BEGINS: Final = {
    "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "gif": b"GIF8", "webp": b"RIFF",
    "ico": b"\0\0\1\0", "svg": b"",
}  # fmt: skip
"""Suffix → first bytes of such a file."""
_RUNS: Final = frozenset("script foreignobject iframe embed object animate set handler listener".split())


def fault_of(raw: bytes, suffix: str) -> str:
    """Return a phrase on why a picture is refused; empty if it is accepted."""
    begins = _BEGINS.get(suffix)
    if begins is None or not raw.startswith(begins):
        return mark("une image png, jpg, webp, gif, ico ou svg est attendue")
    if suffix == "svg" and not _still(raw):
        return mark("le dessin contient un programme ou un lien : exportez-le en png")
    return ""


def _still(raw: bytes) -> bool:
    """True if an SVG has no script and loads nothing from elsewhere, since readers may open it by itself."""
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415  # few schools have an SVG

    from defusedxml.common import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        return False
    for node in root.iter():
        name = str(node.tag).rpartition("}")[2].lower()
        if name in _RUNS or (name == "style" and _asks(node.text or "")):
            return False
        for key, value in node.attrib.items():
            local = key.rpartition("}")[2].lower()
            if local.startswith("on") or _asks(value) or (local in {"href", "src"} and not value.startswith("#")):
                return False
    return bool(root.tag == "{http://www.w3.org/2000/svg}svg")


def _asks(value: str) -> bool:
    text = value.lower().replace("url(#", "")
    return any(word in text for word in ("url(", "@import", "javascript:", "\\"))
