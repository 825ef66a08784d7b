"""Reads a référentiel's file beside its competencies: options, levels, legal texts, exams, situations, tables."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeAlias, TypeVar

from msgspec import Struct

from vitrail.content.model.framework import USUAL_YEARS, Exam, Level, Option, Requirement, Situation, SynthesisTable
from vitrail.content.model.source import Route
from vitrail.content.model.words import HUES
from vitrail.content.values.document import Value
from vitrail.content.values.fields import Fields
from vitrail.content.values.folding import fold, fold_code
from vitrail.content.values.years import MOST
from vitrail.ground.language import mark
from vitrail.ground.language.phrase import quoted

Codes: TypeAlias = Mapping[str, str]
"""Folded code → code as declared."""

T = TypeVar("T")
ValueReader: TypeAlias = Callable[[Fields, str, Route, Value], T | None]
"""Reads a value that lies under a key; None when it is faulty, and reported."""


class DeclaredOptions(Struct, frozen=True):
    """The declared options, found by their folded code."""

    declared: tuple[Option, ...]

    def read(self, fields: Fields, key: str, inherited: tuple[str, ...]) -> tuple[str, ...]:
        """Read the options of an item, by default the inherited ones; empty if it names all of them."""
        if fields.raw(key) is None:
            return inherited
        codes = {code for route, word in fields.placed_texts(key) if (code := self.find(word, route, fields))}
        if not codes:
            return inherited
        return () if len(codes) == len(self.declared) else tuple(o.id for o in self.declared if o.id in codes)

    def find(self, word: str, route: Route, fields: Fields) -> str | None:
        """Find an option by its code; an unknown one is reported."""
        declared = next((option.id for option in self.declared if fold_code(option.id) == fold_code(word)), None)
        if declared is None:
            fields.astray("FRA008.option", route, word, [option.id for option in self.declared], option=word)
        return declared

    def split(self, fields: Fields, key: str, read: ValueReader[T]) -> dict[str | None, T]:
        """Read one value for all options (key None), or a mapping from option to value."""
        value = fields.raw(key)
        if not isinstance(value, Mapping):
            said = None if value is None else read(fields, key, fields.route_of(key), value)
            return {} if said is None else {None: said}
        named = ((self.find(word, route, fields), route, written) for route, word, written in fields.pairs(key))
        read_by = ((option, read(fields, key, route, written)) for option, route, written in named if option)
        return {option: said for option, said in read_by if said is not None}


def read_options(fields: Fields) -> DeclaredOptions:
    """Read the declared options; an option may be its code alone."""
    entries = coded(fields.entries("options"))
    return DeclaredOptions(tuple(Option(**{"title": code} | entry.values()) for entry, code in entries))


def read_years(fields: Fields) -> tuple[str, ...]:
    """Read the names of the diploma's years, each once."""
    names = {fold(name): name for name in reversed(fields.texts("années du diplôme")[:MOST])}
    return tuple(reversed(names.values())) or USUAL_YEARS


def coded(entries: Iterator[Fields]) -> Iterator[tuple[Fields, str]]:
    """Yield the entries that have a code, with it; report the second of one code, and leave it out."""
    seen: dict[str, Fields] = {}
    for entry in entries:
        if (code := entry.text("code")) and is_first(seen, code, entry):
            yield entry, code


def is_first(seen: dict[str, Fields], code: str, entry: Fields) -> bool:
    """Record the code of an entry; report it, and return False, when another entry has it."""
    first = seen.setdefault(fold_code(code), entry)
    if first is not entry:
        line = first.at(first.written("code")).line
        entry.report("FRA003", "code", code=code, line=line)
    return first is entry


def read_levels(fields: Fields) -> Iterator[Level]:
    """Read the names of the depths; a level may be its name alone."""
    for entry in fields.entries("niveaux"):
        label = entry.text("libellé")
        if kind := entry.text("niveau") or label:
            yield Level(**entry.values(), kind=kind, label=label or kind)


def read_exams(fields: Fields, options: DeclaredOptions, codes: Codes) -> Iterator[Exam]:
    """Read the épreuves; the same code may come back for other sessions."""
    seen: dict[str, Fields] = {}
    for entry in fields.entries("épreuves"):
        code = entry.text("code")
        values = entry.values()
        start = values.get("from_session")
        key = entry.text("clé") or (f"{code}@{start}" if start else code)
        if not code or not key or not is_first(seen, key, entry):
            continue
        yield Exam(
            **values,
            id=key,
            code=code,
            title=options.split(entry, "titre", _text) or {None: code},
            covers=options.split(entry, "couvre", partial(_codes, codes)),
            form=_forms(entry),
        )


def read_situations(fields: Fields, options: DeclaredOptions) -> Iterator[Situation]:
    """Read the situations that a candidate must have met."""
    for entry, code in coded(fields.entries("situations obligatoires")):
        yield Situation(**{"title": code} | entry.values(), options=options.read(entry, "options", ()))


def read_tables(
    fields: Fields, options: DeclaredOptions, codes: Codes, exams: tuple[Exam, ...]
) -> Iterator[SynthesisTable]:
    """Read the tables and fiches that the épreuves ask for."""
    for entry in fields.entries("tableaux"):
        code = entry.text("code")
        if not code:
            continue
        yield SynthesisTable(
            **{"title": code} | entry.values(),
            columns=options.split(entry, "colonnes", partial(_codes, codes)),
            exams=_exams_of(entry, exams),
            annex_by_session=dict(_annexes(entry)),
            printed_labels=dict(_by_code(entry, "libellés imprimés", codes)),
        )


def read_level(fields: Fields, key: str, levels: tuple[Level, ...]) -> str | None:
    """Read the name of a level, or its label; an unknown one is reported."""
    written = fields.text(key)
    if written is None:
        return None
    kind = next((level.kind for level in levels if fold(written) in {fold(level.kind), fold(level.label)}), None)
    if kind is None:
        fields.astray("FRA008.level", fields.route_of(key), written, [level.label for level in levels], level=written)
    return kind


def _by_code(fields: Fields, key: str, codes: Codes) -> Iterator[tuple[str, str]]:
    """Read a mapping from a competency's code to words."""
    for route, name, value in fields.pairs(key):
        code = known(fields, key, route, name, codes)
        if code and isinstance(value, str):
            yield code, value.strip()
        elif code:
            fields.wrong(route, name, mark("un texte"), value)


def hues_by_code(fields: Fields, key: str, codes: Codes) -> Iterator[tuple[str, str]]:
    """Read a mapping from a competency's code to one of the theme's hues, by its French name or its own."""
    for code, name in dict(_by_code(fields, key, codes)).items():
        if hue := HUES.get(fold(name)):
            yield code, hue
        else:
            fields.astray("STR020", fields.route_of(key), name, list(HUES), key=key, value=name, words=quoted(HUES))


def _text(fields: Fields, key: str, route: Route, value: Value) -> str | None:
    """Read a text that options may share."""
    if isinstance(value, str):
        return value.strip() or None
    fields.wrong(route, key, mark("un texte"), value)
    return None


def _codes(codes: Codes, fields: Fields, key: str, route: Route, value: Value) -> tuple[str, ...]:
    """Read a list of competencies that options may share; an unknown one is reported and left out."""
    codes_read: dict[str, None] = {}
    for place, entry in (
        (((*route, n), code) for n, code in enumerate(value)) if isinstance(value, list) else [(route, value)]
    ):
        if not isinstance(entry, str):
            fields.wrong(place, key, mark("une liste de codes"), entry)
        elif code := known(fields, key, place, entry, codes):
            codes_read[code] = None
    return tuple(codes_read)


def known(fields: Fields, key: str, route: Route, written: str, codes: Codes) -> str | None:
    """Return the declared code for a written one; report it, and return None, when it is unknown."""
    code = codes.get(fold_code(written))
    if code is None:
        fields.astray("FRA008", route, written, list(codes.values()), code=written, key=key)
    return code


def read_requirements(fields: Fields, exams: tuple[Exam, ...]) -> Iterator[Requirement]:
    """Read the requirements of the épreuves on a candidate's file."""
    for entry in fields.entries("exigences"):
        if requirement := entry.made(exams=_exams_of(entry, exams)):
            yield requirement


def sessions_of(fields: Fields) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Read the sessions of each source."""
    for entry in fields.entries("sources"):
        years = tuple(int(year) for year in entry.texts("sessions") if year.isdecimal())
        if years and (code := entry.text("code")):
            yield code, years


def _exams_of(entry: Fields, exams: tuple[Exam, ...]) -> tuple[str, ...]:
    """Find the épreuves of a table by key (« E5@2025 »), or by code, which means all épreuves of that code."""
    exams_named: dict[str, None] = {}
    for route, word in entry.placed_texts("épreuves"):
        wanted = fold_code(word)
        keys = [exam.id for exam in exams if wanted in {fold_code(exam.id), fold_code(exam.code)}]
        if not keys:
            entry.astray("FRA008", route, word, [exam.id for exam in exams], code=word, key="épreuves")
        exams_named |= dict.fromkeys(keys)
    return tuple(exams_named)


def _annexes(entry: Fields) -> Iterator[tuple[int, str]]:
    for route, session, value in entry.pairs("annexes par session"):
        if session.isascii() and session.isdigit() and isinstance(value, str):
            yield int(session[:9]), value.strip()
        else:
            entry.wrong(route, "annexes par session", mark("des lignes « session: annexe »"), value)


def _forms(entry: Fields) -> dict[str | None, str]:
    """Read how an épreuve is judged: one text for every form of the exam (key None), or one by form."""
    value = entry.raw("forme")
    if isinstance(value, str):
        return {None: value.strip()}
    return {name: words.strip() for _, name, words in entry.pairs("forme") if isinstance(words, str)}
