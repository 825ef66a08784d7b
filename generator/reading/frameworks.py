"""The référentiels of a build: the two that ship with Vitrail, and the school's own (``referentiels/*.yml``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

import yaml

from generator.diagnostics import Diagnostic
from generator.frameworks.building import build
from generator.language import mark
from generator.model.framework import Framework
from generator.model.source import Source
from generator.reading.document import Document

_HOLDER = mark("fourni avec Vitrail")


@cache
def load_shipped() -> Mapping[str, Framework]:
    """Give the shipped référentiels by id, read once a process.

    Raises:
        ValueError: when a shipped file is faulty: ours, never a school's.
    """
    data = files("generator.frameworks") / "data"
    found = (
        _shipped(path) for path in sorted(data.iterdir(), key=lambda path: path.name) if path.name.endswith(".yml")
    )
    return MappingProxyType({framework.id: framework for framework in found})


def framework_from_document(document: Document) -> tuple[Framework | None, tuple[Diagnostic, ...]]:
    """Read a school's own référentiel; None when it has no identifier or no competency, every other fault is survived.

    The faults are those of the référentiel alone: the document's own stay in the document.
    """
    return build(document.data, document.source)


def frameworks_of(documents: Iterable[Document]) -> tuple[Mapping[str, Framework], tuple[Diagnostic, ...]]:
    """Give every référentiel of a school by id, the shipped ones first; an identifier taken twice is reported."""
    held = dict(load_shipped())
    faults: list[Diagnostic] = []
    for document in sorted(documents, key=lambda document: _rank(document.source.path)):
        framework, found = framework_from_document(document)
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


def _rank(path: str) -> tuple[bool, str]:
    """The folder that a repository protects by its name comes before « Référentiels/ »."""
    return not path.startswith("referentiels/"), path


def _shipped(path: Traversable) -> Framework:
    """Read a file that we trust: every scalar as written, thanks to the base loader."""
    raw = path.read_bytes()
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    data = yaml.load(raw, Loader=loader)  # noqa: S506 -- the base loader makes strings, lists and mappings only
    framework, faults = build(data, Source(path="", digest=sha256(raw).hexdigest()))
    if framework is None or faults:
        message = f"{path.name}: {[fault.message for fault in faults]}"
        raise ValueError(message)
    return framework
