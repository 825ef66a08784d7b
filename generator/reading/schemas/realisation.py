"""realisations/<slug>.md: from front matter to a réalisation whose names are not resolved yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

from generator.diagnostics import Diagnostic, Place
from generator.language import mark
from generator.model.audience import Visibility
from generator.model.realisation import (
    Claim,
    Context,
    Mode,
    Production,
    ProductionState,
    Realisation,
    Sheet,
    Status,
)
from generator.reading.schemas.prose import read_body
from generator.reading.schemas.titles import title_of
from generator.values.document import Document, Value
from generator.values.fields import Fields, open_fields
from generator.values.folding import fold

_ALIASES = MappingProxyType(
    {
        "technos": "technologies",
        "technologie": "technologies",
        "titre de la realisation": "titre",
        "title": "titre",
        "competence": "competences",
        "date": "periode",
        "dates": "periode",
        "production": "productions",
        "resume": "resume",
        "description": "resume",
        "contextes": "contexte",
        "stages": "stage",
        "epreuve": "epreuves",
        "situation": "situations",
        "status": "statut",
        "auto evaluations": "auto evaluation",
        "autoevaluation": "auto evaluation",
    }
)
_CONTEXTS = MappingProxyType(
    {
        "pro": Context.INTERNSHIP,
        "professionnel": Context.INTERNSHIP,
        "entreprise": Context.INTERNSHIP,
        "scolaire": Context.TRAINING,
        "école": Context.TRAINING,
        "cours": Context.TRAINING,
        "perso": Context.PERSONAL,
        "apprentissage": Context.APPRENTICESHIP,
    }
)
"""Words met in real portfolios; « pro » is a stage."""
_STATUSES = MappingProxyType({"en cours": Status.DRAFT, "à compléter": Status.DRAFT, "draft": Status.DRAFT})
_SPLIT = re.compile("[,;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A competency as written, and where."""

    code: str
    sentence: str | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RealisationDraft:
    """A réalisation whose claims, files and names wait for the rest of the school."""

    record: Realisation
    cited: tuple[Cited, ...]
    self_assessment: tuple[tuple[Cited, int], ...]


def read_realisation(document: Document, slug: str, faults: list[Diagnostic]) -> RealisationDraft:
    """Read one réalisation; an unknown ``statut`` makes a draft of it."""
    fields = open_fields(document, faults, _ALIASES)
    body = read_body(document)
    cited = read_cited(fields)
    record = Realisation(
        slug=slug,
        title=title_of(fields, body, slug),
        period=fields.period("période"),
        contexts=fields.choices("contexte", Context, _CONTEXTS),
        internships=fields.texts("stage"),
        mode=fields.choice("mode", Mode),
        team=fields.texts("équipe"),
        claims=tuple(Claim(cited=item.code, competency=None, sentence=item.sentence) for item in cited),
        technologies=fields.texts("technologies"),
        productions=_productions(fields),
        status=_status(fields),
        exams=tuple(fold(exam) for exam in fields.texts("épreuves")),
        sheet=_sheet(fields),
        situations=fields.texts("situations"),
        workshop=fields.text("atelier"),
        organisation=fields.text("organisation"),
        year=fields.number("année"),
        summary=fields.text("résumé"),
        rank=fields.number("ordre"),
        visibility=fields.visibility(),
        former_names=tuple(item.removesuffix(".md").rpartition("/")[2] for item in fields.texts("vient de")),
        body=body,
        source=document.source,
    )
    levels = _levels(fields)
    fields.close()
    return RealisationDraft(record=record, cited=cited, self_assessment=levels)


MAX_CITED = 200
"""Competencies that one page may cite; the largest référentiel has 159, and a list without end would cost minutes."""


def read_cited(fields: Fields) -> tuple[Cited, ...]:
    """Read ``compétences``, no more than ``MAX_CITED`` of them."""
    found = _cited(fields)
    if len(found) > MAX_CITED:
        expected, held = mark("au plus {n} codes", n=MAX_CITED), mark("{n} codes", n=len(found))
        fields.report("STR018", "compétences", key="compétences", expected=expected, found=held)
    return found[:MAX_CITED]


def _cited(fields: Fields) -> tuple[Cited, ...]:
    """Read a list of codes, a mapping code → sentence, or codes on one line."""
    key = fields.written("compétences")
    value = fields.raw("compétences")
    if isinstance(value, dict):
        return tuple(_from_mapping(fields, value, (key,)))
    if isinstance(value, str):
        place = fields.at(key)
        return tuple(Cited(code=code, sentence=None, place=place) for code in _listed(value))
    found: list[Cited] = []
    for index, item in enumerate(value or ()):
        if isinstance(item, dict):
            found.extend(_from_mapping(fields, item, (key, index)))
        elif isinstance(item, str) and item.strip():
            found.append(Cited(code=item.strip(), sentence=None, place=fields.at(key, index)))
        elif item is not None:
            fields.report("STR018", key, index, key="compétences", expected=mark("un code"), found=mark("une liste"))
    return tuple(found)


def _listed(value: str) -> tuple[str, ...]:
    """Cut « B1.1, B1.2 »; spaces go afterwards: a pattern that takes them reads a long run of them again at each."""
    return tuple(filter(None, map(str.strip, _SPLIT.split(value))))


def _from_mapping(fields: Fields, value: dict[str, Value], route: tuple[str | int, ...]) -> list[Cited]:
    found = []
    for code, sentence in value.items():
        if isinstance(sentence, (list, dict)):
            fields.report(
                "STR018",
                *map(str, route[:1]),
                *route[1:],
                code,
                key=code,
                expected=mark("une phrase"),
                found=mark("un bloc"),
            )
            sentence = None  # noqa: PLW2901 - the faulty value is dropped, the claim kept
        place = fields.at_key(*route, code)
        found.append(Cited(code=code.upper(), sentence=(sentence or "").strip() or None, place=place))
    return found


def _status(fields: Fields) -> Status:
    if fields.text("statut") is None:
        return Status.SUBMITTED if fields.raw("statut") is None else Status.DRAFT
    return fields.choice("statut", Status, _STATUSES, code="STR021") or Status.DRAFT


def _productions(fields: Fields) -> tuple[Production, ...]:
    found = []
    for entry in fields.entries("productions"):
        if isinstance(entry, Fields):
            found.append(_production(entry))
        elif entry[1]:
            link = entry[1] if "://" in entry[1] else None
            file = entry[1] if link is None and "." in entry[1].rpartition("/")[2] else None
            title = fields.fit("titre", entry[1].rpartition("/")[2] if file else entry[1])
            found.append(Production(title=title, file=file, link=link))
    return tuple(found)


def _production(fields: Fields) -> Production:
    file, link = fields.text("fichier"), fields.text("lien")
    title = fields.text("titre")
    if title is None and (file or link):
        title = fields.fit("titre", (file or link or "").rstrip("/").rpartition("/")[2])
        fields.faults.append(Diagnostic.at("MED017", fields.at(), name=title))
    missing = ProductionState.ONLINE
    state = fields.choice("état", ProductionState, {"absente": ProductionState.MISSING}) or missing
    production = Production(
        title=title or "Production",
        file=file,
        link=link,
        state=state,
        reason=fields.text("motif") or fields.text("raison"),
        visibility=fields.visibility() if fields.raw("visibilité") else Visibility.PUBLIC,
    )
    fields.close()
    return production


def _sheet(fields: Fields) -> Sheet | None:
    inner = fields.inner("fiche")
    if inner is None:
        return None
    sheet = Sheet(
        place=inner.text("lieu"),
        conditions=inner.text("conditions"),
        resources=inner.text("ressources"),
        documentation=inner.text("documentation"),
    )
    inner.close()
    return sheet


def _levels(fields: Fields) -> tuple[tuple[Cited, int], ...]:
    value = fields.raw("auto-évaluation")
    if value is None:
        return ()
    if not isinstance(value, dict):
        fields.report(
            "STR018",
            "auto-évaluation",
            key="auto-évaluation",
            expected=mark("« code: niveau »"),
            found=mark("autre chose"),
        )
        return ()
    found = []
    for code, level in value.items():
        if isinstance(level, str) and level.strip().isdecimal() and len(level) < 3:  # noqa: PLR2004 - no scale has a hundred levels
            place = fields.at_key(fields.written("auto-évaluation"), code)
            found.append((Cited(code=code.upper(), sentence=None, place=place), int(level)))
        else:
            fields.report(
                "STR018",
                "auto-évaluation",
                code,
                key=code,
                expected=mark("un niveau (un nombre)"),
                found=mark("« {word} »", word=str(level)),
            )
    return tuple(found[:MAX_CITED])
