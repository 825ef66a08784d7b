"""The files of each portfolio that each audience gets, and the fate of every file."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.facts.attached import files_of, withheld
from vitrail.building.making.facts.counted import ONCE, faults, of_school
from vitrail.building.making.facts.drawn import kept_texts
from vitrail.building.making.facts.names import attachment_names, name_words, school_names
from vitrail.building.making.facts.names import folder_of as names_folder
from vitrail.building.making.facts.people import files_in
from vitrail.building.making.facts.run import SCHOOL, PortfolioKey, classes, students_in, today
from vitrail.building.making.facts.tried import text_faults
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Entry, Fate, Ledger, close
from vitrail.content.reading.packing import phrased
from vitrail.ground.language import Wording, mark
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import question, transient
from vitrail.site.outputs.attachments import Ready, Withheld, first_name
from vitrail.site.outputs.inspection import CLOSED

_SILENT = mark("ce format n'a pas de texte : rien n'y a été cherché")
WITHHELD = mark("une donnée réservée à l'équipe est dans le fichier")


class GivenFiles(Struct, frozen=True, kw_only=True):
    """The files of a portfolio as an audience gets them."""

    entries: tuple[Entry, ...]
    ready: Mapping[str, Ready]
    """Path of an attachment that it gets → the published file."""
    refused: Mapping[str, str]
    """Path of an attachment that cannot be read any more → why, a phrase of ours."""
    withheld: Mapping[str, Withheld]
    """Path of an attachment that holds a name it may not read → that name."""
    lost: Mapping[str, str]
    """Path of a file that it does not get → why, a phrase of ours."""


class Searched(Struct, frozen=True, kw_only=True):
    """The private names that were found in the attachments of a portfolio."""

    withheld: dict[str, Withheld] = {}
    """Path → the first private name in it."""
    closed: tuple[str, ...] = ()
    """Paths of the attachments that cannot be opened any more."""


@question(Searched, part=3)
def searched(memo: Memo, audience: str, cohort: str, student: str) -> Searched:
    """Look in the attachments of a portfolio for names that an audience may not read; pictures have no text."""
    texts = {path: ready for path, ready in files_of(memo, cohort, student).ready.items() if ready.look}
    if not texts or not name_words(memo, audience):  # in this order: with pictures alone, names are no dependency
        return Searched()
    from vitrail.content.extracts.extract import extract  # noqa: PLC0415  # most portfolios have no text to look in

    mine = (cohort, student) != SCHOOL
    names = attachment_names(memo, audience, cohort, student) if mine else school_names(memo, audience).of("")
    disks = {file.path: file.disk for file in files_in(memo, cohort, student)}
    naming, closed = dict[str, Withheld](), list[str]()
    for path, ready in texts.items() if names else ():
        try:
            kept = kept_texts(ready.key, memo.file_cache)
            pieces = extract(path, memo.read(disks[path])).pieces if kept is None else kept
        except OSError:
            closed.append(path)
            continue
        if hit := first_name(pieces, names):
            said = school_names(memo, audience).declarer(names_folder(memo, (cohort, student)) if mine else "", hit[0])
            naming[path] = Withheld(shown=said.shown, declared=said.place, spot=hit[1])
    return Searched(withheld=naming, closed=tuple(closed))


@transient(part=3)
def audience_files(memo: Memo, audience: str, cohort: str, student: str) -> GivenFiles:
    """Return the attachments of a portfolio that an audience gets, and the fate of each file."""
    mine, files = (cohort, student) != SCHOOL, files_of(memo, cohort, student)
    told = faults(memo, cohort, student) if mine else of_school(memo)
    wrong = (fault for fault in (*told, *text_faults(memo, cohort, student)) if fault.code not in ONCE)
    expected = close(files_in(memo, cohort, student), Audience[audience], diagnostics=wrong, today=today(memo))
    held = withheld(memo, cohort, student).record if audience != Audience.TEAM.name else {}
    paths = [entry.path for entry in expected.entries if entry.fate is Fate.ATTACHED and entry.path not in held]
    names = searched(memo, audience, cohort, student)
    closed = {path: CLOSED for path in paths if path in names.closed}
    naming = {path: names.withheld[path] for path in paths if path in names.withheld}
    lost = {**closed, **dict.fromkeys(naming, WITHHELD), **held}
    given = {path: files.ready[path] for path in paths if path in files.ready and path not in lost}

    def fate(entry: Entry) -> Entry:
        if entry.fate is not Fate.ATTACHED:
            return entry
        if ready := given.get(entry.path):
            silent = ready.look is None or ready.look.silent
            return replace(entry, url=ready.url, reason=_SILENT if silent else "")
        if reason := {**files.refused, **closed}.get(entry.path):
            return replace(entry, fate=Fate.REJECTED, reason=reason, url=None)
        if reason := lost.get(entry.path):
            return replace(entry, fate=Fate.HIDDEN, reason=reason, url=None)
        return entry  # outside the scope of the run, it was not judged

    entries = tuple(map(fate, expected.entries))
    lost |= {entry.path: entry.reason for entry in entries if entry.fate in {Fate.HIDDEN, Fate.REJECTED}}
    return GivenFiles(entries=entries, ready=given, refused=closed, withheld=naming, lost=lost)


@question(phrased(tuple[Entry, ...]), part=3)
def file_fates(memo: Memo, audience: str, cohort: str, student: str) -> tuple[Entry, ...]:
    """Return the fate of each file of a portfolio."""
    return audience_files(memo, audience, cohort, student).entries


@question(phrased(dict[str, Wording]))
def hidden_in(memo: Memo, audience: str, cohort: str) -> dict[str, str]:
    """Name the pages of a class, or of no class, that an audience is not shown, with why."""
    every = [(cohort, student) for student in students_in(memo, cohort)] if cohort != SCHOOL[0] else [SCHOOL]
    entries = (entry for who in every for entry in file_fates(memo, audience, *who))
    return {entry.path: entry.reason for entry in entries if entry.fate is Fate.HIDDEN and entry.url is None}


@question(phrased(dict[str, Wording]), part=1)
def hidden_pages(memo: Memo, audience: str) -> dict[str, str]:
    """Name the pages that an audience is not shown, with why."""
    every = (hidden for cohort in (*classes(memo), SCHOOL[0]) for hidden in hidden_in(memo, audience, cohort).items())
    return dict(sorted(every))


def ledger(memo: Memo, audience: str, every: Iterable[PortfolioKey]) -> Ledger:
    """Return the fates of the files of some portfolios, and of those in no portfolio."""
    entries = [entry for who in (SCHOOL, *every) for entry in file_fates(memo, audience, *who)]
    return Ledger(entries=tuple(sorted(entries, key=lambda entry: entry.path)))
