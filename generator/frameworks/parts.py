"""What a référentiel holds beside its competencies: levels, legal texts, exams, situations, tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from generator.frameworks.codes import fold_code
from generator.frameworks.fields import Fields
from generator.frameworks.keys import printed
from generator.frameworks.options import Options, Reader, text_of
from generator.language import mark
from generator.model.framework import Exam, LegalText, Level, Situation, SynthesisTable
from generator.model.source import Route

Codes: TypeAlias = Mapping[str, str]
"""Folded code → code as declared."""


def read_levels(fields: Fields) -> Iterator[Level]:
    """Read the names of the depths; a level may be its name alone."""
    for route, value in fields.each("levels"):
        entry = Fields(value if isinstance(value, Mapping) else {"kind": value}, route, fields.faults)
        label = entry.text("label")
        if kind := entry.text("kind") or label or entry.required("kind", mark("ce niveau")):
            yield Level(kind=kind, label=label or kind, plural=entry.text("plural"), note=entry.text("note"))
        entry.close()


def read_legal(fields: Fields) -> Iterator[LegalText]:
    """Read the texts that found the référentiel."""
    for entry in fields.records("legal"):
        if ref := entry.required("ref", mark("ce texte")):
            yield LegalText(
                ref=ref,
                published=entry.text("published"),
                url=entry.text("url"),
                role=entry.text("role"),
                nor=entry.text("nor"),
                jorf=entry.text("jorf"),
                effect=entry.text("effect"),
                source=entry.text("source"),
            )
        entry.close()


def read_pairs(fields: Fields, key: str, first: str, second: str) -> Iterator[tuple[str, str]]:
    """Read a list of pairs of words, such as the subject and the text of a remark."""
    for entry in fields.records(key):
        left, right = entry.required(first, mark("cette ligne")), entry.required(second, mark("cette ligne"))
        if left and right:
            yield left, right
        entry.close()


def read_exams(fields: Fields, options: Options, codes: Codes) -> Iterator[Exam]:
    """Read the épreuves; the same code may come back for other sessions."""
    seen: dict[str, Route] = {}
    for entry in fields.records("exams"):
        code = entry.required("code", mark("cette épreuve"))
        start, end = entry.sessions()
        if not code:
            continue
        key = entry.text("key") or (f"{code}@{start}" if start else code)
        if first := seen.get(fold_code(key)):
            entry.faults.report("FRA003", entry.at("code"), code=key, line=entry.faults.place(first).line)
            continue
        seen[fold_code(key)] = entry.at("code")
        title = options.split(entry, "title", text_of(entry, "title"))
        yield Exam(
            id=key,
            code=code,
            title=title or {None: code},
            covers=options.split(entry, "covers", _codes_of(entry, "covers", codes)),
            from_session=start,
            to_session=end,
            coefficient=entry.whole("coefficient"),
            unverified=entry.flag("unverified"),
            covers_unverified=entry.flag("covers unverified"),
            form=_forms(entry),
            minutes=entry.whole("minutes"),
            note=entry.text("note"),
            source=entry.text("source"),
        )
        entry.close()


def read_situations(fields: Fields, options: Options) -> Iterator[Situation]:
    """Read the situations that a candidate must have met."""
    seen: dict[str, Route] = {}
    for entry in fields.records("mandatory situations"):
        code = entry.required("id", mark("cette situation"))
        if not code:
            continue
        if first := seen.get(fold_code(code)):
            entry.faults.report("FRA003", entry.at("id"), code=code, line=entry.faults.place(first).line)
            continue
        seen[fold_code(code)] = entry.at("id")
        yield Situation(
            id=code,
            title=entry.required("title", mark("« {word} »", word=code)) or code,
            options=options.read(entry, "options", ()),
            earlier_title=entry.text("earlier title"),
            source=entry.text("source"),
        )
        entry.close()


def read_tables(fields: Fields, options: Options, codes: Codes, exams: tuple[Exam, ...]) -> Iterator[SynthesisTable]:
    """Read the tables and fiches that the épreuves ask for."""
    for entry in fields.records("synthesis tables"):
        code = entry.required("id", mark("ce tableau"))
        if not code:
            continue
        yield SynthesisTable(
            id=code,
            title=entry.required("title", mark("« {word} »", word=code)) or code,
            columns=options.split(entry, "columns", _codes_of(entry, "columns", codes)),
            sections=tuple(read_pairs(entry, "sections", "id", "title")),
            rows=entry.text("rows") or "",
            period_column=entry.text("period column"),
            mark=entry.text("mark") or "X",
            exams=_exams_of(entry, exams),
            annex_by_session=dict(_annexes(entry)),
            with_situations=entry.flag("with situations"),
            unverified=entry.flag("unverified"),
            note=entry.text("note"),
            coverage_rule=entry.text("coverage rule"),
            printed_labels=by_code(entry, "printed labels", codes),
            header_fields=entry.words("header fields"),
            source=entry.text("source"),
        )
        entry.close()


def by_code(fields: Fields, key: str, codes: Codes) -> dict[str, str]:
    """Read a mapping from a competency's code to words."""
    found: dict[str, str] = {}
    for route, name, value in fields.mapping(key):
        code = _known(fields, key, route, name, codes)
        if code and isinstance(value, str):
            found[code] = value.strip()
        elif code:
            fields.faults.report("FRA002", route, key=name, expected=mark("un texte"))
    return found


def _codes_of(fields: Fields, key: str, codes: Codes) -> Reader[tuple[str, ...]]:
    """Make the reader of a list of competencies that options may share; an unknown one is reported and left out."""

    def read(route: Route, value: object) -> tuple[str, ...] | None:
        found: dict[str, None] = {}
        entries = (
            [((*route, n), entry) for n, entry in enumerate(value)] if isinstance(value, list) else [(route, value)]
        )
        for place, entry in entries:
            if not isinstance(entry, str):
                fields.faults.report("FRA002", place, key=printed(key), expected=mark("une liste de codes"))
            elif code := _known(fields, key, place, entry, codes):
                found[code] = None
        return tuple(found)

    return read


def _known(fields: Fields, key: str, route: Route, written: str, codes: Codes) -> str | None:
    found = codes.get(fold_code(written))
    if found is None:
        near = fields.faults.near(written, list(codes.values()))
        fields.faults.report("FRA008", route, code=written, key=printed(key), suggestion=near)
    return found


def _exams_of(entry: Fields, exams: tuple[Exam, ...]) -> tuple[str, ...]:
    """Find the épreuves of a table by key (« E5@2025 ») or by code, which then means all of that code."""
    found: dict[str, None] = {}
    for route, word in entry.marked_words("exams"):
        wanted = fold_code(word)
        keys = [exam.id for exam in exams if wanted in {fold_code(exam.id), fold_code(exam.code)}]
        if not keys:
            near = entry.faults.near(word, [exam.id for exam in exams])
            entry.faults.report("FRA008", route, code=word, key=printed("exams"), suggestion=near)
        found |= dict.fromkeys(keys)
    return tuple(found)


def _annexes(entry: Fields) -> Iterator[tuple[int, str]]:
    for route, session, value in entry.mapping("annex by session"):
        if session.isascii() and session.isdigit() and isinstance(value, str):
            yield int(session[:9]), value.strip()
        else:
            entry.faults.report(
                "FRA002", route, key=printed("annex by session"), expected=mark("des lignes « session: annexe »")
            )


def _forms(entry: Fields) -> dict[str | None, str]:
    """Read how an épreuve is judged: words for every form, or by form."""
    value = entry.raw("form")
    if isinstance(value, str):
        return {None: value.strip()}
    return {name: words.strip() for _, name, words in entry.mapping("form") if isinstance(words, str)}
