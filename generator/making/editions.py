"""What an audience gets, decided before anything is rendered: its records, its files, its ledger.

``check`` and ``build`` call the same function, so that nothing is decided only while building.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from generator.coverage.repeaters import with_former
from generator.coverage.view import view, without_refused
from generator.diagnostics import Diagnostic
from generator.diagnostics.diagnostic import in_order
from generator.language import Language, mark
from generator.making.examination import Examination, refused_attachments
from generator.model.audience import Audience
from generator.model.ledger import Entry, Fate, Ledger, close
from generator.model.school import School
from generator.outputs.attachments import Attachments, JudgedFiles, search
from generator.outputs.looks import place_in
from generator.outputs.searches import Searches
from generator.privacy.finding import Finder
from generator.privacy.veiling import Met, Veiling
from generator.privacy.veils import Ground, Veils, veils
from generator.project import Project
from generator.reading.disk.lookup import Shelf, folder_of, look_up
from generator.reading.memory import Cache
from generator.rules.examiners import ExaminedSchool

_SILENT = mark("ce format n'a pas de texte : rien n'y a été cherché")
_WITHHELD = mark("une donnée réservée à l'équipe est dans le fichier")


class Edition(Struct, frozen=True, kw_only=True):
    """The school as one audience gets it."""

    audience: Audience
    school: School
    ledger: Ledger
    attachments: Attachments
    veils: Veils
    """What it may not read, and what stands in its place."""
    met: tuple[Met, ...]
    """What its files hold that it may not read."""
    kept: tuple[str, ...]
    """Keys used in the cache."""
    missing: tuple[Diagnostic, ...]
    """What this audience does not get, beside what is wrong for everybody: to be said by ``told``."""


_READERS = {Audience.PUBLIC: mark("le public"), Audience.JURY: mark("le jury"), Audience.TEAM: mark("l'équipe")}


def editions(project: Project, examination: Examination, cache: Cache | None = None) -> Mapping[Audience, Edition]:
    """Cut the records and the files to each audience; see ``edition``."""
    ground = _ground(project, examination)
    finder = Finder(examination.files, cache)
    return {audience: _edition(project, examination, audience, ground, finder, cache) for audience in Audience}


def told(examination: Examination, every: Mapping[Audience, Edition]) -> tuple[Diagnostic, ...]:
    """Everything that there is to say, in file order: what is wrong for everybody, and what some audience does not get.

    What several do not get is said once, with their names.
    """
    readers: dict[tuple[str, ...], tuple[Diagnostic, list[Audience]]] = {}
    for audience, found in every.items():
        for one in found.missing:
            key = (one.code, str(one.place), *map(str, one.values.values()))
            readers.setdefault(key, (one, []))[1].append(audience)
    missing = (
        replace(one, values={**one.values, "readers": tuple(_READERS[audience] for audience in sorted(who))})
        for one, who in readers.values()
    )
    return in_order((*examination.diagnostics, *missing))


def edition(project: Project, examination: Examination, audience: Audience) -> Edition:
    """Cut the records and the files to an audience, and replace the names that it may not read."""
    ground = _ground(project, examination)
    return _edition(project, examination, audience, ground, Finder(examination.files), None)


def examined_school(project: Project, examination: Examination, jury: Edition) -> ExaminedSchool:
    """Bring together what examiners will read and what the team has, to judge who is ready."""
    return ExaminedSchool(
        school=examination.counted,
        coverage=examination.coverage,
        jury=jury.school,
        hidden={**dict.fromkeys(jury.attachments.withheld, _WITHHELD), **examination.judged.held},
        diagnostics=(*examination.diagnostics, *jury.missing),
        asked=project.asked_date,
        today=examination.today,
    )


def nameless(project: Project, examination: Examination) -> School:
    """Return the records that were counted, drafts and opinions included, without the names that the jury may not read.

    It is for papers of what the jury's edition does not hold.
    """
    ground = _ground(project, examination)
    names = veils(ground, _seen(ground, Audience.JURY, examination), Audience.JURY)
    school = with_former(Veiling(names, Finder(examination.files)).school(examination.reading.school))
    return replace(school, site_url=examination.counted.site_url)


def _ground(project: Project, examination: Examination) -> Ground:
    return Ground(school=examination.named, language=Language(project.language))


def _seen(ground: Ground, audience: Audience, examination: Examination) -> School:
    return view(_still_published(ground.school, audience, examination.today), audience)


def _edition(  # noqa: PLR0913, PLR0917  # what an edition is made from, each by name
    project: Project, examination: Examination, audience: Audience, ground: Ground, finder: Finder, cache: Cache | None
) -> Edition:
    reading = examination.reading
    everyone = _seen(ground, audience, examination)
    seen = (
        view(_still_published(reading.school, audience, examination.today), audience)
        if project.only_student
        else everyone
    )
    names = veils(ground, everyone, audience)
    veiling = Veiling(names, finder)
    school = veiling.school(seen)
    expected = close(reading.files, audience, diagnostics=examination.diagnostics, today=examination.today)
    held = examination.judged.held if audience is not Audience.TEAM else {}
    shown = (entry.path for entry in expected.entries if entry.fate is Fate.ATTACHED and entry.path not in held)
    searches = Searches(cache)
    attachments = search(examination.judged, shown, names, searches)
    lost = {**attachments.refused, **dict.fromkeys(attachments.withheld, _WITHHELD), **held}
    return Edition(
        audience=audience,
        school=replace(with_former(without_refused(school, lost)), site_url=project.site_url or school.site_url),
        ledger=_settled(expected, attachments, examination.judged, held),
        attachments=attachments,
        veils=names,
        met=tuple(veiling.met),
        kept=(*finder.kept, *searches.kept),
        missing=(
            *_replaced(veiling.met),
            *_elsewhere(veiling.met),
            *refused_attachments(attachments.refused),
            *_withheld(attachments),
            *_unlinked(school, expected),
        ),
    )


def _still_published(school: School, audience: Audience, today: date) -> School:
    """Leave out the classes whose « publier jusqu'au » is past; the team keeps them."""
    if audience is Audience.TEAM:
        return school
    return replace(school, cohorts=tuple(cohort for cohort in school.cohorts if cohort.published_on(today)))


def _replaced(met: Iterable[Met]) -> Iterator[Diagnostic]:
    """Tell once a file, at the first of the names that are replaced in it."""
    found = sorted((one for one in met if one.replaced), key=lambda one: one.place)
    for _, every in groupby(found, key=lambda one: one.place.path):
        first = next(every)
        yield Diagnostic.at("PRV007", first.place, value=first.value, declarer=first.declarer)


def _elsewhere(met: Iterable[Met]) -> Iterator[Diagnostic]:
    """Tell once a name that stays, at the first of the pages that say it."""
    found = sorted((one for one in met if not one.replaced), key=lambda one: (one.value, one.place))
    for value, every in groupby(found, key=lambda one: one.value):
        first, *others = every
        count = len({one.place.path for one in (first, *others)})
        yield Diagnostic.at("PRV011", first.place, value=value, declarer=first.declarer, count=count)


def _withheld(attachments: Attachments) -> Iterable[Diagnostic]:
    for path, met in attachments.withheld.items():
        name, value, declarer = path.rpartition("/")[2], met.declared.shown, str(met.declared.place)
        where = met.spot.phrase
        place = place_in(path, met.spot)
        yield Diagnostic.at("PRV010", place, target=name, value=value, where=where, declarer=declarer)


def _unlinked(school: School, ledger: Ledger) -> Iterable[Diagnostic]:
    """Follow the links of the texts that are shown, to the pages that are not."""
    hidden = {entry.path: entry.reason for entry in ledger.entries if entry.fate is Fate.HIDDEN}
    shelf = Shelf(root="", files={}, pages=hidden)
    everyone = (body for _, student in school.everyone for body in student.bodies)
    for body in (*school.bodies, *everyone) if hidden else ():
        for link in body.links:
            if link.image or "://" in link.target:
                continue
            if found := look_up(shelf, link.target, folder_of(body.path)).path:
                yield Diagnostic.at("REF019", body.at(link), target=found, reason=hidden[found])


def _settled(ledger: Ledger, attachments: Attachments, judged: JudgedFiles, held: Mapping[str, str]) -> Ledger:
    """Put in the ledger what became of each attachment."""
    refused = judged.refused | attachments.refused

    def fate(entry: Entry) -> Entry:
        if entry.fate is not Fate.ATTACHED:
            return entry
        if ready := attachments.ready.get(entry.path):
            found = judged.looks.get(entry.path)
            return replace(entry, url=ready.url, reason=_SILENT if ready.bare or (found and found.silent) else "")
        if reason := held.get(entry.path):
            return replace(entry, fate=Fate.HIDDEN, reason=reason, url=None)
        if entry.path in attachments.withheld:
            return replace(entry, fate=Fate.HIDDEN, reason=_WITHHELD, url=None)
        if reason := refused.get(entry.path):
            return replace(entry, fate=Fate.REJECTED, reason=reason, url=None)
        return entry  # nobody asked for it to be judged

    return Ledger(entries=tuple(map(fate, ledger.entries)))
