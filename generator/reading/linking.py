"""Names to things: competencies through référentiel, option and session; stages, hosts, team-mates, verdicts."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place
from generator.frameworks.queries import Resolution, resolve
from generator.language import Alternatives, mark
from generator.model.framework import Framework
from generator.model.internships.organisation import Organisation
from generator.model.realisation import Claim, Realisation
from generator.model.school import Cohort
from generator.model.source import Source
from generator.model.verdict import Role, Verdict
from generator.reading.disk.names import safe
from generator.reading.schemas.internship import HostDraft
from generator.reading.schemas.realisation import Cited
from generator.values.choices import did_you_mean
from generator.values.folding import fold

_AROUND = " .,;:…!'\"«»"
"""What may surround a title that was copied."""
_CIVILITY = re.compile(r"^(?:m|mr|mme|mlle|monsieur|madame)\b\.? *")


class CodeReader(Struct, frozen=True, kw_only=True):
    """Through what a student's codes are read."""

    framework: Framework | None
    option: str | None
    session: int | None


def link_claims(reader: CodeReader, cited: Iterable[Cited]) -> tuple[tuple[Claim, ...], tuple[Diagnostic, ...]]:
    """Resolve what a page cites; twice counts once, with the first sentence written.

    An unknown code is dropped with its diagnostic; one that waits for an option is kept and covers nothing.
    """
    claims: dict[str, Claim] = {}
    faults: list[Diagnostic] = []
    for item in cited:
        place = item.place
        found, fault = _resolve(reader, item.code, place)
        faults.extend([fault] if fault else [])
        if found is None:
            continue
        sentence = _own_words(reader, found.id, item.sentence)
        claim = Claim(cited=item.code, competency=found.id, sentence=sentence, candidates=found.candidates, place=place)
        key = found.id or fold(item.code)
        if first := claims.get(key):
            faults.append(Diagnostic.at("REF006", place, code=item.code))
            claim = replace(first, sentence=first.sentence or sentence)
        claims[key] = claim
    return tuple(claims.values()), tuple(faults)


def _own_words(reader: CodeReader, code: str | None, sentence: str | None) -> str | None:
    """Return the sentence of a claim; the official title of the competency is none: it says nothing of the work."""
    found = reader.framework.by_id.get(code or "") if reader.framework else None
    same = found is not None and sentence is not None and _plain(sentence) == _plain_title(found.title)
    return None if same else sentence


def _plain(text: str) -> str:
    return fold(text).strip(_AROUND)


_plain_title = lru_cache(maxsize=1024)(_plain)
"""A class cites the same titles thousands of times."""


def _resolve(reader: CodeReader, code: str, place: Place) -> tuple[Resolution | None, Diagnostic | None]:  # noqa: PLR0911 - one return an outcome
    """Resolve one code; None: it means nothing and is dropped."""
    framework = reader.framework
    if framework is None:
        return Resolution(), None
    found = resolve(framework, code, reader.option, reader.session)
    if found.pending:
        named = Alternatives(_named(found.candidates, framework))
        return found, Diagnostic.at("REF003", place, code=code, candidates=named)
    if found.id:
        if not found.out_of_option:
            return found, None
        return found, Diagnostic.at("REF002", place, code=code, option=reader.option or "")
    if found.candidates:
        return None, Diagnostic.at("REF004", place, code=code, candidates=_named(found.candidates, framework))
    if found.out_of_session:
        hint = suggest(reader, found.out_of_session)
        return None, Diagnostic.at("REF005", place, code=code, session=reader.session or "", suggestion=hint)
    hint = suggest(reader, found.suggestion)
    return None, Diagnostic.at("REF001", place, code=code, framework=framework.short_title, suggestion=hint)


def _named(codes: Iterable[str], framework: Framework) -> tuple[str, ...]:
    return tuple(mark("{code} « {title} »", code=code, title=framework.by_id[code].title) for code in codes)


def suggest(reader: CodeReader, code: str | None) -> str:
    """Write « Vouliez-vous dire B1.6 « … » ? », or nothing; by the local code, which is what learners write."""
    found = reader.framework.by_id.get(code or "") if reader.framework else None
    if found is None:
        return ""
    return mark("Vouliez-vous dire {code} « {title} » ?", code=found.id, title=found.title)


def evoked(reader: CodeReader, cited: Iterable[Cited]) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Resolve what a report evokes: ids only."""
    claims, faults = link_claims(reader, cited)
    return tuple(claim.competency for claim in claims if claim.competency), faults


def link_levels(
    reader: CodeReader, levels: Iterable[tuple[Cited, int]]
) -> tuple[tuple[tuple[str, int], ...], tuple[Diagnostic, ...]]:
    """Resolve the codes of a self-assessment."""
    found: dict[str, int] = {}
    faults: list[Diagnostic] = []
    for item, level in levels:
        resolution, fault = _resolve(reader, item.code, item.place)
        faults.extend([fault] if fault else [])
        if resolution and resolution.id:
            found.setdefault(resolution.id, level)
    return tuple(found.items()), tuple(faults)


def link_names(
    code: str, written: Iterable[str], known: Mapping[str, str], source: Source, key: str, **values: str
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Resolve names among ``known`` (folded → real); unknown ones are dropped with the nearest proposed."""
    found: list[str] = []
    faults: list[Diagnostic] = []
    for index, name in enumerate(written):
        real = known.get(fold(safe(name.strip().strip("/"))))
        if real is not None:
            found.append(real)
            continue
        hint = did_you_mean(name, known.values())
        faults.append(Diagnostic.at(code, source.at(key, index), name=name, suggestion=hint, **values))
    return tuple(dict.fromkeys(found)), tuple(faults)


@lru_cache(maxsize=8)
def folded(names: tuple[str, ...]) -> Mapping[str, str]:
    """Index names by their folded form; the first of two alike is kept. Every page of a portfolio asks the same."""
    index: dict[str, str] = {}
    for name in names:
        index.setdefault(fold(name), name)
    return index


def link_host(
    host: HostDraft | None, organisations: Mapping[str, Organisation], source: Source
) -> tuple[Organisation | None, tuple[Diagnostic, ...]]:
    """Find a host among the shared organisations; an unknown name is kept as a name."""
    if host is None or host.written:
        return (host.written if host else None), ()
    name = host.name or ""
    if found := organisations.get(fold(safe(name))) or organisations.get(fold(name)):
        return found, ()
    slugs = {organisation.slug for organisation in organisations.values()}
    fault = Diagnostic.at("REF007", source.at(*host.route), name=name, suggestion=did_you_mean(name, sorted(slugs)))
    return Organisation(slug="", name=name, source=source), (fault,)


def shared(name: str | None, organisations: Mapping[str, Organisation]) -> str | None:
    """Find the file name of a shared organisation, which its readers may know by another name; else the name itself."""
    found = name and (organisations.get(fold(safe(name))) or organisations.get(fold(name)))
    return found.slug if found else name


def link_verdicts(
    verdicts: Iterable[Verdict],
    realisations: Iterable[Realisation],
    stages: Iterable[str],
    reader: CodeReader,
    cohort: Cohort,
) -> tuple[tuple[Verdict, ...], tuple[Diagnostic, ...]]:
    """Resolve what each verdict judges and who speaks; one that judges nothing is kept, and said."""
    items = {item.slug: item for item in realisations}
    known = dict(folded(tuple(items)))
    for item in items.values():
        for name in item.former_names:
            known.setdefault(fold(name), item.slug)
    folders = folded(tuple(stages))
    team = frozenset(_bare(teacher.name) for teacher in cohort.team)
    linked: list[Verdict] = []
    faults: list[Diagnostic] = []
    for verdict in verdicts:
        item_slug = known.get(fold(verdict.realisation)) if verdict.realisation else None
        stage = folders.get(fold(verdict.stage.rpartition("/")[2]), verdict.stage) if verdict.stage else None
        named = replace(verdict, realisation=item_slug or verdict.realisation, stage=stage)
        competency, fault = _judged(named, items.get(item_slug or ""), reader)
        by_team = _bare(verdict.by) in team
        linked.append(replace(named, competency=competency, by_team=by_team))
        faults.extend([fault] if fault else [])
        if verdict.realisation and item_slug is None:
            hint = did_you_mean(verdict.realisation, items)
            place = verdict.at("realisation")
            faults.append(Diagnostic.at("EVA001", place, name=verdict.realisation, suggestion=hint))
        if stage and fold(stage) not in folders:
            hint = did_you_mean(stage, folders.values())
            faults.append(Diagnostic.at("REF010", verdict.at("stage"), name=stage, suggestion=hint))
        if not by_team and verdict.role is Role.TEACHER:
            hint = did_you_mean(verdict.by, [teacher.name for teacher in cohort.team])
            faults.append(Diagnostic.at("EVA005", verdict.at("par"), name=verdict.by, suggestion=hint))
    return tuple(linked), tuple(faults)


def _judged(verdict: Verdict, item: Realisation | None, reader: CodeReader) -> tuple[str | None, Diagnostic | None]:
    """Resolve the competency judged; what is unknown stays as written, so that it never judges every claim."""
    framework, written = reader.framework, verdict.competency
    if written is None or framework is None:
        return written, None
    place = verdict.at("competence")
    found = resolve(framework, written, reader.option, reader.session)
    if found.id is None:
        hint = suggest(reader, found.suggestion)
        return written, Diagnostic.at("EVA002", place, code=written, framework=framework.short_title, suggestion=hint)
    claims = [claim.competency for claim in item.claims if claim.competency] if item else []
    if (item or verdict.stage) and found.id not in claims:
        hint = did_you_mean(found.id, claims)
        return found.id, Diagnostic.at("EVA003", place, code=written, name=verdict.subject, suggestion=hint)
    return found.id, None


def _bare(name: str) -> str:
    """A name without its civility: « M. Durand » is « Durand »."""
    return _CIVILITY.sub("", fold(name))
