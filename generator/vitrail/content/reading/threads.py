"""Links from claims to their proofs: productions that cite them, files that they name, headings that bear their code.

« preuve: audit.pdf#page=2 » under a claim and « prouve: [B1.2] » under a production make the same record, kept by the
production: an audience that does not get the file does not get the link to it either.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from vitrail.content.frameworks.queries import ancestors, resolve
from vitrail.content.model.realisation import Claim, Excerpt, Named, Production, Proving, Realisation
from vitrail.content.model.source import Section
from vitrail.content.reading.context import Work
from vitrail.content.reading.disk.lookup import folder_of, own_file
from vitrail.content.reading.linking import CodeReader
from vitrail.content.values.folding import fold
from vitrail.content.values.spots import read_spot
from vitrail.content.values.suggesting import TypedWord
from vitrail.ground.diagnostics import Place
from vitrail.ground.language import mark

_NO_FILE = mark("ni une production, ni un fichier de votre dossier")
_NO_TITLE = mark("aucun titre de votre texte")


def threads(
    work: Work, reader: CodeReader, record: Realisation, claims: tuple[Claim, ...], productions: tuple[Production, ...]
) -> tuple[tuple[Claim, ...], tuple[Production, ...]]:
    """Tie the claims of a réalisation to its productions and to the headings of its text.

    Args:
        work: the reading of the portfolio; a file that only a claim names is shown by its page from here on.
        reader: resolves codes; records those that name no claim.
        record: the réalisation as written, whose productions bear the paths that their author gave.
        claims: its claims, resolved.
        productions: its productions, in the same order, with the files that were found.

    Returns:
        The claims with their excerpts, and the productions with what each proves.
    """
    made = [
        replace(item, proving=tuple(_proved(reader, claims, item.proving))) if item.proving else item
        for item in productions
    ]
    for claim in claims:
        for asked in claim.proofs:
            _tie(work, reader, record, claim, asked, made)
    aimed = {proving.competency for item in made for proving in item.proving}
    sections = record.body.sections if record.body else ()
    return tuple(
        replace(
            claim,
            proofs=(),
            sections=(),
            aimed=bool(claim.proofs) or (claim.competency is not None and claim.competency in aimed),
            excerpts=tuple(excerpts),
        )
        for claim, excerpts in zip(claims, _excerpts(reader, record, claims, sections), strict=True)
    ), tuple(made)


def _proved(reader: CodeReader, claims: Sequence[Claim], cited: Iterable[Proving]) -> Iterator[Proving]:
    """Yield a proof for each claim that « prouve » names, of that competency or beneath it; report a stray code."""
    for proving in cited:
        code = reader.competency(proving)
        spot = _spot(reader, proving.spot, proving.place, "prouve")
        proved = [claim.competency for claim in claims if _within(reader, claim.competency, code)]
        yield from (replace(proving, competency=competency, spot=spot) for competency in proved)
        if code and not proved:
            _stray(reader, proving.place, code, claims)


def _within(reader: CodeReader, competency: str | None, code: str | None) -> bool:
    """True if a claimed competency is that of a code, or beneath it in the référentiel."""
    if competency is None or code is None or competency == code:
        return competency is not None and competency == code
    return reader.framework is not None and code in ancestors(reader.framework, competency)


def _tie(  # noqa: PLR0913, PLR0917  # one claim, one name, and where both are looked up
    work: Work, reader: CodeReader, record: Realisation, claim: Claim, asked: Named, made: list[Production]
) -> None:
    """Record the proof of a claim on the production that it names; a file that is no production becomes one."""
    file, _, where = asked.named.partition("#")
    index = _named(record, made, asked.named) if where else None
    where = "" if index is not None else where
    index = _named(record, made, file) if index is None else index
    if index is None:
        folder = folder_of(record.source.path)
        attached = own_file(work.shelf, file, folder).path or own_file(work.shelf, f"fichiers/{file}", folder).path
        if attached is None:
            titles = (name for item in made for name in _names(item) if name)
            files = (path.removeprefix(work.shelf.root) for path in work.shelf.files)
            known = dict.fromkeys((*titles, *files))
            reader.astray("REF022", asked.place, file, known, key="preuve", name=file, what=_NO_FILE)
            return
        work.shows.setdefault(record.source.path, []).append((attached, record.visibility))
        index = len(made)
        title, page = attached.rpartition("/")[2], attached in work.documents
        made.append(Production(title=title, file=attached, digest=work.content(attached), page=page))
    spot = _spot(reader, where, asked.place, "preuve")
    proving = Proving(cited=claim.cited, competency=claim.competency, spot=spot, place=asked.place)
    if spot not in made[index].spots(claim.competency):
        made[index] = replace(made[index], proving=(*made[index].proving, proving))


def _named(record: Realisation, made: Sequence[Production], text: str) -> int | None:
    """Return the index of the production that a text names: by its file, its title or its address."""
    wanted = fold(text.strip())
    for index, item in enumerate(made):
        written = record.productions[index].file if index < len(record.productions) else None
        if wanted in {fold(name) for name in (*_names(item), written) if name}:
            return index
    return None


def _names(item: Production) -> tuple[str | None, ...]:
    return item.file, (item.file or "").rpartition("/")[2], item.title, item.link


def _spot(reader: CodeReader, written: str, place: Place, key: str) -> str:
    spot = read_spot(written) if written else ""
    if spot is None:
        expected, said = mark("un endroit, « page=2 » ou « ligne=12 »"), mark("« {word} »", word=written)
        reader.tell("STR018", place, key=key, expected=expected, found=said)
    return spot or ""


def _excerpts(
    reader: CodeReader, record: Realisation, claims: Sequence[Claim], sections: Sequence[Section]
) -> Iterator[list[Excerpt]]:
    """Yield, for each claim, the sections of the text about it; report a heading whose code no claim cites."""
    coded: dict[str, list[Section]] = {}
    for section in sections:
        for written in section.codes:
            code = _code(reader, written)
            competencies = [claim.competency for claim in claims if _within(reader, claim.competency, code)]
            for competency in competencies:
                coded.setdefault(competency or "", []).append(section)
            if not competencies and (code or _is_like(reader, written)):
                _stray(reader, Place(path=record.source.path, line=section.line), code or written.upper(), claims)
    titles = {fold(section.title): section for section in reversed(sections)}
    for claim in claims:
        excerpts = {
            section.anchor: Excerpt(title=section.title, anchor=section.anchor)
            for section in coded.get(claim.competency or "", ())
        }
        for asked in claim.sections:
            meant = titles.get(fold(asked.named)) or _begins(titles, asked.named)
            if meant is None:
                known = [section.title for section in sections if section.title]
                name = asked.named
                reader.astray("REF022", asked.place, name, known, key="sous", name=name, what=_NO_TITLE)
            else:
                excerpts.setdefault(meant.anchor, Excerpt(title=meant.title, anchor=meant.anchor, keyed=True))
        yield list(excerpts.values())


def _begins(titles: dict[str, Section], text: str) -> Section | None:
    """Find the section whose title is the text, then a parenthesis: « La maquette » is « La maquette (B1.3.2) »."""
    return next((section for title, section in titles.items() if title.startswith(f"{fold(text)} (")), None)


def _code(reader: CodeReader, written: str) -> str | None:
    """Resolve the code of a heading; None for a remark of its author's, such as « (RFC2119) »."""
    return resolve(reader.framework, written, reader.option, reader.session).id if reader.framework else None


def _is_like(reader: CodeReader, written: str) -> bool:
    """True if a word is written as the codes of the référentiel are: « B1.9 », and not « TP3 »."""
    known = reader.framework.by_id if reader.framework else ()
    return "." in written and _shape(written.upper()) in {_shape(code.upper()) for code in known}


def _shape(code: str) -> str:
    return "".join("9" if sign.isdecimal() else sign for sign in code)


def _stray(reader: CodeReader, place: Place, code: str, claims: Sequence[Claim]) -> None:
    cited = [claim.competency for claim in claims if claim.competency]
    reader.astray("REF023", place, TypedWord(code, guarded=True), cited, code=code)
