"""Find the portfolios in a folder of hand-ins, wherever they lie in folders, zips and zips of zips.

A portfolio is recognised by its content: a home page, its sections, or the record of a hand-in. ENTs rename the files
they carry, unpack them, or pack a whole class together; the names they give are kept, since they name the author.
"""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copyfileobj

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.extracts import formats
from vitrail.content.extracts.pieces import Allowance, UnopenedError, class_allowance, portfolio_allowance
from vitrail.content.reading.disk import names
from vitrail.content.reading.disk.opening import HeldFile, HeldFiles, on_disk, opened
from vitrail.content.reading.text.parse import MAX_BYTES, parse_markdown
from vitrail.content.values.folding import fold
from vitrail.doors.handing.exchange import LARGEST, NAME, Exchange, loaded
from vitrail.doors.handing.packing import RECORD, TEAM_FILES
from vitrail.ground.language import mark
from vitrail.ground.memo.files import LARGE, VERDICTS

_DEPTH = 3
"""Levels of nested zips, at most."""
_TEAM = mark("ce n'est pas à l'étudiant de l'écrire")
_LFS = b"version https://git-lfs."
_POINTER = 1024
"""Bytes of what git leaves of a file that LFS keeps elsewhere, at most."""
_SECTIONS = frozenset({"realisations", "stages", "veille"})


class Arrival(Struct, frozen=True, kw_only=True):
    """A portfolio that was found in the hand-ins."""

    place: str
    """Its path in the folder or zip given, through nested zips."""
    files: Mapping[str, HeldFile]
    """Path in the portfolio → file."""
    sums: Mapping[str, str]
    known: Exchange | None
    """The record in the author's copy, with the digests of former hand-ins; None without one."""
    aside: tuple[tuple[str, str], ...]
    """Paths of its files that are not taken, each with the reason."""
    whole: bool = False
    """True for a clone of its author's repository, without a record: a file that is not there is not there any more."""
    last: str = ""
    """Its author's family name, from its home page."""
    first: str = ""
    option: str = ""


class NoArrival(Struct, frozen=True, kw_only=True):
    """A file that is in no portfolio, or cannot be opened."""

    place: str
    reason: str


def arrivals(given: Path) -> Iterator[Arrival | NoArrival]:
    """Yield the portfolios in a folder or a zip; each can be read until the next one is requested."""
    if given.is_file():
        yield from _zip(given.name, on_disk(given), _DEPTH, None)
    else:
        yield from _parted(_of_folder(given), "", _DEPTH, None)


def _zip(place: str, file: HeldFile, depth: int, budget: Allowance | None) -> Iterator[Arrival | NoArrival]:
    """Yield the portfolios in a zip; a nested one (it has a budget) is copied to a file first, as reading must seek."""
    try:
        with tempfile.TemporaryFile() as copy, file.open() as source:
            if budget:
                copyfileobj(source, copy)
            budget = budget or class_allowance()
            yield from _parted(opened(copy if copy.tell() else source, budget), place, depth, budget)
    except UnopenedError as error:
        yield NoArrival(place=place, reason=error.reason)
    except OSError as error:
        yield NoArrival(place=place, reason=mark("elle ne se lit pas : {error}", error=error.strerror or str(error)))


def _parted(held: HeldFiles, place: str, depth: int, budget: Allowance | None) -> Iterator[Arrival | NoArrival]:
    """Yield the portfolios among files, then those in the zips outside any of them; report each other file."""
    roots = _roots(held.files)
    yield from (_judged(held, place, root) for root in roots)
    for path, file in held.files.items():
        if any(_inside(path, _bag(root, held.files)) for root in roots) or any(map(names.why_ignored, path.split("/"))):
            continue
        if not _is_zip(path, file):
            yield NoArrival(
                place=_under(place, path),
                reason=mark("ce n'est ni un rendu ni un .zip : « vitrail import » prend les documents d'un étudiant"),
            )
        elif not depth:
            yield NoArrival(place=_under(place, path), reason=mark("ses archives sont trop imbriquées"))
        else:
            yield from _zip(_under(place, path), file, depth - 1, budget)


def in_repository(held: HeldFiles) -> Arrival | NoArrival:
    """Return the portfolio of a repository: that beside its mkdocs.yml, else the only one. Verdicts in it are named."""
    roots = _roots(held.files)
    beside = [root for root in roots if _bag(root, held.files) != root]
    if len(roots) == 1 or len(beside) == 1:
        root = (beside or roots)[0]
        judging = f"{root}/{VERDICTS}/".lstrip("/")
        forged = [(path.removeprefix(f"{root}/"), _TEAM) for path in held.files if path.startswith(judging)]
        arrival = _judged(held, "", root)
        if isinstance(arrival, Arrival) and arrival.whole:
            return replace(arrival, aside=(*arrival.aside, *forged))
        return arrival
    reason = mark("ce dépôt tient plusieurs portfolios") if roots else mark("ce dépôt n'a pas de portfolio")
    return NoArrival(place="", reason=reason)


def _judged(held: HeldFiles, place: str, root: str) -> Arrival | NoArrival:
    """Return the portfolio below a folder, or why it is not taken."""
    if _is_school(root, held.files):
        reason = mark("c'est la copie de toute une école : l'étudiant y rend son seul dossier, par « vitrail rendre »")
        return NoArrival(place=_under(place, _bag(root, held.files)) or root, reason=reason)
    try:
        return _arrival(held, place, root)
    except UnopenedError as error:
        return NoArrival(place=_under(place, root), reason=error.reason)


def _roots(files: Mapping[str, HeldFile]) -> tuple[str, ...]:
    """Return the folders that are portfolios, the outermost where they nest; empty for the whole."""
    roots = set()
    for path in files:
        *folders, name = path.split("/")
        if any(map(names.why_ignored, folders)):
            continue
        if name in {NAME, RECORD}:
            roots.add("/".join(folders) if name == NAME else "/".join((*folders, "data")))
        elif fold(name) == "index.md" and fold("".join(folders[-2:-1])) not in _SECTIONS:
            roots.add("/".join(folders))
        elif name.lower().endswith(".md"):
            section = next((n for n, folder in enumerate(folders) if fold(folder) in _SECTIONS), None)
            if section is not None:
                roots.add("/".join(folders[:section]))
    outer = sorted(root for root in roots if not any(_inside(f"{root}/", other) for other in roots - {root}))
    return tuple(root for root in outer if any(_inside(path, root) for path in files))


def _bag(root: str, files: Mapping[str, HeldFile]) -> str:
    """Return the folder around a portfolio: its BagIt bag, which holds the sums, or its repository; else its own."""
    above, _, name = root.rpartition("/")
    mark_of = {"data": "bagit.txt", "portfolios": "mkdocs.yml"}
    return above if name in mark_of and _under(above, mark_of[name]) in files else root


def _is_school(root: str, files: Mapping[str, HeldFile]) -> bool:
    """True if a class is inside what a home page made a portfolio: the page is that of a whole school."""
    inside = (path.removeprefix(f"{root}/") for path in files if _inside(path, root))
    return any(path.count("/") == 1 and path.endswith("/promotion.yml") for path in inside)


def _inside(path: str, root: str) -> bool:
    return not root or path.startswith(f"{root}/")


def _arrival(held: HeldFiles, place: str, root: str) -> Arrival:
    """Gather a portfolio: its author's files, without those of the school, of systems and of former versions."""
    head, bag = f"{root}/" if root else "", _bag(root, held.files)
    alone = bag != root and root.endswith("portfolios")
    files, aside = {}, [(path.removeprefix(head), reason) for path, reason in held.aside if path.startswith(head)]
    for path in sorted(path for path in held.files if path.startswith(head)):
        inside = path.removeprefix(head)
        first = fold(inside.partition("/")[0])
        if first in TEAM_FILES and alone:
            continue  # as ``vitrail rendre`` leaves them
        if first in TEAM_FILES:
            aside.append((inside, _TEAM))
        elif held.files[path].size > LARGE:
            aside.append((inside, mark("plus de 25 Mo")))
        elif held.files[path].size < _POINTER and held.files[path].read().startswith(_LFS):
            aside.append((inside, mark("un fichier que git a mis ailleurs (LFS), et dont il ne reste que l'adresse")))
        elif not any(map(names.why_ignored, inside.split("/"))):
            files[inside] = held.files[path]
    portfolio_allowance().spend(size=sum(file.size for file in files.values()), members=len(files))
    home = next((path for path, file in files.items() if fold(path) == "index.md" and file.size <= MAX_BYTES), None)
    said = parse_markdown("index.md", files[home].read()).data if home else {}
    words = {key: str(said.get(key) or "") for key in ("nom", "prenom", "option")}
    kept = held.files.get(f"{head}{NAME}") or held.files.get(_under(bag, RECORD))
    return Arrival(
        place=_under(place, bag) or root, files=files, sums={path: file.sum() for path, file in files.items()},
        known=loaded(kept.read()) if kept and kept.size <= LARGEST else None, aside=tuple(aside), whole=alone,
        last=words["nom"], first=words["prenom"], option=words["option"],
    )  # fmt: skip


def _of_folder(folder: Path) -> HeldFiles:
    """List the files of a folder, with symbolic links set aside."""
    held = HeldFiles()
    pending = [folder]
    while pending:
        here = pending.pop()
        for path in sorted(here.iterdir()):
            inside = names.nfc(path.relative_to(folder).as_posix())
            if path.is_symlink():
                held.aside.append((inside, mark("un lien, qu'un rendu ne suit pas")))
            elif path.is_dir():
                pending.append(path)
            elif path.is_file():
                held.add(inside, on_disk(path))
    held.files = dict(sorted(held.files.items()))
    return held


def _is_zip(path: str, file: HeldFile) -> bool:
    """True for a zip by its suffix or first bytes, but not for an office document, whose format is a zip."""
    suffix = path.rpartition(".")[2].lower()
    try:
        return suffix == "zip" or (suffix not in formats.OFFICE and file.read(4).startswith(formats.ZIP))
    except UnopenedError:
        return False


def _under(place: str, path: str) -> str:
    return f"{place}/{path}".strip("/")
