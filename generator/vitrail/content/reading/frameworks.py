"""The référentiels of a build: the two that ship with Vitrail, and the school's own (``referentiels/*.yml``)."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vitrail.content.frameworks.building import build
from vitrail.content.frameworks.lexicon import is_lexicon, read_lexicon
from vitrail.content.model.framework import Competency, Framework, Kinship
from vitrail.content.reading.text.parse import parse_yaml
from vitrail.content.values.document import Document
from vitrail.content.values.folding import fold, fold_code
from vitrail.content.values.key import text_keys
from vitrail.content.values.keys import FRAMEWORK
from vitrail.content.values.suggesting import astray
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import mark, quoted
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import question

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FOLDER = "referentiels/"
_HOLDER = mark("fourni avec Vitrail")


@cache
def load_shipped() -> Mapping[str, Framework]:
    """Return the shipped référentiels by id, read once a process. Raises ValueError: a file of ours is faulty."""
    from importlib.resources import files  # noqa: PLC0415  # a run that has them in its memo opens none

    data = files("vitrail.content.frameworks") / "data"
    names = sorted(path.name for path in data.iterdir())
    read = (_shipped(data, name) for name in names if name.endswith(".yml") and not is_lexicon(name))
    return MappingProxyType({framework.id: framework for framework in read})


@question(dict[str, Framework], part=0)
def shipped(_: Memo) -> dict[str, Framework]:
    """Return the shipped référentiels, kept by the memo between runs: to read them is a fifth of the start-up time."""
    return dict(load_shipped())


def frameworks_of(
    shelf: Mapping[str, Framework], documents: Iterable[Document], lexicons: Iterable[Document] = ()
) -> tuple[dict[str, Framework], tuple[Diagnostic, ...]]:
    """Return every référentiel of a school by id, the shipped ones first, with the words of its lexicon.

    An identifier taken twice is reported, and so is a lexicon that is named but not among ``lexicons``.
    """
    held = dict(shelf)
    faults: list[Diagnostic] = []
    words = {document.source.path: document for document in lexicons}
    # « referentiels/ », which a repository protects by that very name, comes before « Référentiels/ »
    for document in sorted(
        documents, key=lambda document: (not document.source.path.startswith(_FOLDER), document.source.path)
    ):
        framework, told = build(document)
        faults += told
        if framework is None:
            continue
        if taken := held.get(framework.id):
            holder = taken.source.path or _HOLDER
            place = document.source.at("identifiant")
            faults.append(Diagnostic.at("FRA003.framework", place, id=framework.id, holder=holder))
        else:
            held[framework.id] = _heard(framework, words, faults)
    followed = {key: _followed(framework, held, faults) for key, framework in held.items()}
    return followed, tuple(faults)


def _followed(framework: Framework, held: Mapping[str, Framework], faults: list[Diagnostic]) -> Framework:
    """Resolve the codes that replace those of a référentiel, in its successor's spelling; report unknown ones."""
    heirs = [heir for item in framework.competencies for heir in item.heirs]
    if not heirs:
        return framework
    after = held.get(framework.successor or "")
    if after is None:
        faults.append(Diagnostic.at("REF024.successor", heirs[0].place, framework=framework.short_title))
        return framework
    codes = {fold_code(code): code for code in after.by_id}
    for heir in heirs:
        if heir.code and fold_code(heir.code) not in codes:
            values = {"code": heir.code, "framework": after.short_title}
            faults.append(astray("REF024", heir.place, heir.code, codes.values(), **values))
    return replace(framework, competencies=tuple(_spelled(item, codes) for item in framework.competencies))


def _spelled(item: Competency, codes: Mapping[str, str]) -> Competency:
    known = (replace(heir, code=codes.get(fold_code(heir.code), "")) for heir in item.heirs)
    heirs = tuple(heir for heir in known if heir.code or heir.kinship is Kinship.GONE)
    return replace(item, heirs=heirs) if item.heirs else item


def known_framework(
    name: str, frameworks: Mapping[str, Framework], place: Place, faults: list[Diagnostic]
) -> str | None:
    """Find a référentiel by its identifier; report an unknown one, with those that exist."""
    identifier = next((key for key in frameworks if fold(key) == fold(name)), None)
    if identifier is None:
        faults.append(astray("REF011", place, name, frameworks, name=name, known=quoted(frameworks)))
    return identifier


def _heard(framework: Framework, words: Mapping[str, Document], faults: list[Diagnostic]) -> Framework:
    """Return a référentiel with the words of its lexicon, the file beside it that it names; report a missing one."""
    if not framework.lexicon:
        return framework
    beside = PurePosixPath(framework.source.path).parent
    if document := words.get(str(beside / framework.lexicon)):
        return replace(framework, entries=read_lexicon(document, framework))
    names = (path.name for path in map(PurePosixPath, words) if path.parent == beside)
    place = framework.source.at("lexique")
    faults.append(astray("REF022.lexicon", place, framework.lexicon, names, name=framework.lexicon))
    return framework


def _shipped(folder: "Traversable", name: str) -> Framework:
    """Read a shipped file as a school's is read, without its places. Raises ValueError: it is faulty."""
    read = parse_yaml("", folder.joinpath(name).read_bytes(), keys=text_keys(FRAMEWORK))
    document = replace(read, source=replace(read.source, packed=b""))
    framework, faults = build(document)
    if framework is None or faults or document.diagnostics:
        message = f"{name}: {[fault.message for fault in (*document.diagnostics, *faults)]}"
        raise ValueError(message)
    beside = [framework.lexicon] if framework.lexicon else []
    return _heard(framework, {file: parse_yaml("", folder.joinpath(file).read_bytes()) for file in beside}, [])
