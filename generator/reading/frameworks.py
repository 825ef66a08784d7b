"""The référentiels of a build: the two that ship with Vitrail, and the school's own (``referentiels/*.yml``)."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from msgspec.structs import replace

from generator.diagnostics import Diagnostic
from generator.frameworks.building import build
from generator.frameworks.lexicon import is_lexicon
from generator.language import mark
from generator.memo.memo import Memo
from generator.memo.question import question
from generator.model.framework import Framework
from generator.reading.text.parse import parse_yaml
from generator.values.document import Document
from generator.values.key import text_keys
from generator.values.keys import FRAMEWORK

_FOLDER = "referentiels/"
_HOLDER = mark("fourni avec Vitrail")


@cache
def load_shipped() -> Mapping[str, Framework]:
    """Return the shipped référentiels by id, read once a process. Raises ValueError: a file of ours is faulty."""
    data = files("generator.frameworks") / "data"
    paths = sorted(data.iterdir(), key=lambda path: path.name)
    found = (_shipped(path) for path in paths if path.name.endswith(".yml") and not is_lexicon(path.name))
    return MappingProxyType({framework.id: framework for framework in found})


@question(dict[str, Framework], part=0)
def shipped(_: Memo) -> dict[str, Framework]:
    """Return the shipped référentiels as an earlier run read them, which is a fifth of what it costs to start."""
    return dict(load_shipped())


def frameworks_of(
    shelf: Mapping[str, Framework], documents: Iterable[Document]
) -> tuple[dict[str, Framework], tuple[Diagnostic, ...]]:
    """Return every référentiel of a school by id, the shipped ones first; an identifier taken twice is reported."""
    held = dict(shelf)
    faults: list[Diagnostic] = []
    # the folder that a repository protects by its name comes before « Référentiels/ »
    for document in sorted(documents, key=lambda one: (not one.source.path.startswith(_FOLDER), one.source.path)):
        framework, found = build(document)
        faults += found
        if framework is None:
            continue
        if taken := held.get(framework.id):
            holder = taken.source.path or _HOLDER
            place = document.source.at("identifiant")
            faults.append(Diagnostic.at("FRA013", place, id=framework.id, holder=holder))
        else:
            held[framework.id] = framework
    return held, tuple(faults)


def _shipped(path: Traversable) -> Framework:
    """Read a file of ours as a school's is read; its places are nobody's business."""
    raw = path.read_bytes()
    read = parse_yaml("", raw, keys=text_keys(FRAMEWORK))
    document = replace(read, source=replace(read.source, packed=b""))
    framework, faults = build(document)
    if framework is None or faults or document.diagnostics:
        message = f"{path.name}: {[fault.message for fault in (*document.diagnostics, *faults)]}"
        raise ValueError(message)
    return framework
