"""realisations/<slug>.md: from front matter to a réalisation whose names are not resolved yet; its verdicts."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.markup import web_address
from vitrail.content.model.realisation import Claim, Production, Realisation
from vitrail.content.model.verdict import Verdict
from vitrail.content.reading.schemas.overlooked import overlooked
from vitrail.content.reading.schemas.prose import read_body, title_of
from vitrail.content.values.document import Document, Value
from vitrail.content.values.fields import Fields, open_fields
from vitrail.content.values.key import Key
from vitrail.content.values.keys import PRODUCTION, REALISATION, VERDICT
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import mark
from vitrail.ground.regex import regex


class RealisationDraft(Struct, frozen=True, kw_only=True):
    """A réalisation whose claims, files and names are not resolved in the rest of the school yet."""

    record: Realisation
    self_assessment: tuple[tuple[Claim, str], ...]
    """Levels as they are written: their names are the class's."""


def read_realisation(document: Document, slug: str, faults: list[Diagnostic]) -> RealisationDraft:
    """Read one réalisation; an unknown ``statut`` makes a draft of it."""
    fields, body = open_fields(document, faults, REALISATION), read_body(document)
    unread = {key: held for key, held in document.data.items() if REALISATION.find(key) is None}
    tutors = ((body.path, person.name) for person in overlooked(unread) if person.tutor)
    values = fields.values()
    record = Realisation(
        **values | {"title": title_of(values.get("title"), fields.faults, body, slug)},
        slug=slug,
        productions=fields.within("productions", tuple(_productions(fields))),
        facts=fields.facts(),
        body=replace(body, tutors=(*body.tutors, *tutors)),
        source=document.source,
    )
    return RealisationDraft(record=record, self_assessment=_levels(fields))


def _productions(fields: Fields) -> Iterator[Production]:
    """Yield the productions: a bare text is a link, a file or a title, by its form; « a title: a file » is both."""
    for route, item in fields.each("productions"):
        if isinstance(item, list):
            fields.wrong(route, "productions", mark("une valeur ou une liste de « clé: valeur »"), item)
        elif isinstance(item, str):
            parts = [part.strip() for part in re.split(r"[,;\n]", item)] if isinstance(route[-1], str) else []
            several = len(parts) > 1 and all(_is_place(_placed(part)[0]) for part in parts if part)
            for written in filter(None, parts if several else [item.strip()]):
                yield _named(fields, *_placed(written))
        elif isinstance(item, dict) and not any(map(PRODUCTION.find, item)) and all(map(_is_place, item.values())):
            yield from (_named(fields, str(place), fields.spelled.get(name, name)) for name, place in item.items())
        else:
            yield from map(_production, fields.below("productions", item, route))


def _placed(text: str) -> tuple[str, str]:
    """Return the place and the title that a text gives: a link of Markdown, « titre : chemin », a sentence.

    >>> _placed("[Schéma](fichiers/schema.png)"), _placed("voir https://forge.example/a, le code")
    (('fichiers/schema.png', 'Schéma'), ('https://forge.example/a', 'voir https://forge.example/a, le code'))
    """
    if link := _LINK.fullmatch(text):
        return link[2].strip(" <>"), link[1].strip() or link[2]
    title, *places = _COLON.split(text, maxsplit=1)
    if title and places and _is_place(places[0]):
        return places[0], title.rstrip()
    address = _ADDRESS.search(text) if " " in text else None
    return (address[0].rstrip(".,;:)»") if address else text), text


_COLON = regex(r":\s+")
_LINK = regex(r"\[([^\[\]]*)\]\((.+)\)")
_ADDRESS = regex(r"https?://[^\s<>\"]+")


def _named(fields: Fields, written: str, title: str) -> Production:
    """Make a production from its address or path and its title; a file titled by its path takes its name as title."""
    address, name = web_address(written), written.rpartition("/")[2]
    if "://" in address:
        return Production(title=fields.fit("titre", title), link=address)
    file = written if "." in name else None
    return Production(title=fields.fit("titre", name if file == title else title), file=file)


def _is_place(value: Value) -> bool:
    return isinstance(value, str) and ("://" in web_address(value) or "." in value.rpartition("/")[2])


def _production(fields: Fields) -> Production:
    values, title = fields.values(), fields.text("titre")
    shown = values.get("file") or values.get("link")
    if title is None and shown:
        title = fields.fit("titre", shown.rstrip("/").rpartition("/")[2])
        fields.tell("MED005.title", fields.route, name=title)
    return Production(**values, title=title or "Production")


def _levels(fields: Fields) -> tuple[tuple[Claim, str], ...]:
    """Read « auto-évaluation »: code → level."""
    levels = []
    for route, code, level in fields.pairs("auto-évaluation"):
        if isinstance(level, str):
            levels.append((Claim(cited=code.upper(), place=fields.at_key(*route)), level.strip()))
        else:
            fields.wrong(route, code.upper(), mark("un niveau"), level)
    return tuple(levels[: REALISATION["compétences"].most])


def read_evaluations(document: Document, faults: list[Diagnostic]) -> tuple[Verdict, ...]:
    """Read every verdict; one without author or subject, or with a key twice (EVA010), is dropped.

    So is one that writes its author, role or day in a way that cannot be read.
    """
    if document.data:
        expected = mark("une liste d'évaluations (« - réalisation: … »)")
        faults.append(Diagnostic.at("STR018.file", document.source.at(), expected=expected))
        return ()
    verdicts = []
    whole = open_fields(document, faults, VERDICT)
    for index, item in enumerate(document.items):
        if isinstance(item, dict):
            entry = replace(whole, data=item, route=(index,))
            if twice := next((key.name for key in VERDICT if entry.doubled(key.name)), ""):
                faults.append(Diagnostic.at("EVA010.twice", entry.at_key(index, entry.written(twice)), key=twice))
                continue
            values = entry.values()
            if lost := next((key.name for key in VERDICT if _unread(key, entry, values)), ""):
                entry.report("EVA010", lost, key=lost)
            elif VERDICT.whole <= values.keys():
                verdict = Verdict(**values, source=document.source, index=index)
                if verdict.opinion and not verdict.subject:
                    faults.append(Diagnostic.at("EVA010", verdict.at("avis"), key="réalisation"))
                else:
                    verdicts.append(_of_one(verdict, faults))
        elif item is not None:
            whole.wrong((index,), "évaluation", mark("« clé: valeur »"), item)
    return tuple(verdicts)


def _unread(key: Key, entry: Fields, values: Mapping[str, object]) -> bool:
    """True if a required key is written with a value that cannot be read."""
    return bool(key.required and entry.data.get(entry.written(key.name))) and key.to not in values


def _of_one(verdict: Verdict, faults: list[Diagnostic]) -> Verdict:
    """Drop the stage of a verdict that also names a réalisation, and report it."""
    if not (verdict.realisation and verdict.stage):
        return verdict
    read = mark("réalisation: {name}", name=verdict.realisation)
    written = mark("stage: {name}", name=verdict.stage)
    faults.append(Diagnostic.at("STR040", verdict.at("stage"), written=written, read=read))
    return replace(verdict, stage=None)
