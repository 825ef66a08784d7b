"""The word under a cursor: the thing that it names, its help, and the file that it leads to."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from vitrail.content.frameworks import queries
from vitrail.content.model.framework import Framework
from vitrail.content.model.student import Student
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.content.reading.questions import people, portfolio
from vitrail.content.reading.text.documents import TABLES
from vitrail.content.values.folding import fold, fold_key
from vitrail.content.values.key import Key, Refers
from vitrail.doors.editing.completing import refers_to
from vitrail.doors.editing.cursor import spot_at
from vitrail.doors.editing.door import Door, JudgedPortfolio
from vitrail.ground.language import Phrase, mark, nmark
from vitrail.ground.regex import regex
from vitrail.site.pages.states import SIGNS

_TOKEN: Final = regex(r"[^\s\[\]{}(),\"«»<>]+")
_LINK: Final = regex(r"\]\(<?(?P<path>[^)>]+)>?")
_PATH: Final = regex(r"""["']?(?P<path>[^"{}\[\],#]+(?:#[^"{}\[\],\s]+)?)""")
"""A file as a value: its name may hold spaces and apostrophes, and « # » a spot in it."""
_NAMES: Final = 5
"""Most classmates who are named."""


class Thing(Struct, frozen=True, kw_only=True):
    """The thing that a word is or names."""

    row: int
    start: int
    end: int
    """Columns from 0; ``end`` is the one after it."""
    name: str
    key: Key | None = None
    """The row of a word that is a key."""
    refers: Refers | None = None
    """The kind of thing that it names."""
    code: str = ""
    """The competency that it cites."""


def thing_at(lines: Sequence[str], row: int, column: int, known: JudgedPortfolio, source: SourceFile) -> Thing | None:
    """Return the thing at a cursor: a key, a code, a name, a file; None for any other word."""
    line = lines[row] if row < len(lines) else ""
    link = next((match for match in _LINK.finditer(line) if match.start("path") <= column <= match.end("path")), None)
    token = next((match for match in _TOKEN.finditer(line) if match.start() <= column <= match.end()), None)
    if link or token is None:
        return link and Thing(
            row=row, start=link.start("path"), end=link.end("path"), name=link["path"], refers=Refers.FILE
        )
    name = token[0].rstrip(":.;")
    start, end = token.start(), token.start() + len(name)
    code = _code(name, known)
    table = TABLES.get(source.role) if source.role else None
    spot = spot_at(lines, row, end, table, markdown=source.file.path.lower().endswith(".md")) if table else None
    refers = refers_to(spot) if spot else Refers.CODE
    key = spot.keys.find(fold_key(spot.written)) if spot and spot.keys and not spot.valued else None
    if spot and key and refers is not Refers.CODE:
        return Thing(row=row, start=spot.column, end=end, name=spot.written, key=key)
    refers = refers or (Refers.FILE if spot and spot.valued else None)
    if refers is Refers.CODE or code:
        return Thing(row=row, start=start, end=end, name=name, code=code, refers=Refers.CODE) if code else None
    if spot and refers is Refers.FILE and (match := _PATH.match(line, spot.column)):
        name, start = match["path"].strip(" '"), match.start("path")
        return Thing(row=row, start=start, end=start + len(name), name=name, refers=refers)
    return Thing(row=row, start=start, end=end, name=name, refers=refers) if refers else None


def _code(name: str, known: JudgedPortfolio) -> str:
    """Return the id of the competency that a word cites, for this student; empty if it cites none."""
    if known.framework is None or known.student is None:
        return ""
    resolved = queries.resolve(known.framework, name, known.student.option, known.student.session)
    return resolved.id or ""


def told(thing: Thing, known: JudgedPortfolio, door: Door) -> tuple[Phrase | str, ...]:
    """Return the help of a thing, in paragraphs of Markdown."""
    if thing.key:
        example = f"`{thing.key.name}: {thing.key.example}`" if thing.key.example else ""
        return tuple(filter(None, (f"**{thing.key.name}** : {thing.key.help}", example)))
    if thing.code and known.framework:
        return tuple(filter(None, _competency(thing.code, known.framework, known, door)))
    return ()


def _competency(code: str, framework: Framework, known: JudgedPortfolio, door: Door) -> Iterator[Phrase | str]:
    item = framework.by_id[code]
    yield f"**{item.id}** {item.title}"
    yield "\n".join(f"- {indicator.text}" for indicator in item.indicators)
    counted = known.coverage.competencies.get(code) if known.coverage else None
    if counted:
        works = tuple(dict.fromkeys(proof.realisation for proof in counted.evidence))
        state = SIGNS[counted.state].word
        yield (
            mark("État : {state} ; réalisations : {works}.", state=state, works=works)
            if works
            else mark("État : {state}.", state=state)
        )
    mates = tuple(_mates(code, framework, known, door))
    if mates:
        named = ", ".join(mates[:_NAMES]) + (" …" if len(mates) > _NAMES else "")
        yield nmark(
            "Dans la promotion, {n} autre portfolio la prouve : {names}.",
            "Dans la promotion, {n} autres portfolios la prouvent : {names}.",
            len(mates),
            names=named,
        )


def _mates(code: str, framework: Framework, known: JudgedPortfolio, door: Door) -> Iterator[str]:
    for owner in people(door.memo):
        if (
            owner[0] == known.owner[0]
            and owner != known.owner
            and _proves(portfolio(door.memo, *owner).record, code, framework)
        ):
            yield owner[1]


def _proves(student: Student, code: str, framework: Framework) -> bool:
    cited = (claim.competency for work in student.submitted for claim in work.claims)
    return any(competency and code in {competency, *queries.ancestors(framework, competency)} for competency in cited)


def target(thing: Thing, known: JudgedPortfolio, door: Door, page: str) -> tuple[Path, int] | None:
    """Return the file that a thing leads to, and the line, from 0; None when it leads nowhere."""
    if thing.code and known.framework:
        return _in_framework(thing.code, known.framework, door)
    first = next(iter(_files(thing, known, door, page)), None)
    return (Path(door.memo.files.place(first.file.disk)), 0) if first else None


def _files(thing: Thing, known: JudgedPortfolio, door: Door, page: str) -> Iterator[SourceFile]:
    """Yield the files that a thing may name."""
    name = unquote(thing.name.partition("#")[0])
    wanted = fold(name)
    for source in door.placed():
        mine = source.student is not None and (source.cohort or "", source.student) == known.owner
        if thing.refers is Refers.FILE:
            ways = (known.root + name, posixpath.join(posixpath.dirname(page), name))
            named = fold(source.file.path) in {fold(posixpath.normpath(way)) for way in ways}
            if named or (mine and fold(posixpath.basename(source.file.path)) == wanted):
                yield source
        elif mine and thing.refers and source.role is _ROLES.get(thing.refers) and fold(source.slug) == wanted:
            yield source
        elif thing.refers is Refers.MATE and source.role is FileRole.HOME and source.cohort == known.owner[0]:
            if fold(source.student or "") == wanted:
                yield source
        elif thing.refers is Refers.HOST and source.role is FileRole.ORGANISATION and fold(source.slug) == wanted:
            yield source


_ROLES = {Refers.STAGE: FileRole.INTERNSHIP, Refers.WORK: FileRole.REALISATION}


def _in_framework(code: str, framework: Framework, door: Door) -> tuple[Path, int] | None:
    """Return the file of a référentiel, and the line of a competency in it."""
    if framework.source.path:
        path = Path(door.memo.files.place(framework.source.path))
    else:
        data = Path(str(files("vitrail.content.frameworks").joinpath("data")))
        head = re.compile(rf"(?m)^id: {re.escape(framework.id)}\s*$")
        path = next((file for file in sorted(data.glob("*.yml")) if head.search(file.read_text("utf-8"))), data)
    try:
        lines = path.read_text("utf-8").split("\n")
    except OSError:
        return None
    cited = re.compile(rf"\b(?:id|code)\s*:\s*[\"']?{re.escape(code)}[\"']?\s*(?:[,}}]|$)")
    return path, next((row for row, line in enumerate(lines) if cited.search(line)), 0)
