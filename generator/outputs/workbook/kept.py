"""What a workbook holds that the library which writes it again would drop: drawings, check boxes, programs.

The library reads cells, formats, comments and pictures, and leaves the rest out without a word. A model that would come
out poorer is refused with the names of what it would lose: an official paper is filled, never redrawn.
"""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from defusedxml.ElementTree import ParseError, fromstring

from generator.language import Phrase, mark

_KINDS = {
    "ctrlProps": mark("une case à cocher ou un bouton"),
    "activeX": mark("un contrôle ActiveX"),
    "embeddings": mark("un objet incorporé"),
    "charts": mark("un graphique"),
    "media": mark("une image"),
    "diagrams": mark("un diagramme"),
    "externalLinks": mark("un lien vers un autre classeur"),
    "pivotTables": mark("un tableau croisé"),
    "slicers": mark("un segment"),
    "threadedComments": mark("une conversation"),
    "customXml": mark("des données XML"),
}
"""Folder of the parts of a workbook → what its owner calls them."""
_DRAWN = {
    "sp": mark("une forme ou une zone de texte"),
    "cxnSp": mark("un trait"),
    "grpSp": mark("un groupe de formes"),
    "graphicFrame": mark("un graphique"),
    "pic": mark("une image"),
}
"""Element of a drawing → what it shows."""
_IN_SHEET = {
    "controls": mark("une case à cocher ou un bouton"),
    "oleObjects": mark("un objet incorporé"),
    "ext": mark("une mise en forme ou une liste de choix récente"),
}
"""Element of a sheet → what it stands for."""
_FOLDER = re.compile(r"xl/(\w+)/[^/]+\.\w+$")
_MAX_XML = 20_000_000
"""Characters of the XML of one part: a model has some thousands."""


def lost(before: bytes, after: bytes) -> Iterator[tuple[str, Phrase]]:
    """Yield (part, what it is) for what the first workbook holds more of than the second.

    Raises ValueError: when a part is too large or is no XML.
    """
    had, has = _held(before), _held(after)
    for (kind, what), places in had.items():
        if len(places) > len(has.get((kind, what), ())):
            yield places[0], what


def _held(raw: bytes) -> dict[tuple[str, Phrase], list[str]]:
    """Sort what is not a cell by its kind, with the part where each stands."""
    found: dict[tuple[str, Phrase], list[str]] = {}
    with ZipFile(BytesIO(raw)) as parts:
        for name in parts.namelist():
            folder = _FOLDER.search(name)
            if name.endswith("vbaProject.bin"):
                found.setdefault(("vba", mark("un programme (macro)")), []).append(name)
            elif folder and folder[1] in _KINDS:
                found.setdefault((folder[1], _KINDS[folder[1]]), []).append(name)
            elif folder and folder[1] in {"drawings", "worksheets"} and name.endswith(".xml"):
                words = _DRAWN if folder[1] == "drawings" else _IN_SHEET
                for element, count in _elements(parts, name).items():
                    if element in words:
                        found.setdefault((element, words[element]), []).extend([name] * count)
    return found


def _elements(parts: ZipFile, name: str) -> Counter[str]:
    """Count the elements of a part by their name without its namespace."""
    if parts.getinfo(name).file_size > _MAX_XML:
        raise ValueError(name)
    try:
        tree = fromstring(parts.read(name))
    except ParseError as error:
        raise ValueError(name) from error
    return Counter(str(element.tag).rpartition("}")[2] for element in tree.iter())
