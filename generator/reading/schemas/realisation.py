"""realisations/<slug>.md: from front matter to a réalisation whose names are not resolved yet; its verdicts."""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place
from generator.language import mark
from generator.model.realisation import Claim, Production, Realisation
from generator.model.source import Route
from generator.model.verdict import Verdict
from generator.reading.schemas.pages import status_of
from generator.reading.schemas.prose import read_body, title_of
from generator.values.document import Document, Value
from generator.values.fields import Fields, open_fields
from generator.values.folding import fold
from generator.values.keys import REALISATION, VERDICT

_SPLIT = re.compile("[,;]")


class Cited(Struct, frozen=True, kw_only=True):
    """A competency as written, and where."""

    code: str
    sentence: str | None
    place: Place


class RealisationDraft(Struct, frozen=True, kw_only=True):
    """A réalisation whose claims, files and names wait for the rest of the school."""

    record: Realisation
    cited: tuple[Cited, ...]
    self_assessment: tuple[tuple[Cited, int], ...]


def read_realisation(document: Document, slug: str, faults: list[Diagnostic]) -> RealisationDraft:
    """Read one réalisation; an unknown ``statut`` makes a draft of it."""
    fields, body = open_fields(document, faults, REALISATION), read_body(document)
    cited = read_cited(fields)
    record = Realisation(
        **fields.values(),
        slug=slug,
        title=title_of(fields, body, slug),
        claims=tuple(Claim(cited=item.code, competency=None, sentence=item.sentence) for item in cited),
        productions=tuple(_productions(fields)),
        status=status_of(fields),
        exams=tuple(fold(exam) for exam in fields.texts("épreuves")),
        former_names=tuple(item.removesuffix(".md").rpartition("/")[2] for item in fields.texts("vient de")),
        facts=fields.facts(),
        body=body,
        source=document.source,
    )
    return RealisationDraft(record=record, cited=cited, self_assessment=_levels(fields))


MAX_CITED = 200
"""Competencies that one page may cite; the largest référentiel has 159, and a list without end would cost minutes."""


def read_cited(fields: Fields) -> tuple[Cited, ...]:
    """Read ``compétences``, no more than ``MAX_CITED`` of them."""
    found = tuple(_cited(fields))
    if len(found) > MAX_CITED:
        expected, held = mark("au plus {n} codes", n=MAX_CITED), mark("{n} codes", n=len(found))
        fields.report("STR018", "compétences", key="compétences", expected=expected, found=held)
    return found[:MAX_CITED]


def _cited(fields: Fields) -> Iterator[Cited]:
    """Read a list of codes, a mapping code → sentence, or codes on one line.

    Spaces around a code go once the line is cut: a pattern that takes them reads a long run of them again at each.
    """
    on_a_line = isinstance(fields.raw("compétences"), str)
    for route, item in fields.each("compétences"):
        if isinstance(item, dict):
            yield from _from_mapping(fields, item, route)
        elif isinstance(item, str):
            place, codes = fields.source.at(*route), _SPLIT.split(item) if on_a_line else [item]
            yield from (Cited(code=code, sentence=None, place=place) for one in codes if (code := one.strip()))
        elif item is not None:
            fields.tell("STR018", route, key="compétences", expected=mark("un code"), found=mark("une liste"))


def _from_mapping(fields: Fields, value: dict[str, Value], route: Route) -> Iterator[Cited]:
    for code, sentence in value.items():
        if isinstance(sentence, (list, dict)):  # the faulty value is dropped, the claim kept
            expected, found = mark("une phrase"), mark("un bloc")
            fields.tell("STR018", (*route, code), key=code, expected=expected, found=found)
        said = sentence.strip() if isinstance(sentence, str) else ""
        yield Cited(code=code.upper(), sentence=said or None, place=fields.at_key(*route, code))


def _productions(fields: Fields) -> Iterator[Production]:
    """Read what proves; a bare text is a link, a file or a title, by what it looks like."""
    for route, item in fields.each("productions"):
        if isinstance(item, dict) and (inner := fields.below("productions", item, route)):
            yield _production(inner)
        elif isinstance(item, str) and (written := item.strip()):
            link = written if "://" in written else None
            file = written if link is None and "." in written.rpartition("/")[2] else None
            title = fields.fit("titre", written.rpartition("/")[2] if file else written)
            yield Production(title=title, file=file, link=link)
        elif item is not None and not isinstance(item, str):
            fields.wrong(route, "productions", mark("une valeur ou une liste de « clé: valeur »"), item)


def _production(fields: Fields) -> Production:
    values, title = fields.values(), fields.text("titre")
    shown = values.get("file") or values.get("link")
    if title is None and shown:
        title = fields.fit("titre", shown.rstrip("/").rpartition("/")[2])
        fields.tell("MED017", fields.route, name=title)
    return Production(**values, title=title or "Production")


def _levels(fields: Fields) -> tuple[tuple[Cited, int], ...]:
    """Read « auto-évaluation »: code → level."""
    found = []
    for route, code, level in fields.pairs("auto-évaluation"):
        if isinstance(level, str) and level.strip().isdecimal() and len(level) < 3:  # noqa: PLR2004 - no scale has a hundred levels
            found.append((Cited(code=code.upper(), sentence=None, place=fields.at_key(*route)), int(level)))
        else:
            fields.wrong(route, code, mark("un niveau (un nombre)"), level)
    return tuple(found[:MAX_CITED])


def read_evaluations(document: Document, faults: list[Diagnostic]) -> tuple[Verdict, ...]:
    """Read every entry; one that does not say who speaks (EVA010), or speaks twice (EVA017), is left aside."""
    if document.data:
        expected = mark("une liste d'évaluations (« - réalisation: … »)")
        faults.append(Diagnostic.at("STR023", document.source.at(), expected=expected))
        return ()
    found = []
    whole = open_fields(document, faults, VERDICT)
    for index, item in enumerate(document.items):
        if isinstance(item, dict):
            entry = replace(whole, data=item, route=(index,))
            if twice := next((key.name for key in VERDICT if entry.doubled(key.name)), ""):
                faults.append(Diagnostic.at("EVA017", entry.at_key(index, entry.written(twice)), key=twice))
            elif isinstance(verdict := entry.made(source=document.source, index=index), Verdict):
                found.append(_of_one(verdict, faults))
        elif item is not None:
            whole.wrong((index,), "évaluation", mark("« clé: valeur »"), item)
    return tuple(found)


def _of_one(verdict: Verdict, faults: list[Diagnostic]) -> Verdict:
    """Keep of two subjects the réalisation, and say so."""
    if not (verdict.realisation and verdict.stage):
        return verdict
    read = mark("réalisation: {name}", name=verdict.realisation)
    written = mark("stage: {name}", name=verdict.stage)
    faults.append(Diagnostic.at("STR040", verdict.at("stage"), written=written, read=read))
    return replace(verdict, stage=None)
