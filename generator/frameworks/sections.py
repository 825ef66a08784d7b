"""What a référentiel holds beside its competencies: levels, legal texts, exams, situations, tables."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from generator.frameworks.options import DeclaredOptions, ValueReader, text_of
from generator.language import mark
from generator.language.phrase import quoted
from generator.model.framework import Exam, Level, Requirement, Situation, SynthesisTable
from generator.model.source import Route
from generator.values.document import Value
from generator.values.fields import Fields
from generator.values.folding import fold, fold_code

Codes: TypeAlias = Mapping[str, str]
"""Folded code → code as declared."""

HUES: Mapping[str, str] = {"cobalt": "cobalt", "ambre": "amber", "rubis": "ruby", "vert": "green", "violet": "violet"}
"""What authors type → the theme's name."""


def read_levels(fields: Fields) -> Iterator[Level]:
    """Read the names of the depths; a level may be its name alone."""
    for entry in fields.entries("niveaux"):
        label = entry.text("libellé")
        if kind := entry.text("niveau") or label:
            yield Level(**entry.values(), kind=kind, label=label or kind)
        entry.close()


def read_pairs(fields: Fields, key: str, first: str, second: str) -> Iterator[tuple[str, str]]:
    """Read a list of pairs of words, such as the subject and the text of a remark."""
    for entry in fields.entries(key):
        left, right = entry.text(first), entry.text(second)
        if left and right:
            yield left, right
        entry.close()


def read_exams(fields: Fields, options: DeclaredOptions, codes: Codes) -> Iterator[Exam]:
    """Read the épreuves; the same code may come back for other sessions."""
    seen: dict[str, Route] = {}
    for entry in fields.entries("épreuves"):
        code = entry.text("code")
        start, end = sessions(entry)
        if not code:
            continue
        key = entry.text("clé") or (f"{code}@{start}" if start else code)
        if first := seen.get(fold_code(key)):
            entry.tell("FRA003", entry.route_of("code"), code=key, line=entry.source.at(*first).line)
            continue
        seen[fold_code(key)] = entry.route_of("code")
        title = options.split(entry, "titre", text_of(entry, "titre"))
        yield Exam(
            **entry.values(),
            id=key,
            code=code,
            title=title or {None: code},
            covers=options.split(entry, "couvre", _codes_of(entry, "couvre", codes)),
            from_session=start,
            to_session=end,
            form=_forms(entry),
        )
        entry.close()


def read_situations(fields: Fields, options: DeclaredOptions) -> Iterator[Situation]:
    """Read the situations that a candidate must have met."""
    seen: dict[str, Route] = {}
    for entry in fields.entries("situations obligatoires"):
        code = entry.text("code")
        if not code:
            continue
        if first := seen.get(fold_code(code)):
            entry.tell("FRA003", entry.route_of("code"), code=code, line=entry.source.at(*first).line)
            continue
        seen[fold_code(code)] = entry.route_of("code")
        yield Situation(
            **entry.values(), id=code, title=entry.text("titre") or code, options=options.read(entry, "options", ())
        )
        entry.close()


def read_tables(
    fields: Fields, options: DeclaredOptions, codes: Codes, exams: tuple[Exam, ...]
) -> Iterator[SynthesisTable]:
    """Read the tables and fiches that the épreuves ask for."""
    for entry in fields.entries("tableaux"):
        code = entry.text("code")
        if not code:
            continue
        yield SynthesisTable(
            **entry.values(),
            id=code,
            title=entry.text("titre") or code,
            columns=options.split(entry, "colonnes", _codes_of(entry, "colonnes", codes)),
            sections=tuple(read_pairs(entry, "rubriques", "code", "titre")),
            exams=_exams_of(entry, exams),
            annex_by_session=dict(_annexes(entry)),
            words=tuple(fold(word) for word in entry.texts("mots")),
            printed_labels=_by_code(entry, "libellés imprimés", codes),
        )
        entry.close()


def read_requirements(fields: Fields) -> Iterator[Requirement]:
    """Read what the exam asks of a candidate's file; one whose check is unknown is told and left out."""
    for entry in fields.entries("exigences"):
        start, end = sessions(entry)
        pathways, forms = (tuple(map(str, entry.choices(key))) for key in ("voies", "formes"))
        found = entry.made(from_session=start, to_session=end, pathways=pathways, forms=forms)
        if isinstance(found, Requirement):
            yield found


def sessions(fields: Fields) -> tuple[int | None, int | None]:
    """Read the two bounds of what holds for some sessions only."""
    start, end = fields.number("depuis la session"), fields.number("jusqu'à la session")
    if start and end and start > end:
        fields.report("FRA014", "jusqu'à la session", start=start, end=end)
        end = None
    return start, end


def _by_code(fields: Fields, key: str, codes: Codes) -> dict[str, str]:
    """Read a mapping from a competency's code to words."""
    found: dict[str, str] = {}
    for route, name, value in fields.pairs(key):
        code = _known(fields, key, route, name, codes)
        if code and isinstance(value, str):
            found[code] = value.strip()
        elif code:
            fields.wrong(route, name, mark("un texte"), value)
    return found


def hues_by_code(fields: Fields, key: str, codes: Codes) -> dict[str, str]:
    """Read a mapping from a competency's code to one of the theme's hues, by its French name or its own."""
    found: dict[str, str] = {}
    for code, name in _by_code(fields, key, codes).items():
        if hue := HUES.get(fold(name)):
            found[code] = hue
        else:
            fields.report(
                "STR020", key, key=key, value=name, words=quoted(HUES), suggestion=fields.hint(name, list(HUES))
            )
    return found


def _codes_of(fields: Fields, key: str, codes: Codes) -> ValueReader[tuple[str, ...]]:
    """Make the reader of a list of competencies that options may share; an unknown one is reported and left out."""

    def read(route: Route, value: Value) -> tuple[str, ...] | None:
        found: dict[str, None] = {}
        entries = (
            [((*route, n), entry) for n, entry in enumerate(value)] if isinstance(value, list) else [(route, value)]
        )
        for place, entry in entries:
            if not isinstance(entry, str):
                fields.wrong(place, key, mark("une liste de codes"), entry)
            elif code := _known(fields, key, place, entry, codes):
                found[code] = None
        return tuple(found)

    return read


def _known(fields: Fields, key: str, route: Route, written: str, codes: Codes) -> str | None:
    found = codes.get(fold_code(written))
    if found is None:
        near = fields.hint(written, list(codes.values()))
        fields.tell("FRA008", route, code=written, key=key, suggestion=near)
    return found


def _exams_of(entry: Fields, exams: tuple[Exam, ...]) -> tuple[str, ...]:
    """Find the épreuves of a table by key (« E5@2025 ») or by code, which then means all of that code."""
    found: dict[str, None] = {}
    for route, word in entry.placed_texts("épreuves"):
        wanted = fold_code(word)
        keys = [exam.id for exam in exams if wanted in {fold_code(exam.id), fold_code(exam.code)}]
        if not keys:
            near = entry.hint(word, [exam.id for exam in exams])
            entry.tell("FRA008", route, code=word, key="épreuves", suggestion=near)
        found |= dict.fromkeys(keys)
    return tuple(found)


def _annexes(entry: Fields) -> Iterator[tuple[int, str]]:
    for route, session, value in entry.pairs("annexes par session"):
        if session.isascii() and session.isdigit() and isinstance(value, str):
            yield int(session[:9]), value.strip()
        else:
            entry.wrong(route, "annexes par session", mark("des lignes « session: annexe »"), value)


def _forms(entry: Fields) -> dict[str | None, str]:
    """Read how an épreuve is judged: words for every form, or by form."""
    value = entry.raw("forme")
    if isinstance(value, str):
        return {None: value.strip()}
    return {name: words.strip() for _, name, words in entry.pairs("forme") if isinstance(words, str)}
