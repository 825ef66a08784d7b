"""Réalisations linked to their competencies, stages, team-mates and files, then sealed; stages to their hosts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from vitrail.content.frameworks.queries import exam_words
from vitrail.content.model.framework import USUAL_YEARS, Framework
from vitrail.content.model.internships.internship import Internship, Report
from vitrail.content.model.markup import allowed, scheme
from vitrail.content.model.realisation import Context, Production, ProductionState, Realisation, Status
from vitrail.content.model.source import Source
from vitrail.content.model.student import Student
from vitrail.content.reading import linking
from vitrail.content.reading.context import Drafts, Work, contents, entered, named_file
from vitrail.content.reading.schemas.internship import InternshipDraft
from vitrail.content.reading.schemas.realisation import RealisationDraft
from vitrail.content.reading.seals.sealed import fingerprint, sealed
from vitrail.content.reading.threads import threads
from vitrail.content.values.folding import fold
from vitrail.content.values.key import Key
from vitrail.content.values.keys import INTERNSHIP, REALISATION
from vitrail.content.values.suggesting import TypedWord, astray, respelt
from vitrail.content.values.years import year_in
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import Period, mark, quoted


def link_realisation(
    work: Work, draft: RealisationDraft, reader: linking.CodeReader, drafts: Drafts, student: Student
) -> Realisation:
    """Resolve the codes, stages, team-mates and files that a réalisation names, and compute its fingerprint."""
    record, source = draft.record, draft.record.source
    reader = reader.at(record.period)
    scale = work.setting.cohort.scale_with(reader.framework)
    claims, levels = reader.claims(record.claims), reader.levels(draft.self_assessment, scale)
    former = work.own.stages_of(student.comes_from) if student.comes_from and record.internships else ()
    stages = linking.folded(
        (
            *(stage.record.slug for stage in drafts.internships),
            *(folder for folder, _ in drafts.reports if folder),
            *former,
        )
    )
    hosts = linking.hosting(drafts.internships, work.setting.organisations) if record.internships else {}
    internships = reader.names(
        "REF007.internship", record.internships, {**hosts, **stages}, source, REALISATION["stage"].names
    )
    mates = linking.folded(work.setting.classmates)
    team = reader.names("REF022.person", record.team, mates, source, REALISATION["équipe"].names)
    work.faults.extend(_understood(work, record, internships))
    team = tuple(mate for mate in team if mate != student.slug)
    if reader.framework and (year := dict(record.facts).get("année")):
        _year(work, source, REALISATION["année"], year, reader.framework.years)
    productions = tuple(_production(work, record, index) for index in range(len(record.productions)))
    claims, productions = threads(work, reader, record, claims, productions)
    linked = replace(
        record,
        claims=claims,
        unrecognised=bool(record.claims) and not claims,
        self_assessment=levels,
        internships=internships,
        team=team,
        productions=productions,
        situations=_listed(reader, "situations", record.situations, source, _situations),
        exams=_listed(reader, "épreuves", record.exams, source, partial(exam_words, session=reader.session)),
        organisation=linking.shared(record.organisation, work.setting.organisations),
    )
    shown = entered(work, record, record.visibility, draft=record.status is Status.DRAFT)
    whole = replace(linked, files=tuple(contents(work, shown)))
    return replace(whole, fingerprint=fingerprint(sealed(whole, work.text_of)))


def without_repeats(work: Work, drafts: Drafts) -> Iterator[RealisationDraft]:
    """Yield the réalisations; the copy of a submitted one becomes a « brouillon » until its title or period differs.

    Of the two, the one that a verdict names is kept, else the first by its file's name.
    """
    judged = {fold(verdict.realisation or "") for verdict in drafts.verdicts}
    kept: dict[tuple[str, Period | None], list[Realisation]] = {}
    repeats: dict[str, str] = {}
    for record in sorted(
        (draft.record for draft in drafts.realisations),
        key=lambda record: (fold(record.slug) not in judged, record.slug),
    ):
        same = kept.setdefault((fold(record.title), record.period), [])
        if record.status is Status.SUBMITTED:
            other = next((first for first in same if _alike(work, first, record)), None)
            if other:
                repeats[record.slug] = other.slug
                work.faults.append(Diagnostic.at("EXA020", record.source.at("titre"), other=other.slug))
            else:
                same.append(record)
    for draft in drafts.realisations:
        repeated = draft.record.slug in repeats
        yield replace(draft, record=replace(draft.record, status=Status.DRAFT)) if repeated else draft


def _alike(work: Work, record: Realisation, other: Realisation) -> bool:
    """True if the beginnings (``_COMPARED`` characters) of the texts of two works are nine tenths the same."""
    from rapidfuzz.fuzz import ratio  # loaded only for works of one title, which are few

    texts = tuple(" ".join(work.documents[item.source.path].text.split())[:_COMPARED] for item in (record, other))
    return min(map(len, texts)) >= _SHORTEST and ratio(*texts, score_cutoff=_ALIKE) >= _ALIKE


_ALIKE = 90
"""Similarity of two texts, in hundredths, from which they are copies."""
_SHORTEST = 60
"""Fewest characters of a text to compare: two works may both be three words so far."""
_COMPARED = 8_000
"""Characters of a text that are compared: a bound on time."""


def _understood(work: Work, record: Realisation, internships: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Report that « pro » was read as a stage, and which one: it could mean something else."""
    value = work.documents[record.source.path].data.get("contexte")
    for word in (value if isinstance(value, list) else [value]) if Context.INTERNSHIP in record.contexts else ():
        if isinstance(word, str) and fold(word) in _PROFESSIONAL:
            which = mark("contexte: stage, stage: {names}", names=internships)
            read = which if internships else mark("contexte: stage")
            said = mark("contexte: {word}", word=word)
            place = record.source.at("contexte")
            fix = respelt(place, TypedWord(word), Context.INTERNSHIP.value)
            yield Diagnostic.at("STR040", place, fix, written=said, read=read)


_PROFESSIONAL = frozenset({"pro", "professionnel", "professionnelle", "entreprise", "en entreprise"})


def _listed(
    reader: linking.CodeReader,
    key: str,
    written: tuple[str, ...],
    source: Source,
    words: Callable[[Framework], Mapping[str, str]],
) -> tuple[str, ...]:
    """Resolve words among those of the référentiel (folded → real); if it has none, they are kept, and reported.

    Under a référentiel without épreuves, authors write any word.
    """
    framework = reader.framework
    if framework is None or not framework.exams:
        return written
    known, title = words(framework), framework.short_title
    every = tuple(dict.fromkeys(known.values())) or mark("aucun ; retirez la clé")
    read = reader.names(
        "REF022.entry", written, known, source, REALISATION[key].names, entry=key, words=every, framework=title
    )
    return read if known else written


def _situations(framework: Framework) -> Mapping[str, str]:
    return linking.folded(tuple(situation.id for situation in framework.situations))


def _production(work: Work, record: Realisation, index: int) -> Production:
    production, key = record.productions[index], "fichier"
    refused = production.link is not None and not allowed(production.link)  # ``altered`` reports it
    if refused:
        production = replace(production, link=None)
    elif production.file is None and production.link and not scheme(production.link):
        production, key = replace(production, file=production.link, link=None), "lien"
    shown = production.state is ProductionState.ONLINE
    if production.file is None:
        return replace(production, state=ProductionState.MISSING) if refused and shown else production
    route = ("productions", index, key)
    limit = max(record.visibility, production.visibility)
    path = named_file(work, record.source, production.file, "REF016.file" if shown else "", *route, limit=limit)
    if path is None:
        return replace(production, file=None, state=ProductionState.MISSING if shown else production.state)
    return replace(production, file=path, digest=work.content(path), page=path in work.documents)


def old_names(work: Work, realisations: Iterable[Realisation]) -> None:
    """Report a former name (« vient de ») that is still the slug of a réalisation."""
    items = tuple(realisations)
    slugs = {item.slug for item in items}
    for item in items:
        for name in slugs.intersection(item.former_names):
            work.faults.append(Diagnostic.at("REF014", item.source.at("vient de"), name=name))


def link_internships(work: Work, reader: linking.CodeReader, drafts: Drafts) -> tuple[Internship, ...]:
    """Return the stages with their hosts, reports and reviews; a folder without its page still has a stage."""
    years = reader.framework.years if reader.framework else USUAL_YEARS
    records = {draft.record.slug: _hosted(work, draft, years) for draft in drafts.internships}
    shown = {slug: set(entered(work, record, record.visibility)) for slug, record in records.items()}
    for folder in dict.fromkeys(folder for folder, _ in drafts.reports):
        if folder not in records:
            path = next(draft.record.source.path for name, draft in drafts.reports if name == folder)
            work.faults.append(Diagnostic.at("STR015.internship", Place(path=path.rpartition("/")[0])))
            records[folder] = Internship(slug=folder, unreadable=True)
    for folder, draft in drafts.reports:
        parent = records[folder]
        record = replace(draft.record, evokes=reader.at(parent.span).evoked(draft.cited))
        shown.setdefault(folder, set()).update(entered(work, record, max(record.visibility, parent.visibility)))
        if isinstance(record, Report):
            records[folder] = replace(parent, reports=(*parent.reports, record))
        else:
            records[folder] = replace(parent, reviews=(*parent.reviews, record))
    return tuple(_whole(work, record, shown.get(slug, ())) for slug, record in records.items())


def _whole(work: Work, record: Internship, shown: Iterable[str]) -> Internship:
    """Sort the reports and the reviews, and compute the fingerprint."""
    reports = tuple(sorted(record.reports, key=lambda report: (report.number, report.slug)))
    reviews = tuple(sorted(record.reviews, key=lambda review: (review.final, review.slug)))
    whole = replace(record, reports=reports, reviews=reviews, files=tuple(sorted(contents(work, shown))))
    return replace(whole, fingerprint=fingerprint(sealed(whole, work.text_of)))


def _year(work: Work, source: Source, key: Key, written: str, years: tuple[str, ...]) -> int | None:
    """Return the rank of a year of the diploma; report one that it does not have."""
    if (rank := year_in(years, written)) is None:
        place, words = source.at_key(key.names), quoted(years)
        work.faults.append(astray("STR020", place, written, years, key=key.name, value=written, words=words))
    return rank


_DIGITS = 9
"""Most digits of the rank of a stage: people number theirs, and a year of some diplomas has several."""


def _hosted(work: Work, draft: InternshipDraft, years: tuple[str, ...]) -> Internship:
    record = draft.record
    hosts = (linking.link_host(host, work.setting.organisations, record.source, work.faults) for host in draft.hosts)
    periods = zip(record.periods, hosts, strict=True)
    if draft.order.isdecimal() and len(draft.order) <= _DIGITS:
        record = replace(record, rank=int(draft.order))
    elif draft.order:
        record = replace(record, rank=_year(work, record.source, INTERNSHIP["ordre"], draft.order, years))
    return replace(record, periods=tuple(replace(period, organisation=host) for period, host in periods))
