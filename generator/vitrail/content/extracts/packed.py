"""Unzip the parts of an office document, within limits; a part that defines XML entities is refused."""

from collections.abc import Mapping
from typing import Final

from defusedxml.ElementTree import fromstring

from vitrail.content.extracts import formats
from vitrail.content.extracts.pieces import Allowance, UnopenedError
from vitrail.ground.language import mark

_PARTS: Final = 5_000
"""Files in a document, at most: one that holds more is an archive made to exhaust memory."""


def packed(raw: bytes, largest: int) -> Mapping[str, bytes]:
    """Return the parts of a document by name; only in a separate process (``extracts.apart``).

    Args:
        raw: the document.
        largest: bytes of the unpacked parts, at most.

    Raises:
        UnopenedError: it is encrypted, or too large; and anything that damaged bytes or entities raise.
    """
    if raw.startswith(formats.OFFICE_97):
        raise UnopenedError(mark("elle est protégée par un mot de passe"))
    with formats.unpacked(raw) as archive:
        parts = formats.members(archive, Allowance(size=largest, members=_PARTS))
        members = {part.filename: archive.read(part) for part in parts}
    for name, content in members.items():
        if name.endswith((".xml", ".rels")) and content:
            fromstring(content)
    return members
