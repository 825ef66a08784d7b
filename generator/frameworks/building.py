"""A référentiel's record from the values of its file, faults and all; the file itself is read in ``reading``."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.frameworks.hierarchy import level_named, read_tree
from generator.frameworks.homonyms import told_apart
from generator.frameworks.options import DeclaredOptions, read_options
from generator.frameworks.regulation import read_profiles
from generator.frameworks.sections import (
    Codes,
    hues_by_code,
    read_exams,
    read_levels,
    read_pairs,
    read_requirements,
    read_situations,
    read_tables,
)
from generator.model.framework import Competency, Framework, Level
from generator.model.source import Route
from generator.values.document import Document
from generator.values.fields import Fields, open_fields
from generator.values.folding import fold_code
from generator.values.keys import FRAMEWORK


def build(document: Document) -> tuple[Framework | None, tuple[Diagnostic, ...]]:
    """Build a framework from its file; None when it has no identifier or no competency.

    Every other fault leaves out the faulty value alone. The faults are those of the référentiel: the document's own
    stay in the document.
    """
    faults: list[Diagnostic] = []
    fields = open_fields(document, faults, FRAMEWORK)
    found = _framework(fields)
    fields.close()
    return found, tuple(sorted(faults, key=lambda fault: fault.sort_key))


def _framework(fields: Fields) -> Framework | None:
    key = fields.text("identifiant")
    options = read_options(fields)
    levels = tuple(read_levels(fields))
    items = _competencies(fields, levels, options)
    codes: Codes = {fold_code(item.id): item.id for item in items}
    exams = tuple(read_exams(fields, options, codes))
    tables = tuple(read_tables(fields, options, codes, exams))
    title = fields.text("titre")
    framework = Framework(
        **fields.values(),
        id=key or "",
        title=title or key or "",
        short_title=fields.text("titre court") or title or key or "",
        competencies=items,
        levels=levels,
        judged_level=_judged_level(fields, levels),
        judged_table=_judged_table(fields, [table.id for table in tables]),
        options=options.declared,
        exams=exams,
        situations=tuple(read_situations(fields, options)),
        tables=tables,
        requirements=tuple(read_requirements(fields)),
        sources=dict(read_pairs(fields, "sources", "code", "texte")),
        notes=tuple(read_pairs(fields, "remarques", "sujet", "texte")),
        profiles=read_profiles(fields),
        hues=hues_by_code(fields, "couleurs", codes),
        source=fields.source,
    )
    return framework if key and items else None


def _competencies(fields: Fields, levels: tuple[Level, ...], options: DeclaredOptions) -> tuple[Competency, ...]:
    places: dict[str, Route] = {}
    return told_apart(list(_marked(fields, levels, options, places)), places, fields)


def _marked(
    fields: Fields, levels: tuple[Level, ...], options: DeclaredOptions, places: dict[str, Route]
) -> Iterator[Competency]:
    for item, route in read_tree(fields, levels, options):
        places[item.id] = route
        yield item


def _judged_level(fields: Fields, levels: tuple[Level, ...]) -> str:
    """Read the level that the exam judges; the last one when nothing says so, since every claim counts there."""
    last = levels[-1].kind if levels else ""
    written = fields.text("niveau jugé")
    if not written:
        return last
    if found := level_named(written, levels):
        return found.kind
    near = fields.hint(written, [level.label for level in levels])
    fields.tell("FRA010", fields.route_of("niveau jugé"), level=written, suggestion=near)
    return last


def _judged_table(fields: Fields, tables: list[str]) -> str | None:
    written = fields.text("tableau jugé")
    if written is None:
        return None
    known = {fold_code(table): table for table in tables}
    if fold_code(written) in known:
        return known[fold_code(written)]
    near = fields.hint(written, tables)
    fields.tell("FRA008", fields.route_of("tableau jugé"), code=written, key="tableau jugé", suggestion=near)
    return None
