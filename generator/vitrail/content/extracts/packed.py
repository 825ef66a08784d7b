"""Unzip the parts of an office document, within limits; a part that defines XML entities is refused."""

from collections.abc import Mapping

from vitrail.content.extracts import formats
from vitrail.content.extracts.markup import xml_text
from vitrail.content.extracts.pieces import Allowance, UnopenedError
from vitrail.ground.language import mark


def packed(raw: bytes) -> Mapping[str, bytes]:
    """Return the parts of a document by name; only in a separate process (``extracts.apart``).

    Raises UnopenedError: it is encrypted, or beyond the allowance; and anything that damaged bytes or entities raise.
    """
    if raw.startswith(formats.OFFICE_97):
        raise UnopenedError(mark("elle est protégée par un mot de passe"))
    budget = Allowance()
    with formats.unpacked(raw) as archive:
        members = {part.filename: formats.content(archive, part) for part in formats.members(archive, budget)}
    for name, content in members.items():
        if name.endswith((".xml", ".rels")) and content:
            xml_text(content, budget)
    return members
