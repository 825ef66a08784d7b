"""What an audience gets, decided before anything is rendered: its records, its files, its ledger.

``check`` and ``build`` call the same function, so that nothing is decided only while building.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from generator.chrome.words import wording
from generator.coverage.repeaters import with_former
from generator.coverage.view import view, without_refused
from generator.diagnostics import Diagnostic, Place
from generator.diagnostics.diagnostic import in_order
from generator.extracts.decoding import decode
from generator.language import mark
from generator.making.examination import Examination, refused_attachments
from generator.model.audience import Audience
from generator.model.ledger import Entry, Fate, Ledger, close
from generator.model.school import School
from generator.model.source import Body
from generator.outputs.attachments import Attachments, JudgedFiles, search
from generator.privacy.declared import Declarations, Excused, declarations_for, excused
from generator.privacy.masking import Amends, Met, mask
from generator.privacy.matcher import PhraseMatcher, words
from generator.privacy.records import pages_of
from generator.privacy.searches import Searches
from generator.project import Project
from generator.reading.disk.lookup import Shelf, folder_of, look_up
from generator.reading.memory import Cache
from generator.reading.text.parse import prose

_SILENT = mark("ce format n'a pas de texte : rien n'y a été cherché")
_WITHHELD = mark("une donnée réservée à l'équipe est dans le fichier")


class Edition(Struct, frozen=True, kw_only=True):
    """The school as one audience gets it."""

    audience: Audience
    school: School
    ledger: Ledger
    attachments: Attachments
    declarations: Declarations
    """What it may not read, and who says so."""
    excused: Excused
    """What its site may hold all the same."""
    searches: Searches
    """The searches of its files."""
    met: tuple[Met, ...]
    """What its pages held that it may not read."""
    missing: tuple[Diagnostic, ...]
    """What this audience does not get, beside what is wrong for everybody: to be said by ``told``."""


_READERS = {Audience.PUBLIC: mark("le public"), Audience.JURY: mark("le jury"), Audience.TEAM: mark("l'équipe")}


def editions(
    project: Project,
    examination: Examination,
    amends: Mapping[Audience, Amends] = MappingProxyType({}),
    cache: Cache | None = None,
) -> Mapping[Audience, Edition]:
    """Cut the records and the files to each audience; see ``edition``."""
    return {audience: edition(project, examination, audience, amends.get(audience), cache) for audience in Audience}


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
        replace(
            one,
            place=_met(examination, one),
            values={**one.values, "readers": tuple(_READERS[audience] for audience in sorted(who))},
        )
        for one, who in readers.values()
    )
    return in_order((*examination.diagnostics, *missing))


def _met(examination: Examination, one: Diagnostic) -> Place:
    """Return the line of a text where a value is read; a value that its lines do not hold is told of the whole file."""
    file = examination.files.get(one.place.path)
    if file is None or one.code != "PRV007":
        return one.place
    with suppress(OSError):
        lines = (decode(file.read_bytes()).text or "").split("\n")
        value = tuple(words(str(one.values.get("value", ""))))
        for form in (value, value[1:], value[-1:]):  # as declared, without « Mme », the surname that is left
            if number := _line(lines, PhraseMatcher([form])) if form else 0:
                return replace(one.place, line=number)
    return one.place


def _line(lines: Sequence[str], value: PhraseMatcher) -> int:
    """Return the number of the first line that holds a value, or in which it begins; 0 for none."""
    for number, (line, following) in enumerate(zip(lines, (*lines[1:], ""), strict=True), start=1):
        if value.within([line]) or (value.within([f"{line} {following}"]) and not value.within([following])):
            return number
    return 0


def edition(  # what an edition is made from, each by name
    project: Project,
    examination: Examination,
    audience: Audience,
    amends: Amends | None = None,
    cache: Cache | None = None,
) -> Edition:
    """Cut the records and the files to an audience.

    Args:
        project: what is built.
        examination: what was read and judged.
        audience: the readers.
        amends: what finished pages showed that the files did not (``privacy.amending``).
        cache: keeps what was found in heavy files.
    """
    reading = examination.reading
    seen = view(_still_published(reading.school, audience, examination.today), audience)
    ours = partial(wording, project.site_name)
    declarations = declarations_for(reading.school, seen, audience, ours)
    masking = mask(seen, declarations, partial(text_in, examination.files), amends)
    searches = Searches(declarations.secrets, cache)
    expected = close(
        reading.files,
        audience,
        diagnostics=examination.diagnostics,
        masked=dict.fromkeys(masking.hidden, mark("un nom réservé à l'équipe est dans le texte")),
        today=examination.today,
    )
    held = examination.judged.held if audience is not Audience.TEAM else {}
    shown = (entry.path for entry in expected.entries if entry.fate is Fate.ATTACHED and entry.path not in held)
    attachments = search(examination.judged, shown, declarations, searches)
    elsewhere = (*masking.elsewhere, *attachments.elsewhere)
    lost = {**attachments.refused, **dict.fromkeys(attachments.withheld, _WITHHELD), **held}
    return Edition(
        audience=audience,
        school=replace(
            with_former(without_refused(masking.school, lost)), site_url=project.site_url or masking.school.site_url
        ),
        ledger=_settled(expected, attachments, examination.judged, held),
        attachments=attachments,
        declarations=declarations,
        excused=excused(declarations, (one.value for one in elsewhere), masking.common),
        searches=searches,
        met=masking.met,
        missing=(
            *refused_attachments(attachments.refused),
            *_withheld(attachments),
            *_unlinked(masking.school, expected),
            *masking.told(attachments.elsewhere),
        ),
    )


def _still_published(school: School, audience: Audience, today: date) -> School:
    """Leave out the classes whose « publier jusqu'au » is past; the team keeps them."""
    if audience is Audience.TEAM:
        return school
    return replace(school, cohorts=tuple(cohort for cohort in school.cohorts if cohort.published_on(today)))


def text_in(files: Mapping[str, Path], body: Body) -> str:
    """Read an author's text again; what cannot be read any more holds nothing."""
    try:
        return prose(files[body.path].read_bytes())
    except (OSError, KeyError):
        return ""


def _withheld(attachments: Attachments) -> Iterable[Diagnostic]:
    for path, met in attachments.withheld.items():
        name, declarer = path.rpartition("/")[2], str(met.declared.place)
        yield Diagnostic.at("PRV010", Place(path=path), target=name, value=met.declared.shown, declarer=declarer)


def _unlinked(school: School, ledger: Ledger) -> Iterable[Diagnostic]:
    """Follow the links of the texts that are shown, to the pages that are not."""
    hidden = {entry.path: entry.reason for entry in ledger.entries if entry.fate is Fate.HIDDEN}
    shelf = Shelf(root="", files={}, pages=hidden)
    bodies = (file.body for file in pages_of(school) if file.body) if hidden else ()
    for body in bodies:
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
